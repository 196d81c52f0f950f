using System.Collections.Concurrent;
using Amazon.EC2;
using Amazon.KeyManagementService;
using Amazon.RDS;
using Amazon.Runtime;
using Amazon.SecurityToken;
using SnapshotShare.Core.Clocks;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Aws;

/// <summary>The way to AWS: endpoints, base credentials, and in a simulation the handler that stands in for the network.</summary>
public sealed record AwsConnection
{
    /// <summary>Null leaves it to the SDK's own chain: profile, environment, web identity, container, instance, SSO.</summary>
    public AWSCredentials? BaseCredentials { get; init; }

    /// <summary>The embedded sandbox's address, once it listens.</summary>
    public Func<Uri?> SandboxEndpoint { get; init; } = () => null;

    public HttpClientFactory? HttpClientFactory { get; init; }

    /// <summary>In a simulation an account's session is given, not assumed: the SDK renews by the real clock.</summary>
    public Func<Account, AWSCredentials?> GivenSession { get; init; } = _ => null;

    /// <summary>Header of an answer that says what time it is at AWS. In a simulation it is another: by this one the SDK corrects its own clock.</summary>
    public string DateHeader { get; init; } = "Date";

    /// <summary>Null leaves describes to the SDK's own retries.</summary>
    public int? ReadRetries { get; init; }

    /// <summary>The longest a changing call may take; an answer after that is an unknown outcome.</summary>
    public TimeSpan ChangeTimeout { get; init; } = TimeSpan.FromSeconds(30);
}

/// <summary>The clients of every account, each reached by assuming its role under a session name that CloudTrail can be searched for.</summary>
public sealed class AwsClients(AwsTopology topology, AwsConnection connection, ClockCheck clocks, TimeProvider time) : IDisposable
{
    /// <summary>The session of looks that serve every request alike.</summary>
    public const string ObserverSession = "snapshotshare-observer";

    private const int CachedSessions = 256;
    private readonly ConcurrentDictionary<(string Account, string Session), AccountClients> _clients = new();

    /// <summary>The session name under which AWS sees what a request does.</summary>
    public static string SessionOf(string requestId) => $"snapshotshare-{requestId}";

    public AccountClients For(string account, string session)
    {
        if (_clients.Count > CachedSessions)
            foreach (var (key, old) in _clients.Where(pair => pair.Value.LastUsed < time.GetUtcNow().AddHours(-1)))
                if (_clients.TryRemove(key, out _))
                    old.Dispose();
        var clients = _clients.GetOrAdd((account, session), key => Make(topology.Account(key.Account), key.Session));
        clients.LastUsed = time.GetUtcNow();
        return clients;
    }

    /// <summary>Every address that a built client resolves to; what decides whether personas may be offered.</summary>
    public IReadOnlyList<Uri> ResolvedEndpoints()
    {
        var endpoints = new List<Uri>();
        foreach (var account in topology.Accounts.Values)
        {
            using var clients = Make(account, ObserverSession);
            endpoints.AddRange(clients.Endpoints());
        }
        return endpoints;
    }

    public void Dispose()
    {
        foreach (var clients in _clients.Values)
            clients.Dispose();
        _clients.Clear();
    }

    private AccountClients Make(Account account, string session)
    {
        var endpoint = account.ServiceUrl ?? connection.SandboxEndpoint();
        var baseCredentials =
            connection.BaseCredentials ?? Amazon.Runtime.Credentials.DefaultAWSCredentialsIdentityResolver.GetCredentials();
        var sts = Timed(
            new AmazonSecurityTokenServiceClient(baseCredentials, Configure(new AmazonSecurityTokenServiceConfig(), account, endpoint))
        );
        var credentials =
            connection.GivenSession(account) is { } given ? given
            : account.RoleArn is { } role ? new AssumedRoleCredentials(sts, role, account.ExternalId, session)
            : baseCredentials;
        var changing = Configure(new AmazonRDSConfig { Timeout = connection.ChangeTimeout }, account, endpoint);
        // Sent once, whatever is said of reads; a reset connection is an unknown outcome too, and the SDK would quietly send again.
        (changing.MaxErrorRetry, changing.MaxStaleConnectionRetries) = (0, 0);
        return new AccountClients(
            account,
            credentials,
            sts,
            Timed(new AmazonRDSClient(credentials, Configure(new AmazonRDSConfig(), account, endpoint))),
            Timed(new AmazonRDSClient(credentials, changing)),
            Timed(new AmazonKeyManagementServiceClient(credentials, Configure(new AmazonKeyManagementServiceConfig(), account, endpoint))),
            Timed(new AmazonEC2Client(credentials, Configure(new AmazonEC2Config(), account, endpoint)))
        );
    }

    /// <summary>Each answer says what time it is at AWS.</summary>
    private T Timed<T>(T client)
        where T : AmazonServiceClient
    {
        client.AfterResponseEvent += (_, answer) =>
        {
            if (AnswerDate.Of(answer, connection.DateHeader) is { } date)
                clocks.HasAnswered(client.Config.ServiceId, date);
        };
        return client;
    }

    private T Configure<T>(T config, Account account, Uri? endpoint)
        where T : ClientConfig
    {
        if (endpoint is not null)
        {
            config.ServiceURL = endpoint.ToString();
            config.AuthenticationRegion = account.Region;
        }
        else
        {
            config.RegionEndpoint = Amazon.RegionEndpoint.GetBySystemName(account.Region);
        }
        config.Timeout ??= TimeSpan.FromSeconds(30);
        if (connection.ReadRetries is { } retries)
            (config.MaxErrorRetry, config.MaxStaleConnectionRetries) = (retries, retries);
        if (connection.HttpClientFactory is { } factory)
            config.HttpClientFactory = factory;
        return config;
    }
}
