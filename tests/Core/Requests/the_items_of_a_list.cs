using SnapshotShare.Core.Requests;

namespace SnapshotShare.Core.Tests.Requests;

public sealed class the_items_of_a_list
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task are_as_the_database_has_them_now_and_those_that_did_not_change_are_not_read_again()
    {
        await using var rig = await new Rig().OpenAsync();
        var lines = rig.Get<RequestListItems>();
        Assert.Empty(await lines.ReadAsync(Ct));
        var first = await rig.AskAsync();
        var second = await rig.AskAsync(Rig.Terms with { TargetCluster = "dev-second" });

        var asked = await lines.ReadAsync(Ct);
        Assert.Equal([second.Id, first.Id], asked.Select(line => line.Id));
        Assert.Equal("dev-second", asked[0].Title);
        Assert.Equal((first.Plan.Steps.Count, 0), (asked[1].StepsAll, asked[1].StepsOver));

        await rig.Verbs.RejectAsync(Rig.Dba, first.Id, "not today", Ct);

        var rejected = await lines.ReadAsync(Ct);
        Assert.Equal(RequestStatus.Rejected, rejected[1].Status);
        Assert.Same(asked[0], rejected[0]);
    }

    [Fact]
    public async Task say_how_far_a_trip_is_at_every_moment()
    {
        await using var rig = await new Rig().OpenAsync();
        var request = await rig.ApproveAsync(await rig.AskAsync());
        var lines = rig.Get<RequestListItems>();
        var seen = new List<int>();

        await rig.RunUntilAsync(
            request.Id,
            row =>
            {
                var line = Assert.Single(lines.ReadAsync(Ct).GetAwaiter().GetResult());
                Assert.Equal(row.Steps.Count(step => step.IsOver), line.StepsOver);
                Assert.Equal(row.Status, line.Status);
                seen.Add(line.StepsOver);
                return row.Status is RequestStatus.Ready;
            }
        );

        Assert.Equal(seen.Order(), seen);
        Assert.True(seen.Distinct().Count() > 5);
    }
}
