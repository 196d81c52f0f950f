using Amazon.RDS.Model;
using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Execution;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Tests.Planning;
using SnapshotShare.Core.Text;
using SnapshotShare.Core.Topology;
using SnapshotShare.Core.Workflows;

namespace SnapshotShare.Core.Tests.Execution;

/// <summary>Each way in which a step goes on, as the row and the ledger have it afterwards: always together, and nothing else.</summary>
public sealed class what_the_journal_writes(StandingRig standing) : IClassFixture<StandingRig>
{
    private const StepName Copy = StepName.CopyForSharing;
    private static readonly Timings Timings = Timings.From(new TimingOptions(), speed: 1);
    private static readonly Attempt Second = new(2, "CopyDBClusterSnapshot", Sample.Now);
    private static readonly AwsError Denied = new("AccessDenied", "no", "request-9", 403);
    private static readonly Finding Refused = new("aws-refused", Severity.Blocking, "prod", "it", Message.Of("frozen"), Fault: Denied);
    private static readonly AwsChange Change = new(
        "prod",
        new CopyDBClusterSnapshotRequest { SourceDBClusterSnapshotIdentifier = "a", TargetDBClusterSnapshotIdentifier = "b" }
    );

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task of_a_change_that_aws_accepted_is_its_answer_and_that_all_trouble_is_over()
    {
        var rig = standing.Rig;
        var (now, row, events) = await WriteAsync(
            rig,
            Troubled,
            RequestStatus.Running,
            (scope, row) => StepJournal.Accepted(scope, row, Copy, "request-1", identity: null, Timings)
        );

        var step = row.Step(Copy);
        Assert.Equal(new AttemptResponse(now, "request-1", Fault: null), step.Attempt!.Response);
        Assert.Equal((StepStatus.Running, 0, null, null, null), (step.Status, step.Failures, step.TroubleSince, step.Finding, step.Told));
        Assert.Equal(now + Timings.Quick, step.NextLookAt);
        Assert.Equal(
            [
                new StepUnblocked("CopyForSharing", 2, 3),
                new ChangeResult(
                    "CopyDBClusterSnapshot",
                    ChangeOutcome.Accepted,
                    "request-1",
                    Step: "CopyForSharing",
                    Number: 2,
                    Attempt: 2
                ),
            ],
            events
        );
    }

    /// <summary>The request has turned round meanwhile: the answer belongs to the attempt, and the step is nobody's business any more.</summary>
    [Fact]
    public async Task of_an_answer_that_comes_late_is_the_answer_alone()
    {
        var rig = standing.Rig;
        var failed = Troubled with { Status = StepStatus.Failed };
        var (now, row, events) = await WriteAsync(
            rig,
            failed,
            RequestStatus.Running,
            (scope, row) => StepJournal.Accepted(scope, row, Copy, "request-1", identity: null, Timings)
        );
        Same(failed with { Attempt = Second with { Response = new AttemptResponse(now, "request-1", Fault: null) } }, row.Step(Copy));
        Assert.Equal("accepted", Assert.IsType<ChangeResult>(Assert.Single(events)).Outcome);

        (now, row, events) = await WriteAsync(
            rig,
            failed,
            RequestStatus.Running,
            (scope, row) => StepJournal.Failed(scope, row, Copy, Change, ErrorHandling.Person, Refused, Timings)
        );
        Same(failed with { Attempt = Second with { Response = new AttemptResponse(now, "request-9", Denied) } }, row.Step(Copy));
        Assert.Equal("refused", Assert.IsType<ChangeResult>(Assert.Single(events)).Outcome);
    }

    [Fact]
    public async Task of_a_change_that_aws_refused_is_the_refusal_in_its_own_words_and_what_follows_from_it()
    {
        var rig = standing.Rig;
        var (now, row, events) = await WriteAsync(
            rig,
            Running,
            RequestStatus.Running,
            (scope, row) => StepJournal.Failed(scope, row, Copy, Change, ErrorHandling.Person, Refused, Timings)
        );
        var step = row.Step(Copy);
        Assert.Equal((StepStatus.Blocked, 1), (step.Status, step.Failures));
        Same(Refused, step.Finding!);
        Assert.Equal(new AttemptResponse(now, "request-9", Denied), step.Attempt!.Response);
        Same(
            new[]
            {
                new ChangeResult(
                    "CopyDBClusterSnapshot",
                    ChangeOutcome.Refused,
                    "request-9",
                    "prod",
                    "AccessDenied",
                    "no",
                    "CopyForSharing",
                    2,
                    2
                ).Details(),
                new StepBlocked("CopyForSharing", 2, Refused).Details(),
            },
            events.Select(what => what.Details()).ToArray()
        );
    }

