using Amazon.RDS.Model;
using SnapshotShare.Core.Approvals;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Clocks;
using SnapshotShare.Core.Execution;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Tests.Planning;
using SnapshotShare.Core.Text;
using SnapshotShare.Core.Topology;
using SnapshotShare.Core.Workflows;

namespace SnapshotShare.Core.Tests.Execution;

/// <summary>Each outcome of an advance, as it becomes a row: what was found out counts only for what the row still is.</summary>
public sealed class what_an_outcome_writes(StandingRig standing) : IClassFixture<StandingRig>
{
    private static readonly DateTime Now = Sample.Now;

    /// <summary>Each time another, so that none can stand for another.</summary>
    private static readonly Timings Timings = Timings.From(new TimingOptions { Blocked = TimeSpan.FromMinutes(15) }, speed: 1);

    private static readonly Plan Plan = Sample.Plan(Sample.Facts);
    private static readonly AwsError Denied = new("AccessDenied", "no", "request-9", 403);
    private static readonly Finding Refused = new("aws-refused", Severity.Blocking, "prod", "it", Message.Of("frozen"), Fault: Denied);
    private static readonly Attempt First = new(1, "ModifyDBClusterSnapshotAttribute", Sample.Now);
    private static readonly AwsChange Change = new(
        "prod",
        new CopyDBClusterSnapshotRequest { SourceDBClusterSnapshotIdentifier = "a", TargetDBClusterSnapshotIdentifier = "b" }
    );

    public static TheoryData<RequestStatus> NotApproved => [.. Enum.GetValues<RequestStatus>().Except([RequestStatus.Approved])];

    public static TheoryData<RefusalKind, bool> Refusals
    {
        get
        {
            var rows = new TheoryData<RefusalKind, bool>();
            foreach (var kind in Enum.GetValues<RefusalKind>())
            {
                rows.Add(kind, true);
                rows.Add(kind, false);
            }
            return rows;
        }
    }

    [Theory]
    [InlineData(RequestStatus.WaitingForApproval, RequestStatus.Unanswered)]
    [InlineData(RequestStatus.Ready, RequestStatus.Ended)]
    public async Task of_time_that_passed_is_the_end_that_it_brings(RequestStatus status, RequestStatus end)
    {
        var rig = standing.Rig;
        var written = await WriteAsync(
            rig,
            new Outcome.TimePassed(),
            status,
            before: (_, row) => (row.DecideBy, row.ReadyAt, row.ExpiresAt) = (Now, Now, Now)
        );
        Assert.Equal(end, written.Row.Status);
        Assert.Null(written.Row.WarnedAt);
    }

    [Fact]
    public async Task of_time_that_passed_is_the_warning_of_an_end()
    {
        var rig = standing.Rig;
        var written = await WriteAsync(
            rig,
            new Outcome.TimePassed(),
            RequestStatus.Ready,
            before: (_, row) => (row.ReadyAt, row.ExpiresAt) = (Now.AddDays(-6), Now.AddDays(1))
        );
        Assert.Equal((RequestStatus.Ready, Now), (written.Row.Status, written.Row.WarnedAt));
    }

    /// <summary>A copy from before copies had a life has one from now on, and its requester is told; no other request's end is touched.</summary>
    [Theory]
    [InlineData(Goal.Copy, RequestStatus.Ready, false, true)]
    [InlineData(Goal.Copy, RequestStatus.Ready, true, false)]
    [InlineData(Goal.Copy, RequestStatus.Closing, false, false)]
    [InlineData(Goal.Cluster, RequestStatus.Ready, false, false)]
    public async Task of_time_that_passed_is_the_life_of_a_copy_that_had_none(Goal goal, RequestStatus status, bool hasOne, bool begins)
    {
        var rig = standing.Rig;
        var (end, life) = (Now.AddDays(3), TimeSpan.FromDays(7));
        var written = await WriteAsync(
            rig,
            new Outcome.TimePassed(life),
            status,
            before: (_, row) =>
            {
                row.Plan = Sample.Plan(Sample.With(goal)) with { Life = null };
                (row.ReadyAt, row.ExpiresAt) = (Now.AddDays(-90), hasOne ? end : null);
            }
        );
        Assert.Equal(
            begins ? Now + life
                : hasOne ? end
                : null,
            written.Row.ExpiresAt
        );
        Assert.Equal((status, null), (written.Row.Status, written.Row.WarnedAt));
        Assert.Equal(begins ? [new RequestLifeBegun(Now + life)] : Array.Empty<LedgerEvent>(), written.Events);
    }

