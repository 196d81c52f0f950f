using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Commands;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Shares.Drift;
using SnapshotShare.Core.Tests.Shares.Drift;

namespace SnapshotShare.Core.Tests.Shares;

/// <summary>Where the product cannot start whole, it takes away what is due, and at once what nobody knows the deadline of, and begins nothing.</summary>
public sealed class a_start_that_closes_only
{
    /// <summary>Each way in which the shares are still known, and how it is brought about.</summary>
    private static readonly Dictionary<string, Action<Rig>> Ways = new(StringComparer.Ordinal)
    {
        ["by their rows"] = rig => File.Delete(rig.RememberedFile),
        ["by what was remembered, the database being damaged"] = rig => File.WriteAllText(rig.DatabaseFile, new string('x', 8192)),
        ["by what was remembered, the database being gone"] = rig => File.Delete(rig.DatabaseFile),
    };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string> EachWay => [.. Ways.Keys];

    [Theory]
    [MemberData(nameof(EachWay))]
    public async Task closes_at_the_deadline_what_it_knows(string how)
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await OpenShareAsync(rig);
        var closing = await CloseOnlyAsync(rig, () => Ways[how](rig));
        Assert.True(closing.MayBeOpen);
        Assert.Equal(asked.Id, Assert.Single(closing.Open).Subject);

