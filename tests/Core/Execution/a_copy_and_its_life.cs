using Amazon.RDS.Model;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Tests.Planning;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Tests.Execution;

/// <summary>Production's data in the target account ends as a cluster does: warned of, extended, deleted.</summary>
public sealed class a_copy_and_its_life
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task is_warned_of_extended_and_ends_with_its_deletion_in_the_target()
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await rig.AskAsync(Rig.Terms with { Goal = Goal.Copy, Life = TimeSpan.FromSeconds(4) });
        await rig.ApproveAsync(asked);

        var warned = await rig.RunUntilAsync(asked.Id, request => request.WarnedAt is not null);
        Assert.Equal((RequestStatus.Ready, warned.ReadyAt + TimeSpan.FromSeconds(4)), (warned.Status, warned.ExpiresAt));
        Assert.Contains(warned.Plan.TargetSnapshot, await CopiesAsync(rig));
        var extended = await rig.Verbs.ExtendAsync(Rig.Developer, asked.Id, TimeSpan.FromSeconds(3), Ct);
        Assert.Equal((warned.ExpiresAt + TimeSpan.FromSeconds(3), null), (extended.Value!.ExpiresAt, extended.Value.WarnedAt));

        var ended = await rig.RunUntilAsync(asked.Id, request => request.Status == RequestStatus.Ended);

        Assert.Equal("life-over-copy", ended.StatusReason!.Key);
        Assert.True(ended.EndedAt >= extended.Value.ExpiresAt);
        Assert.Equal(StepStatus.Done, ended.Step(StepName.DeleteTargetSnapshot).Status);
        Assert.DoesNotContain(ended.Plan.TargetSnapshot, await CopiesAsync(rig));
        Assert.Equal(2, (await rig.LedgerAsync()).Count(entry => entry.Kind == LedgerKind.AboutToExpire));
        Assert.DoesNotContain(await rig.LedgerAsync(), entry => entry.Kind == LedgerKind.LifeBegun);
    }

    [Fact]
    public async Task begins_at_the_next_start_where_it_was_made_before_copies_had_one_and_once()
    {
        await using var rig = await new Rig().OpenAsync();
        var row = SampleRows.Request(
            status: RequestStatus.Ready,
            plan: Sample.Plan(Sample.With(Goal.Copy)) with
            {
                Rules = 3,
                Life = null,
            },
            steps: []
        );
        row.ReadyAt = Sample.Now;
        await rig.WriteAsync(row);

        await rig.RestartAsync();
        var begun = await rig.RunUntilAsync(row.Id, request => request.ExpiresAt is not null);
        await rig.RestartAsync();
        await rig.RunUntilAsync(row.Id, request => request.Version > begun.Version);

        var entry = Assert.Single(await rig.LedgerAsync(), entry => entry.Kind == LedgerKind.LifeBegun);
        Assert.Equal((row.Id, new RequestLifeBegun(begun.ExpiresAt!.Value)), (entry.Subject, entry.ReadEvent()));
        Assert.Equal(entry.At + rig.Get<AwsTopology>().Routes[row.Plan.Route].ClusterLife, begun.ExpiresAt);
        Assert.Equal(RequestStatus.Ready, begun.Status);
    }

    private static async Task<IEnumerable<string?>> CopiesAsync(Rig rig) =>
        (
            await rig.Rds("dev").DescribeDBClusterSnapshotsAsync(new DescribeDBClusterSnapshotsRequest { SnapshotType = "manual" }, Ct)
        ).DBClusterSnapshots.Select(snapshot => snapshot.DBClusterSnapshotIdentifier);
}
