using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Shares.Drift;
using SnapshotShare.Core.Tests.Planning;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Tests.Shares.Drift;

/// <summary>Of several findings each is judged by itself: what is gone stays gone, and what is said of one is said of no other.</summary>
public sealed class drift_that_nobody_may_mix_up
{
    private static readonly Timings Leisurely = Timings.From(new TimingOptions { Look = TimeSpan.FromSeconds(30) }, speed: 1);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>The intent, the answer and the end stand under the one that is taken away, whichever was found first.</summary>
    [Fact]
    public async Task is_told_of_the_one_that_is_taken_away()
    {
        await using var rig = await new Rig().OpenAsync();
        await rig.ShareByHandAsync(ByHand.Shareable);
        await rig.WriteAsync(SampleRows.Drift("a-first"));
        await rig.WriteAsync(Due(ByHand.Shareable));
        await Closer(rig).DueAsync(Ct);
        Assert.Equal(
            [(ByHand.Shareable, LedgerKind.Intent), (ByHand.Shareable, LedgerKind.Result)],
            (await rig.LedgerAsync())
                .Where(entry => entry.Kind is LedgerKind.Intent or LedgerKind.Result)
                .Select(entry => (entry.Subject, entry.Kind))
        );
        Assert.Equal(0, (await rig.DriftAsync("a-first")).Version);
        Assert.Empty(await rig.SharedWithAsync(ByHand.Shareable));
    }

    /// <summary>Somebody else was quicker: what is shared again since is another finding, and nobody asked to take that away.</summary>
    [Fact]
    public async Task is_left_alone_where_it_has_gone_while_it_was_looked_at()
    {
        var between = new Between();
        await using var rig = await new Rig { Between = between.Of }.OpenAsync();
        await rig.ShareByHandAsync(ByHand.Shareable);
        await rig.WriteAsync(Due(ByHand.Shareable));
        between.OnLook = async () =>
        {
            await using var db = await rig.Get<IDbContextFactory<Db>>().CreateDbContextAsync(Ct);
            await db.Drift.ExecuteUpdateAsync(rows => rows.SetProperty(row => row.GoneAt, Sample.Now), Ct);
        };
        await Closer(rig).DueAsync(Ct);
        between.OnLook = () => Task.CompletedTask;
        Assert.Equal([Sample.Dev], await rig.SharedWithAsync(ByHand.Shareable));
        Assert.DoesNotContain(await rig.LedgerAsync(), entry => entry.Subject == ByHand.Shareable);
    }

    /// <summary>A word about what is gone by now asks AWS nothing.</summary>
    [Fact]
    public async Task is_not_looked_at_any_more_when_it_is_gone()
    {
        await using var rig = await new Rig().OpenAsync();
        var gone = SampleRows.Drift("it");
        (gone.State, gone.GoneAt) = (DriftState.Gone, Sample.Now);
        await rig.WriteAsync(gone);
        rig.Get<EmergencyJournal>().Unshare(Rig.Dba, "it", new IOException("full"));
        await Closer(rig).DueAsync(Ct);
        Assert.Equal(0, await LooksAsync(rig));
    }

    /// <summary>What cannot be claimed is looked at again only after a while, and then it is.</summary>
    [Fact]
    public async Task is_tried_again_after_a_look_where_it_cannot_be_claimed()
    {
        await using var rig = await new Rig().OpenAsync();
        rig.Time.Stop();
        await rig.WriteAsync(SampleRows.Drift("it"));
        rig.Get<EmergencyJournal>().Unshare(Rig.Dba, "it", new IOException("full"));
        var closer = Closer(rig);
        await closer.DueAsync(Ct);
        Assert.Equal(1, await LooksAsync(rig));
        rig.Time.Pass(Leisurely.Look - TimeSpan.FromMilliseconds(1));
        await closer.DueAsync(Ct);
        Assert.Equal(1, await LooksAsync(rig));
        rig.Time.Pass(TimeSpan.FromMilliseconds(1));
        await closer.DueAsync(Ct);
        Assert.Equal(2, await LooksAsync(rig));
    }

    /// <summary>A start that can read nothing takes away at their end those that somebody has decided upon, and no others.</summary>
    [Fact]
    public async Task is_remembered_where_it_ends_by_our_hand()
    {
        await using var rig = await new Rig().OpenAsync();
        var now = rig.Time.Stop();
        foreach (var state in Enum.GetValues<DriftState>())
        {
            var finding = SampleRows.Drift($"{state}");
            (finding.State, finding.AdoptedUntil, finding.NextTryAt) = (state, now.AddHours(1), now.AddHours(2));
            finding.GoneAt = state == DriftState.Gone ? now : null;
            await rig.WriteAsync(finding);
        }
        await Closer(rig).DueAsync(Ct);
        Assert.Equal(
            [("Adopted", now.AddHours(1), Sample.Dev), ("Unsharing", now.AddHours(2), Sample.Dev)],
            rig.Get<OpenShares>().Known.Select(share => (share.Subject, share.Deadline, share.SharedWith))
        );
    }

