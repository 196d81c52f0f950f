using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Planning;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Tests.Planning;

public sealed class findings_of_a_plan
{
    private const string SecretKey = "arn:aws:kms:ap-northeast-1:123456789000:key/secret";

    private static readonly AwsError Denied = new(
        "AccessDeniedException",
        "User: arn:aws:sts::123456789000:assumed-role/SnapshotShare/x is not authorized to perform: kms:CreateGrant on resource: y",
        "request-1",
        400
    );

    [Fact]
    public void of_a_sound_trip_are_notes_alone()
    {
        var plan = Sample.Plan(Sample.Facts);
        Assert.All(plan.Findings, finding => Assert.Equal(Severity.Note, finding.Severity));
        Assert.Contains(plan.Findings, finding => finding.Code == "production-data");
    }

    /// <summary>One thing wrong at a time, and the one finding that says so.</summary>
    public static TheoryData<string, Severity, Func<Facts, Facts>> WhatIsWrong =>
        new()
        {
            { "engine-not-aurora", Severity.Blocking, f => Source(f, s => s with { Engine = "docdb" }) },
            { "source-not-available", Severity.Blocking, f => Source(f, s => s with { Status = "deleting" }) },
            { "source-cluster-not-available", Severity.Blocking, f => Taken(f, "stopped") },
            {
                "snapshot-taken",
                Severity.Blocking,
                f =>
                    InSource(
                        Taken(f, "available"),
                        s => s with { Snapshots = [Existing(Sample.Plan(Taken(f, "available")).Source.Identifier)] }
                    )
            },
            {
                "no-room-for-snapshots",
                Severity.Blocking,
                f => InSource(Taken(f, "available"), s => s with { Quotas = [new QuotaFact("ManualClusterSnapshots", 99, 100)] })
            },
            { "source-unencrypted", Severity.Blocking, f => Source(f, s => s with { Encrypted = false, KeyArn = null }) },
            { "source-sse-rds", Severity.Warning, f => Source(f, s => s with { EncryptionType = "sse-rds", KeyArn = null }) },
            { "source-retention-ends", Severity.Warning, f => f with { RetentionDays = 0 } },
            { "source-of-aws-backup", Severity.Note, f => f with { Source = Sample.OfAwsBackup } },
            { "source-public", Severity.Warning, f => f with { Source = Sample.Manual with { SharedWith = ["all"] } } },
            { "source-already-shared", Severity.Warning, f => f with { Source = Sample.Manual with { SharedWith = [Sample.Stranger] } } },
            { "source-shared-by-others", Severity.Blocking, f => f with { Source = Sample.Shareable with { SharedWith = [Sample.Dev] } } },
            { "key-not-enabled", Severity.Blocking, f => f with { SharingKey = Sample.SharingKey with { State = "Disabled" } } },
            { "key-not-enabled", Severity.Blocking, f => f with { SourceKey = f.SourceKey! with { State = "PendingDeletion" } } },
            { "key-not-enabled", Severity.Blocking, f => f with { TargetKey = f.TargetKey! with { State = "Disabled" } } },
            { "key-not-enabled", Severity.Blocking, f => f with { SecretKey = f.TargetKey! with { Arn = SecretKey, State = "Disabled" } } },
            { "zone-unfit", Severity.Blocking, f => Said(f, settings => settings with { Zone = "ap-northeast-1d" }) },
            {
                "zone-unfit",
                Severity.Blocking,
                f =>
                    Said(f, settings => settings with { Zone = "ap-northeast-1a" }) with
                    {
                        Offer = new OfferFact(["ap-northeast-1c"], ["db.r6g.large"]),
                    }
            },
            { "storage-type-differs", Severity.Note, f => Source(f, s => s with { StorageType = "aurora-iopt1" }) },
            { "key-not-symmetric", Severity.Blocking, f => f with { SharingKey = Sample.SharingKey with { Spec = "RSA_2048" } } },
            { "sharing-key-aws-managed", Severity.Blocking, f => f with { SharingKey = Sample.SharingKey with { Manager = "AWS" } } },
            {
                "sharing-key-elsewhere",
                Severity.Blocking,
                f => Key(f, Sample.SharingKeyArn.Replace("ap-northeast-1", "us-east-1", StringComparison.Ordinal))
            },
            { "sharing-key-elsewhere", Severity.Blocking, f => Key(f, Sample.TargetKeyArn) },
            { "target-key-elsewhere", Severity.Blocking, f => f with { TargetKey = Sample.SharingKey } },
            {
                "snapshot-taken",
                Severity.Blocking,
                f => InSource(f, s => s with { Snapshots = [Existing(Sample.Plan(f).SharingSnapshot)] })
            },
            {
                "snapshot-taken",
                Severity.Blocking,
                f => InTarget(f, t => t with { Snapshots = [Existing(Sample.Plan(f).TargetSnapshot!)] })
            },
            {
                "target-cluster-taken",
                Severity.Blocking,
                f => InTarget(f, t => t with { Clusters = Taken(Sample.Plan(f).TargetCluster!) })
            },
            {
                "target-instance-taken",
                Severity.Blocking,
                f => InTarget(f, t => t with { Instances = Taken(Sample.Plan(f).WriterInstance!) })
            },
            { "subnet-group-missing", Severity.Blocking, f => Network(f, n => n with { SubnetGroup = null }) },
            {
                "subnet-group-few-zones",
                Severity.Blocking,
                f => Network(f, n => n with { SubnetGroup = n.SubnetGroup! with { Zones = ["ap-northeast-1a"] } })
            },
            { "security-group-missing", Severity.Blocking, f => Network(f, n => n with { SecurityGroups = [] }) },
            {
                "security-group-elsewhere",
                Severity.Blocking,
                f => Network(f, n => n with { SecurityGroups = [n.SecurityGroups![0] with { VpcId = "vpc-2" }] })
            },
            { "parameter-group-missing", Severity.Blocking, f => Network(Parameters(f), n => n with { ParameterGroup = null }) },
            {
                "parameter-group-unfit",
                Severity.Blocking,
                f => Network(Parameters(f), n => n with { ParameterGroup = new ParameterGroupFact("mine", "aurora-mysql5.7") })
            },
            { "serverless-needs-capacity", Severity.Blocking, f => f with { Terms = f.Terms with { InstanceClass = "db.serverless" } } },
            { "class-not-offered", Severity.Blocking, f => f with { Offer = new OfferFact([], ["db.r6g.xlarge"]) } },
            { "class-not-in-zones", Severity.Blocking, f => f with { Offer = f.Offer! with { Zones = ["ap-northeast-1d"] } } },
            { "engine-version-newer", Severity.Warning, f => f with { Versions = ["8.0.mysql_aurora.3.08.0"] } },
            {
                "engine-version-earlier",
                Severity.Blocking,
                f => f with { Terms = f.Terms with { EngineVersion = "8.0.mysql_aurora.3.04.0" } }
            },
            {
                "engine-version-of-another-major",
                Severity.Blocking,
                f => f with { Terms = f.Terms with { EngineVersion = "5.7.mysql_aurora.2.12.5" } }
            },
            { "engine-version-not-offered", Severity.Blocking, f => f with { Offer = new OfferFact([], []) } },
            {
                "no-room-for-snapshots",
                Severity.Blocking,
                f => InSource(f, s => s with { Quotas = [new QuotaFact("ManualClusterSnapshots", 100, 100)] })
            },
            { "no-room-for-clusters", Severity.Blocking, f => InTarget(f, t => t with { Quotas = [new QuotaFact("DBClusters", 40, 40)] }) },
            {
                "no-room-for-instances",
                Severity.Blocking,
                f => InTarget(f, t => t with { Quotas = [new QuotaFact("DBInstances", 41, 40)] })
            },
            { "copies-running", Severity.Note, f => InSource(f, s => s with { Snapshots = [Existing("a") with { Status = "copying" }] }) },
            {
                "copies-queue",
                Severity.Note,
                f =>
                    InTarget(
                        f,
                        t => t with { Snapshots = [.. Enumerable.Range(0, 5).Select(i => Existing($"a{i}") with { Status = "copying" })] }
                    )
            },
            { "similar-running", Severity.Warning, f => f with { Unfinished = [Other(RequestStatus.Running)] } },
            { "similar-running", Severity.Warning, f => f with { Unfinished = [Other(RequestStatus.Closing)] } },
            { "similar-waiting", Severity.Note, f => f with { Unfinished = [Other(RequestStatus.WaitingForApproval)] } },
            { "similar-ready", Severity.Note, f => f with { Unfinished = [Other(RequestStatus.Ready)] } },
        };

