using Microsoft.Extensions.Time.Testing;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Clocks;
using SnapshotShare.Core.Planning;
using SnapshotShare.Core.Plans;

namespace SnapshotShare.Core.Tests.Planning.Readers;

/// <summary>Each role is asked for what its side of the trip needs; what it may not tell is a finding, and nothing is asked for nothing.</summary>
public sealed class the_facts_of_a_goal
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Goal.Share, "")]
    [InlineData(Goal.Copy, "DescribeAccountAttributes DescribeDBClusterSnapshots DescribeKey")]
    [InlineData(
        Goal.Cluster,
        "DescribeAccountAttributes DescribeDBClusterParameterGroups DescribeDBClusterSnapshots DescribeDBClusters DescribeDBEngineVersions DescribeDBInstances"
            + " DescribeDBSubnetGroups DescribeKey DescribeOrderableDBInstanceOptions DescribeSecurityGroups"
    )]
    public async Task are_asked_of_the_target_as_far_as_it_is_touched(Goal goal, string operations)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(Sample.Now));
        using var clients = new AwsClients(
            new(
                new Dictionary<string, Core.Topology.Account>(StringComparer.Ordinal),
                new Dictionary<string, Core.Topology.Route>(StringComparer.Ordinal)
            ),
            new AwsConnection(),
            new ClockCheck(new SteadyClock(time)),
            time
        );
        var (from, to) = (new Reading(Sample.Route.From), new Reading(Sample.Route.To));
        var route = Sample.Route with { Restore = Sample.Route.Restore with { ClusterParameterGroup = "parameters" } };

        var facts = await new Preflight(clients, time).FactsAsync(
            route,
            Rig.Terms with
            {
                Goal = goal,
            },
            from.Probe,
            to.Probe,
            Sample.Automated,
            Sample.Installation,
            Ct
        );

        Assert.Equal(operations, string.Join(' ', to.Operations.Distinct().Order(StringComparer.Ordinal)));
        Assert.Equal((goal == Goal.Cluster, Sample.Now), (facts.Network is not null, facts.At));
        Assert.Equal([.. from.Probe.Refused, .. to.Probe.Refused], facts.Refused);
        Assert.Equal(
            ["DescribeAccountAttributes", "DescribeDBClusterSnapshots", "DescribeDBClusters", "DescribeKey"],
            from.Operations.Distinct().Order(StringComparer.Ordinal)
        );
    }
}
