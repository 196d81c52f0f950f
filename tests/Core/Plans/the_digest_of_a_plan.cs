using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Tests.Planning;
using SnapshotShare.Core.Text;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Tests.Plans;

public sealed class the_digest_of_a_plan
{
    /// <summary>Everything that an approver says yes to, each changed by itself.</summary>
    public static TheoryData<string, Func<Plan, Plan>> WhatMatters =>
        new()
        {
            { "rules", plan => plan with { Rules = plan.Rules + 1 } },
            { "goal", plan => plan with { Goal = Goal.Copy } },
            { "route", plan => plan with { Route = "other" } },
            { "sourceAccount", plan => plan with { From = plan.From with { AccountId = Sample.Stranger } } },
            { "targetAccount", plan => plan with { To = plan.To with { AccountId = Sample.Stranger } } },
            { "region", plan => plan with { From = plan.From with { Region = "us-east-1" } } },
            { "source", plan => plan with { Source = plan.Source with { Arn = plan.Source.Arn + "x" } } },
            { "takenAt", plan => plan with { Source = plan.Source with { TakenAt = plan.Source.TakenAt!.Value.AddSeconds(1) } } },
            { "sourceCluster", plan => plan with { Source = plan.Source with { Cluster = "other" } } },
            { "sourceKey", plan => plan with { Source = plan.Source with { KeyArn = null } } },
            { "approvalRules", plan => plan with { ApprovalRules = "0123456789abcdef" } },
            { "engine", plan => plan with { Source = plan.Source with { EngineVersion = "8.0.mysql_aurora.3.05.2" } } },
            { "sharingKey", plan => plan with { SharingKey = plan.SharingKey with { Arn = Sample.ManagedKeyArn } } },
            { "targetKey", plan => plan with { TargetKey = plan.TargetKey with { Arn = Sample.ManagedKeyArn } } },
            { "sharingSnapshot", plan => plan with { SharingSnapshotArn = plan.SharingSnapshotArn + "x" } },
            { "targetSnapshot", plan => plan with { TargetSnapshot = plan.TargetSnapshot + "x" } },
            { "targetCluster", plan => plan with { TargetCluster = plan.TargetCluster + "x" } },
            { "writerInstance", plan => plan with { WriterInstance = plan.WriterInstance + "x" } },
            { "subnetGroup", plan => plan with { Restore = plan.Restore! with { SubnetGroup = "other" } } },
            { "securityGroups", plan => plan with { Restore = plan.Restore! with { SecurityGroups = ["sg-1", "sg-2"] } } },
            { "instanceClass", plan => plan with { Restore = plan.Restore! with { InstanceClass = "db.r7g.large" } } },
            { "clusterParameterGroup", plan => plan with { Restore = plan.Restore! with { ClusterParameterGroup = "mine" } } },
            { "minCapacity", plan => plan with { Restore = plan.Restore! with { MinCapacity = 0.5 } } },
            { "maxCapacity", plan => plan with { Restore = plan.Restore! with { MaxCapacity = 8 } } },
            { "engineVersion", plan => plan with { Restore = plan.Restore! with { EngineVersion = "8.0.mysql_aurora.3.08.0" } } },
            { "backupRetention", plan => Said(plan, settings => settings with { BackupRetention = 35 }) },
            { "storageType", plan => Said(plan, settings => settings with { StorageType = "aurora-iopt1" }) },
            { "extendedSupport", plan => Said(plan, settings => settings with { ExtendedSupport = false }) },
            { "iamAuthentication", plan => Said(plan, settings => settings with { IamAuthentication = true }) },
            { "port", plan => Said(plan, settings => settings with { Port = 5432 }) },
            { "zone", plan => Said(plan, settings => settings with { Zone = "ap-northeast-1a" }) },
            { "secretKey", plan => plan with { Restore = plan.Restore! with { SecretKey = plan.TargetKey } } },
            { "windowSeconds", plan => plan with { Window = plan.Window - TimeSpan.FromSeconds(1) } },
            { "lifeSeconds", plan => plan with { Life = plan.Life + TimeSpan.FromDays(1) } },
            { "admittedPrincipals", plan => plan with { AdmittedPrincipals = [.. plan.AdmittedPrincipals, "*"] } },
            { "steps", plan => plan with { Steps = [.. plan.Steps.Skip(1)] } },
        };

    private static Plan Said(Plan plan, Func<RestoreSettings, RestoreSettings> change) =>
        plan with
        {
            Restore = plan.Restore! with { Settings = change(plan.Restore.Settings!) },
        };

