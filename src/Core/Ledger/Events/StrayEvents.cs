namespace SnapshotShare.Core.Ledger.Events;

/// <summary>Something with production's data or our tags was seen that no request under way answers for.</summary>
/// <param name="Arn">ARN of it; of an export to S3 the place of its files, <c>s3://BUCKET/PREFIX/NAME</c>.</param>
/// <param name="Stray">The kind of the finding.</param>
/// <param name="Request">The request whose data it is, or whose ID stands on it; null where nobody knows.</param>
/// <param name="MadeOf">ARN of the snapshot, or AWS's ID of the cluster, that it was made of; null where it was made of none.</param>
/// <param name="MadeAt">The moment it was made, as AWS tells; null where AWS does not.</param>
public sealed record StrayFound(string Arn, string Stray, string? Request = null, string? MadeOf = null, DateTime? MadeAt = null)
    : LedgerEvent(LedgerKind.StrayFound);

/// <summary>It is not there any more, or a request answers for it.</summary>
/// <param name="Arn">ARN of it; of an export to S3 the place of its files.</param>
public sealed record StrayGone(string Arn) : LedgerEvent(LedgerKind.StrayGone);

/// <summary>Somebody decided that it goes.</summary>
/// <param name="Arn">ARN of it.</param>
/// <param name="Identity">AWS's own ID of it, which alone says what may be deleted.</param>
/// <param name="Stray">The kind of the finding.</param>
/// <param name="Reason">The reason given.</param>
/// <param name="Request">The request whose ID stands on it; null where nobody knows.</param>
public sealed record StrayRemovalDecided(string Arn, string Identity, string Stray, string Reason, string? Request = null)
    : LedgerEvent(LedgerKind.StrayRemovalDecided);
