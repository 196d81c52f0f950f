namespace SnapshotShare.Core.Notifications;

/// <summary>
/// The place up to which the ledger has been told outside. The ledger itself is the queue: what committed is told, in order, at least once, and what did
/// not commit never happened.
/// </summary>
public sealed class NoticeCursor
{
    public const int OnlyOne = 1;

    public int Id { get; init; } = OnlyOne;

    /// <summary>Where it goes, hashed, for the address may be a secret: another one begins with what happens from then on.</summary>
    public required string Destination { get; set; }

    /// <summary>The last entry that needs no telling any more.</summary>
    public required long Sequence { get; set; }

    /// <summary>Tries of the entry after it that failed.</summary>
    public int FailedTries { get; set; }
    public DateTime? FailingSince { get; set; }
    public DateTime? NextTryAt { get; set; }

    /// <summary>When the receiver last got a head of the ledger, and of which entry.</summary>
    public DateTime? HeadSentAt { get; set; }
    public long HeadSequence { get; set; }

    /// <summary>Another receiver is told what happens from here on, and owes nothing for the one before it.</summary>
    public void BeginAnew(string destination, long sequence)
    {
        (Destination, Sequence) = (destination, sequence);
        (FailedTries, FailingSince, NextTryAt) = (0, null, null);
        (HeadSentAt, HeadSequence) = (null, 0);
    }
}
