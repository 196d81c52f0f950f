using System.Globalization;
using System.IO.Compression;
using Amazon.RDS;
using Amazon.Runtime;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SnapshotShare.AwsSandbox;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Commands;
using SnapshotShare.Core.Execution;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Notifications;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Topology;
using SnapshotShare.Tests;

namespace SnapshotShare.Core.Tests;

/// <summary>The domain as it runs, against the sandbox in the same process: real bytes, real SQLite, no socket.</summary>
public sealed class Rig : IAsyncDisposable
{
    public static readonly Actor Developer = new("persona-requester", "developer", [Role.Requester], SessionId: null);
    public static readonly Actor Dba = new("persona-approver", "DBA", [Role.Approver], SessionId: null);
    public static readonly Actor Auditor = new("persona-auditor", "auditor", [Role.Auditor], SessionId: null);
    public static readonly Actor Admin = new("persona-admin", "admin", [Role.Admin], SessionId: null);

    /// <summary>
    /// Five times as many as the longest trip takes, and told within seconds: looks are counted, because a busy machine has seldom the time for one.
    /// </summary>
    public const int MostLooks = 1500;

    private readonly string _folder = Directory.CreateTempSubdirectory("snapshotshare-").FullName;
    private ServiceProvider? _services;

    /// <param name="left">The files of processes that are gone, database and sandbox alike, to go on with.</param>
    public Rig(double speed = 3000, SandboxRules? rules = null, DatabaseEnvironment? world = null, ZipArchive? left = null)
    {
        Speed = speed;
        left?.ExtractToDirectory(_folder);
        Aws = Sandbox.InProcess(
            new SandboxOptions
            {
                Speed = speed,
                Rules = rules ?? new SandboxRules(),
                DataFolder = left is null ? null : _folder,
            },
            Time.True,
            TimeProvider.System
        );
        Environment = world ?? new DatabaseEnvironment("sandbox", ["987654321000", "123456789000"], "Personas");
    }

    public double Speed { get; }

    /// <summary>The time of everything in it: the product, the sandbox and whoever waits for them.</summary>
    public PassingTime Time { get; } = new();

    /// <summary>Begins with no file at all, as the very first start does.</summary>
    public bool MigratesItself { get; init; }

    /// <summary>Set before anything runs.</summary>
    public TimeSpan AnswerWithin { get; init; } = TimeSpan.FromDays(7);

    /// <summary>The approval that the route demands; set before anything runs, and again before a restart.</summary>
    public ApprovalOptions Approval { get; set; } = new();
    public WebhookOptions Webhook { get; init; } = new();

    /// <summary>How much one person may ask for; a test asks faster than any person.</summary>
    public LimitOptions Limits { get; init; } =
        new()
        {
            ChangesPerMinute = 10_000,
            AwsPerMinute = 10_000,
            LedgerWalksPerMinute = 10_000,
        };

    /// <summary>Makes accounts and routes other than they usually are.</summary>
    public Action<AwsOptions> Configure { get; init; } = _ => { };

    /// <summary>Adds to the domain what runs beside it.</summary>
    public Action<IServiceCollection> AddMore { get; init; } = _ => { };

    /// <summary>Sits between the clients and the sandbox, to change an answer or to keep it back.</summary>
    public Func<HttpMessageHandler, HttpMessageHandler> Between { get; init; } = aws => aws;

    public InProcessSandbox Aws { get; }
    public DatabaseEnvironment Environment { get; set; }

    public string Folder => _folder;
    public string DatabaseFile => File;
    public string RememberedFile => Path.Combine(_folder, "open-shares.journal");

    private string File => Path.Combine(_folder, "test.db");
    private string ConnectionString => $"Data Source={File}";

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

    public RequestCommands Verbs => Get<RequestCommands>();

    public async Task<Rig> OpenAsync()
    {
        if (!System.IO.File.Exists(File) && !MigratesItself)
            MigratedFile.CopyTo(File);
        await Get<CoreStartup>().OpenAsync(TestContext.Current.CancellationToken);
        return this;
    }

    /// <summary>With the database as the migrations leave it and without a start: for a part that is looked at by itself.</summary>
    public Rig Migrated()
    {
        MigratedFile.CopyTo(File);
        return this;
    }

    /// <summary>The process dies and another one opens the same file; between the two something may happen to what lies there.</summary>
    public async Task RestartAsync(Action? between = null)
    {
        await Services.DisposeAsync();
        between?.Invoke();
        Services = Build();
        await OpenAsync();
    }

    /// <summary>The process dies, and the next one opens nothing yet.</summary>
    public async Task DieAsync(Action? between = null)
    {
        await Services.DisposeAsync();
        LetGoOfFile();
        between?.Invoke();
        Services = Build();
    }

    /// <summary>A second process tries the same file while the first runs.</summary>
    public async Task OpenAgainAsync()
    {
        await using var second = Build();
        await second.GetRequiredService<CoreStartup>().OpenAsync(TestContext.Current.CancellationToken);
    }

