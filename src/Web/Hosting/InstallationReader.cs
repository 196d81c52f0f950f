using Amazon.Runtime;
using Microsoft.Data.Sqlite;
using SnapshotShare.Core.Commands;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Notifications;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Topology;
using SnapshotShare.Web.SignIn;

namespace SnapshotShare.Web.Hosting;

/// <summary>Turns the configuration into an <see cref="Installation"/>, or into every mistake that stands in the way, each naming its key.</summary>
public static class InstallationReader
{
    private const string SandboxAccessKey = "AKIASANDBOXOPERATOR1";
    private const string SandboxSecretKey = "sandbox-secret";

    /// <param name="mounts">The mounts to look for the files among; null is this process's own.</param>
    public static (Installation? Installation, IReadOnlyList<string> Mistakes) Read(
        IConfiguration configuration,
        IHostEnvironment environment,
        string? mounts = null
    )
    {
        var mistakes = new List<string>();
        TopSections.Check(configuration, mistakes);
        CheckLogging(configuration.GetSection("Logging"), mistakes);
        var aws = BoundSection.Bind<AwsOptions>(configuration, "Aws", mistakes);
        var signIn = BoundSection.Bind<SignInOptions>(configuration, "SignIn", mistakes);
        var webhook = BoundSection.Bind<WebhookOptions>(configuration, "Webhook", mistakes);
        mistakes.AddRange(webhook.Mistakes());
        var limits = BoundSection.Bind<LimitOptions>(configuration, "Limits", mistakes);
        mistakes.AddRange(limits.Mistakes());
        var embeds = DecideSandbox(aws, environment, mistakes);
        aws.Sandbox.Enabled = embeds;
        var (topology, wrong) = AwsTopologyReader.Read(aws);
        mistakes.AddRange(wrong);
        var loopback = embeds || AwsEndpoints(aws).Count == 0;
        var mode = CheckSignIn(signIn, aws, loopback, mistakes);
        var onNetwork = CheckListening(configuration, signIn, mode, mistakes);
        Proxies.Check(configuration, mistakes);
        mistakes.AddRange(SubPath.Mistakes(configuration, webhook.PublicUrl));
        CheckQuorum(aws, mode, mistakes);
        if (mode == SignInOptions.PersonasMode && loopback && !embeds && aws.Credentials is not { AccessKeyId.Length: > 0 })
            mistakes.Add(
                "Aws:Credentials: with personas the base credentials come from configuration only; set AccessKeyId and SecretAccessKey."
            );
        var data = Path.GetFullPath(configuration["Data:Folder"] is { Length: > 0 } folder ? folder : "data", environment.ContentRootPath);
        CheckFiles(data, configuration["Database:ConnectionString"], mounts ?? Mounts(), mistakes);
        if (mistakes.Count > 0 || topology is null)
            return (null, mistakes);

        var installation = new Installation
        {
            AwsTopology = topology,
            Environment = new DatabaseEnvironment(
                loopback ? "sandbox" : "aws",
                [.. topology.Accounts.Values.Select(account => account.AccountId)],
                mode
            ),
            EmbedsSandbox = embeds,
            Sandbox = aws.Sandbox,
            Timings = aws.Pace,
            Webhook = webhook,
            Limits = limits,
            BaseCredentials = Credentials(aws.Credentials, embeds),
            DataFolder = data,
            ConnectionString = configuration["Database:ConnectionString"] is { Length: > 0 } text
                ? text
                : $"Data Source={Path.Combine(data, "snapshotshare.db")}",
            PersonasOnNetwork = onNetwork,
            Entra = mode == SignInOptions.EntraMode ? signIn.Entra : null,
        };
        return (installation, mistakes);
    }

