using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Planning;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Tests.Planning;

namespace SnapshotShare.Core.Tests.Requests;

public sealed class asking_for_the_same_twice
{
    private static readonly TimeSpan AMinute = TimeSpan.FromMinutes(1);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(RequestStatus.WaitingForApproval, 0, true)]
    [InlineData(RequestStatus.WaitingForApproval, 100_000, true)]
    [InlineData(RequestStatus.Approved, 59, true)]
    [InlineData(RequestStatus.Running, 59, true)]
    [InlineData(RequestStatus.Blocked, 59, true)]
    [InlineData(RequestStatus.Ready, 59, true)]
    [InlineData(RequestStatus.Approved, 60, false)]
    [InlineData(RequestStatus.Running, 60, false)]
    [InlineData(RequestStatus.Ready, 100_000, false)]
    [InlineData(RequestStatus.Closing, 1, false)]
    [InlineData(RequestStatus.Rejected, 1, false)]
    [InlineData(RequestStatus.Cancelled, 1, false)]
    [InlineData(RequestStatus.Failed, 1, false)]
    [InlineData(RequestStatus.Ended, 1, false)]
    [InlineData(RequestStatus.Unanswered, 1, false)]
    public void means_the_first_within_a_minute_or_while_it_waits_and_never_one_that_was_given_up(
        RequestStatus status,
        int seconds,
        bool isSame
    ) => Assert.Equal(isSame, Finds(First(status), Rig.Terms, TimeSpan.FromSeconds(seconds)));

    public static TheoryData<string, RequestTerms, bool> Choices =>
        new()
        {
            { "the same", Rig.Terms, true },
            { "another reason", Rig.Terms with { Reason = "another one" }, true },
            { "the defaults said by name", Rig.Terms with { Window = Sample.Route.ShareWindow, Life = Sample.Route.ClusterLife }, true },
            { "the default class said by name", Rig.Terms with { InstanceClass = Sample.Route.Restore.InstanceClass }, true },
            { "no class", Rig.Terms with { InstanceClass = "" }, true },
            { "the newest one by name", Rig.Terms with { Source = SourceChoice.Named(Sample.Automated.Identifier) }, true },
            { "no name", Rig.Terms with { TargetCluster = "" }, true },
            { "another window", Rig.Terms with { Window = AMinute }, false },
            { "another life", Rig.Terms with { Life = AMinute }, false },
            { "the version that comes of itself", Rig.Terms with { EngineVersion = Sample.Automated.EngineVersion }, true },
            { "another version", Rig.Terms with { EngineVersion = "8.0.mysql_aurora.3.08.0" }, false },
            { "another class", Rig.Terms with { InstanceClass = "db.r6g.xlarge" }, false },
            { "another goal", Rig.Terms with { Goal = Goal.Copy }, false },
            { "a name given by hand", Rig.Terms with { TargetCluster = "by-hand" }, false },
            { "taken now", Rig.Terms with { Source = SourceChoice.TakenNow("prod-altplus-cluster") }, false },
        };

    [Theory]
    [MemberData(nameof(Choices), DisableDiscoveryEnumeration = true)]
    public void means_the_first_where_everything_that_was_chosen_is_the_same(string what, RequestTerms terms, bool isSame)
    {
        Assert.NotEmpty(what);
        Assert.Equal(isSame, Finds(First(RequestStatus.WaitingForApproval), terms, TimeSpan.Zero));
    }

    [Fact]
    public void is_no_repetition_where_another_person_asks_or_another_snapshot_is_meant_by_now()
    {
        var first = First(RequestStatus.WaitingForApproval);
        Assert.Null(SameRequest.Of([first], "another", Rig.Terms, Sample.Plan(Sample.Facts), Sample.Route, Sample.Now));
        var newer = Sample.Facts with { Source = Sample.Automated with { Arn = Sample.Automated.Arn + "-newer" } };
        Assert.Null(SameRequest.Of([first], "somebody", Rig.Terms, Sample.Plan(newer), Sample.Route, Sample.Now));
    }

    [Fact]
    public void finds_the_name_that_the_first_one_has_and_the_snapshot_that_is_taken_for_it()
    {
        var named = Rig.Terms with { TargetCluster = "By-Hand" };
        Assert.True(Finds(First(RequestStatus.WaitingForApproval, Rig.Terms with { TargetCluster = "by-hand" }), named, TimeSpan.Zero));
        var taken = Rig.Terms with { Source = SourceChoice.TakenNow("prod-altplus-cluster") };
        var other = First(RequestStatus.WaitingForApproval, taken, id: "a2b3c4d5e6f7g8h9");
        Assert.NotEqual(other.Plan.Source.Arn, PlanOf(taken).Source.Arn);
        Assert.True(Finds(other, taken, TimeSpan.Zero));
    }

    [Theory]
    [InlineData(Goal.Copy, true, false)]
    [InlineData(Goal.Copy, false, true)]
    [InlineData(Goal.Share, true, true)]
    public void counts_the_life_of_whatever_has_one(Goal goal, bool isOther, bool isSame)
    {
        var wish = Rig.Terms with { Goal = goal };
        var terms = wish with { Life = isOther ? AMinute : Sample.Route.ClusterLife };
        Assert.Equal(isSame, Finds(First(RequestStatus.WaitingForApproval, wish), terms, TimeSpan.Zero));
    }

    [Fact]
    public void leads_to_the_oldest_of_several_and_counts_what_an_approver_shortened_as_what_was_asked()
    {
        var first = First(RequestStatus.WaitingForApproval, id: "first0first0firs");
        first.Plan = first.Plan with { Window = AMinute, Life = AMinute };
        var second = First(RequestStatus.WaitingForApproval, id: "second0second0se", createdAt: Sample.Now.AddSeconds(1));
        var same = SameRequest.Of([second, first], "somebody", Rig.Terms, PlanOf(Rig.Terms), Sample.Route, Sample.Now.AddDays(1));
        Assert.Equal("first0first0firs", same!.Id);
    }

    [Fact]
    public async Task is_answered_with_the_first_one_and_makes_a_second_only_on_purpose()
    {
        await using var rig = await new Rig().OpenAsync();
        var first = (await rig.Verbs.RequestAsync(Rig.Developer, Rig.Terms, Ct)).Value!;
        var entries = (await rig.LedgerAsync()).Count;

        var (second, refusal) = await rig.Verbs.RequestAsync(Rig.Developer, Rig.Terms with { Reason = "pressed twice" }, Ct);

        Assert.Null(second);
        Assert.Equal((RefusalKind.Conflict, "asked-already", first.Id), (refusal!.Kind, refusal.Message.Key, refusal.RequestId));
        Assert.Equal(entries, (await rig.LedgerAsync()).Count);
        var meant = await rig.Verbs.RequestAsync(Rig.Developer, Rig.Terms, Ct, another: true);
        Assert.NotEqual(first.Id, meant.Value!.Id);
        await using var db = await rig.Get<IDbContextFactory<Db>>().CreateDbContextAsync(Ct);
        Assert.Equal(2, await db.Requests.CountAsync(Ct));
    }

    private static bool Finds(Request first, RequestTerms terms, TimeSpan later) =>
        SameRequest.Of([first], "somebody", terms, PlanOf(terms), Sample.Route, Sample.Now + later) is not null;

    private static Request First(RequestStatus status, RequestTerms? terms = null, string id = Sample.Id, DateTime? createdAt = null) =>
        SampleRows.Request(id, status, PlanOf(terms ?? Rig.Terms, id), createdAt, terms: terms ?? Rig.Terms, steps: []);

    private static Plan PlanOf(RequestTerms terms, string id = Sample.Id) => Planner.Make(Sample.Facts with { Terms = terms }, id);
}
