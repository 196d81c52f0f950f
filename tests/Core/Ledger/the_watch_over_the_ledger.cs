using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;

namespace SnapshotShare.Core.Tests.Ledger;

/// <summary>A head each minute that something was added, and a check each hour; and no head that would hide that others are gone.</summary>
public sealed class the_watch_over_the_ledger
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>A head that is written in the place of those that are gone would have nobody miss them: the ledger is checked instead, then and there.</summary>
    [Theory]
    [InlineData(3, 3, null)]
    [InlineData(3, 2, null)]
    [InlineData(3, 1, "HeadsLost")]
    [InlineData(3, 0, "HeadsLost")]
    [InlineData(1, 1, null)]
    [InlineData(1, 0, "HeadsLost")]
    public async Task writes_no_head_where_some_are_gone(int written, int left, string? fault)
    {
        using var records = new Records();
        await records.StampAsync();
        var check = records.Check();
        using var watch = records.Watch(check);
        await check.CheckAsync(Ct);
        for (var i = 0; i < written; i++)
        {
            await records.TellAsync("", new FreezeLifted($"{i}"));
            await watch.WriteHeadAsync(Ct);
        }
        await File.WriteAllLinesAsync(records.Heads.HeadsFile, (await File.ReadAllLinesAsync(records.Heads.HeadsFile, Ct))[..left], Ct);
        await records.TellAsync("", new FreezeLifted("later"));
        await watch.WriteHeadAsync(Ct);
        Assert.Equal(fault, check.Last!.Fault);
        Assert.Equal(fault is null ? left + 1 : left, records.Heads.Read().Signed.Count);
        // Nobody vouches for it until somebody has looked into it.
        await watch.WriteHeadAsync(Ct);
        Assert.Equal(fault is null ? left + 1 : left, records.Heads.Read().Signed.Count);
    }

    /// <summary>The database knows of the heads that a process before this one wrote, and misses them at the first look.</summary>
    [Fact]
    public async Task misses_what_another_process_wrote()
    {
        using var records = new Records();
        await records.StampAsync();
        await records.TellAsync("", new FreezeLifted(""));
        await records.ExecuteAsync("UPDATE Worlds SET CoveredUpTo = 1");
        var check = records.Check();
        using var watch = records.Watch(check);
        Assert.Equal(("HeadsLost", "1"), await check.CheckAsync(Ct) is var verdict ? (verdict.Fault, verdict.What) : default);
        await watch.WriteHeadAsync(Ct);
        Assert.Empty(records.Heads.Read().Signed);
    }

    [Fact]
    public async Task writes_no_head_of_a_ledger_without_an_entry()
    {
        using var records = new Records();
        await records.StampAsync();
        var check = records.Check();
        using var watch = records.Watch(check);
        Assert.True((await check.CheckAsync(Ct)).Holds);
        await watch.WriteHeadAsync(Ct);
        Assert.Empty(records.Heads.Read().Signed);
    }

    /// <summary>Before the first check nobody knows whether it holds.</summary>
    [Fact]
    public async Task writes_no_head_before_it_was_checked()
    {
        using var records = new Records();
        await records.StampAsync();
        await records.TellAsync("", new FreezeLifted(""));
        using var watch = records.Watch(records.Check());
        await watch.WriteHeadAsync(Ct);
        Assert.Empty(records.Heads.Read().Signed);
    }

    [Fact]
    public async Task comes_every_minute_and_checks_every_hour()
    {
        using var records = new Records();
        await records.StampAsync();
        await records.TellAsync("", new FreezeLifted(""));
        var check = records.Check();
        var time = new FakeTimeProvider();
        using var watch = records.Watch(check, time);
        await watch.StartAsync(Ct);
        await UntilAsync(1);
        var first = check.Last;
        Assert.True(first!.Holds);

        await PassAsync(TimeSpan.FromSeconds(59), isLook: false);
        await PassAsync(TimeSpan.FromSeconds(1), isLook: true);
        Assert.Same(first, check.Last);
        await PassAsync(TimeSpan.FromMinutes(58), isLook: true);
        Assert.Same(first, check.Last);
        await PassAsync(TimeSpan.FromMinutes(1), isLook: true);
        Assert.NotSame(first, check.Last);
        var second = check.Last;
        await PassAsync(TimeSpan.FromMinutes(59), isLook: true);
        Assert.Same(second, check.Last);
        await PassAsync(TimeSpan.FromMinutes(1), isLook: true);
        Assert.NotSame(second, check.Last);

        // What was added since is vouched for when it ends.
        var last = await PassAsync(TimeSpan.FromSeconds(1), isLook: false);
        await watch.StopAsync(Ct);
        Assert.Equal(last + 1, records.Heads.Read().Signed.Count);

        async Task<int> PassAsync(TimeSpan passes, bool isLook)
        {
            var before = records.Heads.Read().Signed.Count;
            await records.TellAsync("", new FreezeLifted(""));
            time.Advance(passes);
            if (isLook)
                await UntilAsync(before + 1);
            else
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Ct);
            Assert.Equal(isLook ? before + 1 : before, records.Heads.Read().Signed.Count);
            return before;
        }

        async Task UntilAsync(int heads)
        {
            for (var waited = 0; records.Heads.Read().Signed.Count < heads; waited++)
            {
                Assert.True(waited < 2000, "No head was written.");
                await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, Ct);
            }
            // Until the pass that wrote it waits for the next.
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Ct);
        }
    }

    /// <summary>A ledger is walked by thousands of entries, and to its end.</summary>
    [Theory]
    [InlineData(2000)]
    [InlineData(2001)]
    public async Task checks_a_ledger_to_its_end(int changed)
    {
        using var records = new Records();
        await using (var db = records.CreateDbContext())
        {
            await db.Database.OpenConnectionAsync(Ct);
            await using var transaction = await db.Database.BeginTransactionAsync(Ct);
            var head = new ChainHead(0, HashChain.Genesis);
            await using var insert = db.Database.GetDbConnection().CreateCommand();
            insert.CommandText = """
                INSERT INTO Ledger (Sequence, At, Kind, ActorId, ActorName, ActorRole, Subject, Details, PreviousHash, Hash)
                VALUES ($sequence, 0, 'k', 'a', 'a', 'r', 's', '{}', $previous, $hash)
                """;
            foreach (var name in new[] { "$sequence", "$previous", "$hash" })
            {
                var parameter = insert.CreateParameter();
                parameter.ParameterName = name;
                insert.Parameters.Add(parameter);
            }
            for (var sequence = 1; sequence <= 2001; sequence++)
            {
                var hash = HashChain.Hash(Entry(sequence, head.Hash));
                var stored = sequence == changed ? new string('0', 64) : hash;
                (insert.Parameters[0].Value, insert.Parameters[1].Value, insert.Parameters[2].Value) = (sequence, head.Hash, stored);
                await insert.ExecuteNonQueryAsync(Ct);
                head = new ChainHead(sequence, hash);
            }
            await transaction.CommitAsync(Ct);
        }
        var verdict = await records.Check().CheckAsync(Ct);
        Assert.Equal((changed - 1L, (long?)changed, "Changed"), (verdict.Entries, verdict.FirstBad, verdict.Fault));
    }

    private static LedgerEntry Entry(long sequence, string previous) =>
        new()
        {
            Sequence = sequence,
            At = DateTime.UnixEpoch,
            Kind = "k",
            ActorId = "a",
            ActorName = "a",
            ActorRole = "r",
            Subject = "s",
            Details = "{}",
            PreviousHash = previous,
            Hash = "",
        };
}
