using System.Diagnostics;
using SnapshotShare.Core.Commands;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Shares.Drift;

namespace SnapshotShare.Core.Tests.Shares.Drift;

public sealed class unsharing_what_drifted
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task happens_at_once_with_intent_result_and_proof_in_the_ledger()
    {
        await using var rig = await new Rig().OpenAsync();
        var finding = await FoundAsync(rig);
        var (now, refusal) = await rig.Get<DriftCommands>().UnshareAsync(Rig.Dba, finding.Id, Ct);
        Assert.Null(refusal?.Message.ToString());
        Assert.DoesNotContain(finding.SharedWith, await SharedWithAsync(rig, finding));
        // An account of ours may be shown it a moment longer, and is asked until it is not.
        Assert.True(now!.State is DriftState.Gone or DriftState.Unsharing, $"{now.State}");
        await rig.UnshareUntilAsync(async () => (await rig.DriftAsync(finding.Id)).State == DriftState.Gone);
        var entries = (await rig.LedgerAsync()).Where(entry => entry.Subject == finding.Id).ToList();
        Assert.Equal(
            [LedgerKind.DriftFound, LedgerKind.DriftUnshared, LedgerKind.Intent, LedgerKind.Result, LedgerKind.DriftGone],
            entries.Select(entry => entry.Kind)
        );
        Assert.Equal(["drift", "persona-approver", "drift", "drift", "drift"], entries.Select(entry => entry.ActorId));
        Assert.Contains("--values-to-remove", Assert.IsType<ChangeIntended>(entries[2].ReadEvent()).Cli, StringComparison.Ordinal);
        Assert.Equal(ChangeOutcome.Accepted, Assert.IsType<ChangeResult>(entries[3].ReadEvent()).Outcome);
    }

    /// <summary>Whoever closes also proves: the account that could read it is asked, where it is one of ours.</summary>
    [Fact]
    public async Task is_proven_in_the_listing_of_the_account_that_could_read_it()
    {
        await using var rig = await new Rig().OpenAsync();
        await rig.ShareByHandAsync(ByHand.Shareable);
        await rig.LookForDriftAsync();
        var finding = Assert.Single(await rig.DriftAsync(), finding => finding.SnapshotIdentifier == ByHand.Shareable);
        await rig.Get<DriftCommands>().UnshareAsync(Rig.Dba, finding.Id, Ct);
        await rig.UnshareUntilAsync(async () => (await rig.DriftAsync(finding.Id)).State == DriftState.Gone);

        var gone = Assert.IsType<DriftGone>((await rig.LedgerAsync()).Last(entry => entry.Subject == finding.Id).ReadEvent());
        Assert.Equal(("[]", "not listed"), (gone.SourceRestoreAttribute, gone.TargetListing));
        Assert.NotNull(gone.SourceRequestId);
        Assert.NotNull(gone.TargetRequestId);
    }

    [Fact]
    public async Task is_proven_by_whoever_took_it_away_and_not_called_gone_by_the_next_look()
    {
        await using var rig = await new Rig().OpenAsync();
        await rig.ShareByHandAsync(ByHand.Shareable);
        await rig.LookForDriftAsync();
        var finding = Assert.Single(await rig.DriftAsync(), finding => finding.SnapshotIdentifier == ByHand.Shareable);
        await rig.Aws.AllowAsync(SandboxControl.ProdRole, actions => actions.Except(["rds:ModifyDBClusterSnapshotAttribute"]));
        await rig.Get<DriftCommands>().UnshareAsync(Rig.Dba, finding.Id, Ct);
        await rig.Aws.AllowAsync(SandboxControl.ProdRole, actions => actions.Append("rds:ModifyDBClusterSnapshotAttribute"));
        await rig.UnshareByHandAsync(ByHand.Shareable);
        foreach (var _ in Enumerable.Range(0, 20))
        {
            await rig.LookForDriftAsync();
            rig.Time.Pass(TimeSpan.FromSeconds(1));
        }
        Assert.Equal(DriftState.Unsharing, (await rig.DriftAsync(finding.Id)).State);

        await rig.UnshareUntilAsync(async () => (await rig.DriftAsync(finding.Id)).State == DriftState.Gone);
        var gone = Assert.IsType<DriftGone>((await rig.LedgerAsync()).Last(entry => entry.Subject == finding.Id).ReadEvent());
        Assert.Equal("not listed", gone.TargetListing);
    }

    [Fact]
    public async Task is_done_though_the_account_that_could_read_it_cannot_be_asked()
    {
        await using var rig = await new Rig().OpenAsync();
        await rig.ShareByHandAsync(ByHand.Shareable);
        await rig.LookForDriftAsync();
        var finding = Assert.Single(await rig.DriftAsync(), finding => finding.SnapshotIdentifier == ByHand.Shareable);
        await rig.Aws.AllowAsync(SandboxControl.DevRole, _ => []);
        await rig.Get<DriftCommands>().UnshareAsync(Rig.Dba, finding.Id, Ct);

        Assert.Equal(DriftState.Gone, (await rig.DriftAsync(finding.Id)).State);
        var gone = Assert.IsType<DriftGone>((await rig.LedgerAsync()).Last(entry => entry.Subject == finding.Id).ReadEvent());
        Assert.Equal((null, null), (gone.TargetListing, gone.TargetRequestId));
    }

    [Fact]
    public async Task touches_no_other_share()
    {
        await using var rig = await new Rig().OpenAsync();
        var finding = await FoundAsync(rig);
        var other = (await rig.DriftAsync()).Single(row => row.Id != finding.Id);
        await rig.Get<DriftCommands>().UnshareAsync(Rig.Admin, finding.Id, Ct);
        Assert.Contains(other.SharedWith, await SharedWithAsync(rig, other));
        Assert.Equal(DriftState.Open, (await rig.DriftAsync(other.Id)).State);
    }

    /// <summary>AWS says nothing about the first; the second must not wait for it.</summary>
    [Fact]
    public async Task of_one_that_hangs_keeps_no_other_share_open()
    {
        var silence = new SilenceAbout();
        await using var rig = await new Rig { Between = silence.Between }.OpenAsync();
        var first = await FoundAsync(rig);
        var second = (await rig.DriftAsync()).Single(row => row.Id != first.Id);
        await rig.Get<FreezeCommands>().FreezeAsync(Rig.Dba, "to be sure", Ct);
        silence.Snapshot = first.SnapshotIdentifier;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Ct);

        var pass = rig.Get<DriftCloser>().DueAsync(patience.Token);
        await silence.Reached.WaitAsync(TimeSpan.FromMinutes(1), Ct);
        var clock = Stopwatch.StartNew();
        while ((await rig.DriftAsync(second.Id)).State != DriftState.Gone)
        {
            Assert.True(clock.Elapsed < TimeSpan.FromMinutes(1), $"{second.SnapshotIdentifier} waits for {first.SnapshotIdentifier}");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Ct);
        }

        Assert.False(pass.IsCompleted);
        Assert.Equal(DriftState.Unsharing, (await rig.DriftAsync(first.Id)).State);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pass);
    }

    [Fact]
    public async Task goes_on_until_it_succeeds()
    {
        await using var rig = await new Rig().OpenAsync();
        var finding = await FoundAsync(rig);
        await rig.Aws.AllowAsync(SandboxControl.ProdRole, actions => actions.Except(["rds:ModifyDBClusterSnapshotAttribute"]));
        var (now, _) = await rig.Get<DriftCommands>().UnshareAsync(Rig.Dba, finding.Id, Ct);
        Assert.Equal(DriftState.Unsharing, now!.State);
        Assert.StartsWith("AccessDenied", now.Failure, StringComparison.Ordinal);

        await rig.RestartAsync();
        await rig.Aws.AllowAsync(SandboxControl.ProdRole, actions => actions.Append("rds:ModifyDBClusterSnapshotAttribute"));
        await rig.UnshareUntilAsync(async () => (await rig.DriftAsync(finding.Id)).State == DriftState.Gone);
        Assert.DoesNotContain(finding.SharedWith, await SharedWithAsync(rig, finding));
        var entries = (await rig.LedgerAsync()).Where(entry => entry.Subject == finding.Id);
        var results = entries.Select(entry => entry.ReadEvent()).OfType<ChangeResult>().ToList();
        Assert.Equal((ChangeOutcome.Refused, ChangeOutcome.Accepted), (results[0].Outcome, results[^1].Outcome));
        Assert.Equal(results.Count, (await rig.LedgerAsync()).Count(e => e.Subject == finding.Id && e.Kind == LedgerKind.Intent));
    }

    [Fact]
    public async Task of_what_is_gone_already_is_a_conflict()
    {
        await using var rig = await new Rig().OpenAsync();
        var finding = await FoundAsync(rig);
        await rig.Get<DriftCommands>().UnshareAsync(Rig.Dba, finding.Id, Ct);
        await rig.UnshareUntilAsync(async () => (await rig.DriftAsync(finding.Id)).State == DriftState.Gone);
        var (_, refusal) = await rig.Get<DriftCommands>().UnshareAsync(Rig.Dba, finding.Id, Ct);
        Assert.Equal((RefusalKind.Conflict, "drift-is-gone"), (refusal!.Kind, refusal.Message.Key));
    }

    [Fact]
    public async Task an_adopted_share_happens_after_its_deadline_and_not_before()
    {
        await using var rig = await new Rig().OpenAsync();
        var finding = await FoundAsync(rig);
        var until = rig.Get<TimeProvider>().UtcNowMilliseconds().AddDays(1);
        Assert.Null((await rig.Get<DriftCommands>().ProposeAdoptionAsync(Rig.Dba, finding.Id, until, "a partner reads it", Ct)).Refusal);
        Assert.Null((await rig.Get<DriftCommands>().ApproveAdoptionAsync(Rig.Admin, finding.Id, until, Ct)).Refusal);
        await rig.Get<DriftCloser>().DueAsync(Ct);
        Assert.Equal(DriftState.Adopted, (await rig.DriftAsync(finding.Id)).State);

        await rig.DeadlineHasComeAsync(finding.Id);
        await rig.UnshareUntilAsync(async () => (await rig.DriftAsync(finding.Id)).State == DriftState.Gone);
        Assert.DoesNotContain(finding.SharedWith, await SharedWithAsync(rig, finding));
        var entries = (await rig.LedgerAsync()).Where(entry => entry.Subject == finding.Id).ToList();
        Assert.Equal(
            [
                LedgerKind.DriftFound,
                LedgerKind.DriftAdoptionProposed,
                LedgerKind.DriftAdopted,
                LedgerKind.DriftAdoptionEnded,
                LedgerKind.Intent,
                LedgerKind.Result,
                LedgerKind.DriftGone,
            ],
            entries.Select(entry => entry.Kind)
        );
    }

    [Theory]
    [InlineData(Role.Requester)]
    [InlineData(Role.Auditor)]
    public async Task or_adopting_is_not_for(Role role)
    {
        await using var rig = await new Rig().OpenAsync();
        var finding = await FoundAsync(rig);
        var actor = new Actor("p", "p", [role], SessionId: null);
        var verbs = rig.Get<DriftCommands>();
        var until = rig.Get<TimeProvider>().UtcNowMilliseconds().AddDays(1);
        Assert.Equal(RefusalKind.Forbidden, (await verbs.UnshareAsync(actor, finding.Id, Ct)).Refusal!.Kind);
        Assert.Equal(RefusalKind.Forbidden, (await verbs.ProposeAdoptionAsync(actor, finding.Id, until, "", Ct)).Refusal!.Kind);
        await verbs.ProposeAdoptionAsync(Rig.Dba, finding.Id, until, "", Ct);
        Assert.Equal(RefusalKind.Forbidden, (await verbs.ApproveAdoptionAsync(actor, finding.Id, until, Ct)).Refusal!.Kind);
        Assert.Contains(finding.SharedWith, await SharedWithAsync(rig, finding));
        Assert.Equal(3, (await rig.LedgerAsync()).Count(entry => entry.Kind == LedgerKind.Refused && entry.ActorId == "p"));
    }

    private sealed class SilenceAbout
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Null while AWS answers everything.</summary>
        public string? Snapshot { get; set; }
        public Task Reached => _reached.Task;

        public HttpMessageHandler Between(HttpMessageHandler aws) => new Handler(this) { InnerHandler = aws };

        private sealed class Handler(SilenceAbout owner) : DelegatingHandler
        {
            protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                var body = request.Content is { } content ? await content.ReadAsStringAsync(cancellationToken) : "";
                if (owner.Snapshot is { } name && body.Contains(name, StringComparison.Ordinal))
                {
                    owner._reached.TrySetResult();
                    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
                }
                return await base.SendAsync(request, cancellationToken);
            }
        }
    }

    internal static async Task<DriftFinding> FoundAsync(Rig rig)
    {
        await rig.LookForDriftAsync();
        return (await rig.DriftAsync())[0];
    }

    private static async Task<IReadOnlyList<string>> SharedWithAsync(Rig rig, DriftFinding finding) =>
        [
            .. (
                await rig.Rds("prod")
                    .DescribeDBClusterSnapshotAttributesAsync(new() { DBClusterSnapshotIdentifier = finding.SnapshotIdentifier }, Ct)
            ).DBClusterSnapshotAttributesResult.DBClusterSnapshotAttributes.SelectMany(attribute => attribute.AttributeValues ?? []),
        ];
}
