using System.Collections.Concurrent;
using Amazon.RDS.Model;
using SnapshotShare.Core.Persistence;

namespace SnapshotShare.Core.Observing;

/// <summary>
/// Who each manual snapshot is shared with. AWS tells it one snapshot at a time, so it is asked rarely and kept; an account with
/// thousands of snapshots is read in portions, and nobody waits for the last of them.
/// </summary>
/// <param name="ask">Account IDs of the <c>restore</c> attribute; null when the snapshot is not there.</param>
public sealed class SharingAttributes(Func<string, CancellationToken, Task<IReadOnlyList<string>?>> ask, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, (DateTime At, IReadOnlyList<string> Accounts)> _known = new(StringComparer.Ordinal);

    /// <summary>The answers read so far.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Known =>
        _known.ToDictionary(pair => pair.Key, pair => pair.Value.Accounts, StringComparer.Ordinal);

    /// <summary>Asks until everything is younger than <paramref name="notBefore"/> or <paramref name="portion"/> is over: first what was never read, the newest first.</summary>
    public async Task ReadAsync(IReadOnlyList<DBClusterSnapshot> snapshots, DateTime notBefore, TimeSpan portion, CancellationToken ct)
    {
        var names = snapshots.Select(snapshot => snapshot.DBClusterSnapshotIdentifier).ToHashSet(StringComparer.Ordinal);
        foreach (var gone in _known.Keys.Where(name => !names.Contains(name)).ToList())
            _known.TryRemove(gone, out _);
        var due =
            from snapshot in snapshots
            let readAt = _known.TryGetValue(snapshot.DBClusterSnapshotIdentifier, out var known) ? known.At : DateTime.MinValue
            where readAt < notBefore
            orderby readAt, snapshot.SnapshotCreateTime descending
            select snapshot.DBClusterSnapshotIdentifier;
        var until = time.UtcNowMilliseconds() + portion;
        foreach (var name in due.ToList())
        {
            if (await ask(name, ct) is { } accounts)
                _known[name] = (time.UtcNowMilliseconds(), accounts);
            if (time.UtcNowMilliseconds() >= until)
                return;
        }
    }
}
