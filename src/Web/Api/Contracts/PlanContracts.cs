using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Web.Api.Contracts;

/// <summary>The whole trip before it begins. Approve it by its digest.</summary>
public sealed record PlanContract(
    string Digest,
    Goal Goal,
    string Route,
    PlanSideContract From,
    PlanSideContract To,
    PlanSourceContract Source,
    KeyContract SharingKey,
    KeyContract TargetKey,
    string SharingSnapshot,
    string SharingSnapshotArn,
    string? TargetSnapshot,
    string? TargetCluster,
    string? WriterInstance,
    PlanRestoreContract? Restore,
    TimeSpan Window,
    TimeSpan? Life,
    IReadOnlyList<string> AdmittedPrincipals,
    IReadOnlyList<PlannedStepContract> Steps,
    IReadOnlyList<OmittedStepContract> Omitted,
    IReadOnlyList<FindingContract> Findings,
    bool IsBlocked,
    DateTime MadeAt
)
{
    public static PlanContract Of(Plan plan) =>
        new(
            plan.Digest,
            plan.Goal,
            plan.Route,
            PlanSideContract.Of(plan.From),
            PlanSideContract.Of(plan.To),
            PlanSourceContract.Of(plan.Source),
            KeyContract.Of(plan.SharingKey),
            KeyContract.Of(plan.TargetKey),
            plan.SharingSnapshot,
            plan.SharingSnapshotArn,
            plan.TargetSnapshot,
            plan.TargetCluster,
            plan.WriterInstance,
            plan.Restore is { } restore ? PlanRestoreContract.Of(restore) : null,
            plan.Window,
            plan.Life,
            plan.AdmittedPrincipals,
            [
                .. plan.Steps.Select(step => new PlannedStepContract(
                    step.Name,
                    step.Number,
                    step.Account,
                    step.After,
                    step.Reason.ToString()
                )),
            ],
            [.. plan.Omitted.Select(step => new OmittedStepContract(step.Name, step.Number, step.Reason.ToString()))],
            [.. plan.Findings.Select(FindingContract.Of)],
            plan.IsBlocked,
            plan.MadeAt
        );
}

public sealed record PlanSideContract(string Account, string AccountId, string Region)
{
    public static PlanSideContract Of(PlanSide side) => new(side.Account, side.AccountId, side.Region);
}

public sealed record PlanSourceContract(
    string Arn,
    string Identifier,
    string SnapshotType,
    string Cluster,
    DateTime? TakenAt,
    string Engine,
    string EngineVersion,
    string? KeyArn,
    string? KeyManager
)
{
    public static PlanSourceContract Of(PlanSource source) =>
        new(
            source.Arn,
            source.Identifier,
            source.SnapshotType,
            source.Cluster,
            source.TakenAt,
            source.Engine,
            source.EngineVersion,
            source.KeyArn,
            source.KeyManager
        );
}

public sealed record KeyContract(string Arn, string? Alias, string? Manager)
{
    public static KeyContract Of(PlanKey key) => new(key.Arn, key.Alias, key.Manager);
}

/// <param name="EngineVersion">Null in plans from before it could be another than the source's.</param>
/// <param name="Settings">Null in plans from before they were said.</param>
/// <param name="SecretKey">The key of the master password's secret; null is AWS's own.</param>
public sealed record PlanRestoreContract(
    string SubnetGroup,
    IReadOnlyList<string> SecurityGroups,
    string InstanceClass,
    string? ClusterParameterGroup,
    double? MinCapacity,
    double? MaxCapacity,
    string? EngineVersion,
    RestoreSettings? Settings,
    KeyContract? SecretKey
)
{
    public static PlanRestoreContract Of(PlanRestore restore) =>
        new(
            restore.SubnetGroup,
            restore.SecurityGroups,
            restore.InstanceClass,
            restore.ClusterParameterGroup,
            restore.MinCapacity,
            restore.MaxCapacity,
            restore.EngineVersion,
            restore.Settings,
            restore.SecretKey is { } key ? KeyContract.Of(key) : null
        );
}

public sealed record PlannedStepContract(StepName Name, int Number, string Account, IReadOnlyList<StepName> After, string Reason);

public sealed record OmittedStepContract(StepName Name, int Number, string Reason);

/// <summary>Something a person should know or cure.</summary>
/// <param name="Paste">A command or policy statement that cures it.</param>
/// <param name="Fault">AWS's own words when a call was refused.</param>
public sealed record FindingContract(
    string Code,
    Severity Severity,
    string Account,
    string Resource,
    string Message,
    string? Remedy,
    string? Paste,
    FaultContract? Fault
)
{
    public static FindingContract Of(Finding finding) =>
        new(
            finding.Code,
            finding.Severity,
            finding.Account,
            finding.Resource,
            finding.Message.ToString(),
            finding.Remedy?.ToString(),
            finding.Paste,
            finding.Fault is { } fault ? FaultContract.Of(fault) : null
        );
}

/// <summary>AWS's answer to a failed call, unchanged.</summary>
public sealed record FaultContract(string Code, string Message, string? RequestId, int? HttpStatus)
{
    public static FaultContract Of(AwsError refusal) => new(refusal.Code, refusal.Message, refusal.RequestId, refusal.HttpStatus);
}
