using System.Globalization;

namespace SnapshotShare.AwsSandbox.Policies;

/// <summary>A request's context: condition keys, whatever their case, with their values. A key that is not in the request has none.</summary>
public sealed class PolicyContext
{
    /// <summary>The sandbox listens on loopback, so that is where a caller is.</summary>
    public const string CallersAddress = "127.0.0.1";

    /// <summary>A call that a service makes for somebody comes from an address of AWS's, not from theirs.</summary>
    public const string ServicesAddress = "52.94.0.1";

    private readonly Dictionary<string, IReadOnlyList<string>> keys = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<string> this[string key]
    {
        get => keys.GetValueOrDefault(key) ?? [];
        set => keys[key] = value;
    }

    /// <summary>Puts a key of one value, and nothing where there is none.</summary>
    public void Put(string key, string? value)
    {
        if (value is not null)
            keys[key] = [value];
    }

    /// <summary>
    /// The global keys of a call ("AWS global condition context keys"). A call that a service forwards keeps its caller's identity and
    /// session; network and MFA are not the caller's any more, or were never there.
    /// </summary>
    /// <param name="viaService">The service that calls in the principal's name, such as rds.eu-west-1.amazonaws.com; null where nobody does.</param>
    public static PolicyContext Of(PolicyPrincipal principal, string region, DateTimeOffset now, string? viaService = null)
    {
        var context = new PolicyContext
        {
            ["aws:PrincipalArn"] = [principal.IdentityArn],
            ["aws:PrincipalAccount"] = [principal.Account],
            ["aws:PrincipalType"] = [TypeOf(principal)],
            ["aws:PrincipalIsAWSService"] = ["false"],
            ["aws:userid"] = [principal.UserId],
            ["aws:RequestedRegion"] = [region],
            ["aws:SecureTransport"] = ["true"],
            ["aws:CurrentTime"] = [Iso(now)],
            ["aws:EpochTime"] = [now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)],
            ["aws:ViaAWSService"] = [viaService is null ? "false" : "true"],
            ["aws:SourceIp"] = [viaService is null ? CallersAddress : ServicesAddress],
        };
        context.Put("aws:PrincipalOrgID", principal.OrganizationId);
        foreach (var (tag, value) in principal.Tags)
            context.Put("aws:PrincipalTag/" + tag, value);
        if (principal.IdentityArn.Split(":user/") is [_, var user])
            context.Put("aws:username", user[(user.LastIndexOf('/') + 1)..]);
        if (principal.IsSession)
        {
            // Temporary credentials carry the key, and no role here is assumed with a device.
            context.Put("aws:MultiFactorAuthPresent", "false");
            context.Put("aws:TokenIssueTime", principal.TokenIssuedAt is { } at ? Iso(at) : null);
        }
        if (viaService is not null)
        {
            var service = viaService.Split('.')[0] + ".amazonaws.com";
            foreach (var key in new[] { "aws:CalledVia", "aws:CalledViaFirst", "aws:CalledViaLast" })
                context.Put(key, service);
        }
        return context;
    }

    private static string TypeOf(PolicyPrincipal principal) =>
        principal.IsSession ? "AssumedRole"
        : principal.IdentityArn == principal.Root ? "Account"
        : "User";

    private static string Iso(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
