namespace SnapshotShare.AwsSandbox.Iam;

/// <summary>Who is calling: a user, or the session of a role.</summary>
internal sealed record Caller(string Account, string Arn, string UserId, string PrincipalArn, IReadOnlyList<string> Actions)
{
    /// <summary>The caller's own policies allow it; "*" and "?" as in IAM, whatever the case.</summary>
    public bool May(string action) =>
        Actions.Any(allowed => Wildcard.Matches(allowed, action, ignoreCase: true)) && SessionPolicy?.AllowsAction(action) != false;

    /// <summary>The policy a session was narrowed to when the role was assumed. Resources and conditions are not looked at, as in a role's own list.</summary>
    public PolicyDocument? SessionPolicy { get; init; }

    public bool IsSession => Arn != PrincipalArn;
}

/// <summary>The identity an access key stands for.</summary>
internal sealed record Credential(string Secret, string? Token, DateTimeOffset ExpiresAt, Caller Caller);
