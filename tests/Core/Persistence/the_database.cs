using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Commands;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Shares;

namespace SnapshotShare.Core.Tests.Persistence;

public sealed class the_database
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("UPDATE Ledger SET Kind = 'x'")]
    [InlineData("DELETE FROM Ledger")]
    [InlineData(
        "INSERT INTO Ledger SELECT Sequence + 5, At, Kind, ActorId, ActorName, ActorRole, Subject, Details, 'p', Hash FROM Ledger LIMIT 1"
    )]
    public async Task refuses_to_change_delete_or_skip_a_ledger_entry(string sql)
    {
        await using var rig = await new Rig { MigratesItself = true }.OpenAsync();
        await using var db = await rig.Get<IDbContextFactory<Db>>().CreateDbContextAsync(Ct);
        var refused = await Assert.ThrowsAsync<SqliteException>(() => db.Database.ExecuteSqlRawAsync(sql, Ct));
        Assert.Contains("the ledger", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>Names and decisions are nobody else's on the machine.</summary>
    [Fact]
    public async Task is_readable_by_its_owner_alone_with_everything_beside_it()
    {
        if (OperatingSystem.IsWindows())
            return;
        var folder = Path.Combine(Directory.CreateTempSubdirectory("snapshotshare-").FullName, "made", "here");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, OwnFolder.Create(folder).UnixFileMode);
        await using var rig = await new Rig { MigratesItself = true }.OpenAsync();
        await rig.Get<Sessions>().StartAsync("a", "a", [Role.Requester], Ct);
        var beside = Path.GetDirectoryName(rig.Get<LedgerHeads>().HeadsFile)!;
        rig.Get<LedgerHeads>().Write(new ChainHead(1, "a"), DateTime.UnixEpoch);
        foreach (var file in Directory.EnumerateFiles(beside).Where(file => !file.EndsWith(".pub", StringComparison.Ordinal)))
            Assert.Equal((file, false), (file, OwnFolder.IsOpenToOthers(file)));
        var open = Path.Combine(beside, "open");
        await File.WriteAllTextAsync(open, "", Ct);
        File.SetUnixFileMode(open, UnixFileMode.UserRead | UnixFileMode.GroupRead);
        Assert.True(OwnFolder.IsOpenToOthers(open));
    }

    [Fact]
    public async Task stops_the_change_when_its_ledger_entry_cannot_be_written()
    {
        await using var rig = await new Rig().OpenAsync();
        var before = (await rig.LedgerAsync()).Count;
        await using (var db = await rig.Get<IDbContextFactory<Db>>().CreateDbContextAsync(Ct))
            await db.Database.ExecuteSqlRawAsync(
                "CREATE TRIGGER broken BEFORE INSERT ON Ledger BEGIN SELECT RAISE(ABORT, 'disk full'); END;",
                Ct
            );

        await Assert.ThrowsAsync<DbUpdateException>(() =>
            rig.Get<LedgerTransaction>()
                .WriteAsync(
                    async scope =>
                    {
                        scope.Db.Add(SampleRows.Share());
                        await scope.Db.SaveChangesAsync(Ct);
                        scope.Append(Actor.Engine, "a", new SignedIn());
                    },
                    Ct
                )
        );

        await using var after = await rig.Get<IDbContextFactory<Db>>().CreateDbContextAsync(Ct);
        Assert.Equal(0, await after.Shares.CountAsync(Ct));
        Assert.Equal(before, await after.Ledger.CountAsync(Ct));
    }

    [Fact]
    public async Task keeps_one_chain_when_many_write_at_once()
    {
        await using var rig = await new Rig().OpenAsync();
        var sessions = rig.Get<Sessions>();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, 60),
            new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Ct },
            async (i, ct) => await sessions.StartAsync($"p{i}", $"p{i}", [Role.Requester], ct)
        );
        var ledger = await rig.LedgerAsync();
        Assert.Equal(61, ledger.Count);
        Assert.True(HashChain.Verify(ledger).Holds);
    }

    [Fact]
    public async Task knows_what_it_was_told_on_every_connection_and_still_when_one_is_lent_again()
    {
        await using var rig = await new Rig().OpenAsync();
        var databases = rig.Get<IDbContextFactory<Db>>();
        for (var i = 0; i < 3; i++)
        {
            await using var first = await databases.CreateDbContextAsync(Ct);
            await using var second = await databases.CreateDbContextAsync(Ct);
            foreach (var db in new[] { first, second })
            {
                await db.Database.OpenConnectionAsync(Ct);
                Assert.Equal(5000, await db.Database.SqlQueryRaw<int>("SELECT timeout AS Value FROM pragma_busy_timeout").SingleAsync(Ct));
                Assert.Equal(0, await db.Database.SqlQueryRaw<int>("SELECT synchronous AS Value FROM pragma_synchronous").SingleAsync(Ct));
            }
        }
    }

    [Fact]
    public async Task of_another_world_is_not_opened_and_both_are_named()
    {
        await using var rig = await new Rig().OpenAsync();
        rig.Environment = new DatabaseEnvironment("aws", ["111111111111"], "Entra");
        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => rig.RestartAsync());
        Assert.Contains("sandbox (accounts 123456789000,987654321000; sign-in Personas)", refused.Message, StringComparison.Ordinal);
        Assert.Contains("aws (accounts 111111111111; sign-in Entra)", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task is_opened_by_one_process_at_a_time()
    {
        await using var rig = await new Rig().OpenAsync();
        var refused = await Assert.ThrowsAsync<ServedElsewhereException>(rig.OpenAgainAsync);
        Assert.Contains("Another SnapshotShare process", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task without_its_triggers_is_not_opened()
    {
        await using var rig = await new Rig().OpenAsync();
        await using (var db = await rig.Get<IDbContextFactory<Db>>().CreateDbContextAsync(Ct))
            await db.Database.ExecuteSqlRawAsync("DROP TRIGGER Ledger_refuses_delete", Ct);
        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => rig.RestartAsync());
        Assert.Contains("Ledger_refuses_delete", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task of_a_newer_version_is_not_opened()
    {
        await using var rig = await new Rig().OpenAsync();
        await using (var db = await rig.Get<IDbContextFactory<Db>>().CreateDbContextAsync(Ct))
            await db.Database.ExecuteSqlRawAsync("INSERT INTO __EFMigrationsHistory VALUES ('29990101000000_Future', '99')", Ct);
        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => rig.RestartAsync());
        Assert.Contains("newer version", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task frees_the_leases_of_a_process_that_is_gone()
    {
        await using var rig = await new Rig().OpenAsync();
        var request = await rig.AskAsync();
        await using (var db = await rig.Get<IDbContextFactory<Db>>().CreateDbContextAsync(Ct))
            await db.Requests.ExecuteUpdateAsync(
                rows =>
                    rows.SetProperty(row => row.LeaseOwner, "dead")
                        .SetProperty(row => row.LeaseUntil, new DateTime(2100, 1, 1, 0, 0, 0, DateTimeKind.Utc)),
                Ct
            );
        await rig.RestartAsync();
        Assert.Null((await rig.ReadAsync(request.Id)).LeaseOwner);
    }

    [Theory]
    [InlineData("production", "987654321000", "it was account 987654321000 in ap-northeast-1")]
    [InlineData("dev", "987654321000", "it was account 987654321000 in ap-northeast-1, and now it is 123456789000 in ap-northeast-1")]
    public async Task is_not_opened_while_what_is_under_way_names_an_account_that_has_another_name_now(
        string name,
        string accountId,
        string words
    )
    {
        await using var rig = await new Rig().OpenAsync();
        await rig.WriteShareAsync("open", name, accountId);
        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => rig.RestartAsync());
        Assert.Contains($"'{name}' (share open)", refused.Message, StringComparison.Ordinal);
        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task belongs_to_an_account_that_joined_from_then_on()
    {
        await using var rig = await new Rig().OpenAsync();
        var before = rig.Environment;
        rig.Environment = before with { AccountIds = [.. before.AccountIds, "111122223333"] };
        await rig.RestartAsync();
        var entry = Assert.Single(await rig.LedgerAsync(), entry => entry.Kind == LedgerKind.WorldExtended);
        var extended = Assert.IsType<EnvironmentExtended>(entry.ReadEvent());
        Assert.Equal((before.AccountText, rig.Environment.AccountText), (extended.Before, extended.Accounts));
        rig.Environment = before;
        await Assert.ThrowsAsync<StartRefusedException>(() => rig.RestartAsync());
    }
}
