using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using SnapshotShare.Core.Clocks;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Shares.Drift;
using SnapshotShare.Core.Tests.Planning;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Tests.Shares.Drift;

/// <summary>What is due is tried, one at a time and later and later, until AWS itself shows that it is gone.</summary>
public sealed class taking_drift_away
{
    /// <summary>Long enough apart to tell one from the other.</summary>
    private static readonly Timings Leisurely = Timings.From(
        new TimingOptions
        {
            Look = TimeSpan.FromSeconds(30),
            Blocked = TimeSpan.FromMinutes(5),
            ChangeTimeout = TimeSpan.FromSeconds(20),
        },
        speed: 1
    );

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>An adoption whose deadline has come, and whatever is being taken away and has waited long enough; a moment is the last of its time.</summary>
    [Theory]
    [InlineData(DriftState.Adopted, 0, null, true)]
    [InlineData(DriftState.Adopted, -1, null, true)]
    [InlineData(DriftState.Adopted, 0, 1, true)]
    [InlineData(DriftState.Adopted, 1, null, false)]
    [InlineData(DriftState.Adopted, 1, -1, false)]
    [InlineData(DriftState.Unsharing, null, 0, true)]
    [InlineData(DriftState.Unsharing, null, -1, true)]
    [InlineData(DriftState.Unsharing, null, 1, false)]
    [InlineData(DriftState.Unsharing, -1, 1, false)]
    [InlineData(DriftState.Open, -1, -1, false)]
    [InlineData(DriftState.AdoptionProposed, -1, -1, false)]
    [InlineData(DriftState.Gone, -1, -1, false)]
    public async Task is_tried_when_due(DriftState state, int? adoptedUntil, int? nextTry, bool isDue)
    {
        await using var rig = new Rig().Migrated();
        var now = rig.Time.Stop();
        var before = await WriteAsync(
            rig,
            "it",
            finding =>
            {
                finding.State = state;
                finding.AdoptedUntil = now.AddMilliseconds(adoptedUntil ?? 0);
                finding.NextTryAt = nextTry is { } there ? now.AddMilliseconds(there) : null;
                finding.GoneAt = state == DriftState.Gone ? Sample.Now : null;
            }
        );
        await Closer(rig).DueAsync(Ct);
        if (!isDue)
            Assert.Equal(StoredJson.Write(before), StoredJson.Write(await rig.DriftAsync("it")));
        // Due or not, whoever calls it by name is held by the same rule.
        await Closer(rig).TryAsync("it", Ct);

        var events = await EventsAsync(rig, "it");
        if (!isDue)
        {
            Assert.Empty(events);
            var after = await rig.DriftAsync("it");
            Assert.Equal((before.State, before.NextTryAt, before.GoneAt), (after.State, after.NextTryAt, after.GoneAt));
            // On what is gone nothing is written, not even that somebody looked.
            Assert.Equal(state == DriftState.Gone ? 0 : 1, after.Version);
            return;
        }
        // There is no such snapshot, so nothing is asked of AWS: a look shows that it is gone.
        Assert.Equal(DriftState.Gone, (await rig.DriftAsync("it")).State);
        var gone = new DriftGone(before.SnapshotArn, before.SharedWith, "snapshot not there", "not listed");
        Assert.Equal(gone, ((DriftGone)events[^1]) with { SourceRequestId = null, TargetRequestId = null });
        Assert.Equal(
            state == DriftState.Adopted ? [new DriftAdoptionEnded(before.SnapshotArn, before.SharedWith, before.AdoptedUntil!.Value)] : [],
            events.SkipLast(1)
        );
    }

    /// <summary>Gone leaves nothing of the trouble before it.</summary>
    [Fact]
    public async Task ends_with_a_row_that_wants_nothing_more()
    {
        await using var rig = new Rig().Migrated();
        var now = rig.Time.Stop();
        await WriteAsync(rig, "it", finding => (finding.Failure, finding.FailedTries) = ("no", 3));
        await Closer(rig).DueAsync(Ct);
        var gone = await rig.DriftAsync("it");
        Assert.Equal((DriftState.Gone, now, null, null, 0), (gone.State, gone.GoneAt, gone.NextTryAt, gone.Failure, gone.FailedTries));
    }

