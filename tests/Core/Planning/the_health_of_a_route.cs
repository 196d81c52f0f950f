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
