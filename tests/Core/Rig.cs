using System.Diagnostics;
using Amazon.RDS;
using Amazon.Runtime;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SnapshotShare.AwsSandbox;
using SnapshotShare.Core.Accounts;
using SnapshotShare.Core.Audit;
using SnapshotShare.Core.Data;
using SnapshotShare.Core.Notices;
using SnapshotShare.Core.People;
using SnapshotShare.Core.Pipeline;
using SnapshotShare.Core.Planning;
using SnapshotShare.Core.Requests;

namespace SnapshotShare.Core.Tests;

/// <summary>The domain as it runs, against the sandbox in the same process: real bytes, real SQLite, no socket.</summary>
public sealed class Rig : IAsyncDisposable
{
    public static readonly Actor Developer = new("persona-requester", "developer", [Role.Requester], SessionId: null);
    public static readonly Actor Dba = new("persona-approver", "DBA", [Role.Approver], SessionId: null);
    public static readonly Actor Auditor = new("persona-auditor", "auditor", [Role.Auditor], SessionId: null);
    public static readonly Actor Admin = new("persona-admin", "admin", [Role.Admin], SessionId: null);

    private readonly string _folder = Directory.CreateTempSubdirectory("snapshotshare-").FullName;
    private ServiceProvider? _services;

    public Rig(double speed = 3000, SandboxRules? rules = null, World? world = null)
    {
        Speed = speed;
        Aws = Sandbox.InProcess(new SandboxOptions { Speed = speed, Rules = rules ?? new SandboxRules() }, TimeProvider.System);
        World = world ?? new World("sandbox", ["987654321000", "123456789000"], "Personas");
    }

    public double Speed { get; }

    /// <summary>Set before anything runs.</summary>
    public TimeSpan AnswerWithin { get; init; } = TimeSpan.FromDays(7);

    /// <summary>What the route demands; set before anything runs, and again before a restart.</summary>
    public ApprovalOptions Approval { get; set; } = new();
    public WebhookOptions Webhook { get; init; } = new();

    /// <summary>Makes accounts and routes other than they usually are.</summary>
    public Action<AwsOptions> Configure { get; init; } = _ => { };
    public InProcessSandbox Aws { get; }
    public World World { get; set; }

    private ServiceProvider Services
    {
        get => _services ??= Build();
        set => _services = value;
    }

    public static AwsOptions Configuration =>
        new()
        {
            Accounts =
            {
                ["prod"] = new()
                {
                    AccountId = "987654321000",
                    Region = "ap-northeast-1",
                    RoleArn = "arn:aws:iam::987654321000:role/SnapshotShare",
                },
                ["dev"] = new()
                {
                    AccountId = "123456789000",
                    Region = "ap-northeast-1",
                    RoleArn = "arn:aws:iam::123456789000:role/SnapshotShare",
                },
            },
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
            Pace = new()
            {
                ChangeTimeout = TimeSpan.FromSeconds(5),
                Settle = TimeSpan.FromMilliseconds(500),
                LateArrival = TimeSpan.FromSeconds(1),
            },
        };

    public static RequestTerms Terms =>
        new("prod-to-dev", Goal.Cluster, SourceChoice.Newest("prod-altplus-cluster"), Reason: "to look at a slow query");

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    public RequestVerbs Verbs => Get<RequestVerbs>();

    public async Task<Rig> OpenAsync()
    {
        await Get<Database>().OpenAsync(TestContext.Current.CancellationToken);
        return this;
    }

    /// <summary>The process dies and another one opens the same file.</summary>
    public async Task RestartAsync()
    {
        await Services.DisposeAsync();
        Services = Build();
        await OpenAsync();
    }

    /// <summary>A second process tries the same file while the first runs.</summary>
    public async Task OpenAgainAsync()
    {
        await using var second = Build();
        await second.GetRequiredService<Database>().OpenAsync(TestContext.Current.CancellationToken);
    }

    public async Task<Request> AskAsync(RequestTerms? terms = null)
    {
        var answer = await Verbs.RequestAsync(Developer, terms ?? Terms, TestContext.Current.CancellationToken);
        Assert.Null(answer.Refusal?.Message.ToString());
        return answer.Request!;
    }

    public async Task<Request> ApproveAsync(Request request)
    {
        var answer = await Verbs.ApproveAsync(Dba, request.Id, request.Plan.Digest, "go ahead", TestContext.Current.CancellationToken);
        Assert.Null(answer.Refusal?.Message.ToString());
        return answer.Request!;
    }

    public async Task<Request> ReadAsync(string id)
    {
        await using var db = await Get<IDbContextFactory<SnapshotShareDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        return await db.Requests.AsNoTracking().FirstAsync(row => row.Id == id, TestContext.Current.CancellationToken);
    }

    public async Task<Share?> ShareAsync(string id)
    {
        await using var db = await Get<IDbContextFactory<SnapshotShareDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        return await db.Shares.AsNoTracking().FirstOrDefaultAsync(row => row.RequestId == id, TestContext.Current.CancellationToken);
    }

    public async Task<IReadOnlyList<AuditEntry>> LedgerAsync()
    {
        await using var db = await Get<IDbContextFactory<SnapshotShareDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        return await db.Ledger.AsNoTracking().OrderBy(entry => entry.Sequence).ToListAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Runs engine and watchdog as the hosted services do, until the request is where the test wants it.</summary>
    public async Task<Request> RunUntilAsync(string id, Func<Request, bool> there, int seconds = 120)
    {
        var ct = TestContext.Current.CancellationToken;
        var clock = Stopwatch.StartNew();
        while (true)
        {
            await Get<Watchdog>().LookAsync(ct);
            foreach (var due in await Get<Engine>().DueAsync(ct))
                await Get<Engine>().AdvanceAsync(due, ct);
            var request = await ReadAsync(id);
            if (there(request))
                return request;
            Assert.True(
                clock.Elapsed < TimeSpan.FromSeconds(seconds),
                $"still {request.Status} after {seconds} s: {StoredJson.Write(request.Steps)}"
            );
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, ct);
        }
    }

    /// <summary>What AWS itself shows, asked by an account's own role.</summary>
    public IAmazonRDS Rds(string account) => Get<AwsClients>().For(account, "test").Reading;

    public async ValueTask DisposeAsync()
    {
        await Services.DisposeAsync();
        Aws.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private ServiceProvider Build()
    {
        var configuration = Configuration;
        configuration.Routes["prod-to-dev"].Approval = Approval;
        Configure(configuration);
        var (estate, mistakes) = EstateReader.Read(configuration);
        Assert.Empty(mistakes);
        return new ServiceCollection()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning))
            .AddSingleton(TimeProvider.System)
            .AddCore(
                estate!,
                new CoreOptions
                {
                    ConnectionString = $"Data Source={Path.Combine(_folder, "test.db")};Pooling=False",
                    World = World,
                    Pace = Pace.From(Configuration.Pace, Speed) with
                    {
                        Settle = TimeSpan.FromSeconds(1),
                        LateArrival = TimeSpan.FromSeconds(1),
                        AnswerWithin = AnswerWithin,
                    },
                    BaseCredentials = new BasicAWSCredentials("AKIASANDBOXOPERATOR1", "sandbox-secret"),
                    SandboxEndpoint = () => new Uri("http://sandbox.localhost/"),
                    HeadsFolder = _folder,
                    Webhook = Webhook,
                    Connection = new AwsConnection { HttpClientFactory = new InProcessHttp(Aws) },
                }
            )
            .BuildServiceProvider();
    }

    private sealed class InProcessHttp(InProcessSandbox aws) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(aws.CreateHandler());
    }
}