    /// <summary>Only looking tells whether it happened.</summary>
    [Fact]
    public async Task of_a_change_that_nobody_answered_leaves_it_unanswered()
    {
        var rig = standing.Rig;
        var (_, row, events) = await WriteAsync(
            rig,
            Running,
            RequestStatus.Running,
            (scope, row) => StepJournal.Failed(scope, row, Copy, Change, ErrorHandling.Unknown, Refused, Timings)
        );
        Assert.Equal(Second, row.Step(Copy).Attempt);
        Assert.Equal(StepStatus.Running, row.Step(Copy).Status);
        Assert.Equal(ChangeOutcome.Unknown, Assert.IsType<ChangeResult>(Assert.Single(events)).Outcome);
    }

    [Fact]
    public async Task of_a_look_that_failed_is_no_result_of_a_change()
    {
        var rig = standing.Rig;
        var (_, row, events) = await WriteAsync(
            rig,
            Running,
            RequestStatus.Running,
            (scope, row) => StepJournal.Failed(scope, row, Copy, change: null, ErrorHandling.Retry, Refused, Timings)
        );
        Assert.Equal((Second, StepStatus.Running), (row.Step(Copy).Attempt, row.Step(Copy).Status));
        Assert.Empty(events);
    }

    /// <summary>The lost answer of a call is settled by what was seen, once; what is waited for without news is no entry.</summary>
    [Theory]
    [InlineData(true, new[] { "seen" })]
    [InlineData(false, new string[0])]
    public async Task of_waiting_is_an_entry_only_where_it_answers_a_call(bool isHeard, string[] outcomes)
    {
        var rig = standing.Rig;
        var seen = Running with
        {
            Percent = 5,
            Attempt = isHeard ? Second with { Response = new AttemptResponse(Sample.Now, AwsRequestId: null, Fault: null) } : Second,
        };
        var (_, row, events) = await WriteAsync(
            rig,
            Running,
            RequestStatus.Running,
            (scope, row) => StepJournal.Write(scope, row, new StepDecision.Wait(seen))
        );
        Same(seen, row.Step(Copy));
        Assert.Equal(outcomes, events.OfType<ChangeResult>().Select(result => result.Outcome));
        Assert.Equal(outcomes.Length, events.Count);
    }

    /// <summary>What is on its way already is settled as not seen before it is asked for again.</summary>
    [Fact]
    public async Task of_an_intent_stands_before_the_call_with_everything_that_is_sent()
    {
        var rig = standing.Rig;
        var next = Running with { Attempt = Second with { Number = 3 } };
        var (_, row, events) = await WriteAsync(
            rig,
            Running,
            RequestStatus.Running,
            (scope, row) => StepJournal.Intend(scope, row, next, Change, opensShare: false)
        );
        Same(next, row.Step(Copy));
        Assert.Equal(
            new ChangeResult("CopyDBClusterSnapshot", ChangeOutcome.NotSeen, Step: "CopyForSharing", Number: 2, Attempt: 2),
            events[0]
        );
        var intent = Assert.IsType<ChangeIntended>(events[1]);
        Assert.Equal(
            ("prod", "CopyDBClusterSnapshot", Change.Cli, "CopyForSharing", 2, 3),
            (intent.Account, intent.Operation, intent.Cli, intent.Step, intent.Number, intent.Attempt)
        );
        Assert.Equal(2, events.Count);
    }

