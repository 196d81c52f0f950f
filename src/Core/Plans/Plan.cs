using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Text;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Plans;

/// <summary>
/// The whole trip before it begins: what is copied, shared and made where, step by step with reasons. An approval is bound to
/// <see cref="Digest"/>; nothing is approved that is not in here and nothing runs that was not approved.
/// </summary>
public sealed record Plan
{
    /// <summary>From these rules on, when the data was taken, of which cluster, and what an approver was warned of stand in the digest.</summary>
    internal const int RulesWithTimeAndFindings = 2;

    /// <summary>The rules of planning it was made under.</summary>
    public required int Rules { get; init; }

    /// <summary>The version of the route's approval rules it was planned under; null for plans from before there were such rules.</summary>
    public string? ApprovalRules { get; init; }
    public required Goal Goal { get; init; }
    public required string Route { get; init; }
    public required PlanSide From { get; init; }
    public required PlanSide To { get; init; }
    public required PlanSource Source { get; init; }
    public required PlanKey SharingKey { get; init; }
    public required PlanKey TargetKey { get; init; }

    /// <summary>The snapshot that is shared: our copy, or the source itself when it can be shared as it is.</summary>
    public required string SharingSnapshot { get; init; }
    public required string SharingSnapshotArn { get; init; }
    public string? TargetSnapshot { get; init; }
    public string? TargetCluster { get; init; }
    public string? WriterInstance { get; init; }
    public PlanRestore? Restore { get; init; }
    public required TimeSpan Window { get; init; }
    public TimeSpan? Life { get; init; }

    /// <summary>Accounts and principals outside the source account that the sharing key's policy lets in.</summary>
    public required IReadOnlyList<string> AdmittedPrincipals { get; init; }
    public required IReadOnlyList<PlannedStep> Steps { get; init; }
    public required IReadOnlyList<OmittedStep> Omitted { get; init; }
    public required IReadOnlyList<Finding> Findings { get; init; }
    public required DateTime MadeAt { get; init; }

    /// <summary>SHA-256, lower-case hex, over everything above that matters.</summary>
    public required string Digest { get; init; }

    /// <summary>The version that the cluster is restored with; the source's where there is no cluster, and in plans from before it could be another.</summary>
    public string EngineVersion => Restore?.EngineVersion ?? Source.EngineVersion;

    public bool IsBlocked => Findings.Any(finding => finding.Severity == Severity.Blocking);

    /// <summary>True when the snapshot that is shared is of our making: copied, or taken for this request.</summary>
    public bool MakesSharingSnapshot => Step(StepName.CopyForSharing) is not null || Step(StepName.TakeSnapshot) is not null;

    public PlannedStep? Step(StepName name) => Steps.FirstOrDefault(step => step.Name == name);
}

public sealed record PlanSide(string Account, string AccountId, string Region);

/// <param name="KeyManager"><c>AWS</c>, <c>CUSTOMER</c>, or null when the snapshot is not encrypted under a KMS key of the account.</param>
public sealed record PlanSource(
    string Arn,
    string Identifier,
    string SnapshotType,
    string Cluster,
    DateTime? TakenAt,
    string Engine,
    string EngineVersion,
    string? KeyArn,
    string? KeyManager
);

/// <param name="Alias">For people; may be absent.</param>
public sealed record PlanKey(string Arn, string? Alias, string? Manager);

public sealed record PlanRestore(
    string SubnetGroup,
    IReadOnlyList<string> SecurityGroups,
    string InstanceClass,
    string? ClusterParameterGroup,
    double? MinCapacity,
    double? MaxCapacity
)
{
    /// <summary>Null in plans from before it could be another than the source's.</summary>
    public string? EngineVersion { get; init; }

    /// <summary>Null in plans from before they were said, which leave them to AWS.</summary>
    public RestoreSettings? Settings { get; init; }

    /// <summary>The key of the master password's secret; null is AWS's own.</summary>
    public PlanKey? SecretKey { get; init; }
}

/// <param name="Number">①–⑨ as the lesson counts them.</param>
/// <param name="Account">Name of the account it works in.</param>
/// <param name="After">The steps it waits for.</param>
public sealed record PlannedStep(StepName Name, int Number, string Account, IReadOnlyList<StepName> After, Message Reason);

public sealed record OmittedStep(StepName Name, int Number, Message Reason);
