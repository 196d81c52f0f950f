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
        && _all.TrueForAll(server => server.IsDead || server is { Watch: null, Advances.Count: 0, Watches: null or { AreIdle: true } });

    /// <summary>When one of them looks for drift next; null where nobody does.</summary>
    public DateTime? NextScan => _all.Where(server => !server.IsDead).Min(server => server.Watches?.NextScan);

    public void Start(bool ownsDatabase)
    {
        var server = new ServerProcess(run, $"server{++_born}", ownsDatabase && First is null);
        run.Trace.Note($"{server.Name} starts");
        _all.RemoveAll(dead => dead.IsDead);
        _all.Add(server);
    }

    /// <summary>A living server; a new one where all are dead.</summary>
    public ServerProcess Living()
    {
        while (First is null)
            Start(ownsDatabase: true);
        return First;
    }

    public void Reap()
    {
        foreach (var server in _all.Where(server => !server.IsDead))
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
        if (server.Watch is null && run.Rows.SharesDue(run.Time.Now))
        {
            server.Watch = server.Get<Watchdog>().LookAsync(CancellationToken.None);
            return true;
        }
        if (server.Watches?.Tick() == true)
            return true;
        if (!run.Rows.RequestsDue(run.Time.Now))
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
        var id = due[run.Random.Next(due.Count)];
        server.Advances[id] = server.Get<Engine>().AdvanceAsync(id, CancellationToken.None);
        return true;
    }

    public void KillAll()
    {
        foreach (var server in _all.Where(server => !server.IsDead))
            server.Kill();
    }

    public override string ToString() =>
        $"{_all.Count(server => !server.IsDead)} servers with {_all.Sum(server => server.Advances.Count)} advances "
        + $"and {_all.Count(server => server.Watch is not null)} watches";
}
