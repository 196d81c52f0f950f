using System.Text.RegularExpressions;

namespace SnapshotShare.Core.Topology;

/// <summary>Checks the configuration whole: every mistake at once, each naming its key.</summary>
public static partial class AwsTopologyReader
{
    public static (AwsTopology? AwsTopology, IReadOnlyList<string> Mistakes) Read(AwsOptions options)
    {
        var mistakes = new List<string>();
        CheckEndpoint("Aws:ServiceUrl", options.ServiceUrl, mistakes);
        if (options.Sandbox.Enabled == true && options.ServiceUrl is { Length: > 0 })
            mistakes.Add("Aws:ServiceUrl: cannot be set together with Aws:Sandbox:Enabled=true; choose one world.");
        if (options.Sandbox.Speed is not (> 0 and <= 100_000))
            mistakes.Add("Aws:Sandbox:Speed: must be greater than 0 and at most 100000.");
        if (options.Accounts.Count == 0)
            mistakes.Add("Aws:Accounts: at least one account is needed.");
        if (options.Routes.Count == 0)
            mistakes.Add("Aws:Routes: at least one route is needed.");

        var accounts = options.Accounts.ToDictionary(
            pair => pair.Key,
            pair => ReadAccount(pair.Key, pair.Value, options, mistakes),
            StringComparer.OrdinalIgnoreCase
        );
        foreach (var twins in accounts.Values.GroupBy(account => (account.AccountId, account.Region)).Where(group => group.Count() > 1))
            mistakes.Add(
                $"Aws:Accounts: {string.Join(" and ", twins.Select(twin => twin.Name))} are the same account and Region ({twins.Key.AccountId}, {twins.Key.Region})."
            );
        var routes = options.Routes.ToDictionary(
            pair => pair.Key,
            pair => ReadRoute(pair.Key, pair.Value, accounts, mistakes),
            StringComparer.OrdinalIgnoreCase
        );
        CheckCredentials(options, mistakes);
        return mistakes.Count > 0
            ? (null, mistakes)
            : (new AwsTopology(accounts, routes.ToDictionary(p => p.Key, p => p.Value!)), mistakes);
    }

