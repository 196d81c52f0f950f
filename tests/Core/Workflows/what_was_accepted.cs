using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Topology;
using SnapshotShare.Core.Workflows;
using SnapshotShare.Core.Workflows.Steps;

namespace SnapshotShare.Core.Tests.Workflows;

/// <summary>AWS said yes, and nothing is to be seen of it: it is looked for soon and often, until it would have to be there.</summary>
public sealed class what_was_accepted
{
    private static readonly DateTime Now = new(2023, 12, 21, 0, 0, 0, DateTimeKind.Utc);
    private static readonly Timings Real = Timings.From(new TimingOptions(), speed: 1);

    [Theory]
    [InlineData(StepName.CopyForSharing)]
    [InlineData(StepName.DeleteSharingSnapshot)]
    public void is_looked_for_soon_and_when_it_would_have_to_be_there(StepName name)
    {
        var arrives = Workflow.Step(name).TakesAway ? Real.Settle : Real.Propagation;
        var wait = Assert.IsType<StepDecision.Wait>(After(name, accepted: Now)).State;
        Assert.Equal((Now + Real.Quick, StepStatus.Running), (wait.NextLookAt, wait.Status));
        Assert.Equal(Now.AddSeconds(1), After(name, Now - arrives + TimeSpan.FromSeconds(1)).State.NextLookAt);
    }

    [Fact]
    public void has_vanished_for_good_once_its_time_is_over()
    {
        var failed = Assert.IsType<StepDecision.Fail>(After(StepName.CopyForSharing, Now - Real.Propagation)).State;
        Assert.Equal((StepStatus.Failed, Now, null), (failed.Status, failed.EndedAt, failed.NextLookAt));
        Assert.Equal("vanished", failed.Finding!.Code);
    }

    private static StepDecision After(StepName name, DateTime accepted) =>
        StepReconciler.AfterObservation(
            Workflow.Step(name),
            new StepState(name, StepStatus.Running)
            {
                StartedAt = accepted,
                NextLookAt = Now,
                Attempt = new Attempt(1, "x", accepted, new AttemptResponse(accepted, AwsRequestId: null, Fault: null)),
            },
            new Observation.NotThere(),
            maker: null,
            onWayOut: false,
            canAct: true,
            new PollHints(Usual: null, InFlight: 1),
            Now,
            Real
        );
}
