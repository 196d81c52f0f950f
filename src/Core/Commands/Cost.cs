namespace SnapshotShare.Core.Commands;

/// <summary>The cost of a command, which says what it is counted against.</summary>
public enum Cost
{
    /// <summary>It takes exposure away, or lets somebody in who may: never counted and never refused for being too much.</summary>
    Never,

    /// <summary>A page's worth of rows.</summary>
    Read,

    /// <summary>A transaction and its entry.</summary>
    Change,

    /// <summary>Calls to AWS, whose own limits are an account's and not a person's.</summary>
    Aws,

    /// <summary>A walk over the whole ledger.</summary>
    LedgerWalk,
}
