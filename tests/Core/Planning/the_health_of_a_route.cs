using SnapshotShare.Core.Planning;

namespace SnapshotShare.Core.Tests.Planning;

public sealed class the_health_of_a_route
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task is_known_after_a_check_that_changes_nothing_and_names_what_is_missing()
    {
        await using var rig = await new Rig().OpenAsync();
        var health = rig.Get<RouteHealth>();
        Assert.Null(await health.LastOfAsync("prod-to-dev", Ct));
        var before = await rig.Aws.StateAsync();

        var (fit, refusal) = await health.CheckAsync(Rig.Dba, "prod-to-dev", Ct);

        Assert.Null(refusal?.Message.ToString());
        Assert.True(fit!.IsFit);
        Assert.Contains("rds:CopyDBClusterSnapshot", fit.SourceRole, StringComparison.Ordinal);
        Assert.Equal(before, await rig.Aws.StateAsync());

        await rig.Aws.DoAsync("keys", new { key = SandboxControl.SharingKey, state = "Disabled" });
        var (unfit, _) = await health.CheckAsync(Rig.Admin, "prod-to-dev", Ct);
        Assert.False(unfit!.IsFit);
        Assert.Same(unfit, await health.LastOfAsync("prod-to-dev", Ct));
    }

    [Fact]
    public async Task is_told_of_each_role_and_key_by_itself()
    {
        await using var rig = await new Rig().OpenAsync();
        // The article's own policy lets the target make grants by hand.
        Assert.Equal(
            [
                (RoutePartName.SourceRole, PartHealth.Fit),
                (RoutePartName.TargetRole, PartHealth.Fit),
                (RoutePartName.SharingKey, PartHealth.Fit),
                (RoutePartName.SharingKeyPolicy, PartHealth.Doubtful),
                (RoutePartName.TargetKey, PartHealth.Fit),
            ],
            (await PartsAsync(rig)).Select(part => (part.Key, part.Value))
        );

        await rig.Aws.DoAsync("keys", new { key = SandboxControl.SharingKey, state = "Disabled" });
        var parts = await PartsAsync(rig);
        Assert.Equal(PartHealth.Unfit, parts[RoutePartName.SharingKey]);
        Assert.DoesNotContain(parts, part => part.Key != RoutePartName.SharingKey && part.Value == PartHealth.Unfit);
    }

    [Fact]
    public async Task says_of_what_a_role_would_have_to_ask_for_that_it_could_not_be_checked()
    {
        await using var rig = await new Rig().OpenAsync();
        await rig.Aws.DistrustAsync(Sample.Dev);
        var parts = await PartsAsync(rig);
        Assert.Equal(
            (PartHealth.Fit, PartHealth.Unfit, PartHealth.Fit, PartHealth.Unknown),
            (
                parts[RoutePartName.SourceRole],
                parts[RoutePartName.TargetRole],
                parts[RoutePartName.SharingKey],
                parts[RoutePartName.TargetKey]
            )
        );
    }

    [Fact]
    public async Task is_told_of_a_role_that_may_not_ask_apart_from_the_key_that_it_asks_about()
    {
        await using var rig = await new Rig().OpenAsync();
        await rig.Aws.AllowAsync(SandboxControl.ProdRole, actions => actions.Where(action => action != "kms:Get*"));
        var parts = await PartsAsync(rig);
        Assert.Equal(
            (PartHealth.Doubtful, PartHealth.Fit, PartHealth.Unknown),
            (parts[RoutePartName.SourceRole], parts[RoutePartName.SharingKey], parts[RoutePartName.SharingKeyPolicy])
        );

        await rig.Aws.AllowAsync(SandboxControl.ProdRole, actions => actions.Where(action => action != "kms:Describe*"));
        parts = await PartsAsync(rig);
        Assert.Equal((PartHealth.Unfit, PartHealth.Unknown), (parts[RoutePartName.SourceRole], parts[RoutePartName.SharingKey]));
    }

    [Fact]
    public void blames_no_role_for_a_key_that_is_not_there()
    {
        var missing = new Finding("key-missing", Severity.Blocking, "prod", "arn:aws:kms:of-the-source", Phrase.Of("finding.key-missing"));
        var facts = Sample.Facts with { Refused = [missing] };
        var role = RoutePart.Of(facts, Sample.Plan(facts)).Single(part => part.Name == RoutePartName.SourceRole);
        Assert.Equal(PartHealth.Fit, role.Health);
    }

    [Fact]
    public async Task is_bad_where_the_sources_role_cannot_be_taken()
    {
        await using var rig = await new Rig().OpenAsync();
        await rig.Aws.DistrustAsync(Sample.Prod);

        var (check, refusal) = await rig.Get<RouteHealth>().CheckAsync(Rig.Dba, "prod-to-dev", Ct);

        Assert.Null(refusal);
        var finding = Assert.Single(check!.Findings);
        Assert.Equal(("role-not-assumable", "prod", Severity.Blocking), (finding.Code, finding.Account, finding.Severity));
        Assert.Contains("sts:AssumeRole", finding.Paste, StringComparison.Ordinal);
        Assert.Null(check.Snapshot);
    }

    [Fact]
    public async Task turns_bad_and_is_kept_so_where_the_source_tells_nothing_any_more()
    {
        await using var rig = await new Rig().OpenAsync();
        Assert.True((await rig.Get<RouteHealth>().CheckAsync(Rig.Dba, "prod-to-dev", Ct)).Check!.IsFit);
        await rig.Aws.AllowAsync(SandboxControl.ProdRole, _ => ["kms:*"]);

        await rig.Get<RouteHealth>().CheckAsync(Rig.Dba, "prod-to-dev", Ct);

        await rig.RestartAsync();
        var known = await rig.Get<RouteHealth>().LastOfAsync("prod-to-dev", Ct);
        Assert.False(known!.IsFit);
        Assert.Equal("not-readable", Assert.Single(known.Findings).Code);
    }

    [Fact]
    public async Task is_bad_where_aws_gives_no_answer()
    {
        await using var rig = await new Rig().OpenAsync();
        Assert.True((await rig.Get<RouteHealth>().CheckAsync(Rig.Dba, "prod-to-dev", Ct)).Check!.IsFit);
        await rig.Aws.DoAsync(
            "faults",
            new
            {
                kind = "InternalFailure",
                operation = "DescribeKey",
                count = 50,
            }
        );

        var (check, _) = await rig.Get<RouteHealth>().CheckAsync(Rig.Dba, "prod-to-dev", Ct);

        Assert.Equal(("preflight-failed", "prod"), check!.Findings.Select(finding => (finding.Code, finding.Account)).Single());
        Assert.False(check.IsFit);
    }

    private static async Task<Dictionary<RoutePartName, PartHealth>> PartsAsync(Rig rig)
    {
        var (check, _) = await rig.Get<RouteHealth>().CheckAsync(Rig.Dba, "prod-to-dev", Ct);
        return check!.Parts!.ToDictionary(part => part.Name, part => part.Health);
    }

    [Fact]
    public async Task stands_in_the_ledger_and_is_known_after_a_restart()
    {
        await using var rig = await new Rig().OpenAsync();
        await rig.Aws.DoAsync("keys", new { key = SandboxControl.SharingKey, state = "Disabled" });
        var (found, _) = await rig.Get<RouteHealth>().CheckAsync(Rig.Dba, "prod-to-dev", Ct);

        await rig.RestartAsync();

        var known = await rig.Get<RouteHealth>().LastOfAsync("PROD-to-dev", Ct);
        Assert.Equal((found!.At, "DBA", false), (known!.At, known.By, known.IsFit));
        Assert.Equal(
            found.Findings.Select(finding => finding.Message.ToString()),
            known.Findings.Select(finding => finding.Message.ToString())
        );
        Assert.Null(await rig.Get<RouteHealth>().LastOfAsync("another", Ct));
    }

    [Fact]
    public async Task is_asked_by_those_who_may_and_of_routes_that_are_there()
    {
        await using var rig = await new Rig().OpenAsync();
        var health = rig.Get<RouteHealth>();
        Assert.Equal("not-your-role", (await health.CheckAsync(Rig.Developer, "prod-to-dev", Ct)).Refusal!.Message.Key);
        Assert.Equal("no-such-route", (await health.CheckAsync(Rig.Dba, "nowhere", Ct)).Refusal!.Message.Key);
    }
}
