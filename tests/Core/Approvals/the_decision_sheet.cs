using SnapshotShare.Core.Approvals;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Shares.Drift;
using SnapshotShare.Core.Tests.Planning;

namespace SnapshotShare.Core.Tests.Approvals;

/// <summary>What an approver is told besides the plan: what is already open to the same account, and what the requester already holds.</summary>
public sealed class the_decision_sheet
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task names_the_other_open_shares_of_the_target_the_soonest_to_end_first()
    {
        await using var rig = await new Rig().OpenAsync();
        var closed = SampleRows.Share("closed");
        closed.ClosedAt = Sample.Now;
        await rig.WriteAsync(
            SampleRows.Request(status: RequestStatus.WaitingForApproval),
            SampleRows.Share(),
            closed,
            SampleRows.Share("elsewhere", Sample.Stranger),
            SampleRows.Share("later", deadline: Sample.Now.AddHours(3)),
            SampleRows.Share("sooner", deadline: Sample.Now.AddHours(2))
        );
        Assert.Equal(["sooner", "later"], (await ReadAsync(rig)).OpenShares.Select(share => share.RequestId));
    }

    [Fact]
    public async Task names_what_drifted_to_the_target_or_to_everybody_the_oldest_first()
    {
        await using var rig = await new Rig().OpenAsync();
        var gone = SampleRows.Drift("gone");
        gone.GoneAt = Sample.Now;
        await rig.WriteAsync(
            SampleRows.Request(status: RequestStatus.WaitingForApproval),
            SampleRows.Drift("later", firstSeenAt: Sample.Now.AddHours(1)),
            SampleRows.Drift("public", DriftFinding.Everybody),
            SampleRows.Drift("elsewhere", Sample.Stranger),
            gone
        );
        Assert.Equal(["public", "later"], (await ReadAsync(rig)).OpenDrift.Select(finding => finding.Id));
    }

    [Fact]
    public async Task names_the_requesters_other_requests_that_are_not_over_the_oldest_first()
    {
        await using var rig = await new Rig().OpenAsync();
        var over = SampleRows.Request("over0over0over00");
        over.EndedAt = Sample.Now;
        await rig.WriteAsync(
            SampleRows.Request(status: RequestStatus.WaitingForApproval),
            SampleRows.Request("later0later0late", createdAt: Sample.Now.AddHours(2)),
            SampleRows.Request("sooner0sooner0so", createdAt: Sample.Now.AddHours(1)),
            SampleRows.Request("another0another0", requester: "another"),
            over
        );
        Assert.Equal(["sooner0sooner0so", "later0later0late"], (await ReadAsync(rig)).Held.Select(request => request.Id));
    }

    [Fact]
    public async Task counts_the_yeses_to_this_very_request()
    {
        await using var rig = await new Rig().OpenAsync();
        var request = SampleRows.Request(status: RequestStatus.WaitingForApproval);
        await rig.WriteAsync(
            request,
            SampleRows.Decision(request.Id, request.Plan.Digest, "dba"),
            SampleRows.Decision("another0another0", request.Plan.Digest, "other"),
            SampleRows.Decision(request.Id, request.Plan.Digest, "no", Verdict.Rejected)
        );
        var sheet = await ReadAsync(rig);
        Assert.Equal(["dba"], sheet.SaidYes.Select(yes => yes.ActorId));
        Assert.Equal(0, sheet.YesesLeft);
        Assert.Equal("approved-already", sheet.Refuses(Rig.Dba with { Id = "dba" })!.Message.Key);
        Assert.Null(sheet.Refuses(Rig.Dba with { Id = "second" }));
        Assert.Null(sheet.Refuses(Rig.Dba with { Id = "dba" }, shortens: true));
    }

    [Fact]
    public async Task says_whether_sharing_is_frozen()
    {
        await using var rig = await new Rig().OpenAsync();
        await rig.WriteAsync(SampleRows.Request(status: RequestStatus.WaitingForApproval));
        Assert.False((await ReadAsync(rig)).IsFrozen);
        await rig.WriteAsync(
            new Freeze
            {
                SetById = "dba",
                SetByName = "dba",
                SetAt = Sample.Now,
                Reason = "",
            }
        );
        Assert.True((await ReadAsync(rig)).IsFrozen);
    }

    private static async Task<DecisionSheet> ReadAsync(Rig rig) => (await rig.Get<DecisionSheets>().ReadAsync(Sample.Id, Ct))!;
}
