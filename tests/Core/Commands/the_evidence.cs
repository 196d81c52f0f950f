using SnapshotShare.Core.Commands;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Tests.Commands;

/// <summary>What proves what became of one request, and who may take it away.</summary>
public sealed class the_evidence
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Auditors and administrators of anything, an approver of what they decided themselves.</summary>
    [Theory]
    [InlineData(Role.Auditor, false, null)]
    [InlineData(Role.Admin, false, null)]
    [InlineData(Role.Approver, true, null)]
    [InlineData(Role.Approver, false, "not-your-decision")]
    [InlineData(Role.Requester, true, "not-your-role")]
    public async Task is_given_to(Role role, bool hasDecided, string? refused)
    {
        await using var rig = await new Rig().OpenAsync();
        var request = await DecidedAsync(rig);
        var actor = new Actor(hasDecided ? Rig.Dba.Id : "another", "another", [role], SessionId: null);
        var (evidence, refusal) = await rig.Get<EvidenceCommands>().TakeAsync(actor, request.Id, Ct);
        var last = (await rig.LedgerAsync())[^1];
        Assert.Equal(refused, refusal?.Message.Key);
        Assert.Equal(refused is null, evidence is not null);
        Assert.Equal(refused is null ? LedgerKind.EvidenceTaken : LedgerKind.Refused, last.Kind);
        Assert.Equal((actor.Id, request.Id), (last.ActorId, last.Subject));
        if (refused is not null)
            Assert.Equal((RefusalKind.Forbidden, refused), (refusal!.Kind, ((AttemptRefused)last.ReadEvent()!).Key));
    }

    /// <summary>The request's own entries up to its being taken, every link of the chain from its first to the end, and that end signed.</summary>
    [Fact]
    public async Task is_the_request_with_all_that_was_written_of_it_and_the_chain_that_holds_it()
    {
        await using var rig = await new Rig { Approval = new ApprovalOptions { Approvers = 2 } }.OpenAsync();
        var other = await rig.ApproveAsync(await rig.AskAsync());
        var request = await rig.AskAsync();
        await rig.Verbs.ApproveAsync(Rig.Admin, request.Id, request.Plan.Digest, "", Ct);
        await rig.AskAsync();
        rig.Time.Pass(TimeSpan.FromSeconds(1));
        await rig.ApproveAsync(request);
        await rig.WriteAsync(SampleRows.Share(other.Id), SampleRows.Share(request.Id));

        var evidence = (await rig.Get<EvidenceCommands>().TakeAsync(Rig.Auditor, request.Id, Ct)).Evidence!;

        var entries = await rig.LedgerAsync();
        Assert.Equal(request.Id, evidence.Request.Id);
        Assert.Equal(request.Id, evidence.Share!.RequestId);
        Assert.Equal([Rig.Admin.Id, Rig.Dba.Id], evidence.Decisions.Select(decision => decision.ActorId));
        Assert.Equal(
            entries.Where(entry => entry.Subject == request.Id).Select(entry => entry.Sequence),
            evidence.Entries.Select(entry => entry.Sequence)
        );
        Assert.Equal(LedgerKind.EvidenceTaken, evidence.Entries[^1].Kind);
        Assert.Equal(
            entries
                .SkipWhile(entry => entry.Subject != request.Id)
                .Select(entry => new ChainLink(entry.Sequence, entry.PreviousHash, entry.Hash)),
            evidence.Chain
        );
        Assert.True(evidence.Chain.Count > evidence.Entries.Count);
        Assert.Equal((entries[^1].Sequence, entries[^1].Hash), (evidence.Head.Sequence, evidence.Head.Hash));
        Assert.Equal(rig.Get<LedgerKey>().PublicKey(), evidence.PublicKey);
        using var key = rig.Get<LedgerKey>().Open();
        Assert.True(key.Signed(LedgerHeads.Signed(evidence.Head.Sequence, evidence.Head.Hash, evidence.Head.At), evidence.Head.Signature));
    }

    [Fact]
    public async Task of_a_request_that_is_not_there_is_refused()
    {
        await using var rig = await new Rig().OpenAsync();
        var (evidence, refusal) = await rig.Get<EvidenceCommands>().TakeAsync(Rig.Auditor, "nowhere", Ct);
        Assert.Null(evidence);
        Assert.Equal(
            (RefusalKind.NotFound, "no-such-request", "nowhere"),
            (refusal!.Kind, refusal.Message.Key, refusal.Message.Values["request"])
        );
    }

    private static async Task<Request> DecidedAsync(Rig rig)
    {
        // Entries of others come before and between.
        await rig.AskAsync();
        var request = await rig.AskAsync();
        Assert.Null((await rig.Verbs.RejectAsync(Rig.Dba, request.Id, "", Ct)).Refusal);
        return request;
    }
}