    /// <summary>Somebody may have cancelled while the plan was made again.</summary>
    [Theory]
    [MemberData(nameof(NotApproved))]
    public async Task of_a_beginning_is_nothing_where_the_request_is_not_approved_any_more(RequestStatus status)
    {
        var rig = standing.Rig;
        Outcome[] beginnings =
        [
            new Outcome.PlannedAgain(Plan with { Window = TimeSpan.FromHours(1) }),
            new Outcome.RouteGone(),
            new Outcome.NotPlanned(new Refusal(RefusalKind.Invalid, Message.Of("frozen"))),
            new Outcome.NotPlanned(new Refusal(RefusalKind.Unavailable, Message.Of("frozen"))),
        ];
        foreach (var beginning in beginnings)
        {
            var written = await WriteAsync(rig, beginning, status);
            Assert.Equal(
                (status, null, null, 1),
                (written.Row.Status, written.Row.StatusReason, written.Row.NextLookAt, written.Row.PlanVersion)
            );
            Assert.Empty(written.Events);
        }
    }

    [Fact]
    public async Task of_the_same_plan_with_a_proven_yes_is_that_the_request_begins()
    {
        var rig = standing.Rig;
        var written = await WriteAsync(rig, new Outcome.PlannedAgain(Plan), RequestStatus.Approved, before: SaysYes(rig));
        Assert.Equal((RequestStatus.Running, Now), (written.Row.Status, written.Row.NextLookAt));
        Assert.Equal(("Approved", "Running"), (written.Only<StatusChanged>().From, written.Only<StatusChanged>().To));
    }

    [Fact]
    public async Task of_the_same_plan_without_a_proven_yes_is_that_somebody_is_asked_again()
    {
        var rig = standing.Rig;
        var written = await WriteAsync(
            rig,
            new Outcome.PlannedAgain(Plan),
            RequestStatus.Approved,
            before: (_, row) => row.ApprovedDigest = Plan.Digest
        );
        Assert.Equal("finding.approval-not-proven", Back(written).Key);
    }

    /// <summary>A warning that vanished takes nothing back; one that nobody was shown does, and so does every deed.</summary>
    [Theory]
    [InlineData("nothing", null)]
    [InlineData("a warning fewer", null)]
    [InlineData("a warning more", "finding.approval-not-proven")]
    [InlineData("a note more", null)]
    [InlineData("another deed", "changed.windowSeconds")]
    [InlineData("another approval", "")]
    public async Task of_a_plan_made_again_tells_what_is_new_in_it(string what, string? told)
    {
        var rig = standing.Rig;
        var warning = new Finding("approval-not-proven", Severity.Warning, "prod", "it", Message.Of("finding.approval-not-proven"));
        var before = what == "a warning fewer" ? Digested(Plan with { Findings = [.. Plan.Findings, warning] }) : Plan;
        var again = what switch
        {
            "a warning more" => Digested(Plan with { Findings = [.. Plan.Findings, warning] }),
            "a note more" => Plan with { Findings = [.. Plan.Findings, warning with { Severity = Severity.Note }] },
            "another deed" => Digested(Plan with { Window = TimeSpan.FromHours(1) }),
            _ => Plan,
        };
        var written = await WriteAsync(
            rig,
            new Outcome.PlannedAgain(again),
            RequestStatus.Approved,
            before: (scope, row) =>
            {
                SaysYes(rig)(scope, row);
                if (what == "another approval")
                    row.ApprovedDigest = "another";
            },
            plan: before
        );
        if (told is null)
        {
            Assert.Equal(RequestStatus.Running, written.Row.Status);
            return;
        }
        var why = Back(written);
        Assert.Equal("plan-changed", why.Key);
        Assert.Equal(told.Length == 0 ? [] : [told], why.Parts!["changes"].Select(sentence => sentence.Key));
    }

    [Fact]
    public async Task of_a_route_that_is_gone_is_that_a_person_sees_it()
    {
        var rig = standing.Rig;
        var why = Back(await WriteAsync(rig, new Outcome.RouteGone(), RequestStatus.Approved));
        Assert.Equal(("route-gone", "prod-to-dev"), (why.Key, why.Values["route"]));
    }

