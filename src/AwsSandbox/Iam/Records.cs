using System.Text.Json.Serialization;
using SnapshotShare.AwsSandbox.Policies;

namespace SnapshotShare.AwsSandbox.Iam;

/// <summary>A user with one access key.</summary>
internal sealed record User(string Account, string Name, string UserId, string AccessKeyId, string Secret, IReadOnlyList<string> Actions)
{
    public string Arn => $"arn:aws:iam::{Account}:user/{Name}";
}

/// <summary>A role: who may assume it, with which external ID, and what it may do.</summary>
internal sealed record Role(
    string Account,
    string Name,
    string RoleId,
    IReadOnlyList<string> TrustedAccounts,
    IReadOnlyList<string> Actions
)
{
    public string? ExternalId { get; init; }

    /// <summary>A policy beside the list of actions, for what a list cannot say: resources, conditions, denials.</summary>
    public string? Policy { get; init; }
    public int LongestSession { get; init; } = 3600;
    public string Arn => $"arn:aws:iam::{Account}:role/{Name}";

    [JsonIgnore]
    public IReadOnlyList<PolicyDocument> Policies =>
        [
            PolicyDocument.Allowing(Actions),
            .. Policy is { } text && PolicyDocument.Parse(text) is { } policy ? [policy] : Array.Empty<PolicyDocument>(),
        ];
}

/// <summary>A session of a role, kept so that it is still good after a restart.</summary>
internal sealed record Session(string AccessKeyId, string Secret, string Token, string RoleArn, string Name, DateTimeOffset ExpiresAt)
{
    /// <summary>The policy that AssumeRole was given; it can only narrow what the role may do.</summary>
    public string? Policy { get; init; }

    public DateTimeOffset? IssuedAt { get; init; }
}