    [Fact]
    public async Task is_said_to_be_unreadable_where_it_is()
    {
        await using var rig = await new Rig().OpenAsync();
        await using (var db = await rig.Get<IDbContextFactory<Db>>().CreateDbContextAsync(Ct))
            await db.Database.ExecuteSqlRawAsync("ALTER TABLE Drift RENAME TO Elsewhere", Ct);
        await Closer(rig).DueAsync(Ct);
        Assert.Contains("no such table: Drift", rig.Get<EmergencyJournal>().Trouble, StringComparison.Ordinal);
    }

    /// <summary>Neither being told to stop nor what is closed because of it is a failure of the records.</summary>
    [Theory]
    [InlineData(typeof(OperationCanceledException), false)]
    [InlineData(typeof(IOException), true)]
    public async Task is_not_said_to_be_unreadable_where_reading_was_called_off(Type failure, bool stops)
    {
        await using var rig = await new Rig().OpenAsync();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var closer = ActivatorUtilities.CreateInstance<DriftCloser>(
            rig.Get<IServiceProvider>(),
            new Fails(() =>
            {
                if (stops)
                    stop.Cancel();
                return (Exception)Activator.CreateInstance(failure)!;
            })
        );
        Assert.IsType(failure, await Record.ExceptionAsync(() => closer.DueAsync(stop.Token)));
        Assert.Null(rig.Get<EmergencyJournal>().Trouble);
    }

    /// <summary>Gone leaves nothing of its trouble, also where a request has come to hold the share.</summary>
    [Fact]
    public async Task wants_nothing_more_once_a_request_holds_it()
    {
        await using var rig = await new Rig().OpenAsync();
        await rig.ShareByHandAsync(ByHand.Shareable);
        var finding = Due(ByHand.Shareable);
        finding.Failure = "AccessDenied: no";
        await rig.WriteAsync(finding, Held(ByHand.Shareable));
        await Closer(rig).DueAsync(Ct);
        var gone = await rig.DriftAsync(ByHand.Shareable);
        Assert.Equal((DriftState.Gone, null, null), (gone.State, gone.Failure, gone.NextTryAt));
    }

    /// <summary>What was found and is gone is found anew, as what it is now.</summary>
    [Fact]
    public async Task is_found_anew_after_it_was_gone()
    {
        await using var rig = await new Rig().OpenAsync();
        await rig.ShareByHandAsync(ByHand.Shareable);
        var gone = SampleRows.Drift(ByHand.Shareable);
        (gone.State, gone.GoneAt) = (DriftState.Gone, Sample.Now);
        var held = Held(ByHand.Shareable);
        (held.ClosedAt, held.WatchEndedAt) = (Sample.Now, Sample.Now);
        await rig.WriteAsync(gone, held);
        await rig.LookForDriftAsync();
        var anew = Assert.Single(
            await rig.DriftAsync(),
            finding => finding.SnapshotIdentifier == ByHand.Shareable && finding.GoneAt is null
        );
        Assert.Equal((DriftKind.CameBack, DriftState.Open), (anew.Kind, anew.State));
        Assert.Equal(
            new DriftFound(anew.SnapshotArn, Sample.Dev, "CameBack"),
            (await rig.LedgerAsync()).Single(entry => entry.Subject == anew.Id).ReadEvent()
        );
    }

    private static DriftFinding Due(string snapshot)
    {
        var finding = SampleRows.Drift(snapshot);
        (finding.State, finding.NextTryAt) = (DriftState.Unsharing, Sample.Now);
        return finding;
    }

    private static Share Held(string snapshot) =>
        new()
        {
            RequestId = Sample.Id,
            SourceAccount = "prod",
            SnapshotIdentifier = snapshot,
            SnapshotArn = Sample.Route.From.ClusterSnapshotArn(snapshot),
            TargetAccountId = Sample.Dev,
            SnapshotIsOurs = false,
            IntendedAt = Sample.Now,
            Deadline = Sample.Now,
        };

    private static DriftCloser Closer(Rig rig) => ActivatorUtilities.CreateInstance<DriftCloser>(rig.Get<IServiceProvider>(), Leisurely);

    private static async Task<int> LooksAsync(Rig rig) =>
        (await rig.Aws.CallsAsync()).Count(call => (string)call!["operation"]! == "DescribeDBClusterSnapshotAttributes");

    private sealed class Fails(Func<Exception> how) : IDbContextFactory<Db>
    {
        public Db CreateDbContext() => throw how();
    }

    /// <summary>Something happens while AWS is asked who may restore a snapshot.</summary>
    private sealed class Between
    {
        public Func<Task> OnLook { get; set; } = () => Task.CompletedTask;

        public HttpMessageHandler Of(HttpMessageHandler aws) => new Handler(this, aws);

        private sealed class Handler(Between owner, HttpMessageHandler aws) : DelegatingHandler(aws)
        {
            protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                var body = request.Content is { } content ? await content.ReadAsStringAsync(cancellationToken) : "";
                if (body.Contains("Action=DescribeDBClusterSnapshotAttributes", StringComparison.Ordinal))
                    await owner.OnLook();
                return await base.SendAsync(request, cancellationToken);
            }
        }
    }
}
