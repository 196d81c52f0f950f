using Microsoft.Extensions.Logging.Abstractions;
using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Tests.Planning;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Tests.Shares;

/// <summary>The open shares in a file beside the database, for whoever can read nothing else.</summary>
public sealed class what_is_remembered_outside_the_database : IDisposable
{
    private static readonly AwsTopology Topology = AwsTopologyReader.Read(Rig.Configuration).AwsTopology!;
    private readonly string _folder = Directory.CreateTempSubdirectory("snapshotshare-").FullName;

    private string File => Path.Combine(_folder, "open-shares.journal");

    [Fact]
    public void is_nothing_where_there_is_no_such_file_or_it_cannot_be_read()
    {
        Assert.Equal((0, 0, null), Read());
        Directory.CreateDirectory(File);
        Assert.Equal((0, 0, null), Read());

        (int, int, string?) Read() =>
            OpenShares.Read(_folder) is var (shares, accounts, installation) ? (shares.Count, accounts.Count, installation) : default;
    }

    [Fact]
    public void is_every_kind_of_share_the_soonest_first_with_the_accounts_and_whose_it_is()
    {
        var open = Opened();
        open.Remember("requests", [Share("late", 3), Share("soon", 1)]);
        open.Remember("drift", [Share("drift", 2)]);
        Assert.Equal(["soon", "drift", "late"], open.Known.Select(share => share.Subject));
        var (shares, accounts, installation) = OpenShares.Read(_folder);
        Assert.Equal(open.Known, shares);
        Assert.Equal(Topology.Accounts.Values.Select(account => account.AccountId), accounts.Select(account => account.AccountId));
        Assert.Equal("it", installation);
        // Of each kind these are all.
        open.Remember("requests", []);
        Assert.Equal(["drift"], OpenShares.Read(_folder).Shares.Select(share => share.Subject));
    }

    /// <summary>Each second somebody looks; the disk is written to when something has changed.</summary>
    [Fact]
    public void is_written_when_it_changes_and_not_otherwise()
    {
        var open = Opened();
        open.Remember("requests", [Share("one", 1)]);
        var before = System.IO.File.ReadAllBytes(File);
        Assert.Equal(1024 * 1024, before.Length);
        open.Remember("requests", [Share("one", 1)]);
        Assert.Equal(before, System.IO.File.ReadAllBytes(File));
        open.Remember("requests", [Share("one", 2)]);
        Assert.NotEqual(before, System.IO.File.ReadAllBytes(File));
        Assert.Equal(Sample.Now.AddHours(2), Assert.Single(OpenShares.Read(_folder).Shares).Deadline);
    }

    /// <summary>What was allocated takes so many: those that end last are found by their tags.</summary>
    [Fact]
    public void is_as_much_as_was_allocated()
    {
        var open = Opened();
        open.Remember("requests", Enumerable.Range(0, 1001).Select(i => Share($"{i}", i)));
        Assert.Equal(1001, open.Known.Count);
        Assert.Equal(Enumerable.Range(0, 1000).Select(i => $"{i}"), OpenShares.Read(_folder).Shares.Select(share => share.Subject));
    }

    /// <summary>Without its file it is in memory all the same; what is no matter of the disk is a mistake.</summary>
    [Fact]
    public void is_in_memory_where_the_file_cannot_be_used()
    {
        Directory.CreateDirectory(File);
        var open = Opened();
        open.Remember("requests", [Share("one", 1)]);
        Assert.Single(open.Known);
        Assert.Throws<ArgumentException>(() => new OpenShares("\0", Topology, NullLogger<OpenShares>.Instance).Open("it"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private OpenShares Opened()
    {
        var open = new OpenShares(_folder, Topology, NullLogger<OpenShares>.Instance);
        open.Open("it");
        return open;
    }

    private static OpenShare Share(string subject, int hours) =>
        new(subject, Sample.Route.From.ClusterSnapshotArn(subject), Sample.Dev, Sample.Now.AddHours(hours));
}