    [Theory]
    [MemberData(nameof(WhatIsWrong))]
    public void name_account_resource_sentence_and_cure(string code, Severity severity, Func<Facts, Facts> wrong)
    {
        var finding = Sample.Finding(wrong(Sample.Facts), code);
        Assert.Equal(severity, finding.Severity);
        Assert.Contains(finding.Account, new[] { "prod", "dev" });
        Assert.NotEmpty(finding.Resource);
        Assert.DoesNotContain('{', finding.Message.ToString());
        Assert.DoesNotContain('{', finding.Remedy!.ToString());
        if (severity == Severity.Blocking)
            Assert.Equal([code], Sample.Plan(wrong(Sample.Facts)).Findings.Where(f => f.Severity == Severity.Blocking).Select(f => f.Code));
    }

    [Fact]
    public void do_not_stand_in_the_way_of_what_this_request_made_itself()
    {
        var plan = Sample.Plan(Sample.Facts);
        var facts = Sample.Facts with
        {
            InSource = Sample.Facts.InSource with { Snapshots = [new ExistingSnapshot(plan.SharingSnapshot, "available", Sample.Id)] },
            InTarget = Sample.Facts.InTarget with { Clusters = Taken(plan.TargetCluster!.ToUpperInvariant(), Sample.Id) },
        };
        Assert.Empty(Sample.Codes(facts));
    }

