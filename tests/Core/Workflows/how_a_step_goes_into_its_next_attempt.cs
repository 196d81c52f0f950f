using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Text;
using SnapshotShare.Core.Topology;
using SnapshotShare.Core.Workflows;

namespace SnapshotShare.Core.Tests.Workflows;

public sealed class how_a_step_goes_into_its_next_attempt
{
    private static readonly DateTime Now = new(2023, 12, 21, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime Earlier = Now.AddMinutes(-1);
    private static readonly Timings Real = Timings.From(new TimingOptions(), speed: 1);
    private static readonly StepState Untouched = new(StepName.Share, StepStatus.Running) { Note = Message.Of("frozen"), Failures = 2 };

    [Fact]
    public void is_counted_from_one_and_leaves_the_rest_as_it_is()
    {
        var first = StepReconciler.Intending(Untouched, "CopyDBClusterSnapshot", Now, Real);
        Assert.Equal(Untouched with { Attempt = new Attempt(1, "CopyDBClusterSnapshot", Now), Note = null }, first);
        Assert.Equal(2, StepReconciler.Intending(first, "CopyDBClusterSnapshot", Now, Real).Attempt!.Number);
    }

    /// <summary>AWS takes a signature for some time: until then what nobody answered may come, and what follows must wait for it.</summary>
    [Fact]
    public void remembers_until_when_one_that_nobody_answered_may_arrive()
    {
        var unanswered = Untouched with { Attempt = new Attempt(3, "x", Earlier), LateUntil = Earlier };
        var next = StepReconciler.Intending(unanswered, "x", Now, Real);
        Assert.Equal((4, Earlier + Real.ChangeTimeout + Real.LateArrival), (next.Attempt!.Number, next.LateUntil));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void forgets_nothing_of_one_before_the_last(bool accepted)
    {
        var response = new AttemptResponse(Earlier, AwsRequestId: null, accepted ? null : new AwsError("x", "", RequestId: null, 400));
        var answered = Untouched with { Attempt = new Attempt(3, "x", Earlier, response), LateUntil = Earlier.AddHours(1) };
        Assert.Equal(Earlier.AddHours(1), StepReconciler.Intending(answered, "x", Now, Real).LateUntil);
        Assert.Null(StepReconciler.Intending(answered with { LateUntil = null }, "x", Now, Real).LateUntil);
    }
}
