using SnapshotShare.Core.Accounts;

namespace SnapshotShare.Core.Tests.Accounts;

public sealed class an_estate
{
    [Fact]
    public void refuses_a_route_between_two_Regions_in_words()
    {
        var options = Rig.Configuration;
        options.Accounts["dev"].Region = "us-east-1";
        var (estate, mistakes) = EstateReader.Read(options);
        Assert.Null(estate);
        Assert.Equal(
            "Aws:Routes:prod-to-dev: From is in ap-northeast-1 and To is in us-east-1; a snapshot is shared only within its Region, so both must be in one.",
            Assert.Single(mistakes)
        );
    }
}
