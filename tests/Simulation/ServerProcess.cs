using Amazon.Runtime;
using Microsoft.Extensions.Logging.Abstractions;
using SnapshotShare.Core;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Execution;
using SnapshotShare.Core.Notifications;
using SnapshotShare.Core.Observing;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Plans;

namespace SnapshotShare.Simulation.Tests;

/// <summary>One running server: the domain as it is shipped, with the schedule between it and AWS and between it and its commits.</summary>
internal sealed class ServerProcess
{
    private readonly SimulatedRun _run;
    private readonly ServiceProvider _services;

    public ServerProcess(SimulatedRun run, string name, bool ownsDatabase)
    {
        (_run, Name) = (run, name);
        var commits = new Commits(run, this);
        _services = new ServiceCollection()
            .AddSingleton<TimeProvider>(run.Wall)
            .AddSingleton(typeof(Microsoft.Extensions.Logging.ILogger<>), typeof(NullLogger<>))
            .AddCore(
                run.AwsTopology,
                new CoreOptions
                {
                    ConnectionString = run.ConnectionString,
                    Environment = SimulatedEstate.Environment,
                    Timings = run.Timings,
                    BaseCredentials = SimulatedAws.Operator,
                    SandboxEndpoint = () => SimulatedAws.Address,
                    Synchronous = "OFF",
                    // People who are played ask faster than any.
                    Limits = new()
                    {
                        AwsPerMinute = 1_000_000,
                        ChangesPerMinute = 1_000_000,
                        AtOnce = 1_000,
                    },
                    HeadsFolder = run.HeadsFolder,
                    Webhook = run.Scenario.HasWatches ? Receiver.Options : new(),
                    WebhookTransport = new WebhookTransport(() => run.Receiver.For(this)),
                    Interceptors = [commits, commits.Labels, run.Records.Doors],
                    Connection = new AwsConnection
                    {
                        HttpClientFactory = new OnTheWire(this),
                        GivenSession = run.Aws.Session,
                        ReadRetries = 0,
                        DateHeader = SimulatedAws.DateHeader,
                    },
                }
            )
            .AddSingleton(new RequestIds(run.Bytes))
            .BuildServiceProvider();
        Watches = run.Scenario.HasWatches ? new Watches(run, this) : null;
        if (ownsDatabase)
            Finished(Get<CoreStartup>().OpenAsync(CancellationToken.None));
    }

    public string Name { get; }
    public bool IsDead { get; private set; }
    public Task? Watch { get; set; }
    public Task ClockLook { get; private set; } = Task.CompletedTask;

    /// <summary>The time by which it writes its rows.</summary>
    public DateTime Now => Get<TimeProvider>().GetUtcNow().UtcDateTime;

    /// <summary>The time by the clock that says first that something is due: its own, the machine's, or AWS's.</summary>
    public DateTime Latest => new[] { Now, _run.Wall.Now, _run.Time.Now }.Max();

    /// <summary>When the watchdog passes next where rows do not say it: they cannot be written, or it has not read them yet.</summary>
    public DateTime NextPass { get; set; }

    /// <summary>The number of shares that the watchdog knows of.</summary>
    public int SharesRead { get; set; } = -1;

    /// <summary>Until when what failed for the sake of the records is left alone, as its timer or its job would.</summary>
    public DateTime TriesAgainAt { get; private set; }

    /// <summary>What else runs beside the pipeline; null where the scenario leaves it out.</summary>
    public Watches? Watches { get; }
    public Dictionary<string, Task> Advances { get; } = new(StringComparer.Ordinal);

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Requests that its jobs would advance now.</summary>
    public IReadOnlyList<string> Due()
    {
        var due = Get<Engine>().DueAsync(CancellationToken.None);
        Finished(due);
        return due.IsCompletedSuccessfully ? due.Result : [];
    }

    /// <summary>SIGKILL: no continuation of it ever runs, its locks and connections are gone.</summary>
    public void Kill()
    {
        IsDead = true;
        Get<Database>().Dispose();
    }

    /// <summary>Lets out here whatever the process did by a mistake of its own.</summary>
    public void Reap()
    {
        if (Watch is { IsCompleted: true } watch)
        {
            Finished(watch);
            Watch = null;
        }
        if (ClockLook.IsFaulted)
            Finished(ClockLook);
        Watches?.Reap(Finished);
        foreach (var (request, advance) in Advances.Where(pair => pair.Value.IsCompleted).ToList())
        {
            Finished(advance);
            Advances.Remove(request);
        }
    }

    /// <summary>As each second; not while the one before waits for AWS, which it asks for the time where one service alone has said it.</summary>
    public void LookAtClocks()
    {
        if (!ClockLook.IsCompleted)
            return;
        ClockLook = Get<ClockWatch>().LookAsync(CancellationToken.None);
        if (ClockLook.IsCompleted)
            Finished(ClockLook);
    }

    private void Finished(Task task)
    {
        if (IsDead)
            return;
        if (!task.IsCompleted)
            throw new InvalidOperationException("Something waited for what the schedule does not know.");
        if (Records.IsRefusal(task.Exception))
        {
            TriesAgainAt = _run.Time.Now.AddSeconds(10);
            return;
        }
        task.GetAwaiter().GetResult();
    }

    private sealed class OnTheWire(ServerProcess process) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new Wire(process));
    }

    private sealed class Wire(ServerProcess process) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
            return await process._run.Network.Send(process, request, body).Answer;
        }
    }
}
