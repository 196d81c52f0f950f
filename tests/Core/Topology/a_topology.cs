using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Tests.Topology;

public sealed class a_topology
{
    [Fact]
    public void refuses_a_route_between_two_Regions_in_words()
    {
        var options = Rig.Configuration;
        options.Accounts["dev"].Region = "us-east-1";
        var (topology, mistakes) = AwsTopologyReader.Read(options);
        Assert.Null(topology);
        Assert.Equal(
            "Aws:Routes:prod-to-dev: From is in ap-northeast-1 and To is in us-east-1; a snapshot is shared only within its Region, so both must be in one.",
            Assert.Single(mistakes)
        );
    }
}
