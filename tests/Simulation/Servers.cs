using SnapshotShare.Core.Execution;
using SnapshotShare.Core.Shares;

namespace SnapshotShare.Simulation.Tests;

/// <summary>The servers that were started, and what their timers and jobs would do now.</summary>
internal sealed class Servers(SimulatedRun run)
{
    private readonly List<ServerProcess> _all = [];
    private int _born;

    public ServerProcess? First => _all.Find(server => !server.IsDead);
    public ServerProcess? Last => _all.FindLast(server => !server.IsDead);

    /// <summary>Somebody lives, and nobody is in the middle of anything.</summary>
    public bool AreIdle =>
        First is not null
        && _all.TrueForAll(server =>
            server.IsDead || server is { Watch: null, ClockLook.IsCompleted: true, Advances.Count: 0, Watches: null or { AreIdle: true } }
        );

    /// <summary>When one of them looks for drift next; null where nobody does.</summary>
    public DateTime? NextScan => Living.Min(server => server.Watches?.NextScan);

    /// <summary>When one of them tries again to write down what it did without; null where there is nothing of the kind.</summary>
    public DateTime? NextPass => Living.Where(IsWithoutRecords).Min(server => (DateTime?)server.NextPass);

    public void Start(bool ownsDatabase)
    {
        run.Records.Restore();
        var server = new ServerProcess(run, $"server{++_born}", ownsDatabase && First is null);
        run.Trace.Note($"{server.Name} starts");
        _all.RemoveAll(dead => dead.IsDead);
        _all.Add(server);
    }

    /// <summary>Every watchdog knows of every share: it read them, or wrote them itself since its first look.</summary>
    public bool HaveReadShares => Living.All(HasReadShares);

    /// <summary>By how much the one that writes rows is ahead of true time.</summary>
    public TimeSpan Ahead => First is { } server ? server.Now - run.Time.Now : TimeSpan.Zero;

    public void LookAtClocks()
    {
        foreach (var server in Living.ToList())
            server.LookAtClocks();
    }

    public IEnumerable<ServerProcess> Living => _all.Where(server => !server.IsDead);

    /// <summary>A living server; a new one where all are dead.</summary>
    public ServerProcess Some()
    {
        while (First is null)
            Start(ownsDatabase: true);
        return First;
    }

    public void Reap()
    {
        foreach (var server in Living.ToList())
            server.Reap();
    }

    /// <summary>Lets one server do what its timers and jobs would do now; false where that is nothing.</summary>
    public bool Tick()
    {
        if (First is null)
        {
            Start(ownsDatabase: true);
            return true;
        }
        var living = _all.FindAll(server => !server.IsDead);
        var server = living[run.Random.Next(living.Count)];
        if (server.Watch is null && IsPassDue(server))
        {
            server.NextPass = run.Time.Now.AddSeconds(10);
            if (!run.Records.AreUnreadable)
                server.SharesRead = run.Rows.Shares().Count;
            server.Watch = server.Get<Watchdog>().LookAsync(CancellationToken.None);
            return true;
        }
        if (server.TriesAgainAt > run.Time.Now)
            return false;
        if (server.Watches?.Tick() == true)
            return true;
        if (!run.Rows.RequestsDue(server.Now))
            return false;
        if (server.Due().Where(id => !server.Advances.ContainsKey(id)).ToList() is not { Count: > 0 } due)
            return false;
        var id = due[run.Random.Next(due.Count)];
        server.Advances[id] = server.Get<Engine>().AdvanceAsync(id, CancellationToken.None);
        return true;
    }

    /// <summary>It passes every second; here only when there is something to do. While nothing can be written, rows do not say so.</summary>
    private bool IsPassDue(ServerProcess server) =>
        IsWithoutRecords(server)
            ? server.NextPass <= run.Time.Now
            : (run.Rows.SharesDue(server.Latest) && (server.Latest == server.Now || server.NextPass <= run.Time.Now))
                || ((run.Forgers.UndoneAt is not null || run.Wall.Times > 0) && run.Model.AreOverdue && server.NextPass <= run.Time.Now)
                || (run.Scenario.Refusals > 0 && !HasReadShares(server));

    private bool HasReadShares(ServerProcess server) =>
        server.SharesRead == run.Rows.Shares().Count || (server.SharesRead >= 0 && !run.Scenario.TwoServers);

    private bool IsWithoutRecords(ServerProcess server) => run.Records.AreRefused || server.Get<EmergencyJournal>().Trouble is not null;

    public void KillAll()
    {
        foreach (var server in Living.ToList())
            server.Kill();
    }

    public override string ToString() =>
        $"{_all.Count(server => !server.IsDead)} servers with {_all.Sum(server => server.Advances.Count)} advances "
        + $"and {_all.Count(server => server.Watch is not null)} watches";
}
