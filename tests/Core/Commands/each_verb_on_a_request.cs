using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Approvals;
using SnapshotShare.Core.Commands;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Tests.Planning;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Tests.Commands;

/// <summary>Each verb on a request that exists: from whom and in which statuses it is taken, and what row and ledger say afterwards.</summary>
public sealed class each_verb_on_a_request
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>Every status and the verbs that it takes, by first letters: Approve, Reject, Cancel, Unshare, Extend, rEad the connection (I), reTry.</summary>
    private static readonly Dictionary<RequestStatus, string> Taken = new()
    {
        [RequestStatus.WaitingForApproval] = "ARCU",
        [RequestStatus.Approved] = "CUT",
        // Whoever wrote these rows left no proof of an approval: it is asked for once more where they stand.
        [RequestStatus.Running] = "ACUIT",
        [RequestStatus.Blocked] = "ACUIT",
        [RequestStatus.Ready] = "CUEI",
        [RequestStatus.Closing] = "UT",
        [RequestStatus.Rejected] = "U",
        [RequestStatus.Unanswered] = "U",
        [RequestStatus.Cancelled] = "U",
        [RequestStatus.Failed] = "U",
        [RequestStatus.Ended] = "U",
    };

    /// <summary>Who may: one's own request and anybody's, by the roles' first letters: Requester, approver (D for DBA), aUditor, Admin.</summary>
    private static readonly Dictionary<char, (string Own, string Any)> May = new()
    {
        ['A'] = ("", "DA"),
        ['R'] = ("", "DA"),
        ['C'] = ("RDA", "DA"),
        ['U'] = ("RDA", "DA"),
        ['E'] = ("RDA", "A"),
        ['I'] = ("RDA", ""),
        ['T'] = ("RDA", "DA"),
    };

    private static readonly Dictionary<Role, char> Letters = new()
    {
        [Role.Requester] = 'R',
        [Role.Approver] = 'D',
        [Role.Auditor] = 'U',
        [Role.Admin] = 'A',
    };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<char> Verbs => [.. May.Keys];

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task is_taken_in_its_statuses_and_changes_nothing_in_any_other(char verb)
    {
        await using var rig = await new Rig().OpenAsync();
        foreach (var status in Enum.GetValues<RequestStatus>().Where(status => verb != 'T' || status != RequestStatus.WaitingForApproval))
        {
            var before = await WriteAsync(rig, status);
            var entries = (await rig.LedgerAsync()).Count;
            var refusal = await DoAsync(rig, verb, verb is 'A' or 'R' ? Rig.Dba : Own(before, Role.Requester), before);
            var after = await rig.ReadAsync(before.Id);
            if (Taken[status].Contains(verb, StringComparison.Ordinal))
            {
                Assert.True(refusal is null, $"{verb} in {status}: {refusal?.Message}");
                Assert.Equal(before.Version + 1, after.Version);
                Assert.NotEqual(entries, (await rig.LedgerAsync()).Count);
                continue;
            }
            Assert.True(refusal is { Kind: RefusalKind.Conflict }, $"{verb} in {status}: {refusal?.Message}");
            Assert.StartsWith("not-now-", refusal!.Message.Key, StringComparison.Ordinal);
            Assert.Equal(status.ToString(), refusal.Message.Values["status"]);
            Assert.Equal(StoredJson.Write(before), StoredJson.Write(after));
            Assert.Equal(entries, (await rig.LedgerAsync()).Count);
        }
    }

    /// <summary>A refused attempt stands in the ledger with the words of the refusal, and changes nothing.</summary>
    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task is_for_those_who_may(char verb)
    {
        await using var rig = await new Rig().OpenAsync();
        foreach (var role in Enum.GetValues<Role>())
        foreach (var isOwn in new[] { true, false })
        {
            var before = await WriteAsync(rig, Enum.GetValues<RequestStatus>().First(status => Taken[status].Contains(verb)));
            var actor = isOwn ? Own(before, role) : new Actor("another", "another", [role], SessionId: null);
            var may = (isOwn ? May[verb].Own : May[verb].Any).Contains(Letters[role], StringComparison.Ordinal);
            var refusal = await DoAsync(rig, verb, actor, before);
            Assert.True(may == refusal is null, $"{verb} of {role}, {(isOwn ? "own" : "another's")}: {refusal?.Message}");
            if (may)
                continue;
            Assert.Equal(RefusalKind.Forbidden, refusal!.Kind);
            var entry = (await rig.LedgerAsync())[^1];
            Assert.Equal((LedgerKind.Refused, actor.Id, before.Id), (entry.Kind, entry.ActorId, entry.Subject));
            Assert.Equal(refusal.Message.Key, ((AttemptRefused)entry.ReadEvent()!).Key);
            Assert.Equal(before.Version, (await rig.ReadAsync(before.Id)).Version);
        }
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task is_refused_where_there_is_no_such_request(char verb)
    {
        await using var rig = await new Rig().OpenAsync();
        var refusal = await DoAsync(rig, verb, Rig.Admin, SampleRows.Request("nowhere"));
        Assert.Equal((RefusalKind.NotFound, "no-such-request"), (refusal!.Kind, refusal.Message.Key));
        Assert.Equal("nowhere", refusal.Message.Values["request"]);
    }

    /// <summary>Whoever gives a ready cluster back has cancelled nothing.</summary>
    [Theory]
    [InlineData(RequestStatus.Running, "cancelled-by", RequestStatus.Cancelled)]
    [InlineData(RequestStatus.Ready, "given-back-by", RequestStatus.Ended)]
    public async Task cancel_turns_round_and_says_who_and_why(RequestStatus status, string told, RequestStatus end)
    {
        await using var rig = await new Rig().OpenAsync();
        var before = await WriteAsync(rig, status);
        var (after, _, events) = await EventsOfAsync(rig, before, () => rig.Verbs.CancelAsync(Rig.Admin, before.Id, "too late", Ct));
        Assert.Equal(new RequestCancelled(before.PlanVersion, before.Plan.Digest, "too late"), events[0]);
        Assert.Equal((end, end), (after.ClosingTo, after.Status));
        Assert.Equal(told, after.StatusReason!.Key);
        Assert.Equal(("admin", "too late"), (after.StatusReason.Values["name"], after.StatusReason.Values["reason"]));
    }

    [Theory]
    [InlineData(null, "nothing-shared")]
    [InlineData(true, null)]
    [InlineData(false, "nothing-shared")]
    public async Task unshare_ends_a_share_that_is_open(bool? isOpen, string? refused)
    {
        await using var rig = await new Rig().OpenAsync();
        var before = await WriteAsync(rig, RequestStatus.Running, isShared: false);
        var share = SampleRows.Share(before.Id, deadline: Later(rig));
        share.ClosedAt = isOpen is false ? Sample.Now : null;
        if (isOpen is not null)
            await rig.WriteAsync(share);
        var (after, answer, events) = await EventsOfAsync(rig, before, () => rig.Verbs.UnshareAsync(Rig.Dba, before.Id, Ct));
        Assert.Equal(refused, answer.Refusal?.Message.Key);
        Assert.Equal(refused is null ? [new UnshareAsked(share.SnapshotArn, share.TargetAccountId)] : Array.Empty<LedgerEvent>(), events);
        Assert.Equal(refused is null ? 1 : 0, after.Version);
        if (isOpen is true)
            Assert.True((await rig.ShareAsync(before.Id))!.Deadline < share.Deadline);
        else if (isOpen is false)
            Assert.Equal(share.Deadline, (await rig.ShareAsync(before.Id))!.Deadline);
    }

    /// <summary>A life grows by what is asked for, up to the route's longest counted from when it was ready.</summary>
    [Theory]
    [InlineData(1, null)]
    [InlineData(0, "extend-by")]
    [InlineData(-1, "extend-by")]
    [InlineData(int.MaxValue, null)]
    [InlineData(int.MinValue, "extend-bounds")]
    public async Task extend_lengthens_a_life_within_its_bounds(int milliseconds, string? refused)
    {
        await using var rig = await new Rig().OpenAsync();
        var before = await WriteAsync(rig, RequestStatus.Ready);
        var most = before.ReadyAt!.Value + rig.Get<AwsTopology>().Routes[before.Plan.Route].LongestClusterLife - before.ExpiresAt!.Value;
        var by = milliseconds switch
        {
            int.MaxValue => most,
            int.MinValue => most + TimeSpan.FromMilliseconds(1),
            _ => TimeSpan.FromMilliseconds(milliseconds),
        };
        var (after, answer, events) = await EventsOfAsync(rig, before, () => rig.Verbs.ExtendAsync(Rig.Admin, before.Id, by, Ct));
        Assert.Equal(refused, answer.Refusal?.Message.Key);
        if (refused is not null)
        {
            Assert.Equal((RefusalKind.Invalid, "by"), (answer.Refusal!.Kind, answer.Refusal.Field));
            Assert.Equal((before.ExpiresAt, before.WarnedAt), (after.ExpiresAt, after.WarnedAt));
            return;
        }
        Assert.Equal(before.ExpiresAt + by, after.ExpiresAt);
        Assert.Equal([new RequestExtended(after.ExpiresAt!.Value)], events);
        // It is warned of anew, and the engine sees at once when.
        Assert.Null(after.WarnedAt);
        Assert.Equal((await rig.LedgerAsync())[^1].At, after.NextLookAt);
    }

    /// <summary>"-PT1H is 0 s" is no answer, and neither is that a length below zero is too long.</summary>
    [Fact]
    public async Task a_length_below_zero_is_told_as_it_was_given()
    {
        await using var rig = await new Rig().OpenAsync();
        var before = await WriteAsync(rig, RequestStatus.Ready);
        Assert.Equal(
            "A life is extended by a length of time above zero, and -1 h is none.",
            (await rig.Verbs.ExtendAsync(Rig.Admin, before.Id, -Hour, Ct)).Refusal!.Message.ToString()
        );
        var preview = (await rig.Verbs.PreviewAsync(Rig.Developer, Rig.Terms with { Window = -Hour }, Ct)).Refusal!;
        Assert.Equal(
            ("window", "A share window of -1 h is not possible on this route; it allows a second to 3 d."),
            (preview.Field, preview.Message.ToString())
        );
    }

    [Fact]
    public async Task extend_says_of_a_copy_from_before_that_it_has_no_life_yet()
    {
        await using var rig = await new Rig().OpenAsync();
        var before = await WriteAsync(rig, RequestStatus.Ready);
        await using (var db = await rig.Get<IDbContextFactory<Db>>().CreateDbContextAsync(Ct))
            await db.Requests.ExecuteUpdateAsync(rows => rows.SetProperty(row => row.ExpiresAt, (DateTime?)null), Ct);
        var refusal = (await rig.Verbs.ExtendAsync(Rig.Admin, before.Id, Hour, Ct)).Refusal!;
        Assert.Equal((RefusalKind.Conflict, "no-life-to-extend"), (refusal.Kind, refusal.Message.Key));
    }

    [Fact]
    public async Task extend_needs_the_route_whose_bounds_it_keeps()
    {
        await using var rig = await new Rig().OpenAsync();
        var before = await WriteAsync(rig, RequestStatus.Ready, plan => plan with { Route = "gone" });
        var refusal = (await rig.Verbs.ExtendAsync(Rig.Admin, before.Id, Hour, Ct)).Refusal!;
        Assert.Equal((RefusalKind.Conflict, "route-gone", "gone"), (refusal.Kind, refusal.Message.Key, refusal.Message.Values["route"]));
    }

    [Fact]
    public async Task retry_has_every_step_that_is_not_over_looked_at_now_and_forgets_its_trouble()
    {
        await using var rig = await new Rig().OpenAsync();
        var before = await WriteAsync(
            rig,
            RequestStatus.Blocked,
            change: step =>
                step with
                {
                    Status = step.Name == StepName.FindSource ? StepStatus.Done : StepStatus.Blocked,
                    NextLookAt = Later(rig),
                    Failures = 3,
                    TroubleSince = Sample.Now,
                }
        );
        var (after, _, events) = await EventsOfAsync(rig, before, () => rig.Verbs.RetryAsync(Rig.Dba, before.Id, Ct));
        Assert.Equal([new RequestRetried()], events);
        Assert.Equal((await rig.LedgerAsync())[^1].At, after.NextLookAt);
        Assert.Equal(StoredJson.Write(before.Step(StepName.FindSource)), StoredJson.Write(after.Step(StepName.FindSource)));
        Assert.All(
            after.Steps.Where(step => step.Name != StepName.FindSource),
            step => Assert.Equal((StepStatus.Blocked, null, 0, null), (step.Status, step.NextLookAt, step.Failures, step.TroubleSince))
        );
    }

    [Fact]
    public async Task reading_the_connection_is_told_each_time()
    {
        await using var rig = await new Rig().OpenAsync();
        var before = await WriteAsync(rig, RequestStatus.Ready);
        var (connection, refusal) = await rig.Verbs.ReadConnectionAsync(Own(before, Role.Requester), before.Id, Ct);
        Assert.Null(refusal);
        Assert.Equal(StoredJson.Write(ConnectionData.Of(before)), StoredJson.Write(connection));
        Assert.Equal(new ConnectionRead(before.Plan.TargetCluster), (await rig.LedgerAsync())[^1].ReadEvent());

        (connection, refusal) = await rig.Verbs.ReadConnectionAsync(Rig.Admin, before.Id, Ct);
        Assert.Null(connection);
        Assert.Equal("connection-not-yours", refusal!.Message.Key);
    }

    [Fact]
    public async Task reject_ends_it_with_a_signed_decision()
    {
        await using var rig = await new Rig().OpenAsync();
        var before = await WriteAsync(rig, RequestStatus.WaitingForApproval);
        var (after, _, events) = await EventsOfAsync(rig, before, () => rig.Verbs.RejectAsync(Rig.Dba, before.Id, "too much", Ct));
        var at = (await rig.LedgerAsync())[^1].At;
        Assert.Equal((RequestStatus.Rejected, at, null), (after.Status, after.EndedAt, after.NextLookAt));
        Assert.Equal(("rejected-because", "too much"), (after.StatusReason!.Key, after.StatusReason.Values["reason"]));
        var said = Assert.IsType<RequestRejected>(events[0]);
        Assert.Equal((before.PlanVersion, before.Plan.Digest, "too much"), (said.PlanVersion, said.Digest, said.Reason));
        AssertSigned(rig, DecisionSeal.Of(before, Verdict.Rejected, Rig.Dba, at), said.Signature);
        await AssertDecidedAsync(rig, before, Verdict.Rejected, "too much", at);
    }

    [Fact]
    public async Task approve_lets_the_very_plan_that_was_shown_go_ahead()
    {
        await using var rig = await new Rig().OpenAsync();
        var before = await WriteAsync(rig, RequestStatus.WaitingForApproval);
        var (after, _, events) = await EventsOfAsync(rig, before, () => ApproveAsync(rig, before));
        var at = (await rig.LedgerAsync())[^1].At;
        Assert.Equal((RequestStatus.Approved, before.Plan.Digest, at), (after.Status, after.ApprovedDigest, after.NextLookAt));
        Assert.Equal((1, null), (after.PlanVersion, after.StatusReason));
        var said = Assert.IsType<RequestApproved>(events[0]);
        Assert.Equal((1, before.Plan.Digest, "fine", null), (said.PlanVersion, said.Digest, said.Reason, said.Left));
        AssertSigned(rig, DecisionSeal.Of(before, Verdict.Approved, Rig.Dba, at), said.Signature);
        Assert.Equal(["RequestApproved", "StatusChanged"], events.Select(what => what.GetType().Name));
        await AssertDecidedAsync(rig, before, Verdict.Approved, "fine", at);
    }

    /// <summary>Not longer, and not so short that it could not be used; the same length changes nothing.</summary>
    [Theory]
    [InlineData(3600.0, null, true, 1)]
    [InlineData(3600.001, null, false, 1)]
    [InlineData(3599.0, null, true, 2)]
    [InlineData(1.0, null, true, 2)]
    [InlineData(0.999, null, false, 1)]
    [InlineData(null, 7200.0, true, 1)]
    [InlineData(null, 7200.001, false, 1)]
    [InlineData(null, 7199.0, true, 2)]
    [InlineData(null, 1.0, true, 2)]
    [InlineData(null, 0.999, false, 1)]
    [InlineData(3599.0, 7200.001, false, 1)]
    [InlineData(60.0, 120.0, true, 2)]
    public async Task approve_may_shorten_window_and_life(double? window, double? life, bool isTaken, int version)
    {
        await using var rig = await new Rig().OpenAsync();
        var before = await WriteAsync(
            rig,
            RequestStatus.WaitingForApproval,
            plan => Digested(plan with { Window = Hour, Life = TimeSpan.FromHours(2) })
        );
        var (after, answer, events) = await EventsOfAsync(rig, before, () => ApproveAsync(rig, before, Span(window), Span(life)));
        Assert.Equal(isTaken ? null : "only-shorter", answer.Refusal?.Message.Key);
        Assert.Equal(version, after.PlanVersion);
        if (!isTaken)
        {
            Assert.Equal(RefusalKind.Invalid, answer.Refusal!.Kind);
            Assert.Empty(events);
            return;
        }
        Assert.Equal((Span(window) ?? Hour, Span(life) ?? TimeSpan.FromHours(2)), (after.Plan.Window, after.Plan.Life));
        Assert.Equal(PlanDigest.Of(after.Plan), after.Plan.Digest);
        Assert.Equal(after.Plan.Digest, after.ApprovedDigest);
        Assert.Equal(version, events.OfType<RequestPlanned>().SingleOrDefault()?.PlanVersion ?? 1);
        Assert.Equal((version, after.Plan.Digest), events.OfType<RequestApproved>().Select(yes => (yes.PlanVersion, yes.Digest)).Single());

        static TimeSpan? Span(double? seconds) => seconds is { } there ? TimeSpan.FromSeconds(there) : null;
    }

    [Fact]
    public async Task approve_shortens_no_life_of_what_has_none()
    {
        await using var rig = await new Rig().OpenAsync();
        var before = await WriteAsync(rig, RequestStatus.WaitingForApproval, plan => Digested(plan with { Life = null }));
        Assert.Equal("only-shorter", (await ApproveAsync(rig, before, life: Hour)).Refusal!.Message.Key);
    }

    /// <summary>The first of two decides nothing, and says who has said yes and how many must still.</summary>
    [Fact]
    public async Task approve_waits_for_as_many_as_the_route_wants()
    {
        await using var rig = await new Rig { Approval = new ApprovalOptions { Approvers = 2 } }.OpenAsync();
        var rules = RulesVersion.Of(rig.Get<AwsTopology>().Routes["prod-to-dev"]);
        var before = await WriteAsync(rig, RequestStatus.WaitingForApproval, plan => Digested(plan with { ApprovalRules = rules }));
        var (after, _, events) = await EventsOfAsync(rig, before, () => ApproveAsync(rig, before));
        Assert.Equal((RequestStatus.WaitingForApproval, null), (after.Status, after.ApprovedDigest));
        Assert.Equal(1, Assert.IsType<RequestApproved>(Assert.Single(events)).Left);
        Assert.Equal("approved-so-far", after.StatusReason!.Key);
        Assert.Equal(("DBA", "1"), (after.StatusReason.Values["names"], after.StatusReason.Values["left"]));

        Assert.Equal("approved-already", (await ApproveAsync(rig, before)).Refusal!.Message.Key);
        Assert.Null((await rig.Verbs.ApproveAsync(Rig.Admin, before.Id, before.Plan.Digest, "", Ct)).Refusal);
        Assert.Equal(RequestStatus.Approved, (await rig.ReadAsync(before.Id)).Status);
        Assert.Null(((await rig.LedgerAsync())[^2].ReadEvent() as RequestApproved)!.Left);
    }

    /// <summary>Where it runs without proof, a yes changes nothing of the plan: it has every step looked at again, at once.</summary>
    [Fact]
    public async Task approve_once_more_has_a_running_request_go_on()
    {
        await using var rig = await new Rig().OpenAsync();
        var before = await WriteAsync(rig, RequestStatus.Running, change: step => step with { NextLookAt = Later(rig) });
        foreach (var (window, life) in new (TimeSpan?, TimeSpan?)[] { (TimeSpan.FromSeconds(2), null), (null, TimeSpan.FromSeconds(2)) })
            Assert.Equal("only-shorter", (await ApproveAsync(rig, before, window, life)).Refusal!.Message.Key);

        // A yes that nothing proves does not count for having been said already.
        await rig.WriteAsync(SampleRows.Decision(before.Id, before.Plan.Digest, Rig.Dba.Id));
        var (after, _, events) = await EventsOfAsync(rig, before, () => ApproveAsync(rig, before));
        Assert.Equal(RequestStatus.Running, after.Status);
        Assert.All(after.Steps.Where(step => !step.IsOver), step => Assert.Null(step.NextLookAt));
        Assert.Null(Assert.IsType<RequestApproved>(Assert.Single(events)).Left);
        // One that has its proof is not asked about again.
        Assert.Equal(
            "not-now-approve",
            (await rig.Verbs.ApproveAsync(Rig.Admin, before.Id, before.Plan.Digest, "", Ct)).Refusal!.Message.Key
        );
    }

    private static Plan Digested(Plan plan) => plan with { Digest = PlanDigest.Of(plan) };

    private static DateTime Later(Rig rig) => rig.Time.UtcNowMilliseconds() + Hour;

    private static Actor Own(Request request, Role role) => new(request.RequesterId, request.RequesterName, [role], SessionId: null);

    private static Task<CommandResult<Request>> ApproveAsync(Rig rig, Request row, TimeSpan? window = null, TimeSpan? life = null) =>
        rig.Verbs.ApproveAsync(Rig.Dba, row.Id, row.Plan.Digest, "fine", Ct, window, life);

    private static async Task<Refusal?> DoAsync(Rig rig, char verb, Actor actor, Request row) =>
        verb switch
        {
            'A' => (await rig.Verbs.ApproveAsync(actor, row.Id, row.Plan.Digest, "", Ct)).Refusal,
            'R' => (await rig.Verbs.RejectAsync(actor, row.Id, "", Ct)).Refusal,
            'C' => (await rig.Verbs.CancelAsync(actor, row.Id, "", Ct)).Refusal,
            'U' => (await rig.Verbs.UnshareAsync(actor, row.Id, Ct)).Refusal,
            'E' => (await rig.Verbs.ExtendAsync(actor, row.Id, TimeSpan.FromMilliseconds(1), Ct)).Refusal,
            'I' => (await rig.Verbs.ReadConnectionAsync(actor, row.Id, Ct)).Refusal,
            _ => (await rig.Verbs.RetryAsync(actor, row.Id, Ct)).Refusal,
        };

    /// <summary>A request with an open share, whose cluster's life has an hour left where it is ready.</summary>
    private static async Task<Request> WriteAsync(
        Rig rig,
        RequestStatus status,
        Func<Plan, Plan>? planned = null,
        Func<StepState, StepState>? change = null,
        bool isShared = true
    )
    {
        var plan = (planned ?? (plan => plan))(Sample.Plan(Sample.Facts));
        var done = status is RequestStatus.Running or RequestStatus.Blocked or RequestStatus.Ready ? StepStatus.Done : StepStatus.NotYet;
        var row = SampleRows.Request(
            Guid.NewGuid().ToString("N")[..16],
            status,
            plan,
            steps: [.. plan.Steps.Select(step => (change ?? (state => state))(new StepState(step.Name, done)))]
        );
        row.ApprovedDigest = status is RequestStatus.WaitingForApproval ? null : plan.Digest;
        row.ClosingTo = status is RequestStatus.Closing ? RequestStatus.Cancelled : null;
        if (status == RequestStatus.Ready)
            (row.ReadyAt, row.ExpiresAt, row.WarnedAt) = (Later(rig) - (2 * Hour), Later(rig), Later(rig) - Hour);
        await rig.WriteAsync(row);
        if (isShared)
            await rig.WriteAsync(SampleRows.Share(row.Id, deadline: Later(rig)));
        return await rig.ReadAsync(row.Id);
    }

    private static async Task<(Request After, CommandResult<Request> Answer, IReadOnlyList<LedgerEvent> Events)> EventsOfAsync(
        Rig rig,
        Request before,
        Func<Task<CommandResult<Request>>> act
    )
    {
        var entries = (await rig.LedgerAsync()).Count;
        var answer = await act();
        return (
            await rig.ReadAsync(before.Id),
            answer,
            [.. (await rig.LedgerAsync()).Skip(entries).Where(entry => entry.Subject == before.Id).Select(entry => entry.ReadEvent()!)]
        );
    }

    private static void AssertSigned(Rig rig, DecisionSeal decision, string? signature)
    {
        using var key = rig.Get<LedgerKey>().Open();
        Assert.True(key.Signed(decision.Content(), signature!));
    }

    private static async Task AssertDecidedAsync(Rig rig, Request row, Verdict verdict, string reason, DateTime at)
    {
        await using var db = await rig.Get<IDbContextFactory<Db>>().CreateDbContextAsync(Ct);
        var decision = await db.Decisions.SingleAsync(Ct);
        Assert.Equal(
            (row.Id, row.PlanVersion, row.Plan.Digest, verdict, Rig.Dba.Id, Rig.Dba.Name, reason, at),
            (
                decision.RequestId,
                decision.PlanVersion,
                decision.Digest,
                decision.Verdict,
                decision.ActorId,
                decision.ActorName,
                decision.Reason,
                decision.At
            )
        );
    }
}
