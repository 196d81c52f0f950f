using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using SnapshotShare.Web.Hosting;

namespace SnapshotShare.Web.Tests.Hosting;

public sealed class reading_an_installation
{
    private static readonly (string, string?)[] Loopback =
    [
        ("Aws:Sandbox:Enabled", "false"),
        ("Aws:ServiceUrl", "http://127.0.0.1:9999"),
        ("Aws:Credentials:AccessKeyId", "AKIA1"),
        ("Aws:Credentials:SecretAccessKey", "s"),
    ];

    [Fact]
    public void development_needs_no_configuration_and_runs_the_sandbox()
    {
        var (installation, mistakes) = Read("Development");
        Assert.Empty(mistakes);
        Assert.True(installation!.EmbedsSandbox);
        Assert.Equal(("sandbox", "Personas"), (installation.Environment.Kind, installation.Environment.SignInMode));
        Assert.Equal(Path.Combine(Application.Root, "data"), installation.DataFolder);
    }

    [Theory]
    [InlineData("Host=db;Database=x", "is none of SQLite's")]
    [InlineData("Data Source=:memory:", "must name a file")]
    [InlineData("Data Source=x;Mode=Memory", "must name a file")]
    [InlineData("Cache=Shared", "must name a file")]
    [InlineData("Data Source=/", "is a folder")]
    [InlineData("Data Source=/tmp/x.db", null)]
    public void a_database_that_is_no_file_is_named(string connection, string? mistake)
    {
        var mistakes = Read("Development", ("Database:ConnectionString", connection)).Mistakes;
        Assert.Equal(mistake is not null, mistakes.Any(one => one.StartsWith("Database:ConnectionString: ", StringComparison.Ordinal)));
        Assert.Equal(mistake is not null, mistakes.Any(one => mistake is not null && one.Contains(mistake, StringComparison.Ordinal)));
    }

    [Fact]
    public void a_file_where_a_folder_should_be_is_named()
    {
        var folder = Directory.CreateTempSubdirectory("snapshotshare-");
        File.WriteAllText(Path.Combine(folder.FullName, "keys"), "");
        foreach (var wrong in new[] { folder.FullName, Path.Combine(folder.FullName, "keys") })
            Assert.Equal(
                [$"Data:Folder: {Path.Combine(folder.FullName, "keys")} is a file, and must be a folder."],
                Read("Development", ("Data:Folder", wrong)).Mistakes
            );
        folder.Delete(recursive: true);
    }

    [Fact]
    public void production_assumes_no_world()
    {
        Assert.Contains(
            Read("Production").Mistakes,
            mistake => mistake.StartsWith("Aws:Sandbox:Enabled: say true", StringComparison.Ordinal)
        );
        Assert.Empty(Read("Production", ("Aws:Sandbox:Enabled", "true")).Mistakes);
    }

    [Fact]
    public void sandbox_and_another_endpoint_together_are_an_error()
    {
        var mistakes = Read("Development", ("Aws:Sandbox:Enabled", "true"), ("Aws:ServiceUrl", "http://127.0.0.1:4566")).Mistakes;
        Assert.Contains(mistakes, mistake => mistake.StartsWith("Aws:ServiceUrl: cannot be set together", StringComparison.Ordinal));
    }

