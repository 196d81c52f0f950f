using SnapshotShare.Core.Commands;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Planning;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Tests.Commands;

public sealed class the_commands
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task let_nobody_approve_or_reject_their_own_request_in_any_role()
    {
        await using var rig = await new Rig().OpenAsync();
        var both = new Actor("p", "p", [Role.Requester, Role.Approver, Role.Admin], SessionId: null);
        var asked = (await rig.Verbs.RequestAsync(both, Rig.Terms, Ct)).Value!;
        var approve = await rig.Verbs.ApproveAsync(both, asked.Id, asked.Plan.Digest, "fine", Ct);
        var reject = await rig.Verbs.RejectAsync(both, asked.Id, "no", Ct);
        Assert.Equal("own-request", approve.Refusal!.Message.Key);
        Assert.Equal("own-request", reject.Refusal!.Message.Key);
        Assert.Equal(RequestStatus.WaitingForApproval, (await rig.ReadAsync(asked.Id)).Status);
        Assert.Equal(2, (await rig.LedgerAsync()).Count(entry => entry.Kind == LedgerKind.Refused && entry.Subject == asked.Id));
    }

    [Fact]
    public async Task refuse_an_approval_of_a_plan_that_has_changed()
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await rig.AskAsync();
        var answer = await rig.Verbs.ApproveAsync(Rig.Dba, asked.Id, new string('0', 64), "yes", Ct);
        Assert.Equal("plan-is-stale", answer.Refusal!.Message.Key);
        Assert.Equal(RequestStatus.WaitingForApproval, (await rig.ReadAsync(asked.Id)).Status);
    }

    [Fact]
    public async Task let_an_approver_shorten_and_bind_the_approval_to_the_shorter_plan()
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await rig.AskAsync();
        var longer = await rig.Verbs.ApproveAsync(Rig.Dba, asked.Id, asked.Plan.Digest, "", Ct, window: TimeSpan.FromHours(25));
        Assert.Equal("only-shorter", longer.Refusal!.Message.Key);
        var shorter = (await rig.Verbs.ApproveAsync(Rig.Dba, asked.Id, asked.Plan.Digest, "", Ct, window: TimeSpan.FromHours(1))).Value!;
        Assert.Equal(TimeSpan.FromHours(1), shorter.Plan.Window);
        Assert.Equal(2, shorter.PlanVersion);
        Assert.NotEqual(asked.Plan.Digest, shorter.Plan.Digest);
        Assert.Equal(shorter.Plan.Digest, shorter.ApprovedDigest);
        Assert.Equal(PlanDigest.Of(shorter.Plan), shorter.Plan.Digest);
    }

    [Theory]
    [InlineData("nowhere", "prod-altplus-cluster", null, "no-such-route")]
    [InlineData("prod-to-dev", "no-such-cluster", null, "no-automated-snapshot")]
    [InlineData("prod-to-dev", "prod-altplus-cluster", "dev-altplus-cluster", "finding.target-cluster-taken")]
    [InlineData("prod-to-dev", "prod-altplus-cluster", "9-bad--name-", "cluster-identifier")]
    public async Task say_in_a_sentence_why_a_request_is_not_possible_and_change_nothing(
        string route,
        string cluster,
        string? target,
        string key
    )
    {
        await using var rig = await new Rig().OpenAsync();
        var before = (await rig.LedgerAsync()).Count;
        var answer = await rig.Verbs.RequestAsync(
            Rig.Developer,
            new RequestTerms(route, Goal.Cluster, SourceChoice.Newest(cluster), target),
            Ct
        );
        Assert.Equal(key, answer.Refusal!.Message.Key);
        Assert.DoesNotContain('{', answer.Refusal.Message.ToString());
        Assert.Equal(before, (await rig.LedgerAsync()).Count);
    }

    [Fact]
    public async Task do_not_promise_the_same_cluster_twice()
    {
        await using var rig = await new Rig().OpenAsync();
        await rig.AskAsync(Rig.Terms with { TargetCluster = "dev-wanted" });
        var second = await rig.Verbs.RequestAsync(Rig.Developer, Rig.Terms with { TargetCluster = "DEV-wanted" }, Ct, another: true);
        Assert.Equal("cluster-reserved", second.Refusal!.Message.Key);
    }

    [Fact]
    public async Task stop_working_in_every_tab_when_the_session_has_ended()
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await rig.AskAsync();
        var session = await rig.Get<Sessions>().StartAsync("dba", "DBA", [Role.Approver], Ct);
        await rig.Get<Sessions>().EndAsync(session, Ct);
        var answer = await rig.Verbs.ApproveAsync(Rig.Dba with { SessionId = session }, asked.Id, asked.Plan.Digest, "", Ct);
        Assert.Equal(RefusalKind.SignedOut, answer.Refusal!.Kind);
        Assert.Equal(RequestStatus.WaitingForApproval, (await rig.ReadAsync(asked.Id)).Status);
    }

    [Fact]
    public async Task plan_again_when_what_was_in_the_way_is_cured()
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await rig.AskAsync();
        await rig.ApproveAsync(asked);
        await KeyIs("Disabled");
        var back = await rig.RunUntilAsync(asked.Id, request => request.Status == RequestStatus.WaitingForApproval);
        Assert.True(back.Plan.IsBlocked);
        var refused = await rig.Verbs.ApproveAsync(Rig.Dba, asked.Id, back.Plan.Digest, "yes", Ct);
        Assert.Equal("finding.key-not-enabled", refused.Refusal!.Message.Key);

        await KeyIs("Enabled");
        var again = (await rig.Verbs.RetryAsync(Rig.Developer, asked.Id, Ct)).Value!;
        Assert.False(again.Plan.IsBlocked);
        Assert.Null(again.ApprovedDigest);
        await rig.ApproveAsync(again);
        await rig.RunUntilAsync(asked.Id, request => request.FindStep(Core.Plans.StepName.CopyForSharing)?.IsOver == true);

        async Task KeyIs(string state)
        {
            using var control = new HttpClient(rig.Aws.CreateHandler());
            using var body = new StringContent(
                $$"""{"key":"arn:aws:kms:ap-northeast-1:987654321000:key/0987dcba-09fe-87dc-65ba-ab0987654321","state":"{{state}}"}"""
            );
            using var set = await control.PostAsync("http://sandbox.localhost/_sandbox/keys", body, Ct);
            Assert.True(set.IsSuccessStatusCode, await set.Content.ReadAsStringAsync(Ct));
        }
    }

    [Fact]
    public async Task turn_a_running_request_round_and_leave_nothing()
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await rig.AskAsync();
        await rig.ApproveAsync(asked);
        await rig.RunUntilAsync(asked.Id, request => request.FindStep(Core.Plans.StepName.CopyInTarget)?.Attempt is not null);
        Assert.Null((await rig.Verbs.CancelAsync(Rig.Developer, asked.Id, "changed my mind", Ct)).Refusal);
        await rig.RunUntilAsync(asked.Id, request => request.Status == RequestStatus.Cancelled);
        var share = await rig.ShareAsync(asked.Id);
        Assert.NotNull(share!.ClosedAt);
        foreach (var account in new[] { "prod", "dev" })
            Assert.DoesNotContain(
                (await rig.Rds(account).DescribeDBClusterSnapshotsAsync(new() { SnapshotType = "manual" }, Ct)).DBClusterSnapshots,
                snapshot => snapshot.TagList?.Exists(tag => tag.Value == asked.Id) == true
            );
    }

    [Fact]
    public async Task unshare_at_once_when_somebody_says_so()
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await rig.AskAsync(Rig.Terms with { Goal = Goal.Share });
        await rig.ApproveAsync(asked);
        await rig.RunUntilAsync(asked.Id, request => request.FindStep(Core.Plans.StepName.SeeInTarget)?.IsOver == true);
        Assert.Null((await rig.Verbs.UnshareAsync(Rig.Dba, asked.Id, Ct)).Refusal);
        await rig.RunUntilAsync(asked.Id, request => request.Status == RequestStatus.Ended);
        Assert.Contains(await rig.LedgerAsync(), entry => entry.Kind == LedgerKind.ShareClosed && entry.ActorId == "watchdog");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task end_a_request_that_only_shares_at_once_when_its_share_is_taken_away(bool freeze)
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await rig.AskAsync(Rig.Terms with { Goal = Goal.Share });
        await rig.ApproveAsync(asked);
        await rig.RunUntilAsync(asked.Id, request => request.Step(Core.Plans.StepName.StopSharing).NextLookAt is not null);

        if (freeze)
            await rig.Get<FreezeCommands>().FreezeAsync(Rig.Dba, "", Ct);
        else
            await rig.Verbs.UnshareAsync(Rig.Dba, asked.Id, Ct);

        await rig.RunUntilAsync(asked.Id, request => request.Status == RequestStatus.Ended);
        Assert.NotNull((await rig.ShareAsync(asked.Id))!.ProvenAt);
    }

    [Fact]
    public async Task take_no_reason_that_is_longer_than_a_request_s_own()
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await rig.AskAsync();
        var reason = new string('x', TermsRules.LongestReason + 1);
        foreach (
            var answer in new[]
            {
                await rig.Verbs.ApproveAsync(Rig.Dba, asked.Id, asked.Plan.Digest, reason, Ct),
                await rig.Verbs.RejectAsync(Rig.Dba, asked.Id, reason, Ct),
                await rig.Verbs.CancelAsync(Rig.Developer, asked.Id, reason, Ct),
            }
        )
            Assert.Equal(("reason-too-long", "reason"), (answer.Refusal!.Message.Key, answer.Refusal.Field));
        Assert.Equal(RequestStatus.WaitingForApproval, (await rig.ReadAsync(asked.Id)).Status);
    }

    [Fact]
    public async Task refuse_a_yes_to_a_plan_whose_newest_warning_was_not_shown()
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await rig.AskAsync();
        await rig.Aws.AllowAsync(SandboxControl.DevRole, actions => actions.Except(["ec2:Describe*"]));
        var again = (await rig.Verbs.RetryAsync(Rig.Developer, asked.Id, Ct)).Value!;

        var stale = await rig.Verbs.ApproveAsync(Rig.Dba, asked.Id, asked.Plan.Digest, "yes", Ct);
        Assert.Equal("plan-is-stale", stale.Refusal!.Message.Key);

        // Approved as it is now, the warning may vanish: nobody has to say yes again.
        await rig.ApproveAsync(again);
        await rig.Aws.AllowAsync(SandboxControl.DevRole, actions => actions.Append("ec2:Describe*"));
        await rig.RunUntilAsync(asked.Id, request => request.Status == RequestStatus.Running);
        Assert.Equal(again.PlanVersion, (await rig.ReadAsync(asked.Id)).PlanVersion);
    }

    [Fact]
    public async Task keep_an_approval_while_the_accounts_refuse_to_be_looked_at()
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await rig.AskAsync();
        await rig.ApproveAsync(asked);
        await rig.Aws.AllowAsync(SandboxControl.ProdRole, actions => actions.Except(["rds:Describe*"]));
        var waiting = await rig.RunUntilAsync(asked.Id, request => request.StatusReason is not null);
        Assert.Equal(RequestStatus.Approved, waiting.Status);

        await rig.Aws.AllowAsync(SandboxControl.ProdRole, actions => actions.Append("rds:Describe*"));
        await rig.RunUntilAsync(asked.Id, request => request.Status == RequestStatus.Running);
    }

    /// <summary>An approver who made it shorter has said how long; the requester does not undo that.</summary>
    [Fact]
    public async Task extend_no_life_beyond_what_an_approver_shortened_it_to()
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await rig.AskAsync(Rig.Terms with { Life = TimeSpan.FromDays(3) });
        var shortened = await rig.Verbs.ApproveAsync(Rig.Dba, asked.Id, asked.Plan.Digest, "a day", Ct, life: TimeSpan.FromDays(1));
        Assert.Null(shortened.Refusal);
        var ready = await rig.RunUntilAsync(asked.Id, request => request.Status == RequestStatus.Ready);

        foreach (var by in new[] { TimeSpan.FromMilliseconds(1), TimeSpan.FromDays(2) })
        foreach (var who in new[] { Rig.Developer, Rig.Admin })
            Assert.Equal("extend-approved", (await rig.Verbs.ExtendAsync(who, asked.Id, by, Ct)).Refusal!.Message.Key);
        Assert.Equal(ready.ReadyAt + TimeSpan.FromDays(1), (await rig.ReadAsync(asked.Id)).ExpiresAt);
    }

    [Fact]
    public async Task extend_a_life_up_to_the_routes_longest_however_often_and_not_a_moment_further()
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await rig.AskAsync(Rig.Terms with { Life = TimeSpan.FromDays(1) });
        await rig.ApproveAsync(asked);
        var ready = await rig.RunUntilAsync(asked.Id, request => request.Status == RequestStatus.Ready);
        var most = rig.Get<AwsTopology>().Routes[asked.Plan.Route].LongestClusterLife;
        var left = most - TimeSpan.FromDays(1);

        foreach (var by in new[] { TimeSpan.MaxValue, left + TimeSpan.FromMilliseconds(1) })
            Assert.Equal("extend-bounds", (await ExtendAsync(by)).Refusal!.Message.Key);
        Assert.Equal(ready.ExpiresAt + (left / 2), (await ExtendAsync(left / 2)).Value!.ExpiresAt);
        Assert.Equal("extend-bounds", (await ExtendAsync((left / 2) + TimeSpan.FromMilliseconds(1))).Refusal!.Message.Key);
        Assert.Equal(ready.ReadyAt + most, (await ExtendAsync(left / 2)).Value!.ExpiresAt);
        Assert.Equal("extend-bounds", (await ExtendAsync(TimeSpan.FromMilliseconds(1))).Refusal!.Message.Key);

        Task<CommandResult<Request>> ExtendAsync(TimeSpan by) => rig.Verbs.ExtendAsync(Rig.Developer, asked.Id, by, Ct);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task share_no_other_snapshot_under_the_name_of_the_approved_one(bool alreadyRunning)
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await rig.AskAsync(ByHand.AsItIs(Goal.Share));
        await rig.ApproveAsync(asked);
        if (alreadyRunning)
        {
            await rig.Get<FreezeCommands>().FreezeAsync(Rig.Dba, "", Ct);
            await rig.RunUntilAsync(asked.Id, request => request.Step(Core.Plans.StepName.Share).Note is not null);
        }
        await ReplaceAsync();
        if (alreadyRunning)
            await rig.Get<FreezeCommands>().LiftAsync(Rig.Admin, Ct);

        var over = await rig.RunUntilAsync(asked.Id, request => request.Status is RequestStatus.Failed or RequestStatus.WaitingForApproval);
        if (alreadyRunning)
            Assert.Equal("source-replaced", over.Step(Core.Plans.StepName.Share).Finding?.Code);
        else
            Assert.NotEqual(asked.Plan.Source.TakenAt, over.Plan.Source.TakenAt);
        Assert.Null(await rig.ShareAsync(asked.Id));
        Assert.Empty(await rig.SharedWithAsync(ByHand.Shareable));

        async Task ReplaceAsync()
        {
            var prod = rig.Rds("prod");
            await prod.DeleteDBClusterSnapshotAsync(new() { DBClusterSnapshotIdentifier = ByHand.Shareable }, Ct);
            await StatusAsync(ByHand.Shareable, null);
            await prod.CreateDBClusterSnapshotAsync(
                new() { DBClusterIdentifier = asked.Plan.Source.Cluster, DBClusterSnapshotIdentifier = ByHand.Shareable },
                Ct
            );
            await StatusAsync(ByHand.Shareable, "available");
        }

        async Task StatusAsync(string name, string? wanted)
        {
            var looks = 0;
            while (
                (await rig.Rds("prod").DescribeDBClusterSnapshotsAsync(new() { SnapshotType = "manual" }, Ct))
                    .DBClusterSnapshots.Find(snapshot => snapshot.DBClusterSnapshotIdentifier == name)
                    ?.Status != wanted
            )
            {
                Assert.True(looks++ < Rig.MostLooks, $"{name} never becomes {wanted ?? "gone"}.");
                rig.Time.Pass(TimeSpan.FromMilliseconds(20));
            }
        }
    }
}
