using System.Text.Json.Nodes;
using Amazon.RDS;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using SnapshotShare.AwsSandbox;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Simulation.Tests;

/// <summary>Both accounts of one run, played by the sandbox on virtual time, with the sessions and consoles that reach them.</summary>
internal sealed class SimulatedAws : IDisposable
{
    public static readonly Uri Address = new("http://aws.simulated/");
    public static readonly AWSCredentials Operator = new BasicAWSCredentials("AKIASANDBOXOPERATOR1", "sandbox-secret");

    private readonly InProcessSandbox _sandbox;
    private readonly HttpClient _door;
    private readonly Dictionary<string, AWSCredentials> _sessions;

    public SimulatedAws(Scenario scenario, AwsTopology topology, VirtualTime time)
    {
        _sandbox = Sandbox.InProcess(
            new SandboxOptions
            {
                Speed = 1,
                Seed = scenario.Seed,
                Quotas = new SandboxQuotas { CopiesInProgress = scenario.CopiesAtOnce },
                // AWS does not say which of these is so.
                Rules = new SandboxRules
                {
                    AwsBackupHasItsOwnType = scenario.Seed % 4 != 1,
                    AwsBackupByIdentifierNeedsType = scenario.Seed % 4 == 3,
                },
            },
            time,
            TimeProvider.System
        );
        _door = new HttpClient(_sandbox.CreateHandler());
        _sessions = topology.Accounts.Values.ToDictionary(account => account.Name, Assume, StringComparer.Ordinal);
        Consoles = _sessions.ToDictionary(pair => pair.Key, pair => Console(pair.Value), StringComparer.Ordinal);
    }

    /// <summary>The true time here; in the answers' own dates is the real one, by which the SDK signs.</summary>
    public const string DateHeader = "x-virtual-date";

    /// <summary>Somebody's hands in the same accounts, outside of everything we know.</summary>
    public IReadOnlyDictionary<string, AmazonRDSClient> Consoles { get; }

    public AWSCredentials Session(Account account) => _sessions[account.Name];

    public HttpResponseMessage Answer(HttpRequestMessage request) => _door.SendAsync(request).GetAwaiter().GetResult();

    /// <summary>Both accounts as the sandbox's own page shows them.</summary>
    public JsonNode State() => JsonNode.Parse(_door.GetStringAsync(new Uri(Address, "_sandbox/state")).GetAwaiter().GetResult())!;

    /// <summary>Changes what no caller of AWS could, by the sandbox's own control panel.</summary>
    public void Control(string what, string body)
    {
        using var content = new StringContent(body);
        using var answer = _door.PostAsync(new Uri(Address, $"_sandbox/{what}"), content).GetAwaiter().GetResult();
        answer.EnsureSuccessStatusCode();
    }

    public void Dispose() => _sandbox.Dispose();

    private AWSCredentials Assume(Account account)
    {
        using var sts = new AmazonSecurityTokenServiceClient(
            Operator,
            new AmazonSecurityTokenServiceConfig
            {
                ServiceURL = Address.ToString(),
                AuthenticationRegion = account.Region,
                HttpClientFactory = new Direct(_sandbox),
            }
        );
        var session = sts.AssumeRoleAsync(new AssumeRoleRequest { RoleArn = account.RoleArn, RoleSessionName = "simulation" })
            .GetAwaiter()
            .GetResult()
            .Credentials;
        return new SessionAWSCredentials(session.AccessKeyId, session.SecretAccessKey, session.SessionToken);
    }

    private AmazonRDSClient Console(AWSCredentials credentials) =>
        new(
            credentials,
            new AmazonRDSConfig
            {
                ServiceURL = Address.ToString(),
                AuthenticationRegion = "ap-northeast-1",
                HttpClientFactory = new Direct(_sandbox),
                MaxErrorRetry = 0,
            }
        );

    private sealed class Direct(InProcessSandbox sandbox) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(sandbox.CreateHandler());
    }
}
