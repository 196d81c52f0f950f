using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Tests.Planning;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Tests.Plans;

/// <summary>What RDS takes for a name, and what comes out where a template would make something else.</summary>
public sealed class names_at_their_edges
{
    private const string Id = Sample.Id;

    [Theory]
    [InlineData("a", true)]
    [InlineData("A1", true)]
    [InlineData("a-b-c", true)]
    [InlineData("", false)]
    [InlineData("1a", false)]
    [InlineData("-a", false)]
    [InlineData("a-", false)]
    [InlineData("a--b", false)]
    [InlineData("a_b", false)]
    [InlineData("a\n", false)]
    public void are_letters_digits_and_single_hyphens(string name, bool isOne) => Assert.Equal(isOne, ResourceNames.IsIdentifier(name));

    [Fact]
    public void are_no_longer_than_rds_takes_them()
    {
        Assert.True(ResourceNames.IsIdentifier(new string('a', 63)));
        Assert.False(ResourceNames.IsIdentifier(new string('a', 64)));
    }

    [Fact]
    public void of_a_writer_are_its_cluster_s_shortened_where_they_must_be()
    {
        var most = new string('a', 52);
        Assert.Equal($"{most}-instance-1", ResourceNames.WriterInstance(most));
        Assert.Equal($"{most}-instance-1", ResourceNames.WriterInstance(most + "b"));
        Assert.Equal($"{most[1..]}-instance-1", ResourceNames.WriterInstance(most[1..] + "-bc"));
    }

    [Theory]
    [InlineData("prod-orders", "dev-orders-k7m2p9qa")]
    [InlineData("production", "dev-production-k7m2p9qa")]
    [InlineData("orders-prod-1", "dev-orders-prod-1-k7m2p9qa")]
    public void of_a_cluster_are_what_the_target_would_call_it(string cluster, string name) =>
        Assert.Equal(name, ResourceNames.TargetCluster(Sample.Route, cluster, Id));

    [Theory]
    [InlineData("rds:orders-2023", "orders-2023-kept")]
    [InlineData("orders", "orders-kept")]
    public void of_what_is_kept_are_what_follows_aws_s_own_prefix(string automated, string name) =>
        Assert.Equal(name, ResourceNames.Kept(automated));

    [Fact]
    public void of_what_is_kept_are_cut_where_they_are_too_long()
    {
        Assert.Equal(new string('a', 60) + "-ke", ResourceNames.Kept("rds:" + new string('a', 60)));
        Assert.Equal(new string('a', 62), ResourceNames.Kept("rds:" + new string('a', 62)));
    }

    [Fact]
    public void say_now_where_the_snapshot_is_yet_to_be_taken()
    {
        Assert.Equal("taken-from-orders-k7m2p9qa", ResourceNames.TakenSnapshot("orders", Id));
        Assert.Equal(
            "target-now-k7m2p9qa",
            ResourceNames.TargetSnapshot(Sample.Route, Sample.Automated with { TakenAt = null }, "target", Id)
        );
    }

    /// <summary>However long its literals and its parts, the ID stays whole, and only as much is cut as must be.</summary>
    [Theory]
    [InlineData("{cluster}-{id}", "a", 60, "a*54-k7m2p9qa")]
    [InlineData("{id}-{cluster}", "a", 60, "k7m2p9qa-a*54")]
    [InlineData("x{cluster}-{id}", "", 0, "x-k7m2p9qa")]
    [InlineData("lllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll-{id}", "a", 9, "l*54-k7m2p9qa")]
    [InlineData("{id}-lllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll", "a", 9, "k7m2p9qa-l*45-k7m2p9qa")]
    [InlineData("7-{id}", "a", 9, "s-7-k7m2p9qa")]
    [InlineData("X_{cluster}.{id}-", "B", 2, "x-bb-k7m2p9qa")]
    public void hold_the_id_whatever_the_template(string template, string letter, int times, string expected)
    {
        var route = Sample.Route with { Names = new NameOptions { SharingSnapshot = template } };
        var cluster = string.Concat(Enumerable.Repeat(letter, times));
        var name = ResourceNames.SharingSnapshot(route, cluster, Id);
        Assert.Equal(Written(expected), name);
    }

    [Fact]
    public void are_cut_in_the_longest_of_their_parts()
    {
        var route = Sample.Route with { Names = new NameOptions { TargetSnapshot = "{target}-{cluster}-{id}" } };
        var source = Sample.Automated with { Cluster = new string('c', 20) };
        Assert.Equal(Written("t*33-c*20-k7m2p9qa"), ResourceNames.TargetSnapshot(route, source, new string('t', 60), Id));
    }

    [Fact]
    public void of_a_request_are_its_first_eight_letters_that_nobody_mistakes_for_others()
    {
        Assert.Equal("k7m2p9qa", RequestIds.Short(Id));
        var next = 0;
        var ids = new RequestIds(count => [.. Enumerable.Range(0, count).Select(_ => (byte)next++)]);
        Assert.Equal("abcdefghijkmnpqr", ids.Next());
        Assert.Equal("stuvwxyz23456789", ids.Next());
        Assert.Equal("abcdefghijkmnpqr", ids.Next());
        Assert.NotEqual(new RequestIds().Next(), new RequestIds().Next());
    }

    /// <summary>Spells out <c>a*3</c> as <c>aaa</c>.</summary>
    private static string Written(string expected) =>
        string.Join(
            '-',
            expected
                .Split('-')
                .Select(part =>
                    part.Split('*') is [var letter, var times]
                        ? new string(letter[0], int.Parse(times, System.Globalization.CultureInfo.InvariantCulture))
                        : part
                )
        );
}
