using SnapshotShare.Core.Exposing.Strays;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Tests.Planning;
using SnapshotShare.Core.Topology;
using Route = SnapshotShare.Core.Topology.Route;

namespace SnapshotShare.Core.Tests.Exposing;

/// <summary>The offer of each thing that is left over, at the very moments that part one from the other.</summary>
public sealed class what_is_offered_for_removal : IDisposable
{
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);
    private static readonly AwsTopology Topology = new(
        new Dictionary<string, Account>(StringComparer.OrdinalIgnoreCase),
        new Dictionary<string, Route>(StringComparer.OrdinalIgnoreCase)
        {
            ["prod-to-dev"] = Sample.Route,
            ["elsewhere"] = Sample.Route with
            {
                Name = "elsewhere",
                From = Sample.Route.From with { Name = "third" },
                To = Sample.Route.To with { Name = "fourth" },
            },
        }
    );

    private readonly Records _records = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _records.Dispose();

    [Fact]
    public async Task is_what_is_no_younger_than_the_database_knew_when_it_was_opened()
    {
        var start = _records.Time.Stop();
        var last = await _records.TellAsync("x", new SignedIn());
        Assert.Equal(start, last);
        _records.Time.Pass(Hour);
        var offers = await OpenAsync();

        Assert.Equal([true, false, false], await AreOpenAsync(offers, StrayKind.UnknownRequest, last, last + Millisecond, null));
        Assert.Equal(
            [true, true, false, false, true, true],
            await AreOpenAsync(
                offers,
                StrayKind.LeftOver,
                last,
                last + Late,
                last + Late + Millisecond,
                last + Hour - Millisecond,
                last + Hour,
                null
            )
        );
    }

    [Fact]
    public async Task is_nothing_from_before_the_start_where_the_database_knew_nothing()
    {
        var start = _records.Time.Stop();
        var offers = await OpenAsync();
        Assert.Equal([false], await AreOpenAsync(offers, StrayKind.UnknownRequest, start));
        Assert.Equal([false, true], await AreOpenAsync(offers, StrayKind.LeftOver, start - Millisecond, start));
    }

    [Fact]
    public async Task is_of_any_route_and_of_a_request_that_is_over()
    {
        var offers = await OpenAsync();
        var over = SampleRows.Request("over234567abcdef");
        over.EndedAt = Sample.Now;
        await _records.WriteAsync(over, SampleRows.Request("alive234567abcde"));

        Assert.Equal(
            [null, null, null, null, "stray-not-made-here", "stray-request-under-way", null],
            await WhyNotAsync(
                offers,
                SampleRows.Stray("it"),
                SampleRows.Stray("it", account: "third"),
                SampleRows.Stray("it", account: "FOURTH"),
                SampleRows.Stray("it", thing: StrayThing.Cluster, account: "fourth"),
                SampleRows.Stray("it", thing: StrayThing.Cluster, account: "third"),
                SampleRows.Stray("it", requestId: "alive234567abcde"),
                // Only a snapshot's name says that it is AWS's own.
                SampleRows.Stray("it", thing: StrayThing.Cluster, name: "a:b")
            )
        );
    }

    /// <summary>What somebody made goes by their own hand: the command, or none where it is AWS's to delete.</summary>
    [Theory]
    [InlineData(StrayThing.Instance, "it", "cluster-1", "aws rds delete-db-instance --db-instance-identifier it --skip-final-snapshot")]
    [InlineData(StrayThing.Cluster, "it", "cluster-1", "aws rds delete-db-cluster --db-cluster-identifier it --skip-final-snapshot")]
    [InlineData(StrayThing.Snapshot, "it", "cluster-1", "aws rds delete-db-cluster-snapshot --db-cluster-snapshot-identifier it")]
    [InlineData(StrayThing.Snapshot, "rds:it", "c-1", "aws rds delete-db-cluster-automated-backup --db-cluster-resource-id c-1")]
    [InlineData(StrayThing.Snapshot, "rds:it", "arn:aws:rds:r:1:cluster-snapshot:x", null)]
    [InlineData(StrayThing.Snapshot, "rds:it", null, null)]
    [InlineData(StrayThing.Snapshot, "awsbackup:it", "c-1", null)]
    public async Task is_nothing_that_somebody_made_and_then_the_command_is_told(
        StrayThing thing,
        string name,
        string? madeOf,
        string? paste
    )
    {
        var stray = SampleRows.Stray("it", StrayKind.Derived, thing, name: name, madeOf: madeOf);
        var offer = (await (await OpenAsync()).OfAsync([stray], Ct))["it"];
        Assert.Equal(("stray-made-by-others", paste), (offer.WhyNot!.Key, offer.Paste));
    }

    private async Task<StrayOffers> OpenAsync()
    {
        var reach = new LedgerReach(_records, _records.Time);
        await reach.OpenAsync(Ct);
        return new StrayOffers(_records, Topology, reach, Timings.From(new TimingOptions { LateArrival = Late }, speed: 1));
    }

    private static async Task<IReadOnlyList<bool>> AreOpenAsync(
        StrayOffers offers,
        StrayKind kind,
        params IReadOnlyList<DateTime?> madeAt
    ) =>
        [
            .. (await WhyNotAsync(offers, [.. madeAt.Select(at => SampleRows.Stray("it", kind, madeAt: at))])).Select(why =>
                why is null or "stray-too-young" ? why is null : throw new InvalidOperationException(why)
            ),
        ];

    private static async Task<IReadOnlyList<string?>> WhyNotAsync(StrayOffers offers, params IReadOnlyList<Stray> strays)
    {
        var told = new List<string?>();
        foreach (var stray in strays)
            told.Add((await offers.OfAsync([stray], Ct))["it"].WhyNot?.Key);
        return told;
    }
}
