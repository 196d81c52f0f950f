using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Persistence;

namespace SnapshotShare.Core.Tests.Ledger;

/// <summary>Where several things are wrong with a ledger at once, the first is named; and what vouches for it says no more than it knows.</summary>
public sealed class the_edges_of_the_proof
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>An entry that was changed is told as that; one before it that a head outside does not know comes first.</summary>
    [Theory]
    [InlineData(2, "HeadDiffers", 2, 1)]
    [InlineData(3, "HeadDiffers", 3, 2)]
    [InlineData(4, "Changed", 4, 3)]
    [InlineData(5, "Changed", 4, 3)]
    public async Task is_the_first_of_what_is_wrong(int named, string fault, int firstBad, int entries)
    {
        using var records = new Records();
        var check = records.Check();
        await AppendAsync(records, 5);
        records.Heads.Write(new ChainHead(named, new string('a', 64)), DateTime.UnixEpoch);
        await ChangeAsync(records, 4);
        var verdict = await check.CheckAsync(Ct);
        Assert.Equal((fault, (long?)firstBad, (long)entries), (verdict.Fault, verdict.FirstBad, verdict.Entries));
    }

    /// <summary>As far as the last head, and no further than the entries that hold.</summary>
    [Theory]
    [InlineData(0, 0)]
    [InlineData(2, 2)]
    [InlineData(5, 3)]
    public async Task is_how_far_somebody_outside_vouches(int head, int covered)
    {
        using var records = new Records();
        var check = records.Check();
        await AppendAsync(records, 5);
        var entries = await records.LedgerAsync();
        if (head > 0)
        {
            records.Heads.Write(new ChainHead(1, entries[0].Hash), DateTime.UnixEpoch);
            records.Heads.Write(new ChainHead(head, entries[head - 1].Hash), DateTime.UnixEpoch);
        }
        if (covered != head)
            await ChangeAsync(records, 4);
        var verdict = await check.CheckAsync(Ct);
        Assert.Equal((covered, head > 0 ? 2 : 0), ((int)verdict.CoveredUpTo, verdict.Heads));
    }

    /// <summary>Whoever looks at the ledger is told when the verdict becomes another, and not each time that it is the same.</summary>
    [Fact]
    public async Task is_told_when_it_becomes_another()
    {
        using var records = new Records();
        var check = records.Check();
        await AppendAsync(records, 5);
        await check.CheckAsync(Ct);
        var told = 0;
        using var listening = records.Feed.Subscribe(_ => told++);
        await check.CheckAsync(Ct);
        Assert.Equal(0, told);
        await ChangeAsync(records, 4);
        await check.CheckAsync(Ct);
        await check.CheckAsync(Ct);
        Assert.Equal(1, told);
        await ChangeAsync(records, 2);
        await check.CheckAsync(Ct);
        Assert.Equal(2, told);
    }

    /// <summary>One behind: a backup copies the heads first and the database a moment later. It never goes back.</summary>
    [Fact]
    public async Task marks_what_the_head_before_the_last_covers()
    {
        using var records = new Records();
        await records.StampAsync();
        var check = records.Check();
        using var watch = records.Watch(check);
        await AppendAsync(records, 2);
        await watch.WriteHeadAsync(Ct);
        Assert.Empty(records.Heads.Read().Signed);
        await check.CheckAsync(Ct);
        await watch.WriteHeadAsync(Ct);
        var first = Assert.Single(records.Heads.Read().Signed);
        Assert.Equal((await records.LedgerAsync())[^1] is var last ? (last.Sequence, last.Hash) : default, (first.Sequence, first.Hash));
        Assert.Equal(0, await CoveredAsync(records));
        // Nothing was added: nothing is written.
        await watch.WriteHeadAsync(Ct);
        Assert.Single(records.Heads.Read().Signed);

        await AppendAsync(records, 2);
        await watch.WriteHeadAsync(Ct);
        Assert.Equal(first.Sequence, await CoveredAsync(records));
        await using (var db = records.CreateDbContext())
            await db.Environments.ExecuteUpdateAsync(rows => rows.SetProperty(row => row.CoveredUpTo, 1000), Ct);
        await AppendAsync(records, 1);
        await watch.WriteHeadAsync(Ct);
        Assert.Equal(1000, await CoveredAsync(records));
    }

    [Fact]
    public async Task has_a_public_key_that_is_written_once()
    {
        using var records = new Records();
        var key = records.Key;
        Assert.Equal(key.PublicKey(), await File.ReadAllTextAsync(key.PublicKeyFile, Ct));
        await File.WriteAllTextAsync(key.PublicKeyFile, "somebody's own", Ct);
        key.Sign([1]);
        Assert.Equal("somebody's own", await File.ReadAllTextAsync(key.PublicKeyFile, Ct));
        File.Delete(key.PublicKeyFile);
        Assert.Equal(key.PublicKey(), await File.ReadAllTextAsync(key.PublicKeyFile, Ct));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(key.KeyFile));
    }

    /// <summary>Of any length and of any bytes: whatever is no signature of this key is none.</summary>
    [Fact]
    public async Task has_signatures_that_only_its_key_makes()
    {
        using var records = new Records();
        using var key = records.Key.Open();
        var signature = key.Sign([1, 2, 3]);
        Assert.True(key.Signed([1, 2, 3], signature));
        foreach (
            var (content, other) in new (byte[], string)[]
            {
                ([1, 2], signature),
                ([1, 2, 3], ""),
                ([1, 2, 3], "A"),
                ([1, 2, 3], "AAAA"),
                ([1, 2, 3], signature[..^4]),
                ([1, 2, 3], signature + "AAAA"),
                ([1, 2, 3], "***"),
            }
        )
            Assert.False(key.Signed(content, other));
    }

    private static Task AppendAsync(Records records, int many) =>
        records.Ledger.WriteAsync(
            scope =>
            {
                for (var i = 0; i < many; i++)
                    scope.Append(Actor.Engine, "", new FreezeLifted(i.ToString(CultureInfo.InvariantCulture)));
                return Task.CompletedTask;
            },
            Ct
        );

    private static async Task ChangeAsync(Records records, int sequence)
    {
        await using var db = records.CreateDbContext();
        await db.Database.ExecuteSqlRawAsync("DROP TRIGGER IF EXISTS \"Ledger_refuses_update\"", Ct);
        await db.Database.ExecuteSqlAsync($"UPDATE Ledger SET ActorName = 'x' WHERE Sequence = {sequence}", Ct);
    }

    private static async Task<long> CoveredAsync(Records records)
    {
        await using var db = records.CreateDbContext();
        return await db.Environments.Select(row => row.CoveredUpTo).SingleAsync(Ct);
    }
}
