using SnapshotShare.Core.Observing;

namespace SnapshotShare.Core.Shares.Drift;

/// <summary>Holds what AWS shows against what the ledger accounts for. Pure: no database, no AWS, no clock.</summary>
public static class DriftComparison
{
    /// <summary>Names what a share seen in AWS is, given every share a request of ours ever had; null when it is accounted for.</summary>
    public static DriftKind? Judge(string snapshotArn, string sharedWith, IEnumerable<Share> shares)
    {
        if (sharedWith == DriftFinding.Everybody)
            return DriftKind.Public;
        var ours = shares
            .Where(share =>
                string.Equals(share.SnapshotArn, snapshotArn, StringComparison.OrdinalIgnoreCase) && share.TargetAccountId == sharedWith
            )
            .ToList();
        // What is open or closed and under watch is the watchdog's; no watch ends before its share is closed.
        if (ours.Exists(share => share.WatchEndedAt is null))
            return null;
        return ours.Count > 0 ? DriftKind.CameBack : DriftKind.MadeElsewhere;
    }

    /// <summary>
    /// Names of the snapshots whose attribute and findings do not agree, as far as this view knows. The view may be some minutes old,
    /// so they want to be asked again before anything is written down.
    /// </summary>
    public static IReadOnlyList<string> Doubtful(
        IReadOnlyList<SnapshotView> manual,
        IReadOnlyCollection<Share> shares,
        IReadOnlyCollection<DriftFinding> standing
    )
    {
        var seen = manual
            .SelectMany(snapshot => (snapshot.SharedWith ?? []).Select(with => (snapshot, with)))
            .Where(pair => Judge(pair.snapshot.Arn, pair.with, shares) is not null)
            .ToList();
        var found = seen.Where(pair => !standing.Any(finding => Is(finding, pair.snapshot.Arn, pair.with)))
            .Select(pair => pair.snapshot.Identifier);
        var gone = standing
            .Where(finding => !seen.Exists(pair => Is(finding, pair.snapshot.Arn, pair.with)))
            .Select(finding => finding.SnapshotIdentifier);
        return [.. found.Concat(gone).Distinct(StringComparer.Ordinal)];
    }

    public static bool Is(DriftFinding finding, string snapshotArn, string sharedWith) =>
        string.Equals(finding.SnapshotArn, snapshotArn, StringComparison.OrdinalIgnoreCase) && finding.SharedWith == sharedWith;
}
