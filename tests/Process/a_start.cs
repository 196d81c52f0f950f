using System.Net;
using System.Net.Sockets;

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

    /// <summary>Whatever is wrong is said in words that name it and its cure; nobody who starts it reads a stack trace.</summary>
    [Fact]
    public async Task what_is_broken_on_the_machine_is_refused_in_words()
    {
        await using var stage = await Stage.SetAsync(published, Ct);
        var folder = Directory.CreateTempSubdirectory("snapshotshare-broken-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "appsettings.json"), """{ "Aws": """, Ct);
        await File.WriteAllBytesAsync(Path.Combine(folder, "noise.db"), [.. Enumerable.Range(0, 8192).Select(i => (byte)(i * 7))], Ct);
        await File.WriteAllTextAsync(Path.Combine(folder, "bad.pfx"), "x", Ct);
        Directory.CreateDirectory(Path.Combine(folder, "locked.db.lock"));
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        (string Key, string Value, string[] Sayings)[] broken =
        [
            ("ASPNETCORE_CONTENTROOT", folder, ["appsettings.json", "It must be JSON"]),
            ("ASPNETCORE_CONTENTROOT", Path.Combine(folder, "nowhere"), ["There is no folder", "nowhere"]),
            (
                "Database__ConnectionString",
                $"Data Source={folder}/noise.db",
                ["noise.db cannot be opened", "damaged", "backup in its place"]
            ),
            ("Database__ConnectionString", $"Data Source={folder}/locked.db", ["locked.db cannot be opened"]),
            ("Data__Folder", "/proc/snapshotshare", ["Data:Folder: /proc/snapshotshare cannot be written to"]),
            ("ASPNETCORE_URLS", $"http://{taken.LocalEndpoint}", ["address already in use", "--urls"]),
            ("ASPNETCORE_URLS", "http://192.0.2.1:5080", ["cannot be listened on", "--urls"]),
            ("ASPNETCORE_URLS", "https://127.0.0.1:0", ["needs a certificate", "Kestrel:Certificates:Default:Path"]),
            ("Kestrel__Certificates__Default__Path", $"{folder}/none.pfx", ["none.pfx", "Kestrel:Certificates"]),
            ("Kestrel__Certificates__Default__Path", $"{folder}/bad.pfx", ["The certificate cannot be read"]),
            ("Logging__LogLevel__Default", "Loud", ["Logging:LogLevel:Default: must be one of"]),
            ("Sigin__Mode", "Entra", ["did you mean SignIn?"]),
        ];
        foreach (var (key, value, sayings) in broken)
        {
            var more = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["SignIn__AllowPersonasOnNetwork"] = "true",
                ["Data__Folder"] = Directory.CreateDirectory(Path.Combine(folder, "data")).FullName,
                [key] = value,
            };
            if (key.StartsWith("Kestrel", StringComparison.Ordinal))
                more["ASPNETCORE_URLS"] = "https://127.0.0.1:0";
            await using var application = stage.Launch(more);
            await RefusesAsync(application, sayings);
        }
        Directory.Delete(folder, recursive: true);
    }

    private static async Task RefusesAsync(Child application, params string[] sayings)
    {
        Assert.NotEqual(0, await application.ExitAsync(Ct));
        foreach (var saying in sayings)
            Assert.Contains(saying, application.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", application.Output, StringComparison.Ordinal);
    }
}
