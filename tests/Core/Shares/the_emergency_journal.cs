using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Shares.Drift;
using SnapshotShare.Core.Tests.Planning;
using SnapshotShare.Core.Tests.Shares.Drift;

namespace SnapshotShare.Core.Tests.Shares;

/// <summary>What somebody asked for, or what was done, while nothing could be written: how it is kept, and how it is entered.</summary>
public sealed class the_emergency_journal
{
    private static readonly IOException Full = new("the disk is full");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>A page that shows the alarm is told once, and again only when there is another alarm.</summary>
    [Fact]
    public async Task says_that_nothing_can_be_written_once_and_in_the_words_of_the_innermost_reason()
    {
        await using var rig = await new Rig().OpenAsync();
        var journal = rig.Get<EmergencyJournal>();
        var told = new List<Change>();
        using var listening = rig.Get<ChangeFeed>().Subscribe(told.Add);
        Assert.Null(journal.Trouble);

        journal.Failed(new InvalidOperationException("wrapped", Full));
        Assert.Equal(Full.Message, journal.Trouble);
        journal.Failed(Full);
        Assert.Equal([Change.OfEverything], told);

        journal.Failed(new IOException("locked"));
        Assert.Equal("locked", journal.Trouble);
        Assert.Equal(2, told.Count);

        await journal.WriteDownAsync(Ct);
        Assert.Null(journal.Trouble);
        Assert.Equal([Change.OfEverything, Change.OfEverything, Change.OfEverything], told);
        await journal.WriteDownAsync(Ct);
        Assert.Equal(3, told.Count);
    }

    [Fact]
    public async Task tells_pages_of_each_thing_that_it_keeps()
    {
        await using var rig = await new Rig().OpenAsync();
        var told = new List<Change>();
        using var listening = rig.Get<ChangeFeed>().Subscribe(told.Add);
        rig.Get<EmergencyJournal>().Unshare(Rig.Dba, "it", Full);
        Assert.Equal([Change.OfEverything], told);
    }

    [Theory]
    [InlineData(typeof(IOException), true)]
    [InlineData(typeof(InvalidOperationException), true)]
    [InlineData(typeof(OperationCanceledException), false)]
    [InlineData(typeof(TaskCanceledException), false)]
    public void takes_for_a_failure_of_the_records_all_but_being_told_to_stop(Type failure, bool isOfRecords) =>
        Assert.Equal(isOfRecords, EmergencyJournal.IsOfRecords((Exception)Activator.CreateInstance(failure)!));

    /// <summary>Who asked, when, and for what; each kind of thing on its own.</summary>
    [Fact]
    public async Task keeps_who_asked_for_what_and_when()
    {
        await using var rig = await new Rig().OpenAsync();
        var now = rig.Time.Stop();
        var journal = rig.Get<EmergencyJournal>();
        journal.Unshare(Rig.Dba, "it", Full);
        journal.Freeze(Rig.Admin, "somebody has our key", Full);
        Assert.Equal(
            [
                (UnwrittenKind.Unshare, now, "it", Rig.Dba.Id, Rig.Dba.Name, Role.Approver, "", 1),
                (UnwrittenKind.Freeze, now, "", Rig.Admin.Id, Rig.Admin.Name, Role.Admin, "somebody has our key", 1),
            ],
            journal.Pending.Select(item =>
                (item.Kind, item.At, item.Subject, item.ActorId, item.ActorName, Assert.Single(item.Roles), item.Reason, item.Times)
            )
        );
        Assert.All(journal.Pending, item => Assert.Equal(Full.Message, item.Failure));
        // It is known to whoever starts next, and to nobody else.
        journal.Open();
        Assert.Equal(["it", ""], journal.Pending.Select(item => item.Subject));
        Assert.False(OwnFolder.IsOpenToOthers(journal.File));
    }

    /// <summary>Where not even the file can be used, what is done is kept in memory.</summary>
    [Theory]
    [InlineData("nowhere")]
    [InlineData("a folder in its place")]
    public async Task goes_on_without_its_file(string what)
    {
        await using var rig = await new Rig().OpenAsync();
        var folder = Path.Combine(rig.Folder, "another");
        if (what == "a folder in its place")
            Directory.CreateDirectory(Path.Combine(folder, "emergency.journal"));
        var journal = ActivatorUtilities.CreateInstance<EmergencyJournal>(rig.Get<IServiceProvider>(), folder);
        journal.Open();
        for (var i = 0; i <= 64; i++)
            journal.Unshare(Rig.Dba, $"request-{i}", Full);
        Assert.Equal(64, journal.Pending.Count);
        Assert.False(journal.Wants("request-0"));
        Assert.True(journal.Wants("request-1"));
    }

