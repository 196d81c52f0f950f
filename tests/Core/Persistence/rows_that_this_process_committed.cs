using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Shares.Drift;
using SnapshotShare.Core.Tests.Planning;

namespace SnapshotShare.Core.Tests.Persistence;

/// <summary>A row that must not be forgotten is known from memory the moment it is committed, whatever can be read.</summary>
public sealed class rows_that_this_process_committed
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task are_known_beside_what_was_read_before()
    {
        using var records = new Records();
        await AddAsync(records, SampleRows.Share("one"), SampleRows.Drift("a drift"));
        var before = new[] { SampleRows.Share("read before") };
        Assert.Equal(["read before", "one"], records.Ledger.Committed.And(before).Select(share => share.RequestId));
        Assert.Equal("a drift", Assert.Single(records.Ledger.Committed.And<DriftFinding>([])).Id);
    }

    [Fact]
    public async Task stand_over_what_a_read_saw_before_them_and_not_over_what_came_after()
    {
        using var records = new Records();
        await records.WriteAsync(SampleRows.Share("one"));
        var read = (await records.ShareAsync("one"))!;
        var deadline = read.Deadline.AddHours(-1);
        await ChangeAsync(records, share => share.Deadline = deadline);
        Assert.Equal(deadline, Assert.Single(records.Ledger.Committed.Over([read])).Deadline);
        Assert.Equal(deadline, Assert.Single(records.Ledger.Committed.And<Share>([read])).Deadline);

        var after = (await records.ShareAsync("one"))!;
        after.Version++;
        after.Deadline = deadline.AddHours(-1);
        Assert.Same(after, Assert.Single(records.Ledger.Committed.Over([after])));
    }

    [Fact]
    public async Task are_forgotten_once_nobody_asks_for_them_any_more()
    {
        using var records = new Records();
        await AddAsync(records, SampleRows.Share("one"));
        Assert.NotNull(records.Ledger.Committed.Of<Share>("one"));
        await ChangeAsync(records, share => share.WatchEndedAt = Sample.Now);
        Assert.Null(records.Ledger.Committed.Of<Share>("one"));
        Assert.Empty(records.Ledger.Committed.And<Share>([]));
    }

    [Fact]
    public async Task are_none_where_nothing_was_committed()
    {
        using var records = new Records();
        await Assert.ThrowsAsync<InvalidTimeZoneException>(() =>
            records.Ledger.WriteAsync(
                async scope =>
                {
                    scope.Db.Add(SampleRows.Share("one"));
                    await scope.Db.SaveChangesAsync(Ct);
                    throw new InvalidTimeZoneException();
                },
                Ct
            )
        );
        Assert.Empty(records.Ledger.Committed.And<Share>([]));
    }

    private static Task AddAsync(Records records, params IReadOnlyList<object> rows) =>
        records.Ledger.WriteAsync(
            scope =>
            {
                scope.Db.AddRange(rows);
                return Task.CompletedTask;
            },
            Ct
        );

    private static Task ChangeAsync(Records records, Action<Share> change) =>
        ShareLife.WriteAsync(records.Ledger, "one", (_, share) => change(share), Ct);
}
