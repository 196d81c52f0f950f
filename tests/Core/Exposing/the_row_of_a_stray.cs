using Amazon.RDS.Model;
using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Exposing.Strays;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Tests.Planning;

namespace SnapshotShare.Core.Tests.Exposing;

/// <summary>Each thing that happens to a stray: what its row and the ledger say of it afterwards, and which pages are told.</summary>
public sealed class the_row_of_a_stray : IDisposable
{
    private const string Request = "over234567abcdef";
    private static readonly AwsChange Deletion = new("dev", new DeleteDBClusterRequest { DBClusterIdentifier = "it" });
    private static readonly AwsError Error = new("InvalidDBClusterStateFault", "not now", "request-1", 400);
    private static readonly Finding Trouble = Finding.Blocking("stray-claimed", "dev", "arn:it", ("what", "it"), ("tags", "a"));

    private readonly Records _records = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _records.Dispose();

    [Fact]
    public async Task is_there_once_it_is_found()
    {
        var stray = SampleRows.Stray("it", StrayKind.Derived, madeOf: "cluster-1", madeAt: Sample.Now);
        var changes = await DoAsync(scope => StrayLife.Found(scope, stray));
        Assert.Equal("it", (await ReadAsync())!.Id);
        Assert.Equal(new StrayFound("arn:it", "Derived", Request, "cluster-1", stray.MadeAt), Assert.Single(await ToldAsync()));
        Assert.Equal([new(Request, Account: null), new("it", Account: null), Change.OfEverything], changes);
    }

    [Fact]
    public async Task says_who_decided_and_why()
    {
        var (row, changes) = await ChangeAsync((scope, stray) => StrayLife.Decide(scope, Rig.Dba, stray, "nobody needs it"));
        Assert.Equal(
            (Rig.Dba.Id, Rig.Dba.Name, "nobody needs it", (await _records.LedgerAsync())[^1].At),
            (row.DecidedById, row.DecidedByName, row.DecisionReason, row.DecidedAt)
        );
        Assert.Equal(
            new StrayRemovalDecided("arn:it", "identity-it", "LeftOver", "nobody needs it", Request),
            Assert.Single(await ToldAsync())
        );
        AssertChanged(row, changes, isTold: true);
    }

    [Fact]
    public async Task follows_a_new_name()
    {
        var now = default(DateTime);
        var (row, changes) = await ChangeAsync(
            (scope, stray) =>
            {
                now = scope.Now;
                StrayLife.Renamed(
                    scope,
                    stray,
                    new StraySight(stray.Kind, stray.Thing, stray.Identity, "arn:new", "new", stray.RequestId, MadeOf: null, MadeAt: null)
                );
            }
        );
        Assert.Equal(("arn:new", "new", now), (row.Arn, row.Name, row.LastSeenAt));
        Assert.Empty(await ToldAsync());
        AssertChanged(row, changes, isTold: false);
    }

    /// <summary>That AWS shows it no more settles what nobody answered.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData("DeleteDBCluster")]
    public async Task is_over_when_AWS_shows_it_no_more(string? asked)
    {
        var (row, changes) = await ChangeAsync(
            StrayLife.Gone,
            stray => (stray.AskedFor, stray.AskedOf, stray.Trouble, stray.NextTryAt) = (asked, asked, Trouble, stray.FirstSeenAt)
        );
        LedgerEvent[] heard = asked is null ? [] : [new ChangeResult(asked, ChangeOutcome.Seen)];
        Assert.Equal([.. heard, new StrayGone("arn:it")], await ToldAsync());
        Assert.Equal((await _records.LedgerAsync())[^1].At, row.GoneAt);
        Assert.Equal((null, null, null, null), (row.AskedFor, row.AskedOf, row.Trouble, row.NextTryAt));
        AssertChanged(row, changes, isTold: true, version: asked is null ? 1 : 2);
    }

    /// <summary>One that is asked for anew was not seen to have happened before.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData("DeleteDBInstance")]
    public async Task keeps_what_is_asked_of_AWS(string? before)
    {
        var (row, changes) = await ChangeAsync(
            (scope, stray) => StrayLife.Intend(scope, stray, Deletion, "cluster-1"),
            stray => (stray.AskedFor, stray.AskedOf) = (before, before)
        );
        var told = await ToldAsync();
        if (before is not null)
            Assert.Equal(new ChangeResult(before, ChangeOutcome.NotSeen), told[0]);
        var intended = Assert.IsType<ChangeIntended>(told[^1]);
        Assert.Equal(before is null ? 1 : 2, told.Count);
        Assert.Equal(
            ("dev", "DeleteDBCluster", Deletion.Cli, "cluster-1"),
            (intended.Account, intended.Operation, intended.Cli, intended.Identity)
        );
        Assert.Equal(("DeleteDBCluster", "cluster-1"), (row.AskedFor, row.AskedOf));
        AssertChanged(row, changes, isTold: true, version: before is null ? 1 : 2);
    }

    public static TheoryData<ErrorHandling?, string> Answers =>
        new()
        {
            { null, ChangeOutcome.Accepted },
            { ErrorHandling.Retry, ChangeOutcome.Refused },
            { ErrorHandling.Unknown, ChangeOutcome.Unknown },
        };

