using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Planning;
using SnapshotShare.Core.Planning.Policies;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using Route = SnapshotShare.Core.Topology.Route;

namespace SnapshotShare.Core.Tests.Planning;

public sealed class findings_at_their_edge
{
    private static readonly AwsError Denied = new(
        "AccessDeniedException",
        "User: x is not authorized to perform: kms:CreateGrant on resource: y",
        "request-1",
        400
    );

    private static IReadOnlyList<string> All(Facts facts) => [.. Sample.Plan(facts).Findings.Select(finding => finding.Code)];

    private static Facts Of(SnapshotFact source) => Sample.Facts with { Source = source };

    private static Facts Taken(string status, string? keyArn = Sample.ManagedKeyArn) =>
        Sample.Facts with
        {
            Terms = Rig.Terms with { Source = SourceChoice.TakenNow("prod-altplus-cluster") },
            Source = Sample.Manual with { Status = status, KeyArn = keyArn },
        };

    private static Facts Room(string quota, long left, Facts? facts = null)
    {
        facts ??= Sample.Facts;
        var quotas = new[] { new QuotaFact(quota, 100 - left, 100) };
        return facts with { InSource = facts.InSource with { Quotas = quotas }, InTarget = facts.InTarget with { Quotas = quotas } };
    }

    private static Facts Copying(int number, Facts? facts = null)
    {
        facts ??= Sample.Facts;
        ExistingSnapshot[] snapshots =
        [
            new("stands", "available", MadeBy: null),
            .. Enumerable.Range(0, number).Select(i => new ExistingSnapshot($"a{i}", "copying", MadeBy: null)),
        ];
        return facts with
        {
            InSource = facts.InSource with { Snapshots = snapshots },
            InTarget = facts.InTarget with { Snapshots = snapshots },
        };
    }

    [Fact]
    public void leave_room_for_just_as_many_as_are_made()
    {
        foreach (
            var (quota, kind) in new[] { ("DBClusters", "clusters"), ("DBInstances", "instances"), ("ManualClusterSnapshots", "snapshots") }
        )
        {
            Assert.Contains($"room-for-{kind}", All(Room(quota, 1)));
            Assert.DoesNotContain($"no-room-for-{kind}", All(Room(quota, 1)));
            Assert.Contains($"no-room-for-{kind}", All(Room(quota, 0)));
        }
        // Taken and copied makes two in the source account.
        Assert.DoesNotContain("no-room-for-snapshots", All(Room("ManualClusterSnapshots", 2, Taken("available"))));
        Assert.Contains("no-room-for-snapshots", All(Room("ManualClusterSnapshots", 1, Taken("available"))));
        // What is shared as it is needs none there.
        Assert.Equal(
            ["dev"],
            Sample
                .Plan(Room("ManualClusterSnapshots", 0, Of(Sample.Shareable)))
                .Findings.Where(finding => finding.Code == "no-room-for-snapshots")
                .Select(finding => finding.Account)
        );
        // And what only goes to be shared needs none in the target's.
        Assert.Equal(
            ["prod"],
            Sample
                .Plan(Room("ManualClusterSnapshots", 0, Sample.With(Goal.Share)))
                .Findings.Where(finding => finding.Code == "no-room-for-snapshots")
                .Select(finding => finding.Account)
        );
        Assert.Contains(
            "--desired-value 200",
            Sample.Finding(Room("DBClusters", 0), "no-room-for-clusters").Paste,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, "copies-running")]
    [InlineData(4, "copies-running")]
    [InlineData(5, "copies-queue")]
    [InlineData(6, "copies-queue")]
    public void tell_of_copies_that_run_and_of_those_that_have_to_wait(int running, string? code)
    {
        var told = Sample.Plan(Copying(running)).Findings.Where(finding => finding.Code.StartsWith("copies-", StringComparison.Ordinal));
        (string, string)[] expected = code is null ? [] : [("prod", code), ("dev", code)];
        Assert.Equal(expected, told.OrderByDescending(finding => finding.Account).Select(finding => (finding.Account, finding.Code)));
    }

