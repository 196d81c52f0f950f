using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using SnapshotShare.Core.Commands;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;

namespace SnapshotShare.Core.Tests.Ledger;

/// <summary>A real database with a real trip's worth of entries, tampered with by somebody who owns the file.</summary>
public sealed class the_ledgers_proof
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task holds_for_what_was_written_and_says_how_far_a_head_outside_vouches()
    {
        await using var rig = await FilledAsync();
        await rig.Get<LedgerCheck>().CheckAsync(Ct);
        await rig.Get<LedgerWatch>().WriteHeadAsync(Ct);
        await rig.Get<Sessions>().StartAsync("late", "late", [Role.Requester], Ct);

        var verdict = await rig.Get<LedgerCheck>().CheckAsync(Ct);

        Assert.True(verdict.Holds);
        Assert.Equal((verdict.Entries - 1, 1), (verdict.CoveredUpTo, verdict.Heads));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task names_the_first_entry_that_was_changed_deleted_swapped_or_inserted(int seed)
    {
        await using var rig = await FilledAsync();
        var random = new Random(seed);
        var last = (await rig.LedgerAsync()).Count;
        var at = random.Next(2, last - 1);
        foreach (
            var (name, sql, firstBad) in new[]
            {
                ("change", $"UPDATE Ledger SET ActorName = ActorName || '!' WHERE Sequence = {at}", at),
                ("delete", $"DELETE FROM Ledger WHERE Sequence = {at}", at),
                (
                    "swap",
                    $"UPDATE Ledger SET Sequence = -1 WHERE Sequence = {at}; UPDATE Ledger SET Sequence = {at} WHERE Sequence = {at + 1}; UPDATE Ledger SET Sequence = {at + 1} WHERE Sequence = -1",
                    at
                ),
                (
                    "insert",
                    $"INSERT INTO Ledger SELECT {last + 1}, At, Kind, ActorId, ActorName, ActorRole, Subject, Details, (SELECT Hash FROM Ledger WHERE Sequence = {last}), 'forged' FROM Ledger WHERE Sequence = {at}",
                    last + 1
                ),
            }
        )
        {
            var verdict = await TamperedAsync(rig, sql);
            Assert.True(verdict.FirstBad == firstBad, $"{name} at {at} of {last}: {verdict}");
        }
    }

    [Fact]
    public async Task finds_a_ledger_that_was_cut_or_made_again_from_some_entry_on_by_the_head_outside()
    {
        await using var rig = await FilledAsync();
        await rig.Get<LedgerCheck>().CheckAsync(Ct);
        await rig.Get<LedgerWatch>().WriteHeadAsync(Ct);
        var last = (await rig.LedgerAsync()).Count;

        var cut = await TamperedAsync(rig, $"DELETE FROM Ledger WHERE Sequence > {last - 2}");
        Assert.Equal((last - 1L, "Missing"), (cut.FirstBad, cut.Fault));

        // The last entry forged so well that the chain itself holds.
        var forged = (await rig.LedgerAsync())[^1];
        var again = new LedgerEntry
        {
            Sequence = forged.Sequence,
            At = forged.At,
            Kind = forged.Kind,
            ActorId = "somebody-else",
            ActorName = forged.ActorName,
            ActorRole = forged.ActorRole,
            Subject = forged.Subject,
            Details = forged.Details,
            PreviousHash = forged.PreviousHash,
            Hash = "",
        };
        var rewritten = await TamperedAsync(
            rig,
            $"UPDATE Ledger SET ActorId = 'somebody-else', Hash = '{HashChain.Hash(again)}' WHERE Sequence = {last}"
        );
        Assert.Equal(((long)last, "HeadDiffers"), (rewritten.FirstBad, rewritten.Fault));
    }

    [Fact]
    public async Task cannot_show_what_was_cut_off_after_the_last_head_and_does_not_claim_to()
    {
        await using var rig = await FilledAsync();
        await rig.Get<LedgerCheck>().CheckAsync(Ct);
        await rig.Get<LedgerWatch>().WriteHeadAsync(Ct);
        var covered = (await rig.LedgerAsync()).Count;
        await rig.Get<Sessions>().StartAsync("late", "late", [Role.Requester], Ct);

        var verdict = await TamperedAsync(rig, $"DELETE FROM Ledger WHERE Sequence > {covered}");

        Assert.True(verdict.Holds);
        Assert.Equal(covered, verdict.CoveredUpTo);
    }

    /// <summary>A head that was written later names less where somebody put an older database in place: the one before it still counts.</summary>
    [Fact]
    public async Task is_held_against_every_head_outside_and_not_only_the_newest()
    {
        await using var rig = await new Rig().OpenAsync();
        var entries = await rig.LedgerAsync();
        var heads = rig.Get<LedgerHeads>();
        heads.Write(new ChainHead(entries.Count + 5, new string('a', 64)), entries[0].At);
        heads.Write(new ChainHead(1, entries[0].Hash), entries[0].At);

        var verdict = await rig.Get<LedgerCheck>().CheckAsync(Ct);

        Assert.Equal((entries.Count + 1L, "Missing", 2), (verdict.FirstBad, verdict.Fault, verdict.Heads));
        Assert.Equal(entries.Count, verdict.CoveredUpTo);
    }

    [Fact]
    public async Task has_a_line_of_its_own_for_each_head_also_after_one_that_a_crash_tore()
    {
        await using var rig = await new Rig().OpenAsync();
        var at = (await rig.LedgerAsync())[0].At;
        var heads = rig.Get<LedgerHeads>();
        heads.Write(new ChainHead(1, new string('a', 64)), at);
        await File.AppendAllTextAsync(heads.HeadsFile, """{"sequence":2,"ha""", Ct);

        heads.Write(new ChainHead(3, new string('c', 64)), at);
        heads.Write(new ChainHead(3, new string('c', 64)), at);

        Assert.Equal([1, 3], heads.Read().Signed.Select(head => head.Sequence));
    }

    [Fact]
    public async Task has_its_head_again_in_a_file_that_somebody_took_away()
    {
        await using var rig = await new Rig().OpenAsync();
        var at = (await rig.LedgerAsync())[0].At;
        var heads = rig.Get<LedgerHeads>();
        heads.Write(new ChainHead(1, new string('a', 64)), at);
        File.Delete(heads.HeadsFile);

        heads.Write(new ChainHead(1, new string('a', 64)), at);

        Assert.Equal([1], heads.Read().Signed.Select(head => head.Sequence));
    }

    [Fact]
    public async Task differs_from_a_head_wherever_in_the_chain_that_stands()
    {
        await using var rig = await new Rig().OpenAsync();
        foreach (var name in new[] { "a", "b", "c" })
            await rig.Get<Sessions>().StartAsync(name, name, [Role.Requester], Ct);
        var entries = await rig.LedgerAsync();
        var heads = rig.Get<LedgerHeads>();
        heads.Write(new ChainHead(entries[^1].Sequence, entries[^1].Hash), entries[0].At);
        heads.Write(new ChainHead(2, new string('a', 64)), entries[0].At);

        var verdict = await rig.Get<LedgerCheck>().CheckAsync(Ct);

        Assert.Equal((2L, "HeadDiffers", 1L), (verdict.FirstBad, verdict.Fault, verdict.Entries));
    }

    /// <summary>What cannot even be read is changed, and nothing that follows from a check that stumbled over it.</summary>
    [Theory]
    [InlineData("Details = '{\"a\":1,\"a\":2}'")]
    [InlineData("Details = '{\"a\":1.5}'")]
    [InlineData("Details = '{\"a\":1e400}'")]
    [InlineData("Details = replace(hex(zeroblob(100)), '0', '[')")]
    [InlineData("Details = 'null'")]
    [InlineData("Details = ''")]
    [InlineData("Details = x'ff'")]
    [InlineData("At = 9223372036854775807")]
    [InlineData("At = -9223372036854775807")]
    [InlineData("At = 'yesterday'")]
    [InlineData("At = 1e300")]
    [InlineData("Hash = ''")]
    public async Task names_an_entry_that_cannot_be_read(string change)
    {
        await using var rig = await new Rig().OpenAsync();
        foreach (var name in new[] { "a", "b", "c" })
            await rig.Get<Sessions>().StartAsync(name, name, [Role.Requester], Ct);
        await rig.Get<LedgerCheck>().CheckAsync(Ct);

        await TamperAsync(rig, $"UPDATE Ledger SET {change} WHERE Sequence = 2");

        var verdict = await rig.Get<LedgerCheck>().CheckAsync(Ct);
        Assert.Equal((1L, 2L, "Changed"), (verdict.Entries, verdict.FirstBad, verdict.Fault));
        await rig.Get<LedgerWatch>().WriteHeadAsync(Ct);
        Assert.Empty(rig.Get<LedgerHeads>().Read().Signed);
    }

    /// <summary>A check that comes to no end is a verdict like another: it is told, and nobody vouches for the ledger before the next.</summary>
    [Fact]
    public async Task is_vouched_for_by_nobody_after_a_check_that_came_to_no_end()
    {
        await using var rig = await new Rig().OpenAsync();
        await rig.Get<LedgerCheck>().CheckAsync(Ct);
        await TamperAsync(rig, "ALTER TABLE Ledger RENAME COLUMN Details TO Elsewhere");
        var unread = await rig.Get<LedgerCheck>().CheckAsync(Ct);
        Assert.Equal((false, "Unreadable", null), (unread.Holds, unread.Fault, unread.FirstBad));
        Assert.Same(unread, rig.Get<LedgerCheck>().Last);
        await TamperAsync(rig, "ALTER TABLE Ledger RENAME COLUMN Elsewhere TO Details");

        await rig.Get<LedgerWatch>().WriteHeadAsync(Ct);
        Assert.Empty(rig.Get<LedgerHeads>().Read().Signed);
        Assert.True((await rig.Get<LedgerCheck>().CheckAsync(Ct)).Holds);
        await rig.Get<LedgerWatch>().WriteHeadAsync(Ct);
        Assert.Single(rig.Get<LedgerHeads>().Read().Signed);
    }

    /// <summary>Whatever is done to the heads, to their key or to the database's own refusals: the verdict says so, and no head is added to it.</summary>
    [Theory]
    [InlineData("a head that another key signed", "HeadVoid")]
    [InlineData("a head without a signature", "HeadVoid")]
    [InlineData("a line that is no head", "HeadVoid")]
    [InlineData("an empty line", "HeadVoid")]
    [InlineData("a head with another hash", "HeadVoid")]
    [InlineData("the key is gone", "KeyMissing")]
    [InlineData("the key is empty", "KeyMissing")]
    [InlineData("the key is another", "HeadVoid")]
    [InlineData("the heads are gone", "HeadsLost")]
    [InlineData("the heads and the key are gone", "HeadsLost")]
    [InlineData("the newer heads are gone", "HeadsLost")]
    [InlineData("a trigger is gone", "TriggersGone")]
    [InlineData("a trigger does nothing", "TriggersGone")]
    [InlineData("the newest head is torn", null)]
    [InlineData("nothing", null)]
    public async Task does_not_hold_where_its_protection_was_spoiled(string how, string? fault)
    {
        await using var rig = await new Rig().OpenAsync();
        var heads = rig.Get<LedgerHeads>();
        foreach (var name in new[] { "a", "b", "c" })
        {
            await rig.Get<Sessions>().StartAsync(name, name, [Role.Requester], Ct);
            await rig.Get<LedgerCheck>().CheckAsync(Ct);
            await rig.Get<LedgerWatch>().WriteHeadAsync(Ct);
        }
        var lines = await File.ReadAllLinesAsync(heads.HeadsFile, Ct);
        Assert.Equal(3, lines.Length);

        await SpoilAsync(rig, how, lines);

        var verdict = await rig.Get<LedgerCheck>().CheckAsync(Ct);
        Assert.Equal((fault is null, fault, null), (verdict.Holds, verdict.Fault, verdict.FirstBad));
        var left = File.Exists(heads.HeadsFile) ? await File.ReadAllTextAsync(heads.HeadsFile, Ct) : "";
        await rig.Get<Sessions>().StartAsync("d", "d", [Role.Requester], Ct);
        await rig.Get<LedgerWatch>().WriteHeadAsync(Ct);
        Assert.Equal(fault is null, left != (File.Exists(heads.HeadsFile) ? await File.ReadAllTextAsync(heads.HeadsFile, Ct) : ""));
    }

    private static async Task SpoilAsync(Rig rig, string how, string[] lines)
    {
        var heads = rig.Get<LedgerHeads>();
        var key = rig.Get<LedgerKey>();
        switch (how)
        {
            case "a head that another key signed":
                var elsewhere = new LedgerHeads(new LedgerKey(Directory.CreateTempSubdirectory("snapshotshare-").FullName));
                elsewhere.Write(new ChainHead(1, (await rig.LedgerAsync())[0].Hash), (await rig.LedgerAsync())[0].At);
                await LinesAsync([.. lines, .. await File.ReadAllLinesAsync(elsewhere.HeadsFile, Ct)]);
                break;
            case "a head without a signature":
                await LinesAsync([lines[0], "{\"sequence\":1,\"hash\":\"a\",\"at\":\"b\"}", .. lines[1..]]);
                break;
            case "a line that is no head":
                await LinesAsync([.. lines[..2], "null", .. lines[2..]]);
                break;
            case "an empty line":
                await LinesAsync(["", .. lines]);
                break;
            case "a head with another hash":
                await LinesAsync([lines[0].Replace("\"hash\":\"", "\"hash\":\"0", StringComparison.Ordinal), .. lines[1..]]);
                break;
            case "the key is gone":
                File.Delete(key.KeyFile);
                break;
            case "the key is empty":
                await File.WriteAllTextAsync(key.KeyFile, "", Ct);
                break;
            case "the key is another":
                var other = new LedgerKey(Directory.CreateTempSubdirectory("snapshotshare-").FullName);
                other.PublicKey();
                File.Copy(other.KeyFile, key.KeyFile, overwrite: true);
                break;
            case "the heads are gone":
                File.Delete(heads.HeadsFile);
                break;
            case "the heads and the key are gone":
                File.Delete(heads.HeadsFile);
                File.Delete(key.KeyFile);
                File.Delete(key.PublicKeyFile);
                break;
            case "the newer heads are gone":
                await LinesAsync(lines[..1]);
                break;
            case "a trigger is gone":
                await ExecuteAsync(rig, "DROP TRIGGER Ledger_refuses_update");
                break;
            case "a trigger does nothing":
                await ExecuteAsync(
                    rig,
                    "DROP TRIGGER Ledger_refuses_delete; CREATE TRIGGER Ledger_refuses_delete BEFORE DELETE ON Ledger BEGIN SELECT 1; END;"
                );
                break;
            case "the newest head is torn":
                await File.WriteAllTextAsync(heads.HeadsFile, string.Join('\n', [.. lines[..2], lines[2][..40]]), Ct);
                break;
        }

        Task LinesAsync(string[] all) => File.WriteAllLinesAsync(heads.HeadsFile, all, Ct);
    }

    /// <summary>Nor is another put in its place, beside which nobody would miss it.</summary>
    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task does_not_hold_where_the_only_head_is_gone(bool isEmptied, bool isAtRest)
    {
        await using var rig = await new Rig().OpenAsync();
        var heads = rig.Get<LedgerHeads>().HeadsFile;
        await rig.Get<LedgerCheck>().CheckAsync(Ct);
        for (var minute = 0; minute < 2; minute++)
            await rig.Get<LedgerWatch>().WriteHeadAsync(Ct);
        Assert.Single(await File.ReadAllLinesAsync(heads, Ct));

        if (isAtRest)
            await rig.RestartAsync(Spoil);
        else
            Spoil();
        if (isAtRest)
            await rig.Get<LedgerCheck>().CheckAsync(Ct);
        await rig.Get<LedgerWatch>().WriteHeadAsync(Ct);

        Assert.Equal("HeadsLost", rig.Get<LedgerCheck>().Last!.Fault);
        Assert.True(!File.Exists(heads) || new FileInfo(heads).Length == 0, "A new head hides that the old one is gone.");

        void Spoil()
        {
            File.Delete(heads);
            if (isEmptied)
                File.Create(heads).Dispose();
        }
    }

    /// <summary>Within the minute in which it was written, too.</summary>
    [Fact]
    public async Task does_not_hold_where_a_head_is_gone_that_was_just_written()
    {
        await using var rig = await new Rig().OpenAsync();
        await rig.Get<LedgerCheck>().CheckAsync(Ct);
        await rig.Get<LedgerWatch>().WriteHeadAsync(Ct);
        File.Delete(rig.Get<LedgerHeads>().HeadsFile);

        Assert.Equal("HeadsLost", (await rig.Get<LedgerCheck>().CheckAsync(Ct)).Fault);
    }

    /// <summary>A host that is disposed takes away what a check is in the middle of: nobody is told, and nothing has failed.</summary>
    [Fact]
    public async Task is_left_in_the_middle_of_a_check_when_its_host_goes()
    {
        var (begun, gone) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var rig = await new Rig
        {
            AddMore = services => services.AddSingleton<ILedgerWitness>(new Halting(begun, gone.Task)),
        }.OpenAsync();
        var watch = rig.Get<LedgerWatch>();
        await watch.StartAsync(Ct);
        await begun.Task.WaitAsync(Ct);
        await rig.DieAsync();
        gone.SetResult();
        var running = watch.ExecuteTask ?? Task.CompletedTask;
        await Task.WhenAny(running).WaitAsync(Ct);
        Assert.False(running.IsFaulted, running.Exception?.ToString());
    }

    private sealed class Halting(TaskCompletionSource begun, Task gone) : ILedgerWitness
    {
        public async Task<string?> DiffersAsync(Db db, CancellationToken ct)
        {
            begun.TrySetResult();
            await gone;
            throw new ObjectDisposedException(nameof(IServiceProvider));
        }
    }

    [Fact]
    public async Task has_its_key_made_once_and_never_anew_beside_heads()
    {
        await using var rig = await new Rig().OpenAsync();
        var (heads, key) = (rig.Get<LedgerHeads>(), rig.Get<LedgerKey>());
        var pem = key.PublicKey();
        heads.Write(new ChainHead(1, new string('a', 64)), (await rig.LedgerAsync())[0].At);
        File.Delete(key.PublicKeyFile);
        Assert.Equal(pem, key.PublicKey());
        Assert.Equal(pem, await File.ReadAllTextAsync(key.PublicKeyFile, Ct));

        File.Delete(key.KeyFile);
        Assert.Throws<LedgerKeyException>(key.PublicKey);
        Assert.Throws<LedgerKeyException>(() => heads.Sign(new ChainHead(1, "a"), DateTime.UnixEpoch));
        Assert.False(File.Exists(key.KeyFile));
    }

    /// <summary>The way out where nobody has a copy: an administrator says so, it stands in the ledger, and heads begin anew.</summary>
    [Fact]
    public async Task goes_on_without_lost_heads_once_an_administrator_has_given_them_up()
    {
        await using var rig = await new Rig().OpenAsync();
        var (check, commands) = (rig.Get<LedgerCheck>(), rig.Get<LedgerCommands>());
        for (var i = 0; i < 2; i++)
        {
            await rig.Get<Sessions>().StartAsync($"{i}", $"{i}", [Role.Requester], Ct);
            await check.CheckAsync(Ct);
            await rig.Get<LedgerWatch>().WriteHeadAsync(Ct);
        }
        var covered = (await rig.LedgerAsync()).Count;
        Assert.Equal("heads-not-lost", (await commands.GiveUpHeadsAsync(Rig.Admin, Ct)).Refusal!.Message.Key);
        File.Delete(rig.Get<LedgerHeads>().HeadsFile);

        Assert.Equal(RefusalKind.Forbidden, (await commands.GiveUpHeadsAsync(Rig.Auditor, Ct)).Refusal!.Kind);
        Assert.Equal("HeadsLost", (await check.CheckAsync(Ct)).Fault);
        var (verdict, refusal) = await commands.GiveUpHeadsAsync(Rig.Admin, Ct);

        Assert.Null(refusal);
        Assert.True(verdict!.Holds);
        var told = Assert.IsType<HeadsGivenUp>((await rig.LedgerAsync())[^1].ReadEvent());
        Assert.Equal((covered, 0), (told.CoveredUpTo, told.StillCoveredUpTo));
        await rig.Get<LedgerWatch>().WriteHeadAsync(Ct);
        Assert.True((await check.CheckAsync(Ct)).Holds);
    }

    [Fact]
    public async Task is_checked_again_within_a_minute_when_a_check_came_to_no_end()
    {
        await using var rig = await new Rig().OpenAsync();
        var (time, failed) = (new FakeTimeProvider(), new Failure());
        var check = rig.Get<LedgerCheck>();
        await TamperAsync(rig, "ALTER TABLE Ledger RENAME COLUMN Details TO Elsewhere");
        using var watch = new LedgerWatch(
            check,
            rig.Get<LedgerHeads>(),
            rig.Get<LedgerTransaction>(),
            rig.Get<IDbContextFactory<Db>>(),
            time,
            failed
        );
        await watch.StartAsync(Ct);
        await failed.Told.WaitAsync(TimeSpan.FromMinutes(1), Ct);
        Assert.False(check.Last!.Holds);
        await TamperAsync(rig, "ALTER TABLE Ledger RENAME COLUMN Elsewhere TO Details");

        // Well short of the hour after which every ledger is checked.
        for (var second = 0; second < 1200 && check.Last is not { Holds: true }; second++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, Ct);
        }
        Assert.NotNull(check.Last);
        await watch.StopAsync(Ct);
        Assert.True(check.Last.Holds);
    }

    /// <summary>Whoever writes the end anew may have it vouched for anew; the word that was given before still stands against it.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task differs_from_any_of_several_heads_of_one_entry(bool isTheFirst)
    {
        await using var rig = await new Rig().OpenAsync();
        var end = (await rig.LedgerAsync())[^1];
        var (own, other) = (new ChainHead(end.Sequence, end.Hash), new ChainHead(end.Sequence, new string('a', 64)));
        foreach (var head in isTheFirst ? new[] { other, own } : [own, other])
            rig.Get<LedgerHeads>().Write(head, end.At);

        var verdict = await rig.Get<LedgerCheck>().CheckAsync(Ct);

        Assert.Equal((end.Sequence, "HeadDiffers"), (verdict.FirstBad, verdict.Fault));
    }

    [Fact]
    public async Task vouches_for_nothing_while_the_ledger_does_not_hold()
    {
        await using var rig = await FilledAsync();
        await TamperAsync(rig, "UPDATE Ledger SET ActorName = 'x' WHERE Sequence = 2");
        await rig.Get<LedgerCheck>().CheckAsync(Ct);

        await rig.Get<LedgerWatch>().WriteHeadAsync(Ct);

        Assert.Empty(rig.Get<LedgerHeads>().Read().Signed);
    }

    [Fact]
    public async Task is_not_given_away_as_evidence_while_the_ledger_does_not_hold()
    {
        await using var rig = await FilledAsync();
        var subject = (await rig.LedgerAsync()).First(entry => entry.Kind == LedgerKind.Requested).Subject;
        Assert.NotNull((await rig.Get<EvidenceCommands>().TakeAsync(Rig.Auditor, subject, Ct)).Evidence);
        await TamperAsync(rig, "UPDATE Ledger SET ActorName = 'x' WHERE Sequence = 2");

        var (evidence, refusal) = await rig.Get<EvidenceCommands>().TakeAsync(Rig.Auditor, subject, Ct);

        Assert.Null(evidence);
        Assert.Equal("ledger-broken", refusal!.Message.Key);
        Assert.Single(await rig.LedgerAsync(), entry => entry.Kind == LedgerKind.EvidenceTaken);
    }

    [Fact]
    public async Task names_the_line_of_a_head_that_somebody_else_signed_and_ignores_one_that_is_torn()
    {
        await using var rig = await FilledAsync();
        var heads = rig.Get<LedgerHeads>();
        heads.Write(new ChainHead(1, "right"), new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        var line = await File.ReadAllTextAsync(heads.HeadsFile, Ct);
        await File.AppendAllTextAsync(heads.HeadsFile, line[..20], Ct);
        Assert.Null(heads.Read().FirstVoid);
        await File.WriteAllTextAsync(heads.HeadsFile, line + line.Replace("right", "wrong", StringComparison.Ordinal) + line[..20], Ct);

        Assert.Equal("right", Assert.Single(heads.Read().Signed).Hash);
        Assert.Equal(2, heads.Read().FirstVoid);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(rig.Get<LedgerKey>().KeyFile));
    }

    [Fact]
    public async Task can_be_checked_without_this_application()
    {
        await using var rig = await FilledAsync();
        await rig.Get<LedgerCheck>().CheckAsync(Ct);
        await rig.Get<LedgerWatch>().WriteHeadAsync(Ct);
        var heads = rig.Get<LedgerHeads>();
        var export = Path.ChangeExtension(heads.HeadsFile, ".export");
        var (lines, refusal) = await rig.Get<LedgerCommands>().ExportAsync(Rig.Auditor, new LedgerFilter(), ExportFormat.JsonLines, Ct);
        Assert.Null(refusal);
        var all = new List<string>();
        await foreach (var line in lines!.WithCancellation(Ct))
            all.Add(line);
        Assert.Equal(LedgerKind.Exported, (await rig.LedgerAsync())[^1].Kind);

        await File.WriteAllLinesAsync(export, all.Select(line => line.TrimEnd()), Ct);
        var (code, said) = await VerifiedAsync(export, heads);
        Assert.True(code == 0, said);
        Assert.StartsWith(
            $"{all.Count} entries hold, 0 gaps, heads vouch for entries up to {all.Count - 1}",
            said,
            StringComparison.Ordinal
        );

        await File.WriteAllLinesAsync(
            export,
            all.Select((line, i) => i == 1 ? line.Replace("\"name\":\"", "\"name\":\"x", StringComparison.Ordinal) : line)
                .Select(line => line.TrimEnd()),
            Ct
        );
        Assert.Contains("entry 2 is not what was hashed", (await VerifiedAsync(export, heads)).Said, StringComparison.Ordinal);
        await File.WriteAllLinesAsync(export, all.Take(all.Count - 2).Select(line => line.TrimEnd()), Ct);
        Assert.Contains($"entry {all.Count - 1} is missing", (await VerifiedAsync(export, heads)).Said, StringComparison.Ordinal);
    }

    /// <summary>Whatever somebody made of one entry, all the others are exported, and a verifier names the one.</summary>
    [Theory]
    [InlineData("'not json'")]
    [InlineData("'{\"a\":1,\"a\":2}'")]
    [InlineData("'{\"a\":1e400}'")]
    [InlineData("''")]
    public async Task is_exported_to_its_end_past_an_entry_that_cannot_be_read(string details)
    {
        await using var rig = await FilledAsync();
        await TamperAsync(rig, $"UPDATE Ledger SET Details = {details} WHERE Sequence = 3");
        foreach (var format in Enum.GetValues<ExportFormat>())
        {
            var lines = await ExportedAsync(rig, format);
            Assert.Equal((await rig.LedgerAsync()).Count + (format == ExportFormat.Csv ? 1 : 0), lines.Count);
        }
        var (code, said) = await CheckedAsync(rig, await ExportedAsync(rig, ExportFormat.JsonLines));
        Assert.Equal((1, "entry 3 is not what was hashed"), (code, said.Trim()));
    }

    /// <summary>What no chain shows: entries that follow from one another and cannot be true. The forger has everything but the key.</summary>
    [Theory]
    [InlineData("nothing", 0, "entries hold, 0 gaps")]
    [InlineData("leaves the approval out", 1, "is share.opened without request.approved before it")]
    [InlineData("has the requester approve", 1, "is a decision that is not signed by this key")]
    [InlineData("approves another plan", 1, "is a decision that is not signed by this key")]
    [InlineData("signs with another key", 1, "is a decision that is not signed by this key")]
    [InlineData("leaves the signature out", 0, "0 decisions are signed")]
    [InlineData("leaves the second signature out", 1, "is a decision that nobody signed, after some that were")]
    public async Task is_held_against_what_can_be_true_where_a_forger(string what, int code, string says)
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await rig.AskAsync(Rig.Terms with { Goal = Goal.Share });
        await rig.ApproveAsync(asked);
        await rig.RunUntilAsync(asked.Id, request => request.Step(StepName.Share).Status == StepStatus.Done);
        var rejected = await rig.AskAsync();
        await rig.Verbs.RejectAsync(Rig.Dba, rejected.Id, "no", Ct);
        var forged = new List<LedgerEntry>();
        foreach (var entry in await rig.LedgerAsync())
            if (Forged(entry, what) is { } kept)
                forged.Add(Chained(kept, forged));

        var (ended, said) = await CheckedAsync(rig, [.. forged.Select(LedgerCommands.Line)]);

        Assert.Equal((code, true), (ended, said.Contains(says, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task is_told_to_be_whole_only_without_a_gap()
    {
        await using var rig = await FilledAsync();
        var lines = await ExportedAsync(rig, ExportFormat.JsonLines);
        Assert.Equal(0, (await CheckedAsync(rig, lines, isWhole: true)).Code);
        var cut = lines.Where((_, i) => i != 2).ToList();
        Assert.Equal(
            (0, true),
            (await CheckedAsync(rig, cut)) is var (code, said) ? (code, said.Contains("1 gaps", StringComparison.Ordinal)) : default
        );
        Assert.Equal(
            (1, "1 gaps: this is not the whole ledger"),
            (await CheckedAsync(rig, cut, isWhole: true)) is var (other, why) ? (other, why.Trim()) : default
        );
    }

    private static LedgerEntry? Forged(LedgerEntry entry, string what)
    {
        var isApproval = entry.Kind == LedgerKind.Approved;
        return what switch
        {
            "leaves the approval out" => isApproval ? null : entry,
            "has the requester approve" when isApproval => With(entry, actor: Rig.Developer.Id),
            "approves another plan" when isApproval => With(
                entry,
                entry.Details.Replace("\"digest\":\"", "\"digest\":\"0", StringComparison.Ordinal)
            ),
            "signs with another key" when isApproval => With(
                entry,
                Signed(entry, new LedgerKey(Directory.CreateTempSubdirectory("snapshotshare-").FullName).Sign([1]))
            ),
            "leaves the signature out" when isApproval || entry.Kind == LedgerKind.Rejected => With(entry, Signed(entry, signature: null)),
            "leaves the second signature out" when entry.Kind == LedgerKind.Rejected => With(entry, Signed(entry, signature: null)),
            _ => entry,
        };
    }

    private static string Signed(LedgerEntry entry, string? signature)
    {
        var details = System.Text.Json.Nodes.JsonNode.Parse(entry.Details)!.AsObject();
        details.Remove("signature");
        if (signature is not null)
            details["signature"] = signature;
        return CanonicalJson.Write(details);
    }

    private static LedgerEntry With(
        LedgerEntry entry,
        string? details = null,
        string? actor = null,
        long? sequence = null,
        string? previous = null,
        string? hash = null
    ) =>
        new()
        {
            Sequence = sequence ?? entry.Sequence,
            At = entry.At,
            Kind = entry.Kind,
            ActorId = actor ?? entry.ActorId,
            ActorName = entry.ActorName,
            ActorRole = entry.ActorRole,
            Subject = entry.Subject,
            Details = details ?? entry.Details,
            PreviousHash = previous ?? entry.PreviousHash,
            Hash = hash ?? entry.Hash,
        };

    private static LedgerEntry Chained(LedgerEntry entry, List<LedgerEntry> before)
    {
        var placed = With(entry, sequence: before.Count + 1, previous: before.Count == 0 ? HashChain.Genesis : before[^1].Hash);
        return With(placed, hash: HashChain.Hash(placed));
    }

    private static async Task<List<string>> ExportedAsync(Rig rig, ExportFormat format)
    {
        var (lines, _) = await rig.Get<LedgerCommands>().ExportAsync(Rig.Auditor, new LedgerFilter(), format, Ct);
        var all = new List<string>();
        await foreach (var line in lines!.WithCancellation(Ct))
            all.Add(line.TrimEnd());
        return all;
    }

    private static async Task<(int Code, string Said)> CheckedAsync(Rig rig, IEnumerable<string> lines, bool isWhole = false)
    {
        var heads = rig.Get<LedgerHeads>();
        rig.Get<LedgerKey>().PublicKey();
        var export = Path.ChangeExtension(heads.HeadsFile, ".export");
        await File.WriteAllLinesAsync(export, lines, Ct);
        return await VerifiedAsync(export, heads, withHeads: false, isWhole);
    }

    [Fact]
    public async Task is_not_exported_into_a_spreadsheet_as_a_formula()
    {
        await using var rig = await new Rig().OpenAsync();
        await rig.Get<Sessions>().StartAsync("id", "=HYPERLINK(\"http://elsewhere\")", [Role.Admin], Ct);

        var (lines, _) = await rig.Get<LedgerCommands>().ExportAsync(Rig.Auditor, new LedgerFilter(), ExportFormat.Csv, Ct);

        var all = new List<string>();
        await foreach (var line in lines!.WithCancellation(Ct))
            all.Add(line);
        Assert.Contains(all, line => line.Contains("\"'=HYPERLINK(\"\"http://elsewhere\"\")\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Role.Requester)]
    [InlineData(Role.Approver)]
    public async Task is_exported_and_checked_by_auditors_and_administrators_only(Role role)
    {
        await using var rig = await new Rig().OpenAsync();
        var somebody = new Actor("somebody", "somebody", [role], SessionId: null);
        var verbs = rig.Get<LedgerCommands>();
        Assert.Equal("not-your-role", (await verbs.VerifyAsync(somebody, Ct)).Refusal!.Message.Key);
        var (_, refusal) = await verbs.ExportAsync(somebody, new LedgerFilter(), ExportFormat.Csv, Ct);
        Assert.Equal("not-your-role", refusal!.Message.Key);
        Assert.Equal(2, (await rig.LedgerAsync()).Count(entry => entry.Kind == LedgerKind.Refused));
    }

    /// <summary>Each member of the filter by itself: the entries that it lets through, and those that it does not.</summary>
    [Fact]
    public async Task is_narrowed_by_each_member_of_the_filter()
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await rig.AskAsync();
        await rig.AskAsync(Rig.Terms with { Source = SourceChoice.Newest("prod-batch-cluster"), TargetCluster = "dev-batch" });
        await rig.Get<Sessions>().StartAsync("somebody", "DBA", [Role.Requester], Ct);
        var all = await rig.LedgerAsync();
        var (plan, at) = (asked.Plan, all[^1].At);
        var own = (LedgerEntry entry) => entry.Subject == asked.Id;
        var ofRequests = (LedgerEntry entry) => entry.Kind.StartsWith("request.", StringComparison.Ordinal);
        var rows = new (string Member, LedgerFilter Filter, Func<LedgerEntry, bool> Expected)[]
        {
            (nameof(LedgerFilter.Subject), new(Subject: asked.Id), own),
            (nameof(LedgerFilter.Account), new(Account: plan.From.Account), ofRequests),
            (nameof(LedgerFilter.Account), new(Account: plan.From.AccountId), ofRequests),
            (nameof(LedgerFilter.Account), new(Account: plan.To.Account), ofRequests),
            (nameof(LedgerFilter.Account), new(Account: plan.To.AccountId), ofRequests),
            (nameof(LedgerFilter.Account), new(Account: "nowhere"), _ => false),
            (nameof(LedgerFilter.Cluster), new(Cluster: plan.Source.Cluster), own),
            (nameof(LedgerFilter.Cluster), new(Cluster: plan.TargetCluster), own),
            (nameof(LedgerFilter.Snapshot), new(Snapshot: plan.Source.Identifier), own),
            (nameof(LedgerFilter.Snapshot), new(Snapshot: plan.Source.Arn), own),
            (nameof(LedgerFilter.Snapshot), new(Snapshot: plan.SharingSnapshot), own),
            (nameof(LedgerFilter.Snapshot), new(Snapshot: plan.SharingSnapshotArn), own),
            (nameof(LedgerFilter.Snapshot), new(Snapshot: plan.TargetSnapshot), own),
            (nameof(LedgerFilter.Person), new(Person: "somebody"), entry => entry.ActorId == "somebody"),
            (nameof(LedgerFilter.Person), new(Person: "DBA"), entry => entry.ActorName == "DBA"),
            (nameof(LedgerFilter.Kind), new(Kind: "request"), ofRequests),
            (nameof(LedgerFilter.Kind), new(Kind: LedgerKind.Planned), entry => entry.Kind == LedgerKind.Planned),
            (nameof(LedgerFilter.Kind), new(Kind: "req"), _ => false),
            (nameof(LedgerFilter.From), new(From: at), entry => entry.At >= at),
            (nameof(LedgerFilter.Until), new(Until: at), entry => entry.At < at),
        };
        foreach (var (member, filter, expected) in rows)
        {
            var entries = await OfAsync(rig, filter, 0);
            Assert.True(
                all.Where(expected).Select(entry => entry.Sequence).SequenceEqual(entries.Select(entry => entry.Sequence).Order()),
                $"{member}: {filter} lets through {string.Join(", ", entries.Select(entry => $"{entry.Sequence} {entry.Kind}"))}"
            );
            Assert.False(filter.IsEverything);
        }
        Assert.True(new LedgerFilter().IsEverything);
        Assert.Equal(all.Count, (await OfAsync(rig, new LedgerFilter(), 0)).Count);
        Assert.Empty(
            typeof(LedgerFilter)
                .GetProperties()
                .Where(property => property.CanWrite)
                .Select(property => property.Name)
                .Except(rows.Select(row => row.Member))
        );
    }

    [Fact]
    public async Task is_narrowed_by_what_a_request_travels_through()
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await rig.AskAsync();
        await rig.AskAsync(Rig.Terms with { Source = SourceChoice.Newest("prod-batch-cluster"), TargetCluster = "dev-batch" });
        foreach (
            var filter in new[]
            {
                new LedgerFilter(Cluster: "prod-altplus-cluster"),
                new LedgerFilter(Snapshot: asked.Plan.SharingSnapshot),
                new LedgerFilter(Cluster: asked.Plan.TargetCluster),
                new LedgerFilter(Subject: asked.Id),
            }
        )
            Assert.All(await OfAsync(rig, filter, atLeast: 2), entry => Assert.Equal(asked.Id, entry.Subject));
        Assert.All(await OfAsync(rig, new LedgerFilter(Person: "developer"), 2), entry => Assert.Equal("developer", entry.ActorName));
        Assert.All(
            await OfAsync(rig, new LedgerFilter(Kind: "request"), 4),
            entry => Assert.StartsWith("request.", entry.Kind, StringComparison.Ordinal)
        );
        Assert.Empty(await OfAsync(rig, new LedgerFilter(Account: "nowhere"), 0));
        Assert.Empty(await OfAsync(rig, new LedgerFilter(Until: asked.CreatedAt.AddDays(-1)), 0));
    }

    private static async Task<List<LedgerEntry>> OfAsync(Rig rig, LedgerFilter filter, int atLeast)
    {
        await using var db = await rig.Get<IDbContextFactory<Db>>().CreateDbContextAsync(Ct);
        var entries = await (await filter.OfAsync(db, Ct)).ToListAsync(Ct);
        Assert.True(entries.Count >= atLeast, $"{filter}: {entries.Count}");
        return entries;
    }

    private static async Task<Rig> FilledAsync()
    {
        var rig = await new Rig().OpenAsync();
        var asked = await rig.AskAsync();
        await rig.ApproveAsync(asked);
        await rig.RunUntilAsync(asked.Id, request => request.FindStep(Core.Plans.StepName.CopyForSharing)?.IsOver == true);
        return rig;
    }

    /// <summary>The check's verdict on the tampered file; the file is as before afterwards.</summary>
    private static async Task<LedgerVerdict> TamperedAsync(Rig rig, string sql)
    {
        var file = await FileAsync(rig);
        File.Copy(file, file + ".sound", overwrite: true);
        await TamperAsync(rig, sql);
        var verdict = await rig.Get<LedgerCheck>().CheckAsync(Ct);
        rig.LetGoOfFile();
        File.Delete(file + "-wal");
        File.Delete(file + "-shm");
        File.Copy(file + ".sound", file, overwrite: true);
        return verdict;
    }

    private sealed class Failure : ILogger<LedgerWatch>
    {
        private readonly TaskCompletionSource _told = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Told => _told.Task;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => _told.TrySetResult();
    }

    private static async Task<string> FileAsync(Rig rig)
    {
        await using var db = await rig.Get<IDbContextFactory<Db>>().CreateDbContextAsync(Ct);
        await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE);", Ct);
        return db.Database.GetDbConnection().DataSource;
    }

    private static Task TamperAsync(Rig rig, string sql) =>
        ExecuteAsync(
            rig,
            string.Concat(LedgerTriggers.All.Keys.Select(name => $"DROP TRIGGER {name};")) + sql + ";" + LedgerTriggers.Create
        );

    private static async Task ExecuteAsync(Rig rig, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={await FileAsync(rig)};Pooling=False");
        await connection.OpenAsync(Ct);
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The test's own text.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(Ct);
    }

    internal static async Task<(int Code, string Said)> VerifiedAsync(
        string export,
        LedgerHeads heads,
        bool withHeads = true,
        bool isWhole = false
    )
    {
        var start = new ProcessStartInfo("python3")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (
            var argument in new[]
            {
                Repository.Path("verify", "verify_ledger.py"),
                export,
                "--key",
                Path.ChangeExtension(heads.HeadsFile, ".pub"),
            }
                .Concat(withHeads ? ["--heads", heads.HeadsFile] : [])
                .Concat(isWhole ? ["--whole"] : [])
        )
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var said = await process.StandardOutput.ReadToEndAsync(Ct) + await process.StandardError.ReadToEndAsync(Ct);
        await process.WaitForExitAsync(Ct);
        return (process.ExitCode, said);
    }
}