    /// <summary>Twice as long after each failure, from a third of a look up to the time that a person is given.</summary>
    [Theory]
    [InlineData(0, 10)]
    [InlineData(1, 20)]
    [InlineData(2, 40)]
    [InlineData(4, 160)]
    [InlineData(5, 300)]
    [InlineData(5000, 300)]
    public async Task waits_longer_after_each_failure(int failedTries, int seconds)
    {
        await using var rig = new Rig().Migrated();
        await rig.Aws.AllowAsync(SandboxControl.ProdRole, _ => []);
        var now = rig.Time.Stop();
        await WriteAsync(rig, "it", finding => finding.FailedTries = failedTries);
        await Closer(rig).DueAsync(Ct);
        var after = await rig.DriftAsync("it");
        Assert.Equal((DriftState.Unsharing, failedTries + 1, now.AddSeconds(seconds)), (after.State, after.FailedTries, after.NextTryAt));
        Assert.StartsWith("AccessDenied: ", after.Failure, StringComparison.Ordinal);
    }

    /// <summary>However patient a person may be: after some weeks of failures it is still tried every few hours.</summary>
    [Fact]
    public async Task waits_no_more_than_a_thousand_times_as_long()
    {
        await using var rig = new Rig().Migrated();
        await rig.Aws.AllowAsync(SandboxControl.ProdRole, _ => []);
        var now = rig.Time.Stop();
        await WriteAsync(rig, "it", finding => finding.FailedTries = 5000);
        await Closer(rig, Leisurely with { Blocked = TimeSpan.FromDays(7) }).DueAsync(Ct);
        Assert.Equal(now + (1024 * Leisurely.Look / 3), (await rig.DriftAsync("it")).NextTryAt);
    }

