using System.Globalization;
using SnapshotShare.Core.Clocks;

namespace SnapshotShare.Simulation.Tests;

/// <summary>Calls on their way from servers to AWS: they arrive in the order the seed draws, twice as late or not at all when it is rough.</summary>
internal sealed class Network(SimulatedRun run)
{
    private readonly List<PendingCall> _pending = [];
    private readonly List<(DateTime At, PendingCall Call)> _late = [];
    private readonly HashSet<string> _done = new(StringComparer.Ordinal);
    private int _sent;

    public int Pending => _pending.Count;
    public int Late => _late.Count;
    public bool IsQuiet => _pending.Count == 0 && _late.Count == 0;

    /// <summary>When the next call arrives whose sender has given it up.</summary>
    public DateTime? NextLate => _late.Count > 0 ? _late.Min(late => late.At) : null;

    public PendingCall Send(ServerProcess process, HttpRequestMessage request, byte[] body)
    {
        var call = new PendingCall(
            process,
            request,
            body,
            string.Create(CultureInfo.InvariantCulture, $"simulated-{++_sent}"),
            run.Wall.Ahead
        );
        _pending.Add(call);
        return call;
    }

    /// <summary>True for a change that AWS has made, whatever its sender was told.</summary>
    public bool IsDone(string? id) => id is not null && _done.Contains(id);

    /// <summary>Nobody waits any more for what a dead process had asked.</summary>
    public void ForgetTheDead() => _pending.RemoveAll(call => call.Process.IsDead);

    /// <summary>Delivers one call, whichever the seed draws.</summary>
    public void Deliver()
    {
        var call = _pending[run.Random.Next(_pending.Count)];
        _pending.Remove(call);
        var point = $"aws {call.Wire.Operation}";
        if (call.Wire.IsChange && run.Deaths.Strike(call.Process, $"before {point}"))
        {
            call.Process.Kill();
            return;
        }
        if (call.Wire.IsChange)
            run.Model.Sent(call.Wire, call.Ahead);
        if (!run.IsCalm && run.Random.NextDouble() < run.Scenario.Trouble)
        {
            Trouble(call);
            return;
        }
        var answer = Reach(call);
        if (call.Wire.IsChange && run.Deaths.Strike(call.Process, $"after {point}"))
        {
            call.Process.Kill();
            return;
        }
        call.Complete(answer);
    }

    /// <summary>Delivers the oldest call without any trouble, where somebody waits at the screen.</summary>
    public void DeliverOldest()
    {
        var call = _pending.First(call => !call.Process.IsDead);
        _pending.Remove(call);
        call.Complete(Reach(call));
    }

    public void DeliverLate()
    {
        foreach (var (at, call) in _late.Where(late => late.At <= run.Time.Now).ToList())
        {
            _late.Remove((at, call));
            Reach(call, late: true).Dispose();
            run.Disturb();
        }
    }

    /// <summary>Lets something go wrong with a call, in one of the ways calls go wrong.</summary>
    private void Trouble(PendingCall call)
    {
        run.Disturb();
        switch (run.Random.Next(6))
        {
            case 0:
                run.Trace.Note($"{call.Wire} is throttled");
                call.Refuse(400, "Throttling", "Rate exceeded");
                break;
            case 1:
                Fail(call);
                break;
            case 2:
                run.Trace.Note($"{call.Wire} finds its session expired");
                call.Refuse(403, "ExpiredToken", "The security token included in the request is expired");
                break;
            case 3:
                run.Trace.Note($"{call.Wire} is lost on the way");
                call.Break("reset before it arrived");
                break;
            case 4:
                Reach(call).Dispose();
                run.Trace.Note($"{call.Wire} is done, its answer lost");
                call.Break("reset after it was done");
                break;
            default:
                run.Trace.Note($"{call.Wire} will arrive late, {Later(call):HH:mm:ss}");
                call.Break("timed out");
                break;
        }
    }

    /// <summary>AWS fails by itself: before it did anything, after it was done, or with the thing in a queue from which it is done later.</summary>
    private void Fail(PendingCall call)
    {
        var what = run.Random.Next(3);
        if (what == 1)
            Reach(call).Dispose();
        run.Trace.Note(
            $"{call.Wire} gets a 5xx {(what == 0 ? "and is not done" : what == 1 ? "though it is done" : $"and is done {Later(call):HH:mm:ss}")}"
        );
        if (run.Random.Next(2) == 0)
            call.Refuse(503, "ServiceUnavailable", "Service is unavailable");
        else
            call.Refuse(500, "InternalFailure", "The request processing has failed because of an unknown error");
    }

    private DateTime Later(PendingCall call)
    {
        var at = run.Time.Now.AddSeconds(run.Random.Next(1, 600));
        _late.Add((at, call));
        return at;
    }

    private HttpResponseMessage Reach(PendingCall call, bool late = false)
    {
        var answer = run.Aws.Answer(call.Again());
        answer.Headers.Add(SimulatedAws.DateHeader, run.Time.GetUtcNow().ToString("r", CultureInfo.InvariantCulture));
        // The session that it is asked under was given by AWS too, which says the time then.
        if (run.Scenario.Jumps > 0 && !call.Process.IsDead)
            call.Process.Get<ClockCheck>().HasAnswered("sts", run.Time.Now);
        run.Trace.Note($"{call.Process.Name}: {call.Wire} → {(int)answer.StatusCode}{(late ? " (late)" : "")}");
        if (call.Wire.IsChange && answer.IsSuccessStatusCode)
        {
            _done.Add(call.Id);
            run.Model.Changed(call.Wire, late);
        }
        return answer;
    }
}
