using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Commands;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Tests.Planning;

namespace SnapshotShare.Core.Tests.Commands;

/// <summary>Somebody wants a share away while our records fail: it only takes away, so it is done; who may is judged by the same table.</summary>
public sealed class a_word_that_cannot_be_written
{
    private const string LedgerRefuses =
        "CREATE TRIGGER broken BEFORE INSERT ON Ledger BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END";
    private const string RequestsUnreadable = "ALTER TABLE Requests RENAME TO Elsewhere";
    private const string DriftUnreadable = "ALTER TABLE Drift RENAME TO Elsewhere";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>One's own is one's own as long as it can be read; of a row that cannot be, it takes the right to anybody's.</summary>
    [Theory]
    [InlineData(LedgerRefuses, "somebody", Role.Requester, null)]
    [InlineData(LedgerRefuses, "another", Role.Requester, RefusalKind.Forbidden)]
    [InlineData(LedgerRefuses, "another", Role.Approver, null)]
    [InlineData(RequestsUnreadable, "somebody", Role.Requester, RefusalKind.Forbidden)]
    [InlineData(RequestsUnreadable, "somebody", Role.Approver, RefusalKind.Unavailable)]
    public async Task is_judged_by_what_can_be_read_of_its_request(string how, string actor, Role role, RefusalKind? refused)
    {
        await using var rig = await new Rig().OpenAsync();
        await rig.WriteAsync(SampleRows.Request(), SampleRows.Share(deadline: rig.Time.Stop().AddHours(1)));
        await BreakAsync(rig, how);
        var answer = await rig.Verbs.UnshareAsync(new Actor(actor, actor, [role], SessionId: null), Sample.Id, Ct);
        Assert.Equal(refused, answer.Refusal?.Kind);
        Assert.Equal(refused is null ? Sample.Id : null, answer.Value?.Id);
        var isKept = refused is null or RefusalKind.Unavailable;
        if (refused == RefusalKind.Unavailable)
            Assert.Equal("unshare-unwritten", answer.Refusal!.Message.Key);
        var journal = rig.Get<EmergencyJournal>();
        Assert.Equal(isKept, journal.Wants(Sample.Id));
        Assert.Equal(isKept ? 1 : 0, journal.Pending.Count);
        // Whoever may not has found out that nothing can be written all the same.
        Assert.Contains(how == LedgerRefuses ? "disk is full" : "no such table", journal.Trouble, StringComparison.Ordinal);
    }

    /// <summary>The ledger takes what somebody was refused, though the requests cannot be read.</summary>
    [Fact]
    public async Task leaves_a_refused_attempt_in_the_ledger()
    {
        await using var rig = await new Rig().OpenAsync();
        await BreakAsync(rig, RequestsUnreadable);
        await rig.Verbs.UnshareAsync(Rig.Auditor, Sample.Id, Ct);
        var entry = Assert.Single(await rig.LedgerAsync(), entry => entry.Kind == LedgerKind.Refused);
        Assert.Equal((Rig.Auditor.Id, Sample.Id), (entry.ActorId, entry.Subject));
    }

    [Theory]
    [InlineData(LedgerRefuses, Role.Approver, RefusalKind.Unavailable)]
    [InlineData(LedgerRefuses, Role.Requester, RefusalKind.Forbidden)]
    [InlineData(DriftUnreadable, Role.Admin, RefusalKind.Unavailable)]
    [InlineData(DriftUnreadable, Role.Requester, RefusalKind.Forbidden)]
    public async Task is_judged_of_drift_by_the_role_alone(string how, Role role, RefusalKind refused)
    {
        await using var rig = await new Rig().OpenAsync();
        await rig.WriteAsync(SampleRows.Drift("it"));
        await BreakAsync(rig, how);
        var refusal = (
            await rig.Get<DriftCommands>().UnshareAsync(new Actor("somebody", "somebody", [role], SessionId: null), "it", Ct)
        ).Refusal!;
        Assert.Equal(refused, refusal.Kind);
        var journal = rig.Get<EmergencyJournal>();
        Assert.Equal(refused == RefusalKind.Unavailable, journal.Wants("it"));
        if (refused == RefusalKind.Forbidden)
            return;
        Assert.Equal("unshare-unwritten", refusal.Message.Key);
        Assert.NotNull(journal.Trouble);
    }

    private static async Task BreakAsync(Rig rig, string how)
    {
        await using var db = await rig.Get<IDbContextFactory<Db>>().CreateDbContextAsync(Ct);
        await db.Database.ExecuteSqlRawAsync(how, Ct);
    }
}
