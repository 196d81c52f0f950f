using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Planning;
using SnapshotShare.Core.Planning.Readers;
using SnapshotShare.Core.Plans;

namespace SnapshotShare.Core.Tests.Planning;

/// <summary>No finding is no proof, and a part is what the gravest finding about it says.</summary>
public sealed class the_parts_of_a_route
{
    private static readonly AwsError Denied = new("AccessDeniedException", "User: x is not authorized to perform: y", "request-1", 400);

    /// <summary>Both roles asked for the sharing key and may.</summary>
    private static Facts Proven { get; } = Sample.Facts with { KeyRights = [.. Rights(Sample.SharingKeyArn, "prod", "dev")] };

    private static IEnumerable<KeyRight> Rights(string key, params string[] accounts) =>
        accounts.Select(account => new KeyRight(account, key, "kms:CreateGrant", Refusal: null));

    private static RoutePart Part(Facts facts, RoutePartName name) =>
        RoutePart.Of(facts, Sample.Plan(facts)).Single(part => part.Name == name);

    private static PartHealth Health(Facts facts, RoutePartName name) => Part(facts, name).Health;

    [Fact]
    public void are_fit_where_all_was_asked_and_nothing_is_wrong()
    {
        Assert.Equal(
            [
                new RoutePart(RoutePartName.SourceRole, PartHealth.Fit, SandboxControl.ProdRole),
                new RoutePart(RoutePartName.TargetRole, PartHealth.Fit, SandboxControl.DevRole),
                new RoutePart(RoutePartName.SharingKey, PartHealth.Fit, Sample.SharingKeyArn),
                new RoutePart(RoutePartName.SharingKeyPolicy, PartHealth.Fit, Sample.SharingKeyArn),
                new RoutePart(RoutePartName.TargetKey, PartHealth.Fit, Sample.TargetKeyArn),
            ],
            RoutePart.Of(Proven, Sample.Plan(Proven))
        );
    }

    [Fact]
    public void are_called_as_the_route_calls_them_where_nobody_could_look()
    {
        var blind = Sample.Facts with
        {
            Route = Sample.Route with { From = Sample.Route.From with { RoleArn = null }, To = Sample.Route.To with { RoleArn = null } },
            SharingKey = null,
            TargetKey = null,
            SharingKeyPolicy = null,
        };
        Assert.Equal(
            [
                new RoutePart(RoutePartName.SourceRole, PartHealth.Unknown, Sample.Prod),
                new RoutePart(RoutePartName.TargetRole, PartHealth.Unknown, Sample.Dev),
                new RoutePart(RoutePartName.SharingKey, PartHealth.Unknown, Sample.Route.SharingKey),
                new RoutePart(RoutePartName.SharingKeyPolicy, PartHealth.Unknown, Sample.Route.SharingKey),
                new RoutePart(RoutePartName.TargetKey, PartHealth.Unknown, Sample.Route.TargetKey),
            ],
            RoutePart.Of(blind, Sample.Plan(blind))
        );
    }

    [Fact]
    public void of_the_source_want_the_right_on_the_snapshots_own_key_where_it_has_one()
    {
        var own = Proven with { SourceKey = Sample.Facts.SourceKey! with { Manager = "CUSTOMER" } };
        Assert.Equal(PartHealth.Unknown, Health(own, RoutePartName.SourceRole));
        Assert.Equal(
            PartHealth.Fit,
            Health(own with { KeyRights = [.. own.KeyRights, .. Rights(Sample.ManagedKeyArn, "prod")] }, RoutePartName.SourceRole)
        );
        Assert.Equal(
            PartHealth.Unknown,
            Health(own with { KeyRights = [.. own.KeyRights, .. Rights(Sample.ManagedKeyArn, "dev")] }, RoutePartName.SourceRole)
        );
        var bare = Proven with { Source = Sample.Automated with { KeyArn = null }, SourceKey = null };
        Assert.Equal(PartHealth.Fit, Health(bare, RoutePartName.SourceRole));
    }

