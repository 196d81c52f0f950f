using Amazon.RDS.Model;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;

namespace SnapshotShare.Core.Tests.Execution;

public sealed class more_copies_than_an_account_makes_at_once
{
    /// <summary>One place in each account and two requests: the later waits for the earlier, and never for itself.</summary>
    [Fact]
    public async Task stand_in_line_in_the_order_in_which_they_were_asked_for()
    {
        await using var rig = await new Rig(speed: 600)
        {
            Configure = aws =>
            {
                foreach (var account in aws.Accounts.Values)
                    account.CopiesAtOnce = 1;
            },
        }.OpenAsync();
        var first = await rig.ApproveAsync(await rig.AskAsync(Rig.Terms with { Goal = Goal.Copy }));
        var second = await rig.ApproveAsync(await rig.AskAsync(Rig.Terms with { Goal = Goal.Copy }));

        var waiting = await rig.RunUntilAsync(second.Id, request => Copying(request).Note?.Key == "in-line");
        Assert.Null(Copying(waiting).Attempt);
        Assert.Equal(("1", "prod"), (Copying(waiting).Note!.Values["place"], Copying(waiting).Note!.Values["account"]));
        await rig.RunUntilAsync(second.Id, request => Copying(request).Attempt is not null);
        var snapshots = await rig.Rds("prod")
            .DescribeDBClusterSnapshotsAsync(new DescribeDBClusterSnapshotsRequest(), TestContext.Current.CancellationToken);
        Assert.Equal(
            "available",
            snapshots.DBClusterSnapshots.Single(one => one.DBClusterSnapshotIdentifier == first.Plan.SharingSnapshot).Status
        );
    }

    private static StepState Copying(Request request) => request.Step(StepName.CopyForSharing);
}
