using Amazon.Runtime;
using SnapshotShare.Core.Commands;
using SnapshotShare.Core.Notifications;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Topology;
using SnapshotShare.Web.SignIn.Entra;

namespace SnapshotShare.Web.Hosting;

/// <summary>This installation, read from the configuration and checked. Everything is composed from here.</summary>
public sealed record Installation
{
    public required AwsTopology AwsTopology { get; init; }
    public required DatabaseEnvironment Environment { get; init; }

    /// <summary>The sandbox runs inside this process.</summary>
    public required bool EmbedsSandbox { get; init; }
    public required SandboxSwitch Sandbox { get; init; }
    public required TimingOptions Timings { get; init; }

    /// <summary>Where those who must act are told.</summary>
    public WebhookOptions Webhook { get; init; } = new();

    /// <summary>The limits of what one person may ask for.</summary>
    public LimitOptions Limits { get; init; } = new();

    /// <summary>Null leaves it to the SDK's own chain; never null with personas.</summary>
    public required AWSCredentials? BaseCredentials { get; init; }

    /// <summary>Database, data-protection keys, Hangfire's records, sandbox state and backups.</summary>
    public required string DataFolder { get; init; }
    public required string ConnectionString { get; init; }

    /// <summary>The keys that sessions and forms are sealed with.</summary>
    public string KeysFolder => Path.Combine(DataFolder, "keys");

    /// <summary>Hangfire's records, which may be lost at any time.</summary>
    public string JobsFile => Path.Combine(DataFolder, "jobs.db");

    /// <summary>Anybody who reaches the address may play any persona, and the address can be reached from other machines: every page says so.</summary>
    public required bool PersonasOnNetwork { get; init; }

    /// <summary>Null with personas.</summary>
    public EntraOptions? Entra { get; init; }

    public bool IsSandboxWorld => Environment.Kind == "sandbox";
}
