using SnapshotShare.AwsSandbox.Policies;
using SnapshotShare.AwsSandbox.Wire;

namespace SnapshotShare.AwsSandbox.Kms;

/// <summary>Finds the key that a request names and asks whether the caller may do this with it.</summary>
internal static class KeyLookup
{
    // These may be called on a key of another account; everything else stays at home.
    private static readonly string[] CrossAccount = ["DescribeKey", "CreateGrant", "ListGrants", "RevokeGrant"];

    public static (Key? Key, Refusal? Refusal) Find(KmsCall request, string member = "KeyId", bool aliases = false)
    {
        var call = request.Call;
        var action = "kms:" + request.Operation;
        if (request.Text(member) is not { Length: > 0 } reference)
            return (
                null,
                request.Has(member) ? KmsFaults.Validation($"The value at '{member}' must be a key.") : KmsFaults.Missing(member)
            );
        if (Check(call, reference, aliases) is { } invalid)
            return (null, invalid);
        var key = KeyRing.Find(call.World, call.Place, reference, aliases);
        var foreign = reference.StartsWith("arn:", StringComparison.Ordinal) && reference.Split(':')[4] != call.Caller.Account;
        // Whether a foreign key exists is nobody's business.
        if (foreign && (key is null || !CrossAccount.Contains(request.Operation)))
            return (null, call.Errors.Denied(call.Caller.Arn, action, reference, $"no resource-based policy allows the {action} action"));
        if (key is null)
            return (null, KmsFaults.NotFound(NotFoundText(call, reference)));
        return KeyAccess.WhyNot(call, key, Ask(request, key, reference)) is { } why
            ? (null, call.Errors.Denied(call.Caller.Arn, action, key.Arn, why))
            : (key, null);
    }

    /// <summary>The call with what this operation tells its policies.</summary>
    public static KeyCall Ask(KmsCall request, Key key, string reference) =>
        KeyAccess.Ask(request.Call, key, "kms:" + request.Operation) with
        {
            RequestAlias = reference.IndexOf("alias/", StringComparison.Ordinal) is >= 0 and var at ? reference[at..] : null,
            Grant = request.Operation == "CreateGrant" ? Grants.Asked(request) : null,
            BypassesLockoutCheck = request.Has(PolicyCheck.Bypass) ? request.Bool(PolicyCheck.Bypass) : null,
        };

    private static Refusal? Check(Call call, string reference, bool aliases)
    {
        if (!reference.StartsWith("arn:", StringComparison.Ordinal))
            return reference.StartsWith("alias/", StringComparison.Ordinal) && !aliases
                ? KmsFaults.NotFound($"Invalid keyId {reference}")
                : null;
        var parts = reference.Split(':', 6);
        if (parts.Length != 6 || parts[1] != "aws" || parts[2] != "kms" || parts[5].Split('/') is not ["key" or "alias", ..])
            return KmsFaults.InvalidArn(reference);
        if (parts[5].StartsWith("alias/", StringComparison.Ordinal) && !aliases)
            return KmsFaults.InvalidArn(reference);
        return parts[3] == call.Region ? null : KmsFaults.InvalidArn(reference);
    }

    private static string NotFoundText(Call call, string reference)
    {
        if (reference.StartsWith("alias/", StringComparison.Ordinal))
            return $"Alias {call.Place.KmsArn(reference)} is not found.";
        if (reference.Contains(":alias/", StringComparison.Ordinal))
            return $"Alias {reference} is not found.";
        if (reference.StartsWith("arn:", StringComparison.Ordinal))
            return $"Key '{reference}' does not exist";
        return Guid.TryParse(reference, out _) || reference.StartsWith("mrk-", StringComparison.Ordinal)
            ? $"Key '{call.Place.KmsArn("key/" + reference)}' does not exist"
            : $"Invalid keyId {reference}";
    }
}
