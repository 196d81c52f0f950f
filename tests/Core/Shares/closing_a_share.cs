using System.Text.Json.Nodes;
using SnapshotShare.Core.Commands;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Shares;

namespace SnapshotShare.Core.Tests.Shares;

public sealed class closing_a_share
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task renews_an_expired_session_and_asks_again_under_an_intent_of_its_own()
    {
        await using var rig = await new Rig().OpenAsync();
        var id = await OpenShareAsync(rig);
        await rig.Aws.DoAsync("faults", new { kind = "ExpiredToken", operation = "ModifyDBClusterSnapshotAttribute" });

        await rig.Get<Watchdog>().LookAsync(Ct);

        Assert.Empty(await rig.SharedWithAsync(ByHand.Shareable));
        var entries = await AfterUnshareAsync(rig, id);
        Assert.Equal(
            [LedgerKind.Intent, LedgerKind.Result, LedgerKind.Intent, LedgerKind.Result, LedgerKind.ShareClosed],
            entries.Take(5).Select(entry => entry.Kind)
        );
        Assert.Equal(("refused", "ExpiredToken"), (Said(entries[1], "outcome"), Said(entries[1], "code")));
        Assert.Equal("accepted", Said(entries[3], "outcome"));
    }

    [Fact]
    public async Task leaves_a_result_though_it_is_asked_to_stop_before_aws_answers()
    {
        using var stuck = new StuckChange();
        await using var rig = await new Rig { Between = stuck.Between }.OpenAsync();
        var id = await OpenShareAsync(rig);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        stuck.IsOn = true;

        var pass = rig.Get<Watchdog>().LookAsync(stop.Token);
        await stuck.Reached.WaitAsync(Ct);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pass);

        var entries = await AfterUnshareAsync(rig, id);
        Assert.Equal([LedgerKind.Intent, LedgerKind.Result], entries.Select(entry => entry.Kind));
        Assert.Equal("unknown", Said(entries[1], "outcome"));
        Assert.True((await rig.ShareAsync(id))!.IsOpen);
        stuck.IsOn = false;
        await rig.RunUntilAsync(id, request => request.Status == RequestStatus.Ended);
        Assert.NotNull((await rig.ShareAsync(id))!.ProvenAt);
    }

    /// <summary>AWS answers some calls late or never, and of one account many shares can end at once.</summary>
    [Fact]
    public async Task waits_for_no_other_share_of_the_same_account()
    {
        var hanging = "";
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        await using var rig = await new Rig
        {
            Between = aws => new Reacting(
                aws,
                before: body =>
                    hanging.Length > 0
                    && body.Contains("Action=ModifyDBClusterSnapshotAttribute", StringComparison.Ordinal)
                    && body.Contains(hanging, StringComparison.Ordinal)
                        ? Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop.Token)
                        : Task.CompletedTask
            ),
        }.OpenAsync();
        var shares = new List<string>();
        foreach (var cluster in new[] { "prod-altplus-cluster", "prod-orders-cluster" })
        {
            var asked = await rig.AskAsync(Rig.Terms with { Goal = Goal.Share, Source = SourceChoice.Newest(cluster) });
            await rig.ApproveAsync(asked);
            await rig.RunUntilAsync(asked.Id, request => request.Step(StepName.SeeInTarget).IsOver);
            shares.Add(asked.Plan.SharingSnapshot);
        }
        hanging = shares[0];
        Assert.Null((await rig.Get<FreezeCommands>().FreezeAsync(Rig.Dba, "to be sure", Ct)).Refusal);

        var pass = rig.Get<Watchdog>().LookAsync(stop.Token);
        for (var looks = 0; (await rig.SharedWithAsync(shares[1])).Count > 0; looks++)
        {
            Assert.True(looks < 200, "A call that hangs keeps another's share open.");
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Ct);
        }
        Assert.False(pass.IsCompleted);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pass);
    }

    /// <summary>A share that the watchdog finds past its deadline at its next look.</summary>
    private static async Task<string> OpenShareAsync(Rig rig)
    {
        var asked = await rig.AskAsync(ByHand.AsItIs(Goal.Share));
        await rig.ApproveAsync(asked);
        await rig.RunUntilAsync(asked.Id, request => request.Step(StepName.SeeInTarget).IsOver);
        await rig.Verbs.UnshareAsync(Rig.Dba, asked.Id, Ct);
        return asked.Id;
    }

    private static async Task<IReadOnlyList<LedgerEntry>> AfterUnshareAsync(Rig rig, string id) =>
        [
            .. (await rig.LedgerAsync())
                .SkipWhile(entry => entry.Kind != LedgerKind.Unshared)
                .Where(entry => entry.Subject == id && entry.ActorId == "watchdog"),
        ];

    private static string? Said(LedgerEntry entry, string member) => (string?)JsonNode.Parse(entry.Details)![member];

    /// <summary>Keeps back the answer to a change of the restore attribute, and the change itself.</summary>
    private sealed class StuckChange : IDisposable
    {
        private readonly SemaphoreSlim _reached = new(0);

        public bool IsOn { get; set; }
        public Task Reached => _reached.WaitAsync();

        public HttpMessageHandler Between(HttpMessageHandler aws) => new Handler(this) { InnerHandler = aws };

        public void Dispose() => _reached.Dispose();

        private sealed class Handler(StuckChange owner) : DelegatingHandler
        {
            protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                var body = request.Content is { } content ? await content.ReadAsStringAsync(cancellationToken) : "";
                if (owner.IsOn && body.Contains("Action=ModifyDBClusterSnapshotAttribute", StringComparison.Ordinal))
                {
                    owner._reached.Release();
                    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
                }
                return await base.SendAsync(request, cancellationToken);
            }
        }
    }
}
