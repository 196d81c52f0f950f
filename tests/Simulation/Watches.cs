using SnapshotShare.Core.Exposing.Strays;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Notifications;
using SnapshotShare.Core.Shares.Drift;

namespace SnapshotShare.Simulation.Tests;

/// <summary>What a server does beside the pipeline and its watchdog: it looks for drift and closes it, checks its ledger, keeps the heads, sends notices.</summary>
internal sealed class Watches
{
    /// <summary>Rarer than the product: each asks AWS some dozens of things, and there is as much to find.</summary>
    public static readonly TimeSpan ScanEvery = TimeSpan.FromHours(1);
    private static readonly TimeSpan CheckEvery = TimeSpan.FromHours(1);

    // Rarer than the product: each costs a flush to the disk.
    private static readonly TimeSpan HeadEvery = TimeSpan.FromMinutes(20);

    private readonly SimulatedRun _run;
    private readonly ServerProcess _server;
    private readonly IReadOnlyList<Watch> _all;
    private readonly Watch _scan;
    private readonly Watch _sweep;

    public Watches(SimulatedRun run, ServerProcess server)
    {
        (_run, _server) = (run, server);
        _scan = Every(ScanEvery, () => server.Get<DriftScan>().LookAsync(CancellationToken.None), () => MayFind);
        _sweep = Every(ScanEvery, () => server.Get<StraySweep>().LookAsync(CancellationToken.None), () => MayFind);
        _all =
        [
            // First, because nothing vouches for a ledger that was not checked.
            Every(CheckEvery, CheckAsync),
            _scan,
            _sweep,
            // While nothing can be written rows do not say when it was tried.
            Every(
                () => run.Records.AreRefused ? TimeSpan.FromSeconds(10) : TimeSpan.Zero,
                () => server.Get<DriftCloser>().DueAsync(CancellationToken.None),
                () => run.Rows.DriftDue(run.Time.Now)
            ),
            Every(HeadEvery, WriteHeadAsync),
            new Watch(() => run.Rows.NextNotice() <= run.Time.Now, () => server.Get<Webhook>().PassAsync(CancellationToken.None)),
        ];
    }

    public bool AreIdle => _all.All(watch => watch.Running is null);

    /// <summary>When it looks for drift next; null when there is nothing left to find.</summary>
    public DateTime? NextScan => MayFind ? (_scan.Next < _sweep.Next ? _scan : _sweep).Next : null;

    /// <summary>Begins the first that is due and not under way; false where there is none.</summary>
    public bool Tick()
    {
        if (_all.FirstOrDefault(watch => watch.Running is null && watch.IsDue()) is not { } due)
            return false;
        due.Running = due.Begin();
        return true;
    }

    public void Reap(Action<Task> finished)
    {
        foreach (var watch in _all)
            if (watch.Running is { IsCompleted: true } done)
            {
                watch.Running = null;
                finished(done);
            }
    }

    /// <summary>Nobody shares anything behind our back any more in a calm world, and what was shared is found.</summary>
    private bool MayFind => !_run.IsCalm || !_run.Drift.IsSettled || !_run.Descendants.AreFound;

    private Watch Every(TimeSpan interval, Func<Task> begin, Func<bool>? isNeeded = null) => Every(() => interval, begin, isNeeded);

    private Watch Every(Func<TimeSpan> interval, Func<Task> begin, Func<bool>? isNeeded = null)
    {
        Watch? watch = null;
        watch = new Watch(
            () => _run.Time.Now >= watch!.Next && isNeeded?.Invoke() != false,
            () =>
            {
                watch!.Next = _run.Time.Now + interval();
                return begin();
            }
        );
        return watch;
    }

    private async Task CheckAsync()
    {
        var verdict = await _server.Get<LedgerCheck>().CheckAsync(CancellationToken.None);
        if (!verdict.Holds && _run.Forgers.UndoneAt is null && !_run.Records.AreUnreadable)
            throw new InvariantBrokenException($"I5: {_server.Name} finds its ledger broken: {verdict}");
    }

    private async Task WriteHeadAsync()
    {
        var heads = _server.Get<LedgerHeads>();
        var before = LengthOf(heads.HeadsFile);
        await _server.Get<LedgerWatch>().WriteHeadAsync(CancellationToken.None);
        if (!_server.Get<LedgerCheck>().Last!.Holds)
            return;
        if (heads.Read().Signed is not [.., var newest] || newest.Sequence != _run.Rows.LastSequence())
            throw new InvariantBrokenException($"I5: {_server.Name} wrote a head and the newest is not there");
        if (LengthOf(heads.HeadsFile) == before || !_run.Deaths.Strike(_server, "while a head is written"))
            return;
        // Half of the line is on the disk.
        using (var file = new FileStream(heads.HeadsFile, FileMode.Open))
            file.SetLength(Math.Max(0, file.Length - 100));
        _server.Kill();
        await new TaskCompletionSource().Task;
    }

    private static long LengthOf(string file) => File.Exists(file) ? new FileInfo(file).Length : 0;

    private sealed class Watch(Func<bool> isDue, Func<Task> begin)
    {
        public Func<bool> IsDue { get; } = isDue;
        public Func<Task> Begin { get; } = begin;
        public DateTime Next { get; set; }
        public Task? Running { get; set; }
    }
}
