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

    /// <summary>A value that AWS or the product could make nothing of: its key, the value and the cure stand in one sentence, and nothing else is said.</summary>
    [Theory]
    [InlineData("Sigin:Mode", "Entra", "nothing reads a section 'Sigin'; did you mean SignIn?")]
    [InlineData("Proxys:Trusted:0", "10.0.0.1", "did you mean Proxies?")]
    [InlineData(
        "Entra:TenantId",
        "x",
        "nothing reads a section 'Entra'; known here are Aws, SignIn, Webhook, Limits, Data, Database, Proxies"
    )]
    [InlineData("Data:Foldr", "x", "there is no such setting; known here are Folder")]
    [InlineData("Aws:Accounts:prod:Region", "ap-northeast-99", "AWS has no Region 'ap-northeast-99'; did you mean ap-northeast-")]
    [InlineData("Aws:Accounts:prod:Region", "Tokyo", "AWS has no Region 'Tokyo', or a newer one")]
    [InlineData("Aws:Accounts:prod:Region", "", "is missing")]
    [InlineData("Aws:Accounts:prod:AccountId", "98765432100", "must be twelve digits, is '98765432100'")]
    [InlineData("Aws:Accounts:prod:RoleArn", "arn:aws:iam::111122223333:role/x", "belongs to account 111122223333, not to 987654321000")]
    [InlineData("Aws:Accounts:prod:RoleArn", "arn:aws:iam::987654321000:user/x", "must be an IAM role's ARN")]
    [InlineData(
        "Aws:Accounts:prod:RoleArn",
        "arn:aws-cn:iam::987654321000:role/x",
        "is in the partition aws-cn, and ap-northeast-1 in aws"
    )]
    [InlineData("Aws:Accounts:prod:ExternalId", "a", "must be 2 to 1224 letters")]
    [InlineData("Aws:Accounts:prod:ExternalId", "a secret", "must be 2 to 1224 letters, digits and _+=,.@:/-, is 'a secret'")]
    [InlineData("Aws:Accounts:prod:CopiesAtOnce", "0", "must be 1 to 100, is 0")]
    [InlineData("Aws:Accounts:prod:CopiesAtOnce", "100000", "must be 1 to 100, is 100000")]
    [InlineData(
        "Aws:Routes:prod-to-dev:SharingKey",
        "arn:aws:kms:ap-northeast-1:123456789000:key/0987dcba-09fe-87dc-65ba-ab0987654321",
        "is a key of account 123456789000 in ap-northeast-1 (aws); it must be one of the source account, 987654321000"
    )]
    [InlineData(
        "Aws:Routes:prod-to-dev:SharingKey",
        "arn:aws:kms:us-east-1:987654321000:alias/dev",
        "is a key of account 987654321000 in us-east-1"
    )]
    [InlineData(
        "Aws:Routes:prod-to-dev:SharingKey",
        "dev-altplus-key",
        "must be a KMS key by its ARN, its ID or its alias (alias/…), is 'dev-altplus-key'"
    )]
    [InlineData("Aws:Routes:prod-to-dev:SharingKey", "", "is missing; name a KMS key")]
    [InlineData(
        "Aws:Routes:prod-to-dev:TargetKey",
        "arn:aws:kms:ap-northeast-1:987654321000:key/0987dcba-09fe-87dc-65ba-ab0987654321",
        "must be one of the target account, 123456789000"
    )]
    [InlineData("Aws:Routes:prod-to-dev:TargetKey", "alias/aws/s3", "is the key of another service")]
    [InlineData(
        "Aws:Routes:prod-to-dev:SecurityGroups:0",
        "my-group",
        "must be a security group's ID such as sg-0123456789abcdef0, not its name, is 'my-group'"
    )]
    [InlineData("Aws:Routes:prod-to-dev:SecurityGroups:1", "sg-0d3adb33f01230de1", "names one of them twice")]
    [InlineData("Aws:Routes:prod-to-dev:InstanceClass", "r6g.large", "is 'r6g.large'. Did you mean db.r6g.large?")]
    [InlineData("Aws:Routes:prod-to-dev:InstanceClass", "large", "must be a class such as db.r6g.large or db.serverless, is 'large'")]
    [InlineData("Aws:Routes:prod-to-dev:InstanceClass", "db.serverless", "go together, and db.serverless needs both")]
    [InlineData("Aws:Routes:prod-to-dev:SubnetGroup", "default", "and not 'default', is 'default'")]
    [InlineData("Aws:Routes:prod-to-dev:SubnetGroup", "dev/db", "must be a DB subnet group's name")]
    [InlineData("Aws:Routes:prod-to-dev:ClusterParameterGroup", "-mine", "must be a DB cluster parameter group's name")]
    [InlineData("Aws:Routes:prod-to-dev:MinCapacity", "0.5", "go together")]
    [InlineData("Aws:Routes:prod-to-dev:BackupRetention", "0", "must be 1 to 35 days, is 0")]
    [InlineData("Aws:Routes:prod-to-dev:BackupRetention", "36", "must be 1 to 35 days, is 36")]
    [InlineData("Aws:Routes:prod-to-dev:StorageType", "gp3", "must be aurora or aurora-iopt1, is 'gp3'")]
    [InlineData("Aws:Routes:prod-to-dev:Port", "80", "must be 1150 to 65535, is 80")]
    [InlineData("Aws:Routes:prod-to-dev:Zone", "us-east-1a", "must be an Availability Zone of ap-northeast-1, such as ap-northeast-1a")]
    [InlineData("Aws:Routes:prod-to-dev:Zone", "ap-northeast-1-nrt-1a", "must be an Availability Zone of ap-northeast-1")]
    [InlineData("Aws:Routes:prod-to-dev:SecretKey", "alias/aws/secretsmanager", "is an AWS managed key; leave it out")]
    [InlineData(
        "Aws:Routes:prod-to-dev:SecretKey",
        "arn:aws:kms:ap-northeast-1:987654321000:key/1234abcd-12ab-34cd-56ef-1234567890ab",
        "it must be one of the target account"
    )]
    [InlineData("Aws:Routes:prod-to-dev:ShareWindow", "-01:00:00", "must be longer than zero and at most 365 days, is -01:00:00")]
    [InlineData("Aws:Routes:prod-to-dev:LongestShareWindow", "9999.00:00:00", "must be longer than zero and at most 365 days")]
    [InlineData("Aws:Routes:prod-to-dev:LongestClusterLife", "10000000.00:00:00", "must be longer than zero and at most 3650 days")]
    [InlineData(
        "Aws:Routes:prod-to-dev:Approval:Automatic:Clusters:0",
        "prod altplus",
        "must be a cluster's identifier, such as prod-altplus-*, is 'prod altplus'"
    )]
    [InlineData(
        "Aws:Routes:prod-to-dev:Approval:InstanceClasses:0",
        "r6g.*",
        "must be a class such as db.r6g.large or db.t4g.*, is 'r6g.*'"
    )]
    [InlineData("Aws:Routes:prod-to-dev:Approval:Groups", "dba", "must be a list, with one entry too")]
    [InlineData("Aws:Routes:prod-to-dev:Approval:Approvers", "3", "is 3, and only 2 of the personas may approve")]
    [InlineData("Aws:Routes:prod-to-dev:Approval:Groups:0", "dba", "and the personas are in no group, so nobody could approve")]
    [InlineData("Aws:Routes:prod-to-dev:InstanceClass:0", "db.r6g.large", "must be one value, and is a list or a section")]
    [InlineData("Aws:Routes:prod-to-dev", "dev", "must be a section with settings of its own, and is the value 'dev'")]
    [InlineData("Aws:Routes:a/b:From", "prod", "a route's name is 1 to 60 letters")]
    [InlineData("Aws:Pace:Look", "00:00:00", "must be longer than zero and at most 01:00:00, is 00:00:00")]
    [InlineData("Aws:Pace:AnswerWithin", "-1.00:00:00", "must be longer than zero")]
    [InlineData("Webhook:Format", "Jsn", "must be Json or Slack, is 'Jsn'")]
    [InlineData("Webhook:PublicUrl", "share.example", "must be an http or https address, is 'share.example'")]
    [InlineData(
        "Webhook:PublicUrl",
        "https://example.com/share",
        "the path '/share' is not possible: the product stands at the root of a host name"
    )]
    [InlineData("PathBase", "/share", "'/share' is not possible: the product stands at the root")]
    [InlineData("urls", "http://127.0.0.1:5080/share", "the path '/share' is not possible")]
    [InlineData("Proxies:Trusted", "10.0.0.5", "must be a list, with one entry too")]
    [InlineData("Proxies:Trusted:0", "0.0.0.0/0", "is everybody")]
    [InlineData("Logging:LogLevel:Default", "Loud", "must be one of Trace, Debug, Information, Warning, Error, Critical, None, is 'Loud'")]
    [InlineData("Logging:Console:LogLevel:Default", "Loud", "must be one of Trace")]
    [InlineData("Database:ConnectionString", "Data Source=/tmp/x.db;Password=x", "SQLite encrypts nothing by itself")]
    [InlineData("Database:ConnectionString", "Data Source=/tmp/x.db;Mode=ReadOnly", "a ledger is written to")]
    [InlineData("Database:ConnectionString", "Data Source=file:/tmp/x.db", "must name a file by its path")]
    public void a_value_that_means_nothing_is_named_with_its_cure(string key, string value, string words)
    {
        var mistakes = Read("Development", (key, value)).Mistakes;
        // A key of a section is named by the section where the mistake is the section's.
        Assert.Contains(
            mistakes,
            mistake =>
                key.StartsWith(mistake.Split(": ")[0].Split(',')[0], StringComparison.Ordinal)
                    && mistake.Contains(words, StringComparison.Ordinal)
                || mistake.StartsWith("Aws:Routes:prod-to-dev:MinCapacity, MaxCapacity: ", StringComparison.Ordinal)
                    && mistake.Contains(words, StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("Aws:Accounts:prod:Region", "mx-central-1")]
    [InlineData("Aws:Routes:prod-to-dev:SharingKey", "0987dcba-09fe-87dc-65ba-ab0987654321")]
    [InlineData("Aws:Routes:prod-to-dev:SharingKey", "mrk-1234abcd12ab34cd56ef1234567890ab")]
    [InlineData("Aws:Routes:prod-to-dev:SharingKey", "arn:aws:kms:ap-northeast-1:987654321000:alias/dev-altplus-key")]
    [InlineData("Aws:Routes:prod-to-dev:InstanceClass", "db.x2iedn.16xlarge")]
    [InlineData("Aws:Routes:prod-to-dev:InstanceClass", "db.r6gd.large.tpc1.mem2x")]
    [InlineData("Aws:Routes:prod-to-dev:SecurityGroups:0", "sg-0a1b2c3d")]
    [InlineData("Aws:Routes:prod-to-dev:ClusterParameterGroup", "default.aurora-mysql8.0")]
    [InlineData("Aws:Routes:prod-to-dev:SubnetGroup", "dev private_1.a")]
    [InlineData("Aws:Routes:prod-to-dev:Approval:InstanceClasses:0", "*")]
    [InlineData("Aws:Routes:prod-to-dev:Approval:Automatic:Clusters:0", "*-test")]
    [InlineData("Aws:Accounts:prod:ExternalId", "arn:x/1,2=@")]
    public void a_value_that_aws_takes_is_taken(string key, string value)
    {
        (string, string?)[] settings = key.EndsWith(":Region", StringComparison.Ordinal)
            ? [(key, value), ("Aws:Accounts:dev:Region", value)]
            : [(key, value)];
        Assert.Empty(Read("Development", settings).Mistakes);
    }

    [Fact]
    public void a_window_or_life_that_nobody_may_ask_for_is_never_approved_by_itself()
    {
        var mistakes = Read(
            "Development",
            ("Aws:Routes:prod-to-dev:LongestShareWindow", "1.12:00:00"),
            ("Aws:Routes:prod-to-dev:Approval:Automatic:Clusters:0", "*"),
            ("Aws:Routes:prod-to-dev:Approval:Automatic:LongestWindow", "2.00:00:00"),
            ("Aws:Routes:prod-to-dev:Approval:Automatic:LongestLife", "31.00:00:00")
        ).Mistakes;
        Assert.Equal(
            [
                "Aws:Routes:prod-to-dev:Approval:Automatic:LongestWindow: 2.00:00:00 is longer than the route's LongestShareWindow, 1.12:00:00; say a length that somebody may ask for at all.",
                "Aws:Routes:prod-to-dev:Approval:Automatic:LongestLife: 31.00:00:00 is longer than the route's LongestClusterLife, 30.00:00:00; say a length that somebody may ask for at all.",
            ],
            mistakes
        );
    }

    [Fact]
    public void accounts_without_a_role_are_one_account()
    {
        var mistake = Assert.Single(Read("Development", ("Aws:Accounts:prod:RoleArn", ""), ("Aws:Accounts:dev:RoleArn", "")).Mistakes);
        Assert.StartsWith("Aws:Accounts: dev and prod have no RoleArn", mistake, StringComparison.Ordinal);
        Assert.Empty(Read("Development", ("Aws:Accounts:prod:RoleArn", "")).Mistakes);
    }

    [Fact]
    public void a_late_call_is_awaited_with_aws_as_long_as_aws_takes_it()
    {
        var mistakes = Read("Production", ("Aws:Sandbox:Enabled", "false"), ("Aws:Pace:LateArrival", "00:10:00")).Mistakes;
        Assert.Contains(
            mistakes,
            mistake =>
                mistake.StartsWith("Aws:Pace:LateArrival: is 00:10:00, and AWS takes a signed call for 00:15:00", StringComparison.Ordinal)
        );
        Assert.Empty(Read("Development", ("Aws:Pace:LateArrival", "00:10:00")).Mistakes);
    }

    /// <summary>SQLite's locks do not hold there; which mount a file lies on is told by the longest, and of two over one folder by the later.</summary>
    [Theory]
    [InlineData("/data/snapshotshare", "nfs4")]
    [InlineData("/data", "nfs4")]
    [InlineData("/database", null)]
    [InlineData("/data/local/x", null)]
    [InlineData("/share one/x", "cifs")]
    [InlineData("/home/a/remote", "fuse.sshfs")]
    [InlineData("/home/a", null)]
    [InlineData("/crypt", null)]
    [InlineData("/over", null)]
    [InlineData("/", null)]
    public void files_on_a_network_file_system_are_refused(string folder, string? kind)
    {
        const string Mounts = """
            22 1 259:2 / / rw,relatime shared:1 - ext4 /dev/root rw
            30 22 0:50 / /data rw,relatime shared:2 master:1 - nfs4 fs-1.efs:/ rw,vers=4.1
            31 30 259:3 / /data/local rw - xfs /dev/sdb rw
            32 22 0:51 / /share\040one rw - cifs //nas/x rw
            33 22 0:52 / /home/a/remote rw - fuse.sshfs a@b:/ rw
            34 22 0:53 / /crypt rw - fuse.gocryptfs x rw
            35 22 0:54 / /over rw - nfs x:/ rw
            36 35 0:55 / /over rw - tmpfs tmpfs rw
            """;
        Assert.Equal(kind, NetworkDisk.KindOf(folder, Mounts));
        var mistakes = Read("Development", Mounts, ("Data:Folder", folder), ("Database:ConnectionString", $"Data Source={folder}/x.db"));
        Assert.Equal(
            kind is null
                ? []
                : new[] { ("Data:Folder", folder), ("Database:ConnectionString", $"{folder}/x.db") }.Select(file =>
                    $"{file.Item1}: {file.Item2} lies on a network file system ({kind}), where SQLite's locks do not hold and the ledger could be torn. "
                    + "Use a disk of this machine, or a block volume."
                ),
            mistakes.Mistakes
        );
    }

    /// <summary>The environment is full of other programs' names; only what is nearly one of ours is taken for a slip of the pen.</summary>
    [Theory]
    [InlineData("Sigin__Mode", true)]
    [InlineData("Webhok__Url", true)]
    [InlineData("Data__Foldr", true)]
    [InlineData("npm_config__auth", false)]
    [InlineData("DATA__SOURCE_NAME", false)]
    [InlineData("Date__Format", false)]
    [InlineData("Vault__Mode", false)]
    [InlineData("Design__Mode", false)]
    public void names_of_other_programs_in_the_environment_are_left_alone(string name, bool isOurs)
    {
        const string Prefix = "SNAPSHOTSHARE_TEST_OF_NAMES_";
        Environment.SetEnvironmentVariable(Prefix + name, "x");
        try
        {
            var mistakes = new List<string>();
            TopSections.Check(new ConfigurationBuilder().AddEnvironmentVariables(Prefix).Build(), mistakes);
            Assert.Equal(isOurs, mistakes.Count == 1);
        }
        finally
        {
            Environment.SetEnvironmentVariable(Prefix + name, null);
        }
    }

    /// <summary>A settings file is ours alone, so that no word in it may mean nothing.</summary>
    [Fact]
    public void every_section_of_a_settings_file_is_read_by_somebody()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(
            file,
            """{ "Logging": {}, "AllowedHosts": "*", "Serilog": {}, "ConnectionStrings": { "Db": "x" }, "Mode": "Entra" }"""
        );
        var mistakes = new List<string>();
        TopSections.Check(new ConfigurationBuilder().AddJsonFile(file).Build(), mistakes);
        File.Delete(file);
        Assert.Equal(["ConnectionStrings:Db", "Mode", "Serilog"], mistakes.Select(mistake => mistake.Split(": ")[0]));
    }

    private static (Installation? Installation, IReadOnlyList<string> Mistakes) Read(
        string environment,
        params (string Key, string? Value)[] settings
    ) => Read(environment, mounts: "", settings);

    private static (Installation? Installation, IReadOnlyList<string> Mistakes) Read(
        string environment,
        string mounts,
        params (string Key, string? Value)[] settings
    )
    {
        var configuration = new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(Application.Root, "appsettings.json"))
            .AddInMemoryCollection(settings.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal))
            .Build();
        return InstallationReader.Read(configuration, new Named(environment), mounts);
    }

    private sealed class Named(string name) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = name;
        public string ApplicationName { get; set; } = "SnapshotShare.Web";
        public string ContentRootPath { get; set; } = Application.Root;
        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
