using Amazon.RDS.Model;
using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Commands;
using SnapshotShare.Core.Exposing.Strays;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Requests;

namespace SnapshotShare.Core.Tests.Exposing;

/// <summary>What somebody decided about goes: asked for once, under an intent, as the thing that it is.</summary>
public sealed class removing_what_is_left_over
{
    private const string Over = "over234567abcdef";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task takes_the_oldest_first_and_ten_in_a_pass()
    {
        await using var rig = await OpenAsync();
        var names = Enumerable.Range(0, 12).Select(i => $"left-{(char)('z' - i)}").ToList();
        foreach (var name in names)
            await LeaveAsync(rig, name);
        await LeaveAsync(rig, "anothers", "another");
        await SweepAsync(rig);
        foreach (var stray in (await StraysAsync(rig)).OrderBy(stray => stray.Id, StringComparer.Ordinal))
            await rig.Get<StrayCommands>().RemoveAsync(Rig.Dba, stray.Id, "", Ct);

        await PassAsync(rig);
        Assert.Equal(
            names.Take(10),
            (await IntendedAsync(rig)).Select(intended => (string)intended.Parameters["DBClusterSnapshotIdentifier"]!)
        );
        Assert.Equal(["anothers", .. names.Skip(10).Order(StringComparer.Ordinal)], await ManualAsync(rig));

        await PassAsync(rig);
        Assert.Equal(["anothers"], await ManualAsync(rig));
        await SweepAsync(rig);
        Assert.Equal("anothers", Assert.Single(await StraysAsync(rig)).Name);
        var kinds = (await rig.LedgerAsync())
            .GroupBy(entry => entry.Kind, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
        Assert.Equal(
            // One more was found: what another installation has there from the start.
            (14, 12, 12, 12, 12),
            (
                kinds[LedgerKind.StrayFound],
                kinds[LedgerKind.StrayRemovalDecided],
                kinds[LedgerKind.Intent],
                kinds[LedgerKind.Result],
                kinds[LedgerKind.StrayGone]
            )
        );
        Assert.True(HashChain.Verify(await rig.LedgerAsync()).Holds);
    }

    /// <summary>Somebody deletes it and makes another of its name and tags: nobody decided about that one.</summary>
    [Fact]
    public async Task leaves_alone_what_has_its_name_by_then()
    {
        await using var rig = await OpenAsync();
        await LeaveAsync(rig, "left");
        await DecideAsync(rig);
        await rig.Rds("dev").DeleteDBClusterSnapshotAsync(new DeleteDBClusterSnapshotRequest { DBClusterSnapshotIdentifier = "left" }, Ct);
        rig.Time.Pass(TimeSpan.FromMinutes(1));
        await LeaveAsync(rig, "left");

        await PassAsync(rig);

        Assert.Empty(await IntendedAsync(rig));
        Assert.Equal(["left"], await ManualAsync(rig));
        await SweepAsync(rig);
        Assert.Null(Assert.Single(await StraysAsync(rig)).DecidedAt);
    }

    [Fact]
    public async Task of_a_cluster_waits_until_all_of_it_may_go_and_then_takes_it_under_the_name_it_has()
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await rig.AskAsync();
        await rig.ApproveAsync(asked);
        var ready = await rig.RunUntilAsync(asked.Id, request => request.Status == RequestStatus.Ready);
        // As if it had ended an hour ago and left everything.
        await ExecuteAsync(
            rig,
            $"UPDATE Requests SET Status = 'Ended', NextLookAt = NULL, EndedAt = {new DateTimeOffset(ready.CreatedAt).AddHours(-1).ToUnixTimeMilliseconds()}"
        );
        await SweepAsync(rig);
        var strays = await StraysAsync(rig);
        Assert.Equal([StrayThing.Snapshot, StrayThing.Cluster, StrayThing.Instance], strays.Select(stray => stray.Thing).Order());
        var cluster = strays.Single(stray => stray.Thing == StrayThing.Cluster);
        Assert.Null((await rig.Get<StrayCommands>().RemoveAsync(Rig.Admin, cluster.Id, "", Ct)).Refusal);
        await ModifyAsync(rig, ready.Plan.TargetCluster!, change => change.DeletionProtection = true);
        await PassAsync(rig);
        Assert.Equal("cluster-protected", (await ReadAsync(rig, cluster.Id)).Trouble!.Code);
        Assert.Empty(await IntendedAsync(rig, cluster.Id));

        await ModifyAsync(
            rig,
            ready.Plan.TargetCluster!,
            change => (change.DeletionProtection, change.NewDBClusterIdentifier) = (false, "dev-somebodys-own")
        );
        foreach (var _ in Enumerable.Range(0, 3))
            await PassAsync(rig);

        Assert.Equal(
            [
                ("DeleteDBInstance", strays.Single(stray => stray.Thing == StrayThing.Instance).Identity),
                ("DeleteDBCluster", cluster.Identity),
            ],
            (await IntendedAsync(rig, cluster.Id)).Select(intended => (intended.Operation, intended.Identity!))
        );
        Assert.Equal("dev-somebodys-own", (string)(await IntendedAsync(rig, cluster.Id))[1].Parameters["DBClusterIdentifier"]!);
        Assert.Null((await ReadAsync(rig, cluster.Id)).Trouble);
        await SweepAsync(rig);
        // The copy was not decided about.
        Assert.Equal(StrayThing.Snapshot, Assert.Single(await StraysAsync(rig)).Thing);
    }

