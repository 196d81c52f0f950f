using Amazon.RDS.Model;
using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Notifications;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;

namespace SnapshotShare.Core.Tests.Execution;

/// <summary>I12: what is ready is looked at for as long as it is there, and ended as what it is, whatever it is called by then.</summary>
public sealed class a_ready_cluster_that_somebody_changes
{
    private const string TheirName = "dev-somebodys-own";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task is_told_is_reached_under_its_new_name_and_is_gone_at_its_end()
    {
        await using var rig = await new Rig().OpenAsync();
        var ready = await ReadyAsync(rig);
        var name = ready.Plan.TargetCluster!;
        await rig.Aws.AllowAsync(SandboxControl.DevRole, actions => [.. actions, "rds:RemoveTagsFromResource"]);
        await rig.Rds("dev")
            .RemoveTagsFromResourceAsync(
                new RemoveTagsFromResourceRequest
                {
                    ResourceName = ready.Step(StepName.RestoreCluster).Evidence["Arn"],
                    TagKeys = [OwnTags.Request, OwnTags.Installation],
                },
                Ct
            );
        await ModifyAsync(rig, name, change => change.NewDBClusterIdentifier = TheirName);

        var told = await rig.RunUntilAsync(ready.Id, request => FindingOf(request) is not null);

        Assert.Equal(RequestStatus.Ready, told.Status);
        Assert.Equal(["clusterTag", "clusterName"], Differences(told));
        Assert.Equal("remedy.result-differs", FindingOf(told)!.Remedy!.Key);
        Assert.Contains($"--new-db-cluster-identifier {name}", FindingOf(told)!.Paste, StringComparison.Ordinal);
        var (connection, _) = await rig.Verbs.ReadConnectionAsync(Rig.Developer, ready.Id, Ct);
        Assert.StartsWith(TheirName, connection!.Endpoint, StringComparison.Ordinal);

        Assert.Null((await rig.Verbs.CancelAsync(Rig.Developer, ready.Id, "done with it", Ct)).Refusal);
        var ended = await rig.RunUntilAsync(ready.Id, request => request.Status == RequestStatus.Ended);
        Assert.Null(FindingOf(ended));
        foreach (var gone in new[] { name, TheirName })
            await Assert.ThrowsAsync<DBClusterNotFoundException>(() =>
                rig.Rds("dev").DescribeDBClustersAsync(new DescribeDBClustersRequest { DBClusterIdentifier = gone }, Ct)
            );
        Assert.True(HashChain.Verify(await rig.LedgerAsync()).Holds);
    }

    [Fact]
    public async Task is_told_once_for_each_change_and_when_it_is_as_approved_again()
    {
        await using var rig = await new Rig().OpenAsync();
        var ready = await ReadyAsync(rig);
        var name = ready.Plan.TargetCluster!;
        await ModifyAsync(rig, name, change => change.DeletionProtection = true);
        await rig.RunUntilAsync(ready.Id, request => FindingOf(request) is not null);
        var looked = (await rig.ReadAsync(ready.Id)).Step(StepName.VerifyCluster).LookedAt;
        await rig.RunUntilAsync(ready.Id, request => request.Step(StepName.VerifyCluster).LookedAt > looked);
        await ModifyAsync(rig, name, change => change.DeletionProtection = false);
        await rig.RunUntilAsync(ready.Id, request => FindingOf(request) is null);

        var told = (await rig.LedgerAsync())
            .Select(entry => entry.ReadEvent())
            .Where(what => what is ResultDiffers or ResultAsApproved)
            .ToList();
        Assert.Equal(["result-differs", "result-as-approved"], told.Select(Notice.KindOf));
        Assert.Equal("cluster-differs", Assert.IsType<ResultDiffers>(told[0]).Finding.Code);
    }

    [Fact]
    public async Task is_told_as_gone_where_somebody_deleted_it()
    {
        await using var rig = await new Rig().OpenAsync();
        var ready = await ReadyAsync(rig);
        await rig.Rds("dev")
            .DeleteDBInstanceAsync(
                new DeleteDBInstanceRequest { DBInstanceIdentifier = ready.Plan.WriterInstance, SkipFinalSnapshot = true },
                Ct
            );
        var told = await rig.RunUntilAsync(ready.Id, request => FindingOf(request) is { Code: "vanished" });
        Assert.Equal((RequestStatus.Ready, ready.Plan.WriterInstance), (told.Status, FindingOf(told)!.Resource));
    }

    /// <summary>Nothing of it is deleted while something keeps it from going whole; then it goes by itself.</summary>
    [Fact]
    public async Task is_left_whole_while_it_is_protected_and_goes_once_it_is_not()
    {
        await using var rig = await new Rig().OpenAsync();
        var ready = await ReadyAsync(rig);
        var name = ready.Plan.TargetCluster!;
        await ModifyAsync(rig, name, change => change.DeletionProtection = true);
        Assert.Null((await rig.Verbs.CancelAsync(Rig.Developer, ready.Id, "done with it", Ct)).Refusal);

        var held = await rig.RunUntilAsync(ready.Id, request => request.NeedsHelp);

        Assert.Equal("cluster-protected", held.Step(StepName.DeleteWriter).Finding!.Code);
        var cluster = Assert.Single(
            (await rig.Rds("dev").DescribeDBClustersAsync(new DescribeDBClustersRequest { DBClusterIdentifier = name }, Ct)).DBClusters
        );
        Assert.Single(cluster.DBClusterMembers);
        await ModifyAsync(rig, name, change => change.DeletionProtection = false);
        await rig.RunUntilAsync(ready.Id, request => request.Status == RequestStatus.Ended);
        await Assert.ThrowsAsync<DBClusterNotFoundException>(() =>
            rig.Rds("dev").DescribeDBClustersAsync(new DescribeDBClustersRequest { DBClusterIdentifier = name }, Ct)
        );
    }

    /// <summary>An account that is not configured any more cannot be looked at; the end of a life comes all the same.</summary>
    [Fact]
    public async Task is_warned_of_though_nobody_can_look_at_it()
    {
        await using var rig = await new Rig().OpenAsync();
        var ready = await ReadyAsync(rig, Rig.Terms with { Life = TimeSpan.FromSeconds(4) });
        await using (var db = await rig.Get<IDbContextFactory<Db>>().CreateDbContextAsync(Ct))
            await db.Database.ExecuteSqlAsync(
                $$"""UPDATE Requests SET "Plan" = replace("Plan", '"account":"dev"', '"account":"gone"') WHERE Id = {{ready.Id}}""",
                Ct
            );
        Assert.Equal("gone", (await rig.ReadAsync(ready.Id)).Plan.To.Account);
        await rig.RunUntilAsync(ready.Id, request => request.WarnedAt is not null);
    }

    private static async Task<Request> ReadyAsync(Rig rig, RequestTerms? terms = null)
    {
        var asked = await rig.AskAsync(terms);
        await rig.ApproveAsync(asked);
        return await rig.RunUntilAsync(asked.Id, request => request.Status == RequestStatus.Ready);
    }

    private static Task ModifyAsync(Rig rig, string name, Action<ModifyDBClusterRequest> change)
    {
        var modify = new ModifyDBClusterRequest { DBClusterIdentifier = name, ApplyImmediately = true };
        change(modify);
        return rig.Rds("dev").ModifyDBClusterAsync(modify, Ct);
    }

    private static Findings.Finding? FindingOf(Request request) => request.Step(StepName.VerifyCluster).Finding;

    private static IEnumerable<string> Differences(Request request) =>
        FindingOf(request)!.Message.Parts!["what"].Select(part => part.Key["differs.".Length..]);
}