    [Fact]
    public void say_nothing_of_a_zone_that_fits_of_the_same_storage_and_of_the_classes_of_a_version_that_is_gone()
    {
        var fits = Said(
            Source(Sample.Facts, s => s with { StorageType = "aurora" }),
            settings => settings with { Zone = "ap-northeast-1c" }
        );
        Assert.Empty(Of(fits));
        Assert.Empty(Of(Network(fits, n => n with { SubnetGroupKnown = false, SubnetGroup = null })));
        Assert.Empty(Of(Source(fits, s => s with { StorageType = null })));
        Assert.Equal(["engine-version-not-offered"], Of(fits with { Offer = new OfferFact([], []) }));
        Assert.Equal(["engine-version-not-offered"], Of(fits with { Versions = [], Offer = new OfferFact([], ["db.r6g.xlarge"]) }));

        static IEnumerable<string> Of(Facts facts) =>
            Sample
                .Plan(facts)
                .Findings.Select(finding => finding.Code)
                .Where(code => code is "zone-unfit" or "storage-type-differs" or "class-not-offered" or "engine-version-not-offered");
    }

    [Fact]
    public void count_the_accounts_only_where_one_more_would_have_to_be_added()
    {
        var many = Enumerable.Range(0, 20).Select(i => $"{100000000000 + i}").ToList();
        Assert.Equal(
            ["source-shared-with-too-many", "source-already-shared"],
            Sample.Codes(Sample.Facts with { Source = Sample.Shareable with { SharedWith = many } })
        );
        Assert.Equal(["source-already-shared"], Sample.Codes(Sample.Facts with { Source = Sample.Manual with { SharedWith = many } }));
    }

    [Theory]
    [InlineData(7, 6.4, false)]
    [InlineData(7, 6.6, true)]
    [InlineData(7, 700, true)]
    public void see_the_end_of_retention_coming(int days, double age, bool warned)
    {
        var facts = Source(Sample.Facts, s => s with { TakenAt = Sample.Now.AddDays(-age) }) with { RetentionDays = days };
        Assert.Equal(warned, Sample.Codes(facts).Contains("source-retention-ends"));
    }

    /// <summary>Its backup plan decides when it goes, not the cluster's retention.</summary>
    [Fact]
    public void see_no_end_of_retention_of_what_AWS_Backup_took()
    {
        var facts = Sample.Facts with { Source = Sample.OfAwsBackup with { TakenAt = Sample.Now.AddDays(-30) }, RetentionDays = 7 };
        Assert.DoesNotContain("source-retention-ends", Sample.Codes(facts));
        Assert.Contains(Sample.Plan(facts).Findings, finding => finding.Code == "source-of-aws-backup");
        Assert.DoesNotContain(Sample.Plan(Sample.Facts).Findings, finding => finding.Code == "source-of-aws-backup");
    }