    [Theory]
    [InlineData(RequestStatus.Running, true, StepStatus.Running, true)]
    [InlineData(RequestStatus.Blocked, true, StepStatus.Running, true)]
    [InlineData(RequestStatus.Running, false, StepStatus.Running, false)]
    [InlineData(RequestStatus.Blocked, false, StepStatus.Running, false)]
    [InlineData(RequestStatus.Closing, false, StepStatus.Running, true)]
    [InlineData(RequestStatus.Approved, true, StepStatus.Running, false)]
    [InlineData(RequestStatus.Ready, true, StepStatus.Running, false)]
    [InlineData(RequestStatus.Ended, true, StepStatus.Running, false)]
    [InlineData(RequestStatus.WaitingForApproval, true, StepStatus.Running, false)]
    [InlineData(RequestStatus.Running, true, StepStatus.Done, false)]
    [InlineData(RequestStatus.Running, true, StepStatus.Failed, false)]
    [InlineData(RequestStatus.Closing, true, StepStatus.Skipped, false)]
    public async Task of_an_intent_is_refused_where_the_world_of_the_row_has_moved_on(
        RequestStatus status,
        bool isApproved,
        StepStatus step,
        bool may
    )
    {
        var rig = standing.Rig;
        var asks = WriteAsync(
            rig,
            Running with
            {
                Status = step,
            },
            status,
            (scope, row) =>
                StepJournal.Intend(scope, row, row.Step(Copy) with { Attempt = Second with { Number = 3 } }, Change, opensShare: false),
            isApproved
        );
        if (may)
            Assert.Contains((await asks).Events, what => what is ChangeIntended);
        else
            await Assert.ThrowsAsync<LeaseLostException>(() => asks);
    }

    [Fact]
    public async Task of_a_failure_turns_the_request_round_with_the_step_s_own_words()
    {
        var rig = standing.Rig;
        var (_, row, events) = await WriteAsync(
            rig,
            Running,
            RequestStatus.Running,
            (scope, row) =>
                StepJournal.Write(scope, row, new StepDecision.Fail(Running with { Status = StepStatus.Failed, Finding = Refused }))
        );
        Assert.Equal((RequestStatus.Closing, RequestStatus.Failed), (row.Status, row.ClosingTo));
        Same(Refused.Message, row.StatusReason!);
        Same(new StepFailed("CopyForSharing", 2, Refused).Details(), events[0].Details());
    }

    /// <summary>What was seen ends the trouble that somebody was told of, and says so once.</summary>
    [Theory]
    [InlineData("still under way", true)]
    [InlineData("still in trouble", false)]
    [InlineData("done", true)]
    public async Task of_a_block_that_is_over_says_so_with_how_often_it_was_tried(string what, bool isOver)
    {
        var rig = standing.Rig;
        var next = Troubled with
        {
            Attempt = Second with { Response = new AttemptResponse(Sample.Now, AwsRequestId: null, Fault: null) },
            Told = isOver ? null : Troubled.Told,
        };
        var (_, row, events) = await WriteAsync(
            rig,
            next with
            {
                Told = Troubled.Told,
            },
            RequestStatus.Running,
            (scope, row) =>
                StepJournal.Write(
                    scope,
                    row,
                    what == "done" ? new StepDecision.Finish(next with { Status = StepStatus.Done }) : new StepDecision.Wait(next)
                )
        );
        Assert.Equal(isOver ? [new StepUnblocked("CopyForSharing", 2, 3)] : [], events.OfType<StepUnblocked>());
        Assert.Equal(what == "done" ? 1 : 0, events.OfType<StepDone>().Count());
        Assert.Equal((isOver ? 1 : 0) + (what == "done" ? 1 : 0), events.Count);
        Same(next.Told, row.Step(Copy).Told);
    }

    /// <summary>A result answers a call that nobody answered; what its steps have seen stands in the ledger without what leads into the cluster.</summary>
    [Fact]
    public async Task of_a_step_that_is_done_is_its_evidence_and_the_answer_that_it_gives()
    {
        var rig = standing.Rig;
        var done = Running with
        {
            Status = StepStatus.Done,
            Evidence = new Dictionary<string, string>(StringComparer.Ordinal) { ["Arn"] = "it", ["Endpoint"] = "somewhere" },
        };
        var (_, row, events) = await WriteAsync(
            rig,
            Running,
            RequestStatus.Running,
            (scope, row) => StepJournal.Write(scope, row, new StepDecision.Finish(done))
        );
        Same(done, row.Step(Copy));
        Assert.Equal(
            new ChangeResult("CopyDBClusterSnapshot", ChangeOutcome.Seen, Step: "CopyForSharing", Number: 2, Attempt: 2),
            events[0]
        );
        var told = Assert.IsType<StepDone>(events[1]);
        Assert.Equal(("CopyForSharing", 2, "it"), (told.Step, told.Number, told.Evidence["Arn"]));
        Assert.DoesNotContain("Endpoint", told.Evidence.Keys);
        Assert.Equal(2, events.Count);
    }

