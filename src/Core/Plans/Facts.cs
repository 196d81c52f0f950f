using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Plans;

/// <summary>
/// Everything a plan is made from, read from AWS with the roles that will act. Planning itself asks nobody. What could not be read is
/// null, and why is among <see cref="Refused"/>.
/// </summary>
public sealed record Facts
{
    public required Route Route { get; init; }
    public required RequestTerms Terms { get; init; }
    public required SnapshotFact Source { get; init; }
    public required KeyFact? SourceKey { get; init; }
    public required KeyFact? SharingKey { get; init; }
    public required KeyFact? TargetKey { get; init; }

    /// <summary>The key of the master password's secret; null where it is AWS's own, no cluster is asked for, or it could not be described.</summary>
    public KeyFact? SecretKey { get; init; }

    /// <summary>The sharing key's policy as stored; null when it could not be read.</summary>
    public required string? SharingKeyPolicy { get; init; }

    /// <summary>The sharing key's grants; null when they could not be read.</summary>
    public IReadOnlyList<GrantFact>? SharingKeyGrants { get; init; }

    /// <summary>KMS's answers to each acting role that asked whether it may.</summary>
    public IReadOnlyList<KeyRight> KeyRights { get; init; } = [];

    /// <summary>Days that automated snapshots of the source cluster are kept; null when the cluster is gone or none are meant.</summary>
    public int? RetentionDays { get; init; }
    public AccountFacts InSource { get; init; } = new();
    public AccountFacts InTarget { get; init; } = new();

    /// <summary>Where the cluster would go; null when no cluster is asked for.</summary>
    public NetworkFacts? Network { get; init; }

    /// <summary>Versions of the source's engine that AWS offers; null when it could not be asked or no cluster is asked for.</summary>
    public IReadOnlyList<string>? Versions { get; init; }

    /// <summary>AWS's offer for the engine version that is meant; null when it could not be asked or no cluster is asked for.</summary>
    public OfferFact? Offer { get; init; }

    /// <summary>Requests of this installation that are not over yet.</summary>
    public IReadOnlyList<UnfinishedRequest> Unfinished { get; init; } = [];

    /// <summary>Calls that were refused, each already a finding.</summary>
    public required IReadOnlyList<Finding> Refused { get; init; }
    public required DateTime At { get; init; }
}

/// <summary>One account's holdings; each part is null when it could not be read.</summary>
public sealed record AccountFacts
{
    /// <summary>Manual snapshots of the account's own.</summary>
    public IReadOnlyList<ExistingSnapshot>? Snapshots { get; init; }

    /// <summary>Identifiers, lower-case, each with the request that made it.</summary>
    public IReadOnlyDictionary<string, string?>? Clusters { get; init; }

    public IReadOnlyDictionary<string, string?>? Instances { get; init; }
    public IReadOnlyList<QuotaFact>? Quotas { get; init; }
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
)
{
    /// <summary>AWS's word; null where it does not say.</summary>
    public string? StorageType { get; init; }
}

/// <param name="MadeBy">The request on its tag; null when it is none of ours.</param>
public sealed record ExistingSnapshot(string Identifier, string Status, string? MadeBy);

/// <param name="State"><c>Enabled</c>, <c>Disabled</c>, <c>PendingDeletion</c> …, KMS's word.</param>
/// <param name="Manager"><c>AWS</c> or <c>CUSTOMER</c>.</param>
/// <param name="Spec"><c>SYMMETRIC_DEFAULT</c> is the only one RDS takes.</param>
public sealed record KeyFact(string Arn, string? Alias, string Manager, string State, string Spec)
{
    public string Label => Alias ?? Arn;

    public bool IsUsable => State == "Enabled" && Spec == "SYMMETRIC_DEFAULT";
}

/// <summary>One question to KMS, with <c>DryRun</c> where the action would change something.</summary>
/// <param name="Refusal">Null when the role may.</param>
public sealed record KeyRight(string Account, string KeyArn, string Action, AwsError? Refusal);

/// <param name="Grantee">An ARN, or the name of an AWS service.</param>
/// <param name="Operations">As KMS calls them, e.g. <c>CreateGrant</c>.</param>
/// <param name="IsConstrained">It is good for some encryption contexts only.</param>
public sealed record GrantFact(string Id, string Grantee, IReadOnlyList<string> Operations, bool IsConstrained)
{
    /// <summary>Null for an AWS service.</summary>
    public string? GranteesAccount => Grantee.Split(':') is ["arn", _, _, _, { Length: 12 } account, ..] ? account : null;

    public bool Gives(string iamAction) =>
        Operations.Any(operation => string.Equals($"kms:{operation}", iamAction, StringComparison.OrdinalIgnoreCase));
}

/// <param name="Name">As DescribeAccountAttributes calls it.</param>
public sealed record QuotaFact(string Name, long Used, long Max)
{
    public long Left => Math.Max(0, Max - Used);
}

public sealed record NetworkFacts
{
    /// <summary>Null when there is no such group, or when it could not be read.</summary>
    public SubnetGroupFact? SubnetGroup { get; init; }

    /// <summary>True when the subnet group could be asked for.</summary>
    public bool SubnetGroupKnown { get; init; }

    /// <summary>Those of the route's that exist; null when they could not be read.</summary>
    public IReadOnlyList<SecurityGroupFact>? SecurityGroups { get; init; }
    public ParameterGroupFact? ParameterGroup { get; init; }
    public bool ParameterGroupKnown { get; init; }
}

public sealed record SubnetGroupFact(string Name, string VpcId, IReadOnlyList<string> Zones);

public sealed record SecurityGroupFact(string Id, string VpcId);

public sealed record ParameterGroupFact(string Name, string Family);

/// <param name="Zones">Where the wanted class can be had; empty when it is not offered for this version at all.</param>
/// <param name="Classes">Every class offered for this version, when the wanted one is not; empty when the version itself is not.</param>
public sealed record OfferFact(IReadOnlyList<string> Zones, IReadOnlyList<string> Classes);

/// <summary>Another request of this installation, as far as a plan cares.</summary>
/// <param name="Status">Its status's name.</param>
/// <param name="IsReady">It has reached its goal.</param>
public sealed record UnfinishedRequest(
    string Id,
    string Requester,
    string Status,
    bool IsReady,
    string Route,
    string Cluster,
    string? TargetCluster
);
