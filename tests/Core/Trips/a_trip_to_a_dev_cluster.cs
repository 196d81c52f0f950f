using Amazon.RDS.Model;
using SnapshotShare.Core.Audit;
using SnapshotShare.Core.Pipeline;
using SnapshotShare.Core.Requests;

namespace SnapshotShare.Core.Tests.Trips;

public sealed class a_trip_to_a_dev_cluster
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ends_with_a_cluster_its_writer_and_nothing_shared()
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await rig.AskAsync();
        Assert.Equal(RequestStatus.WaitingForApproval, asked.Status);
        await rig.ApproveAsync(asked);

        var ready = await rig.RunUntilAsync(asked.Id, request => request.Status == RequestStatus.Ready);

        Assert.All(ready.Steps, step => Assert.Equal(StepStatus.Done, step.Status));
        var cluster = Assert.Single(
            (
                await rig.Rds("dev")
                    .DescribeDBClustersAsync(new DescribeDBClustersRequest { DBClusterIdentifier = ready.Plan.TargetCluster }, Ct)
            ).DBClusters
        );
        Assert.Equal("available", cluster.Status);
        Assert.Equal("active", cluster.MasterUserSecret.SecretStatus);
        Assert.True(Assert.Single(cluster.DBClusterMembers).IsClusterWriter);
        Assert.DoesNotContain(
            (
                await rig.Rds("prod").DescribeDBClusterSnapshotsAsync(new DescribeDBClusterSnapshotsRequest { SnapshotType = "manual" }, Ct)
            ).DBClusterSnapshots,
            snapshot => snapshot.DBClusterSnapshotIdentifier == ready.Plan.SharingSnapshot
        );
        var share = await rig.ShareAsync(asked.Id);
        Assert.NotNull(share!.OpenedAt);
        Assert.NotNull(share.ClosedAt);
        Assert.NotNull(share.ProvenAt);
        Assert.NotNull(share.WatchEndedAt);
        var ledger = await rig.LedgerAsync();
        Assert.True(HashChain.Verify(ledger).Holds);
        Assert.All(
            ledger.Where(entry => entry.Kind == AuditKind.Intent),
            intent => Assert.Contains("\"attempt\":1", intent.Details, StringComparison.Ordinal)
        );
        Assert.Equal(ledger.Count(entry => entry.Kind == AuditKind.Intent), ledger.Count(entry => entry.Kind == AuditKind.Result));
    }

    [Fact]
    public async Task is_taken_back_whole_when_the_cluster_is_given_back()
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await rig.AskAsync();
        await rig.ApproveAsync(asked);
        await rig.RunUntilAsync(asked.Id, request => request.Status == RequestStatus.Ready);

        Assert.Null((await rig.Verbs.CancelAsync(Rig.Developer, asked.Id, "done with it", Ct)).Refusal);
        var ended = await rig.RunUntilAsync(asked.Id, request => request.Status == RequestStatus.Ended);

        await Assert.ThrowsAsync<DBClusterNotFoundException>(() =>
            rig.Rds("dev").DescribeDBClustersAsync(new DescribeDBClustersRequest { DBClusterIdentifier = ended.Plan.TargetCluster }, Ct)
        );
        Assert.DoesNotContain(
            (
                await rig.Rds("dev").DescribeDBClusterSnapshotsAsync(new DescribeDBClusterSnapshotsRequest { SnapshotType = "manual" }, Ct)
            ).DBClusterSnapshots,
            snapshot => snapshot.DBClusterSnapshotIdentifier == ended.Plan.TargetSnapshot
        );
    }
}
