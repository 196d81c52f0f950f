using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Text;
using SnapshotShare.Core.Workflows;
using SnapshotShare.Core.Workflows.Steps;

namespace SnapshotShare.Web.Diagram.Model;

/// <summary>Turns a plan and its steps into the picture. Pure.</summary>
/// <param name="isOver">The request is at its end: what has not begun never will.</param>
internal sealed class DiagramMaker(Plan plan, IReadOnlyList<StepState>? states, bool isOver = false)
{
    public DiagramModel Make()
    {
        var steps = Steps().ToList();
        return new DiagramModel(
            new DiagramBox(plan.From.Account, plan.From.AccountId, plan.From.Region, IsSource: true),
            new DiagramBox(plan.To.Account, plan.To.AccountId, plan.To.Region, IsSource: false),
            [.. Nodes(steps)],
            steps,
            steps.Any(step => step.State is DiagramState.Running or DiagramState.Waiting)
        );
    }

    private IEnumerable<DiagramStep> Steps()
    {
        var planned = plan.Steps.Select(step => Drawn(step.Name, step.Number, step.Account, step.Reason, step.After));
        var omitted = plan.Omitted.Select(step => new DiagramStep(
            step.Name,
            step.Number,
            SideOf(step.Name),
            DiagramState.Skipped,
            step.Reason
        ));
        // A request on its way out has steps that no plan holds: the clean-up at the end of life.
        var added = (states ?? [])
            .Where(state => plan.Step(state.Name) is null && plan.Omitted.All(step => step.Name != state.Name))
            .Select(state =>
                Drawn(
                    state.Name,
                    Workflow.Step(state.Name).Number,
                    SideOf(state.Name),
                    reason: null,
                    Workflow.Step(state.Name).Undoing?.After ?? []
                )
            );
        return planned.Concat(omitted).Concat(added).OrderBy(step => step.Number).ThenBy(step => step.Name);
    }

    private DiagramStep Drawn(StepName name, int number, string account, Message? reason, IReadOnlyList<StepName> after)
    {
        var state = StateOf(name);
        var left = WhyLeft(state);
        return new DiagramStep(
            name,
            number,
            account,
            Shown(name, state, after),
            left ?? reason,
            state?.Status is StepStatus.Running ? state.Percent : null,
            // What AWS said, and what a person was to do, was true until the request turned round.
            left is null
                ? state?.AwsStatus
                : null,
            state?.StartedAt,
            state?.EndedAt,
            state?.NextLookAt,
            state?.Attempt?.Response?.AwsRequestId,
            left is null ? state?.Finding : null,
            state is { IsOver: false } ? state.Note : null
        );
    }

    /// <summary>Why a step of the plan was not done and will not be; null for any other.</summary>
    private Message? WhyLeft(StepState? state) =>
        state switch
        {
            null when states is null => null,
            null or { Status: StepStatus.Skipped } when HasNeverBegun => Message.Of("why-not.never-begun"),
            // What takes away is dropped from a way out that has nothing for it.
            null => Message.Of("why-not.nothing-made"),
            { Status: StepStatus.Skipped } => Message.Of("why-not.turned-round"),
            { Status: StepStatus.NotYet } when isOver => Message.Of("why-not.never-begun"),
            _ => null,
        };

    private bool HasNeverBegun => states?.All(state => state.StartedAt is null) == true;

    private DiagramState Shown(StepName name, StepState? state, IReadOnlyList<StepName> after) =>
        state?.Status switch
        {
            null when states is null => IsFirst(name) ? DiagramState.Next : DiagramState.NotYet,
            StepStatus.Done => DiagramState.Done,
            StepStatus.Skipped when MayHaveMade(state) => IsTakenAway(name) ? DiagramState.Undone : DiagramState.Abandoned,
            StepStatus.Blocked => DiagramState.Blocked,
            StepStatus.Failed => DiagramState.Failed,
            StepStatus.Running => state.AwsStatus is null && state.Percent is null ? DiagramState.Waiting : DiagramState.Running,
            StepStatus.NotYet when !isOver => after.All(IsOverOrUnderWay) ? DiagramState.Next : DiagramState.NotYet,
            _ => DiagramState.Skipped,
        };

    /// <summary>Asked of AWS, and not refused as far as anybody knows.</summary>
    private static bool MayHaveMade(StepState? state) =>
        state is { Attempt: { Response: null } or { Response.Accepted: true } } or { LateUntil: not null };

    /// <summary>A new password goes with its cluster.</summary>
    private bool IsTakenAway(StepName maker) =>
        Workflow.RemoverOf(maker is StepName.ReplacePassword ? StepName.RestoreCluster : maker) is { } remover
        && StateOf(remover)?.Status is StepStatus.Done;

    private bool IsOverOrUnderWay(StepName name) => StateOf(name) is null or { IsOver: true } or { Status: StepStatus.Running };

