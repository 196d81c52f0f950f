namespace SnapshotShare.AwsSandbox.Policies;

/// <summary>Who asks: a user, the session of a role, or an account's root user.</summary>
/// <param name="Account">12 digits.</param>
/// <param name="Arn">The ARN that GetCallerIdentity answers: where a role was assumed, its session.</param>
/// <param name="IdentityArn">The user or role whose policies count; a user's is its own ARN.</param>
public sealed record PolicyPrincipal(string Account, string Arn, string IdentityArn)
{
    public string UserId { get; init; } = "";

    /// <summary>The organization of its account; null where that is in none.</summary>
    public string? OrganizationId { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The moment at which its temporary credentials were issued; null where it has long-term ones.</summary>
    public DateTimeOffset? TokenIssuedAt { get; init; }

    public bool IsSession => Arn != IdentityArn;

    public string Root => RootOf(Account);

    public static string RootOf(string account) => $"arn:aws:iam::{account}:root";
}
