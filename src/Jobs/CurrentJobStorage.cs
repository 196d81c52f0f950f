using Hangfire;
using Hangfire.Storage;

namespace SnapshotShare.Jobs;

/// <summary>Stands for the storage that is open just now, so that a dashboard need not know that it was replaced.</summary>
public sealed class CurrentJobStorage : JobStorage
{
    private volatile JobStorage? _open;

    internal JobStorage Open
    {
        get => _open ?? throw new InvalidOperationException("Hangfire's records are opened when the host starts.");
        set => _open = value;
    }

    public override IStorageConnection GetConnection() => Open.GetConnection();

    public override IStorageConnection GetReadOnlyConnection() => Open.GetReadOnlyConnection();

    public override IMonitoringApi GetMonitoringApi() => Open.GetMonitoringApi();

    public override bool HasFeature(string featureId) => Open.HasFeature(featureId);

    public override string ToString() => _open?.ToString() ?? "";
}
