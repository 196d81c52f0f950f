using SnapshotShare.Core.Commands;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Shares.Drift;

namespace SnapshotShare.Core.Tests.Shares.Drift;

public sealed class adopting_what_drifted
{
    private static readonly Actor SecondDba = new("p2", "second DBA", [Role.Approver], SessionId: null);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task needs_two_people_in_any_role()
    {
        await using var rig = await new Rig().OpenAsync();
        var finding = await unsharing_what_drifted.FoundAsync(rig);
        var both = new Actor("p", "p", [Role.Approver, Role.Admin], SessionId: null);
        var until = Tomorrow(rig);
        var verbs = rig.Get<DriftCommands>();
        Assert.Equal(
            DriftState.AdoptionProposed,
            (await verbs.ProposeAdoptionAsync(both, finding.Id, until, "a partner", Ct)).Value!.State
        );
        Assert.Equal("own-proposal", (await verbs.ApproveAdoptionAsync(both, finding.Id, until, Ct)).Refusal!.Message.Key);
        Assert.Equal(DriftState.AdoptionProposed, (await rig.DriftAsync(finding.Id)).State);

        var (adopted, refusal) = await verbs.ApproveAdoptionAsync(SecondDba, finding.Id, until, Ct);
        Assert.Null(refusal);
        Assert.Equal(
            (DriftState.Adopted, until, "p", "p2"),
            (adopted!.State, adopted.AdoptedUntil, adopted.ProposedById, adopted.ApprovedById)
        );
    }

    [Fact]
    public async Task binds_the_approval_to_the_deadline_that_was_read()
    {
        await using var rig = await new Rig().OpenAsync();
        var finding = await unsharing_what_drifted.FoundAsync(rig);
        var verbs = rig.Get<DriftCommands>();
        var until = Tomorrow(rig);
        await verbs.ProposeAdoptionAsync(Rig.Dba, finding.Id, until, "", Ct);
        await verbs.ProposeAdoptionAsync(Rig.Dba, finding.Id, until.AddDays(30), "", Ct);
        var (_, refusal) = await verbs.ApproveAdoptionAsync(SecondDba, finding.Id, until, Ct);
        Assert.Equal((RefusalKind.Conflict, "no-such-proposal"), (refusal!.Kind, refusal.Message.Key));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(91)]
    public async Task has_a_deadline_in_the_near_future(int days)
    {
        await using var rig = await new Rig().OpenAsync();
        var finding = await unsharing_what_drifted.FoundAsync(rig);
        var until = rig.Get<TimeProvider>().UtcNowMilliseconds().AddDays(days);
        var (_, refusal) = await rig.Get<DriftCommands>().ProposeAdoptionAsync(Rig.Dba, finding.Id, until, "", Ct);
        Assert.Equal((RefusalKind.Invalid, "adoption-bounds", "until"), (refusal!.Kind, refusal.Message.Key, refusal.Field));
        Assert.Equal(DriftState.Open, (await rig.DriftAsync(finding.Id)).State);
    }

    [Fact]
    public async Task keeps_nobody_from_unsharing_at_once()
    {
        await using var rig = await new Rig().OpenAsync();
        var finding = await unsharing_what_drifted.FoundAsync(rig);
        var verbs = rig.Get<DriftCommands>();
        var until = Tomorrow(rig);
        await verbs.ProposeAdoptionAsync(Rig.Dba, finding.Id, until, "", Ct);
        await verbs.ApproveAdoptionAsync(SecondDba, finding.Id, until, Ct);
        Assert.Null((await verbs.UnshareAsync(Rig.Dba, finding.Id, Ct)).Refusal);
        Assert.DoesNotContain(finding.SharedWith, await rig.SharedWithAsync(finding.SnapshotIdentifier));
    }

    private static DateTime Tomorrow(Rig rig) => rig.Get<TimeProvider>().UtcNowMilliseconds().AddDays(1);
}