    /// <summary>The route's rules about what may travel, each at its edge.</summary>
    [Theory]
    [InlineData(10, "rule-youngest-snapshot", 9.99)]
    [InlineData(10, null, 10)]
    [InlineData(-10, "rule-oldest-snapshot", 10.01)]
    [InlineData(-10, null, 10)]
    public void tell_data_that_is_younger_or_older_than_the_route_lets_travel(int days, string? code, double age)
    {
        var limit = TimeSpan.FromDays(Math.Abs(days));
        var rules = days > 0 ? new ApprovalRules { YoungestSnapshot = limit } : new ApprovalRules { OldestSnapshot = limit };
        var facts = Source(Sample.Facts, s => s with { TakenAt = Sample.Now.AddDays(-age) }) with { RetentionDays = 35 };
        var findings = Sample.Plan(facts with { Route = facts.Route with { Approval = rules } }).Findings;
        Assert.Equal(code, findings.SingleOrDefault(finding => finding.Code.StartsWith("rule-", StringComparison.Ordinal))?.Code);
        Assert.Equal(code is not null, findings.Any(finding => finding.Severity == Severity.Blocking));
    }

    [Theory]
    [InlineData("db.t4g.*", "rule-instance-class")]
    [InlineData("db.r6g.*", null)]
    public void tell_a_class_that_the_route_does_not_let_travel(string allowed, string? code)
    {
        var facts = Sample.Facts with
        {
            Route = Sample.Route with { Approval = new ApprovalRules { InstanceClasses = ["db.x", allowed] } },
        };
        Assert.Equal(code, Sample.Plan(facts).Findings.SingleOrDefault(finding => finding.Code == "rule-instance-class")?.Code);
    }

    [Fact]
    public void ask_nothing_of_the_target_that_the_goal_does_not_need()
    {
        var facts = Sample.With(Goal.Copy) with { Network = null, Offer = null };
        var full = facts with { InTarget = facts.InTarget with { Quotas = [new QuotaFact("DBClusters", 40, 40)] } };
        Assert.Empty(Sample.Codes(full));
    }

    [Theory]
    [InlineData("aurora-mysql", "8.0.mysql_aurora.3.04.1", "aurora-mysql8.0")]
    [InlineData("aurora-mysql", "5.7.mysql_aurora.2.11.3", "aurora-mysql5.7")]
    [InlineData("aurora-postgresql", "15.4", "aurora-postgresql15")]
    [InlineData("aurora-postgresql", "9.6.22", "aurora-postgresql9.6")]
    public void know_the_parameter_group_family_of_a_version(string engine, string version, string family) =>
        Assert.Contains(
            family,
            Sample
                .Finding(
                    Network(Parameters(Source(Sample.Facts, s => s with { Engine = engine, EngineVersion = version })), n => n),
                    "parameter-group-missing"
                )
                .Paste,
            StringComparison.Ordinal
        );

    [Fact]
    public void call_a_refused_grant_a_defect_where_the_keys_policy_allows_it_to_the_role_itself()
    {
        var finding = Sample.Finding(Refused(SamplePolicies.Article), "role-lacks-key-right");
        Assert.Equal((Severity.Warning, "dev", Denied), (finding.Severity, finding.Account, finding.Fault));
        Assert.Contains("\"kms:CreateGrant\"", finding.Paste, StringComparison.Ordinal);
        Assert.Contains(Sample.SharingKeyArn, finding.Paste, StringComparison.Ordinal);
    }

    [Fact]
    public void call_a_refused_grant_not_verifiable_where_only_RDS_may_make_it() =>
        Assert.Equal(Severity.Note, Sample.Finding(Refused(SamplePolicies.Minimal), "key-right-not-verifiable").Severity);

    /// <summary>Each state has its own way out (KMS Developer Guide, Key states), and some nothing but to wait.</summary>
    [Theory]
    [InlineData("Disabled", "aws kms enable-key --key-id ")]
    [InlineData("PendingDeletion", "aws kms cancel-key-deletion --key-id ")]
    [InlineData("PendingImport", "aws kms get-parameters-for-import --key-id ")]
    [InlineData("Unavailable", "aws kms connect-custom-key-store --custom-key-store-id ")]
    [InlineData("Creating", null)]
    [InlineData("Updating", null)]
    [InlineData("PendingReplicaDeletion", null)]
    public void give_the_command_that_the_state_of_a_key_asks_for(string state, string? command)
    {
        var finding = Sample.Finding(Sample.Facts with { SharingKey = Sample.SharingKey with { State = state } }, "key-not-enabled");
        Assert.Equal(Severity.Blocking, finding.Severity);
        if (command is null)
            Assert.Null(finding.Paste);
        else
            Assert.StartsWith(command, finding.Paste, StringComparison.Ordinal);
    }

