using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Planning;
using SnapshotShare.Core.Plans;

namespace SnapshotShare.Core.Tests.Planning;

/// <summary>What is judged before AWS is asked anything: each wish at its edge, right and wrong.</summary>
public sealed class the_terms_of_a_request
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);
    private static readonly TimeSpan Window = Sample.Route.LongestShareWindow;
    private static readonly TimeSpan Life = Sample.Route.LongestClusterLife;

    public static TheoryData<string, RequestTerms> Right =>
        new()
        {
            { "everything left to the route", Rig.Terms },
            { "a named snapshot", Rig.Terms with { Source = SourceChoice.Named("rds:some-snapshot") } },
            { "a snapshot taken now", Rig.Terms with { Source = SourceChoice.TakenNow("cluster") } },
            { "a source of 255 characters", Rig.Terms with { Source = SourceChoice.Named(new string('a', 255)) } },
            { "no reason", Rig.Terms with { Reason = "" } },
            { "the longest reason", Rig.Terms with { Reason = new string('a', TermsRules.LongestReason) } },
            { "a cluster's name", Rig.Terms with { TargetCluster = "dev-cluster-1" } },
            { "an empty name", Rig.Terms with { TargetCluster = "" } },
            { "a class", Rig.Terms with { InstanceClass = "db.r6g.large" } },
            { "a version", Rig.Terms with { EngineVersion = "8.0.mysql_aurora.3.04.1" } },
            { "an empty version", Rig.Terms with { EngineVersion = "" } },
            { "an empty class", Rig.Terms with { InstanceClass = "" } },
            { "the shortest window", Rig.Terms with { Window = TimeSpan.FromSeconds(1) } },
            { "the longest window", Rig.Terms with { Window = Window } },
            { "the shortest life", Rig.Terms with { Life = TimeSpan.FromSeconds(1) } },
            { "the longest life", Rig.Terms with { Life = Life } },
        };

    public static TheoryData<string, RequestTerms, string, string> Wrong =>
        new()
        {
            {
                "no source",
                Rig.Terms with
                {
                    Source = new SourceChoice(SnapshotIdentifier: null, NewestOfCluster: null),
                },
                "source",
                "source-missing"
            },
            { "a blank source", Rig.Terms with { Source = SourceChoice.Newest("  ") }, "source", "source-missing" },
            { "a source that ends in a space", Rig.Terms with { Source = SourceChoice.Newest("cluster ") }, "source", "source-missing" },
            {
                "a source of 256 characters",
                Rig.Terms with
                {
                    Source = SourceChoice.Named(new string('a', 256)),
                },
                "source",
                "source-missing"
            },
            { "two sources", Rig.Terms with { Source = new SourceChoice("a", "b") }, "source", "source-twice" },
            {
                "two other sources",
                Rig.Terms with
                {
                    Source = new SourceChoice(SnapshotIdentifier: null, "a", "b"),
                },
                "source",
                "source-twice"
            },
            { "too long a reason", Rig.Terms with { Reason = new string('a', TermsRules.LongestReason + 1) }, "reason", "reason-too-long" },
            { "a name that is none", Rig.Terms with { TargetCluster = "1-cluster" }, "targetCluster", "cluster-identifier" },
            { "a name and a line break", Rig.Terms with { TargetCluster = "dev-cluster\n" }, "targetCluster", "cluster-identifier" },
            { "a version and a line break", Rig.Terms with { EngineVersion = "15.4\n" }, "engineVersion", "engine-version" },
            { "a version and more", Rig.Terms with { EngineVersion = "15.4 --x" }, "engineVersion", "engine-version" },
            { "a version that is none", Rig.Terms with { EngineVersion = "latest" }, "engineVersion", "engine-version" },
            { "a class and a line break", Rig.Terms with { InstanceClass = "db.r6g.large\n" }, "instanceClass", "instance-class" },
            { "a class that is none", Rig.Terms with { InstanceClass = "r6g.large" }, "instanceClass", "instance-class" },
            { "a class and more", Rig.Terms with { InstanceClass = "db.r6g.large --x" }, "instanceClass", "instance-class" },
            { "too short a window", Rig.Terms with { Window = TimeSpan.FromSeconds(1) - Tick }, "window", "window-bounds" },
            { "too long a window", Rig.Terms with { Window = Window + Tick }, "window", "window-bounds" },
            { "too short a life", Rig.Terms with { Life = TimeSpan.FromSeconds(1) - Tick }, "life", "life-bounds" },
            { "too long a life", Rig.Terms with { Life = Life + Tick }, "life", "life-bounds" },
        };

    [Theory]
    [MemberData(nameof(Right))]
    public void are_taken(string what, RequestTerms terms) => Assert.True(TermsRules.Check(terms, Sample.Route) is null, what);

    [Theory]
    [MemberData(nameof(Wrong))]
    public void are_refused_at_the_field_that_is_wrong(string what, RequestTerms terms, string field, string key)
    {
        var refusal = TermsRules.Check(terms, Sample.Route);
        Assert.True(refusal is not null, what);
        Assert.Equal((RefusalKind.Invalid, field, key), (refusal.Kind, refusal.Field, refusal.Message.Key));
    }
}
