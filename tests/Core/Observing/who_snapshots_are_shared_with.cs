using System.Globalization;
using Amazon.RDS.Model;
using Microsoft.Extensions.Time.Testing;
using SnapshotShare.Core.Observing;

namespace SnapshotShare.Core.Tests.Observing;

public sealed class who_snapshots_are_shared_with
{
    private static readonly TimeSpan Portion = TimeSpan.FromSeconds(10);
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 15, 12, 0, 0, TimeSpan.Zero));
    private readonly List<string> _asked = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task is_read_in_portions_the_newest_first_and_nobody_waits_for_the_last()
    {
        var attributes = Attributes();

        await attributes.ReadAsync(Snapshots(25), notBefore: DateTime.MinValue.AddYears(1), Portion, Ct);

        Assert.Equal(10, attributes.Known.Count);
        Assert.Equal("s-24", _asked[0]);
        await attributes.ReadAsync(Snapshots(25), notBefore: DateTime.MinValue.AddYears(1), Portion, Ct);
        await attributes.ReadAsync(Snapshots(25), notBefore: DateTime.MinValue.AddYears(1), Portion, Ct);
        Assert.Equal(25, attributes.Known.Count);
        Assert.Equal(25, _asked.Distinct().Count());
        await attributes.ReadAsync(Snapshots(25), notBefore: DateTime.MinValue.AddYears(1), Portion, Ct);
        Assert.Equal(25, _asked.Count);
    }

    [Fact]
    public async Task what_was_never_read_comes_before_what_is_out_of_date_and_what_is_gone_is_forgotten()
    {
        var attributes = Attributes();
        await attributes.ReadAsync(Snapshots(3), notBefore: DateTime.MinValue.AddYears(1), Portion, Ct);
        _asked.Clear();
        _time.Advance(TimeSpan.FromHours(1));

        await attributes.ReadAsync(
            [.. Snapshots(5).Where(snapshot => snapshot.DBClusterSnapshotIdentifier != "s-0")],
            notBefore: _time.GetUtcNow().UtcDateTime.AddMinutes(-5),
            Portion,
            Ct
        );

        Assert.Equal(["s-4", "s-3", "s-2", "s-1"], _asked);
        Assert.DoesNotContain("s-0", attributes.Known.Keys);
    }

    /// <summary>Each answer takes a second.</summary>
    private SharingAttributes Attributes() =>
        new(
            (name, _) =>
            {
                _asked.Add(name);
                _time.Advance(TimeSpan.FromSeconds(1));
                return Task.FromResult<IReadOnlyList<string>?>([]);
            },
            _time
        );

    private static List<DBClusterSnapshot> Snapshots(int count) =>
        [
            .. Enumerable
                .Range(0, count)
                .Select(number => new DBClusterSnapshot
                {
                    DBClusterSnapshotIdentifier = string.Create(CultureInfo.InvariantCulture, $"s-{number}"),
                    SnapshotCreateTime = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddHours(number),
                }),
        ];
}