    private IEnumerable<DiagramNode> Nodes(List<DiagramStep> steps)
    {
        var source = plan.Source;
        var isTaken = plan.Step(StepName.TakeSnapshot) is not null;
        // What AWS takes of a cluster is under the cluster's own key; a copy made by hand need not be.
        var clusterKey = isTaken || source.SnapshotType is "automated" ? SourceKey() : null;
        yield return new(
            Element.SourceCluster,
            source.Cluster,
            ArnIn(plan.From.AccountId, "cluster", source.Cluster),
            clusterKey,
            DiagramState.Done
        );
        var found = Node(
            Element.BaseSnapshot,
            source.Identifier,
            source.Arn,
            SourceKey(),
            steps,
            isTaken ? StepName.TakeSnapshot : StepName.FindSource
        );
        yield return isTaken
            ? found
            : found with
            {
                // It stands there whether or not the request came as far as looking at it.
                State = found.State is DiagramState.Skipped ? DiagramState.Done : found.State,
                StartedAt = null,
                MadeAt = source.TakenAt,
                IsOurs = false,
            };
        yield return Node(
            Element.SharingSnapshot,
            plan.SharingSnapshot,
            plan.SharingSnapshotArn,
            KeyOf(plan.SharingKey),
            steps,
            StepName.CopyForSharing
        );
        yield return Seen(steps);
        if (plan.TargetSnapshot is { } copy)
        {
            yield return Node(
                Element.TargetSnapshot,
                copy,
                ArnIn(plan.To.AccountId, "cluster-snapshot", copy),
                KeyOf(plan.TargetKey),
                steps,
                StepName.CopyInTarget
            );
        }
        if (plan.Goal is not Goal.Cluster || plan.TargetCluster is null)
            yield break;
        var cluster = Node(
            Element.TargetCluster,
            plan.TargetCluster,
            ArnSeen(StepName.RestoreCluster),
            KeyOf(plan.TargetKey),
            steps,
            StepName.RestoreCluster
        );
        var replaced = steps.Find(step => step.Name is StepName.ReplacePassword)?.State is DiagramState.Done;
        yield return cluster with
        {
            NewPassword = replaced && cluster.State is DiagramState.Done,
        };
        yield return Node(
            Element.Writer,
            plan.WriterInstance ?? plan.TargetCluster,
            ArnSeen(StepName.CreateWriter),
            key: null,
            steps,
            StepName.CreateWriter
        );
    }

    /// <summary>The shared snapshot as the target sees it: there from ④ on, gone once ⑦ or ⑧ is done.</summary>
    private DiagramNode Seen(List<DiagramStep> steps)
    {
        var gone = steps.Find(step => step is { Name: StepName.StopSharing or StepName.ProveNotShared, State: DiagramState.Done });
        var node = Node(
            Element.SeenSnapshot,
            plan.SharingSnapshotArn,
            plan.SharingSnapshotArn,
            KeyOf(plan.SharingKey),
            steps,
            StepName.SeeInTarget
        ) with
        {
            IsOurs = false,
        };
        // A share that was sent can be seen there, even if the request turned round before it looked.
        var mayBeSeen = node.State is DiagramState.Skipped ? MayHaveMade(StateOf(StepName.Share)) : node.State is not DiagramState.NotYet;
        if (!mayBeSeen)
            return node;
        if (gone is null)
            return node.State is DiagramState.Skipped ? node with { State = DiagramState.Abandoned } : node;
        return node with { State = DiagramState.Undone, GoneAt = gone.EndedAt };
    }

    private DiagramNode Node(Element element, string identifier, string? arn, DiagramKey? key, List<DiagramStep> steps, StepName maker)
    {
        var made = steps.Find(step => step.Name == maker);
        var removed = steps.Find(step => step.Name == Workflow.RemoverOf(maker));
        var current = removed is { State: DiagramState.Running or DiagramState.Waiting or DiagramState.Blocked or DiagramState.Failed }
            ? removed
            : made;
        // What AWS refused to make was never there to be taken away.
        var isGone = removed?.State is DiagramState.Done && (made?.State is DiagramState.Done || MayHaveMade(StateOf(maker)));
        var state = isGone ? DiagramState.Undone : current?.State ?? DiagramState.NotYet;
        return new DiagramNode(element, identifier, arn, key, state, current?.Percent, isGone ? null : current?.AwsStatus)
        {
            StartedAt = made?.StartedAt,
            MadeAt = made?.State is DiagramState.Done ? made.EndedAt : null,
            GoneAt = isGone ? removed!.EndedAt : null,
            IsOurs = true,
        };
    }

    /// <summary>An ARN of the same partition and Region as the snapshot for sharing.</summary>
    private string ArnIn(string accountId, string kind, string identifier) =>
        string.Join(':', [.. plan.SharingSnapshotArn.Split(':').Take(4), accountId, kind, identifier]);

    private DiagramKey? SourceKey() =>
        plan.Source.KeyArn is { } arn
            ? string.Equals(arn, plan.SharingKey.Arn, StringComparison.Ordinal)
                ? KeyOf(plan.SharingKey)
                : new DiagramKey(
                    plan.Source.KeyManager is "AWS" ? "aws/rds" : DiagramKey.LabelOf(alias: null, arn),
                    arn,
                    plan.Source.KeyManager is "AWS"
                )
            : null;

    private static DiagramKey KeyOf(PlanKey key) => new(DiagramKey.LabelOf(key.Alias, key.Arn), key.Arn, key.Manager is "AWS");

    private string? ArnSeen(StepName name) => StateOf(name)?.Evidence.GetValueOrDefault("Arn");

    private StepState? StateOf(StepName name) => states?.FirstOrDefault(state => state.Name == name);

    private bool IsFirst(StepName name) => plan.Steps is [{ Name: var first }, ..] && first == name;

    private string SideOf(StepName name) => Workflow.Step(name).Side == StepSide.Source ? plan.From.Account : plan.To.Account;
}
