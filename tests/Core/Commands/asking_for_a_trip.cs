using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Tests.Planning;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Tests.Commands;

public sealed class asking_for_a_trip
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task leaves_a_row_that_waits_for_an_answer_and_the_plan_in_the_ledger()
    {
        await using var rig = await new Rig { AnswerWithin = TimeSpan.FromDays(2) }.OpenAsync();
        var before = (await rig.LedgerAsync()).Count;
        var asked = await rig.ReadAsync((await rig.AskAsync()).Id);
        var entries = (await rig.LedgerAsync()).Skip(before).ToList();

        Assert.Equal((Rig.Developer.Id, Rig.Developer.Name), (asked.RequesterId, asked.RequesterName));
        Assert.Equal((RequestStatus.WaitingForApproval, 1, null), (asked.Status, asked.PlanVersion, asked.ApprovedDigest));
        Assert.Equal((asked.CreatedAt.AddDays(2), asked.CreatedAt.AddDays(2)), (asked.DecideBy, asked.NextLookAt));
        Assert.Equal((Rig.Terms, "prod-altplus-cluster"), (asked.Terms, asked.SourceCluster));
        await using var db = await rig.Get<IDbContextFactory<Db>>().CreateDbContextAsync(Ct);
        Assert.Equal((await db.Environments.SingleAsync(Ct)).Installation, asked.Installation);
        Assert.Equal(asked.Plan.Steps.Select(step => new StepState(step.Name, StepStatus.NotYet).ToString()), asked.Steps.Select(Text));

        Assert.Equal([LedgerKind.Requested, LedgerKind.Planned], entries.Select(entry => entry.Kind));
        Assert.Equal([Rig.Developer.Id, "engine"], entries.Select(entry => entry.ActorId));
        Assert.All(entries, entry => Assert.Equal((asked.Id, asked.CreatedAt), (entry.Subject, entry.At)));
        var plan = asked.Plan;
        Assert.Equal(
            new RequestCreated("Cluster", plan.Route, plan.Source.Arn, plan.TargetCluster, Rig.Terms.Reason),
            entries[0].ReadEvent()
        );
        Assert.Equal(CanonicalJson.Write(new RequestPlanned(1, plan.Digest, PlanDigest.Subject(plan)).Details()), entries[1].Details);

        static string Text(StepState step) => step.ToString();
    }

    [Fact]
    public async Task can_be_tried_and_leaves_nothing()
    {
        await using var rig = await new Rig().OpenAsync();
        var before = (await rig.LedgerAsync()).Count;
        var (plan, refusal) = await rig.Verbs.PreviewAsync(Rig.Developer, Rig.Terms, Ct);
        Assert.Null(refusal);
        Assert.Equal("prod-altplus-cluster", plan!.Source.Cluster);
        Assert.Equal(before, (await rig.LedgerAsync()).Count);

        foreach (
            var forbidden in new[]
            {
                (await rig.Verbs.PreviewAsync(Rig.Auditor, Rig.Terms, Ct)).Refusal,
                (await rig.Verbs.RequestAsync(Rig.Auditor, Rig.Terms, Ct)).Refusal,
            }
        )
            Assert.Equal((RefusalKind.Forbidden, "not-your-role"), (forbidden!.Kind, forbidden.Message.Key));
        Assert.Equal(2, (await rig.LedgerAsync()).Skip(before).Count(entry => entry.Kind == LedgerKind.Refused));
    }

    /// <summary>Whoever asks is told which field to change, where one of them is in the way.</summary>
    [Theory]
    [InlineData("no-such-route", "route")]
    [InlineData("finding.target-cluster-taken", "targetCluster")]
    [InlineData("finding.rule-instance-class", "instanceClass")]
    [InlineData("finding.rule-youngest-snapshot", "source")]
    [InlineData("finding.rule-oldest-snapshot", "source")]
    [InlineData("rule.reason-length", "reason")]
    [InlineData("life-bounds", "life")]
    [InlineData("finding.key-not-enabled", null)]
    public async Task says_where_the_wish_is_in_the_way(string key, string? field)
    {
        await using var rig = await new Rig
        {
            Approval = key switch
            {
                "finding.rule-instance-class" => new ApprovalOptions { InstanceClasses = ["db.t4g.*"] },
                "finding.rule-youngest-snapshot" => new ApprovalOptions { YoungestSnapshot = TimeSpan.FromDays(3650) },
                "finding.rule-oldest-snapshot" => new ApprovalOptions { OldestSnapshot = TimeSpan.FromSeconds(1) },
                "rule.reason-length" => new ApprovalOptions { ReasonLength = 500 },
                _ => new ApprovalOptions(),
            },
        }.OpenAsync();
        if (key == "finding.key-not-enabled")
            await rig.Aws.DoAsync("keys", new { key = SandboxControl.SharingKey, state = "Disabled" });
        var before = (await rig.LedgerAsync()).Count;
        var terms = key switch
        {
            "no-such-route" => Rig.Terms with { Route = "nowhere" },
            "finding.target-cluster-taken" => Rig.Terms with { TargetCluster = "dev-altplus-cluster" },
            "life-bounds" => Rig.Terms with { Life = TimeSpan.FromDays(3650) },
            _ => Rig.Terms,
        };
        var (request, refusal) = await rig.Verbs.RequestAsync(Rig.Developer, terms, Ct);
        Assert.Null(request);
        Assert.Equal((key, field), (refusal!.Message.Key, refusal.Field));
        Assert.Equal(before, (await rig.LedgerAsync()).Count);
    }

    /// <summary>A name is promised to one trip into one account, until that trip is over.</summary>
    [Theory]
    [InlineData("wanted", true, false, true)]
    [InlineData("wanted", false, false, false)]
    [InlineData("wanted", true, true, false)]
    [InlineData("another", true, false, false)]
    public async Task reserves_the_name_of_its_cluster(string name, bool isSameAccount, bool isOver, bool isReserved)
    {
        await using var rig = await new Rig().OpenAsync();
        await rig.WriteAsync(
            Other(
                "other",
                RequestStatus.Approved,
                isOver: isOver,
                change: plan =>
                    plan with
                    {
                        TargetCluster = name,
                        To = isSameAccount ? plan.To : plan.To with { AccountId = Sample.Stranger },
                    }
            )
        );
        var (_, refusal) = await rig.Verbs.RequestAsync(Rig.Developer, Rig.Terms with { TargetCluster = "wanted" }, Ct);
        Assert.Equal(isReserved ? ("cluster-reserved", "targetCluster") : (null, null), (refusal?.Message.Key, refusal?.Field));
        if (isReserved)
            Assert.Equal(("wanted", "other"), (refusal!.Message.Values["cluster"], refusal.Message.Values["request"]));
    }

    [Fact]
    public async Task reserves_no_name_where_no_cluster_is_made()
    {
        await using var rig = await new Rig().OpenAsync();
        await rig.WriteAsync(Other("other", RequestStatus.Approved, change: plan => plan with { TargetCluster = null }));
        Assert.Null((await rig.Verbs.RequestAsync(Rig.Developer, Rig.Terms with { Goal = Goal.Share }, Ct)).Refusal);
    }

    /// <summary>The oldest trip of the same data first, by whom it is and what it makes; one that is over is no news.</summary>
    [Fact]
    public async Task names_the_trips_of_the_same_data_that_are_not_over()
    {
        await using var rig = await new Rig().OpenAsync();
        await rig.WriteAsync(
            Other("younger", RequestStatus.Running, Sample.Now.AddHours(2)),
            Other("older", RequestStatus.Running, Sample.Now.AddHours(1)),
            Other("ready", RequestStatus.Ready, Sample.Now.AddHours(3)),
            Other("over", RequestStatus.Ended, isOver: true)
        );
        var plan = (await rig.Verbs.PreviewAsync(Rig.Developer, Rig.Terms, Ct)).Value!;
        var similar = plan.Findings.Where(finding => finding.Code is "similar-running" or "similar-ready").ToList();
        Assert.Equal(
            [("similar-running", "older"), ("similar-running", "younger"), ("similar-ready", "ready")],
            similar.Select(finding => (finding.Code, finding.Resource))
        );
        Assert.Equal(("somebody", "Running"), (similar[0].Message.Values["name"], similar[0].Message.Values["status"]));
        Assert.Equal(Sample.Plan(Sample.Facts).TargetCluster, similar[0].Message.Values["cluster"]);
    }

    [Fact]
    public async Task can_be_planned_again_while_it_waits_by_whoever_may()
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await rig.AskAsync();
        var forbidden = (await rig.Verbs.RetryAsync(Rig.Developer with { Id = "another" }, asked.Id, Ct)).Refusal!;
        Assert.Equal((RefusalKind.Forbidden, "RetryAny"), (forbidden.Kind, forbidden.Message.Values["verb"]));

        rig.Time.Pass(TimeSpan.FromHours(1));
        foreach (var actor in new[] { Rig.Developer, Rig.Dba })
        {
            var again = (await rig.Verbs.RetryAsync(actor, asked.Id, Ct)).Value!;
            // Its own plan is no other trip of the same data.
            Assert.DoesNotContain(again.Plan.Findings, finding => finding.Code == "similar-running");
            Assert.Equal(("planned-again", actor.Name), (again.StatusReason!.Key, again.StatusReason.Values["name"]));
            var entries = await rig.LedgerAsync();
            Assert.Equal((LedgerKind.Retried, actor.Id), (entries[^2].Kind, entries[^2].ActorId));
            Assert.Equal(LedgerKind.PlanChanged, entries[^1].Kind);
            Assert.Equal(entries[^1].At + rig.AnswerWithin, again.DecideBy);
        }
        Assert.Equal(3, (await rig.ReadAsync(asked.Id)).PlanVersion);
    }

    [Fact]
    public async Task is_refused_by_the_route_that_is_gone_when_it_is_planned_again()
    {
        await using var rig = await new Rig().OpenAsync();
        var row = Other("waits", RequestStatus.WaitingForApproval, terms: Rig.Terms with { Route = "gone" });
        await rig.WriteAsync(row);
        Assert.Equal("no-such-route", (await rig.Verbs.RetryAsync(Rig.Admin, "waits", Ct)).Refusal!.Message.Key);
        Assert.Equal(1, (await rig.ReadAsync("waits")).PlanVersion);
    }

    private static Request Other(
        string id,
        RequestStatus status,
        DateTime? createdAt = null,
        bool isOver = false,
        Func<Plan, Plan>? change = null,
        RequestTerms? terms = null
    )
    {
        var row = SampleRows.Request(id, status, (change ?? (plan => plan))(Sample.Plan(Sample.Facts)), createdAt, terms: terms);
        row.EndedAt = isOver ? Sample.Now : null;
        return row;
    }
}