    [Fact]
    public void tell_of_copies_only_where_one_is_made_and_the_snapshots_were_read()
    {
        Assert.Equal(["dev"], Accounts(Copying(1, Of(Sample.Shareable))));
        Assert.Equal(["prod"], Accounts(Copying(1, Sample.With(Goal.Share))));
        Assert.Empty(Accounts(Sample.Facts with { InSource = new AccountFacts(), InTarget = new AccountFacts() }));

        static IEnumerable<string> Accounts(Facts facts) =>
            Sample
                .Plan(facts)
                .Findings.Where(finding => finding.Code.StartsWith("copies-", StringComparison.Ordinal))
                .Select(finding => finding.Account);
    }

    [Theory]
    [InlineData("available", null, null)]
    [InlineData("creating", null, "source-cluster-not-available")]
    [InlineData("backing-up", "source-not-available", null)]
    [InlineData("stopped", "source-not-available", "source-cluster-not-available")]
    public void want_a_snapshot_that_is_there_or_a_cluster_that_one_can_be_taken_of(string status, string? ofSnapshot, string? ofCluster)
    {
        Assert.Equal(ofSnapshot, NotAvailable(Of(Sample.Automated with { Status = status })));
        Assert.Equal(ofCluster, NotAvailable(Taken(status)));

        static string? NotAvailable(Facts facts) =>
            All(facts).SingleOrDefault(code => code.EndsWith("-not-available", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(43_199, true)]
    [InlineData(43_200, false)]
    [InlineData(46_000, false)]
    public void warn_twelve_hours_before_a_snapshots_retention_ends(int seconds, bool warned)
    {
        var facts = Of(Sample.Automated with { TakenAt = Sample.Now.AddSeconds(seconds).AddDays(-7) });
        Assert.Equal(warned, All(facts).Contains("source-retention-ends"));
    }

    [Fact]
    public void name_those_who_read_the_source_already_but_neither_the_target_nor_everybody()
    {
        Assert.DoesNotContain("source-already-shared", All(Of(Sample.Manual with { SharedWith = [Sample.Dev, "all"] })));
        var finding = Sample.Finding(Of(Sample.Manual with { SharedWith = [Sample.Dev, "all", Sample.Stranger] }), "source-already-shared");
        Assert.Equal(Sample.Stranger, finding.Message.Values["accounts"]);
        Assert.Contains(Sample.Stranger, finding.Paste, StringComparison.Ordinal);
        Assert.DoesNotContain(Sample.Dev, finding.Paste, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(19, false)]
    [InlineData(20, true)]
    [InlineData(21, true)]
    public void ask_for_one_account_to_be_taken_out_where_no_more_fits(int accounts, bool tooMany)
    {
        var facts = Of(Sample.Shareable with { SharedWith = [.. Enumerable.Range(0, accounts).Select(i => $"{100000000000 + i}")] });
        Assert.Equal(tooMany, All(facts).Contains("source-shared-with-too-many"));
        if (!tooMany)
            return;
        var paste = Sample.Finding(facts, "source-shared-with-too-many").Paste;
        Assert.Contains("100000000000", paste, StringComparison.Ordinal);
        Assert.DoesNotContain("100000000001", paste, StringComparison.Ordinal);
    }

    /// <summary>Another request, and whether it says something of this one.</summary>
    [Theory]
    [InlineData("another1another2", "prod-to-dev", "prod-altplus-cluster", true)]
    [InlineData("another1another2", "prod-to-dev", "PROD-altplus-cluster", true)]
    [InlineData(Sample.Id, "prod-to-dev", "prod-altplus-cluster", false)]
    [InlineData("another1another2", "prod-to-test", "prod-altplus-cluster", false)]
    [InlineData("another1another2", "prod-to-dev", "prod-orders-cluster", false)]
    public void tell_of_another_request_for_the_same_cluster_on_the_same_route(string id, string route, string cluster, bool told)
    {
        var other = new UnfinishedRequest(
            id,
            "somebody",
            nameof(RequestStatus.Running),
            IsReady: false,
            route,
            cluster,
            TargetCluster: null
        );
        Assert.Equal(told, All(Sample.Facts with { Unfinished = [other] }).Contains("similar-running"));
    }

    [Fact]
    public void say_of_every_trip_what_comes_to_be_of_production_and_where()
    {
        Assert.Equal("dev-only", Data(Sample.Facts with { Terms = Rig.Terms with { TargetCluster = "dev-only" } }));
        Assert.Equal(Sample.Plan(Sample.With(Goal.Copy)).TargetSnapshot, Data(Sample.With(Goal.Copy)));
        Assert.DoesNotContain("production-data", All(Sample.With(Goal.Share)));

        static string Data(Facts facts) => Sample.Finding(facts, "production-data").Resource;
    }

    [Fact]
    public void name_the_rights_of_each_role_that_acts()
    {
        var both = Sample.Plan(Sample.Facts).Findings.Where(finding => finding.Code == "rights-not-verifiable").ToList();
        Assert.Equal(
            [
                ("prod", SandboxControl.ProdRole, RolePolicy.OfSource(Sample.Route, Sample.SharingKeyArn, Sample.Facts.SourceKey)),
                ("dev", SandboxControl.DevRole, RolePolicy.OfTarget(Sample.Route, Sample.SharingKeyArn, Sample.Facts.TargetKey)),
            ],
            both.Select(finding => (finding.Account, finding.Resource, finding.Paste))
        );
        Assert.Equal("prod", Sample.Finding(Sample.With(Goal.Share), "rights-not-verifiable").Account);
        var own = Sample.Facts with { Route = WithoutRoles(Sample.Route) };
        Assert.Equal(
            [Sample.Prod, Sample.Dev],
            Sample.Plan(own).Findings.Where(finding => finding.Code == "rights-not-verifiable").Select(finding => finding.Resource)
        );
        Assert.Equal(
            [Sample.Prod, Sample.Dev],
            Sample
                .Plan(own)
                .Findings.Where(finding => finding.Code == "rights-not-verifiable")
                .Select(finding => finding.Message.Values["role"])
        );
    }

    /// <summary>Each role is judged by its own account's right.</summary>
    [Fact]
    public void judge_a_refused_right_by_the_account_that_asked()
    {
        var facts = Sample.Facts with
        {
            SharingKeyPolicy = SamplePolicies.Of(SamplePolicies.OwnersRoot),
            KeyRights =
            [
                new KeyRight("prod", Sample.SharingKeyArn, "kms:CreateGrant", Denied),
                new KeyRight("dev", Sample.SharingKeyArn, "kms:CreateGrant", Denied),
            ],
        };
        Assert.Equal("prod", Sample.Finding(facts, "role-lacks-key-right").Account);
    }

    [Theory]
    [InlineData(Sample.SharingKeyArn, "alias/dev-altplus-key")]
    [InlineData(Sample.ManagedKeyArn, "alias/of-the-source")]
    [InlineData(Sample.TargetKeyArn, "alias/of-the-target")]
    [InlineData("arn:aws:kms:ap-northeast-1:987654321000:key/else", "arn:aws:kms:ap-northeast-1:987654321000:key/else")]
    public void call_a_key_as_people_do(string arn, string label)
    {
        var facts = Sample.Facts with
        {
            SourceKey = Sample.Facts.SourceKey! with { Alias = "alias/of-the-source" },
            TargetKey = Sample.Facts.TargetKey! with { Alias = "alias/of-the-target" },
            KeyRights = [new KeyRight("prod", arn, "kms:CreateGrant", Denied with { Code = "NotFoundException", Message = "" })],
        };
        Assert.Equal(label, Sample.Finding(facts, "key-right-not-verifiable").Message.Values["key"]);
    }

    [Fact]
    public void send_an_approved_plan_back_only_where_they_are_graver_or_elsewhere_or_say_something_else()
    {
        var known = Finding.Warning("source-public", "prod", "arn:a", ("snapshot", "a"));
        Assert.Empty(New(known, known));
        Assert.Empty(New(known with { Severity = Severity.Blocking }, known));
        Assert.Empty(New(known, known with { Severity = Severity.Note }));
        Assert.Single(New(known, known with { Severity = Severity.Blocking }));
        Assert.Single(New(known, known with { Code = "source-sse-rds" }));
        Assert.Single(New(known, known with { Resource = "arn:b" }));
        Assert.Single(New(known, Finding.Warning("source-public", "prod", "arn:a", ("snapshot", "b"))));

        static IReadOnlyList<Finding> New(Finding approved, Finding again)
        {
            var plan = Sample.Plan(Sample.Facts);
            return Planner.NewFindings(plan with { Findings = [approved] }, plan with { Findings = [again] });
        }
    }

    private static Route WithoutRoles(Route route) =>
        route with
        {
            From = route.From with { RoleArn = null },
            To = route.To with { RoleArn = null },
        };
}
