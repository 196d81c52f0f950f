using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Commands;
using SnapshotShare.Core.Exposing;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Workflows.Steps;

namespace SnapshotShare.Core.Tests.Shares;

public sealed class the_watchdog
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task goes_on_until_a_share_that_came_back_before_its_deadline_is_gone_again()
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await rig.AskAsync(ByHand.AsItIs(Goal.Copy));
        await rig.ApproveAsync(asked);
        await rig.RunUntilAsync(asked.Id, request => request.Status == RequestStatus.Ready);

        await rig.ShareByHandAsync(ByHand.Shareable);
        await rig.Aws.DoAsync("faults", new { kind = "Throttling", operation = "ModifyDBClusterSnapshotAttribute" });

        await LookUntilAsync(rig, async () => (await rig.SharedWithAsync(ByHand.Shareable)).Count == 0);
        Assert.Single(await rig.LedgerAsync(), entry => entry.Kind == LedgerKind.ShareReturned);
    }

    [Fact]
    public async Task leaves_a_share_that_came_back_in_the_exposure_though_its_request_has_ended()
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await rig.AskAsync(ByHand.AsItIs(Goal.Share));
        await rig.ApproveAsync(asked);
        await rig.RunUntilAsync(asked.Id, request => request.Step(StepName.SeeInTarget).IsOver);
        await rig.Verbs.UnshareAsync(Rig.Dba, asked.Id, Ct);
        await rig.RunUntilAsync(asked.Id, request => request.Status == RequestStatus.Ended);

        await rig.ShareByHandAsync(ByHand.Shareable);
        await rig.Aws.AllowAsync(SandboxControl.ProdRole, actions => actions.Except(["rds:ModifyDBClusterSnapshotAttribute"]));
        await LookUntilAsync(rig, async () => (await rig.ShareAsync(asked.Id))!.IsOpen);

        var exposure = await rig.Get<Exposures>().AtAsync(rig.Get<TimeProvider>().UtcNowMilliseconds(), Ct);
        Assert.Equal(DataLocationKind.Share, Assert.Single(Assert.Single(exposure.Requests).Locations).Kind);
    }

    [Fact]
    public async Task closes_the_shares_it_can_however_many_it_cannot()
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await rig.AskAsync(ByHand.AsItIs(Goal.Share));
        await rig.ApproveAsync(asked);
        await rig.RunUntilAsync(asked.Id, request => request.Step(StepName.SeeInTarget).IsOver);
        await rig.WriteShareAsync("renamed", "production", "987654321000");
        await rig.Verbs.UnshareAsync(Rig.Dba, asked.Id, Ct);

        await rig.Get<Watchdog>().LookAsync(Ct);

        Assert.NotNull((await rig.ShareAsync(asked.Id))!.ClosedAt);
        Assert.Contains("production", (await rig.ShareAsync("renamed"))!.CloseFailure, StringComparison.Ordinal);
        Assert.Equal("renamed", Assert.Single(await rig.LedgerAsync(), entry => entry.Kind == LedgerKind.ShareOverdue).Subject);
    }

    /// <summary>Who can write the database alone can have a share end sooner, and not later.</summary>
    [Fact]
    public async Task closes_a_share_when_it_was_to_end_whatever_somebody_writes_into_its_row()
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await rig.AskAsync(ByHand.AsItIs(Goal.Share));
        await rig.ApproveAsync(asked);
        await rig.RunUntilAsync(asked.Id, request => request.Step(StepName.SeeInTarget).IsOver);
        await using (var db = await rig.Get<IDbContextFactory<Db>>().CreateDbContextAsync(Ct))
            await db.Database.ExecuteSqlAsync($"UPDATE Shares SET Deadline = Deadline + 86400000, NextLookAt = NextLookAt + 86400000", Ct);

        rig.Time.Pass(asked.Plan.Window + TimeSpan.FromSeconds(30));
        await rig.Get<Watchdog>().LookAsync(Ct);

        Assert.Empty(await rig.SharedWithAsync(ByHand.Shareable));
    }

    /// <summary>Its row is written before AWS is asked, and may be written by somebody until AWS shows the share.</summary>
    [Fact]
    public async Task closes_a_share_when_its_window_is_over_though_its_row_was_written_before_it_was_seen_open()
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await rig.AskAsync(ByHand.AsItIs(Goal.Share));
        await rig.ApproveAsync(asked);
        await rig.RunUntilAsync(asked.Id, request => request.Step(StepName.Share).Attempt is not null);
        Assert.Null((await rig.ShareAsync(asked.Id))!.OpenedAt);
        await ExecuteAsync(rig, "UPDATE Shares SET Deadline = Deadline + 86400000, NextLookAt = NextLookAt + 86400000");
        await rig.RunUntilAsync(asked.Id, request => request.Step(StepName.SeeInTarget).IsOver);

        var opened = (await rig.LedgerAsync()).Select(entry => entry.ReadEvent()).OfType<ShareOpened>().Single();
        rig.Time.Pass(asked.Plan.Window + TimeSpan.FromSeconds(30));
        await rig.Get<Watchdog>().LookAsync(Ct);

        Assert.Empty(await rig.SharedWithAsync(ByHand.Shareable));
        Assert.True(opened.Deadline <= rig.Get<TimeProvider>().UtcNowMilliseconds(), $"The ledger has {opened.Deadline:O}.");
    }

    /// <summary>Whatever somebody makes of the row of an open share: it is closed when its window is over, and its end stands in the ledger.</summary>
    [Theory]
    [InlineData("UPDATE Shares SET WatchEndedAt = IntendedAt")]
    [InlineData("UPDATE Shares SET ClosedAt = IntendedAt, ProvenAt = IntendedAt, WatchEndedAt = IntendedAt")]
    [InlineData("UPDATE Shares SET TargetAccountId = '111122223333'")]
    [InlineData("UPDATE Shares SET SnapshotIdentifier = 'another'")]
    [InlineData("UPDATE Shares SET SnapshotArn = replace(SnapshotArn, 'prod-orders', 'prod-other')")]
    [InlineData("UPDATE Shares SET SourceAccount = 'dev'")]
    [InlineData("UPDATE Shares SET RequestId = 'another'")]
    [InlineData("DELETE FROM Shares")]
    public async Task closes_a_share_that_no_entry_says_is_closed_whatever_its_row_says(string sql)
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await rig.AskAsync(ByHand.AsItIs(Goal.Share));
        await rig.ApproveAsync(asked);
        await rig.RunUntilAsync(asked.Id, request => request.Step(StepName.SeeInTarget).IsOver);
        await ExecuteAsync(rig, sql);

        await rig.Get<Watchdog>().LookAsync(Ct);
        Assert.Equal([ByHand.Dev], await rig.SharedWithAsync(ByHand.Shareable));
        rig.Time.Pass(asked.Plan.Window + TimeSpan.FromSeconds(30));
        await LookUntilAsync(rig, async () => (await rig.LedgerAsync()).Any(entry => entry.Kind == LedgerKind.ShareClosed));

        Assert.Empty(await rig.SharedWithAsync(ByHand.Shareable));
        for (var i = 0; i < 10; i++)
        {
            rig.Time.Pass(TimeSpan.FromSeconds(31));
            await rig.Get<Watchdog>().LookAsync(Ct);
        }
        Assert.Single(await rig.LedgerAsync(), entry => entry.Kind == LedgerKind.ShareClosed && entry.Subject == asked.Id);
        Assert.Empty(await rig.SharedWithAsync(ByHand.Shareable));
    }

    /// <summary>A person's word counts for it as for any other.</summary>
    [Fact]
    public async Task closes_at_once_by_a_freeze_what_its_row_says_is_over()
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await rig.AskAsync(ByHand.AsItIs(Goal.Share));
        await rig.ApproveAsync(asked);
        await rig.RunUntilAsync(asked.Id, request => request.Step(StepName.SeeInTarget).IsOver);
        await ExecuteAsync(rig, "DELETE FROM Shares");
        await rig.Get<FreezeCommands>().FreezeAsync(Rig.Admin, "odd", Ct);

        await LookUntilAsync(rig, async () => (await rig.SharedWithAsync(ByHand.Shareable)).Count == 0);
    }

    /// <summary>It is said once, and tried again until AWS lets it.</summary>
    [Fact]
    public async Task says_once_that_a_share_without_its_row_cannot_be_closed()
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await rig.AskAsync(ByHand.AsItIs(Goal.Share));
        await rig.ApproveAsync(asked);
        await rig.RunUntilAsync(asked.Id, request => request.Step(StepName.SeeInTarget).IsOver);
        await ExecuteAsync(rig, "DELETE FROM Shares");
        await rig.Aws.AllowAsync(SandboxControl.ProdRole, actions => actions.Except(["rds:ModifyDBClusterSnapshotAttribute"]));
        rig.Time.Pass(asked.Plan.Window);
        for (var i = 0; i < 5; i++)
        {
            rig.Time.Pass(TimeSpan.FromSeconds(31));
            await rig.Get<Watchdog>().LookAsync(Ct);
        }
        var told = (await rig.LedgerAsync()).Select(entry => entry.ReadEvent()).OfType<ShareOverdue>().ToList();
        Assert.Contains(ByHand.Shareable, Assert.Single(told).CloseByHand, StringComparison.Ordinal);
        await rig.Aws.AllowAsync(SandboxControl.ProdRole, actions => actions.Append("rds:ModifyDBClusterSnapshotAttribute"));
        rig.Time.Pass(TimeSpan.FromSeconds(31));
        await LookUntilAsync(rig, async () => (await rig.SharedWithAsync(ByHand.Shareable)).Count == 0);
    }

    private static async Task ExecuteAsync(Rig rig, string sql)
    {
        await using var db = await rig.Get<IDbContextFactory<Db>>().CreateDbContextAsync(Ct);
        await db.Database.ExecuteSqlRawAsync(sql, Ct);
    }

    [Fact]
    public async Task takes_nothing_away_on_behalf_of_a_share_whose_watch_has_ended()
    {
        await using var rig = await new Rig().OpenAsync();
        var first = await rig.AskAsync(ByHand.AsItIs(Goal.Copy));
        await rig.ApproveAsync(first);
        await rig.RunUntilAsync(first.Id, request => request.Status == RequestStatus.Ready);

        var second = await rig.AskAsync(ByHand.AsItIs(Goal.Share));
        await rig.ApproveAsync(second);
        await rig.RunUntilAsync(second.Id, request => request.Step(StepName.Share).Note?.Key == "share-held");
        await rig.RunUntilAsync(second.Id, request => request.Step(StepName.Share).Status == StepStatus.Done);
        Assert.NotNull((await rig.ShareAsync(first.Id))!.WatchEndedAt);
        for (var i = 0; i < 40; i++)
        {
            await rig.Get<Watchdog>().LookAsync(Ct);
            rig.Time.Pass(TimeSpan.FromMilliseconds(50));
        }

        Assert.Equal([ByHand.Dev], await rig.SharedWithAsync(ByHand.Shareable));
        Assert.DoesNotContain(await rig.LedgerAsync(), entry => entry.Kind == LedgerKind.ShareReturned);
    }

    [Fact]
    public async Task proves_in_the_target_that_what_came_back_after_the_end_is_gone()
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await rig.AskAsync(ByHand.AsItIs(Goal.Share));
        await rig.ApproveAsync(asked);
        await rig.RunUntilAsync(asked.Id, request => request.Step(StepName.SeeInTarget).IsOver);
        await rig.Verbs.UnshareAsync(Rig.Dba, asked.Id, Ct);
        await rig.RunUntilAsync(asked.Id, request => request.Status == RequestStatus.Ended);
        Assert.Single(await rig.LedgerAsync(), entry => entry.Kind == LedgerKind.ShareProven);

        await rig.ShareByHandAsync(ByHand.Shareable);
        await LookUntilAsync(rig, async () => (await rig.LedgerAsync()).Any(entry => entry.Kind == LedgerKind.ShareReturned));
        await LookUntilAsync(rig, async () => await rig.ShareAsync(asked.Id) is { ClosedAt: not null, ProvenAt: not null });
        for (var i = 0; i < 10; i++)
            await rig.Get<Watchdog>().LookAsync(Ct);

        var after = (await rig.LedgerAsync()).SkipWhile(entry => entry.Kind != LedgerKind.ShareReturned).ToList();
        Assert.Equal(
            [LedgerKind.ShareReturned, LedgerKind.Intent, LedgerKind.Result, LedgerKind.ShareClosed, LedgerKind.ShareProven],
            after.Select(entry => entry.Kind)
        );
        Assert.All(after, entry => Assert.Equal(("watchdog", asked.Id), (entry.ActorId, entry.Subject)));
        var proof = JsonNode.Parse(after[^1].Details)!;
        Assert.Equal(("[]", "not listed"), ((string?)proof["sourceRestoreAttribute"], (string?)proof["targetListing"]));
        Assert.All(["sourceRequestId", "targetRequestId"], name => Assert.NotNull((string?)proof[name]));
    }

    [Fact]
    public async Task closes_though_the_target_cannot_be_asked_and_proves_once_it_can()
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await rig.AskAsync(ByHand.AsItIs(Goal.Share));
        await rig.ApproveAsync(asked);
        await rig.RunUntilAsync(asked.Id, request => request.Step(StepName.SeeInTarget).IsOver);
        await rig.Aws.AllowAsync(SandboxControl.DevRole, actions => actions.Except(["rds:Describe*"]));
        await rig.Verbs.UnshareAsync(Rig.Dba, asked.Id, Ct);

        await LookUntilAsync(rig, async () => !(await rig.ShareAsync(asked.Id))!.IsOpen);
        Assert.Empty(await rig.SharedWithAsync(ByHand.Shareable));
        Assert.Null((await rig.ShareAsync(asked.Id))!.ProvenAt);
        Assert.Null((await rig.ShareAsync(asked.Id))!.CloseFailure);

        await rig.Aws.AllowAsync(SandboxControl.DevRole, actions => actions.Append("rds:Describe*"));
        await LookUntilAsync(rig, async () => (await rig.ShareAsync(asked.Id))!.ProvenAt is not null);
        await rig.RunUntilAsync(asked.Id, request => request.Status == RequestStatus.Ended);
        Assert.Single(await rig.LedgerAsync(), entry => entry.Kind == LedgerKind.ShareProven);
    }

    private static async Task LookUntilAsync(Rig rig, Func<Task<bool>> there)
    {
        var looks = 0;
        do
        {
            Assert.True(looks++ < Rig.MostLooks, "still not there after that many looks");
            await rig.Get<Watchdog>().LookAsync(Ct);
            rig.Time.Pass(TimeSpan.FromMilliseconds(50));
        } while (!await there());
    }
}