    public async Task<Request> AskAsync(RequestTerms? terms = null)
    {
        var answer = await Verbs.RequestAsync(Developer, terms ?? Terms, TestContext.Current.CancellationToken, another: true);
        Assert.Null(answer.Refusal?.Message.ToString());
        return answer.Value!;
    }

    public async Task<Request> ApproveAsync(Request request)
    {
        var answer = await Verbs.ApproveAsync(Dba, request.Id, request.Plan.Digest, "go ahead", TestContext.Current.CancellationToken);
        Assert.Null(answer.Refusal?.Message.ToString());
        return answer.Value!;
    }

    public async Task<Request> ReadAsync(string id)
    {
        await using var db = await Get<IDbContextFactory<Db>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        return await db.Requests.AsNoTracking().FirstAsync(row => row.Id == id, TestContext.Current.CancellationToken);
    }

    public async Task<Share?> ShareAsync(string id)
    {
        await using var db = await Get<IDbContextFactory<Db>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        return await db.Shares.AsNoTracking().FirstOrDefaultAsync(row => row.RequestId == id, TestContext.Current.CancellationToken);
    }

    public async Task<IReadOnlyList<LedgerEntry>> LedgerAsync()
    {
        await using var db = await Get<IDbContextFactory<Db>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        return await db.Ledger.AsNoTracking().OrderBy(entry => entry.Sequence).ToListAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Runs engine and watchdog as the hosted services do, until the request is where the test wants it.</summary>
    public async Task<Request> RunUntilAsync(string id, Func<Request, bool> there)
    {
        var ct = TestContext.Current.CancellationToken;
        for (var looks = 0; ; looks++)
        {
            await Get<Watchdog>().LookAsync(ct);
            foreach (var due in await Get<Engine>().DueAsync(ct))
                await Get<Engine>().AdvanceAsync(due, ct);
            var request = await ReadAsync(id);
            if (there(request))
                return request;
            Assert.True(looks < MostLooks, $"still {request.Status} after {looks} looks: {StoredJson.Write(request.Steps)}");
            Time.Pass(TimeSpan.FromMilliseconds(20));
        }
    }

    /// <summary>Closes what the pool keeps open, so that the file may be put in another's place.</summary>
    public void LetGoOfFile()
    {
        using var connection = new SqliteConnection(ConnectionString);
        SqliteConnection.ClearPool(connection);
    }

    /// <summary>AWS asked by an account's own role: it shows what is there, and not what the product believes.</summary>
    public Amazon.EC2.IAmazonEC2 Ec2(string account) => Get<AwsClients>().For(account, "test").Ec2;

    public IAmazonRDS Rds(string account) => Get<AwsClients>().For(account, "test").Reading;

    public async ValueTask DisposeAsync()
    {
        await Services.DisposeAsync();
        Aws.Dispose();
        LetGoOfFile();
        Directory.Delete(_folder, recursive: true);
    }

    private ServiceProvider Build()
    {
        var configuration = Configuration;
        configuration.Routes["prod-to-dev"].Approval = Approval;
        Configure(configuration);
        var (topology, mistakes) = AwsTopologyReader.Read(configuration);
        Assert.Empty(mistakes);
        var services = new ServiceCollection()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning))
            .AddSingleton<TimeProvider>(Time)
            .AddCore(
                topology!,
                new CoreOptions
                {
                    ConnectionString = ConnectionString,
                    // No test cuts the power, and waiting for the disk at each commit took most of the time of those that write.
                    Synchronous = "OFF",
                    Environment = Environment,
                    Timings = Timings.From(Configuration.Pace, Speed) with
                    {
                        Settle = TimeSpan.FromSeconds(1),
                        LateArrival = TimeSpan.FromSeconds(1),
                        AnswerWithin = AnswerWithin,
                    },
                    BaseCredentials = new BasicAWSCredentials("AKIASANDBOXOPERATOR1", "sandbox-secret"),
                    SandboxEndpoint = () => new Uri("http://sandbox.localhost/"),
                    HeadsFolder = _folder,
                    Webhook = Webhook,
                    Limits = Limits,
                    Connection = new AwsConnection { HttpClientFactory = new InProcessHttp(Aws, Time, Between), DateHeader = Dated.Header },
                }
            );
        AddMore(services);
        return services.BuildServiceProvider();
    }

    private sealed class InProcessHttp(InProcessSandbox aws, PassingTime time, Func<HttpMessageHandler, HttpMessageHandler> between)
        : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(between(new Dated(time, aws.CreateHandler())));
    }

    /// <summary>The SDK signs by the real clock, and so the sandbox's own dates are the real ones; here stands the time that has passed.</summary>
    private sealed class Dated(PassingTime time, HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        public const string Header = "x-passed-date";

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = await base.SendAsync(request, cancellationToken);
            answer.Headers.Add(Header, time.True.GetUtcNow().ToString("r", CultureInfo.InvariantCulture));
            return answer;
        }
    }
}
