using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Tests.Planning;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Tests.Shares;

/// <summary>One look of the watchdog: at which shares, when the next one is, and when the last.</summary>
public sealed class a_look_at_overdue_shares
{
    /// <summary>Long enough apart to tell one from the other.</summary>
    private static readonly Timings Leisurely = Timings.From(
        new TimingOptions
        {
            Look = TimeSpan.FromSeconds(90),
            ChangeTimeout = TimeSpan.FromSeconds(20),
            LateArrival = TimeSpan.FromMinutes(16),
        },
        speed: 1
    );

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>What is open from its deadline on, what is closed to see that it stays so; each when it wants a look, and none whose watch has ended.</summary>
    [Theory]
    [InlineData("open", 0, 0, true)]
    [InlineData("open", -1, -1, true)]
    [InlineData("open", 1, 1, false)]
    [InlineData("open", 1, 0, false)]
    [InlineData("open", -1, 0, true)]
    [InlineData("open", -1, 1, false)]
    [InlineData("closed", 3_600_000, 0, true)]
    [InlineData("closed", -1, 1, false)]
    // It asks for a look every half minute: later was written under another clock, by which its deadline may be still to come.
    [InlineData("closed", 3_600_000, 30_001, true)]
    [InlineData("watched to the end", -1, -1, false)]
    public async Task is_at_those_that_want_one(string what, int deadline, int nextLook, bool isLooked)
    {
        await using var rig = new Rig().Migrated();
        var now = rig.Time.Stop();
        var share = SampleRows.Share(deadline: now.AddMilliseconds(deadline));
        share.NextLookAt = now.AddMilliseconds(nextLook);
        share.ClosedAt = share.ProvenAt = what == "open" ? null : now;
        share.WatchEndedAt = what == "watched to the end" ? now : null;
        await rig.WriteAsync(share);
        await Watchdog(rig).LookAsync(Ct);
        Assert.Equal(isLooked, (await rig.ShareAsync(Sample.Id))!.NextLookAt == now.AddSeconds(30));
        Assert.Equal(what == "open" && isLooked ? 1 : 0, (await rig.LedgerAsync()).Count(entry => entry.Kind == LedgerKind.ShareClosed));
    }

    /// <summary>Half a minute at the latest, so that a call that arrives late leaves no door open for longer; sooner where looks are more often.</summary>
    [Theory]
    [InlineData(90, 30)]
    [InlineData(30, 30)]
    [InlineData(12, 12)]
    public async Task at_what_is_closed_comes_again(int look, int seconds)
    {
        await using var rig = new Rig().Migrated();
        var now = rig.Time.Stop();
        await rig.WriteAsync(Overdue(now));
        await Watchdog(rig, Leisurely with { Look = TimeSpan.FromSeconds(look) }).LookAsync(Ct);
        var share = (await rig.ShareAsync(Sample.Id))!;
        Assert.Equal((now, now.AddSeconds(seconds)), (share.ClosedAt, share.NextLookAt));
        var told = (ShareClosed)(await rig.LedgerAsync()).Single(entry => entry.Kind == LedgerKind.ShareClosed).ReadEvent()!;
        Assert.Equal("snapshot not there", told.SourceRestoreAttribute);
    }

    /// <summary>Ten seconds at the latest while it stands open, with AWS's words for it.</summary>
    [Theory]
    [InlineData(90, 10)]
    [InlineData(30, 10)]
    [InlineData(12, 4)]
    public async Task at_what_cannot_be_closed_comes_again(int look, int seconds)
    {
        await using var rig = new Rig().Migrated();
        await rig.Aws.AllowAsync(SandboxControl.ProdRole, _ => []);
        var now = rig.Time.Stop();
        await rig.WriteAsync(Overdue(now));
        await Watchdog(rig, Leisurely with { Look = TimeSpan.FromSeconds(look) }).LookAsync(Ct);
        var share = (await rig.ShareAsync(Sample.Id))!;
        Assert.Equal((null, now.AddSeconds(seconds)), (share.ClosedAt, share.NextLookAt));
        Assert.StartsWith("AccessDenied: ", share.CloseFailure, StringComparison.Ordinal);
        Assert.Null(rig.Get<EmergencyJournal>().Trouble);
    }