    /// <summary>The accounts that can be made out, whatever else is wrong.</summary>
    public static Dictionary<string, Account> ReadAccounts(AwsOptions options)
    {
        var accounts = new Dictionary<string, Account>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, account) in options.Accounts)
        {
            var mistakes = new List<string>();
            var read = ReadAccount(name, account, options, mistakes);
            if (mistakes.Count == 0)
                accounts[name] = read;
        }
        return accounts;
    }

    private static Account ReadAccount(string name, AccountOptions options, AwsOptions all, List<string> mistakes)
    {
        var key = $"Aws:Accounts:{name}";
        if (!AccountName().IsMatch(name))
            mistakes.Add($"{key}: an account's name is 1 to 20 lower-case letters, digits and hyphens, and starts with a letter.");
        if (options.AccountId is null || !AccountId().IsMatch(options.AccountId))
            mistakes.Add($"{key}:AccountId: must be twelve digits, is '{options.AccountId}'.");
        if (options.Region is null || !Region().IsMatch(options.Region))
            mistakes.Add($"{key}:Region: must be a Region such as ap-northeast-1, is '{options.Region}'.");
        if (options.RoleArn is { Length: > 0 } role)
        {
            if (RoleArn().Match(role) is not { Success: true } match)
                mistakes.Add($"{key}:RoleArn: must be an IAM role's ARN, is '{role}'.");
            else if (!string.Equals(match.Groups["account"].Value, options.AccountId, StringComparison.Ordinal))
                mistakes.Add($"{key}:RoleArn: belongs to account {match.Groups["account"].Value}, not to {options.AccountId}.");
        }
        if (options.CopiesAtOnce < 1)
            mistakes.Add($"{key}:CopiesAtOnce: must be at least 1, is {options.CopiesAtOnce}.");
        CheckEndpoint($"{key}:ServiceUrl", options.ServiceUrl, mistakes);
        if (all.Sandbox.Enabled == true && options.ServiceUrl is { Length: > 0 })
            mistakes.Add($"{key}:ServiceUrl: cannot be set together with Aws:Sandbox:Enabled=true; choose one world.");
        var url = options.ServiceUrl is { Length: > 0 } own ? own : all.ServiceUrl;
        return new Account(
            name,
            options.AccountId ?? "",
            options.Region ?? "",
            options.RoleArn is { Length: > 0 } ? options.RoleArn : null,
            options.ExternalId is { Length: > 0 } ? options.ExternalId : null,
            Uri.TryCreate(url, UriKind.Absolute, out var uri) ? uri : null,
            options.CopiesAtOnce
        );
    }

    private static Route? ReadRoute(string name, RouteOptions options, Dictionary<string, Account> accounts, List<string> mistakes)
    {
        var key = $"Aws:Routes:{name}";
        var before = mistakes.Count;
        var from = Find(nameof(options.From), options.From);
        var to = Find(nameof(options.To), options.To);
        if (from is not null && to is not null)
        {
            if (string.Equals(from.AccountId, to.AccountId, StringComparison.Ordinal))
                mistakes.Add($"{key}: From and To are the same AWS account ({from.AccountId}).");
            if (!string.Equals(from.Region, to.Region, StringComparison.Ordinal))
                mistakes.Add(
                    $"{key}: From is in {from.Region} and To is in {to.Region}; a snapshot is shared only within its Region, so both must be in one."
                );
        }
        Need(nameof(options.SharingKey), options.SharingKey);
        Need(nameof(options.TargetKey), options.TargetKey);
        Need(nameof(options.SubnetGroup), options.SubnetGroup);
        Need(nameof(options.InstanceClass), options.InstanceClass);
        if (options.SharingKey is { Length: > 0 } sharing && sharing.Contains("alias/aws/", StringComparison.Ordinal))
            mistakes.Add(
                $"{key}:SharingKey: {sharing} is an AWS managed key; no other account can ever use it. Name a customer managed key."
            );
        if (options.SecurityGroups.Count == 0)
            mistakes.Add($"{key}:SecurityGroups: name at least one, so that a restored cluster never falls into the VPC's default group.");
        CheckTemplate(nameof(options.Names.SharingSnapshot), options.Names.SharingSnapshot, "{cluster}", "{to}", "{id}");
        CheckTemplate(nameof(options.Names.TargetSnapshot), options.Names.TargetSnapshot, "{target}", "{date}", "{id}", "{cluster}");
        Positive(nameof(options.ShareWindow), options.ShareWindow);
        Positive(nameof(options.LongestShareWindow), options.LongestShareWindow);
        Positive(nameof(options.ClusterLife), options.ClusterLife);
        Positive(nameof(options.LongestClusterLife), options.LongestClusterLife);
        if (options.ShareWindow > options.LongestShareWindow)
            mistakes.Add($"{key}:ShareWindow: {options.ShareWindow} is longer than LongestShareWindow, {options.LongestShareWindow}.");
        if (options.ClusterLife > options.LongestClusterLife)
            mistakes.Add($"{key}:ClusterLife: {options.ClusterLife} is longer than LongestClusterLife, {options.LongestClusterLife}.");
        if (options.InstanceClass == "db.serverless" && (options.MinCapacity is null || options.MaxCapacity is null))
            mistakes.Add($"{key}:MinCapacity, MaxCapacity: db.serverless needs both.");
        var approval = ApprovalRulesReader.Read(key, options, mistakes);
        if (mistakes.Count > before || from is null || to is null)
            return null;
        return new Route(
            name,
            from,
            to,
            from.KeyArn(options.SharingKey!),
            to.KeyArn(options.TargetKey!),
            options.Names,
            new RestoreDefaults(
                options.SubnetGroup!,
                options.SecurityGroups,
                options.InstanceClass!,
                options.ClusterParameterGroup is { Length: > 0 } ? options.ClusterParameterGroup : null,
                options.MinCapacity,
                options.MaxCapacity
            ),
            options.ShareWindow,
            options.LongestShareWindow,
            options.ClusterLife,
            options.LongestClusterLife
        )
        {
            Approval = approval,
        };

        Account? Find(string member, string? accountName)
        {
            if (accountName is { Length: > 0 } && accounts.TryGetValue(accountName, out var account))
                return account;
            mistakes.Add($"{key}:{member}: names no account of Aws:Accounts ('{accountName}').");
            return null;
        }

        void Need(string member, string? value)
        {
            if (string.IsNullOrWhiteSpace(value))
                mistakes.Add($"{key}:{member}: is missing.");
        }

        void Positive(string member, TimeSpan value)
        {
            if (value <= TimeSpan.Zero)
                mistakes.Add($"{key}:{member}: must be longer than zero, is {value}.");
        }

        void CheckTemplate(string member, string template, params string[] known)
        {
            if (!template.Contains("{id}", StringComparison.Ordinal))
                mistakes.Add($"{key}:Names:{member}: must contain {{id}}, or two requests would make the same name.");
            var rest = known.Aggregate(template, (text, part) => text.Replace(part, "x", StringComparison.Ordinal));
            if (!Identifier().IsMatch(rest))
                mistakes.Add(
                    $"{key}:Names:{member}: '{template}' may hold letters, digits, single hyphens and {string.Join(", ", known)}, and starts with a letter."
                );
        }
    }

    private static void CheckEndpoint(string key, string? url, List<string> mistakes)
    {
        if (url is { Length: > 0 } && !(Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
            mistakes.Add($"{key}: must be an http or https address, is '{url}'.");
    }

    /// <summary>Keys in configuration are for sandboxes; a real account's keys belong in the SDK's own chain.</summary>
    private static void CheckCredentials(AwsOptions options, List<string> mistakes)
    {
        var given = options.Credentials is { AccessKeyId.Length: > 0 } or { SecretAccessKey.Length: > 0 };
        if (!given)
            return;
        if (options.Credentials is not { AccessKeyId.Length: > 0, SecretAccessKey.Length: > 0 })
            mistakes.Add("Aws:Credentials: AccessKeyId and SecretAccessKey go together.");
        if (options.Sandbox.Enabled == true)
            return;
        foreach (var (name, account) in options.Accounts)
        {
            var url = account.ServiceUrl is { Length: > 0 } own ? own : options.ServiceUrl;
            if (!(Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.IsLoopback))
                mistakes.Add(
                    $"Aws:Credentials: only allowed where every endpoint is a loopback address; Aws:Accounts:{name} resolves to {url ?? "AWS"}."
                );
        }
    }

    [GeneratedRegex("^[a-z](-?[a-z0-9]){0,19}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AccountName();

    [GeneratedRegex("^[0-9]{12}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AccountId();

    [GeneratedRegex("^[a-z]{2}(-[a-z]+)+-[0-9]+$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Region();

    [GeneratedRegex("^arn:aws[a-z-]*:iam::(?<account>[0-9]{12}):role/[\\w+=,.@/-]+$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RoleArn();

    [GeneratedRegex("^[a-zA-Z](-?[a-zA-Z0-9])*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Identifier();
}
