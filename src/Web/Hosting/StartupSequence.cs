using SnapshotShare.Core;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Shares;

namespace SnapshotShare.Web.Hosting;

/// <summary>Does what comes before the first page, in this order. Throws <see cref="StartRefusedException"/> with a sentence.</summary>
public sealed partial class StartupSequence(
    Installation installation,
    EmbeddedSandbox sandbox,
    AwsClients clients,
    CoreStartup startup,
    Watchdog watchdog,
    TimeProvider time,
    ILogger<StartupSequence> logger
)
{
    /// <summary>AWS may not answer; then the pages open with the alarm that the watchdog left, instead of not at all.</summary>
    private static readonly TimeSpan WatchdogPatience = TimeSpan.FromSeconds(30);

    public async Task RunAsync(CancellationToken ct)
    {
        OpenDataFolder();
        await sandbox.StartAsync(time, ct);
        if (sandbox.Endpoint is { } endpoint)
            Log.SandboxListens(logger, endpoint);
        CheckEndpoints();
        await startup.OpenAsync(ct);
        await CloseWhatIsOverdueAsync(ct);
    }

    /// <summary>The keys lie in it, and everything else that must not be lost.</summary>
    private void OpenDataFolder()
    {
        try
        {
            OwnFolder.Create(installation.DataFolder);
            OwnFolder.Create(installation.KeysFolder);
            var trial = Path.Combine(installation.DataFolder, $".trial-{Environment.ProcessId}");
            OwnFolder.CreateFile(trial);
            File.Delete(trial);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException(
                $"Data:Folder: {installation.DataFolder} cannot be written to: {e.Message} "
                    + "It must belong to the user that runs the product, on a volume that is mounted for writing and has room.",
                e
            );
        }
    }

    /// <summary>The configuration was checked already; this asks the clients that were really built.</summary>
    private void CheckEndpoints()
    {
        if (!installation.IsSandboxWorld)
            return;
        var foreign = clients.ResolvedEndpoints().Where(endpoint => !endpoint.IsLoopback).Distinct().ToList();
        if (foreign.Count > 0)
            throw new StartRefusedException(
                $"Personas have no password, so they are only for endpoints on a loopback address; these are not: {string.Join(", ", foreign)}."
            );
    }

    private async Task CloseWhatIsOverdueAsync(CancellationToken ct)
    {
        using var patience = new CancellationTokenSource(WatchdogPatience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, ct);
        try
        {
            await watchdog.LookAsync(either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            Log.WatchdogTookLong(logger, WatchdogPatience);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "No AWS here: the sandbox plays the accounts at {Endpoint}")]
        public static partial void SandboxListens(ILogger logger, Uri endpoint);

        [LoggerMessage(
            Level = LogLevel.Error,
            Message = "AWS did not answer within {Patience} when overdue shares were to be closed; the watchdog keeps trying."
        )]
        public static partial void WatchdogTookLong(ILogger logger, TimeSpan patience);
    }
}
