using SnapshotShare.Core.Accounts;
using SnapshotShare.Core.Requests;

namespace SnapshotShare.Core.Planning;

/// <summary>Everything a plan is made from, read from AWS with the roles that will act. Planning itself asks nobody.</summary>
public sealed record Facts
{
    public required Route Route { get; init; }
    public required RequestTerms Terms { get; init; }
    public required SnapshotFact Source { get; init; }
    public required KeyFact? SourceKey { get; init; }
    public required KeyFact? SharingKey { get; init; }
    public required KeyFact? TargetKey { get; init; }

    /// <summary>The sharing key's policy as stored; null when it could not be read.</summary>
    public required string? SharingKeyPolicy { get; init; }

    /// <summary>Identifiers that exist in the target already, lower-case.</summary>
    public required IReadOnlySet<string> TargetClusters { get; init; }
    public required IReadOnlySet<string> TargetInstances { get; init; }
    public required bool SubnetGroupExists { get; init; }

    /// <summary>Calls that were refused, each already a finding.</summary>
    public required IReadOnlyList<Finding> Refused { get; init; }
    public required DateTime At { get; init; }
}

public sealed record SnapshotFact(
    string Identifier,
    string Arn,
    string SnapshotType,
    string Status,
    string Cluster,
    DateTime? TakenAt,
    string Engine,
    string EngineVersion,
    bool Encrypted,
    string? EncryptionType,
    string? KeyArn,
    IReadOnlyList<string> SharedWith
);

/// <param name="State"><c>Enabled</c>, <c>Disabled</c>, <c>PendingDeletion</c> …, KMS's word.</param>
/// <param name="Manager"><c>AWS</c> or <c>CUSTOMER</c>.</param>
/// <param name="Spec"><c>SYMMETRIC_DEFAULT</c> is the only one RDS takes.</param>
public sealed record KeyFact(string Arn, string? Alias, string Manager, string State, string Spec);