        await closing.LookAsync(Ct);
        Assert.NotEmpty(await rig.SharedWithAsync(asked.Plan.SharingSnapshot));
        rig.Time.Pass(asked.Plan.Window);
        await closing.LookAsync(Ct);
        Assert.Empty(await rig.SharedWithAsync(asked.Plan.SharingSnapshot));
        Assert.Empty(closing.Open);
        Assert.Equal(asked.Id, Assert.Single(closing.Closed).Subject);
        var kept = Assert.Single(rig.Get<EmergencyJournal>().Pending);
        Assert.Equal(
            (UnwrittenKind.Closing, asked.Id, "accepted", "no such instance class"),
            (kept.Kind, kept.Subject, kept.Outcome, kept.Failure)
        );
        await UntilOverAsync(rig, closing);
    }

    [Fact]
    public async Task closes_at_once_what_carries_our_tag_and_nothing_remembers()
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await OpenShareAsync(rig);
        var others = await rig.SharedWithAsync(ByHand.Shareable);
        var closing = await CloseOnlyAsync(rig, () => Lose(rig));
        Assert.True(closing.MayBeOpen);
        Assert.Empty(closing.Open);
        await closing.LookAsync(Ct);
        Assert.Empty(await rig.SharedWithAsync(asked.Plan.SharingSnapshot));
        // Somebody else's share is somebody else's affair.
        Assert.Equal(others, await rig.SharedWithAsync(ByHand.Shareable));
        await UntilOverAsync(rig, closing);
    }

    /// <summary>A share that the dead process had asked for arrives when everything was seen to be closed.</summary>
    [Fact]
    public async Task waits_for_what_may_still_be_on_its_way()
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await OpenShareAsync(rig);
        var closing = await CloseOnlyAsync(rig, () => Lose(rig));
        await closing.LookAsync(Ct);
        Assert.True(closing.MayBeOpen);
        await rig.ShareByHandAsync(asked.Plan.SharingSnapshot);
        rig.Time.Pass(TimeSpan.FromSeconds(2));
        await closing.LookAsync(Ct);
        await closing.LookAsync(Ct);
        Assert.Empty(await rig.SharedWithAsync(asked.Plan.SharingSnapshot));
        await UntilOverAsync(rig, closing);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task closes_at_once_by_the_word_of_whoever_can_read_the_log(bool all)
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await OpenShareAsync(rig);
        var closing = await CloseOnlyAsync(rig);
        closing.Unshare(Rig.Admin, "another");
        await closing.LookAsync(Ct);
        Assert.NotEmpty(await rig.SharedWithAsync(asked.Plan.SharingSnapshot));
        if (all)
            closing.Freeze(Rig.Admin, "");
        else
            closing.Unshare(Rig.Admin, asked.Id);
        await closing.LookAsync(Ct);
        Assert.Empty(await rig.SharedWithAsync(asked.Plan.SharingSnapshot));
    }

    [Fact]
    public async Task keeps_an_adopted_share_to_its_deadline_and_no_longer()
    {
        await using var rig = await new Rig().OpenAsync();
        await rig.LookForDriftAsync();
        var finding = (await rig.DriftAsync())[0];
        var until = rig.Get<TimeProvider>().UtcNowMilliseconds().AddDays(1);
        await rig.Get<DriftCommands>().ProposeAdoptionAsync(Rig.Dba, finding.Id, until, "", Ct);
        await rig.Get<DriftCommands>().ApproveAdoptionAsync(Rig.Admin, finding.Id, until, Ct);
        await rig.Get<DriftCloser>().DueAsync(Ct);
        var closing = await CloseOnlyAsync(rig);
        await closing.LookAsync(Ct);
        Assert.Contains(finding.SharedWith, await rig.SharedWithAsync(finding.SnapshotIdentifier));
        rig.Time.Pass(TimeSpan.FromDays(1));
        await closing.LookAsync(Ct);
        Assert.DoesNotContain(finding.SharedWith, await rig.SharedWithAsync(finding.SnapshotIdentifier));
    }

    /// <summary>Nobody asks AWS anything before a deadline, and its clock alone says that this one has come.</summary>
    [Theory]
    [MemberData(nameof(EachWay))]
    public async Task closes_what_is_due_by_the_clock_of_aws_though_this_machines_is_behind(string how)
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await OpenShareAsync(rig);
        var closing = await CloseOnlyAsync(
            rig,
            () =>
            {
                Ways[how](rig);
                rig.Time.Pass(asked.Plan.Window + TimeSpan.FromSeconds(1));
                rig.Time.Set(TimeSpan.FromHours(-30));
            }
        );
        await closing.LookAsync(Ct);
        Assert.Empty(await rig.SharedWithAsync(asked.Plan.SharingSnapshot));
    }

    [Theory]
    [MemberData(nameof(EachWay))]
    public async Task leaves_open_what_aws_says_is_not_due_though_this_machines_clock_is_behind(string how)
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await OpenShareAsync(rig);
        var closing = await CloseOnlyAsync(
            rig,
            () =>
            {
                Ways[how](rig);
                rig.Time.Set(TimeSpan.FromHours(-30));
            }
        );
        await closing.LookAsync(Ct);
        Assert.NotEmpty(await rig.SharedWithAsync(asked.Plan.SharingSnapshot));
    }

    /// <summary>A machine may sleep for longer than its counter says.</summary>
    [Fact]
    public async Task closes_what_came_due_while_the_machine_slept_and_its_clock_did_not_go()
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await OpenShareAsync(rig);
        var closing = await CloseOnlyAsync(rig);
        await closing.LookAsync(Ct);
        rig.Time.Sleep(asked.Plan.Window);
        rig.Time.Set(-asked.Plan.Window);
        rig.Time.Pass(TimeSpan.FromSeconds(61));
        await closing.LookAsync(Ct);
        Assert.Empty(await rig.SharedWithAsync(asked.Plan.SharingSnapshot));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(30)]
    public async Task closes_too_soon_rather_than_too_late_by_a_clock_that_is_ahead(int hours)
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await OpenShareAsync(rig);
        var closing = await CloseOnlyAsync(rig, () => rig.Time.Set(TimeSpan.FromHours(hours)));
        await closing.LookAsync(Ct);
        Assert.Equal(TimeSpan.FromHours(hours) >= asked.Plan.Window, (await rig.SharedWithAsync(asked.Plan.SharingSnapshot)).Count == 0);
    }

    /// <summary>Opened by a clock that was ahead: nobody knows how long it has left.</summary>
    [Fact]
    public async Task closes_at_once_what_is_said_to_begin_in_the_future()
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await OpenShareAsync(rig);
        await using (var db = await rig.Get<IDbContextFactory<Db>>().CreateDbContextAsync(Ct))
            await db.Database.ExecuteSqlAsync($"UPDATE Shares SET IntendedAt = IntendedAt + 86400000, Deadline = Deadline + 86400000", Ct);
        var closing = await CloseOnlyAsync(rig, () => File.Delete(rig.RememberedFile));
        await closing.LookAsync(Ct);
        Assert.Empty(await rig.SharedWithAsync(asked.Plan.SharingSnapshot));
    }

    /// <summary>What was remembered outside the database says so, and the ledger's entries.</summary>
    [Theory]
    [InlineData("UPDATE Shares SET Deadline = Deadline + 86400000", true)]
    [InlineData("UPDATE Shares SET WatchEndedAt = IntendedAt", true)]
    [InlineData("UPDATE Shares SET SnapshotArn = SnapshotArn || 'x'", true)]
    [InlineData("DELETE FROM Shares", true)]
    [InlineData("UPDATE Shares SET Deadline = Deadline + 86400000", false)]
    [InlineData("UPDATE Shares SET WatchEndedAt = IntendedAt", false)]
    [InlineData("UPDATE Shares SET SnapshotArn = SnapshotArn || 'x'", false)]
    [InlineData("DELETE FROM Shares", false)]
    public async Task closes_at_the_deadline_whatever_somebody_wrote_into_the_rows_since(string sql, bool isRemembered)
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await OpenShareAsync(rig);
        await using (var db = await rig.Get<IDbContextFactory<Db>>().CreateDbContextAsync(Ct))
            await db.Database.ExecuteSqlRawAsync(sql, Ct);
        var closing = await CloseOnlyAsync(
            rig,
            () =>
            {
                if (!isRemembered)
                    File.Delete(rig.RememberedFile);
            }
        );
        await closing.LookAsync(Ct);
        Assert.NotEmpty(await rig.SharedWithAsync(asked.Plan.SharingSnapshot));
        rig.Time.Pass(asked.Plan.Window);
        await closing.LookAsync(Ct);
        Assert.Empty(await rig.SharedWithAsync(asked.Plan.SharingSnapshot));
    }

    /// <summary>Tried again until AWS lets it; meanwhile it is not over.</summary>
    [Fact]
    public async Task tries_again_while_aws_does_not_let_it()
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await OpenShareAsync(rig);
        var closing = await CloseOnlyAsync(rig);
        rig.Time.Pass(asked.Plan.Window);
        await rig.Aws.DoAsync("faults", new { kind = "ServiceUnavailable", operation = "ModifyDBClusterSnapshotAttribute" });
        await closing.LookAsync(Ct);
        Assert.True(closing.MayBeOpen);
        Assert.Single(closing.Open);
        rig.Time.Pass(TimeSpan.FromSeconds(11));
        await closing.LookAsync(Ct);
        Assert.Empty(await rig.SharedWithAsync(asked.Plan.SharingSnapshot));
    }

    [Fact]
    public async Task has_nothing_to_do_where_nothing_is_open_or_nothing_ever_was()
    {
        await using var rig = await new Rig().OpenAsync();
        Assert.False((await CloseOnlyAsync(rig)).MayBeOpen);
        await using var fresh = new Rig();
        var closing = fresh.Get<ClosingOnly>();
        var nowhere = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"));
        await closing.BeginAsync("no such instance class", Path.Combine(nowhere, "snapshotshare.db"), nowhere, Ct);
        Assert.False(closing.MayBeOpen);
    }

    /// <summary>A copy of somebody else's records never closes in another account what is called alike there.</summary>
    [Fact]
    public async Task asks_the_account_of_the_snapshot_and_no_other_of_that_name()
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await OpenShareAsync(rig);
        await using (var db = await rig.Get<IDbContextFactory<Db>>().CreateDbContextAsync(Ct))
        {
            var arn = asked.Plan.SharingSnapshotArn.Replace("987654321000", "111122223333", StringComparison.Ordinal);
            await db.Database.ExecuteSqlAsync($"UPDATE Shares SET SnapshotArn = {arn}", Ct);
            // Its entries know better where they can be read, and the journal beside it where there is one.
            await db.Database.ExecuteSqlAsync($"ALTER TABLE Ledger RENAME TO Elsewhere", Ct);
        }
        File.Delete(rig.RememberedFile);
        var closing = await CloseOnlyAsync(rig);
        rig.Time.Pass(asked.Plan.Window);
        await closing.LookAsync(Ct);
        Assert.NotEmpty(await rig.SharedWithAsync(asked.Plan.SharingSnapshot));
        Assert.True(closing.MayBeOpen);
    }

    /// <summary>The next whole start enters what was done, and ends what belongs to it.</summary>
    [Fact]
    public async Task leaves_it_to_the_next_whole_start_to_write_it_down()
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await OpenShareAsync(rig);
        var closing = await CloseOnlyAsync(rig);
        rig.Time.Pass(asked.Plan.Window);
        await closing.LookAsync(Ct);
        var before = (await rig.LedgerAsync()).Count;
        await rig.RestartAsync();
        Assert.Equal(before, (await rig.LedgerAsync()).Count);
        await rig.RunUntilAsync(asked.Id, request => request.Status == RequestStatus.Ended);
        Assert.Single((await rig.LedgerAsync()).Select(entry => entry.ReadEvent()).OfType<ClosedWithoutEntry>());
        Assert.NotNull((await rig.ShareAsync(asked.Id))!.ProvenAt);
    }

    /// <summary>The process that opened it dies; something happens to what it left; and the next one only closes.</summary>
    private static async Task<ClosingOnly> CloseOnlyAsync(Rig rig, Action? between = null)
    {
        await rig.DieAsync(between);
        rig.Get<EmergencyJournal>().Open();
        var closing = rig.Get<ClosingOnly>();
        await closing.BeginAsync("no such instance class", rig.DatabaseFile, rig.Folder, Ct);
        return closing;
    }

    private static void Lose(Rig rig)
    {
        File.Delete(rig.DatabaseFile);
        File.Delete(rig.RememberedFile);
    }

    private static async Task UntilOverAsync(Rig rig, ClosingOnly closing)
    {
        for (var looks = 0; closing.MayBeOpen; looks++)
        {
            Assert.True(looks < 60, "It still takes something for open.");
            rig.Time.Pass(TimeSpan.FromSeconds(1));
            await closing.LookAsync(Ct);
        }
    }

    private static async Task<Request> OpenShareAsync(Rig rig)
    {
        var asked = await rig.ApproveAsync(await rig.AskAsync(Rig.Terms with { Goal = Goal.Share }));
        await rig.RunUntilAsync(asked.Id, request => request.Step(StepName.SeeInTarget).Status == StepStatus.Done);
        await rig.Get<Watchdog>().LookAsync(Ct);
        return asked;
    }
}
