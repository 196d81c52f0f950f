using SnapshotShare.AwsSandbox;

namespace SnapshotShare.Web.Hosting;

/// <summary>The sandbox inside this process, on a loopback port of its own. It is reached over HTTP alone, as AWS would be.</summary>
public sealed class EmbeddedSandbox(Installation installation) : IAsyncDisposable
{
    private Sandbox? _sandbox;

    /// <summary>Null until it listens, and always null where there is none.</summary>
    public Uri? Endpoint => _sandbox?.Endpoint;

    public async Task StartAsync(TimeProvider time, CancellationToken ct)
    {
        if (!installation.EmbedsSandbox)
            return;
        var options = new SandboxOptions
        {
            Url = installation.Sandbox.Url,
            Speed = installation.Sandbox.Speed,
            DataFolder = Path.Combine(installation.DataFolder, "sandbox"),
            // A demo that runs for days always has a snapshot of last night.
            DailyBackups = true,
        };
        // A host of its own: whoever watches this one being built, as a test's factory does, must not take that for it.
        Task<Sandbox> starting;
        using (ExecutionContext.SuppressFlow())
            starting = Task.Run(() => Sandbox.StartAsync(options, time, ct), ct);
        _sandbox = await starting;
    }

    public async ValueTask DisposeAsync()
    {
        if (_sandbox is not null)
            await _sandbox.DisposeAsync();
    }
}