    [Fact]
    public void endpoints_on_loopback_are_a_sandbox_world_with_its_own_credentials()
    {
        var (installation, mistakes) = Read("Production", Loopback);
        Assert.Empty(mistakes);
        Assert.False(installation!.EmbedsSandbox);
        Assert.True(installation.IsSandboxWorld);
        Assert.Equal("AKIA1", installation.BaseCredentials!.GetCredentials().AccessKey);

        var without = Read(
            "Production",
            [.. Loopback.Where(pair => !pair.Item1.Contains("Credentials", StringComparison.Ordinal))]
        ).Mistakes;
        Assert.StartsWith("Aws:Credentials: with personas", Assert.Single(without), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://rds.ap-northeast-1.amazonaws.com")]
    [InlineData("http://10.0.0.7:4566")]
    [InlineData("")]
    public void personas_need_loopback_in_every_account(string devUrl)
    {
        var mistakes = Read(
            "Production",
            ("Aws:Sandbox:Enabled", "false"),
            ("SignIn:Mode", "Personas"),
            ("Aws:Accounts:prod:ServiceUrl", "http://127.0.0.1:4566"),
            ("Aws:Accounts:dev:ServiceUrl", devUrl)
        ).Mistakes;
        var mistake = Assert.Single(mistakes);
        Assert.StartsWith("SignIn:Mode: personas have no password", mistake, StringComparison.Ordinal);
        Assert.Contains("Aws:Accounts:dev", mistake, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Entra")]
    public void real_accounts_need_a_sign_in_with_entra_set_up_whole(string mode)
    {
        var (installation, mistakes) = Read("Production", ("Aws:Sandbox:Enabled", "false"), ("SignIn:Mode", mode));
        Assert.Null(installation);
        Assert.Equal(
            ["SignIn:Entra:ClientId", "SignIn:Entra:ClientSecret", "SignIn:Entra:TenantId"],
            mistakes.Select(mistake => string.Join(':', mistake.Split(':').Take(3))).Order(StringComparer.Ordinal)
        );
        (string, string?)[] whole =
        [
            ("Aws:Sandbox:Enabled", "false"),
            ("SignIn:Mode", mode),
            ("SignIn:Entra:TenantId", "11111111-2222-3333-4444-555555555555"),
            ("SignIn:Entra:ClientId", "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"),
            ("SignIn:Entra:ClientSecret", "s"),
        ];
        var (real, none) = Read("Production", whole);
        Assert.Empty(none);
        Assert.Equal(("aws", "Entra"), (real!.Environment.Kind, real.Environment.SignInMode));
        Assert.Equal("https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/v2.0", real.Entra!.Authority.AbsoluteUri);
        Assert.StartsWith(
            "SignIn:Entra:TenantId: must be the directory",
            Assert.Single(
                Read(
                    "Production",
                    [.. whole.Where(pair => pair.Item1 != "SignIn:Entra:TenantId"), ("SignIn:Entra:TenantId", "common")]
                ).Mistakes
            ),
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "SignIn:Entra:RecheckAfter",
            Assert.Single(Read("Production", [.. whole, ("SignIn:Entra:RecheckAfter", "00:10:00")]).Mistakes),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("urls", "http://0.0.0.0:5080")]
    [InlineData("urls", "http://127.0.0.1:5080;http://*:80")]
    [InlineData("http_ports", "8080")]
    [InlineData("Kestrel:Endpoints:Http:Url", "http://192.168.0.4:80")]
    public void personas_on_a_network_need_permission_and_are_remembered(string key, string address)
    {
        var mistake = Assert.Single(Read("Development", (key, address)).Mistakes);
        Assert.StartsWith("SignIn:AllowPersonasOnNetwork:", mistake, StringComparison.Ordinal);

        var (allowed, none) = Read("Development", (key, address), ("SignIn:AllowPersonasOnNetwork", "true"));
        Assert.Empty(none);
        Assert.True(allowed!.PersonasOnNetwork);
    }

    [Theory]
    [InlineData("http://localhost:5080")]
    [InlineData("http://127.0.0.1:0;https://[::1]:5081")]
    public void loopback_addresses_need_no_permission(string address)
    {
        var (installation, mistakes) = Read("Development", ("urls", address));
        Assert.Empty(mistakes);
        Assert.False(installation!.PersonasOnNetwork);
    }

    [Fact]
    public void every_mistake_is_named_at_once_by_its_key()
    {
        var mistakes = Read(
            "Production",
            ("Aws:Sandbox:Speed", "fast"),
            ("Aws:Accounts:prod:AccountId", "12"),
            ("Aws:Accounts:dev:Regoin", "eu-west-1"),
            ("Aws:Routes:prod-to-dev:ShareWindow", "a day"),
            ("Aws:Routes:prod-to-dev:To", "nowhere"),
            ("SignIn:AllowPersonasOnNetwork", "perhaps"),
            ("Proxies:Trusted:0", "proxy.example"),
            ("urls", "nonsense")
        ).Mistakes;
        foreach (
            var key in new[]
            {
                "Aws:Sandbox:Enabled:",
                "Aws:Sandbox:Speed: 'fast' is not a number",
                "Aws:Accounts:prod:AccountId:",
                "Aws:Accounts:dev:Regoin: there is no such setting",
                "Aws:Routes:prod-to-dev:ShareWindow: 'a day' is not a duration",
                "Aws:Routes:prod-to-dev:To:",
                "SignIn:AllowPersonasOnNetwork: 'perhaps' is not true or false",
                "Proxies:Trusted: 'proxy.example'",
                "urls: 'nonsense'",
            }
        )
            Assert.Contains(mistakes, mistake => mistake.StartsWith(key, StringComparison.Ordinal));
    }

    private static (Installation? Installation, IReadOnlyList<string> Mistakes) Read(
        string environment,
        params (string Key, string? Value)[] settings
    )
    {
        var configuration = new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(Application.Root, "appsettings.json"))
            .AddInMemoryCollection(settings.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal))
            .Build();
        return InstallationReader.Read(configuration, new Named(environment));
    }

    private sealed class Named(string name) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = name;
        public string ApplicationName { get; set; } = "SnapshotShare.Web";
        public string ContentRootPath { get; set; } = Application.Root;
        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