    /// <summary>The process dies with the call under way: the next one looks, tells what was seen and does not ask again.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task goes_on_after_a_death_between_intent_and_answer(bool arrived)
    {
        var death = new Death { Arrives = arrived };
        await using var rig = await OpenAsync(death);
        await LeaveAsync(rig, "left");
        var id = await DecideAsync(rig);
        death.IsNear = true;
        await Assert.ThrowsAnyAsync<Exception>(() => PassAsync(rig));
        Assert.Equal("DeleteDBClusterSnapshot", (await ReadAsync(rig, id)).AskedFor);
        death.IsNear = false;
        await rig.RestartAsync();

        await PassAsync(rig);
        await SweepAsync(rig);

        Assert.Empty(await ManualAsync(rig));
        Assert.Empty(await StraysAsync(rig));
        var told = (await rig.LedgerAsync())
            .Where(entry => entry.Subject == id)
            .Select(entry => entry.ReadEvent())
            .Select(what => what is ChangeResult result ? result.Outcome : what!.Kind);
        string[] expected = arrived
            ? ["stray.found", "stray.removal-decided", "aws.intent", ChangeOutcome.Seen, "stray.gone"]
            :
            [
                "stray.found",
                "stray.removal-decided",
                "aws.intent",
                ChangeOutcome.NotSeen,
                "aws.intent",
                ChangeOutcome.Accepted,
                "stray.gone",
            ];
        Assert.Equal(expected, told);
    }

    [Fact]
    public async Task tells_what_AWS_refuses_and_lets_others_go_first()
    {
        await using var rig = await OpenAsync();
        await LeaveAsync(rig, "left");
        var id = await DecideAsync(rig);
        await rig.Aws.AllowAsync(SandboxControl.DevRole, actions => actions.Except(["rds:DeleteDBClusterSnapshot"]));
        rig.Time.Pass(TimeSpan.FromMinutes(1));
        // Not before its time, however often a pass comes.
        foreach (var _ in Enumerable.Range(0, 3))
            await rig.Get<StrayRemover>().PassAsync(Ct);
        Assert.Single(await IntendedAsync(rig));

        var row = await ReadAsync(rig, id);
        Assert.Equal(("stray-not-deleted", 1), (row.Trouble!.Code, row.FailedTries));
        Assert.Equal("AccessDenied", row.Trouble.Fault!.Code);
        Assert.NotNull(row.NextTryAt);
        Assert.Null(row.AskedFor);
        await rig.Aws.AllowAsync(SandboxControl.DevRole, actions => [.. actions, "rds:DeleteDBClusterSnapshot"]);
        rig.Time.Pass(TimeSpan.FromHours(1));
        await PassAsync(rig);
        row = await ReadAsync(rig, id);
        Assert.Equal((null, 0), (row.Trouble, row.FailedTries));
        Assert.Empty(await ManualAsync(rig));
    }

    [Fact]
    public async Task deletes_nothing_while_no_intent_can_be_written_and_goes_on_when_it_can()
    {
        await using var rig = await OpenAsync();
        await LeaveAsync(rig, "left");
        await DecideAsync(rig);
        await ExecuteAsync(rig, "CREATE TRIGGER broken BEFORE INSERT ON Ledger BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END");
        await PassAsync(rig);
        Assert.Equal(["left"], await ManualAsync(rig));
        await ExecuteAsync(rig, "DROP TRIGGER broken");
        await PassAsync(rig);
        Assert.Empty(await ManualAsync(rig));
    }

    /// <summary>Freezing stops sharing; what takes production's data away goes on.</summary>
    [Fact]
    public async Task goes_on_while_sharing_is_frozen()
    {
        await using var rig = await OpenAsync();
        await rig.Get<FreezeCommands>().FreezeAsync(Rig.Dba, "to be sure", Ct);
        await LeaveAsync(rig, "left");
        await DecideAsync(rig);
        await PassAsync(rig);
        Assert.Empty(await ManualAsync(rig));
    }

    [Fact]
    public async Task keeps_when_what_stands_was_seen_last_without_an_entry()
    {
        await using var rig = await OpenAsync();
        await LeaveAsync(rig, "left");
        await SweepAsync(rig);
        var (before, entries) = (Assert.Single(await StraysAsync(rig)), (await rig.LedgerAsync()).Count);
        await SweepAsync(rig);
        var after = Assert.Single(await StraysAsync(rig));
        Assert.True(after.LastSeenAt > before.LastSeenAt);
        Assert.Equal((before.Version, entries), (after.Version, (await rig.LedgerAsync()).Count));
    }