    /// <summary>The same block is counted and not told again; another one is.</summary>
    [Fact]
    public async Task of_a_block_is_told_once_and_counted_after_that()
    {
        var rig = standing.Rig;
        var blocked = Running with { Status = StepStatus.Blocked, Finding = Refused };
        foreach (var (before, tries, isTold) in new[] { (null, 1, true), ("aws-refused prod it", 4, false), ("another", 1, true) })
        {
            var (_, row, events) = await WriteAsync(
                rig,
                Running with
                {
                    Told = before is null ? null : new ToldBlock(before, 3),
                },
                RequestStatus.Running,
                (scope, row) => StepJournal.Write(scope, row, new StepDecision.Block(blocked))
            );
            Assert.Equal(new ToldBlock("aws-refused prod it", tries), row.Step(Copy).Told);
            Assert.Equal(isTold ? 1 : 0, events.Count);
            if (isTold)
                Same(new StepBlocked("CopyForSharing", 2, Refused).Details(), events[0].Details());
        }
    }

    /// <summary>The request has turned round since the look: what a step would have done is nobody's business any more.</summary>
    [Fact]
    public async Task of_a_step_that_is_over_is_nothing()
    {
        var rig = standing.Rig;
        var over = Running with { Status = StepStatus.Skipped };
        StepDecision[] moves =
        [
            new StepDecision.Wait(Running with { Percent = 7 }),
            new StepDecision.Finish(Running with { Status = StepStatus.Done }),
            new StepDecision.Block(Running with { Status = StepStatus.Blocked, Finding = Refused }),
            new StepDecision.Fail(Running with { Status = StepStatus.Failed, Finding = Refused }),
        ];
        foreach (var move in moves)
        {
            var (_, row, events) = await WriteAsync(rig, over, RequestStatus.Running, (scope, row) => StepJournal.Write(scope, row, move));
            Same(over, row.Step(Copy));
            Assert.Empty(events);
        }
    }

    /// <summary>As they are stored: records with lists in them are never equal.</summary>
    private static void Same<T>(T expected, T actual) => Assert.Equal(StoredJson.Write(expected), StoredJson.Write(actual));

    private static StepState Running => new(Copy, StepStatus.Running) { StartedAt = Sample.Now, Attempt = Second };

    private static StepState Troubled =>
        Running with
        {
            Failures = 4,
            TroubleSince = Sample.Now,
            Finding = Refused,
            Told = new ToldBlock("aws-refused prod it", 3),
        };

    /// <returns>The time of the transaction, the row as it is read again, and the events that were written.</returns>
    private static async Task<(DateTime Now, Request Row, IReadOnlyList<LedgerEvent> Events)> WriteAsync(
        Rig rig,
        StepState step,
        RequestStatus status,
        Action<LedgerScope, Request> write,
        bool isApproved = true
    )
    {
        var plan = Sample.Plan(Sample.Facts);
        var id = Guid.NewGuid().ToString("N")[..16];
        var row = SampleRows.Request(
            id,
            status,
            plan,
            steps:
            [
                .. plan.Steps.Select(planned =>
                    planned.Name == Copy ? step
                    : planned.Name == StepName.FindSource ? new StepState(planned.Name, StepStatus.Done)
                    : new StepState(planned.Name, StepStatus.NotYet)
                ),
            ]
        );
        row.ApprovedDigest = isApproved ? plan.Digest : null;
        await rig.WriteAsync(row);
        var before = (await rig.LedgerAsync()).Count;
        DateTime now = default;
        await rig.Get<LedgerTransaction>()
            .WriteAsync(
                async scope =>
                {
                    now = scope.Now;
                    write(scope, await scope.Db.Requests.FirstAsync(known => known.Id == id, Ct));
                },
                Ct
            );
        return (now, await rig.ReadAsync(id), [.. (await rig.LedgerAsync()).Skip(before).Select(entry => entry.ReadEvent()!)]);
    }
}
