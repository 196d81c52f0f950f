using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Tests.Planning;

namespace SnapshotShare.Core.Tests.Plans;

/// <summary>RDS API Reference, RestoreDBClusterFromSnapshot: the snapshot's version or a newer one of its major, as far as AWS offers it.</summary>
public sealed class the_version_of_a_cluster
{
    private const string Source = "8.0.mysql_aurora.3.04.1";

    [Theory]
    [InlineData(Source, null, Source)]
    [InlineData("8.0.mysql_aurora.3.05.2 8.0.mysql_aurora.3.04.1", null, Source)]
    [InlineData("8.0.mysql_aurora.3.10.0 8.0.mysql_aurora.3.08.0 8.0.mysql_aurora.3.04.0", null, "8.0.mysql_aurora.3.08.0")]
    [InlineData("5.7.mysql_aurora.2.12.5 8.4.mysql_aurora.4.01.0", null, Source)]
    [InlineData("", null, Source)]
    [InlineData(null, null, Source)]
    [InlineData(Source, "8.0.mysql_aurora.3.08.0", "8.0.mysql_aurora.3.08.0")]
    [InlineData("8.0.mysql_aurora.3.08.0", Source, Source)]
    [InlineData("8.0.mysql_aurora.3.08.0", "", "8.0.mysql_aurora.3.08.0")]
    public void is_the_one_asked_for_or_the_snapshots_or_the_nearest_newer_of_its_major(string? offered, string? wanted, string chosen)
    {
        var plan = Sample.Plan(With(offered?.Split(' ', StringSplitOptions.RemoveEmptyEntries), wanted));
        Assert.Equal((chosen, chosen), (plan.EngineVersion, plan.Restore!.EngineVersion));
    }

    [Fact]
    public void is_compared_by_its_numbers()
    {
        string[] sorted =
        [
            "8.0.mysql_aurora.3.04.1",
            "8.0.mysql_aurora.3.04.2",
            "8.0.mysql_aurora.3.04.10",
            "8.0.mysql_aurora.3.05.0",
            "8.0.mysql_aurora.3.10.0",
        ];
        Assert.Equal(sorted, sorted.Reverse().Order(Comparer<string>.Create(EngineVersions.Compare)));
        Assert.Equal(
            [-1, 0, 1],
            new[] { "15.4", "15.4.1", "15.10" }.Select(version => Math.Sign(EngineVersions.Compare(version, "15.4.1")))
        );
    }

    [Theory]
    [InlineData("8.0.mysql_aurora.3.08.0", null, "engine-version-newer", Severity.Warning)]
    [InlineData("8.0.mysql_aurora.3.04.1 8.0.mysql_aurora.3.08.0", "8.0.mysql_aurora.3.08.0", "engine-version-newer", Severity.Note)]
    [InlineData("8.0.mysql_aurora.3.04.1", "8.0.mysql_aurora.3.08.0", "engine-version-not-offered", Severity.Blocking)]
    [InlineData("5.7.mysql_aurora.2.12.5", null, "engine-version-not-offered", Severity.Blocking)]
    [InlineData("8.0.mysql_aurora.3.04.1", "8.0.mysql_aurora.3.04.0", "engine-version-earlier", Severity.Blocking)]
    [InlineData("8.0.mysql_aurora.3.04.1", "8.4.mysql_aurora.4.01.0", "engine-version-of-another-major", Severity.Blocking)]
    [InlineData("8.0.mysql_aurora.3.04.1", "5.7.mysql_aurora.2.12.5", "engine-version-of-another-major", Severity.Blocking)]
    [InlineData("8.0.mysql_aurora.3.04.1", null, null, Severity.Note)]
    [InlineData(null, null, null, Severity.Note)]
    public void is_told_where_it_is_not_the_snapshots_or_cannot_be_had(string? offered, string? wanted, string? code, Severity severity)
    {
        var findings = Sample
            .Plan(With(offered?.Split(' '), wanted))
            .Findings.Where(finding => finding.Code.StartsWith("engine-version", StringComparison.Ordinal));
        Assert.Equal(code is null ? [] : [(code, severity)], findings.Select(finding => (finding.Code, finding.Severity)));
    }

    /// <summary>A plan that was approved before there was a choice restores the snapshot's own version, and says when that is gone.</summary>
    [Fact]
    public void of_an_older_plan_is_the_snapshots()
    {
        var facts = With(["8.0.mysql_aurora.3.08.0"], wanted: null);
        var plan = Sample.Plan(facts, rules: 4);
        Assert.Equal((null, Source), (plan.Restore!.EngineVersion, plan.EngineVersion));
        Assert.Contains(plan.Findings, finding => finding.Code == "engine-version-not-offered");
        Assert.Equal(Source, (Sample.Plan(Sample.With(Goal.Copy)) is { Restore: null } copy ? copy : plan).EngineVersion);
    }

    private static Facts With(IReadOnlyList<string>? offered, string? wanted) =>
        Sample.Facts with
        {
            Versions = offered,
            Terms = Rig.Terms with { EngineVersion = wanted },
        };
}
