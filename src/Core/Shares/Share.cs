using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Persistence;

namespace SnapshotShare.Core.Shares;

/// <summary>
/// A snapshot that another account may read because of us. The row is written with the intent, before AWS is asked, so a share can
/// exist without our knowing its answer but never without its row and deadline.
/// </summary>
public sealed class Share : IRemembered
{
    /// <summary>The request; one request has at most one share.</summary>
    public required string RequestId { get; init; }
    public required string SourceAccount { get; init; }
    public required string SnapshotIdentifier { get; init; }
    public required string SnapshotArn { get; init; }
    public required string TargetAccountId { get; init; }

    /// <summary>True when we made the snapshot: then a closed share is watched until the snapshot is deleted.</summary>
    public required bool SnapshotIsOurs { get; init; }
    public required DateTime IntendedAt { get; init; }

    /// <summary>No later than this the share is taken away, whatever the pipeline does.</summary>
    public required DateTime Deadline { get; set; }

    /// <summary>AWS confirmed the share.</summary>
    public DateTime? OpenedAt { get; set; }

    /// <summary>The source account's own listing no longer names the target.</summary>
    public DateTime? ClosedAt { get; set; }

    /// <summary>The target account's listing no longer shows the snapshot either.</summary>
    public DateTime? ProvenAt { get; set; }

    /// <summary>The snapshot is gone, or enough time has passed for any late call to have arrived; until then a closed share stays under watch.</summary>
    public DateTime? WatchEndedAt { get; set; }

    /// <summary>The last attempt to close it that failed, in words; shown as an alarm once the deadline has passed.</summary>
    public string? CloseFailure { get; set; }

    /// <summary>When the watchdog looks next.</summary>
    public DateTime NextLookAt { get; set; }
    public int Version { get; set; }

    /// <summary>The moment from which the target could read it, on the side of caution: before AWS was asked, because it may have obeyed at once.</summary>
    public DateTime ReadableFrom => IntendedAt;

    /// <summary>The moment at which it was seen to be closed; null while it is open.</summary>
    public DateTime? ReadableUntil => ClosedAt;

    public bool IsOpen => ClosedAt is null;

    string IRemembered.Key => RequestId;

    bool IRemembered.IsOver => WatchEndedAt is not null;

    /// <summary>The command that closes the share by hand.</summary>
    public string CloseCommand => RestoreAttribute.Remove(SourceAccount, SnapshotIdentifier, TargetAccountId).Cli;
}
