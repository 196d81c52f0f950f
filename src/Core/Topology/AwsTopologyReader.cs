using System.Text.RegularExpressions;

namespace SnapshotShare.Core.Topology;

/// <summary>Checks the configuration whole: every mistake at once, each naming its key, the value and what to write instead.</summary>
public static partial class AwsTopologyReader
{
    /// <summary>A share is exposure: one that is to stand for longer is no share but a mistake in a number.</summary>
    private static readonly TimeSpan LongestWindow = TimeSpan.FromDays(365);

    private static readonly TimeSpan LongestLife = TimeSpan.FromDays(3650);

    /// <summary>AWS takes a signed call for fifteen minutes (IAM User Guide, Signature Version 4).</summary>
    private static readonly TimeSpan LongestSigned = TimeSpan.FromMinutes(15);

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
        var without = accounts.Values.Where(account => account.RoleArn is null).DistinctBy(account => account.AccountId).ToList();
        if (without.Count > 1)
            mistakes.Add(
                $"Aws:Accounts: {string.Join(" and ", without.Select(account => account.Name))} have no RoleArn, and the product's own credentials belong to one account only; name the role of each of the others."
            );
        var routes = options.Routes.ToDictionary(
            pair => pair.Key,
            pair => ReadRoute(pair.Key, pair.Value, accounts, mistakes),
            StringComparer.OrdinalIgnoreCase
        );
        CheckCredentials(options, mistakes);
        CheckPace(options, mistakes);
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
        if (options.AccountId is null || !Syntax.IsAccountId(options.AccountId))
            mistakes.Add(
                $"{key}:AccountId: must be twelve digits, is '{options.AccountId}'. In JSON write it in quotation marks, so that no zero in front is lost."
            );
        if (options.Region is not { Length: > 0 } region)
            mistakes.Add($"{key}:Region: is missing; name the Region, such as ap-northeast-1.");
        else if (!Syntax.IsRegion(region))
            mistakes.Add(
                $"{key}:Region: AWS has no Region '{region}'"
                    + (Syntax.RegionNear(region) is { } near ? $"; did you mean {near}?" : ", or a newer one than this version knows.")
            );
        if (options.RoleArn is { Length: > 0 } role)
        {
            if (RoleArn().Match(role) is not { Success: true } match)
                mistakes.Add($"{key}:RoleArn: must be an IAM role's ARN, is '{role}'.");
            else if (!string.Equals(match.Groups["account"].Value, options.AccountId, StringComparison.Ordinal))
                mistakes.Add(
                    $"{key}:RoleArn: {role} belongs to account {match.Groups["account"].Value}, not to {options.AccountId}; name a role of this account."
                );
            else if (PartitionOf(options.Region) != match.Groups["partition"].Value)
                mistakes.Add(
                    $"{key}:RoleArn: {role} is in the partition {match.Groups["partition"].Value}, and {options.Region} in {PartitionOf(options.Region)}."
                );
        }
        if (options.ExternalId is { Length: > 0 } external)
        {
            if (!Syntax.IsExternalId(external))
                mistakes.Add($"{key}:ExternalId: must be 2 to 1224 letters, digits and _+=,.@:/-, is '{external}'.");
            if (options.RoleArn is not { Length: > 0 })
                mistakes.Add($"{key}:ExternalId: is for assuming a role, and {key}:RoleArn is not set.");
        }
        if (options.CopiesAtOnce is < 1 or > 100)
            mistakes.Add($"{key}:CopiesAtOnce: must be 1 to 100, is {options.CopiesAtOnce}.");
        CheckEndpoint($"{key}:ServiceUrl", options.ServiceUrl, mistakes);
        if (all.Sandbox.Enabled == true && options.ServiceUrl is { Length: > 0 })
            mistakes.Add($"{key}:ServiceUrl: cannot be set together with Aws:Sandbox:Enabled=true; choose one world.");
        var url = UrlOf(options, all);
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
        if (!RouteName().IsMatch(name))
            mistakes.Add(
                $"{key}: a route's name is 1 to 60 letters, digits, hyphens, periods and underscores, because it stands in addresses."
            );
        CheckKey(nameof(options.SharingKey), options.SharingKey, from, "source");
        CheckKey(nameof(options.TargetKey), options.TargetKey, to, "target");
        if (options.SharingKey is { Length: > 0 } sharing && sharing.Contains("alias/aws/", StringComparison.Ordinal))
            mistakes.Add(
                $"{key}:SharingKey: {sharing} is an AWS managed key; no other account can ever use it. Name a customer managed key."
            );
        if (
            options.TargetKey is { Length: > 0 } target
            && target.Contains("alias/aws/", StringComparison.Ordinal)
            && !target.EndsWith("alias/aws/rds", StringComparison.Ordinal)
        )
            mistakes.Add(
                $"{key}:TargetKey: {target} is the key of another service of AWS, which RDS cannot use. Name alias/aws/rds or a key of your own."
            );
        Spelled(
            nameof(options.SubnetGroup),
            options.SubnetGroup,
            Syntax.IsSubnetGroup,
            "a DB subnet group's name: letters, digits, spaces, periods, underscores and hyphens, and not 'default'"
        );
        Spelled(
            nameof(options.InstanceClass),
            options.InstanceClass,
            Syntax.IsInstanceClass,
            "a class such as db.r6g.large or db.serverless"
        );
        if (options.InstanceClass is { Length: > 0 } bare && !Syntax.IsInstanceClass(bare) && Syntax.IsInstanceClass("db." + bare))
            mistakes[^1] += $" Did you mean db.{bare}?";
        if (options.ClusterParameterGroup is { Length: > 0 })
            Spelled(
                nameof(options.ClusterParameterGroup),
                options.ClusterParameterGroup,
                Syntax.IsParameterGroup,
                "a DB cluster parameter group's name: letters, digits and single hyphens, first a letter"
            );
        if (options.SecurityGroups.Count == 0)
            mistakes.Add($"{key}:SecurityGroups: name at least one, so that a restored cluster never falls into the VPC's default group.");
        foreach (var (number, group) in options.SecurityGroups.Index())
            Spelled(
                $"{nameof(options.SecurityGroups)}:{number}",
                group,
                Syntax.IsSecurityGroup,
                "a security group's ID such as sg-0123456789abcdef0, not its name"
            );
        if (options.SecurityGroups.Count > options.SecurityGroups.Distinct(StringComparer.Ordinal).Count())
            mistakes.Add($"{key}:SecurityGroups: names one of them twice ({string.Join(", ", options.SecurityGroups)}).");
        CheckTemplate(nameof(options.Names.SharingSnapshot), options.Names.SharingSnapshot, "{cluster}", "{to}", "{id}");
        CheckTemplate(nameof(options.Names.TargetSnapshot), options.Names.TargetSnapshot, "{target}", "{date}", "{id}", "{cluster}");
        Within(nameof(options.ShareWindow), options.ShareWindow, LongestWindow);
        Within(nameof(options.LongestShareWindow), options.LongestShareWindow, LongestWindow);
        Within(nameof(options.ClusterLife), options.ClusterLife, LongestLife);
        Within(nameof(options.LongestClusterLife), options.LongestClusterLife, LongestLife);
        if (options.ShareWindow > options.LongestShareWindow)
            mistakes.Add($"{key}:ShareWindow: {options.ShareWindow} is longer than LongestShareWindow, {options.LongestShareWindow}.");
        if (options.ClusterLife > options.LongestClusterLife)
            mistakes.Add($"{key}:ClusterLife: {options.ClusterLife} is longer than LongestClusterLife, {options.LongestClusterLife}.");
        if (
            options.MinCapacity is null != options.MaxCapacity is null
            || (options.InstanceClass == Syntax.Serverless && options.MinCapacity is null)
        )
            mistakes.Add($"{key}:MinCapacity, MaxCapacity: go together, and db.serverless needs both.");
        Capacity(nameof(options.MinCapacity), options.MinCapacity, least: 0);
        Capacity(nameof(options.MaxCapacity), options.MaxCapacity, least: 1);
        if (options.MinCapacity > options.MaxCapacity)
            mistakes.Add(Invariant($"{key}:MinCapacity: {options.MinCapacity} is more than MaxCapacity, {options.MaxCapacity}."));
        if (options.BackupRetention is < 1 or > 35)
            mistakes.Add($"{key}:BackupRetention: must be 1 to 35 days, is {options.BackupRetention}.");
        if (options.StorageType is not (RestoreSettings.Standard or RestoreSettings.IoOptimized))
            mistakes.Add(
                $"{key}:StorageType: must be {RestoreSettings.Standard} or {RestoreSettings.IoOptimized}, is '{options.StorageType}'."
            );
        if (options.Port is < 1150 or > 65535)
            mistakes.Add($"{key}:Port: must be 1150 to 65535, is {options.Port}.");
        if (options.Zone is { Length: > 0 } zone && to is not null && !Syntax.IsZoneOf(to.Region, zone))
            mistakes.Add($"{key}:Zone: must be an Availability Zone of {to.Region}, such as {to.Region}a, is '{zone}'.");
        if (options.SecretKey is { Length: > 0 } secretKey)
        {
            CheckKey(nameof(options.SecretKey), secretKey, to, "target");
            if (secretKey.Contains("alias/aws/", StringComparison.Ordinal))
                mistakes.Add(
                    $"{key}:SecretKey: {secretKey} is an AWS managed key; leave it out for AWS's own, or name a customer managed key."
                );
        }
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
            )
            {
                Settings = new RestoreSettings(
                    options.BackupRetention,
                    options.StorageType,
                    options.ExtendedSupport,
                    options.IamAuthentication,
                    options.Port,
                    options.Zone is { Length: > 0 } ? options.Zone : null
                ),
                SecretKey = options.SecretKey is { Length: > 0 } secret ? to.KeyArn(secret) : null,
            },
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

        void Spelled(string member, string? value, Func<string, bool> isSo, string what)
        {
            if (string.IsNullOrWhiteSpace(value))
                mistakes.Add($"{key}:{member}: is missing; name {what}.");
            else if (!isSo(value))
                mistakes.Add($"{key}:{member}: must be {what}, is '{value}'.");
        }

        void CheckKey(string member, string? value, Account? account, string side)
        {
            Spelled(member, value, Syntax.IsKey, "a KMS key by its ARN, its ID or its alias (alias/…)");
            if (
                account is not null
                && value?.Split(':') is ["arn", var partition, "kms", var region, var owner, _]
                && (partition, region, owner) != (account.Partition, account.Region, account.AccountId)
            )
                mistakes.Add(
                    $"{key}:{member}: {value} is a key of account {owner} in {region} ({partition}); it must be one of the {side} account, "
                        + $"{account.AccountId} in {account.Region} ({account.Partition})."
                );
        }

        void Within(string member, TimeSpan value, TimeSpan most)
        {
            if (value <= TimeSpan.Zero || value > most)
                mistakes.Add($"{key}:{member}: must be longer than zero and at most {most.Days} days, is {value}.");
        }

        void Capacity(string member, double? value, double least)
        {
            if (value is { } acu && (!Syntax.IsCapacity(acu) || acu < least))
                mistakes.Add(Invariant($"{key}:{member}: must be {least} to 256 ACU in steps of 0.5, is {acu}."));
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
            var url = UrlOf(account, options);
            if (!IsLoopback(url))
                mistakes.Add(
                    $"Aws:Credentials: only allowed where every endpoint is a loopback address; Aws:Accounts:{name} resolves to {url ?? "AWS"}."
                );
        }
    }

    [GeneratedRegex("^[a-z](-?[a-z0-9]){0,19}\\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AccountName();

    /// <summary>Waits that are no times at all, or under which a call of ours could still arrive after it was given up.</summary>
    private static void CheckPace(AwsOptions options, List<string> mistakes)
    {
        var pace = options.Pace;
        Within(nameof(pace.Look), pace.Look, TimeSpan.FromHours(1));
        Within(nameof(pace.Blocked), pace.Blocked, TimeSpan.FromHours(1));
        Within(nameof(pace.ChangeTimeout), pace.ChangeTimeout, TimeSpan.FromMinutes(10));
        Within(nameof(pace.Settle), pace.Settle, TimeSpan.FromHours(1));
        Within(nameof(pace.LateArrival), pace.LateArrival, TimeSpan.FromDays(1));
        Within(nameof(pace.AnswerWithin), pace.AnswerWithin, LongestWindow);
        var isAws = options.Sandbox.Enabled == false && options.Accounts.Values.Any(account => !IsLoopback(UrlOf(account, options)));
        if (isAws && pace.LateArrival < LongestSigned)
            mistakes.Add(
                $"Aws:Pace:LateArrival: is {pace.LateArrival}, and AWS takes a signed call for {LongestSigned}; it must be as long at least."
            );

        void Within(string member, TimeSpan value, TimeSpan most)
        {
            if (value <= TimeSpan.Zero || value > most)
                mistakes.Add($"Aws:Pace:{member}: must be longer than zero and at most {most}, is {value}.");
        }
    }

    private static string? UrlOf(AccountOptions account, AwsOptions options) =>
        account.ServiceUrl is { Length: > 0 } own ? own : options.ServiceUrl;

    private static bool IsLoopback(string? url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.IsLoopback;

    private static string PartitionOf(string? region) => new Account("", "", region ?? "", null, null, null).Partition;

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    [GeneratedRegex("^[a-zA-Z0-9][a-zA-Z0-9._-]{0,59}\\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RouteName();

    [GeneratedRegex("^arn:(?<partition>aws[a-z-]*):iam::(?<account>[0-9]{12}):role/[\\w+=,.@/-]+\\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RoleArn();

    [GeneratedRegex("^[a-zA-Z](-?[a-zA-Z0-9])*\\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Identifier();
}
