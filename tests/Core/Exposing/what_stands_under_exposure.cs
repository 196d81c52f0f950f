using Amazon.RDS.Model;
using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Exposing;
using SnapshotShare.Core.Exposing.Strays;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Tests.Planning;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Tests.Exposing;

/// <summary>Rows as earlier sweeps and requests left them, against an account as the sandbox has it.</summary>
public sealed class what_stands_under_exposure
{
    private const string Cluster = "dev-altplus-cluster";
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task is_told_by_kind_and_then_by_when_it_was_seen()
    {
        await using var rig = await new Rig().OpenAsync();
        var moment = Sample.Now.AddHours(2);
        var closedLater = SampleRows.Share("closed0later0clo", intendedAt: Sample.Now);
        closedLater.ClosedAt = moment + Moment;
        var ended = SampleRows.Request("closed0later0clo", createdAt: Sample.Now);
        ended.EndedAt = Sample.Now.AddHours(1);
        await rig.WriteAsync(
            ended,
            closedLater,
            Stray("unknown", StrayKind.UnknownRequest, Sample.Now),
            Stray("left-later", StrayKind.LeftOver, moment),
            Stray("left-first", StrayKind.LeftOver, Sample.Now),
            Stray("derived", StrayKind.Derived, moment),
            Stray("leaves", StrayKind.Derived, Sample.Now, gone: moment + Moment),
            Stray("left", StrayKind.Derived, Sample.Now, gone: moment),
            Stray("not-yet", StrayKind.Derived, moment + Moment),
            Stray("came-and-went-later", StrayKind.Derived, moment + Moment, gone: moment.AddHours(1))
        );

        var exposure = await rig.Get<Exposures>().AtAsync(moment, Ct);

        Assert.Equal(["leaves", "derived", "left-first", "left-later", "unknown"], exposure.Strays.Select(stray => stray.Id));
        Assert.Equal(["closed0later0clo"], exposure.Requests.Select(one => one.Request.Id));
    }

    /// <summary>AWS shows what is deleted for some minutes, so what a request left is told when it has been over for twice as long.</summary>
    [Fact]
    public async Task is_what_a_request_left_when_that_has_been_over_for_a_while()
    {
        await using var rig = await new Rig().OpenAsync();
        var grace = rig.Get<Timings>().Propagation * 2;
        var identity = await IdentityAsync(rig);
        var now = rig.Time.Stop();
        await rig.WriteAsync(Over("over0lately0over", now + (Pause(rig) * 2) - grace, identity));
        await SweepAsync(rig);
        Assert.Empty(await StraysAsync(rig));

        await SweepAsync(rig);

        var stray = Assert.Single(await StraysAsync(rig));
        Assert.Equal(
            (StrayKind.LeftOver, StrayThing.Cluster, "dev", identity, Cluster, "over0lately0over"),
            (stray.Kind, stray.Thing, stray.Account, stray.Identity, stray.Name, stray.RequestId)
        );
        Assert.Equal((stray.FirstSeenAt, null, 0), (stray.LastSeenAt, stray.GoneAt, stray.Version));
    }

    /// <summary>Whoever's it was by AWS's ID alone is told for a day; afterwards only its tags tell.</summary>
    [Theory]
    [InlineData(23, 1)]
    [InlineData(25, 0)]
    public async Task is_for_a_day_what_has_lost_its_tags(int hours, int told)
    {
        await using var rig = await new Rig().OpenAsync();
        await rig.WriteAsync(Over("over0lately0over", Now(rig).AddHours(-hours), await IdentityAsync(rig)));
        await SweepAsync(rig);
        Assert.Equal(told, (await StraysAsync(rig)).Count);
    }

    [Fact]
    public async Task is_found_again_where_it_was_gone_and_ends_where_it_is_not_there()
    {
        await using var rig = await new Rig().OpenAsync();
        var identity = await IdentityAsync(rig);
        var before = Now(rig).AddHours(-1);
        await rig.WriteAsync(
            Stray("gone", StrayKind.LeftOver, before, identity, gone: before.AddMinutes(1)),
            Stray("not-there", StrayKind.LeftOver, before),
            Stray("elsewhere", StrayKind.LeftOver, before, account: "another"),
            Over("over0long0ago0ov", before.AddHours(-1), identity)
        );

        await SweepAsync(rig);

        var all = (await AllAsync(rig)).ToDictionary(stray => stray.Id, StringComparer.Ordinal);
        Assert.Equal((before.AddMinutes(1), 0), (all["gone"].GoneAt!.Value, all["gone"].Version));
        Assert.NotNull(all["not-there"].GoneAt);
        Assert.Equal((1, before), (all["not-there"].Version, all["not-there"].LastSeenAt));
        Assert.Equal((null, 0), (all["elsewhere"].GoneAt, all["elsewhere"].Version));
        var found = Assert.Single(all.Values, stray => stray.Identity == identity && stray.GoneAt is null);
        Assert.Equal((StrayThing.Cluster, found.FirstSeenAt), (found.Thing, found.LastSeenAt));
    }