    /// <summary>What AWS refuses can be allowed again, and what could not be asked is asked again; nothing else gets better by waiting.</summary>
    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task of_no_plan_is_to_wait_where_that_helps(RefusalKind kind, bool byAws)
    {
        var rig = standing.Rig;
        var refusal = new Refusal(kind, Message.Of("frozen"), Fault: byAws ? Denied : null);
        var (row, events) = await WriteAsync(
            rig,
            new Outcome.NotPlanned(refusal),
            RequestStatus.Approved,
            steps: [new(StepName.FindSource, StepStatus.NotYet)]
        );
        Assert.Equal("frozen", row.StatusReason!.Key);
        if (kind == RefusalKind.Unavailable || byAws)
        {
            Assert.Equal(RequestStatus.Approved, row.Status);
            Assert.Equal(Now + (kind == RefusalKind.Unavailable ? Timings.Look : Timings.Blocked), row.NextLookAt);
            Assert.Empty(events);
        }
        else
        {
            Assert.Equal(RequestStatus.Failed, row.Status);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task of_a_wait_for_the_share_s_end_is_to_look_when_it_is_there(bool hasShare)
    {
        var rig = standing.Rig;
        var state = new StepState(StepName.StopSharing, StepStatus.Running) { AwsStatus = "x", NextLookAt = Sample.Now };
        var deadline = Sample.Now.AddHours(7);
        var written = await WriteAsync(
            rig,
            new Outcome.StepWaitsForWindow(state),
            steps: [.. Done(StepName.StopSharing), state],
            before: (scope, row) =>
            {
                if (hasShare)
                    scope.Db.Shares.Add(SampleRows.Share(row.Id, deadline: deadline));
            }
        );
        var step = written.Row.Step(StepName.StopSharing);
        Assert.Equal((null, hasShare ? deadline : null), (step.AwsStatus, step.NextLookAt));
        Assert.Empty(written.Events);
    }

    [Fact]
    public async Task of_an_answer_or_a_decision_is_what_the_journal_writes_of_it()
    {
        var rig = standing.Rig;
        var copying = new StepState(StepName.CopyForSharing, StepStatus.Running) { Attempt = First };
        StepState[] steps = [.. Done(StepName.CopyForSharing), copying];

        var written = await WriteAsync(rig, new Outcome.ChangeAccepted(copying.Name, "request-1"), steps: steps);
        Assert.Equal("request-1", written.Row.Step(copying.Name).Attempt!.Response!.AwsRequestId);
        Assert.Equal(Now + Timings.Quick, written.Row.Step(copying.Name).NextLookAt);
        Assert.Null(written.Row.Step(copying.Name).Identity);

        // AWS's own ID of it is known from its answer on, before anybody can have taken its tags away; an answer without one takes none away.
        var known = new Outcome.ChangeAccepted(copying.Name, "request-2", "arn@2023-12-21T09:00:00.000Z");
        written = await WriteAsync(rig, known, steps: steps);
        Assert.Equal(known.Identity, written.Row.Step(copying.Name).Identity);
        StepState[] seen = [.. Done(StepName.CopyForSharing), copying with { Identity = "arn@earlier" }];
        written = await WriteAsync(rig, new Outcome.ChangeAccepted(copying.Name, "request-3"), steps: seen);
        Assert.Equal("arn@earlier", written.Row.Step(copying.Name).Identity);

        written = await WriteAsync(rig, new Outcome.CallFailed(copying.Name, Change, ErrorHandling.Person, Refused), steps: steps);
        Assert.Equal((StepStatus.Blocked, Now + Timings.Blocked), Look(written, copying.Name));

        written = await WriteAsync(rig, new Outcome.StepDecided(new StepDecision.Wait(copying with { Percent = 7 })), steps: steps);
        Assert.Equal(7, written.Row.Step(copying.Name).Percent);

        written = await WriteAsync(rig, new Outcome.AllLookedAt(), steps: [copying with { Status = StepStatus.Done }]);
        Assert.Equal(RequestStatus.Ready, written.Row.Status);
    }

    /// <summary>What can never work ends a request; on its way out there is nothing left to fail to, so somebody must help.</summary>
    [Theory]
    [InlineData(RequestStatus.Running, RequestStatus.Failed)]
    [InlineData(RequestStatus.Closing, RequestStatus.Closing)]
    public async Task of_what_can_never_work_is_the_end_of_a_way_there_and_a_person_s_on_a_way_out(
        RequestStatus status,
        RequestStatus after
    )
    {
        var rig = standing.Rig;
        var stopping = new StepState(StepName.StopSharing, StepStatus.Running) { Attempt = First };
        var written = await WriteAsync(
            rig,
            new Outcome.CallFailed(stopping.Name, Change, ErrorHandling.Final, Refused),
            status,
            before: (_, row) => row.ClosingTo = RequestStatus.Cancelled,
            steps: [.. Done(stopping.Name), stopping]
        );
        Assert.Equal(after, written.Row.Status);
        Assert.Equal(status == RequestStatus.Closing ? StepStatus.Blocked : null, written.Row.FindStep(stopping.Name)?.Status);
        Assert.Equal(status == RequestStatus.Running, written.Events.Any(entry => entry is StepFailed));
    }

    /// <summary>Nothing that exposes anything goes out without a proven yes, or over a freeze, or beside another request's share.</summary>
    [Theory]
    [InlineData("nothing", StepName.Share, null, 0)]
    [InlineData("nothing", StepName.CopyForSharing, null, 0)]
    [InlineData("no proof", StepName.Share, "finding.approval-not-proven", 15)]
    [InlineData("no proof", StepName.CopyForSharing, "finding.approval-not-proven", 15)]
    [InlineData("no proof", StepName.CopyInTarget, "finding.approval-not-proven", 15)]
    [InlineData("no proof", StepName.StopSharing, null, 0)]
    [InlineData("a freeze", StepName.Share, "frozen", 0.5)]
    [InlineData("a freeze", StepName.CopyForSharing, null, 0)]
    [InlineData("a freeze that is not written yet", StepName.Share, "frozen", 0.5)]
    [InlineData("a freeze that is not written yet", StepName.CopyForSharing, null, 0)]
    [InlineData("a freeze that is not written yet", StepName.StopSharing, null, 0)]
    [InlineData("another's share", StepName.Share, "share-held", 0.5)]
    [InlineData("another's share", StepName.CopyForSharing, null, 0)]
    public async Task of_an_intent_is_held_back_by(string what, StepName name, string? told, double minutes)
    {
        // What stands in the way stands for every row.
        await using var own = what is "nothing" or "no proof" ? null : new StandingRig();
        if (own is not null)
            await own.InitializeAsync();
        var rig = (own ?? standing).Rig;
        if (what == "a freeze that is not written yet")
            rig.Get<EmergencyJournal>().Freeze(Rig.Admin, "why", new IOException("full"));
        var before = new StepState(name, StepStatus.Running)
        {
            Attempt = First with { Response = new AttemptResponse(Sample.Now, AwsRequestId: null, Denied) },
            LateUntil = Sample.Now.AddMinutes(1),
            Note = Message.Of("in-line"),
        };
        var intended = StepReconciler.Intending(
            before with
            {
                Attempt = First,
                LookedAt = Sample.Now,
            },
            Change.Operation,
            Sample.Now.AddHours(1),
            Timings
        );
        var written = await WriteAsync(
            rig,
            new Outcome.ChangeIntended(intended, Change, Queue: null),
            steps: [.. Done(name), before],
            before: (scope, row) =>
            {
                if (what != "no proof")
                    SaysYes(rig)(scope, row);
                else
                    row.ApprovedDigest = Plan.Digest;
                if (what == "a freeze")
                    scope
                        .Db.Set<Freeze>()
                        .Add(
                            new Freeze
                            {
                                SetAt = Now,
                                SetById = "admin",
                                SetByName = "admin",
                                Reason = "why",
                            }
                        );
                if (what == "another's share")
                    scope.Db.Shares.Add(
                        new Share
                        {
                            RequestId = "another",
                            SourceAccount = "prod",
                            SnapshotIdentifier = Plan.SharingSnapshot,
                            SnapshotArn = Plan.SharingSnapshotArn,
                            TargetAccountId = Plan.To.AccountId,
                            SnapshotIsOurs = true,
                            IntendedAt = Now,
                            Deadline = Now.AddHours(1),
                        }
                    );
            }
        );
        var step = written.Row.Step(name);
        if (told is null)
        {
            Assert.Equal((intended.Attempt, intended.LateUntil, null), (step.Attempt, step.LateUntil, step.Note));
            Assert.Contains(written.Events, entry => entry is ChangeIntended);
            Assert.Equal(name == StepName.Share, await rig.ShareAsync(written.Row.Id) is not null);
            return;
        }
        Assert.Equal((before.Attempt!.Number, before.LateUntil), (step.Attempt!.Number, step.LateUntil));
        Assert.NotNull(step.Attempt.Response);
        Assert.Equal(Sample.Now, step.LookedAt);
        Assert.Equal(Now.AddMinutes(minutes), step.NextLookAt);
        Assert.Equal(told, what == "no proof" ? step.Finding!.Message.Key : step.Note!.Key);
        Assert.Equal(what == "no proof" ? StepStatus.Blocked : StepStatus.Running, step.Status);
        Assert.Equal(what == "no proof", step.Note is null);
        Assert.DoesNotContain(written.Events, entry => entry is ChangeIntended);
        Assert.Null(await rig.ShareAsync(written.Row.Id));
    }

    /// <summary>Between the look and the intent another request may have asked for the last place.</summary>
    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public async Task of_an_intent_to_copy_waits_in_line_where_no_place_is_left(int places, bool goes)
    {
        await using var own = new StandingRig();
        await own.InitializeAsync();
        var rig = own.Rig;
        await rig.WriteAsync(
            SampleRows.Request(
                Written.NewId(),
                RequestStatus.Blocked,
                Plan with
                {
                    SharingSnapshot = "theirs",
                },
                steps:
                [
                    new(StepName.FindSource, StepStatus.Done),
                    new(StepName.CopyForSharing, StepStatus.Running) { Attempt = new Attempt(1, "CopyDBClusterSnapshot", Now) },
                ]
            )
        );
        var before = new StepState(StepName.CopyForSharing, StepStatus.Running);
        var intended = StepReconciler.Intending(before, Change.Operation, Sample.Now, Timings);
        var written = await WriteAsync(
            rig,
            new Outcome.ChangeIntended(intended, Change, new CopyQueue(Sample.Route.From with { CopiesAtOnce = places }, [])),
            steps: [.. Done(before.Name), before],
            before: SaysYes(rig)
        );
        var step = written.Row.Step(before.Name);
        Assert.Equal((goes ? intended.Attempt : null, goes ? null : "in-line"), (step.Attempt, step.Note?.Key));
        // With nobody of ours who looks, it looks again by itself, and at no moment of a crowd's.
        if (!goes)
            Assert.Equal(Now + Timings.Look, step.NextLookAt);
    }

    private static Message Back(Written written)
    {
        Assert.Equal((RequestStatus.WaitingForApproval, 2), (written.Row.Status, written.Row.PlanVersion));
        Assert.Equal(Now + Timings.AnswerWithin, written.Row.DecideBy);
        Assert.IsType<PlanChanged>(written.Events[0]);
        return written.Row.StatusReason!;
    }

    private static (StepStatus, DateTime?) Look(Written written, StepName name) =>
        (written.Row.Step(name).Status, written.Row.Step(name).NextLookAt);

    private static Plan Digested(Plan plan) => plan with { Digest = PlanDigest.Of(plan) };

    /// <summary>The steps before this one in the plan, all over.</summary>
    private static IEnumerable<StepState> Done(StepName name) =>
        Plan.Steps.TakeWhile(step => step.Name != name).Select(step => new StepState(step.Name, StepStatus.Done));

    private static Action<LedgerScope, Request> SaysYes(Rig rig) =>
        (scope, row) =>
        {
            row.ApprovedDigest = row.Plan.Digest;
            var signature = rig.Get<StandingApprovals>().Seal(scope, row, Verdict.Approved, Rig.Dba);
            scope.Append(Rig.Dba, row.Id, new RequestApproved(row.PlanVersion, row.Plan.Digest, "go ahead", Left: null, signature));
        };

    private static async Task<Written> WriteAsync(
        Rig rig,
        Outcome outcome,
        RequestStatus status = RequestStatus.Running,
        Action<LedgerScope, Request>? before = null,
        Plan? plan = null,
        params IReadOnlyList<StepState> steps
    )
    {
        var writer = new OutcomeWriter(rig.Get<StandingApprovals>(), rig.Get<EmergencyJournal>(), Agreeing(rig), Timings);
        return await Written.ByAsync(
            rig,
            SampleRows.Request(Written.NewId(), status, plan ?? Plan, steps: steps),
            (scope, row) => writer.Write(scope, row, outcome),
            before
        );
    }

    /// <summary>AWS has said that it is the same time there.</summary>
    private static ClockCheck Agreeing(Rig rig)
    {
        var clocks = new ClockCheck(new SteadyClock(rig.Get<TimeProvider>()));
        clocks.HasAnswered("RDS", Now);
        return clocks;
    }
}
