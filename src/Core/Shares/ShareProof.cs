using SnapshotShare.Core.Aws;

namespace SnapshotShare.Core.Shares;

/// <summary>The evidence that a snapshot is shared with an account no more, the same whoever looked.</summary>
public static class ShareProof
{
    /// <param name="restore">The source's attribute, which does not name the target.</param>
    /// <param name="targetRequestId">AWS's ID of the read of the target's listing, which does not show the snapshot.</param>
    public static IReadOnlyDictionary<string, string> Of(string snapshotArn, RestoreAttribute restore, string? targetRequestId)
    {
        var evidence = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["SnapshotArn"] = snapshotArn,
            ["SourceRestoreAttribute"] = restore.Text(ifGone: "snapshot deleted"),
            ["TargetListing"] = "not listed",
        };
        if (restore.AwsRequestId is { } source)
            evidence["SourceRequestId"] = source;
        if (targetRequestId is { } target)
            evidence["TargetRequestId"] = target;
        return evidence;
    }
}
