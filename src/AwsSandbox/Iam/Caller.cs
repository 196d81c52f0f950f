using SnapshotShare.AwsSandbox.Policies;

namespace SnapshotShare.AwsSandbox.Iam;

/// <summary>Who is calling: a user, or the session of a role, with the policies that it brings.</summary>
internal sealed record Caller(PolicyPrincipal Principal, IReadOnlyList<PolicyDocument> Policies)
{
    /// <summary>The policy a session was narrowed to when the role was assumed.</summary>
    public PolicyDocument? SessionPolicy { get; init; }

    public string Account => Principal.Account;
    public string Arn => Principal.Arn;
    public string UserId => Principal.UserId;
    public string PrincipalArn => Principal.IdentityArn;
    public bool IsSession => Principal.IsSession;

    /// <summary>Null where its own policies allow it; otherwise why not, in AWS's words.</summary>
    public string? WhyNot(string action, string resource, string region, DateTimeOffset now) =>
        KeyAuthorization.WhyNot(new(Principal, action, resource, PolicyContext.Of(Principal, region, now)), Policies, SessionPolicy);
}

/// <summary>The identity an access key stands for.</summary>
internal sealed record Credential(string Secret, string? Token, DateTimeOffset ExpiresAt, Caller Caller);