    /// <summary>Nothing was kept, and yet nothing can be written: that is found out before anybody is told otherwise.</summary>
    [Fact]
    public async Task is_not_over_before_something_could_be_written()
    {
        await using var rig = await new Rig().OpenAsync();
        await using (var db = await rig.Get<IDbContextFactory<Db>>().CreateDbContextAsync(Ct))
            await db.Database.ExecuteSqlRawAsync(
                "CREATE TRIGGER broken BEFORE UPDATE ON Worlds BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END",
                Ct
            );
        var journal = rig.Get<EmergencyJournal>();
        journal.Failed(Full);
        await Assert.ThrowsAnyAsync<Exception>(() => journal.WriteDownAsync(Ct));
        Assert.Equal(Full.Message, journal.Trouble);
    }

    /// <summary>Asked for again while it was entered, it is entered again, and as often as it was asked for.</summary>
    [Fact]
    public async Task keeps_what_is_asked_for_again_while_it_is_entered()
    {
        await using var rig = await new Rig().OpenAsync();
        var freezer = new Freezer();
        var journal = ActivatorUtilities.CreateInstance<EmergencyJournal>(rig.Get<IServiceProvider>(), rig.Folder, freezer);
        journal.Open();
        freezer.OnUnshare = () =>
        {
            freezer.Times.Add(journal.Pending[0].Times);
            if (freezer.Times.Count == 1)
                for (var i = 0; i < 3; i++)
                    journal.Unshare(Rig.Dba, "it", Full);
        };
        journal.Unshare(Rig.Dba, "it", Full);
        journal.Unshare(Rig.Dba, "it", Full);
        await journal.WriteDownAsync(Ct);
        Assert.Equal([2, 3], freezer.Times);
        Assert.Empty(journal.Pending);
    }

    [Fact]
    public async Task takes_a_mistake_of_the_product_for_no_full_disk()
    {
        await using var rig = await new Rig().OpenAsync();
        var journal = ActivatorUtilities.CreateInstance<EmergencyJournal>(rig.Get<IServiceProvider>(), "\0");
        Assert.Throws<ArgumentException>(journal.Open);
        Assert.Throws<ArgumentException>(() => journal.Unshare(Rig.Dba, "it", Full));
    }

    /// <summary>The word of somebody who could not be written down ends what is still open, and is told of in any case.</summary>
    [Theory]
    [InlineData("open", true)]
    [InlineData("closed", false)]
    [InlineData("without a request", false)]
    public async Task enters_the_word_of_a_person_about_a_share_that_is(string what, bool ends)
    {
        await using var rig = await new Rig().OpenAsync();
        var now = rig.Time.Stop();
        var share = SampleRows.Share(deadline: now.AddHours(1));
        share.ClosedAt = what == "closed" ? Sample.Now : null;
        await rig.WriteAsync(share);
        if (what != "without a request")
            await rig.WriteAsync(
                SampleRows.Request(steps: new StepState(StepName.StopSharing, StepStatus.NotYet) { NextLookAt = now.AddHours(1) })
            );
        await rig.WriteAsync(SampleRows.Request("another"), SampleRows.Share("another", deadline: now.AddHours(1)));
        rig.Get<EmergencyJournal>().Unshare(Rig.Dba, Sample.Id, Full);
        rig.Time.Pass(TimeSpan.FromMinutes(1));
        await rig.Get<EmergencyJournal>().WriteDownAsync(Ct);

        Assert.Equal(ends ? now.AddMinutes(1) : now.AddHours(1), (await rig.ShareAsync(Sample.Id))!.Deadline);
        if (what != "without a request")
            Assert.Equal(ends ? 1 : 0, (await rig.ReadAsync(Sample.Id)).Version);
        Assert.Equal(now.AddHours(1), (await rig.ShareAsync("another"))!.Deadline);
        Assert.Equal(0, (await rig.ReadAsync("another")).Version);
        var entry = Assert.Single(await rig.LedgerAsync(), entry => entry.Kind == LedgerKind.Unshared);
        Assert.Equal(
            (Rig.Dba.Id, Rig.Dba.Name, Sample.Id, new UnshareAsked(share.SnapshotArn, Sample.Dev, now)),
            (entry.ActorId, entry.ActorName, entry.Subject, entry.ReadEvent())
        );
    }

