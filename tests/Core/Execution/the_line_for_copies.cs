using Amazon.RDS.Model;
using SnapshotShare.Core.Execution;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Tests.Planning;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Tests.Execution;

/// <summary>Two places, and who has them: what AWS shows copying, what was asked for and is in no listing yet, and who asked earlier.</summary>
public sealed class the_line_for_copies
{
    private static readonly DateTime Now = Sample.Now;
    private static readonly Timings Real = Timings.From(new TimingOptions(), speed: 1);
    private static readonly Account Account = Sample.Route.From with { CopiesAtOnce = 2 };
    private static readonly Request Own = Copying("own0own0own0own0", Now);

    private static readonly AttemptResponse Accepted = new(Now, AwsRequestId: null, Fault: null);
    private static readonly AttemptResponse Refused = new(Now, AwsRequestId: null, new AwsError("x", "", RequestId: null, 400));

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(3, false)]
    public void has_as_many_places_as_the_account(int copying, bool free)
    {
        var position = Position(Listing([.. Enumerable.Range(0, copying).Select(i => ($"a{i}", "copying")), ("done", "available")]));
        Assert.Equal(free, position is null);
        if (position is not null)
            Assert.Equal(
                ("in-line", $"{copying - 1}", $"{copying}", "prod"),
                (position.Words.Key, position.Words.Values["place"], position.Words.Values["running"], position.Words.Values["account"])
            );
    }

    [Fact]
    public void counts_what_was_asked_for_and_is_in_no_listing_yet_and_once_what_is()
    {
        var other = Copying("other0other0othe", Now.AddHours(1), Asked(Accepted));
        var one = Listing(("a", "copying"));
        Assert.NotNull(Position(one, other));
        Assert.Null(Position(Listing((other.Plan.SharingSnapshot, "copying")), other));
        Assert.Null(Position(Listing(("a", "copying"), (other.Plan.SharingSnapshot.ToUpperInvariant(), "available")), other));
        Assert.NotNull(Position(one, Copying("other0other0othe", Now.AddHours(1), Asked(response: null))));
        Assert.Null(Position(one, Copying("other0other0othe", Now.AddHours(1), Asked(Refused))));
        // Its own earlier try is nobody else's.
        Assert.Null(Position(one, Copying(Own.Id, Now, Asked(Accepted))));
    }

    /// <summary>Whoever waits for what does not come would wait for one that waits.</summary>
    [Fact]
    public void counts_nothing_for_longer_than_it_takes_to_come_into_sight()
    {
        var settles = Real.ChangeTimeout + Real.Settle;
        var one = Listing(("a", "copying"));
        Assert.NotNull(Position(one, Copying("other0other0othe", Now, Asked(response: null, Now - settles + TimeSpan.FromTicks(1)))));
        Assert.Null(Position(one, Copying("other0other0othe", Now, Asked(response: null, Now - settles))));
        var seen = Accepted with { At = Now - Real.Propagation };
        Assert.Null(Position(one, Copying("other0other0othe", Now, Asked(seen))));
        Assert.NotNull(Position(one, Copying("other0other0othe", Now, Asked(seen with { At = seen.At.AddTicks(1) }))));
    }

    [Fact]
    public void lets_those_go_first_who_asked_earlier_and_of_two_in_one_moment_one()
    {
        var one = Listing(("a", "copying"));
        Assert.NotNull(Position(one, Copying("z0z0z0z0z0z0z0z0", Now.AddTicks(-1))));
        Assert.Null(Position(one, Copying("a0a0a0a0a0a0a0a0", Now.AddTicks(1))));
        Assert.NotNull(Position(one, Copying("a0a0a0a0a0a0a0a0", Now)));
        Assert.Null(Position(one, Copying("z0z0z0z0z0z0z0z0", Now)));
        Assert.Null(Position(one, Copying("a0a0a0a0a0a0a0a0", Now.AddTicks(-1), status: RequestStatus.Blocked)));
    }

    [Fact]
    public void is_another_in_each_account()
    {
        var elsewhere = SampleRows.Request(
            "other0other0othe",
            createdAt: Now.AddHours(-1),
            steps: [new StepState(StepName.CopyInTarget, StepStatus.NotYet)]
        );
        Assert.Null(Position(Listing(("a", "copying")), elsewhere));
    }

    [Fact]
    public void moves_on_when_the_next_of_the_running_copies_is_looked_at()
    {
        Request[] running =
        [
            Copying("a", Now, Asked(Accepted) with { NextLookAt = Now.AddMinutes(3) }),
            Copying("b", Now, Asked(Accepted) with { NextLookAt = Now.AddMinutes(2) }),
            Copying("c", Now, Asked(Accepted) with { NextLookAt = Now }),
        ];
        var position = Position([], running)!;
        Assert.Equal(Now.AddMinutes(2), position.FreedAt);
        var waiting = position.Waiting(Own.Steps[1] with { AwsStatus = "x" }, inFlight: 1, Now, Real);
        Assert.Equal((null, "in-line", Now.AddMinutes(2)), (waiting.AwsStatus, waiting.Note!.Key, waiting.NextLookAt));
        Assert.Equal(Now + Real.Look, (position with { FreedAt = null }).Waiting(waiting, inFlight: 1, Now, Real).NextLookAt);
    }

    private static QueuePosition? Position(IReadOnlyList<DBClusterSnapshot> listing, params IReadOnlyList<Request> others) =>
        new CopyQueue(Account, listing).PositionOf(Own, [Own, .. others], Now, Real);

    private static List<DBClusterSnapshot> Listing(params IReadOnlyList<(string Name, string Status)> snapshots) =>
        [.. snapshots.Select(snapshot => new DBClusterSnapshot { DBClusterSnapshotIdentifier = snapshot.Name, Status = snapshot.Status })];

    private static StepState Asked(AttemptResponse? response, DateTime? at = null) =>
        new(StepName.CopyForSharing, StepStatus.Running) { Attempt = new Attempt(1, "CopyDBClusterSnapshot", at ?? Now, response) };

    private static Request Copying(string id, DateTime createdAt, StepState? step = null, RequestStatus status = RequestStatus.Running) =>
        SampleRows.Request(
            id,
            status,
            Sample.Plan(Sample.Facts) with
            {
                SharingSnapshot = $"copy-of-{id}",
            },
            createdAt,
            steps: [new StepState(StepName.FindSource, StepStatus.Done), step ?? new StepState(StepName.CopyForSharing, StepStatus.NotYet)]
        );
}
