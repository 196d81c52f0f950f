using System.Globalization;
using System.Text.Json.Nodes;
using Amazon.RDS;
using Amazon.RDS.Model;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Microsoft.Data.Sqlite;
using SnapshotShare.AwsSandbox;
using SnapshotShare.Core.Commands;
using SnapshotShare.Core.Execution;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Text;
using SnapshotShare.Core.Topology;
using SnapshotShare.Core.Workflows;

namespace SnapshotShare.Simulation.Tests;

/// <summary>
/// One seed: servers, AWS, people and trouble in one thread on virtual time. Everything that could happen next is chosen by the seed,
/// so a seed is a test, and the same seed is the same trace.
/// </summary>
internal sealed class SimulatedRun : IDisposable
{
    /// <summary>Fault points of one calm trip from request to given-back cluster, a few more than there are.</summary>
    public const int CalmFaultPoints = 90;

    private const int MostSteps = 20_000;

    /// <summary>A manual snapshot already under the sharing key.</summary>
    private const string Shareable = "prod-orders-quarter-end";

    // Later than any real day on which this runs: sessions given out then are not over by the clock that signatures are checked with.
    private static readonly DateTimeOffset Start = new(2040, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Actor Developer = new("developer", "developer", [Role.Requester], SessionId: null);
    private static readonly Actor Admin = new("admin", "admin", [Role.Admin], SessionId: null);
    private static readonly Actor Dba = new("dba", "DBA", [Role.Approver], SessionId: null);

    private readonly Scenario _scenario;
    private readonly Random _random;
    private readonly string _folder;
    private readonly InProcessSandbox _aws;
    private readonly HttpClient _door;
    private readonly Dictionary<string, AWSCredentials> _sessions = new(StringComparer.Ordinal);
    private readonly List<ServerProcess> _servers = [];
    private readonly List<PendingCall> _pending = [];
    private readonly List<(DateTime At, PendingCall Call)> _late = [];
    private readonly List<Task> _clicks = [];
    private readonly List<string> _requests = [];
    private readonly List<string> _trace = [];
    private readonly Rows _reader;
    private readonly string[] _diesAt;
    private int _faultPoints;
    private bool _calm;
    private int _born;
    private DateTime? _keyBackAt;
    private DateTime? _liftAt;
    private DateTime? _handsOffAt;
    private int _handsLeft = 4;

    public SimulatedRun(Scenario scenario)
    {
        _scenario = scenario;
        _diesAt = scenario.DiesAt?.Split('|') ?? [];
        _random = new Random(scenario.Seed * 7919 + 17);
        _folder = Directory.CreateTempSubdirectory("simulation-").FullName;
        Time = new VirtualTime(Start);
        _aws = Sandbox.InProcess(
            new SandboxOptions
            {
                Speed = 1,
                Seed = scenario.Seed,
                Quotas = new SandboxQuotas { CopiesInProgress = scenario.CopiesAtOnce },
            },
            Time,
            TimeProvider.System
        );
        _door = new HttpClient(_aws.CreateHandler());
        var options = new AwsOptions
        {
            Accounts =
            {
                ["prod"] = new()
                {
                    AccountId = "987654321000",
                    Region = "ap-northeast-1",
                    CopiesAtOnce = scenario.CopiesAtOnce,
                    RoleArn = "arn:aws:iam::987654321000:role/SnapshotShare",
                },
                ["dev"] = new()
                {
                    AccountId = "123456789000",
                    Region = "ap-northeast-1",
                    CopiesAtOnce = scenario.CopiesAtOnce,
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
            Timings = new() { Look = TimeSpan.FromMinutes(2) },
        };
        AwsTopology = AwsTopologyReader.Read(options).AwsTopology!;
        Timings = Timings.From(options.Timings, speed: 1);
        ConnectionString = $"Data Source={Path.Combine(_folder, "simulation.db")};Pooling=True";
        _reader = new Rows(ConnectionString);
        Aws = new AwsModel(this);
        foreach (var account in AwsTopology.Accounts.Values)
            _sessions[account.Name] = Assume(account);
        Stranger = _sessions.ToDictionary(pair => pair.Key, pair => Client(pair.Value), StringComparer.Ordinal);
    }

    public static DatabaseEnvironment Environment { get; } = new("sandbox", ["987654321000", "123456789000"], "Personas");

    public VirtualTime Time { get; }
    public AwsTopology AwsTopology { get; }
    public Timings Timings { get; }
    public string ConnectionString { get; }
    public AwsModel Aws { get; }
    public Rows Rows => _reader;
    public IReadOnlyList<string> Requests => _requests;

    /// <summary>Somebody with a console in the same accounts, outside of everything we know.</summary>
    public IReadOnlyDictionary<string, AmazonRDSClient> Stranger { get; }

    public IReadOnlyList<string> Trace => _trace;

    /// <summary>Every fault point met, and whether a process died there.</summary>
    public Dictionary<string, bool> Points { get; } = new(StringComparer.Ordinal);

    /// <summary>Since when every server ran and AWS answered everything.</summary>
    public DateTime CalmSince { get; private set; } = Start.UtcDateTime;

    public bool WasAlwaysCalm => CalmSince == Start.UtcDateTime;

    public AWSCredentials? Session(Account account) => _sessions[account.Name];

    public byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }

    /// <summary>Both accounts as the sandbox's own page shows them.</summary>
    public JsonNode State() => JsonNode.Parse(_door.GetStringAsync("http://aws.simulated/_sandbox/state").GetAwaiter().GetResult())!;

    public void Send(PendingCall call) => _pending.Add(call);

    public void Committed(ServerProcess process, string label)
    {
        _reader.Changed();
        Note($"{process.Name} commits {label}");
    }

    /// <summary>Whether this is where the process dies. Every fault point passes here.</summary>
    /// <param name="point">A moment, such as <c>before commit: </c> with the kinds of ledger entries in it, or <c>after aws </c> with the call.</param>
    public bool DiesAt(ServerProcess process, string point)
    {
        var kinds = Kinds(point);
        foreach (var kind in kinds)
            Points.TryAdd(kind, value: false);
        var dies =
            (
                !_calm
                && (
                    _faultPoints++ == _scenario.KillAt
                    || _random.NextDouble() < _scenario.Kills
                    || kinds.Exists(kind => IsSought(kind) && !Points[kind])
                )
            ) || kinds.Exists(kind => _diesAt.Contains(kind, StringComparer.Ordinal) && !Points[kind]);
        if (!dies)
            return false;
        foreach (var kind in kinds)
            Points[kind] = true;
        Note($"{process.Name} is killed {point}");
        CalmSince = Time.Now;
        return true;
    }

    /// <summary>A share of the seeds seeks out a share of the fault points and dies there the first time it comes by, so that none is left out.</summary>
    private bool IsSought(string point) =>
        _scenario.Seeks && point.Aggregate(17u, (hash, letter) => (hash * 31) + letter) % 8 == (uint)_scenario.Seed / 2 % 8;

    private static List<string> Kinds(string point) =>
        point.Split(": ", 2) is [var moment, var kinds] ? [.. kinds.Split(" + ").Select(kind => $"{moment}: {kind}")] : [point];

    /// <summary>Plays until every request has come to its end and the world is quiet.</summary>
    public void Play()
    {
        _calm = true;
        Start_(ownsDatabase: true);
        if (_scenario.TwoServers)
            Start_(ownsDatabase: false);
        for (var i = 0; i < _scenario.Requests; i++)
            Ask();
        _calm = false;
        for (var step = 0; ; step++)
        {
            if (step > MostSteps)
                throw new InvariantBrokenException($"I7: it never ends: {Standing()}");
            if (step > MostSteps / 2 || Time.Now > Start.UtcDateTime.AddHours(30))
                _calm = true;
            Step();
            Invariants.Check(this);
            if (IsOver())
                break;
        }
        Invariants.CheckEnd(this);
    }

    public void Dispose()
    {
        _aws.Dispose();
        _reader.Dispose();
        foreach (var server in _servers.Where(server => !server.IsDead))
            server.Kill();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private void Step()
    {
        foreach (var server in _servers.Where(server => !server.IsDead))
            server.Reap();
        _pending.RemoveAll(call => call.Process.IsDead);
        if (!_calm && _random.NextDouble() < _scenario.Clicks)
            Click();
        else if (!_calm && _random.NextDouble() < _scenario.Strangers)
            Meddle();
        else if (!_calm && _scenario.AsItIs && _handsLeft > 0 && _random.NextDouble() < 0.01)
            ShareByHand();
        else if (_pending.Count > 0 && (_random.Next(3) > 0 || !Tick()))
            Deliver(_pending[_random.Next(_pending.Count)]);
        else if (_pending.Count == 0 && !Tick())
            Wait();
    }

    /// <summary>One server does what its timers and jobs would do now.</summary>
    private bool Tick()
    {
        if (_servers.All(server => server.IsDead))
        {
            Start_(ownsDatabase: true);
            return true;
        }
        var server = _servers.Where(s => !s.IsDead).ElementAt(_random.Next(_servers.Count(s => !s.IsDead)));
        if (server.Watch is null && _reader.SharesDue(Time.Now))
        {
            server.Watch = server.Get<Watchdog>().LookAsync(CancellationToken.None);
            return true;
        }
        if (!_reader.RequestsDue(Time.Now))
            return false;
        var due = server
            .Get<Engine>()
            .DueAsync(CancellationToken.None)
            .GetAwaiter()
            .GetResult()
            .Where(id => !server.Advances.ContainsKey(id))
            .ToList();
        if (due.Count == 0)
            return false;
        var id = due[_random.Next(due.Count)];
        server.Advances[id] = server.Get<Engine>().AdvanceAsync(id, CancellationToken.None);
        return true;
    }

    private void Deliver(PendingCall call)
    {
        _pending.Remove(call);
        var point = $"aws {call.Wire.Operation}";
        if (call.Wire.IsChange && DiesAt(call.Process, $"before {point}"))
        {
            call.Process.Kill();
            return;
        }
        if (call.Wire.IsChange)
            Aws.Sent(call.Wire);
        if (!_calm && _random.NextDouble() < _scenario.Trouble)
        {
            Trouble(call);
            return;
        }
        var answer = Reach(call);
        if (call.Wire.IsChange && DiesAt(call.Process, $"after {point}"))
        {
            call.Process.Kill();
            return;
        }
        call.Complete(answer);
    }

    /// <summary>Something goes wrong with a call, in one of the ways calls go wrong.</summary>
    private void Trouble(PendingCall call)
    {
        CalmSince = Time.Now;
        switch (_random.Next(6))
        {
            case 0:
                Note($"{call.Wire} is throttled");
                call.Refuse(400, "Throttling", "Rate exceeded");
                break;
            case 1:
                Note($"{call.Wire} gets a 503");
                call.Refuse(503, "ServiceUnavailable", "Service is unavailable");
                break;
            case 2:
                Note($"{call.Wire} finds its session expired");
                call.Refuse(403, "ExpiredToken", "The security token included in the request is expired");
                break;
            case 3:
                Note($"{call.Wire} is lost on the way");
                call.Break("reset before it arrived");
                break;
            case 4:
                Reach(call).Dispose();
                Note($"{call.Wire} is done, its answer lost");
                call.Break("reset after it was done");
                break;
            default:
                var at = Time.Now.AddSeconds(_random.Next(1, 600));
                _late.Add((at, call));
                Note($"{call.Wire} will arrive late, {at:HH:mm:ss}");
                call.Break("timed out");
                break;
        }
    }

    private HttpResponseMessage Reach(PendingCall call, bool late = false)
    {
        var answer = _door.SendAsync(call.Again()).GetAwaiter().GetResult();
        Note($"{call.Process.Name}: {call.Wire} → {(int)answer.StatusCode}{(late ? " (late)" : "")}");
        if (call.Wire.IsChange && answer.IsSuccessStatusCode)
            Aws.Changed(call.Wire, late);
        return answer;
    }

    /// <summary>Nothing can happen now: time goes on to when something can.</summary>
    private void Wait()
    {
        var next = new[] { _reader.NextDue(), _late.Count > 0 ? _late.Min(late => late.At) : null, _keyBackAt, _liftAt, _handsOffAt }
            .Where(at => at is not null)
            .Min();
        var least = Time.Now.AddMilliseconds(_random.Next(1, 2000));
        Time.AdvanceTo(next > least ? next.Value : least);
        foreach (var (at, call) in _late.Where(late => late.At <= Time.Now).ToList())
        {
            _late.Remove((at, call));
            Reach(call, late: true).Dispose();
            CalmSince = Time.Now;
        }
        if (_liftAt <= Time.Now && _servers.Find(server => !server.IsDead) is { } server)
        {
            // Until it was done: a server may die under it.
            _liftAt = Time.Now.AddMinutes(1);
            _clicks.Add(LiftAsync(server));
        }
        if (_handsOffAt <= Time.Now)
        {
            _handsOffAt = null;
            HandsOff();
        }
        if (_keyBackAt <= Time.Now)
        {
            _keyBackAt = null;
            LetRole("dev", allowCopy: true);
            LetKey("Enabled");
        }
    }

    private void Ask()
    {
        var random = _random;
        var goal =
            _scenario.KillAt >= 0
                ? Goal.Cluster
                : (Goal)(
                    random.Next(5) switch
                    {
                        3 => 1,
                        4 => 2,
                        _ => 0,
                    }
                );
        var window =
            _scenario.KillAt >= 0
                ? (TimeSpan?)null
                : TimeSpan.FromMinutes(
                    random.Next(4) switch
                    {
                        0 => 3,
                        1 => 15,
                        2 => 90,
                        _ => 1440,
                    }
                );
        var terms = new RequestTerms(
            "prod-to-dev",
            goal,
            _scenario.AsItIs ? SourceChoice.Named(Shareable)
                : _scenario.KillAt < 0 && random.Next(4) == 0 ? SourceChoice.TakenNow("prod-altplus-cluster")
                : SourceChoice.Newest("prod-altplus-cluster"),
            Window: window,
            Life: goal == Goal.Cluster ? TimeSpan.FromHours(2) : null
        );
        var id = Insist(
            server => server.Get<RequestCommands>().RequestAsync(Developer, terms, CancellationToken.None),
            () => _reader.Requests().Select(row => row.Id).FirstOrDefault(made => !_requests.Contains(made))
        );
        _requests.Add(id);
        Insist(
            server => server.Get<RequestCommands>().ApproveAsync(Dba, id, _reader.Digest(id), "yes", CancellationToken.None),
            () => _reader.Request(id) is { Status: not RequestStatus.WaitingForApproval } ? id : null
        );
    }

    /// <summary>A verb whose calls are all delivered at once. If the server dies under it, one looks whether it was done and asks again if not.</summary>
    private string Insist(Func<ServerProcess, Task<CommandResult<Request>>> verb, Func<string?> done)
    {
        for (; ; )
        {
            while (_servers.All(server => server.IsDead))
                Start_(ownsDatabase: true);
            var server = _servers.First(server => !server.IsDead);
            var answer = verb(server);
            while (!answer.IsCompleted && !server.IsDead)
            {
                var call = _pending.First(call => !call.Process.IsDead);
                _pending.Remove(call);
                call.Complete(Reach(call));
            }
            if (answer.IsCompleted && !server.IsDead)
                return answer.GetAwaiter().GetResult().Value?.Id
                    ?? throw new InvariantBrokenException($"asking is refused: {answer.Result.Refusal!.Message}");
            if (done() is { } id)
                return id;
        }
    }

    /// <summary>Somebody presses a button, whether it makes sense now or not.</summary>
    private void Click()
    {
        var server = _servers.LastOrDefault(s => !s.IsDead);
        if (server is null)
            return;
        var id = _requests[_random.Next(_requests.Count)];
        var verbs = server.Get<RequestCommands>();
        var (name, click) = _random.Next(7) switch
        {
            6 => ("freeze", (Task)FreezeAsync(server)),
            0 => ("cancel", verbs.CancelAsync(Developer, id, "no longer needed", CancellationToken.None)),
            1 => ("unshare", verbs.UnshareAsync(Dba, id, CancellationToken.None)),
            2 => ("retry", verbs.RetryAsync(Developer, id, CancellationToken.None)),
            3 => ("extend", verbs.ExtendAsync(Developer, id, TimeSpan.FromHours(1), CancellationToken.None)),
            _ => ("approve", verbs.ApproveAsync(Dba, id, _reader.Digest(id), "yes", CancellationToken.None)),
        };
        Note($"click {name} {id}");
        _clicks.Add(click);
    }

    private async Task LiftAsync(ServerProcess server)
    {
        Note("the freeze is lifted");
        await server.Get<FreezeCommands>().LiftAsync(Admin, CancellationToken.None);
        _liftAt = null;
    }

    private Task FreezeAsync(ServerProcess server)
    {
        _liftAt = Time.Now.AddMinutes(_random.Next(1, 60));
        return server.Get<FreezeCommands>().FreezeAsync(Dba, "to be sure", CancellationToken.None);
    }

    /// <summary>Somebody does something in the accounts behind our back.</summary>
    private void Meddle()
    {
        var row = _reader.Request(_requests[_random.Next(_requests.Count)]);
        var what = _random.Next(8);
        Note($"somebody meddles ({what}) with {row.Id}");
        CalmSince = Time.Now;
        try
        {
            switch (what)
            {
                case 0:
                    Stranger["prod"]
                        .DeleteDBClusterSnapshotAsync(new() { DBClusterSnapshotIdentifier = row.Plan.SharingSnapshot })
                        .GetAwaiter()
                        .GetResult();
                    Aws.Gone($"snapshot/{row.Plan.SharingSnapshot}");
                    break;
                case 1:
                    Stranger["dev"]
                        .DeleteDBClusterSnapshotAsync(new() { DBClusterSnapshotIdentifier = row.Plan.TargetSnapshot ?? "none" })
                        .GetAwaiter()
                        .GetResult();
                    Aws.Gone($"snapshot/{row.Plan.TargetSnapshot}");
                    break;
                case 2:
                    Stranger["prod"]
                        .ModifyDBClusterSnapshotAttributeAsync(
                            new()
                            {
                                DBClusterSnapshotIdentifier = row.Plan.SharingSnapshot,
                                AttributeName = "restore",
                                ValuesToRemove = [row.Plan.To.AccountId],
                            }
                        )
                        .GetAwaiter()
                        .GetResult();
                    Aws.Unshared(row.Plan.SharingSnapshot);
                    break;
                case 3:
                    Stranger["dev"]
                        .DeleteDBInstanceAsync(new() { DBInstanceIdentifier = row.Plan.WriterInstance ?? "none", SkipFinalSnapshot = true })
                        .GetAwaiter()
                        .GetResult();
                    Aws.Gone($"instance/{row.Plan.WriterInstance}");
                    break;
                case 4 when !Aws.IsMade($"snapshot/{row.Plan.SharingSnapshot}"):
                    TakeName("prod", "prod-altplus-cluster", row.Plan.SharingSnapshot);
                    break;
                case 5 or 6 when row.Plan.TargetSnapshot is { } name && !Aws.IsMade($"snapshot/{name}"):
                    TakeName("dev", "dev-altplus-cluster", name);
                    break;
                case 7:
                    LetKey("Disabled");
                    _keyBackAt = Time.Now.AddMinutes(_random.Next(1, 90));
                    break;
                default:
                    LetRole("dev", allowCopy: false);
                    _keyBackAt = Time.Now.AddMinutes(_random.Next(1, 90));
                    break;
            }
        }
        catch (AmazonRDSException)
        {
            // Not there, or not in a state for it: nobody is hindered from trying.
        }
    }

    /// <summary>Somebody shares it with the target without asking anybody, and thinks better of it some time later.</summary>
    private void ShareByHand()
    {
        _handsLeft--;
        Note("somebody shares it by hand");
        CalmSince = Time.Now;
        if (!ByHand(add: true))
            return;
        Aws.SharedByHand(Shareable);
        _handsOffAt ??= Time.Now.AddMinutes(_random.Next(1, 120));
    }

    private void HandsOff()
    {
        Note("somebody takes it away by hand");
        CalmSince = Time.Now;
        if (ByHand(add: false))
            Aws.Unshared(Shareable);
    }

    private bool ByHand(bool add)
    {
        List<string> dev = [AwsTopology.Account("dev").AccountId];
        try
        {
            Stranger["prod"]
                .ModifyDBClusterSnapshotAttributeAsync(
                    new()
                    {
                        DBClusterSnapshotIdentifier = Shareable,
                        AttributeName = "restore",
                        ValuesToAdd = add ? dev : [],
                        ValuesToRemove = add ? [] : dev,
                    }
                )
                .GetAwaiter()
                .GetResult();
            return true;
        }
        catch (AmazonRDSException)
        {
            // Somebody else has deleted it.
            return false;
        }
    }

    /// <summary>A snapshot of something else, under the name that a request is going to use.</summary>
    private void TakeName(string account, string cluster, string name)
    {
        Stranger[account]
            .CreateDBClusterSnapshotAsync(new() { DBClusterIdentifier = cluster, DBClusterSnapshotIdentifier = name })
            .GetAwaiter()
            .GetResult();
        Aws.Taken($"snapshot/{name}");
    }

    /// <summary>The dev role loses a right, or has it back.</summary>
    private void LetRole(string account, bool allowCopy)
    {
        var id = AwsTopology.Account(account).AccountId;
        var actions = allowCopy
            ? """["*"]"""
            : """["rds:Describe*","rds:Delete*","rds:Modify*","rds:ListTagsForResource","rds:AddTagsToResource","kms:*"]""";
        Control("roles", $$"""{"account":"{{id}}","name":"SnapshotShare","actions":{{actions}}}""");
    }

    /// <summary>The sharing key is disabled in the middle of everything, or enabled again.</summary>
    private void LetKey(string state) =>
        Control(
            "keys",
            $$"""{"key":"arn:aws:kms:ap-northeast-1:987654321000:key/0987dcba-09fe-87dc-65ba-ab0987654321","state":"{{state}}"}"""
        );

    private void Control(string what, string body)
    {
        using var answer = _door.PostAsync($"http://aws.simulated/_sandbox/{what}", new StringContent(body)).GetAwaiter().GetResult();
        answer.EnsureSuccessStatusCode();
    }

    private void Start_(bool ownsDatabase)
    {
        var server = new ServerProcess(this, $"server{++_born}", ownsDatabase && _servers.All(s => s.IsDead));
        Note($"{server.Name} starts");
        _servers.RemoveAll(s => s.IsDead);
        _servers.Add(server);
    }

    private string Standing() =>
        $"{_pending.Count} calls under way, {_late.Count} late, {_servers.Count(s => !s.IsDead)} servers with "
        + $"{_servers.Sum(s => s.Advances.Count)} advances and {_servers.Count(s => s.Watch is not null)} watches, next look {_reader.NextDue()}, now {Time.Now}";

    private bool IsOver() =>
        _pending.Count == 0
        && _late.Count == 0
        && _keyBackAt is null
        && _liftAt is null
        && _handsOffAt is null
        && _servers.All(server => server.IsDead || server is { Watch: null, Advances.Count: 0 })
        && _servers.Exists(server => !server.IsDead)
        && _reader.NextDue() is null;

    private AWSCredentials Assume(Account account)
    {
        using var sts = new AmazonSecurityTokenServiceClient(
            new BasicAWSCredentials("AKIASANDBOXOPERATOR1", "sandbox-secret"),
            new AmazonSecurityTokenServiceConfig
            {
                ServiceURL = "http://aws.simulated/",
                AuthenticationRegion = account.Region,
                HttpClientFactory = new Direct(_aws),
            }
        );
        var session = sts.AssumeRoleAsync(new AssumeRoleRequest { RoleArn = account.RoleArn, RoleSessionName = "simulation" })
            .GetAwaiter()
            .GetResult()
            .Credentials;
        return new SessionAWSCredentials(session.AccessKeyId, session.SecretAccessKey, session.SessionToken);
    }

    private AmazonRDSClient Client(AWSCredentials credentials) =>
        new(
            credentials,
            new AmazonRDSConfig
            {
                ServiceURL = "http://aws.simulated/",
                AuthenticationRegion = "ap-northeast-1",
                HttpClientFactory = new Direct(_aws),
                MaxErrorRetry = 0,
            }
        );

    private void Note(string what) => _trace.Add(string.Create(CultureInfo.InvariantCulture, $"{Time.Now:dd HH:mm:ss.fff} {what}"));

    private sealed class Direct(InProcessSandbox aws) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(aws.CreateHandler());
    }
}