    /// <summary>A try that is under way keeps every other one away for as long as it may take.</summary>
    [Fact]
    public async Task is_tried_by_one_at_a_time()
    {
        await using var rig = new Rig { Between = aws => new Stuck(aws) }.Migrated();
        var now = rig.Time.Stop();
        await WriteAsync(rig, "it");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var pass = Closer(rig).TryAsync("it", stop.Token);
        while ((await rig.DriftAsync("it")).NextTryAt == Sample.Now)
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Ct);
        Assert.Equal(now + (2 * Leisurely.ChangeTimeout), (await rig.DriftAsync("it")).NextTryAt);
        await Closer(rig).TryAsync("it", Ct);
        Assert.False(pass.IsCompleted);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pass);
    }

    /// <summary>AWS said yes and shows it still, or its reader does: it is looked at again in a moment, and not called gone.</summary>
    [Theory]
    [InlineData("its owner")]
    [InlineData("its reader")]
    public async Task is_not_done_while_it_is_still_seen_by(string whom)
    {
        var somebody = new Somebody();
        await using var rig = new Rig { Between = aws => whom == "its owner" ? new SharedAgain(aws, somebody) : aws }.Migrated();
        await rig.ShareByHandAsync(ByHand.Shareable);
        rig.Time.Pass(TimeSpan.FromSeconds(1));
        somebody.Rig = rig;
        // The target goes on seeing it for as long.
        if (whom == "its reader")
            await rig.Aws.DoAsync("faults", new { kind = "SlowShare", seconds = 3600.0 });
        var now = rig.Time.Stop();
        await WriteAsync(rig, ByHand.Shareable, finding => (finding.Failure, finding.FailedTries) = ("no", 3));
        await Closer(rig).DueAsync(Ct);
        var after = await rig.DriftAsync(ByHand.Shareable);
        Assert.Equal(
            (DriftState.Unsharing, now + Leisurely.Quick, null, 0),
            (after.State, after.NextTryAt, after.Failure, after.FailedTries)
        );
        Assert.Equal([LedgerKind.Intent, LedgerKind.Result], (await EventsAsync(rig, ByHand.Shareable)).Select(what => what.Kind));
        // Its reader is asked only once its owner shows it no more.
        Assert.Equal(
            whom == "its reader",
            (await rig.Aws.CallsAsync()).Any(call => (string)call!["operation"]! == "DescribeDBClusterSnapshots")
        );
    }

    /// <summary>Nobody can claim it: it is taken away all the same, and our records are said to fail.</summary>
    [Fact]
    public async Task waits_for_no_record()
    {
        await using var rig = new Rig().Migrated();
        await rig.ShareByHandAsync(ByHand.Shareable);
        await WriteAsync(rig, ByHand.Shareable);
        await Closer(rig, ledger: Failing(() => new IOException("closed"))).DueAsync(Ct);
        Assert.Empty(await rig.SharedWithAsync(ByHand.Shareable));
        Assert.Equal("closed", rig.Get<EmergencyJournal>().Trouble);
    }

    /// <summary>A server that stops closes what it writes to, and what is called off elsewhere is no failure either: neither is the records' own.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task is_left_to_the_next_pass_where_it_was_called_off(bool isStopping)
    {
        await using var rig = new Rig().Migrated();
        await WriteAsync(rig, "it");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var pass = Closer(
                rig,
                ledger: Failing(() =>
                {
                    if (!isStopping)
                        return new OperationCanceledException("of something else");
                    stop.Cancel();
                    return new IOException("closed");
                })
            )
            .DueAsync(stop.Token);
        if (isStopping)
            await Assert.ThrowsAsync<IOException>(() => pass);
        else
            await pass;
        Assert.Null(rig.Get<EmergencyJournal>().Trouble);
        Assert.Empty(await rig.Aws.CallsAsync());
    }

    [Fact]
    public async Task is_told_with_the_snapshot_and_the_account_that_it_is_about()
    {
        await using var rig = new Rig().Migrated();
        await rig.ShareByHandAsync(ByHand.Shareable);
        var before = await WriteAsync(rig, ByHand.Shareable);
        await Closer(rig).DueAsync(Ct);
        var events = await EventsAsync(rig, ByHand.Shareable);
        var intent = (ChangeIntended)events[0];
        Assert.Equal(("prod", before.SnapshotArn, Sample.Dev), (intent.Account, intent.SnapshotArn, intent.SharedWith));
        Assert.Equal(("ModifyDBClusterSnapshotAttribute", before.CloseCommand), (intent.Operation, intent.Cli));
        // Claimed, intended and settled: whoever read it before any of these writes nothing on it.
        Assert.Equal(3, (await rig.DriftAsync(ByHand.Shareable)).Version);
        var result = (ChangeResult)events[1];
        Assert.Equal(("accepted", before.SnapshotArn, Sample.Dev), (result.Outcome, result.SnapshotArn, result.SharedWith));
    }

    /// <summary>A request has come to hold it meanwhile: then it is not drift's to close.</summary>
    [Fact]
    public async Task is_left_to_a_request_that_has_come_to_hold_it()
    {
        await using var rig = new Rig().Migrated();
        await rig.ShareByHandAsync(ByHand.Shareable);
        await WriteAsync(rig, ByHand.Shareable);
        await rig.WriteAsync(
            new Share
            {
                RequestId = Sample.Id,
                SourceAccount = "prod",
                SnapshotIdentifier = ByHand.Shareable,
                SnapshotArn = Sample.Route.From.ClusterSnapshotArn(ByHand.Shareable),
                TargetAccountId = Sample.Dev,
                SnapshotIsOurs = false,
                IntendedAt = Sample.Now,
                Deadline = Sample.Now,
            },
            SampleRows.Share("of another snapshot")
        );
        await Closer(rig).DueAsync(Ct);
        Assert.Equal([Sample.Dev], await rig.SharedWithAsync(ByHand.Shareable));
        var gone = Assert.IsType<DriftGone>(Assert.Single(await EventsAsync(rig, ByHand.Shareable)));
        Assert.Equal(("held by a request", null, null), (gone.SourceRestoreAttribute, gone.SourceRequestId, gone.TargetListing));
        Assert.Equal(DriftState.Gone, (await rig.DriftAsync(ByHand.Shareable)).State);
    }

    /// <summary>A mistake with one, such as an account that is not configured any more, must not keep the others shared.</summary>
    [Fact]
    public async Task goes_on_with_the_others_where_one_fails_by_a_mistake()
    {
        await using var rig = new Rig().Migrated();
        var lost = new DriftFinding
        {
            Id = "lost",
            Account = "nowhere",
            SnapshotIdentifier = "lost",
            SnapshotArn = "arn:aws:rds:ap-northeast-1:987654321000:cluster-snapshot:lost",
            SharedWith = Sample.Dev,
            Kind = DriftKind.MadeElsewhere,
            State = DriftState.Unsharing,
            FirstSeenAt = Sample.Now,
            LastSeenAt = Sample.Now,
            NextTryAt = Sample.Now,
        };
        await rig.WriteAsync(lost);
        await WriteAsync(rig, "it");
        await Closer(rig).DueAsync(Ct);
        Assert.Equal((DriftState.Unsharing, DriftState.Gone), ((await rig.DriftAsync("lost")).State, (await rig.DriftAsync("it")).State));
        // Nothing is wrong with the records.
        Assert.Null(rig.Get<EmergencyJournal>().Trouble);
        // Whoever asks for this one alone is told.
        rig.Time.Pass(TimeSpan.FromHours(1));
        await Assert.ThrowsAnyAsync<Exception>(() => Closer(rig).TryAsync("lost", Ct));
    }

    [Fact]
    public async Task of_what_is_not_there_does_nothing()
    {
        await using var rig = new Rig().Migrated();
        await Closer(rig).TryAsync("nowhere", Ct);
        Assert.Empty(await rig.DriftAsync());
    }

    private static LedgerTransaction Failing(Func<Exception> failure) => new(new Databases(failure), TimeProvider.System, new ChangeFeed());

    private static DriftCloser Closer(Rig rig, Timings? timings = null, LedgerTransaction? ledger = null) =>
        new(
            ledger ?? rig.Get<LedgerTransaction>(),
            rig.Get<IDbContextFactory<Db>>(),
            rig.Get<ShareCloser>(),
            rig.Get<ShareProver>(),
            rig.Get<EmergencyJournal>(),
            rig.Get<OpenShares>(),
            rig.Get<ClockCheck>(),
            timings ?? Leisurely,
            rig.Time,
            NullLogger<DriftCloser>.Instance
        );

    /// <summary>A finding that is being taken away and long due.</summary>
    private static async Task<DriftFinding> WriteAsync(Rig rig, string id, Action<DriftFinding>? change = null)
    {
        var finding = SampleRows.Drift(id);
        (finding.State, finding.NextTryAt) = (DriftState.Unsharing, Sample.Now);
        change?.Invoke(finding);
        await rig.WriteAsync(finding);
        return await rig.DriftAsync(id);
    }

    private static async Task<IReadOnlyList<LedgerEvent>> EventsAsync(Rig rig, string id) =>
        [
            .. (await rig.LedgerAsync())
                .Where(entry => entry.Subject == id)
                .Select(entry =>
                {
                    Assert.Equal("drift", entry.ActorId);
                    return entry.ReadEvent()!;
                }),
        ];

    private sealed class Databases(Func<Exception> failure) : IDbContextFactory<Db>
    {
        public Db CreateDbContext() => throw failure();
    }

    private sealed class Stuck(HttpMessageHandler aws) : DelegatingHandler(aws)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            return await base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class Somebody
    {
        private int _shares;

        public Rig? Rig { get; set; }

        public Task ShareOnceAsync() =>
            Rig is { } rig && Interlocked.Exchange(ref _shares, 1) == 0 ? rig.ShareByHandAsync(ByHand.Shareable) : Task.CompletedTask;
    }

    /// <summary>Somebody shares it again by hand in the moment in which it was taken away.</summary>
    private sealed class SharedAgain(HttpMessageHandler aws, Somebody somebody) : DelegatingHandler(aws)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = request.Content is { } content ? await content.ReadAsStringAsync(cancellationToken) : "";
            var answer = await base.SendAsync(request, cancellationToken);
            if (body.Contains($"={ByHand.Dev}", StringComparison.Ordinal) && body.Contains("ValuesToRemove", StringComparison.Ordinal))
                await somebody.ShareOnceAsync();
            return answer;
        }
    }
}
