using SnapshotShare.AwsSandbox.Faults;

namespace SnapshotShare.AwsSandbox.State;

/// <summary>The world with what rules over it: options, names, the journal. The one place that writes to disk.</summary>
internal sealed class Accounts : IDisposable
{
    private readonly Journal? journal;

    public Accounts(SandboxOptions options, DateTimeOffset now)
    {
        Options = options;
        Names = new(options.Seed);
        Clockwork = new(this);
        if (options.DataFolder is { } folder)
            journal = Journal.Open(folder, World.Tables);
        if (World.Roles.Count == 0)
            Reset(now);
    }

    public World World { get; } = new();
    public SandboxOptions Options { get; set; }
    public Names Names { get; }
    public Clockwork Clockwork { get; }
    public FaultList Faults { get; } = new();
    public ShareLog Shares { get; } = new();

    /// <summary>Back to the first state, as if the sandbox had just been made.</summary>
    public void Reset(DateTimeOffset now)
    {
        World.Clear();
        FirstState.Fill(this, now);
        Save(durable: true);
    }

    public void Save(bool durable) => journal?.Write(durable);

    public void Dispose() => journal?.Dispose();
}
