using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Shares;

namespace SnapshotShare.Core.Tests.Ledger;

/// <summary>One change after the other, each whole or not at all, and again from its start where another writer was first.</summary>
public sealed class the_lane_of_every_change
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int Constraint = 19;

    private static readonly Dictionary<string, Func<Exception>> Failures = new(StringComparer.Ordinal)
    {
        ["another has changed the row"] = () => new DbUpdateConcurrencyException("changed"),
        ["another has added the row"] = () => new SqliteException("is there", Constraint),
        ["another has added the row, as EF says it"] = () => new DbUpdateException("is there", new SqliteException("is there", Constraint)),
        ["another holds the file"] = () => new SqliteException("busy", Busy),
        ["another holds the file, as EF says it"] = () => new DbUpdateException("busy", new SqliteException("busy", Busy)),
        ["another holds the table"] = () => new SqliteException("locked", Locked),
        ["the disk is full"] = () => new SqliteException("full", 13),
        ["EF itself fails"] = () => new DbUpdateException("no"),
        ["the work fails"] = () => new InvalidOperationException("no"),
    };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Whoever must act without a record waits for a file that somebody holds twice and no oftener; anything else than another writer is no reason.</summary>
    [Theory]
    [InlineData("another has changed the row", 8)]
    [InlineData("another has added the row", 8)]
    [InlineData("another has added the row, as EF says it", 8)]
    [InlineData("another holds the file", 2)]
    [InlineData("another holds the file, as EF says it", 2)]
    [InlineData("another holds the table", 2)]
    [InlineData("the disk is full", 1)]
    [InlineData("EF itself fails", 1)]
    [InlineData("the work fails", 1)]
    public async Task is_tried_again_where(string failure, int times)
    {
        using var records = new Records();
        var tries = 0;
        var failed = await Record.ExceptionAsync(() =>
            records.Ledger.WriteAsync(
                scope =>
                {
                    tries++;
                    scope.Append(Actor.Engine, "", new FreezeLifted("somebody"));
                    throw Failures[failure]();
                },
                Ct
            )
        );
        Assert.Equal((times, Failures[failure]().GetType()), (tries, failed?.GetType()));
        Assert.Empty(await records.LedgerAsync());
        // The lane is free again.
        await records.TellAsync("", new FreezeLifted("somebody"));
        Assert.Single(await records.LedgerAsync());
    }

    /// <summary>What an earlier try had written and told does not stand beside what the last one does.</summary>
    [Theory]
    [InlineData("another has changed the row", 8)]
    [InlineData("another holds the file", 2)]
    public async Task begins_anew_with_each_try(string failure, int last)
    {
        using var records = new Records();
        var (tries, told) = (0, new List<Change>());
        using var listening = records.Feed.Subscribe(told.Add);
        var answer = await records.Ledger.WriteAsync(
            scope =>
            {
                tries++;
                scope.Append(Actor.Engine, $"{tries}", new FreezeLifted($"{tries}"));
                return tries < last ? throw Failures[failure]() : Task.FromResult($"the {tries}th");
            },
            Ct
        );
        Assert.Equal($"the {last}th", answer);
        Assert.Equal([(1L, $"{last}")], (await records.LedgerAsync()).Select(entry => (entry.Sequence, entry.Subject)));
        Assert.Equal([new Change($"{last}", Account: null)], told);
    }

    [Fact]
    public async Task has_one_in_it_at_a_time()
    {
        using var records = new Records();
        var (begun, may) = (new TaskCompletionSource(), new TaskCompletionSource());
        var first = records.Ledger.WriteAsync(
            async scope =>
            {
                begun.SetResult();
                await may.Task;
                scope.Append(Actor.Engine, "first", new FreezeLifted(""));
            },
            Ct
        );
        await begun.Task.WaitAsync(Ct);
        var hasBegun = false;
        var second = records.Ledger.WriteAsync(
            scope =>
            {
                hasBegun = true;
                scope.Append(Actor.Engine, "second", new FreezeLifted(""));
                return Task.CompletedTask;
            },
            Ct
        );
        Assert.False(hasBegun);
        may.SetResult();
        await Task.WhenAll(first, second);
        Assert.Equal(["first", "second"], (await records.LedgerAsync()).Select(entry => entry.Subject));
    }

    /// <summary>Whoever waits for it may be told to stop, and has written nothing then.</summary>
    [Fact]
    public async Task is_waited_for_no_longer_than_somebody_wants()
    {
        using var records = new Records();
        using var stop = new CancellationTokenSource();
        var (begun, may) = (new TaskCompletionSource(), new TaskCompletionSource());
        var first = records.Ledger.WriteAsync(
            async _ =>
            {
                begun.SetResult();
                await may.Task;
            },
            Ct
        );
        await begun.Task.WaitAsync(Ct);
        var second = records.Ledger.WriteAsync(_ => Task.CompletedTask, stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        may.SetResult();
        await first;
    }

    /// <summary>A change and its entry stand together, and whoever is told of it finds both.</summary>
    [Fact]
    public async Task is_told_of_once_it_stands()
    {
        using var records = new Records();
        var seen = new List<(int Shares, int Entries)>();
        using var listening = records.Feed.Subscribe(_ =>
        {
            using var db = records.CreateDbContext();
            seen.Add((db.Shares.Count(), db.Ledger.Count()));
        });
        await records.Ledger.WriteAsync(
            scope =>
            {
                scope.Db.Shares.Add(SampleRows.Share());
                scope.Append(Actor.Engine, "it", new FreezeLifted(""));
                return Task.CompletedTask;
            },
            Ct
        );
        Assert.Equal([(1, 1)], seen);
    }

    /// <summary>By its request or finding where it has one; each once, however much is told of it; and nobody where nothing is told.</summary>
    [Fact]
    public async Task tells_whom_each_entry_is_about()
    {
        using var records = new Records();
        var told = new List<Change>();
        using var listening = records.Feed.Subscribe(told.Add);
        await records.Ledger.WriteAsync(_ => Task.CompletedTask, Ct);
        Assert.Empty(told);
        await records.TellAsync("", new FreezeLifted(""), new FreezeLifted(""));
        Assert.Equal([Change.OfLedger], told);
        told.Clear();
        await records.TellAsync("a", new FreezeLifted(""), new FreezeLifted(""));
        Assert.Equal([new Change("a", Account: null)], told);
        Assert.Equal(4, (await records.LedgerAsync()).Count);
    }

    /// <summary>Each entry names the one before it, within a change and from one to the next, and its writer and moment.</summary>
    [Fact]
    public async Task chains_what_is_told()
    {
        using var records = new Records();
        var now = records.Time.Stop();
        await records.TellAsync("a", new FreezeLifted("1"), new FreezeLifted("2"));
        await records.Ledger.WriteAsync(
            scope =>
            {
                scope.Append(Rig.Dba, "b", new FreezeLifted("3"));
                return Task.CompletedTask;
            },
            Ct
        );
        var entries = await records.LedgerAsync();
        Assert.True(HashChain.Verify(entries).Holds);
        Assert.Equal([(1L, "a"), (2L, "a"), (3L, "b")], entries.Select(entry => (entry.Sequence, entry.Subject)));
        Assert.Equal([HashChain.Genesis, entries[0].Hash, entries[1].Hash], entries.Select(entry => entry.PreviousHash));
        Assert.Equal(
            (now, LedgerKind.FreezeLifted, Rig.Dba.Id, Rig.Dba.Name, "Approver", "{\"setBy\":\"3\"}"),
            entries[2] is var last ? (last.At, last.Kind, last.ActorId, last.ActorName, last.ActorRole, last.Details) : default
        );
    }
}