    /// <summary>Names what would otherwise end the start with a stack trace, or begin with records that nobody finds again.</summary>
    private static void CheckFiles(string data, string? connectionString, string mounts, List<string> mistakes)
    {
        CheckDisk("Data:Folder", data);
        foreach (var folder in new[] { data, Path.Combine(data, "keys") }.Where(File.Exists))
            mistakes.Add($"Data:Folder: {folder} is a file, and must be a folder.");
        if (connectionString is not { Length: > 0 })
            return;
        try
        {
            var read = new SqliteConnectionStringBuilder(connectionString);
            if (read.Password.Length > 0)
                mistakes.Add(
                    "Database:ConnectionString: SQLite encrypts nothing by itself, so Password must go; encrypt the volume instead."
                );
            if (read.Mode == SqliteOpenMode.ReadOnly)
                mistakes.Add("Database:ConnectionString: Mode=ReadOnly must go; a ledger is written to.");
            if (read.DataSource.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
                mistakes.Add($"Database:ConnectionString: must name a file by its path, not by an address, is '{read.DataSource}'.");
            else if (read.DataSource.Length == 0 || read.DataSource == ":memory:" || read.Mode == SqliteOpenMode.Memory)
                mistakes.Add(
                    "Database:ConnectionString: must name a file (Data Source=/path/snapshotshare.db): what is kept in memory alone is lost."
                );
            else if (Directory.Exists(read.DataSource))
                mistakes.Add($"Database:ConnectionString: {read.DataSource} is a folder, and must be a file.");
            else
                CheckDisk("Database:ConnectionString", Path.GetFullPath(read.DataSource));
        }
        catch (ArgumentException e)
        {
            mistakes.Add($"Database:ConnectionString: is none of SQLite's, such as Data Source=/path/snapshotshare.db ({e.Message}).");
        }

        void CheckDisk(string key, string path)
        {
            if (NetworkDisk.KindOf(path, mounts) is { } kind)
                mistakes.Add(
                    $"{key}: {path} lies on a network file system ({kind}), where SQLite's locks do not hold and the ledger could be torn. Use a disk of this machine, or a block volume."
                );
        }
    }

    private static string Mounts() => File.Exists(NetworkDisk.Mounts) ? File.ReadAllText(NetworkDisk.Mounts) : "";

    /// <summary>The framework says "is not supported" and ends with a stack trace.</summary>
    private static void CheckLogging(IConfigurationSection section, List<string> mistakes)
    {
        foreach (var child in section.GetChildren())
            if (!string.Equals(child.Key, "LogLevel", StringComparison.OrdinalIgnoreCase))
                CheckLogging(child, mistakes);
            else
                foreach (var level in child.GetChildren().Where(level => !Enum.TryParse<LogLevel>(level.Value, ignoreCase: true, out _)))
                    mistakes.Add($"{level.Path}: must be one of {string.Join(", ", Enum.GetNames<LogLevel>())}, is '{level.Value}'.");
    }

    /// <summary>Names a quorum that the personas cannot make: nobody else is there to say yes.</summary>
    private static void CheckQuorum(AwsOptions aws, string mode, List<string> mistakes)
    {
        if (mode != SignInOptions.PersonasMode)
            return;
        var most = Persona.All.Count(persona => RolePermissions.All[Permission.Approve].Contains(persona.Role));
        foreach (var (name, route) in aws.Routes)
        {
            if (route.Approval.Approvers > most && route.Approval.Approvers <= 10)
                mistakes.Add(
                    $"Aws:Routes:{name}:Approval:Approvers: is {route.Approval.Approvers}, and only {most} of the personas may approve, so nothing ever could be."
                );
            if (route.Approval.Groups is [var group, ..])
                mistakes.Add(
                    $"Aws:Routes:{name}:Approval:Groups: names '{group}', and the personas are in no group, so nobody could approve."
                );
        }
    }

    /// <summary>On by itself in Development only; elsewhere the operator says which world this is.</summary>
    private static bool DecideSandbox(AwsOptions aws, IHostEnvironment environment, List<string> mistakes)
    {
        if (aws.Sandbox.Enabled is { } said)
            return said;
        if (!environment.IsDevelopment())
        {
            mistakes.Add(
                $"Aws:Sandbox:Enabled: say true (the embedded sandbox) or false (the accounts of Aws:Accounts); in the {environment.EnvironmentName} environment nothing is assumed."
            );
            return false;
        }
        return aws.ServiceUrl is not { Length: > 0 } && aws.Accounts.Values.All(account => account.ServiceUrl is not { Length: > 0 });
    }

    private static string CheckSignIn(SignInOptions signIn, AwsOptions aws, bool loopback, List<string> mistakes)
    {
        var mode =
            signIn.Mode is { Length: > 0 } said ? said
            : loopback ? SignInOptions.PersonasMode
            : SignInOptions.EntraMode;
        if (string.Equals(mode, SignInOptions.PersonasMode, StringComparison.OrdinalIgnoreCase))
        {
            foreach (var (name, where) in loopback ? [] : AwsEndpoints(aws))
                mistakes.Add(
                    $"SignIn:Mode: personas have no password, so they are only for endpoints on a loopback address; Aws:Accounts:{name} resolves to {where}."
                );
            return SignInOptions.PersonasMode;
        }
        if (string.Equals(mode, SignInOptions.EntraMode, StringComparison.OrdinalIgnoreCase))
            mistakes.AddRange(signIn.Entra.Mistakes());
        else
            mistakes.Add($"SignIn:Mode: must be Personas or Entra, is '{signIn.Mode}'.");
        return SignInOptions.EntraMode;
    }

    /// <summary>True when personas can be reached from other machines, by permission.</summary>
    private static bool CheckListening(IConfiguration configuration, SignInOptions signIn, string mode, List<string> mistakes)
    {
        var addresses = Listening.Addresses(configuration);
        foreach (var wrong in addresses.Where(address => !Listening.IsAddress(address)))
            mistakes.Add($"urls: '{wrong}' is not an address such as {Listening.Default}.");
        var open = addresses.Where(address => Listening.IsAddress(address) && !Listening.IsLoopback(address)).ToList();
        if (mode != SignInOptions.PersonasMode || open.Count == 0)
            return false;
        if (!signIn.AllowPersonasOnNetwork)
            mistakes.Add(
                $"SignIn:AllowPersonasOnNetwork: {string.Join(", ", open)} can be reached from other machines, and personas have no password; "
                    + "listen on a loopback address, or set this to true on a network you trust."
            );
        return true;
    }

    /// <summary>The accounts whose endpoint is not a loopback address, and what it is instead.</summary>
    private static List<(string Account, string Where)> AwsEndpoints(AwsOptions aws) =>
        [
            .. from account in aws.Accounts
            let url = account.Value.ServiceUrl is { Length: > 0 } own ? own : aws.ServiceUrl
            where !(Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.IsLoopback)
            select (account.Key, url is { Length: > 0 } ? url : $"AWS itself ({account.Value.Region})"),
        ];

    /// <summary>As much of the configuration as can be made out, for whoever must take shares away though it has mistakes.</summary>
    public static Installation Salvage(IConfiguration configuration, IHostEnvironment environment)
    {
        var mistakes = new List<string>();
        var aws = BoundSection.Bind<AwsOptions>(configuration, "Aws", mistakes);
        var embeds = DecideSandbox(aws, environment, mistakes);
        aws.Sandbox.Enabled = embeds;
        var data = Path.GetFullPath(configuration["Data:Folder"] is { Length: > 0 } folder ? folder : "data", environment.ContentRootPath);
        var accounts = AwsTopologyReader.ReadAccounts(aws);
        // As they were when the shares were made, where the configuration does not say it any more.
        foreach (var known in OpenShares.Read(data).Accounts)
            if (!accounts.Values.Any(account => (account.AccountId, account.Region) == (known.AccountId, known.Region)))
                accounts.Add($"{known.AccountId} {known.Region}", known with { Name = $"{known.AccountId} {known.Region}" });
        return new Installation
        {
            AwsTopology = new AwsTopology(
                accounts,
                new Dictionary<string, SnapshotShare.Core.Topology.Route>(StringComparer.OrdinalIgnoreCase)
            ),
            Environment = new DatabaseEnvironment(embeds || AwsEndpoints(aws).Count == 0 ? "sandbox" : "aws", [], ""),
            EmbedsSandbox = embeds,
            Sandbox = aws.Sandbox,
            Timings = aws.Pace,
            BaseCredentials = Credentials(aws.Credentials, embeds),
            DataFolder = data,
            ConnectionString = IsFile(configuration["Database:ConnectionString"])
                ? configuration["Database:ConnectionString"]!
                : $"Data Source={Path.Combine(data, "snapshotshare.db")}",
            PersonasOnNetwork = false,
        };
    }

    private static bool IsFile(string? connectionString)
    {
        var mistakes = new List<string>();
        CheckFiles(data: "", connectionString, mounts: "", mistakes);
        return connectionString is { Length: > 0 } && mistakes.Count == 0;
    }

    private static BasicAWSCredentials? Credentials(CredentialOptions options, bool embeds) =>
        options is { AccessKeyId: { Length: > 0 } id, SecretAccessKey: { Length: > 0 } secret } ? new BasicAWSCredentials(id, secret)
        : embeds ? new BasicAWSCredentials(SandboxAccessKey, SandboxSecretKey)
        : null;
}
