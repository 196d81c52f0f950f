using SnapshotShare.AwsSandbox.Rds;

namespace SnapshotShare.AwsSandbox.State;

/// <summary>The snapshots that carry any share, in order of their ARNs.</summary>
internal sealed class SharedSnapshots
{
    private readonly SortedDictionary<string, Snapshot> byArn = new(StringComparer.Ordinal);

    public SharedSnapshots(Table<Snapshot> snapshots) => snapshots.Changed = Follow;

    /// <summary>Other accounts' snapshots as an account sees them in a Region, by ARN, after <paramref name="after"/>.</summary>
    public IEnumerable<Snapshot> VisibleTo(Place place, DateTimeOffset now, bool everyones, string? after = null) =>
        byArn
            .Where(s => after is null || string.CompareOrdinal(s.Key, after) > 0)
            .Select(s => s.Value)
            .Where(s => s.Region == place.Region && s.Account != place.Account)
            .Where(s => s.Shares.Any(share => share.Account == (everyones ? Share.Everyone : place.Account) && share.IsVisibleAt(now)));

    private void Follow(Snapshot? before, Snapshot? after)
    {
        if (before is not null)
            byArn.Remove(before.Arn);
        if (after is { Shares.Count: > 0 })
            byArn[after.Arn] = after;
    }
}
