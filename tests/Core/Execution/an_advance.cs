using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Execution;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Tests.Planning;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Tests.Execution;

/// <summary>One advance of one request against the sandbox, from a row that stands right before it. The product's clock stands.</summary>
public sealed class an_advance : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new();
    private readonly Meanwhile _meanwhile = new();
    private readonly Rig _rig;

    public an_advance()
    {
        _rig = new Rig
        {
            AddMore = services => services.AddSingleton<TimeProvider>(_time),
            Between = aws => _meanwhile.Over(aws),
            Configure = aws => aws.Accounts["prod"].CopiesAtOnce = 1,
        };
        _time.SetUtcNow(new DateTimeOffset(_rig.Time.UtcNowMilliseconds()));
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private DateTime Now => _time.UtcNowMilliseconds();

    private Timings Timings => _rig.Get<Timings>();

    public async ValueTask InitializeAsync() => await _rig.OpenAsync();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Theory]
    [InlineData(RequestStatus.WaitingForApproval, RequestStatus.Unanswered)]
    [InlineData(RequestStatus.Ready, RequestStatus.Ended)]
    [InlineData(RequestStatus.Cancelled, RequestStatus.Cancelled)]
    public async Task ends_what_time_has_ended(RequestStatus status, RequestStatus end)
    {
        var row = SampleRows.Request(status: status);
        (row.NextLookAt, row.DecideBy, row.ReadyAt, row.ExpiresAt) = (Now, Now, Now, Now);
        await _rig.WriteAsync(row);
        Assert.Equal(end, (await AdvanceAsync(row.Id)).Status);
    }

    [Fact]
    public async Task of_a_request_whose_route_is_gone_shows_it_to_a_person()
    {
        var row = SampleRows.Request(status: RequestStatus.Approved, plan: Sample.Plan(Sample.Facts) with { Route = "elsewhere" });
        row.NextLookAt = Now;
        await _rig.WriteAsync(row);
        var back = await AdvanceAsync(row.Id);
        Assert.Equal((RequestStatus.WaitingForApproval, "route-gone"), (back.Status, back.StatusReason!.Key));
    }

    [Fact]
    public async Task begins_with_the_plan_made_again_under_its_own_rules_and_session()
    {
        var asked = await _rig.AskAsync(ByHand.AsItIs(Goal.Cluster));
        await _rig.ApproveAsync(asked);
        Assert.Equal(RequestStatus.Running, (await AdvanceAsync(asked.Id)).Status);
        Assert.Contains("DescribeDBClusterSnapshots", await CallsOfAsync(asked.Id));

        var plan = Sample.Plan(Sample.Facts);
        var gone = SampleRows.Request(
            status: RequestStatus.Approved,
            plan: plan with
            {
                Source = plan.Source with { Identifier = "gone" },
            }
        );
        gone.NextLookAt = Now;
        await _rig.WriteAsync(gone);
        var failed = await AdvanceAsync(gone.Id);
        Assert.Equal((RequestStatus.Failed, "no-such-snapshot"), (failed.Status, failed.StatusReason!.Key));
    }

    /// <summary>A step that waits is not looked at before its time; another of the same request is.</summary>
    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public async Task looks_at_the_steps_that_are_due(int dueIn, bool looks)
    {
        var id = await BeforeAsync(StepName.FindSource, change: step => step with { NextLookAt = Now.AddMilliseconds(dueIn) });
        var row = await AdvanceAsync(id);
        Assert.Equal(looks ? StepStatus.Done : StepStatus.NotYet, row.Step(StepName.FindSource).Status);
        Assert.Equal((null, null), (row.LeaseOwner, row.LeaseUntil));
    }

    /// <summary>The other request's row says whose share it is; without one somebody shared it by hand.</summary>
    [Theory]
    [InlineData(true, StepStatus.Running, "share-held")]
    [InlineData(false, StepStatus.Blocked, "finding.source-shared-by-others")]
    public async Task waits_for_another_request_s_share_and_for_nobody_s_by_hand(bool hasRow, StepStatus status, string told)
    {
        var id = await BeforeAsync(StepName.Share, ByHand.AsItIs(Goal.Share));
        await _rig.ShareByHandAsync(ByHand.Shareable);
        var plan = (await _rig.ReadAsync(id)).Plan;
        if (hasRow)
            await _rig.WriteAsync(ShareOf("another", plan, Now.AddHours(1)));
        var step = (await AdvanceAsync(id)).Step(StepName.Share);
        Assert.Equal((status, told), (step.Status, (step.Note ?? step.Finding!.Message).Key));
    }

    /// <summary>A share asked for as such stands until its deadline, unless the request is on its way out.</summary>
    [Theory]
    [InlineData(1, false, true)]
    [InlineData(0, false, false)]
    [InlineData(-1, false, false)]
    [InlineData(1, true, false)]
    [InlineData(null, false, false)]
    public async Task lets_a_share_stand_until_its_deadline(int? deadlineIn, bool isOnWayOut, bool waits)
    {
        var id = await BeforeAsync(
            StepName.StopSharing,
            ByHand.AsItIs(Goal.Share),
            isOnWayOut ? RequestStatus.Closing : RequestStatus.Running
        );
        await _rig.ShareByHandAsync(ByHand.Shareable);
        var deadline = Now.AddMilliseconds(deadlineIn ?? 0);
        if (deadlineIn is not null)
            await _rig.WriteAsync(ShareOf(id, (await _rig.ReadAsync(id)).Plan, deadline));
        var step = (await AdvanceAsync(id)).Step(StepName.StopSharing);
        Assert.Equal(waits, step.Attempt is null);
        Assert.Equal(waits, (await _rig.SharedWithAsync(ByHand.Shareable)).Count > 0);
        if (waits)
            Assert.Equal(deadline, step.NextLookAt);
    }

    /// <summary>A token fences the database and not AWS: a call must be over before somebody else may take the request.</summary>
    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public async Task asks_for_nothing_that_its_lease_would_not_outlast(int late, bool asks)
    {
        var id = await BeforeAsync(StepName.CopyForSharing);
        _meanwhile.On(
            "DescribeDBClusterSnapshots",
            () => _time.Advance(Timings.Lease - Timings.ChangeTimeout + TimeSpan.FromMilliseconds(late))
        );
        var step = (await AdvanceAsync(id)).Step(StepName.CopyForSharing);
        Assert.Equal(asks, step.Attempt is not null);
        Assert.Equal(asks, (await CallsOfAsync(id)).Contains("CopyDBClusterSnapshot"));
        if (asks)
            Assert.Equal((1, true), (step.Attempt!.Number, step.Attempt.Response!.Accepted));
    }

    /// <summary>Somebody cancelled between the look and the intent: nothing is asked for, and the way out begins after a moment.</summary>
    [Fact]
    public async Task asks_for_nothing_where_the_request_has_turned_round_since_the_look()
    {
        var id = await BeforeAsync(StepName.CopyForSharing);
        _meanwhile.On("DescribeDBClusterSnapshots", () => _rig.Verbs.CancelAsync(Rig.Developer, id, "no", Ct).GetAwaiter().GetResult());
        var row = await AdvanceAsync(id);
        Assert.Null(row.FindStep(StepName.CopyForSharing)?.Attempt);
        Assert.DoesNotContain("CopyDBClusterSnapshot", await CallsOfAsync(id));
        Assert.Null(row.LeaseOwner);
    }

    /// <summary>A mistake of the product's own is tried again, and not at once; a stop of the process costs no time.</summary>
    [Fact]
    public async Task lets_the_request_go_whatever_happens()
    {
        var id = await BeforeAsync(StepName.CopyForSharing);
        _meanwhile.On("DescribeDBClusterSnapshots", () => throw new InvalidOperationException("a mistake"));
        var row = await AdvanceAsync(id);
        Assert.Equal((null, Now + Timings.Blocked), (row.LeaseOwner, row.NextLookAt));
        Assert.Equal(StepStatus.NotYet, row.Step(StepName.CopyForSharing).Status);

        using var stop = new CancellationTokenSource();
        _meanwhile.On("DescribeDBClusterSnapshots", stop.Cancel);
        _time.Advance(Timings.Blocked);
        await _rig.Get<Engine>().AdvanceAsync(id, stop.Token);
        row = await _rig.ReadAsync(id);
        Assert.Equal((null, Now), (row.LeaseOwner, row.NextLookAt));
        Assert.Null(row.Step(StepName.CopyForSharing).Attempt);
    }

    [Fact]
    public async Task blames_the_account_that_refused_a_change_and_asks_under_the_request_s_session()
    {
        var id = await BeforeAsync(StepName.CopyInTarget);
        await _rig.Aws.AllowAsync(SandboxControl.DevRole, actions => actions.Where(action => action != "rds:CopyDBClusterSnapshot"));
        var step = (await AdvanceAsync(id)).Step(StepName.CopyInTarget);
        Assert.Equal((StepStatus.Blocked, "dev"), (step.Status, step.Finding!.Account));
        Assert.Equal((false, 1), (step.Attempt!.Response!.Accepted, step.Attempt.Number));
        Assert.Contains("CopyDBClusterSnapshot", await CallsOfAsync(id));
    }

    [Fact]
    public async Task takes_a_new_session_where_the_old_one_had_expired()
    {
        var id = await BeforeAsync(StepName.CopyForSharing);
        await _rig.Aws.DoAsync("faults", new { kind = "ExpiredToken", operation = "CopyDBClusterSnapshot" });
        var step = (await AdvanceAsync(id)).Step(StepName.CopyForSharing);
        Assert.Equal("ExpiredToken", step.Attempt!.Response!.Fault!.Code);
        var assumed = (await _rig.Aws.CallsAsync()).Count(call => (string)call!["operation"]! == "AssumeRole");

        _time.Advance(step.NextLookAt!.Value - Now);
        step = (await AdvanceAsync(id)).Step(StepName.CopyForSharing);
        Assert.Equal((2, true), (step.Attempt!.Number, step.Attempt.Response!.Accepted));
        Assert.Equal(assumed + 1, (await _rig.Aws.CallsAsync()).Count(call => (string)call!["operation"]! == "AssumeRole"));
    }

    /// <summary>The step keeps the book of its share's closing, under its own session, and a refusal stops it like any other.</summary>
    [Fact]
    public async Task writes_down_that_its_share_could_not_be_taken_away()
    {
        var id = await BeforeAsync(StepName.StopSharing, ByHand.AsItIs(Goal.Share), RequestStatus.Closing);
        await _rig.ShareByHandAsync(ByHand.Shareable);
        await _rig.Aws.AllowAsync(
            SandboxControl.ProdRole,
            actions => actions.Where(action => action != "rds:ModifyDBClusterSnapshotAttribute")
        );
        var row = await AdvanceAsync(id);
        var step = row.Step(StepName.StopSharing);
        Assert.Equal((StepStatus.Blocked, "prod", "aws-access-denied"), (step.Status, step.Finding!.Account, step.Finding.Code));
        Assert.Equal((1, false), (step.Attempt!.Number, step.Attempt.Response!.Accepted));
        Assert.Contains("ModifyDBClusterSnapshotAttribute", await CallsOfAsync(id));
        Assert.Equal(
            [ChangeOutcome.Refused],
            (await _rig.LedgerAsync()).Select(entry => entry.ReadEvent()).OfType<ChangeResult>().Select(result => result.Outcome)
        );
    }

    [Fact]
    public async Task stands_in_line_for_a_copy_without_an_intent()
    {
        var id = await BeforeAsync(StepName.CopyForSharing);
        var other = SampleRows.Request(
            "other0other0othe",
            plan: Sample.Plan(Sample.Facts) with
            {
                SharingSnapshot = "theirs",
            },
            steps:
            [
                new(StepName.FindSource, StepStatus.Done),
                new(StepName.CopyForSharing, StepStatus.Running) { Attempt = new Attempt(1, "CopyDBClusterSnapshot", Now) },
            ]
        );
        await _rig.WriteAsync(other);
        var step = (await AdvanceAsync(id)).Step(StepName.CopyForSharing);
        Assert.Equal((null, "in-line"), (step.Attempt, step.Note!.Key));
        Assert.DoesNotContain((await _rig.LedgerAsync()), entry => entry.Kind == LedgerKind.Intent);
    }

    private async Task<Request> AdvanceAsync(string id)
    {
        await _rig.Get<Engine>().AdvanceAsync(id, Ct);
        return await _rig.ReadAsync(id);
    }

    /// <summary>A request that was approved, with everything before this step over.</summary>
    private async Task<string> BeforeAsync(
        StepName name,
        RequestTerms? terms = null,
        RequestStatus status = RequestStatus.Running,
        Func<StepState, StepState>? change = null
    )
    {
        var asked = await _rig.AskAsync(terms);
        await _rig.ApproveAsync(asked);
        await _rig.Get<LedgerTransaction>()
            .WriteAsync(
                async scope =>
                {
                    var row = await scope.Db.Requests.FirstAsync(row => row.Id == asked.Id, Ct);
                    row.MoveTo(status);
                    foreach (var step in row.Steps.TakeWhile(step => step.Name != name).ToList())
                        row.Replace(step with { Status = StepStatus.Done });
                    row.Replace((change ?? (step => step))(row.Step(name)));
                    (row.ClosingTo, row.NextLookAt) = (status == RequestStatus.Closing ? RequestStatus.Cancelled : null, Now);
                },
                Ct
            );
        return asked.Id;
    }

    private static Share ShareOf(string id, Plan plan, DateTime deadline) =>
        new()
        {
            RequestId = id,
            SourceAccount = plan.From.Account,
            SnapshotIdentifier = plan.SharingSnapshot,
            SnapshotArn = plan.SharingSnapshotArn,
            TargetAccountId = plan.To.AccountId,
            SnapshotIsOurs = plan.MakesSharingSnapshot,
            IntendedAt = deadline.AddHours(-1),
            Deadline = deadline,
            NextLookAt = deadline,
        };

    /// <summary>The operations that AWS saw under this request's own session.</summary>
    private async Task<IReadOnlyList<string>> CallsOfAsync(string id) =>
        [
            .. (await _rig.Aws.CallsAsync())
                .Where(call => ((string?)call!["caller"])?.EndsWith("/" + AwsClients.SessionOf(id), StringComparison.Ordinal) == true)
                .Select(call => (string)call!["operation"]!),
        ];

    /// <summary>Does something the next time AWS is asked for an operation.</summary>
    private sealed class Meanwhile
    {
        private (string Operation, Action Does)? _next;

        public void On(string operation, Action does) => _next = (operation, does);

        public HttpMessageHandler Over(HttpMessageHandler aws) => new Handler(this) { InnerHandler = aws };

        private sealed class Handler(Meanwhile owner) : DelegatingHandler
        {
            protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                var body = request.Content is { } content ? await content.ReadAsStringAsync(cancellationToken) : "";
                if (owner._next is var (operation, does) && body.Contains($"Action={operation}&", StringComparison.Ordinal))
                {
                    owner._next = null;
                    does();
                }
                return await base.SendAsync(request, cancellationToken);
            }
        }
    }
}