    /// <summary>Only a denial is a denial: a key that was not found, or a moment without an answer, says nothing about rights.</summary>
    [Theory]
    [InlineData("NotFoundException")]
    [InlineData("ThrottlingException")]
    [InlineData("KMSInternalException")]
    public void call_no_right_missing_where_KMS_did_not_say_so(string code)
    {
        var facts = Refused(SamplePolicies.Article);
        var right = facts.KeyRights[0];
        var finding = Sample.Finding(
            facts with
            {
                KeyRights = [right with { Refusal = right.Refusal! with { Code = code, Message = "not now" } }],
            },
            "key-right-not-verifiable"
        );
        Assert.Equal((Severity.Note, null), (finding.Severity, finding.Paste));
    }

    [Fact]
    public void do_not_say_twice_that_the_keys_policy_is_closed() =>
        Assert.Equal(["sharing-key-closed-to-target"], Sample.Codes(Refused(SamplePolicies.Of(SamplePolicies.OwnersRoot))));

    [Fact]
    public void that_are_new_or_say_something_else_send_an_approved_plan_back_and_vanished_ones_do_not()
    {
        var sound = Sample.Plan(Sample.Facts);
        var shared = Sample.Plan(Sample.Facts with { Source = Sample.Manual with { SharedWith = [Sample.Stranger] } });
        var sharedWider = Sample.Plan(Sample.Facts with { Source = Sample.Manual with { SharedWith = [Sample.Stranger, "999999999999"] } });
        Assert.Equal(["source-already-shared"], Planner.NewFindings(sound, shared).Select(finding => finding.Code));
        Assert.Equal(["source-already-shared"], Planner.NewFindings(shared, sharedWider).Select(finding => finding.Code));
        Assert.Empty(Planner.NewFindings(shared, shared));
        Assert.Empty(Planner.NewFindings(shared, sound));
    }

    private static Facts Refused(string policy) =>
        Sample.Facts with
        {
            SharingKeyPolicy = policy,
            KeyRights = [new KeyRight("dev", Sample.SharingKeyArn, "kms:CreateGrant", Denied)],
        };

    private static Facts Said(Facts facts, Func<RestoreSettings, RestoreSettings> change) =>
        facts with
        {
            Route = facts.Route with { Restore = facts.Route.Restore with { Settings = change(facts.Route.Restore.Settings) } },
        };

    private static Facts Source(Facts facts, Func<SnapshotFact, SnapshotFact> change) => facts with { Source = change(facts.Source) };

    private static Facts Taken(Facts facts, string status) =>
        facts with
        {
            Terms = facts.Terms with { Source = SourceChoice.TakenNow("prod-altplus-cluster") },
            Source = Sample.Manual with { Status = status },
        };

    private static Facts Network(Facts facts, Func<NetworkFacts, NetworkFacts> change) => facts with { Network = change(facts.Network!) };

    private static Facts InSource(Facts facts, Func<AccountFacts, AccountFacts> change) => facts with { InSource = change(facts.InSource) };

    private static Facts InTarget(Facts facts, Func<AccountFacts, AccountFacts> change) => facts with { InTarget = change(facts.InTarget) };

    private static Facts Parameters(Facts facts) =>
        facts with
        {
            Route = facts.Route with { Restore = facts.Route.Restore with { ClusterParameterGroup = "mine" } },
        };

    private static Facts Key(Facts facts, string arn) =>
        facts with
        {
            Route = facts.Route with { SharingKey = arn },
            SharingKey = null,
            SharingKeyPolicy = null,
        };

    private static ExistingSnapshot Existing(string identifier) => new(identifier, "available", MadeBy: null);

    private static Dictionary<string, string?> Taken(string identifier, string? madeBy = null) =>
        new(StringComparer.OrdinalIgnoreCase) { [identifier] = madeBy };

    private static UnfinishedRequest Other(RequestStatus status) =>
        new(
            "another1another2",
            "somebody",
            status.ToString(),
            status == RequestStatus.Ready,
            "prod-to-dev",
            "prod-altplus-cluster",
            "dev-other"
        );
}
