using System.Text.Json.Nodes;
using SnapshotShare.Core.Text;

namespace SnapshotShare.Core.Ledger.Events;

/// <summary>Somebody asked.</summary>
/// <param name="Goal">A snapshot to share or a cluster to restore.</param>
/// <param name="Route">The route's name.</param>
/// <param name="Source">ARN of the snapshot the data is taken from.</param>
/// <param name="TargetCluster">Identifier of the dev cluster; null when only a snapshot is shared.</param>
/// <param name="Reason">The reason given.</param>
public sealed record RequestCreated(
    string Goal,
    string Route,
    string Source,
    [property: WrittenAsNull] string? TargetCluster,
    string Reason
) : LedgerEvent(LedgerKind.Requested);

/// <summary>A plan was made, or shortened by an approver.</summary>
/// <param name="PlanVersion">1 for the first.</param>
/// <param name="Digest">SHA-256 over <paramref name="Plan"/>, lower-case hex.</param>
/// <param name="Plan">The members that the digest covers.</param>
public sealed record RequestPlanned(int PlanVersion, string Digest, JsonObject Plan) : LedgerEvent(LedgerKind.Planned);

/// <summary>The plan was made again and waits for a new approval.</summary>
/// <param name="ApprovedDigest">The digest that was approved; null when none was.</param>
/// <param name="PlanVersion">The new plan's version.</param>
/// <param name="Digest">SHA-256 over <paramref name="Plan"/>, lower-case hex.</param>
/// <param name="Plan">The members that the digest covers.</param>
/// <param name="Why">The reason, in English.</param>
public sealed record PlanChanged(
    [property: WrittenAsNull] string? ApprovedDigest,
    int PlanVersion,
    string Digest,
    JsonObject Plan,
    string Why
) : LedgerEvent(LedgerKind.PlanChanged);

/// <summary>An approver, or the route's rule, said yes.</summary>
/// <param name="PlanVersion">The plan's version.</param>
/// <param name="Digest">The plan's digest.</param>
/// <param name="Reason">The reason given.</param>
/// <param name="Left">The number of people who must still say yes; left out when nobody must.</param>
/// <param name="Signature">Base64 of the ECDSA signature over the decision; left out by versions that signed none.</param>
public sealed record RequestApproved(int PlanVersion, string Digest, string Reason, int? Left = null, string? Signature = null)
    : LedgerEvent(LedgerKind.Approved);

/// <summary>An approver said no.</summary>
/// <param name="PlanVersion">The plan's version.</param>
/// <param name="Digest">The plan's digest.</param>
/// <param name="Reason">The reason given.</param>
/// <param name="Signature">Base64 of the ECDSA signature over the decision; left out by versions that signed none.</param>
public sealed record RequestRejected(int PlanVersion, string Digest, string Reason, string? Signature = null)
    : LedgerEvent(LedgerKind.Rejected);

/// <summary>Somebody cancelled, or gave a ready cluster back.</summary>
/// <param name="PlanVersion">The plan's version.</param>
/// <param name="Digest">The plan's digest.</param>
/// <param name="Reason">The reason given.</param>
public sealed record RequestCancelled(int PlanVersion, string Digest, string Reason) : LedgerEvent(LedgerKind.Cancelled);

/// <summary>The life of the dev cluster or the copy is about to end.</summary>
/// <param name="ExpiresAt">The end of its life.</param>
public sealed record RequestAboutToExpire(DateTime ExpiresAt) : LedgerEvent(LedgerKind.AboutToExpire);

/// <summary>The requester read how the dev cluster is reached.</summary>
/// <param name="Cluster">Identifier of the dev cluster.</param>
public sealed record ConnectionRead([property: WrittenAsNull] string? Cluster) : LedgerEvent(LedgerKind.ConnectionRead);

/// <summary>A copy that was made before copies had a life got the route's, counted from now.</summary>
/// <param name="ExpiresAt">The end of its life.</param>
public sealed record RequestLifeBegun(DateTime ExpiresAt) : LedgerEvent(LedgerKind.LifeBegun);

/// <summary>The life of the dev cluster or the copy was lengthened.</summary>
/// <param name="ExpiresAt">The new end of its life.</param>
public sealed record RequestExtended(DateTime ExpiresAt) : LedgerEvent(LedgerKind.Extended);

/// <summary>Somebody had the request looked at, or planned again, at once.</summary>
public sealed record RequestRetried() : LedgerEvent(LedgerKind.Retried);

/// <summary>Somebody had the share taken away before its deadline.</summary>
/// <param name="SnapshotArn">ARN of the shared snapshot.</param>
/// <param name="TargetAccountId">The account it was shared with.</param>
/// <param name="AskedAt">The moment it was asked for, where nothing could be written then; left out otherwise.</param>
public sealed record UnshareAsked(string SnapshotArn, string TargetAccountId, DateTime? AskedAt = null) : LedgerEvent(LedgerKind.Unshared);

/// <summary>The request came into another status.</summary>
/// <param name="From">The status until then.</param>
/// <param name="To">The status from then on.</param>
/// <param name="Reason">The reason in English; null when the status says it all.</param>
/// <param name="Phrase">The reason by key and values, for who reads the ledger in another language.</param>
public sealed record StatusChanged(string From, string To, [property: WrittenAsNull] string? Reason, Message? Phrase = null)
    : LedgerEvent(LedgerKind.StatusChanged);

/// <summary>Everything that proves what became of the request was given away.</summary>
public sealed record EvidenceTaken() : LedgerEvent(LedgerKind.EvidenceTaken);

/// <summary>Somebody may not do what they tried.</summary>
/// <param name="Why">The refusal, in English.</param>
/// <param name="Key">The refusal's key; entries from before have none.</param>
public sealed record AttemptRefused(string Why, string? Key = null) : LedgerEvent(LedgerKind.Refused);

/// <summary>Attempts of the person who is the entry's actor were refused without an entry each, because there were too many.</summary>
/// <param name="Count">The number of them.</param>
/// <param name="From">The moment of the first.</param>
/// <param name="Until">The moment of the last.</param>
/// <param name="Keys">The number of them for each refusal's key.</param>
public sealed record AttemptsLeftOut(int Count, DateTime From, DateTime Until, IReadOnlyDictionary<string, int> Keys)
    : LedgerEvent(LedgerKind.LeftOut);
