using System.Text.Json.Serialization;
using SnapshotShare.AwsSandbox.Policies;
using SnapshotShare.AwsSandbox.State;

namespace SnapshotShare.AwsSandbox.Kms;

internal sealed record Key(string Account, string Region, string Id)
{
    public required string Policy { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public string Description { get; init; } = "";
    public string State { get; init; } = Enabled;
    public bool IsAwsManaged { get; init; }
    public string Spec { get; init; } = Symmetric;
    public string Usage { get; init; } = "ENCRYPT_DECRYPT";
    public bool MultiRegion { get; init; }
    public DateTimeOffset? DeletionDate { get; init; }
    public int? PendingWindowDays { get; init; }

    /// <summary>The policy that still works while a new one makes its way.</summary>
    public string? OldPolicy { get; init; }
    public DateTimeOffset? NewPolicyFrom { get; init; }
    public IReadOnlyList<Rds.Tag> Tags { get; init; } = [];

    public const string Enabled = "Enabled";
    public const string Disabled = "Disabled";
    public const string PendingDeletion = "PendingDeletion";
    public const string Symmetric = "SYMMETRIC_DEFAULT";

    public Place Place => new(Account, Region);
    public string Arn => Place.KmsArn("key/" + Id);

    public string PolicyAt(DateTimeOffset now) => NewPolicyFrom > now && OldPolicy is not null ? OldPolicy : Policy;
}

/// <summary>A name for a key; AWS's own aliases exist before their keys do.</summary>
internal sealed record KeyAlias(string Account, string Region, string Name, string? KeyId, DateTimeOffset? CreatedAt)
{
    public Place Place => new(Account, Region);
    public string Arn => Place.KmsArn(Name);
}

internal sealed record Grant(
    string KeyArn,
    string Id,
    string Token,
    string Grantee,
    IReadOnlyList<string> Operations,
    DateTimeOffset CreatedAt
)
{
    public string? Name { get; init; }
    public string? Retiring { get; init; }
    public required string IssuingAccount { get; init; }
    public IReadOnlyDictionary<string, string>? ContextSubset { get; init; }
    public IReadOnlyDictionary<string, string>? ContextEquals { get; init; }

    [JsonIgnore]
    public GrantTerms Terms =>
        new(Grantee, Operations)
        {
            Retiring = Retiring,
            ContextSubset = ContextSubset,
            ContextEquals = ContextEquals,
        };

    /// <summary>The copy that lives on this grant: it fails when the grant is revoked.</summary>
    public string? ForSnapshotArn { get; init; }
}
