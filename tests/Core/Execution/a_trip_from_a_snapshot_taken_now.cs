using Amazon.RDS.Model;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;

namespace SnapshotShare.Core.Tests.Execution;

public sealed class a_trip_from_a_snapshot_taken_now
{
    private static readonly RequestTerms Terms = Rig.Terms with
    {
        Goal = Goal.Copy,
        Source = SourceChoice.TakenNow("prod-altplus-cluster"),
    };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task takes_it_and_deletes_it_with_the_rest()
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await rig.AskAsync(Terms);
        await rig.ApproveAsync(asked);

        var ready = await rig.RunUntilAsync(asked.Id, request => request.Status == RequestStatus.Ready);

        Assert.Equal(StepStatus.Done, ready.Step(StepName.TakeSnapshot).Status);
        Assert.Equal(asked.Plan.Digest, ready.Plan.Digest);
        Assert.Equal([ready.Plan.TargetSnapshot!], await OursAsync(rig, ready));
        Assert.True(HashChain.Verify(await rig.LedgerAsync()).Holds);
    }

    [Fact]
    public async Task shares_it_as_it_is_where_the_cluster_is_under_the_sharing_key()
    {
        await using var rig = await new Rig().OpenAsync();
        await RestoreUnderSharingKeyAsync(rig);
        var asked = await rig.AskAsync(Terms with { Source = SourceChoice.TakenNow("prod-shareable-cluster") });
        Assert.Equal(asked.Plan.Source.Identifier, asked.Plan.SharingSnapshot);
        await rig.ApproveAsync(asked);

        var ready = await rig.RunUntilAsync(asked.Id, request => request.Status == RequestStatus.Ready);

        var share = await rig.ShareAsync(asked.Id);
        Assert.True(share!.SnapshotIsOurs);
        Assert.NotNull(share.ProvenAt);
        Assert.NotNull(share.WatchEndedAt);
        Assert.Equal([ready.Plan.TargetSnapshot!], await OursAsync(rig, ready));
    }

    [Fact]
    public async Task leaves_nothing_behind_when_it_is_cancelled_while_it_is_taken()
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await rig.AskAsync(Terms);
        await rig.ApproveAsync(asked);
        await rig.RunUntilAsync(asked.Id, request => request.Step(StepName.TakeSnapshot).Attempt?.Response is not null);

        Assert.Null((await rig.Verbs.CancelAsync(Rig.Developer, asked.Id, "not needed", Ct)).Refusal);
        var over = await rig.RunUntilAsync(asked.Id, request => request.Status == RequestStatus.Cancelled);

        Assert.Equal(StepStatus.Done, over.Step(StepName.DeleteTakenSnapshot).Status);
        Assert.Empty(await OursAsync(rig, over));
    }

    private static async Task<List<string>> OursAsync(Rig rig, Request request)
    {
        var ours = new List<string>();
        foreach (var account in new[] { "prod", "dev" })
        {
            var found = await rig.Rds(account)
                .DescribeDBClusterSnapshotsAsync(new DescribeDBClusterSnapshotsRequest { SnapshotType = "manual" }, Ct);
            ours.AddRange(
                found
                    .DBClusterSnapshots.Where(snapshot => snapshot.TagList?.Any(tag => tag.Value == request.Id) == true)
                    .Select(snapshot => snapshot.DBClusterSnapshotIdentifier)
            );
        }
        return ours;
    }

    private static async Task RestoreUnderSharingKeyAsync(Rig rig)
    {
        await rig.Aws.AllowAsync(SandboxControl.ProdRole, actions => actions.Append("rds:RestoreDBClusterFromSnapshot"));
        await rig.Rds("prod")
            .RestoreDBClusterFromSnapshotAsync(
                new RestoreDBClusterFromSnapshotRequest
                {
                    DBClusterIdentifier = "prod-shareable-cluster",
                    SnapshotIdentifier = "prod-orders-quarter-end",
                    Engine = "aurora-postgresql",
                    DBSubnetGroupName = "prod-db-subnets",
                    KmsKeyId = SandboxControl.SharingKey,
                },
                Ct
            );
        var looks = 0;
        while (
            (
                await rig.Rds("prod")
                    .DescribeDBClustersAsync(new DescribeDBClustersRequest { DBClusterIdentifier = "prod-shareable-cluster" }, Ct)
            )
                .DBClusters[0]
                .Status != "available"
        )
        {
            Assert.True(looks++ < Rig.MostLooks, "The restored cluster never becomes available.");
            rig.Time.Pass(TimeSpan.FromMilliseconds(20));
        }
    }
}
