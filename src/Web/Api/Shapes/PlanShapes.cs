using SnapshotShare.Core.Pipeline;
using SnapshotShare.Core.Planning;
using SnapshotShare.Core.Requests;

namespace SnapshotShare.Web.Api.Shapes;

/// <summary>The whole trip before it begins. Approve it by its digest.</summary>
public sealed record PlanShape(
    string Digest,
    Goal Goal,
    string Route,
    PlanSideShape From,
    PlanSideShape To,
    PlanSourceShape Source,
    KeyShape SharingKey,
    KeyShape TargetKey,
    string SharingSnapshot,
    string SharingSnapshotArn,
    string? TargetSnapshot,
    string? TargetCluster,
    string? WriterInstance,
    PlanRestoreShape? Restore,
    TimeSpan Window,
    TimeSpan? Life,
    IReadOnlyList<string> AdmittedPrincipals,
    IReadOnlyList<PlannedStepShape> Steps,
    IReadOnlyList<OmittedStepShape> Omitted,
    IReadOnlyList<FindingShape> Findings,
    bool IsBlocked,
    DateTime MadeAt
)
{
    public static PlanShape Of(Plan plan) =>
        new(
            plan.Digest,
            plan.Goal,
            plan.Route,
            PlanSideShape.Of(plan.From),
            PlanSideShape.Of(plan.To),
            PlanSourceShape.Of(plan.Source),
            KeyShape.Of(plan.SharingKey),
            KeyShape.Of(plan.TargetKey),
            plan.SharingSnapshot,
            plan.SharingSnapshotArn,
            plan.TargetSnapshot,
            plan.TargetCluster,
            plan.WriterInstance,
            plan.Restore is { } restore ? PlanRestoreShape.Of(restore) : null,
            plan.Window,
            plan.Life,
            plan.AdmittedPrincipals,
            [.. plan.Steps.Select(step => new PlannedStepShape(step.Name, step.Number, step.Account, step.After, step.Reason.ToString()))],
            [.. plan.Omitted.Select(step => new OmittedStepShape(step.Name, step.Number, step.Reason.ToString()))],
            [.. plan.Findings.Select(FindingShape.Of)],
            plan.IsBlocked,
            plan.MadeAt
        );
}

public sealed record PlanSideShape(string Account, string AccountId, string Region)
{
    public static PlanSideShape Of(PlanSide side) => new(side.Account, side.AccountId, side.Region);
}

public sealed record PlanSourceShape(
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
    public static PlanSourceShape Of(PlanSource source) =>
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

public sealed record KeyShape(string Arn, string? Alias, string? Manager)
{
    public static KeyShape Of(PlanKey key) => new(key.Arn, key.Alias, key.Manager);
}

public sealed record PlanRestoreShape(
    string SubnetGroup,
    IReadOnlyList<string> SecurityGroups,
    string InstanceClass,
    string? ClusterParameterGroup,
    double? MinCapacity,
    double? MaxCapacity
)
{
    public static PlanRestoreShape Of(PlanRestore restore) =>
        new(
            restore.SubnetGroup,
            restore.SecurityGroups,
            restore.InstanceClass,
            restore.ClusterParameterGroup,
            restore.MinCapacity,
            restore.MaxCapacity
        );
}

public sealed record PlannedStepShape(StepName Name, int Number, string Account, IReadOnlyList<StepName> After, string Reason);

public sealed record OmittedStepShape(StepName Name, int Number, string Reason);

/// <summary>Something a person should know or cure.</summary>
/// <param name="Paste">A command or policy statement that cures it.</param>
/// <param name="Fault">AWS's own words when a call was refused.</param>
public sealed record FindingShape(
    string Code,
    Severity Severity,
    string Account,
    string Resource,
    string Message,
    string? Remedy,
    string? Paste,
    FaultShape? Fault
)
{
    public static FindingShape Of(Finding finding) =>
        new(
            finding.Code,
            finding.Severity,
            finding.Account,
            finding.Resource,
            finding.Message.ToString(),
            finding.Remedy?.ToString(),
            finding.Paste,
            finding.Fault is { } fault ? FaultShape.Of(fault) : null
        );
}

/// <summary>What AWS answered, unchanged.</summary>
public sealed record FaultShape(string Code, string Message, string? RequestId, int? HttpStatus)
{
    public static FaultShape Of(AwsRefusal refusal) => new(refusal.Code, refusal.Message, refusal.RequestId, refusal.HttpStatus);
}
