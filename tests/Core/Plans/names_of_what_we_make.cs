using CsCheck;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Tests.Planning;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Tests.Plans;

public sealed class names_of_what_we_make
{
    private static readonly Gen<string> Identifiers = Gen.Char["abcxyz019-"]
        .Array[0, 62]
        .Select(rest =>
            string.Concat("p" + new string(rest))
                .Replace("--", "-", StringComparison.Ordinal)
                .Replace("--", "-", StringComparison.Ordinal)
                .TrimEnd('-')
        );
    private static readonly Gen<string> Ids = Gen.Char["abcdefghijkmnpqrstuvwxyz23456789"].Array[16].Select(letters => new string(letters));

    private static readonly Gen<string> Templates = Gen.OneOf(
            "{cluster}",
            "{to}",
            "{target}",
            "{date}",
            "x",
            "from",
            "a-very-long-literal-part-of-a-name-that-nobody-would-write"
        )
        .Array[0, 4]
        .Select(Gen.Int[0, 4], (parts, place) => string.Join('-', parts.Take(place).Append("{id}").Concat(parts.Skip(place))));

    [Fact]
    public void are_identifiers_whatever_the_template_and_hold_the_request() =>
        Gen.Select(Templates, Identifiers, Identifiers, Ids)
            .Sample(
                (template, cluster, target, id) =>
                {
                    var route = Sample.Route with
                    {
                        Names = new NameOptions { SharingSnapshot = template, TargetSnapshot = template },
                    };
                    var source = Sample.Automated with { Cluster = cluster };
                    foreach (
                        var name in new[]
                        {
                            ResourceNames.SharingSnapshot(route, cluster, id),
                            ResourceNames.TargetSnapshot(route, source, target, id),
                        }
                    )
                    {
                        Assert.True(ResourceNames.IsIdentifier(name), $"'{name}' from '{template}'");
                        Assert.Contains(id[..8], name, StringComparison.Ordinal);
                    }
                    Assert.True(ResourceNames.IsIdentifier(ResourceNames.TargetCluster(route, cluster, id)));
                    Assert.True(ResourceNames.IsIdentifier(ResourceNames.WriterInstance(target)));
                    Assert.True(ResourceNames.IsIdentifier(ResourceNames.TakenSnapshot(cluster, id)));
                }
            );

    [Fact]
    public void read_as_the_templates_say()
    {
        Assert.Equal(
            "from-prod-altplus-cluster-to-dev-k7m2p9qa",
            ResourceNames.SharingSnapshot(Sample.Route, "prod-altplus-cluster", Sample.Id)
        );
        Assert.Equal(
            "dev-altplus-cluster-2023-12-21-00-00-k7m2p9qa",
            ResourceNames.TargetSnapshot(Sample.Route, Sample.Automated, "dev-altplus-cluster", Sample.Id)
        );
        Assert.Equal("dev-altplus-cluster-k7m2p9qa", ResourceNames.TargetCluster(Sample.Route, "prod-altplus-cluster", Sample.Id));
        Assert.Equal("dev-altplus-instance-1", ResourceNames.WriterInstance("dev-altplus"));
        Assert.Equal("prod-altplus-cluster-2023-12-21-00-00-kept", ResourceNames.Kept(Sample.Automated.Identifier));
    }

    [Fact]
    public void are_shortened_in_the_clusters_part()
    {
        var cluster = "prod-" + new string('x', 58);
        var name = ResourceNames.SharingSnapshot(Sample.Route, cluster, Sample.Id);
        Assert.Equal(63, name.Length);
        Assert.StartsWith("from-prod-xxx", name, StringComparison.Ordinal);
        Assert.EndsWith("-to-dev-k7m2p9qa", name, StringComparison.Ordinal);
    }
}
