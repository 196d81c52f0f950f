using SnapshotShare.Core.Ledger.Events;

namespace SnapshotShare.Core.Ledger;

/// <summary>One line of the ledger. Never changed, never deleted; each is hashed with the one before it.</summary>
public sealed class LedgerEntry
{
    /// <summary>1, 2, 3 … without a gap.</summary>
    public required long Sequence { get; init; }

    /// <summary>UTC, to the millisecond.</summary>
    public required DateTime At { get; init; }

    /// <summary>One of <see cref="LedgerKind"/>.</summary>
    public required string Kind { get; init; }
    public required string ActorId { get; init; }
    public required string ActorName { get; init; }
    public required string ActorRole { get; init; }

    /// <summary>The request or drift finding it is about; empty for the installation as a whole.</summary>
    public required string Subject { get; init; }

    /// <summary>A flat or nested JSON object in canonical form, without secrets.</summary>
    public required string Details { get; init; }

    /// <summary>SHA-256 of the entry before, lower-case hex; 64 zeros for the first.</summary>
    public required string PreviousHash { get; init; }

    /// <summary>SHA-256 of this one.</summary>
    public required string Hash { get; init; }

    /// <summary>The event that was written; null where the details are not such as its kind has them.</summary>
    public LedgerEvent? ReadEvent() => LedgerEvent.Read(Kind, Details);
}
