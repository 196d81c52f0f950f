using Amazon.Runtime;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SnapshotShare.Core;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Commands;
using SnapshotShare.Core.Execution;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Topology;
using SnapshotShare.Simulation.Tests;
using SnapshotShare.Web.Hosting;

namespace SnapshotShare.Benchmarks;

/// <summary>One server on virtual time: engine and watchdog look each second, as sweeper and timer make them, and only when something is due.</summary>
internal sealed class Server : IDisposable
{
    private static readonly Actor Developer = new("developer", "developer", [Role.Requester], SessionId: null);
    private static readonly Actor Dba = new("dba", "DBA", [Role.Approver], SessionId: null);
    private readonly string _folder = Directory.CreateTempSubdirectory("benchmark-").FullName;
    private readonly ServiceProvider _services;

    public Server(VirtualTime time, CountedAws aws, int copiesAtOnce)
    {
        Time = time;
        Aws = aws;
        var options = Options(copiesAtOnce);
        AwsTopology = AwsTopologyReader.Read(options).AwsTopology!;
        var sessions = AwsTopology.Accounts.Values.ToDictionary(account => account.Name, aws.Assume, StringComparer.Ordinal);
        _services = new ServiceCollection()
            .AddSingleton<TimeProvider>(time)
            .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
            .AddCore(
                AwsTopology,
                new CoreOptions
                {
                    ConnectionString = $"Data Source={Path.Combine(_folder, "benchmark.db")}",
                    Environment = new DatabaseEnvironment("sandbox", ["987654321000", "123456789000"], "Personas"),
                    Timings = Timings.From(options.Pace, speed: 1),
                    BaseCredentials = new BasicAWSCredentials("AKIASANDBOXOPERATOR1", "sandbox-secret"),
                    SandboxEndpoint = () => new Uri("http://aws.simulated/"),
                    Synchronous = "OFF",
                    // People who are played ask faster than any.
                    Limits = new()
                    {
                        AwsPerMinute = 1_000_000,
                        ChangesPerMinute = 1_000_000,
                        AtOnce = 1_000,
                    },
                    HeadsFolder = _folder,
                    Connection = new AwsConnection
                    {
                        HttpClientFactory = aws,
                        GivenSession = account => sessions[account.Name],
                        ReadRetries = 0,
                        DateHeader = CountedAws.DateHeader,
                    },
                }
            )
            .BuildServiceProvider();
        Get<CoreStartup>().OpenAsync(CancellationToken.None).GetAwaiter().GetResult();
    }

    public VirtualTime Time { get; }
    public CountedAws Aws { get; }
    public AwsTopology AwsTopology { get; }

    public string Ask(string cluster)
    {
        var terms = new RequestTerms("prod-to-dev", Goal.Cluster, SourceChoice.Newest("prod-altplus-cluster"), cluster);
        var verbs = Get<RequestCommands>();
        var answer = verbs.RequestAsync(Developer, terms, CancellationToken.None).GetAwaiter().GetResult();
        var request = answer.Value ?? throw new InvalidOperationException($"Asking is refused: {answer.Refusal!.Message}");
        verbs.ApproveAsync(Dba, request.Id, request.Plan.Digest, "yes", CancellationToken.None).GetAwaiter().GetResult();
        return request.Id;
    }

    public void GiveBack(string id) =>
        Get<RequestCommands>().CancelAsync(Developer, id, "measured", CancellationToken.None).GetAwaiter().GetResult();

    public Request Row(string id) => Read(db => db.Requests.AsNoTracking().First(row => row.Id == id));

    /// <summary>Time goes on to the second in which something is due, or to <paramref name="until"/>, and everything due is done.</summary>
    public void Step(DateTime? until = null)
    {
        var next = NextDue() is { } due && (until is null || due < until) ? due : until ?? Time.Now;
        var beat = Time.Now.AddSeconds(1);
        Time.AdvanceTo(next <= beat ? beat : beat.AddSeconds(Math.Ceiling((next - beat).TotalSeconds)));
        var engine = Get<Engine>();
        Get<Watchdog>().LookAsync(CancellationToken.None).GetAwaiter().GetResult();
        foreach (var id in engine.DueAsync(CancellationToken.None).GetAwaiter().GetResult())
            engine.AdvanceAsync(id, CancellationToken.None).GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        _services.Dispose();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private DateTime? NextDue() =>
        Read(db =>
        {
            var requests = db.Requests.Where(row => row.NextLookAt != null).Min(row => row.NextLookAt);
            var shares = db.Shares.Where(share => share.WatchEndedAt == null).Min(share => (DateTime?)share.NextLookAt);
            return requests is null || shares < requests ? shares : requests;
        });

    private T Read<T>(Func<Db, T> read)
    {
        using var db = Get<IDbContextFactory<Db>>().CreateDbContext();
        return read(db);
    }

    private T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    private static AwsOptions Options(int copiesAtOnce) =>
        new()
        {
            Accounts = { ["prod"] = Account("987654321000", copiesAtOnce), ["dev"] = Account("123456789000", copiesAtOnce) },
            Routes =
            {
                ["prod-to-dev"] = new()
                {
                    From = "prod",
                    To = "dev",
                    SharingKey = "alias/dev-altplus-key",
                    TargetKey = "alias/aws/rds",
                    SubnetGroup = "dev-db-subnets",
                    SecurityGroups = ["sg-0d3adb33f01230de1"],
                    InstanceClass = "db.r6g.large",
                },
            },
        };

    private static AccountOptions Account(string id, int copiesAtOnce) =>
        new()
        {
            AccountId = id,
            Region = "ap-northeast-1",
            CopiesAtOnce = copiesAtOnce,
            RoleArn = $"arn:aws:iam::{id}:role/SnapshotShare",
        };
}
