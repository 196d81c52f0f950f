using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Workflows;

namespace SnapshotShare.Core.Tests.Workflows;

/// <summary>Many may share one read, as long as it is of the second half of the time since a step was looked at, and after what it did.</summary>
public sealed class how_old_a_listing_may_be
{
    private static readonly DateTime Now = new(2023, 12, 21, 9, 0, 0, DateTimeKind.Utc);
    private static readonly StepState Looked = new(StepName.CopyForSharing, StepStatus.Running) { LookedAt = Now.AddMinutes(-10) };

    [Fact]
    public void it_is_of_this_moment_where_nobody_has_looked_yet_or_a_result_must_be_seen_twice()
    {
        Assert.Equal(Now, PollSchedule.OldestToDo(Looked with { LookedAt = null }, Now));
        Assert.Equal(Now, PollSchedule.OldestToDo(Looked with { Sightings = 1 }, Now));
    }

    [Fact]
    public void it_is_of_the_second_half_since_the_last_look() => Assert.Equal(Now.AddMinutes(-5), PollSchedule.OldestToDo(Looked, Now));

    /// <summary>What was read in the very moment of an answer may be from before it.</summary>
    [Theory]
    [InlineData(-6, -5, 0)]
    [InlineData(-5, -5, 1)]
    [InlineData(-4, -4, 1)]
    public void it_is_from_after_what_we_did_last(int actedAt, int minutes, int milliseconds)
    {
        var oldest = Now.AddMinutes(minutes).AddMilliseconds(milliseconds);
        var acted = Now.AddMinutes(actedAt);
        var response = new AttemptResponse(acted, AwsRequestId: null, Fault: null);
        Assert.Equal(oldest, PollSchedule.OldestToDo(Looked with { Attempt = new Attempt(1, "x", acted) }, Now));
        Assert.Equal(oldest, PollSchedule.OldestToDo(Looked with { Attempt = new Attempt(1, "x", Now.AddHours(-1), response) }, Now));
    }
}
