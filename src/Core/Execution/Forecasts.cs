using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Topology;
using SnapshotShare.Core.Workflows;

namespace SnapshotShare.Core.Execution;

/// <summary>Reads what earlier trips teach, now and then.</summary>
public sealed class Forecasts(IDbContextFactory<Db> databases, Timings timings, TimeProvider time)
{
    private const int Earlier = 5;
    private InFlight _crowd = new(DateTime.MinValue, 0);
    private readonly ConcurrentDictionary<string, (DateTime At, Expectations Usual)> _known = new(StringComparer.Ordinal);

    public async Task<Expectations> ExpectAsync(string sourceCluster, CancellationToken ct)
    {
        var now = time.UtcNowMilliseconds();
        if (_known.TryGetValue(sourceCluster, out var known) && now - known.At < timings.Far)
            return known.Usual;
        await using var db = await databases.CreateDbContextAsync(ct);
        var earlier = await db
            .Requests.AsNoTracking()
            .Where(request => request.SourceCluster == sourceCluster && request.ReadyAt != null)
            .OrderByDescending(request => request.ReadyAt)
            .Take(Earlier)
            .ToListAsync(ct);
        var usual = Expectations.From(earlier, timings);
        _known[sourceCluster] = (now, usual);
        return usual;
    }

    /// <summary>Reads what decides how often a step is looked at.</summary>
    public async Task<PollHints> HintsAsync(string sourceCluster, StepName step, CancellationToken ct)
    {
        var now = time.UtcNowMilliseconds();
        if (now - _crowd.At >= timings.Look)
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            _crowd = new InFlight(now, await db.Requests.CountAsync(request => request.Status == RequestStatus.Running, ct));
        }
        return new PollHints((await ExpectAsync(sourceCluster, ct)).Of(step), _crowd.Count);
    }

    public async Task<Forecast> OfAsync(Request request, CancellationToken ct) =>
        Forecast.Of(request, await ExpectAsync(request.SourceCluster, ct), time.UtcNowMilliseconds());

    private sealed record InFlight(DateTime At, int Count);
}