    /// <summary>Without an answer it stays asked for.</summary>
    [Theory]
    [MemberData(nameof(Answers))]
    public async Task keeps_asking_until_there_is_an_answer(ErrorHandling? handling, string outcome)
    {
        var (row, changes) = await ChangeAsync(
            (scope, stray) =>
                StrayLife.Answered(scope, stray, Deletion, new CloseOutcome(handling, handling is null ? null : Error, "request-1")),
            stray => (stray.AskedFor, stray.AskedOf) = ("DeleteDBCluster", "cluster-1")
        );
        Assert.Equal(outcome, Assert.IsType<ChangeResult>(Assert.Single(await ToldAsync())).Outcome);
        var isAsked = outcome == ChangeOutcome.Unknown;
        Assert.Equal((isAsked ? "DeleteDBCluster" : null, isAsked ? "cluster-1" : null), (row.AskedFor, row.AskedOf));
        AssertChanged(row, changes, isTold: true);
    }

    [Fact]
    public async Task hears_of_nothing_that_was_not_asked_for()
    {
        var (row, changes) = await ChangeAsync((scope, stray) => StrayLife.Heard(scope, stray, ChangeOutcome.Seen));
        Assert.Empty(await ToldAsync());
        Assert.Empty(changes);
        Assert.Equal(0, row.Version);
    }

    [Fact]
    public async Task hears_what_became_of_what_was_asked_for()
    {
        var (row, changes) = await ChangeAsync(
            (scope, stray) => StrayLife.Heard(scope, stray, ChangeOutcome.Seen),
            stray => (stray.AskedFor, stray.AskedOf) = ("DeleteDBCluster", "cluster-1")
        );
        Assert.Equal(new ChangeResult("DeleteDBCluster", ChangeOutcome.Seen), Assert.Single(await ToldAsync()));
        Assert.Equal((null, null), (row.AskedFor, row.AskedOf));
        AssertChanged(row, changes, isTold: true);
    }

    public static TheoryData<string, Finding?, bool> Troubles =>
        new()
        {
            { "the same once more", Trouble with { Paste = "x" }, false },
            { "the same of other words", Finding.Blocking("stray-claimed", "dev", "arn:it", ("what", "it"), ("tags", "b")), true },
            { "another", Trouble with { Code = "stray-in-use" }, true },
            { "none any more", null, true },
        };

    /// <summary>Who looks again each minute must not write each minute.</summary>
    [Theory]
    [MemberData(nameof(Troubles))]
    public async Task keeps_what_is_in_the_way_and_says_it_once(string what, Finding? trouble, bool isNew)
    {
        var (row, changes) = await ChangeAsync((scope, stray) => StrayLife.Held(scope, stray, trouble), stray => stray.Trouble = Trouble);
        Assert.True((isNew ? trouble : Trouble)?.Message.ToString() == row.Trouble?.Message.ToString(), what);
        Assert.Equal((isNew ? trouble : Trouble)?.Code, row.Trouble?.Code);
        Assert.Equal(isNew ? 1 : 0, row.Version);
        Assert.Equal(isNew, changes.Contains(Change.OfEverything));
    }

    /// <summary>Every page shows strays, and the page of its request this one.</summary>
    private static void AssertChanged(Stray row, IReadOnlyCollection<Change> changes, bool isTold, int version = 1)
    {
        Assert.Equal(version, row.Version);
        Change[] told = isTold ? [new("it", Account: null)] : [];
        Assert.Equal([new(Request, Account: null), .. told, Change.OfEverything], changes);
    }

    private async Task<(Stray Row, IReadOnlyList<Change> Changes)> ChangeAsync(Action<LedgerScope, Stray> act, Action<Stray>? before = null)
    {
        var stray = SampleRows.Stray("it");
        before?.Invoke(stray);
        await _records.WriteAsync(stray);
        var changes = await DoAsync(scope => act(scope, scope.Db.Strays.Single()));
        return ((await ReadAsync())!, changes);
    }

    /// <summary>What was changed for pages, everything last.</summary>
    private Task<IReadOnlyList<Change>> DoAsync(Action<LedgerScope> act) =>
        _records.Ledger.WriteAsync(
            scope =>
            {
                act(scope);
                return Task.FromResult<IReadOnlyList<Change>>([
                    .. scope
                        .Changes.OrderBy(change => change == Change.OfEverything)
                        .ThenByDescending(change => change.ToString(), StringComparer.Ordinal),
                ]);
            },
            Ct
        );

    private async Task<Stray?> ReadAsync()
    {
        await using var db = _records.CreateDbContext();
        return await db.Strays.AsNoTracking().SingleOrDefaultAsync(Ct);
    }

    private async Task<IReadOnlyList<LedgerEvent>> ToldAsync()
    {
        var entries = (await _records.LedgerAsync()).Where(entry => entry.Subject == "it").ToList();
        Assert.All(entries, entry => Assert.Contains(entry.ActorId, new[] { Actor.Engine.Id, Rig.Dba.Id }));
        return [.. entries.Select(entry => entry.ReadEvent()!)];
    }
}