    /// <summary>AWS said yes and shows it still: it is looked at again in a moment.</summary>
    [Fact]
    public async Task at_what_is_shown_still_comes_again_in_a_moment()
    {
        var again = new SharedAgain();
        await using var rig = new Rig { Between = aws => new SharedAgain.Handler(again, aws) }.Migrated();
        await rig.ShareByHandAsync(ByHand.Shareable);
        again.Rig = rig;
        var now = rig.Time.Stop();
        await rig.WriteAsync(Overdue(now, ByHand.Shareable));
        await Watchdog(rig).LookAsync(Ct);
        var share = (await rig.ShareAsync(Sample.Id))!;
        Assert.Equal((null, now + Leisurely.Quick), (share.ClosedAt, share.NextLookAt));
        Assert.Null(share.CloseFailure);
    }

    /// <summary>
    /// The last one is when whatever was sent has arrived, it is proven or nobody can be asked, and there is nothing left that could be shared, or
    /// nothing of ours.
    /// </summary>
    [Theory]
    [InlineData("gone", true, 0, "proven", true)]
    [InlineData("gone", true, -1, "proven", false)]
    [InlineData("there", true, 0, "proven", false)]
    [InlineData("there", false, 0, "proven", true)]
    [InlineData("there", false, -1, "proven", false)]
    [InlineData("gone", true, 0, "not yet", false)]
    [InlineData("gone", true, 0, "by nobody", true)]
    public async Task is_the_last_when_nothing_can_come_any_more(string snapshot, bool isOurs, int milliseconds, string proof, bool isLast)
    {
        await using var rig = new Rig().Migrated();
        var now = rig.Time.Stop();
        var share = Overdue(
            now,
            snapshot == "gone" ? "long-gone" : ByHand.Shareable,
            isOurs,
            proof == "by nobody" ? Sample.Stranger : Sample.Dev
        );
        share.ClosedAt = now - Leisurely.ChangeTimeout - Leisurely.LateArrival - TimeSpan.FromMilliseconds(milliseconds);
        share.ProvenAt = proof == "proven" ? now : null;
        await rig.WriteAsync(share);
        await Watchdog(rig).LookAsync(Ct);
        var after = (await rig.ShareAsync(Sample.Id))!;
        Assert.Equal(isLast ? now : null, after.WatchEndedAt);
        Assert.Equal(proof == "by nobody" ? null : now, after.ProvenAt);
    }

    /// <summary>The target is asked once it is closed, and proves it by not listing it: under the two reads that show it.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task asks_the_target_whether_it_still_sees_it(bool sees)
    {
        await using var rig = new Rig().Migrated();
        if (sees)
        {
            await rig.ShareByHandAsync(ByHand.Shareable);
            // By now its target sees it, and goes on seeing it for as long.
            rig.Time.Pass(TimeSpan.FromSeconds(1));
            await rig.Aws.DoAsync("faults", new { kind = "SlowShare", seconds = 3600.0 });
        }
        var now = rig.Time.Stop();
        await rig.WriteAsync(Overdue(now, ByHand.Shareable));
        await Watchdog(rig).LookAsync(Ct);
        var share = (await rig.ShareAsync(Sample.Id))!;
        Assert.Equal((now, sees ? null : now), (share.ClosedAt, share.ProvenAt));
        var told = (await rig.LedgerAsync()).Select(entry => entry.ReadEvent()).OfType<ShareProven>().ToList();
        if (sees)
            Assert.Empty(told);
        else
            Assert.Equal(
                ("[]", "not listed", true, true),
                (
                    told[0].SourceRestoreAttribute,
                    told[0].TargetListing,
                    told[0].SourceRequestId is not null,
                    told[0].TargetRequestId is not null
                )
            );
    }

