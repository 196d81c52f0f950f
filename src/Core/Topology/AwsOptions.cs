namespace SnapshotShare.Core.Topology;

/// <summary>The configuration section <c>Aws</c>, as it is written. <see cref="AwsTopologyReader"/> turns it into an <see cref="AwsTopology"/>.</summary>
public sealed class AwsOptions
{
    /// <summary>The embedded sandbox instead of AWS.</summary>
    public SandboxSwitch Sandbox { get; set; } = new();

    /// <summary>One address for every service of every account; empty means AWS's own Regional endpoints.</summary>
    public string? ServiceUrl { get; set; }

    /// <summary>Base credentials from configuration; allowed for loopback endpoints only. Otherwise the SDK's own chain is used.</summary>
    public CredentialOptions Credentials { get; set; } = new();

    public Dictionary<string, AccountOptions> Accounts { get; set; } = new(StringComparer.OrdinalIgnoreCase);
    public Dictionary<string, RouteOptions> Routes { get; set; } = new(StringComparer.OrdinalIgnoreCase);
    public TimingOptions Pace { get; set; } = new();
}

public sealed class SandboxSwitch
{
    /// <summary>Null means "not said": on in Development, and an error in Production.</summary>
    public bool? Enabled { get; set; }

    /// <summary>The factor by which copies and restores run faster than in real life.</summary>
    public double Speed { get; set; } = 30;

    /// <summary>The address the embedded sandbox listens on; always loopback.</summary>
    public string Url { get; set; } = "http://127.0.0.1:0";
}

public sealed class CredentialOptions
{
    public string? AccessKeyId { get; set; }
    public string? SecretAccessKey { get; set; }
}

public sealed class AccountOptions
{
    /// <summary>Twelve digits.</summary>
    public string? AccountId { get; set; }
    public string? Region { get; set; }

    /// <summary>The role the product assumes there; empty means the base credentials already belong to the account.</summary>
    public string? RoleArn { get; set; }
    public string? ExternalId { get; set; }

    /// <summary>The number of snapshot copies the account may run at once; AWS's default is five.</summary>
    public int CopiesAtOnce { get; set; } = 5;
    public string? ServiceUrl { get; set; }
}

public sealed class RouteOptions
{
    /// <summary>Name of the source account in <c>Aws:Accounts</c>.</summary>
    public string? From { get; set; }

    /// <summary>Name of the target account in <c>Aws:Accounts</c>.</summary>
    public string? To { get; set; }

    /// <summary>Customer managed key of the source account that the target may use: key ARN, key id or alias.</summary>
    public string? SharingKey { get; set; }

    /// <summary>Key of the target account for its own copy; its <c>alias/aws/rds</c> will do.</summary>
    public string? TargetKey { get; set; }

    public NameOptions Names { get; set; } = new();
    public string? SubnetGroup { get; set; }
    public List<string> SecurityGroups { get; set; } = [];
    public string? InstanceClass { get; set; }
    public string? ClusterParameterGroup { get; set; }
    public double? MinCapacity { get; set; }
    public double? MaxCapacity { get; set; }

    /// <summary>Days that the dev cluster's own automated snapshots are kept, 1 to 35.</summary>
    public int BackupRetention { get; set; } = 1;

    /// <summary><c>aurora</c> or <c>aurora-iopt1</c>.</summary>
    public string StorageType { get; set; } = RestoreSettings.Standard;

    /// <summary>Past the end of a version's standard support AWS charges for it; false lets AWS upgrade the major version instead.</summary>
    public bool ExtendedSupport { get; set; } = true;

    public bool IamAuthentication { get; set; }

    /// <summary>Null is that of the source's cluster.</summary>
    public int? Port { get; set; }

    /// <summary>Availability Zone of the writer; null leaves it to AWS.</summary>
    public string? Zone { get; set; }

    /// <summary>Key of the target account for the secret with the master password; null is AWS's own, <c>aws/secretsmanager</c>.</summary>
    public string? SecretKey { get; set; }

    /// <summary>The longest time a share stands when the request names no window.</summary>
    public TimeSpan ShareWindow { get; set; } = TimeSpan.FromHours(24);

    /// <summary>The longest window anybody may ask for.</summary>
    public TimeSpan LongestShareWindow { get; set; } = TimeSpan.FromDays(3);

    /// <summary>The life of a dev cluster or a copy when the request names no life.</summary>
    public TimeSpan ClusterLife { get; set; } = TimeSpan.FromDays(7);

    /// <summary>The longest life anybody may ask for, extensions included.</summary>
    public TimeSpan LongestClusterLife { get; set; } = TimeSpan.FromDays(30);

    /// <summary>The demands before production data travels; empty demands one approver and nothing else.</summary>
    public ApprovalOptions Approval { get; set; } = new();
}

/// <summary>The section <c>Approval</c> of a route.</summary>
public sealed class ApprovalOptions
{
    /// <summary>The number of people who must say yes to the same plan, 1 to 10.</summary>
    public int Approvers { get; set; } = 1;

    /// <summary>Groups whose members may approve here, as the identity provider's <c>groups</c> claim has them; empty means every approver.</summary>
    public List<string> Groups { get; set; } = [];

    /// <summary>Fewest characters of a reason.</summary>
    public int ReasonLength { get; set; }

    /// <summary>A regular expression of a ticket that the reason must name, such as <c>DB-[0-9]+</c>.</summary>
    public string? Ticket { get; set; }

    /// <summary>The least age of a snapshot.</summary>
    public TimeSpan? YoungestSnapshot { get; set; }

    /// <summary>The greatest age of a snapshot.</summary>
    public TimeSpan? OldestSnapshot { get; set; }

    /// <summary>Instance classes that may be asked for, <c>*</c> for any run of characters; empty means all.</summary>
    public List<string> InstanceClasses { get; set; } = [];

    /// <summary>Limits within which no person needs to say yes; left out, somebody always does.</summary>
    public AutomaticOptions? Automatic { get; set; }
}

public sealed class AutomaticOptions
{
    /// <summary>Source clusters it is for, <c>*</c> for any run of characters.</summary>
    public List<string> Clusters { get; set; } = [];

    /// <summary>Groups of requesters it is for; empty means every requester.</summary>
    public List<string> Groups { get; set; } = [];
    public TimeSpan LongestWindow { get; set; } = TimeSpan.FromHours(24);
    public TimeSpan LongestLife { get; set; } = TimeSpan.FromDays(7);
}

/// <summary>Templates of what we make; <c>{cluster}</c>, <c>{to}</c>, <c>{target}</c>, <c>{date}</c> and <c>{id}</c> are filled in.</summary>
public sealed class NameOptions
{
    public string SharingSnapshot { get; set; } = "from-{cluster}-to-{to}-{id}";
    public string TargetSnapshot { get; set; } = "{target}-{date}-{id}";
}

/// <summary>The times between the engine's looks at AWS, and those it waits. All but the timeout are divided by the sandbox's speed.</summary>
public sealed class TimingOptions
{
    public TimeSpan Look { get; set; } = TimeSpan.FromSeconds(30);
    public TimeSpan Blocked { get; set; } = TimeSpan.FromMinutes(2);
    public TimeSpan ChangeTimeout { get; set; } = TimeSpan.FromSeconds(30);
    public TimeSpan Settle { get; set; } = TimeSpan.FromMinutes(1);
    public TimeSpan LateArrival { get; set; } = TimeSpan.FromMinutes(16);

    /// <summary>The time a request waits for an approver's answer; the sandbox's speed leaves it alone.</summary>
    public TimeSpan AnswerWithin { get; set; } = TimeSpan.FromDays(7);
}
