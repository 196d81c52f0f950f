using SnapshotShare.Core.Commands;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Planning;
using SnapshotShare.Core.Shares.Drift;
using SnapshotShare.Core.Tests.Planning;
using SnapshotShare.Core.Tests.Shares.Drift;

namespace SnapshotShare.Core.Tests.Commands;

/// <summary>Each verb on a share that nobody here made: in which states it is taken, and what row and ledger say afterwards.</summary>
public sealed class each_verb_on_drift
{
    /// <summary>Every state, and the refusal that unshare, propose and approve meet there; null where it is taken.</summary>
    private static readonly Dictionary<DriftState, (string? Unshare, string? Propose, string? Approve)> Refused = new()
    {
        [DriftState.Open] = (null, null, "no-such-proposal"),
        [DriftState.AdoptionProposed] = (null, null, null),
        [DriftState.Adopted] = (null, "drift-not-open", "no-such-proposal"),
        [DriftState.Unsharing] = (null, "drift-not-open", "no-such-proposal"),
        [DriftState.Gone] = ("drift-is-gone", "drift-is-gone", "drift-is-gone"),
    };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<DriftState> States => [.. Enum.GetValues<DriftState>()];

    [Theory]
    [MemberData(nameof(States))]
    public async Task is_taken_in_its_states_and_changes_nothing_in_any_other(DriftState state)
    {
        await using var rig = await new Rig().OpenAsync();
        var verbs = rig.Get<DriftCommands>();
        var until = Tomorrow(rig);
        await JudgeAsync("unshare", Refused[state].Unshare, id => verbs.UnshareAsync(Rig.Dba, id, Ct));
        await JudgeAsync("propose", Refused[state].Propose, id => verbs.ProposeAdoptionAsync(Rig.Dba, id, until, "", Ct));
        await JudgeAsync("approve", Refused[state].Approve, id => verbs.ApproveAdoptionAsync(Rig.Dba, id, until, Ct));

        async Task JudgeAsync(string id, string? refused, Func<string, Task<CommandResult<DriftFinding>>> act)
        {
            var before = await WriteAsync(rig, id, state, until);
            var entries = (await rig.LedgerAsync()).Count;
            var (_, refusal) = await act(id);
            Assert.Equal(refused, refusal?.Message.Key);
            if (refused is null)
                return;
            Assert.Equal(RefusalKind.Conflict, refusal!.Kind);
            if (refused == "drift-not-open")
                Assert.Equal(state.ToString(), refusal.Message.Values["state"]);
            Assert.Equal(StoredJson.Write(before), StoredJson.Write(await rig.DriftAsync(id)));
            Assert.Equal(entries, (await rig.LedgerAsync()).Count);
        }
    }

    [Fact]
    public async Task is_refused_where_there_is_no_such_finding()
    {
        await using var rig = await new Rig().OpenAsync();
        var (_, refusal) = await rig.Get<DriftCommands>().UnshareAsync(Rig.Dba, "nowhere", Ct);
        Assert.Equal(
            (RefusalKind.NotFound, "no-such-drift", "nowhere"),
            (refusal!.Kind, refusal.Message.Key, refusal.Message.Values["finding"])
        );
    }

    /// <summary>Somebody's word comes first: whatever failed before is tried anew, now.</summary>
    [Fact]
    public async Task unshare_is_tried_at_once_whatever_failed_before()
    {
        await using var rig = await new Rig().OpenAsync();
        await rig.Aws.AllowAsync(SandboxControl.ProdRole, _ => []);
        await WriteAsync(
            rig,
            "it",
            DriftState.Unsharing,
            until: null,
            finding => (finding.FailedTries, finding.NextTryAt) = (9, Tomorrow(rig))
        );
        var entries = (await rig.LedgerAsync()).Count;
        var (after, refusal) = await rig.Get<DriftCommands>().UnshareAsync(Rig.Dba, "it", Ct);
        Assert.Null(refusal);
        var told = (await rig.LedgerAsync())[entries];
        Assert.Equal((Rig.Dba.Id, "it"), (told.ActorId, told.Subject));
        Assert.Equal(new DriftUnshareAsked(after!.SnapshotArn, after.SharedWith), told.ReadEvent());
        // Refused by AWS, once since then.
        Assert.Equal((DriftState.Unsharing, 1), (after.State, after.FailedTries));
        Assert.True(after.NextTryAt < Tomorrow(rig));
    }

    [Fact]
    public async Task propose_says_who_wants_it_why_and_until_when()
    {
        await using var rig = await new Rig().OpenAsync();
        var until = Tomorrow(rig);
        await WriteAsync(rig, "it", DriftState.Open, until: null);
        var (_, refusal) = await rig.Get<DriftCommands>().ProposeAdoptionAsync(Rig.Dba, "it", until, "a partner", Ct);
        Assert.Null(refusal);
        var after = await rig.DriftAsync("it");
        Assert.Equal(
            (DriftState.AdoptionProposed, Rig.Dba.Id, Rig.Dba.Name, "a partner", until, 1),
            (after.State, after.ProposedById, after.ProposedByName, after.ProposalReason, after.AdoptedUntil, after.Version)
        );
        var entry = (await rig.LedgerAsync())[^1];
        Assert.Equal((Rig.Dba.Id, "it"), (entry.ActorId, entry.Subject));
        Assert.Equal(new DriftAdoptionProposed(after.SnapshotArn, after.SharedWith, until, "a partner"), entry.ReadEvent());
    }