    /// <summary>A target that cannot be asked keeps none of the others unproven.</summary>
    [Fact]
    public async Task asks_each_target_whatever_became_of_another()
    {
        await using var rig = new Rig().Migrated();
        await rig.Aws.AllowAsync(SandboxControl.DevRole, _ => []);
        var now = rig.Time.Stop();
        await rig.WriteAsync(Overdue(now, target: Sample.Dev), Overdue(now, "another", target: Sample.Prod, id: "another"));
        await Watchdog(rig).LookAsync(Ct);
        var (dev, prod) = ((await rig.ShareAsync(Sample.Id))!, (await rig.ShareAsync("another"))!);
        Assert.Equal((now, null), (dev.ClosedAt, dev.ProvenAt));
        Assert.Equal((now, now), (prod.ClosedAt, prod.ProvenAt));
    }

    /// <summary>Whose account the target is, is its ID and the snapshot's region together.</summary>
    [Theory]
    [InlineData("ap-northeast-1", Sample.Dev, "dev")]
    [InlineData("ap-northeast-1", Sample.Prod, "prod")]
    [InlineData("ap-northeast-1", Sample.Stranger, null)]
    [InlineData("eu-central-1", Sample.Dev, null)]
    public async Task knows_whom_to_ask(string region, string account, string? name)
    {
        await using var rig = new Rig().Migrated();
        var share = new Share
        {
            RequestId = Sample.Id,
            SourceAccount = "prod",
            SnapshotIdentifier = "it",
            SnapshotArn = $"arn:aws:rds:{region}:{Sample.Prod}:cluster-snapshot:it",
            TargetAccountId = account,
            SnapshotIsOurs = true,
            IntendedAt = Sample.Now,
            Deadline = Sample.Now,
        };
        Assert.Equal(name, rig.Get<ShareProver>().TargetOf(share)?.Name);
        Assert.Equal(name is not null, await rig.Get<ShareProver>().LookAsync(share.SnapshotArn, account, Ct) is not null);
    }

    private static Watchdog Watchdog(Rig rig, Timings? timings = null) =>
        ActivatorUtilities.CreateInstance<Watchdog>(rig.Get<IServiceProvider>(), timings ?? Leisurely);

    private static Share Overdue(
        DateTime now,
        string snapshot = "long-gone",
        bool isOurs = true,
        string target = Sample.Dev,
        string id = Sample.Id
    ) =>
        new()
        {
            RequestId = id,
            SourceAccount = "prod",
            SnapshotIdentifier = snapshot,
            SnapshotArn = Sample.Route.From.ClusterSnapshotArn(snapshot),
            TargetAccountId = target,
            SnapshotIsOurs = isOurs,
            IntendedAt = Sample.Now,
            Deadline = now.AddMinutes(-1),
            NextLookAt = now.AddMinutes(-1),
        };

    /// <summary>Somebody shares it again by hand in the moment in which it was taken away.</summary>
    private sealed class SharedAgain
    {
        private int _shares;

        /// <summary>Null while nobody does.</summary>
        public Rig? Rig { get; set; }

        public sealed class Handler(SharedAgain owner, HttpMessageHandler aws) : DelegatingHandler(aws)
        {
            protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                var body = request.Content is { } content ? await content.ReadAsStringAsync(cancellationToken) : "";
                var answer = await base.SendAsync(request, cancellationToken);
                if (
                    owner.Rig is { } rig
                    && body.Contains("ValuesToRemove", StringComparison.Ordinal)
                    && Interlocked.Exchange(ref owner._shares, 1) == 0
                )
                    await rig.ShareByHandAsync(ByHand.Shareable);
                return answer;
            }
        }
    }
}
