using System.Globalization;
using System.Web;
using Amazon.RDS;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using SnapshotShare.AwsSandbox;
using SnapshotShare.Core.Topology;
using SnapshotShare.Simulation.Tests;

namespace SnapshotShare.Benchmarks;

/// <summary>The two accounts at real-life durations on virtual time, and every call made to them, counted by operation.</summary>
internal sealed class CountedAws : HttpClientFactory, IDisposable
{
    /// <summary>The true time here; in the answers' own dates is the real one, by which the SDK signs.</summary>
    public const string DateHeader = "x-virtual-date";

    private readonly InProcessSandbox _sandbox;
    private readonly VirtualTime _time;

    /// <param name="factor">How many times longer than usual copies, restore and instance take.</param>
    public CountedAws(VirtualTime time, int copiesAtOnce, double factor)
    {
        var quotas = new SandboxQuotas
        {
            ManualClusterSnapshots = 1000,
            Clusters = 1000,
            Instances = 1000,
            CopiesInProgress = copiesAtOnce,
        };
        var usual = new SandboxDurations();
        _time = time;
        _sandbox = Sandbox.InProcess(
            new SandboxOptions
            {
                Speed = 1,
                Seed = 1,
                Quotas = quotas,
                Durations = usual with
                {
                    CopySnapshot = usual.CopySnapshot * factor,
                    CopySnapshotPerGiB = usual.CopySnapshotPerGiB * factor,
                    RestoreCluster = usual.RestoreCluster * factor,
                    RestoreClusterPerGiB = usual.RestoreClusterPerGiB * factor,
                    CreateInstance = usual.CreateInstance * factor,
                },
            },
            time,
            TimeProvider.System
        );
    }

    /// <summary>Reads of RDS since the last reset; what a wait is made of.</summary>
    public Dictionary<string, int> Describes { get; } = new(StringComparer.Ordinal);

    public int Total => Describes.Values.Sum();

    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new Counter(this));

    public AWSCredentials Assume(Account account)
    {
        using var sts = new AmazonSecurityTokenServiceClient(
            new BasicAWSCredentials("AKIASANDBOXOPERATOR1", "sandbox-secret"),
            Configured(new AmazonSecurityTokenServiceConfig())
        );
        var role = new AssumeRoleRequest { RoleArn = account.RoleArn, RoleSessionName = "benchmark" };
        var session = sts.AssumeRoleAsync(role).GetAwaiter().GetResult().Credentials;
        return new SessionAWSCredentials(session.AccessKeyId, session.SecretAccessKey, session.SessionToken);
    }

    public AmazonRDSClient Client(AWSCredentials credentials) => new(credentials, Configured(new AmazonRDSConfig()));

    public void Dispose() => _sandbox.Dispose();

    private T Configured<T>(T config)
        where T : ClientConfig
    {
        config.ServiceURL = "http://aws.simulated/";
        config.AuthenticationRegion = "ap-northeast-1";
        config.HttpClientFactory = this;
        return config;
    }

    private sealed class Counter(CountedAws aws) : DelegatingHandler(aws._sandbox.CreateHandler())
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
            if (HttpUtility.ParseQueryString(body)["Action"] is { } action && action.StartsWith("DescribeDB", StringComparison.Ordinal))
                aws.Describes[action] = aws.Describes.GetValueOrDefault(action) + 1;
            var answer = await base.SendAsync(request, cancellationToken);
            answer.Headers.Add(DateHeader, aws._time.GetUtcNow().ToString("r", CultureInfo.InvariantCulture));
            return answer;
        }
    }
}
