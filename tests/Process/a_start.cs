namespace SnapshotShare.Process.Tests;

/// <summary>What must not start says why, in sentences and with an exit code.</summary>
public sealed class a_start(Published published)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task a_bad_configuration_is_refused_with_every_mistake_at_once()
    {
        await using var stage = await Stage.SetAsync(published, Ct);
        await using var application = stage.Launch(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Aws__Accounts__prod__AccountId"] = "12",
                ["Aws__Routes__prod-to-dev__InstanceClass"] = "",
                ["Aws__Sandbox__Speed"] = "fast",
            }
        );
        await RefusesAsync(application, "Aws:Accounts:prod:AccountId:", "Aws:Routes:prod-to-dev:InstanceClass:", "Aws:Sandbox:Speed:");
    }

    [Fact]
    public async Task personas_are_refused_where_an_endpoint_is_not_on_loopback()
    {
        await using var stage = await Stage.SetAsync(published, Ct);
        await using var application = stage.Launch(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["SignIn__Mode"] = "Personas",
                ["Aws__Accounts__dev__ServiceUrl"] = "https://rds.ap-northeast-1.amazonaws.com",
            }
        );
        await RefusesAsync(application, "SignIn:Mode: personas have no password", "Aws:Accounts:dev");
    }

    [Fact]
    public async Task a_database_of_another_world_is_refused_and_both_are_named()
    {
        await using var stage = await Stage.SetAsync(published, Ct);
        await stage.StartAsync(Ct);
        await stage.Application.KillAsync();
        await using var elsewhere = stage.Launch(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Aws__Accounts__dev__AccountId"] = "999988887777",
                ["Aws__Accounts__dev__RoleArn"] = "arn:aws:iam::999988887777:role/SnapshotShare",
            }
        );
        await RefusesAsync(elsewhere, "123456789000,987654321000", "987654321000,999988887777");
    }

    [Fact]
    public async Task a_second_process_on_the_same_database_is_refused()
    {
        await using var stage = await Stage.SetAsync(published, Ct);
        await stage.StartAsync(Ct);
        await using var second = stage.Launch(new Dictionary<string, string>(StringComparer.Ordinal));
        await RefusesAsync(second, "Another SnapshotShare process has the database");
        Assert.False(stage.Application.HasExited);
    }

    private static async Task RefusesAsync(Child application, params string[] sayings)
    {
        Assert.NotEqual(0, await application.ExitAsync(Ct));
        foreach (var saying in sayings)
            Assert.Contains(saying, application.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", application.Output, StringComparison.Ordinal);
    }
}