    [Fact]
    public async Task propose_takes_no_reason_that_is_too_long()
    {
        await using var rig = await new Rig().OpenAsync();
        await WriteAsync(rig, "it", DriftState.Open, until: null);
        var reason = new string('x', TermsRules.LongestReason + 1);
        var (_, refusal) = await rig.Get<DriftCommands>().ProposeAdoptionAsync(Rig.Dba, "it", Tomorrow(rig), reason, Ct);
        Assert.Equal("reason-too-long", refusal!.Message.Key);
        Assert.Equal(DriftState.Open, (await rig.DriftAsync("it")).State);
    }

    [Fact]
    public async Task approve_says_who_agreed_with_whom()
    {
        await using var rig = await new Rig().OpenAsync();
        var until = Tomorrow(rig);
        await WriteAsync(rig, "it", DriftState.AdoptionProposed, until);
        Assert.Null((await rig.Get<DriftCommands>().ApproveAdoptionAsync(Rig.Dba, "it", until, Ct)).Refusal);
        var after = await rig.DriftAsync("it");
        Assert.Equal(
            (DriftState.Adopted, Rig.Dba.Id, Rig.Dba.Name, until, 1),
            (after.State, after.ApprovedById, after.ApprovedByName, after.AdoptedUntil, after.Version)
        );
        Assert.Equal(new DriftAdopted(after.SnapshotArn, after.SharedWith, until, "proposer"), (await rig.LedgerAsync())[^1].ReadEvent());
    }

    /// <summary>Nobody says yes to their own proposal, and the attempt is told; what they once proposed is nobody's any more.</summary>
    [Theory]
    [InlineData(DriftState.AdoptionProposed, RefusalKind.Forbidden, "own-proposal")]
    [InlineData(DriftState.Open, RefusalKind.Conflict, "no-such-proposal")]
    public async Task approve_is_for_somebody_else(DriftState state, RefusalKind kind, string key)
    {
        await using var rig = await new Rig().OpenAsync();
        var until = Tomorrow(rig);
        await WriteAsync(rig, "it", state, until);
        var entries = (await rig.LedgerAsync()).Count;
        var (_, refusal) = await rig.Get<DriftCommands>().ApproveAdoptionAsync(Rig.Dba with { Id = "proposer" }, "it", until, Ct);
        Assert.Equal((kind, key), (refusal!.Kind, refusal.Message.Key));
        var told = (await rig.LedgerAsync()).Skip(entries).Select(entry => (entry.Kind, entry.Subject)).ToArray();
        Assert.Equal(kind == RefusalKind.Forbidden ? [(LedgerKind.Refused, "it")] : [], told);
    }

    /// <summary>After now, at most ninety days from then; by the time somebody agrees, it may be too late.</summary>
    [Theory]
    [InlineData(0, 0, false)]
    [InlineData(0, 60, true)]
    [InlineData(90, 0, true)]
    [InlineData(90, 60, false)]
    public async Task keeps_a_share_no_longer_than(int days, int seconds, bool may)
    {
        await using var rig = await new Rig().OpenAsync();
        await WriteAsync(rig, "it", DriftState.Open, until: null);
        var until = rig.Time.Stop().AddDays(days).AddSeconds(seconds);
        var (_, refusal) = await rig.Get<DriftCommands>().ProposeAdoptionAsync(Rig.Dba, "it", until, "", Ct);
        Assert.Equal(may ? null : "adoption-bounds", refusal?.Message.Key);
        if (!may)
        {
            Assert.Equal((RefusalKind.Invalid, "until", "90"), (refusal!.Kind, refusal.Field, refusal.Message.Values["most"]));
            return;
        }
        rig.Time.Pass(TimeSpan.FromDays(days) + TimeSpan.FromSeconds(seconds));
        (_, refusal) = await rig.Get<DriftCommands>().ApproveAdoptionAsync(Rig.Admin, "it", until, Ct);
        Assert.Equal(("adoption-bounds", "until"), (refusal!.Message.Key, refusal.Field));
        Assert.Equal(DriftState.AdoptionProposed, (await rig.DriftAsync("it")).State);
    }

    /// <summary>The same moment however it is written: with no zone it is UTC, and what the database does not keep is no other moment.</summary>
    [Theory]
    [InlineData(DateTimeKind.Utc, 0)]
    [InlineData(DateTimeKind.Unspecified, 0)]
    [InlineData(DateTimeKind.Local, 0)]
    [InlineData(DateTimeKind.Utc, -1)]
    public async Task takes_a_deadline_in_any_writing(DateTimeKind kind, int ticks)
    {
        await using var rig = await new Rig().OpenAsync();
        var until = Tomorrow(rig);
        var written = (kind == DateTimeKind.Local ? until.ToLocalTime() : DateTime.SpecifyKind(until, kind)).AddTicks(ticks);
        await WriteAsync(rig, "it", DriftState.Open, until: null);
        Assert.Null((await rig.Get<DriftCommands>().ProposeAdoptionAsync(Rig.Dba, "it", written, "", Ct)).Refusal);
        Assert.Equal(until, (await rig.DriftAsync("it")).AdoptedUntil);
        Assert.Null((await rig.Get<DriftCommands>().ApproveAdoptionAsync(Rig.Admin, "it", written, Ct)).Refusal);
    }

    private static DateTime Tomorrow(Rig rig) => rig.Time.UtcNowMilliseconds().AddDays(1);

    private static async Task<DriftFinding> WriteAsync(
        Rig rig,
        string id,
        DriftState state,
        DateTime? until,
        Action<DriftFinding>? change = null
    )
    {
        var finding = SampleRows.Drift(id);
        finding.State = state;
        finding.AdoptedUntil = until;
        (finding.ProposedById, finding.ProposedByName) = ("proposer", "proposer");
        finding.GoneAt = state == DriftState.Gone ? Sample.Now : null;
        change?.Invoke(finding);
        await rig.WriteAsync(finding);
        return await rig.DriftAsync(id);
    }
}