    [Theory]
    [MemberData(nameof(WhatMatters))]
    public void changes_with_everything_that_matters_and_the_difference_is_said(string what, Func<Plan, Plan> change)
    {
        var plan = Sample.Plan(Sample.Facts);
        var changed = change(plan);
        Assert.NotEqual(plan.Digest, PlanDigest.Of(changed));
        var difference = Assert.Single(PlanDigest.Differences(plan, changed));
        Assert.Equal(what, difference.What);
        var (before, after) = (MessageValues.InEnglish("before", difference.Before), MessageValues.InEnglish("after", difference.After));
        Assert.NotEqual(before, after);
        Assert.Contains(before, difference.Sentence.ToString(), StringComparison.Ordinal);
        Assert.Contains(after, difference.Sentence.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void covers_every_member_that_it_names()
    {
        var subject = PlanDigest.Subject(Sample.Plan(Sample.Facts));
        var members = subject
            .Select(member => member.Key)
            .Except(["restore"])
            .Concat(subject["restore"]!.AsObject().Select(member => member.Key));
        Assert.Equal(WhatMatters.Select(row => row.Data.Item1).Concat(["masterPassword", "findings"]).Order(), members.Order());
    }

    /// <summary>Members that two plans of the same trip may differ in, each with the reason.</summary>
    private static readonly Dictionary<string, string> DoesNotMatter = new(StringComparer.Ordinal)
    {
        ["PlanSide.Account"] = "a name for people; the ID is in it",
        ["PlanSource.Identifier"] = "the last part of the ARN, which is in it",
        ["PlanSource.SnapshotType"] = "told by the ARN's name: AWS's own begin with a prefix",
        ["PlanSource.KeyManager"] = "follows from the key, which is in it",
        ["PlanKey.Alias"] = "a name for people; the ARN is in it",
        ["PlanKey.Manager"] = "follows from the key, which is in it",
        ["Plan.SharingSnapshot"] = "the last part of its ARN, which is in it",
        ["Plan.Omitted"] = "what is left out does nothing",
        ["Plan.MadeAt"] = "the same trip, planned later",
        ["Plan.Digest"] = "the digest itself",
    };

    /// <summary>The members of a plan, and where in the digest each stands.</summary>
    private static readonly Dictionary<string, string> Digested = new(StringComparer.Ordinal)
    {
        ["Plan.Rules"] = "rules",
        ["Plan.ApprovalRules"] = "approvalRules",
        ["Plan.Goal"] = "goal",
        ["Plan.Route"] = "route",
        ["Plan.From"] = "sourceAccount",
        ["Plan.To"] = "targetAccount",
        ["Plan.Source"] = "source",
        ["Plan.SharingKey"] = "sharingKey",
        ["Plan.TargetKey"] = "targetKey",
        ["Plan.SharingSnapshotArn"] = "sharingSnapshot",
        ["Plan.TargetSnapshot"] = "targetSnapshot",
        ["Plan.TargetCluster"] = "targetCluster",
        ["Plan.WriterInstance"] = "writerInstance",
        ["Plan.Restore"] = "restore",
        ["Plan.Window"] = "windowSeconds",
        ["Plan.Life"] = "lifeSeconds",
        ["Plan.AdmittedPrincipals"] = "admittedPrincipals",
        ["Plan.Steps"] = "steps",
        ["Plan.Findings"] = "findings",
        ["PlanSide.AccountId"] = "sourceAccount",
        ["PlanSide.Region"] = "region",
        ["PlanSource.Arn"] = "source",
        ["PlanSource.Cluster"] = "sourceCluster",
        ["PlanSource.TakenAt"] = "takenAt",
        ["PlanSource.Engine"] = "engine",
        ["PlanSource.EngineVersion"] = "engine",
        ["PlanSource.KeyArn"] = "sourceKey",
        ["PlanKey.Arn"] = "sharingKey",
        ["PlanRestore.SubnetGroup"] = "subnetGroup",
        ["PlanRestore.SecurityGroups"] = "securityGroups",
        ["PlanRestore.InstanceClass"] = "instanceClass",
        ["PlanRestore.ClusterParameterGroup"] = "clusterParameterGroup",
        ["PlanRestore.MinCapacity"] = "minCapacity",
        ["PlanRestore.MaxCapacity"] = "maxCapacity",
        ["PlanRestore.EngineVersion"] = "engineVersion",
        ["PlanRestore.Settings"] = "backupRetention",
        ["PlanRestore.SecretKey"] = "secretKey",
        ["RestoreSettings.BackupRetention"] = "backupRetention",
        ["RestoreSettings.StorageType"] = "storageType",
        ["RestoreSettings.ExtendedSupport"] = "extendedSupport",
        ["RestoreSettings.IamAuthentication"] = "iamAuthentication",
        ["RestoreSettings.Port"] = "port",
        ["RestoreSettings.Zone"] = "zone",
    };

    [Fact]
    public void has_a_place_for_every_member_of_a_plan_or_a_reason_why_it_has_none()
    {
        var members = new[]
        {
            typeof(Plan),
            typeof(PlanSide),
            typeof(PlanSource),
            typeof(PlanKey),
            typeof(PlanRestore),
            typeof(RestoreSettings),
        }
            .SelectMany(type =>
                type.GetProperties().Where(property => property.CanWrite).Select(property => $"{type.Name}.{property.Name}")
            )
            .ToList();
        Assert.Equal(members.Order(StringComparer.Ordinal), Digested.Keys.Concat(DoesNotMatter.Keys).Order(StringComparer.Ordinal));
        var subject = PlanDigest.Subject(Sample.Plan(Sample.Facts));
        Assert.All(
            Digested.Values,
            name => Assert.True(subject.ContainsKey(name) || subject["restore"]!.AsObject().ContainsKey(name), name)
        );
    }

    [Fact]
    public void stays_with_what_does_not_matter()
    {
        var plan = Sample.Plan(Sample.Facts);
        Assert.Equal(
            plan.Digest,
            PlanDigest.Of(
                plan with
                {
                    MadeAt = plan.MadeAt.AddDays(1),
                    Findings = [.. plan.Findings.Where(finding => finding.Severity != Severity.Note)],
                    Omitted = [],
                    Digest = "",
                    SharingKey = plan.SharingKey with { Alias = "alias/renamed" },
                    AdmittedPrincipals = [.. plan.AdmittedPrincipals.Reverse()],
                    Steps = [.. plan.Steps.Select(step => step with { Reason = Message.Of("life-over") })],
                }
            )
        );
    }

    [Fact]
    public void covers_what_an_approver_is_warned_of_and_a_vanished_warning_is_no_other_trip()
    {
        var plan = Sample.Plan(Sample.Facts);
        var warned = plan with
        {
            Findings = [.. plan.Findings, new Finding("new", Severity.Warning, "dev", "sg-1", Message.Of("life-over"))],
        };
        Assert.NotEqual(PlanDigest.Of(plan), PlanDigest.Of(warned));
        // Another thing warned of is another warning, and so is a graver one.
        foreach (
            var other in new[] { warned.Findings[^1] with { Resource = "sg-2" }, warned.Findings[^1] with { Severity = Severity.Blocking } }
        )
            Assert.NotEqual(PlanDigest.Of(warned), PlanDigest.Of(plan with { Findings = [.. plan.Findings, other] }));
        var twice = warned with { Findings = [warned.Findings[^1], .. warned.Findings] };
        Assert.Equal(PlanDigest.Of(warned), PlanDigest.Of(twice));
        Assert.True(PlanDigest.IsSameTrip(warned, plan));
        Assert.Empty(PlanDigest.Differences(warned, plan));
        Assert.False(PlanDigest.IsSameTrip(plan, plan with { Window = plan.Window / 2 }));
    }

    [Fact]
    public void of_a_plan_from_before_is_what_its_approval_names()
    {
        var old = Sample.Plan(Sample.Facts) with { Rules = 1 };
        Assert.Empty(PlanDigest.Subject(old).Select(member => member.Key).Intersect(["takenAt", "sourceCluster", "findings"]));

        // Its very bytes, for a digest that moves takes every approval along.
        var restore = PlanDigest.Subject(Sample.Plan(Sample.Facts, rules: 4))["restore"]!;
        Assert.Equal(
            """{"subnetGroup":"dev-db-subnets","securityGroups":["sg-0d3adb33f01230de1"],"instanceClass":"db.r6g.large","clusterParameterGroup":null,"minCapacity":null,"maxCapacity":null,"masterPassword":"ManageMasterUserPassword"}""",
            restore.ToJsonString()
        );
    }

    [Fact]
    public void tells_times_and_lists_in_words()
    {
        var plan = Sample.Plan(Sample.Facts);
        var changed = plan with { Window = TimeSpan.FromMinutes(90), Life = null, AdmittedPrincipals = [] };
        Assert.Equal(
            [
                "The longest time of the share was 1 d 00:00:00 and is now 01:30:00.",
                "The life was 7 d 00:00:00 and is now -.",
                "The sharing key's policy let in arn:aws:iam::123456789000:root and now lets in -.",
            ],
            PlanDigest.Differences(plan, changed).Select(difference => difference.Sentence.ToString())
        );
    }
}
