using System.ComponentModel;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Workflows;

namespace SnapshotShare.Web.Api.Contracts;

/// <summary>The wish. Left-out durations, instance class and cluster take the route's defaults.</summary>
public sealed record TermsContract(
    string Route,
    SourceContract Source,
    Goal Goal = Goal.Cluster,
    string? TargetCluster = null,
    [property: Description("The longest time the share may stand, counted from the share.")] TimeSpan? Window = null,
    [property: Description("How long the dev cluster or the copy lives, counted from its being ready.")] TimeSpan? Life = null,
    string? InstanceClass = null,
    string Reason = "",
    [property: Description("Left out: the snapshot's own, or the nearest newer one of its major where AWS offers that no more.")]
        string? EngineVersion = null
)
{
    public RequestTerms ToTerms() =>
        new(
            Route,
            Goal,
            new SourceChoice(Source.SnapshotIdentifier, Source.NewestOfCluster, Source.TakenNowOfCluster),
            TargetCluster,
            Window,
            Life,
            InstanceClass,
            Reason
        )
        {
            EngineVersion = EngineVersion,
        };

    public static TermsContract Of(RequestTerms terms) =>
        new(
            terms.Route,
            new SourceContract(terms.Source.SnapshotIdentifier, terms.Source.NewestOfCluster, terms.Source.TakenNowOfCluster),
            terms.Goal,
            terms.TargetCluster,
            terms.Window,
            terms.Life,
            terms.InstanceClass,
            terms.Reason,
            terms.EngineVersion
        );
}

/// <summary>One of the three: a snapshot by its identifier, the newest automated one of a cluster, or one taken of a cluster now.</summary>
public sealed record SourceContract(string? SnapshotIdentifier = null, string? NewestOfCluster = null, string? TakenNowOfCluster = null);

public sealed record ApprovalContract(
    [property: Description("The digest of the plan that was read; the approval is for exactly that plan.")] string Digest,
    string Reason,
    [property: Description("A shorter window than the plan's.")] TimeSpan? Window = null,
    [property: Description("A shorter life than the plan's.")] TimeSpan? Life = null
);

public sealed record ReasonContract(string Reason = "");

public sealed record ExtensionContract(TimeSpan By);

/// <summary>A request in a list.</summary>
public sealed record RequestSummaryContract(
    string Id,
    RequestStatus Status,
    string? StatusReason,
    string Requester,
    DateTime CreatedAt,
    string Route,
    Goal Goal,
    string SourceArn,
    string? TargetCluster,
    DateTime? ReadyAt,
    DateTime? ExpiresAt,
    DateTime? EndedAt
)
{
    public static RequestSummaryContract Of(Request request) =>
        new(
            request.Id,
            request.Status,
            request.StatusReason?.ToString(),
            request.RequesterName,
            request.CreatedAt,
            request.Plan.Route,
            request.Plan.Goal,
            request.Plan.Source.Arn,
            request.Plan.TargetCluster,
            request.ReadyAt,
            request.ExpiresAt,
            request.EndedAt
        );
}

/// <summary>A request whole: what was asked, planned, decided and done.</summary>
public sealed record RequestContract(
    string Id,
    RequestStatus Status,
    string? StatusReason,
    RequestStatus? ClosingTo,
    string Requester,
    DateTime CreatedAt,
    TermsContract Terms,
    int PlanVersion,
    PlanContract Plan,
    string? ApprovedDigest,
    IReadOnlyList<StepContract> Steps,
    ShareContract? Share,
    IReadOnlyList<DecisionContract> Decisions,
    DateTime? ReadyAt,
    DateTime? ExpiresAt,
    DateTime? EndedAt
)
{
    public static RequestContract Of(Request request, Share? share, IEnumerable<Decision> decisions) =>
        new(
            request.Id,
            request.Status,
            request.StatusReason?.ToString(),
            request.ClosingTo,
            request.RequesterName,
            request.CreatedAt,
            TermsContract.Of(request.Terms),
            request.PlanVersion,
            PlanContract.Of(request.Plan),
            request.ApprovedDigest,
            [.. request.Steps.Select(step => StepContract.Of(request, step))],
            share is null ? null : ShareContract.Of(share),
            [.. decisions.OrderBy(decision => decision.At).Select(DecisionContract.Of)],
            request.ReadyAt,
            request.ExpiresAt,
            request.EndedAt
        );
}

/// <summary>A step's state.</summary>
/// <param name="Percent">AWS's own percentage.</param>
/// <param name="AwsStatus">AWS's own status word.</param>
/// <param name="Note">Why it waits, when AWS is not what it waits for or its word does not say it.</param>
/// <param name="Evidence">The facts seen at the end; connection data is a command of its own.</param>
/// <param name="Cli">The AWS CLI command the step stands for; null when it only looks.</param>
public sealed record StepContract(
    StepName Name,
    int Number,
    StepStatus Status,
    DateTime? StartedAt,
    DateTime? EndedAt,
    int? Percent,
    string? AwsStatus,
    string? Note,
    FindingContract? Finding,
    IReadOnlyDictionary<string, string> Evidence,
    string? Cli
)
{
    public static StepContract Of(Request request, StepState step) =>
        new(
            step.Name,
            Workflow.Step(step.Name).Number,
            step.Status,
            step.StartedAt,
            step.EndedAt,
            step.Percent,
            step.AwsStatus,
            step.IsOver ? null : step.Note?.ToString(),
            step.Finding is { } finding ? FindingContract.Of(finding) : null,
            ConnectionData.Without(step.Evidence),
            Workflow.ChangeOf(request, step.Name)?.Cli
        );
}

public sealed record ShareContract(
    string SnapshotArn,
    string TargetAccountId,
    DateTime IntendedAt,
    DateTime Deadline,
    DateTime? OpenedAt,
    DateTime? ClosedAt,
    DateTime? ProvenAt,
    string? CloseFailure,
    string CloseCommand
)
{
    public static ShareContract Of(Share share) =>
        new(
            share.SnapshotArn,
            share.TargetAccountId,
            share.IntendedAt,
            share.Deadline,
            share.OpenedAt,
            share.ClosedAt,
            share.ProvenAt,
            share.CloseFailure,
            share.CloseCommand
        );
}

public sealed record DecisionContract(Verdict Verdict, string By, DateTime At, string Reason, int PlanVersion, string Digest)
{
    public static DecisionContract Of(Decision decision) =>
        new(decision.Verdict, decision.ActorName, decision.At, decision.Reason, decision.PlanVersion, decision.Digest);
}