    /// <summary>An ended request of which the database knows no more than that.</summary>
    private static async Task<Rig> OpenAsync(Death? death = null)
    {
        var rig = await new Rig { Between = death is null ? aws => aws : death.Between }.OpenAsync();
        var over = SampleRows.Request(Over, RequestStatus.Ended);
        over.EndedAt = over.CreatedAt;
        await rig.WriteAsync(over);
        return rig;
    }

    private static async Task LeaveAsync(Rig rig, string name, string? installation = null)
    {
        await using var db = await rig.Get<IDbContextFactory<Db>>().CreateDbContextAsync(Ct);
        installation ??= await db.Environments.Select(stamp => stamp.Installation).SingleAsync(Ct);
        await rig.Rds("dev")
            .CreateDBClusterSnapshotAsync(
                new CreateDBClusterSnapshotRequest
                {
                    DBClusterIdentifier = "dev-altplus-cluster",
                    DBClusterSnapshotIdentifier = name,
                    Tags = OwnTags.Of(Over, installation),
                },
                Ct
            );
        rig.Time.Pass(TimeSpan.FromSeconds(1));
    }

    private static async Task<string> DecideAsync(Rig rig)
    {
        await SweepAsync(rig);
        var stray = Assert.Single(await StraysAsync(rig));
        Assert.Null((await rig.Get<StrayCommands>().RemoveAsync(Rig.Dba, stray.Id, "nobody needs it", Ct)).Refusal);
        return stray.Id;
    }

    private static async Task SweepAsync(Rig rig)
    {
        // What was listed a moment ago is listed again.
        rig.Time.Pass(TimeSpan.FromMinutes(1));
        await rig.Get<StraySweep>().LookAsync(Ct);
    }

    private static async Task PassAsync(Rig rig)
    {
        rig.Time.Pass(TimeSpan.FromMinutes(1));
        await rig.Get<StrayRemover>().PassAsync(Ct);
        rig.Time.Pass(TimeSpan.FromMinutes(1));
    }

    /// <summary>Those that stand, without what another installation has there from the start.</summary>
    private static async Task<List<Stray>> StraysAsync(Rig rig)
    {
        await using var db = await rig.Get<IDbContextFactory<Db>>().CreateDbContextAsync(Ct);
        return await db
            .Strays.AsNoTracking()
            .Where(stray => stray.GoneAt == null && stray.Name != SandboxControl.AnothersSnapshot)
            .ToListAsync(Ct);
    }

    private static async Task<Stray> ReadAsync(Rig rig, string id)
    {
        await using var db = await rig.Get<IDbContextFactory<Db>>().CreateDbContextAsync(Ct);
        return await db.Strays.AsNoTracking().SingleAsync(stray => stray.Id == id, Ct);
    }

    /// <summary>The intents of deletions, of one stray or of all.</summary>
    private static async Task<List<ChangeIntended>> IntendedAsync(Rig rig, string? id = null) =>
        [
            .. (await rig.LedgerAsync())
                .Where(entry => id is null || entry.Subject == id)
                .Select(entry => entry.ReadEvent())
                .OfType<ChangeIntended>(),
        ];

    private static async Task<IReadOnlyList<string>> ManualAsync(Rig rig) =>
        [
            .. (await rig.Rds("dev").DescribeDBClusterSnapshotsAsync(new DescribeDBClusterSnapshotsRequest { SnapshotType = "manual" }, Ct))
                .DBClusterSnapshots.Where(snapshot => OwnTags.RequestOfAnybody(snapshot.TagList) == Over)
                .Select(snapshot => snapshot.DBClusterSnapshotIdentifier)
                .Order(StringComparer.Ordinal),
        ];

    private static Task ModifyAsync(Rig rig, string name, Action<ModifyDBClusterRequest> change)
    {
        var modify = new ModifyDBClusterRequest { DBClusterIdentifier = name, ApplyImmediately = true };
        change(modify);
        return rig.Rds("dev").ModifyDBClusterAsync(modify, Ct);
    }

    private static async Task ExecuteAsync(Rig rig, string sql)
    {
        await using var db = await rig.Get<IDbContextFactory<Db>>().CreateDbContextAsync(Ct);
        await db.Database.ExecuteSqlRawAsync(sql, Ct);
    }

    /// <summary>Lets a deletion arrive, or not, and nothing come back: neither an answer nor an end of the call that anybody could write down.</summary>
    private sealed class Death
    {
        public bool IsNear { get; set; }
        public bool Arrives { get; init; }

        public HttpMessageHandler Between(HttpMessageHandler aws) => new Handler(this) { InnerHandler = aws };

        private sealed class Handler(Death owner) : DelegatingHandler
        {
            protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                var body = request.Content is { } content ? await content.ReadAsStringAsync(cancellationToken) : "";
                if (!owner.IsNear || !body.Contains("Action=DeleteDB", StringComparison.Ordinal))
                    return await base.SendAsync(request, cancellationToken);
                if (owner.Arrives)
                    (await base.SendAsync(request, cancellationToken)).Dispose();
                throw new InvalidOperationException("The process is gone.");
            }
        }
    }
}