    /// <summary>What drifted is taken away by the same word; what is gone by then is left as it is, and what never was there is nothing.</summary>
    [Theory]
    [InlineData("open", true)]
    [InlineData("gone", false)]
    [InlineData("unknown", false)]
    public async Task enters_the_word_of_a_person_about_drift_that_is(string what, bool isTaken)
    {
        await using var rig = await new Rig().OpenAsync();
        var now = rig.Time.Stop();
        var finding = SampleRows.Drift("it");
        finding.State = what == "gone" ? DriftState.Gone : DriftState.Open;
        finding.GoneAt = what == "gone" ? Sample.Now : null;
        await rig.WriteAsync(finding, SampleRows.Drift("another"));
        rig.Get<EmergencyJournal>().Unshare(Rig.Dba, what == "unknown" ? "nowhere" : "it", Full);
        await rig.Get<EmergencyJournal>().WriteDownAsync(Ct);

        var after = await rig.DriftAsync("it");
        Assert.Equal(
            isTaken ? (DriftState.Unsharing, now, 1) : (finding.State, finding.NextTryAt, 0),
            (after.State, after.NextTryAt, after.Version)
        );
        Assert.Equal((DriftState.Open, 0), (await rig.DriftAsync("another")) is var other ? (other.State, other.Version) : default);
        var told = (await rig.LedgerAsync())
            .Where(entry => entry.Kind == LedgerKind.DriftUnshared)
            .Select(entry => (entry.ActorId, entry.Subject, entry.ReadEvent()!));
        Assert.Equal(
            isTaken ? [(Rig.Dba.Id, "it", new DriftUnshareAsked(finding.SnapshotArn, finding.SharedWith, AskedAt: now))] : [],
            told.ToArray()
        );
        Assert.Empty(rig.Get<EmergencyJournal>().Pending);
    }

    /// <summary>Everything that was kept of a closing stands in its entry.</summary>
    [Fact]
    public async Task enters_a_closing_as_it_was()
    {
        await using var rig = await new Rig().OpenAsync();
        var now = rig.Time.Stop();
        var (journal, closing) = (rig.Get<EmergencyJournal>(), new Closing());
        var arn = Sample.Route.From.ClusterSnapshotArn("shared");
        journal.Closed(closing, arn, CloseOutcome.Accepted("first"), "accepted", Full);
        Assert.Equal(Full.Message, journal.Trouble);
        // What was done is nobody's word.
        Assert.False(journal.Wants("the subject"));
        rig.Time.Pass(TimeSpan.FromMinutes(1));
        journal.Closed(closing, arn, CloseOutcome.Unheard with { AwsRequestId = "second" }, "unknown", new IOException("locked"));
        await journal.WriteDownAsync(Ct);
        var entry = Assert.Single(await rig.LedgerAsync(), entry => entry.Subject == "the subject");
        // When it was first done, how often, and how the last time went.
        Assert.Equal(
            (
                Actor.Watchdog.Id,
                new ClosedWithoutEntry(
                    arn,
                    Sample.Dev,
                    now,
                    "unknown",
                    "second",
                    "NoAnswer: The server stopped before AWS answered.",
                    "locked",
                    2
                )
            ),
            (entry.ActorId, entry.ReadEvent())
        );
    }

    /// <summary>A freeze has the moment at which somebody wanted it, though it is entered later.</summary>
    [Fact]
    public async Task enters_a_freeze_of_the_moment_at_which_it_was_asked_for()
    {
        await using var rig = await new Rig().OpenAsync();
        var now = rig.Time.Stop();
        var journal = rig.Get<EmergencyJournal>();
        journal.Freeze(Rig.Dba, "somebody has our key", Full);
        rig.Time.Pass(TimeSpan.FromMinutes(1));
        await journal.WriteDownAsync(Ct);
        Assert.False(journal.IsFrozen);
        var standing = await rig.Get<LedgerTransaction>()
            .WriteAsync(scope => rig.Get<FreezeLife>().SetAsync(scope, Rig.Admin, "", scope.Now, Ct), Ct);
        Assert.Equal((Rig.Dba.Id, now, "somebody has our key"), (standing.SetById, standing.SetAt, standing.Reason));
    }

    private sealed class Freezer : IFreezer
    {
        public Action OnUnshare { get; set; } = () => { };
        public List<int> Times { get; } = [];

        public Task UnshareDriftAsync(LedgerScope scope, Actor actor, string findingId, DateTime askedAt, CancellationToken ct)
        {
            OnUnshare();
            return Task.CompletedTask;
        }

        public Task<Freeze> SetAsync(LedgerScope scope, Actor actor, string reason, DateTime at, CancellationToken ct) =>
            throw new NotSupportedException();
    }

    private sealed class Closing : ShareClosing
    {
        public override string Account => "prod";
        public override string SnapshotIdentifier => "shared";
        public override string SharedWith => Sample.Dev;
        public override string Subject => "the subject";
        public override string Session => "session";

        public override Task<bool> IntendAsync(AwsChange change, CancellationToken ct) => Task.FromResult(true);

        public override Task RecordAsync(AwsChange change, CloseOutcome outcome) => Task.CompletedTask;
    }
}
