using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Commands;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Shares.Drift;
using SnapshotShare.Core.Tests.Shares.Drift;

namespace SnapshotShare.Core.Tests.Commands;

public sealed class the_freeze
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task takes_every_open_share_away_at_once_and_lets_none_be_approved()
    {
        await using var rig = await new Rig().OpenAsync();
        var open = await rig.AskAsync(Rig.Terms with { Goal = Goal.Share });
        await rig.ApproveAsync(open);
        await rig.RunUntilAsync(open.Id, request => request.Step(StepName.Share).Status == StepStatus.Done);
        var waiting = await rig.AskAsync(Rig.Terms with { TargetCluster = "dev-later" });

        Assert.Null((await rig.Get<FreezeCommands>().FreezeAsync(Rig.Dba, "somebody has our key", Ct)).Refusal);

        await rig.RunUntilAsync(open.Id, request => request.Status.IsFinal());
        Assert.NotNull((await rig.ShareAsync(open.Id))!.ProvenAt);
        var refused = await rig.Verbs.ApproveAsync(Rig.Dba, waiting.Id, waiting.Plan.Digest, "yes", Ct);
        Assert.Equal("frozen", refused.Refusal!.Message.Key);
        var entry = Assert.Single(await rig.LedgerAsync(), entry => entry.Kind == LedgerKind.Frozen);
        Assert.Equal([open.Plan.SharingSnapshotArn], Assert.IsType<Frozen>(entry.ReadEvent()).OpenShares);
    }

    /// <summary>AWS may have shared it and its answer been lost: until a look says otherwise it is open.</summary>
    [Fact]
    public async Task ends_a_share_that_was_asked_for_and_that_nobody_has_seen_yet()
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await rig.AskAsync();
        var now = rig.Get<TimeProvider>().UtcNowMilliseconds();
        await rig.WriteAsync(SampleRows.Share(asked.Id, intendedAt: now, deadline: now.AddHours(1)));

        Assert.Null((await rig.Get<FreezeCommands>().FreezeAsync(Rig.Dba, "", Ct)).Refusal);

        var share = (await rig.ShareAsync(asked.Id))!;
        Assert.Null(share.OpenedAt);
        Assert.InRange(share.Deadline, now, now.AddMinutes(1));
        Assert.Equal([share.SnapshotArn], ((Frozen)(await rig.LedgerAsync())[^1].ReadEvent()!).OpenShares);
    }

    [Fact]
    public async Task holds_a_request_before_its_share_and_lets_it_go_on_when_lifted()
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await rig.AskAsync();
        await rig.ApproveAsync(asked);
        await rig.RunUntilAsync(asked.Id, request => request.Status == RequestStatus.Running);

        await rig.Get<FreezeCommands>().FreezeAsync(Rig.Dba, "", Ct);
        await rig.RunUntilAsync(asked.Id, request => request.Step(StepName.Share).Note?.Key == "frozen");
        Assert.Null(await rig.ShareAsync(asked.Id));

        Assert.Null((await rig.Get<FreezeCommands>().LiftAsync(Rig.Admin, Ct)).Refusal);
        await rig.RunUntilAsync(asked.Id, request => request.Status == RequestStatus.Ready);
    }

    [Fact]
    public async Task holds_a_request_whose_snapshot_somebody_shares_by_hand_meanwhile()
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await rig.AskAsync(ByHand.AsItIs(Goal.Copy));
        await rig.ApproveAsync(asked);
        await rig.Get<FreezeCommands>().FreezeAsync(Rig.Dba, "", Ct);
        await rig.RunUntilAsync(asked.Id, request => request.Step(StepName.Share).Note?.Key == "frozen");

        await rig.ShareByHandAsync(ByHand.Shareable);
        var held = await rig.RunUntilAsync(asked.Id, request => request.Step(StepName.Share).Note?.Key != "frozen");
        Assert.Equal(
            (StepStatus.Blocked, "source-shared-by-others"),
            (held.Step(StepName.Share).Status, held.Step(StepName.Share).Finding?.Code)
        );
        Assert.Null(held.Step(StepName.CopyInTarget).Attempt);
        Assert.Null(await rig.ShareAsync(asked.Id));

        await rig.UnshareByHandAsync(ByHand.Shareable);
        Assert.Null((await rig.Get<FreezeCommands>().LiftAsync(Rig.Admin, Ct)).Refusal);
        await rig.RunUntilAsync(asked.Id, request => request.Status == RequestStatus.Ready);
        Assert.NotNull((await rig.ShareAsync(asked.Id))!.ProvenAt);
    }

    [Fact]
    public async Task lets_one_request_after_the_other_share_a_snapshot_as_it_is_when_lifted()
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = new List<Request>();
        foreach (var _ in Enumerable.Range(0, 2))
            asked.Add(await rig.ApproveAsync(await rig.AskAsync(ByHand.AsItIs(Goal.Copy))));
        await rig.Get<FreezeCommands>().FreezeAsync(Rig.Dba, "", Ct);
        foreach (var one in asked)
            await rig.RunUntilAsync(one.Id, request => request.Step(StepName.Share).Note?.Key == "frozen");

        Assert.Null((await rig.Get<FreezeCommands>().LiftAsync(Rig.Admin, Ct)).Refusal);
        foreach (var one in asked)
            await rig.RunUntilAsync(one.Id, request => request.Status == RequestStatus.Ready);

        var shares = new List<Share>();
        foreach (var one in asked)
            shares.Add((await rig.ShareAsync(one.Id))!);
        shares = [.. shares.OrderBy(share => share.IntendedAt)];
        Assert.True(shares[0].WatchEndedAt <= shares[1].IntendedAt);
        Assert.All(shares, share => Assert.NotNull(share.ProvenAt));
    }

    [Fact]
    public async Task takes_away_what_is_shared_by_hand_while_it_stands_and_lets_none_of_it_be_kept()
    {
        await using var rig = await new Rig().OpenAsync();
        await rig.Get<FreezeCommands>().FreezeAsync(Rig.Dba, "", Ct);
        await rig.ShareByHandAsync(ByHand.Shareable);
        await rig.LookForDriftAsync();

        var found = Assert.Single(await rig.DriftAsync(), finding => finding.SnapshotIdentifier == ByHand.Shareable);
        Assert.Equal(DriftState.Unsharing, found.State);
        Assert.Contains(await rig.LedgerAsync(), entry => entry.Kind == LedgerKind.DriftUnshared && entry.Subject == found.Id);
        await rig.UnshareUntilAsync(async () => (await rig.DriftAsync(found.Id)).State == DriftState.Gone);
        Assert.Empty(await rig.SharedWithAsync(ByHand.Shareable));
    }

    [Fact]
    public async Task takes_away_what_two_people_had_agreed_to_keep()
    {
        await using var rig = await new Rig().OpenAsync();
        var secondDba = Rig.Dba with { Id = "second-dba" };
        var until = rig.Get<TimeProvider>().UtcNowMilliseconds().AddDays(1);
        await rig.ShareByHandAsync(ByHand.Shareable);
        await rig.LookForDriftAsync();
        var adopted = Assert.Single(await rig.DriftAsync(), finding => finding.SnapshotIdentifier == ByHand.Shareable);
        Assert.Null((await rig.Get<DriftCommands>().ProposeAdoptionAsync(Rig.Dba, adopted.Id, until, "a partner", Ct)).Refusal);
        Assert.Null((await rig.Get<DriftCommands>().ApproveAdoptionAsync(secondDba, adopted.Id, until, Ct)).Refusal);
        Assert.Equal(DriftState.Adopted, (await rig.DriftAsync(adopted.Id)).State);

        await rig.Get<FreezeCommands>().FreezeAsync(Rig.Dba, "", Ct);

        Assert.All(await rig.DriftAsync(), finding => Assert.Equal(DriftState.Unsharing, finding.State));
        Assert.Contains(await rig.LedgerAsync(), entry => entry.Kind == LedgerKind.DriftUnshared && entry.Subject == adopted.Id);
        await rig.UnshareUntilAsync(async () => (await rig.DriftAsync(adopted.Id)).State == DriftState.Gone);
        Assert.Empty(await rig.SharedWithAsync(ByHand.Shareable));
    }

    [Fact]
    public async Task lets_no_share_be_adopted()
    {
        await using var rig = await new Rig().OpenAsync();
        await rig.LookForDriftAsync();
        var until = rig.Get<TimeProvider>().UtcNowMilliseconds().AddDays(1);
        var finding = (await rig.DriftAsync())[0];
        Assert.Null((await rig.Get<DriftCommands>().ProposeAdoptionAsync(Rig.Dba, finding.Id, until, "a partner", Ct)).Refusal);
        await rig.Get<FreezeCommands>().FreezeAsync(Rig.Dba, "", Ct);
        await using (var db = await rig.Get<IDbContextFactory<Db>>().CreateDbContextAsync(Ct))
            await db.Drift.ExecuteUpdateAsync(rows => rows.SetProperty(row => row.State, DriftState.AdoptionProposed), Ct);

        var approved = await rig.Get<DriftCommands>().ApproveAdoptionAsync(Rig.Admin, finding.Id, until, Ct);
        Assert.Equal("frozen", approved.Refusal!.Message.Key);
        var proposed = await rig.Get<DriftCommands>().ProposeAdoptionAsync(Rig.Dba, finding.Id, until, "a partner", Ct);
        Assert.Equal("frozen", proposed.Refusal!.Message.Key);
    }

    [Fact]
    public async Task is_lifted_by_an_administrator_other_than_the_one_who_set_it()
    {
        await using var rig = await new Rig().OpenAsync();
        var verbs = rig.Get<FreezeCommands>();
        await verbs.FreezeAsync(Rig.Admin, "", Ct);

        Assert.Equal("own-freeze", (await verbs.LiftAsync(Rig.Admin, Ct)).Refusal!.Message.Key);
        Assert.Equal("not-your-role", (await verbs.LiftAsync(Rig.Dba, Ct)).Refusal!.Message.Key);
        Assert.Equal("frozen-already", (await verbs.FreezeAsync(Rig.Dba, "", Ct)).Refusal!.Message.Key);
        Assert.Null((await verbs.LiftAsync(new Actor("second-admin", "second", [Role.Admin], SessionId: null), Ct)).Refusal);

        var kinds = (await rig.LedgerAsync()).Select(entry => entry.Kind).ToList();
        Assert.Equal(
            [LedgerKind.Frozen, LedgerKind.Refused, LedgerKind.Refused, LedgerKind.FreezeLifted],
            kinds.Where(kind => kind.StartsWith("freeze.", StringComparison.Ordinal) || kind == LedgerKind.Refused)
        );
        Assert.Equal("not-frozen", (await verbs.LiftAsync(Rig.Admin, Ct)).Refusal!.Message.Key);
    }

    [Theory]
    [InlineData(Role.Requester)]
    [InlineData(Role.Auditor)]
    public async Task is_not_everybody_s(Role role)
    {
        await using var rig = await new Rig().OpenAsync();
        var answer = await rig.Get<FreezeCommands>().FreezeAsync(new Actor("somebody", "somebody", [role], SessionId: null), "", Ct);
        Assert.Equal("not-your-role", answer.Refusal!.Message.Key);
    }
}
