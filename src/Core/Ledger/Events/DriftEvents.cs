using System.Text.Json.Serialization;

namespace SnapshotShare.Core.Ledger.Events;

/// <summary>AWS shows a share that no request accounts for.</summary>
/// <param name="SnapshotArn">ARN of the shared snapshot.</param>
/// <param name="SharedWith">The account it is shared with, or <c>all</c>.</param>
/// <param name="Drift">The kind of the finding.</param>
public sealed record DriftFound(string SnapshotArn, string SharedWith, [property: JsonPropertyName("kind")] string Drift)
    : LedgerEvent(LedgerKind.DriftFound);

/// <summary>AWS does not show the share any more, or a request has come to hold it.</summary>
/// <param name="SnapshotArn">ARN of the snapshot that was shared.</param>
/// <param name="SharedWith">The account it was shared with, or <c>all</c>.</param>
/// <param name="SourceRestoreAttribute">The attribute as just read, in brackets, or <c>snapshot not there</c>, or <c>held by a request</c>.</param>
/// <param name="TargetListing"><c>not listed</c> when the account it was shared with was asked and does not see it.</param>
/// <param name="SourceRequestId">AWS's ID of the read of the attribute.</param>
/// <param name="TargetRequestId">AWS's ID of the read of the target's listing.</param>
public sealed record DriftGone(
    string SnapshotArn,
    string SharedWith,
    string SourceRestoreAttribute,
    string? TargetListing = null,
    string? SourceRequestId = null,
    string? TargetRequestId = null
) : LedgerEvent(LedgerKind.DriftGone);

/// <summary>The share is to be taken away.</summary>
/// <param name="SnapshotArn">ARN of the shared snapshot.</param>
/// <param name="SharedWith">The account it is shared with, or <c>all</c>.</param>
/// <param name="Why"><c>frozen</c> when it was found while sharing was frozen.</param>
/// <param name="AskedAt">The moment somebody asked for it, where that could not be written then.</param>
public sealed record DriftUnshareAsked(string SnapshotArn, string SharedWith, string? Why = null, DateTime? AskedAt = null)
    : LedgerEvent(LedgerKind.DriftUnshared);

/// <summary>Somebody asked to keep the share until a deadline.</summary>
/// <param name="SnapshotArn">ARN of the shared snapshot.</param>
/// <param name="SharedWith">The account it is shared with, or <c>all</c>.</param>
/// <param name="Until">The deadline.</param>
/// <param name="Reason">The reason given.</param>
public sealed record DriftAdoptionProposed(string SnapshotArn, string SharedWith, DateTime Until, string Reason)
    : LedgerEvent(LedgerKind.DriftAdoptionProposed);

/// <summary>A second person agreed to keep the share until the deadline.</summary>
/// <param name="SnapshotArn">ARN of the shared snapshot.</param>
/// <param name="SharedWith">The account it is shared with, or <c>all</c>.</param>
/// <param name="Until">The deadline.</param>
/// <param name="ProposedBy">Name of the person who asked.</param>
public sealed record DriftAdopted(string SnapshotArn, string SharedWith, DateTime Until, [property: WrittenAsNull] string? ProposedBy)
    : LedgerEvent(LedgerKind.DriftAdopted);

/// <summary>The deadline of a kept share has passed.</summary>
/// <param name="SnapshotArn">ARN of the shared snapshot.</param>
/// <param name="SharedWith">The account it is shared with, or <c>all</c>.</param>
/// <param name="Until">The deadline.</param>
public sealed record DriftAdoptionEnded(string SnapshotArn, string SharedWith, DateTime Until) : LedgerEvent(LedgerKind.DriftAdoptionEnded);