    [Fact]
    public void of_the_target_want_the_right_on_its_own_key_where_that_is_not_AWS_own()
    {
        var own = Proven with { TargetKey = Sample.Facts.TargetKey! with { Manager = "CUSTOMER" } };
        Assert.Equal(
            (PartHealth.Unknown, PartHealth.Unknown),
            (Health(own, RoutePartName.TargetRole), Health(own, RoutePartName.TargetKey))
        );
        var asked = own with { KeyRights = [.. own.KeyRights, .. Rights(Sample.TargetKeyArn, "dev")] };
        Assert.Equal((PartHealth.Fit, PartHealth.Fit), (Health(asked, RoutePartName.TargetRole), Health(asked, RoutePartName.TargetKey)));
    }

    [Fact]
    public void are_not_proven_by_a_right_that_was_refused()
    {
        var refused = Proven with
        {
            KeyRights =
            [
                .. Proven.KeyRights,
                new KeyRight("dev", Sample.SharingKeyArn, "kms:DescribeKey", Denied with { Code = "Throttling" }),
            ],
        };
        Assert.Equal(PartHealth.Unknown, Health(refused, RoutePartName.TargetRole));
        Assert.Equal(PartHealth.Fit, Health(refused, RoutePartName.SourceRole));
    }

    /// <summary>A key's policy lets the role itself, and KMS says no: then the role lacks it.</summary>
    [Fact]
    public void are_doubtful_where_a_right_is_lacking()
    {
        var lacking = Proven with
        {
            SharingKeyPolicy = SamplePolicies.Article,
            KeyRights = [new KeyRight("dev", Sample.SharingKeyArn, "kms:CreateGrant", Denied)],
        };
        Assert.Equal(
            (PartHealth.Unknown, PartHealth.Doubtful),
            (Health(lacking, RoutePartName.SourceRole), Health(lacking, RoutePartName.TargetRole))
        );
    }

    [Fact]
    public void are_what_a_refused_call_says_of_the_role_that_made_it_and_of_the_key_it_was_about()
    {
        var refused = Proven with
        {
            Refused =
            [
                Finding.Warning("call-refused", "prod", Sample.SharingKeyArn),
                Finding.Blocking("call-refused", "dev", Sample.Route.TargetKey),
            ],
        };
        Assert.Equal(
            [PartHealth.Doubtful, PartHealth.Unfit, PartHealth.Doubtful, PartHealth.Fit, PartHealth.Unfit],
            RoutePart.Of(refused, Sample.Plan(Proven)).Select(part => part.Health)
        );
    }

    [Fact]
    public void of_a_role_do_not_suffer_from_a_key_that_is_not_there()
    {
        var missing = Proven with { Refused = [Finding.Blocking(KeyReader.Missing, "prod", Sample.Route.SharingKey)] };
        Assert.Equal(
            (PartHealth.Fit, PartHealth.Unfit),
            (
                RoutePart.Of(missing, Sample.Plan(Proven)).Single(part => part.Name == RoutePartName.SourceRole).Health,
                RoutePart.Of(missing, Sample.Plan(Proven)).Single(part => part.Name == RoutePartName.SharingKey).Health
            )
        );
    }

    [Fact]
    public void are_unfit_where_their_key_is()
    {
        var disabled = Proven with { SharingKey = Sample.SharingKey with { State = "Disabled" } };
        Assert.Equal(
            (PartHealth.Unfit, PartHealth.Fit),
            (Health(disabled, RoutePartName.SharingKey), Health(disabled, RoutePartName.TargetKey))
        );
        var closed = Proven with { SharingKeyPolicy = SamplePolicies.Of(SamplePolicies.OwnersRoot) };
        Assert.Equal(PartHealth.Unfit, Health(closed, RoutePartName.SharingKeyPolicy));
    }
}
