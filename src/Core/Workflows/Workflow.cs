using System.Collections.Frozen;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Observing;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Workflows.Steps;

namespace SnapshotShare.Core.Workflows;

/// <summary>The steps there are, and which of a request's may be looked at now. Pure.</summary>
public static class Workflow
{
    /// <summary>Every step, in the order of the numbers; those that take away in the order of a way out.</summary>
    public static IReadOnlyList<Step> Steps { get; } =
    [
        new FindSource(),
        new TakeSnapshot(),
        new CopyForSharing(),
        new ShareSnapshot(),
        new SeeInTarget(),
        new CopyInTarget(),
        new RestoreCluster(),
        new CreateWriter(),
        new ReplacePassword(),
        new VerifyCluster(),
        new StopSharing(),
        new ProveNotShared(),
        new DeleteSharingSnapshot(),
        new DeleteTakenSnapshot(),
        new DeleteWriter(),
        new DeleteCluster(),
        new DeleteTargetSnapshot(),
    ];

    private static readonly FrozenDictionary<StepName, Step> ByName = Steps.ToFrozenDictionary(step => step.Name);

    private static IEnumerable<Step> WayOut => Steps.Where(step => step.TakesAway);

    public static Step Step(StepName name) => ByName[name];

    /// <summary>
    /// The change a step stands for, with this request's own names, to read or to do by hand; null for a step that only looks, and for one
    /// that this request leaves out: there is nothing to name.
    /// </summary>
    public static AwsChange? ChangeOf(Request request, StepName name) =>
        ContextOf(request, name) is { } context ? Step(name).Change(context) : null;

    /// <summary>The commands one would type in the AWS CLI for a step; none for one that this request leaves out.</summary>
    public static IReadOnlyList<string> CommandsOf(Request request, StepName name) =>
        ContextOf(request, name) is { } context ? Step(name).Commands(context) : [];

    /// <summary>The steps that may be looked at now.</summary>
    public static IEnumerable<StepState> Active(Request request) =>
        request.Steps.Where(step =>
            !step.IsOver
            && step.Status != StepStatus.Failed
            && Waits(request, step.Name).All(name => request.FindStep(name)?.IsOver != false)
        );

    /// <summary>The maker of what a step removes, when this request asked for it.</summary>
    public static StepState? MakerOf(Request request, StepName name) =>
        Step(name).Undoing is { } undoing ? request.FindStep(undoing.Of) : null;

    /// <summary>The step that first takes away what this one makes; null where it makes nothing of its own.</summary>
    public static StepName? RemoverOf(StepName name) => WayOut.FirstOrDefault(step => step.Undoing!.Of == name)?.Name;

    /// <summary>
    /// Every step as it stands once a request turns round: what was not reached is skipped, and what was asked for, even without an
    /// answer, gets its removal.
    /// </summary>
    public static IReadOnlyList<StepState> TurnRound(Request request)
    {
        var turned = request
            .Steps.Where(step => !Step(step.Name).TakesAway)
            .Select(step =>
                // How a ready result differed is of no use to a way out.
                step.IsOver
                    ? step with
                    {
                        Finding = null,
                        Told = null,
                    }
                : step.Status == StepStatus.Failed ? step
                : step with { Status = StepStatus.Skipped, NextLookAt = null }
            )
            .ToList();
        foreach (var step in WayOut)
        {
            var known = request.FindStep(step.Name);
            if (known?.IsOver == true)
                turned.Add(known);
            else if (request.FindStep(step.Undoing!.Of)?.Attempt is not null)
                turned.Add(
                    (known ?? new StepState(step.Name, StepStatus.NotYet)) with
                    {
                        Status = StepStatus.NotYet,
                        Finding = null,
                        Note = null,
                        NextLookAt = null,
                    }
                );
        }
        return turned;
    }

    /// <summary>The step that had seen, last of all, what a ready request stands for; null where it has seen nothing that lasts.</summary>
    public static StepState? Standing(Request request) =>
        request.Status == RequestStatus.Ready
            ? request.FindStep(request.Plan.Goal == Goal.Cluster ? StepName.VerifyCluster : StepName.CopyInTarget)
            : null;

    /// <summary>The steps that must be over before this one begins.</summary>
    public static IEnumerable<StepName> Waits(Request request, StepName name) =>
        request.Status == RequestStatus.Closing ? Step(name).Undoing?.After ?? [] : request.Plan.Step(name)?.After ?? [];

    private static StepContext? ContextOf(Request request, StepName name) =>
        request.FindStep(name) is { } state ? new StepContext(request, state, Share: null, new ObservedState(), default) : null;
}
