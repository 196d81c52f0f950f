using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Tests.Planning;
using SnapshotShare.Core.Text;

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
            { "windowSeconds", plan => plan with { Window = plan.Window - TimeSpan.FromSeconds(1) } },
            { "lifeSeconds", plan => plan with { Life = plan.Life + TimeSpan.FromDays(1) } },
            { "admittedPrincipals", plan => plan with { AdmittedPrincipals = [.. plan.AdmittedPrincipals, "*"] } },
            { "steps", plan => plan with { Steps = [.. plan.Steps.Skip(1)] } },
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
        Assert.Equal(
            WhatMatters.Select(row => row.Data.Item1).Concat(["approvalRules", "masterPassword", "findings"]).Order(),
            members.Order()
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
        Assert.True(PlanDigest.IsSameTrip(warned, plan));
        Assert.Empty(PlanDigest.Differences(warned, plan));
        Assert.False(PlanDigest.IsSameTrip(plan, plan with { Window = plan.Window / 2 }));
    }

    [Fact]
    public void of_a_plan_from_before_is_what_its_approval_names()
    {
        var old = Sample.Plan(Sample.Facts) with { Rules = 1 };
        Assert.Empty(PlanDigest.Subject(old).Select(member => member.Key).Intersect(["takenAt", "sourceCluster", "findings"]));
    }

    [Fact]
    public void tells_times_and_lists_in_words()
    {
        var plan = Sample.Plan(Sample.Facts);
        var changed = plan with { Window = TimeSpan.FromMinutes(90), Life = null, AdmittedPrincipals = [] };
        Assert.Equal(
            [
                "The longest time of the share was 1 d 00:00:00 and is now 01:30:00.",
                "The cluster's life was 7 d 00:00:00 and is now -.",
                "The sharing key's policy let in arn:aws:iam::123456789000:root and now lets in -.",
            ],
            PlanDigest.Differences(plan, changed).Select(difference => difference.Sentence.ToString())
        );
    }
}