    [Fact]
    public async Task follows_a_thing_that_was_renamed()
    {
        await using var rig = await new Rig().OpenAsync();
        var (identity, before) = (await IdentityAsync(rig), Now(rig).AddHours(-1));
        var stray = Stray("known", StrayKind.LeftOver, before, identity);
        await rig.WriteAsync(stray);

        await SweepAsync(rig);

        var known = Assert.Single(await AllAsync(rig));
        Assert.Equal((Cluster, 1, before, null), (known.Name, known.Version, known.FirstSeenAt, known.GoneAt));
        Assert.EndsWith($":cluster:{Cluster}", known.Arn, StringComparison.Ordinal);
        Assert.True(known.LastSeenAt > before);
    }

    /// <summary>Two that change the same row do not both win.</summary>
    [Fact]
    public async Task is_written_over_by_nobody_who_did_not_see_it()
    {
        await using var rig = await new Rig().OpenAsync();
        await rig.WriteAsync(Stray("known", StrayKind.LeftOver, Sample.Now));
        await using var first = await rig.Get<IDbContextFactory<Db>>().CreateDbContextAsync(Ct);
        await using var second = await rig.Get<IDbContextFactory<Db>>().CreateDbContextAsync(Ct);
        (await first.Strays.SingleAsync(Ct)).Version++;
        (await second.Strays.SingleAsync(Ct)).Version++;
        await first.SaveChangesAsync(Ct);
        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => second.SaveChangesAsync(Ct));
    }

    /// <summary>A listing that is a moment old is good enough.</summary>
    [Fact]
    public async Task is_not_asked_for_again_where_it_was_listed_a_moment_ago()
    {
        await using var rig = await new Rig().OpenAsync();
        rig.Time.Stop();
        await rig.Get<StraySweep>().LookAsync(Ct);
        var calls = (await rig.Aws.CallsAsync()).Count;
        await rig.Get<StraySweep>().LookAsync(Ct);
        Assert.Equal(calls, (await rig.Aws.CallsAsync()).Count);
        await SweepAsync(rig);
        Assert.True(calls < (await rig.Aws.CallsAsync()).Count);
    }

    private static async Task SweepAsync(Rig rig)
    {
        // What was listed a moment ago is listed again.
        rig.Time.Pass(Pause(rig));
        await rig.Get<StraySweep>().LookAsync(Ct);
    }

    private static TimeSpan Pause(Rig rig) => rig.Get<Timings>().Look + Moment;

    private static DateTime Now(Rig rig) => rig.Get<TimeProvider>().UtcNowMilliseconds();

    private static async Task<string> IdentityAsync(Rig rig) =>
        (await rig.Rds("dev").DescribeDBClustersAsync(new DescribeDBClustersRequest { DBClusterIdentifier = Cluster }, Ct))
            .DBClusters[0]
            .DbClusterResourceId;

    /// <summary>But for what another installation has in the account from the beginning, as everywhere here.</summary>
    private static async Task<IReadOnlyList<Stray>> StraysAsync(Rig rig) =>
        [.. (await rig.Get<Exposures>().AtAsync(Now(rig), Ct)).Strays.Where(stray => stray.Name != SandboxControl.AnothersSnapshot)];

    private static async Task<IReadOnlyList<Stray>> AllAsync(Rig rig)
    {
        await using var db = await rig.Get<IDbContextFactory<Db>>().CreateDbContextAsync(Ct);
        return await db.Strays.AsNoTracking().Where(stray => stray.Name != SandboxControl.AnothersSnapshot).ToListAsync(Ct);
    }

    private static Request Over(string id, DateTime at, string cluster)
    {
        var request = SampleRows.Request(
            id,
            RequestStatus.Ended,
            createdAt: at.AddHours(-1),
            steps: [new StepState(StepName.RestoreCluster, StepStatus.Done) { Identity = cluster }]
        );
        request.EndedAt = at;
        return request;
    }

    private static Stray Stray(
        string id,
        StrayKind kind,
        DateTime seen,
        string? identity = null,
        DateTime? gone = null,
        string account = "dev"
    ) =>
        new()
        {
            Id = id,
            Kind = kind,
            Thing = StrayThing.Cluster,
            Account = account,
            Identity = identity ?? $"cluster-{id}",
            Arn = $"arn:{id}",
            Name = id,
            FirstSeenAt = seen,
            LastSeenAt = seen,
            GoneAt = gone,
        };
}
