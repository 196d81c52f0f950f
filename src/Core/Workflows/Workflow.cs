using System.Collections.Frozen;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Observing;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Workflows.Steps;

namespace SnapshotShare.Core.Workflows;

/// <summary>The steps there are, which of them wait for which, and which are on the way out.</summary>
public static class Workflow
{
    private static readonly FrozenDictionary<StepName, Step> Steps = new Step[]
    {
        new FindSource(),
        new TakeSnapshot(),
        new CopyForSharing(),
        new ShareSnapshot(),
        new SeeInTarget(),
        new CopyInTarget(),
        new RestoreCluster(),
        new CreateWriter(),
        new ReplacePassword(),
        new StopSharing(),
        new ProveNotShared(),
        new DeleteSharingSnapshot(),
        new DeleteWriter(),
        new DeleteCluster(),
        new DeleteTargetSnapshot(),
        new DeleteTakenSnapshot(),
    }.ToFrozenDictionary(step => step.Name);

    /// <summary>On a way out, unshare comes before everything else.</summary>
    private static readonly (StepName Name, StepName[] After)[] WayOut =
    [
        (StepName.StopSharing, []),
        (StepName.ProveNotShared, [StepName.StopSharing]),
        (StepName.DeleteSharingSnapshot, [StepName.StopSharing, StepName.ProveNotShared]),
        (StepName.DeleteTakenSnapshot, [StepName.StopSharing, StepName.ProveNotShared, StepName.DeleteSharingSnapshot]),
        (StepName.DeleteWriter, [StepName.StopSharing]),
        (StepName.DeleteCluster, [StepName.StopSharing, StepName.DeleteWriter]),
        (StepName.DeleteTargetSnapshot, [StepName.StopSharing, StepName.DeleteCluster]),
    ];

    /// <summary>Which step makes what another one removes.</summary>
    private static readonly FrozenDictionary<StepName, StepName> Maker = new Dictionary<StepName, StepName>
    {
        [StepName.StopSharing] = StepName.Share,
        [StepName.ProveNotShared] = StepName.Share,
        [StepName.DeleteSharingSnapshot] = StepName.CopyForSharing,
        [StepName.DeleteTakenSnapshot] = StepName.TakeSnapshot,
        [StepName.DeleteWriter] = StepName.CreateWriter,
        [StepName.DeleteCluster] = StepName.RestoreCluster,
        [StepName.DeleteTargetSnapshot] = StepName.CopyInTarget,
    }.ToFrozenDictionary();

    public static Step Step(StepName name) => Steps[name];

    /// <summary>
    /// The change a step stands for, with this request's own names, to read or to do by hand; null for a step that only looks, and for one
    /// that this request leaves out: there is nothing to name.
    /// </summary>
    public static AwsChange? ChangeOf(Request request, StepName name) =>
        request.FindStep(name) is { } state
            ? Step(name).Act(new StepContext(request, state, Share: null, new ObservedState(), default))
            : null;

    /// <summary>What one would type to do a step by hand in the AWS CLI, or to see for oneself what it only looks at.</summary>
    public static IReadOnlyList<string> CommandsOf(Request request, StepName name)
    {
        const string describe = "aws rds describe-db-cluster-snapshot";
        var (plan, shared) = (request.Plan, $"{describe}s --snapshot-type shared");
        return name switch
        {
            StepName.FindSource => [$"{describe}s --db-cluster-snapshot-identifier {AwsCli.Quote(plan.Source.Identifier)}"],
            StepName.SeeInTarget => [shared],
            StepName.ProveNotShared =>
            [
                $"{describe}-attributes --db-cluster-snapshot-identifier {AwsCli.Quote(plan.SharingSnapshot)}",
                shared,
            ],
            _ => ChangeOf(request, name) is { } deed ? [deed.Cli] : [],
        };
    }

    /// <summary>①–⑨, the number people know a step by.</summary>
    public static int Number(StepName name) =>
        name switch
        {
            StepName.FindSource or StepName.TakeSnapshot => 1,
            StepName.CopyForSharing => 2,
            StepName.Share => 3,
            StepName.SeeInTarget => 4,
            StepName.CopyInTarget => 5,
            StepName.RestoreCluster or StepName.CreateWriter or StepName.ReplacePassword => 6,
            StepName.StopSharing => 7,
            StepName.ProveNotShared => 8,
            _ => 9,
        };

    /// <summary>The steps that may be looked at now.</summary>
    public static IEnumerable<StepState> Active(Request request) =>
        request.Steps.Where(step =>
            !step.IsOver
            && step.Status != StepStatus.Failed
            && Waits(request, step.Name).All(name => request.FindStep(name)?.IsOver != false)
        );

    /// <summary>The maker of what a step removes, when this request asked for it.</summary>
    public static StepState? MakerOf(Request request, StepName name) =>
        Maker.TryGetValue(name, out var maker) ? request.FindStep(maker) : null;

    /// <summary>The step that first takes away what this one makes; null where it makes nothing of its own.</summary>
    public static StepName? RemoverOf(StepName name) =>
        WayOut.Where(way => Maker[way.Name] == name).Select(way => (StepName?)way.Name).FirstOrDefault();

    /// <summary>
    /// Every step as it stands once a request turns round: what was not reached is skipped, and what was asked for, even without an
    /// answer, gets its removal.
    /// </summary>
    public static IReadOnlyList<StepState> TurnRound(Request request)
    {
        var turned = request
            .Steps.Where(step => WayOut.All(way => way.Name != step.Name))
            .Select(step =>
                step.IsOver || step.Status == StepStatus.Failed ? step : step with { Status = StepStatus.Skipped, NextLookAt = null }
            )
            .ToList();
        foreach (var (name, _) in WayOut)
        {
            var known = request.FindStep(name);
            if (known?.IsOver == true)
                turned.Add(known);
            else if (request.FindStep(Maker[name])?.Attempt is not null)
                turned.Add(
                    (known ?? new StepState(name, StepStatus.NotYet)) with
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

    /// <summary>The steps that must be over before this one begins.</summary>
    public static IEnumerable<StepName> Waits(Request request, StepName name) =>
        request.Status == RequestStatus.Closing
            ? WayOut.Where(way => way.Name == name).SelectMany(way => way.After)
            : request.Plan.Step(name)?.After ?? [];
}
