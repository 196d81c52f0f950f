using System.Globalization;

namespace SnapshotShare.Core.Planning.Policies;

/// <summary>A call that a key policy is asked about.</summary>
/// <param name="PrincipalArn">The role or user; null when only the account is known.</param>
/// <param name="Context">Condition keys in lower case; a null value is a key certainly not in the request, a missing one is not known.</param>
public sealed record KeyCall(
    string AccountId,
    string? PrincipalArn,
    string Action,
    string KeyArn,
    IReadOnlyDictionary<string, string?> Context
)
{
    /// <summary>Stands for the address of the AWS service that calls, which lies in nobody's own network.</summary>
    internal const string AddressOfAws = "AWS";

    internal const string CurrentTime = "aws:currenttime";

    /// <summary>One entry of the context stands for all of them: the keys are named after the pairs of the context.</summary>
    private const string AnyEncryptionContext = "kms:encryptioncontext:";

    private static readonly string[] GrantActions = [KeyActions.CreateGrant, KeyActions.ListGrants, "kms:RevokeGrant"];

    /// <summary>Keys that a request carries only where an AWS service asks for itself, and not in the name of a caller (IAM User Guide, Global condition keys).</summary>
    private static readonly string[] OfServicesAlone =
    [
        "aws:sourceaccount",
        "aws:sourcearn",
        "aws:sourceorgid",
        "aws:sourceorgpaths",
        "aws:principalservicename",
        "aws:principalservicenameslist",
    ];

    /// <summary>Keys of a request that comes through somebody's own endpoint; what RDS asks does not.</summary>
    private static readonly string[] OfEndpoints =
    [
        "aws:sourcevpc",
        "aws:sourcevpcarn",
        "aws:sourcevpce",
        "aws:vpcsourceip",
        "aws:vpceaccount",
        "aws:vpceorgid",
        "aws:vpceorgpaths",
    ];

    private static readonly string[] OfNewGrants =
    [
        "kms:granteeprincipal",
        "kms:retiringprincipal",
        "kms:grantoperations",
        "kms:grantconstrainttype",
    ];

    /// <summary>RDS asks in the caller's name, as it does for every copy and restore.</summary>
    public static KeyCall ThroughRds(string accountId, string? principalArn, string action, string keyArn) =>
        new(accountId, principalArn, action, keyArn, Known(accountId, principalArn, action, keyArn, throughRds: true));

    /// <summary>A person or program asks KMS itself.</summary>
    public static KeyCall Direct(string accountId, string? principalArn, string action, string keyArn) =>
        new(accountId, principalArn, action, keyArn, Known(accountId, principalArn, action, keyArn, throughRds: false));

    /// <summary>True where an AWS service asks in the caller's name.</summary>
    internal bool IsForwarded => Context.GetValueOrDefault("aws:viaawsservice") == "true";

    /// <summary>The same asked by somebody of whom it is known to which organization they belong, or that they belong to none.</summary>
    internal KeyCall Of(string? organization)
    {
        var context = new Dictionary<string, string?>(Context, StringComparer.Ordinal) { ["aws:principalorgid"] = organization };
        if (organization is null)
            context["aws:principalorgpaths"] = null;
        return this with { Context = context };
    }

    /// <summary>The same asked at this moment or later.</summary>
    internal KeyCall From(DateTime? at) =>
        at is null
            ? this
            : this with
            {
                Context = new Dictionary<string, string?>(Context, StringComparer.Ordinal)
                {
                    [CurrentTime] = at.Value.ToString("O", CultureInfo.InvariantCulture),
                },
            };

    /// <summary>False where nobody knows what the request carries under this key.</summary>
    internal bool TryGet(string key, out string? value)
    {
        var name = key.ToLowerInvariant();
        return Context.TryGetValue(
            name.StartsWith(AnyEncryptionContext, StringComparison.Ordinal) ? AnyEncryptionContext : name,
            out value
        );
    }

    private static Dictionary<string, string?> Known(string accountId, string? principalArn, string action, string keyArn, bool throughRds)
    {
        var (region, owner) = keyArn.Split(':') is [_, _, _, var named, var id, ..] ? (named, id) : ("", "");
        var china = region.StartsWith("cn-", StringComparison.Ordinal) ? ".cn" : "";
        var isOfGrants = GrantActions.Contains(action, StringComparer.OrdinalIgnoreCase);
        var known = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["kms:calleraccount"] = accountId,
            ["aws:principalaccount"] = accountId,
            ["aws:principalisawsservice"] = "false",
            ["aws:resourceaccount"] = owner,
            ["aws:requestedregion"] = region,
            ["aws:securetransport"] = "true",
            ["aws:viaawsservice"] = throughRds ? "true" : "false",
            ["kms:viaservice"] = throughRds ? $"rds.{region}.amazonaws.com{china}" : null,
            // Only requests about grants carry this key; elsewhere a statement that asks for it never matches (KMS Developer Guide).
            ["kms:grantisforawsresource"] =
                !isOfGrants ? null
                : throughRds ? "true"
                : "false",
        };
        foreach (var key in OfServicesAlone)
            known[key] = null;
        if (throughRds)
        {
            known["aws:sourceip"] = AddressOfAws;
            foreach (var key in OfEndpoints)
                known[key] = null;
        }
        if (string.Equals(action, KeyActions.CreateGrant, StringComparison.OrdinalIgnoreCase))
            // It takes a key's ID or ARN alone.
            known["kms:requestalias"] = null;
        else
            foreach (var key in OfNewGrants)
                known[key] = null;
        if (!KeyActions.TakesEncryptionContext(action))
            known[AnyEncryptionContext] = known["kms:encryptioncontextkeys"] = null;
        if (principalArn is not null)
            known["aws:principalarn"] = principalArn;
        // A role that a program assumes has no second factor, and its session says so (IAM User Guide, aws:MultiFactorAuthPresent).
        if (throughRds && principalArn?.Contains(":role/", StringComparison.Ordinal) == true)
        {
            known["aws:multifactorauthpresent"] = "false";
            known["aws:multifactorauthage"] = null;
            known["aws:principaltype"] = "AssumedRole";
            known["aws:username"] = null;
        }
        return known;
    }
}
