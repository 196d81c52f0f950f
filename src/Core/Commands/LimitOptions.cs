namespace SnapshotShare.Core.Commands;

/// <summary>The configuration section <c>Limits</c>: how much one person may ask for. What takes exposure away is never counted.</summary>
public sealed class LimitOptions
{
    /// <summary>Pages, reads of the API and pages of the ledger, a minute.</summary>
    public int ReadsPerMinute { get; set; } = 1200;

    /// <summary>Commands that cost no more than an entry, such as a decision, a minute.</summary>
    public int ChangesPerMinute { get; set; } = 120;

    /// <summary>Commands that ask AWS, a minute: previews, requests, plans made again, looks at once, checks of a route.</summary>
    public int AwsPerMinute { get; set; } = 30;

    /// <summary>Commands that walk the ledger, a minute: checks, exports, evidence packs.</summary>
    public int LedgerWalksPerMinute { get; set; } = 10;

    /// <summary>Commands of one kind that run at once; more wait.</summary>
    public int AtOnce { get; set; } = 3;

    /// <summary>Commands of one kind that wait; more are refused.</summary>
    public int Waiting { get; set; } = 20;

    /// <summary>Requests of an address without a sign-in, a minute; counted only where a trusted proxy names addresses.</summary>
    public int AddressPerMinute { get; set; } = 600;

    public IEnumerable<string> Mistakes()
    {
        foreach (
            var (key, value) in new[]
            {
                (nameof(ReadsPerMinute), ReadsPerMinute),
                (nameof(ChangesPerMinute), ChangesPerMinute),
                (nameof(AwsPerMinute), AwsPerMinute),
                (nameof(LedgerWalksPerMinute), LedgerWalksPerMinute),
                (nameof(AtOnce), AtOnce),
                (nameof(AddressPerMinute), AddressPerMinute),
            }
        )
            if (value is < 1 or > Most)
                yield return $"Limits:{key}: must be from 1 to {Most}, is {value}.";
        if (Waiting is < 0 or > Most)
            yield return $"Limits:Waiting: must be from 0 to {Most}, is {Waiting}.";
    }

    private const int Most = 1_000_000;
}
