namespace SnapshotShare.Core.Ledger.Events;

/// <summary>AWS shows the snapshot shared with the target account.</summary>
/// <param name="SnapshotArn">ARN of the shared snapshot.</param>
/// <param name="TargetAccountId">The account it is shared with.</param>
/// <param name="Deadline">The moment by which it must be closed.</param>
/// <param name="SharedWith">Everybody who may restore it, with commas between them.</param>
public sealed record ShareOpened(string SnapshotArn, string TargetAccountId, DateTime Deadline, string? SharedWith = null)
    : LedgerEvent(LedgerKind.ShareOpened);

/// <summary>AWS shows the snapshot no longer shared with the target account, or gone.</summary>
/// <param name="SnapshotArn">ARN of the snapshot that was shared.</param>
/// <param name="TargetAccountId">The account it was shared with.</param>
/// <param name="Deadline">The moment by which it had to be closed.</param>
/// <param name="SharedWith">Everybody who may restore it still, with commas between them; as the step saw it.</param>
/// <param name="SnapshotGone"><c>true</c> when the step saw no snapshot any more.</param>
/// <param name="SourceRestoreAttribute">The attribute as the watchdog read it, in brackets, or <c>snapshot not there</c>.</param>
/// <param name="Gone">Identifier of the snapshot, when its deletion closed the share.</param>
/// <param name="LeftAlone">Identifier of the snapshot, when another one stands in its place.</param>
/// <param name="SourceRequestId">AWS's ID of the call in the source account that showed it.</param>
/// <param name="TargetRequestId">AWS's ID of the call in the target account that showed it.</param>
public sealed record ShareClosed(
    string SnapshotArn,
    string TargetAccountId,
    DateTime Deadline,
    string? SharedWith = null,
    string? SnapshotGone = null,
    string? SourceRestoreAttribute = null,
    string? Gone = null,
    string? LeftAlone = null,
    string? SourceRequestId = null,
    string? TargetRequestId = null
) : LedgerEvent(LedgerKind.ShareClosed);

/// <summary>Both accounts show that the target account cannot restore the snapshot any more.</summary>
/// <param name="SnapshotArn">ARN of the snapshot that was shared.</param>
/// <param name="TargetAccountId">The account it was shared with.</param>
/// <param name="Deadline">The moment by which it had to be closed.</param>
/// <param name="SourceRestoreAttribute">The attribute as read in the source account, in brackets, or <c>snapshot deleted</c>.</param>
/// <param name="TargetListing"><c>not listed</c>: the target account is not shown it any more.</param>
/// <param name="SourceRequestId">AWS's ID of the call in the source account that showed it.</param>
/// <param name="TargetRequestId">AWS's ID of the call in the target account that showed it.</param>
public sealed record ShareProven(
    string SnapshotArn,
    string TargetAccountId,
    DateTime Deadline,
    string? SourceRestoreAttribute = null,
    string? TargetListing = null,
    string? SourceRequestId = null,
    string? TargetRequestId = null
) : LedgerEvent(LedgerKind.ShareProven);

/// <summary>The share is past its deadline and could not be closed.</summary>
/// <param name="SnapshotArn">ARN of the shared snapshot.</param>
/// <param name="TargetAccountId">The account it is shared with.</param>
/// <param name="Deadline">The moment by which it had to be closed.</param>
/// <param name="Code">AWS's code of the error.</param>
/// <param name="Message">AWS's words of the error, unchanged.</param>
/// <param name="CloseByHand">The AWS CLI command that closes it.</param>
public sealed record ShareOverdue(
    string SnapshotArn,
    string TargetAccountId,
    DateTime Deadline,
    string Code,
    string Message,
    string CloseByHand
) : LedgerEvent(LedgerKind.ShareOverdue);

/// <summary>AWS was asked to take a share away while nothing could be written; entered afterwards, without an intent before it.</summary>
/// <param name="SnapshotArn">ARN of the shared snapshot.</param>
/// <param name="TargetAccountId">The account it was shared with, or <c>all</c>.</param>
/// <param name="AskedAt">The moment AWS was asked for the first time.</param>
/// <param name="Outcome">The outcome of the last call, as that of a change.</param>
/// <param name="AwsRequestId">AWS's ID of the last call.</param>
/// <param name="Error">AWS's code and words, when the last call was refused.</param>
/// <param name="Failure">The reason why nothing could be written, in words.</param>
/// <param name="Times">The number of calls.</param>
public sealed record ClosedWithoutEntry(
    string SnapshotArn,
    string TargetAccountId,
    DateTime AskedAt,
    string Outcome,
    string? AwsRequestId,
    string? Error,
    string Failure,
    int Times
) : LedgerEvent(LedgerKind.ClosedWithoutEntry);

/// <summary>A closed share was seen open again.</summary>
/// <param name="SnapshotArn">ARN of the shared snapshot.</param>
/// <param name="TargetAccountId">The account it is shared with.</param>
/// <param name="Deadline">The moment by which it must be closed.</param>
public sealed record ShareReturned(string SnapshotArn, string TargetAccountId, DateTime Deadline) : LedgerEvent(LedgerKind.ShareReturned);
