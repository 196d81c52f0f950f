using System.Collections.Concurrent;
using Amazon.RDS.Model;

namespace SnapshotShare.Core.Observing;

/// <summary>Who each manual snapshot is shared with. AWS tells it one snapshot at a time, so it is asked rarely and kept.</summary>
internal sealed class SharingAttributes(Func<string, CancellationToken, Task<IReadOnlyList<string>?>> ask, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, (DateTime At, IReadOnlyList<string> Accounts)> _known = new(StringComparer.Ordinal);

    public async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> ReadAsync(
        IReadOnlyList<DBClusterSnapshot> snapshots,
        DateTime notBefore,
        CancellationToken ct
    )
    {
        var names = snapshots.Select(snapshot => snapshot.DBClusterSnapshotIdentifier).ToHashSet(StringComparer.Ordinal);
        foreach (var gone in _known.Keys.Where(name => !names.Contains(name)).ToList())
            _known.TryRemove(gone, out _);
        foreach (var name in names)
            if (!_known.TryGetValue(name, out var known) || known.At < notBefore)
                if (await ask(name, ct) is { } accounts)
                    _known[name] = (time.UtcNowMilliseconds(), accounts);
        return _known.ToDictionary(pair => pair.Key, pair => pair.Value.Accounts, StringComparer.Ordinal);
    }
}
