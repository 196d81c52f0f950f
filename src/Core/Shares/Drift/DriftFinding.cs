using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Persistence;

namespace SnapshotShare.Core.Shares.Drift;

public enum DriftKind
{
    /// <summary>Nobody here made this share.</summary>
    MadeElsewhere,

    /// <summary>A request's share that was closed and proven gone, there again.</summary>
    CameBack,

    /// <summary>Every AWS account may restore it: the attribute's value <c>all</c>.</summary>
    Public,
}

public enum DriftState
{
    /// <summary>Seen, and nobody has decided anything yet.</summary>
    Open,

    /// <summary>Somebody wants to keep it until a deadline; somebody else must agree.</summary>
    AdoptionProposed,

    /// <summary>Kept, with two people's word, until its deadline.</summary>
    Adopted,

    /// <summary>Being taken away; tried again until AWS shows that it is gone.</summary>
    Unsharing,

    /// <summary>No longer there.</summary>
    Gone,
}

/// <summary>A share found in AWS that the ledger does not account for: one manual snapshot, one account (or everybody) that may restore it.</summary>
public sealed class DriftFinding : IRemembered
{
    /// <summary>The value of the <c>restore</c> attribute that stands for every AWS account.</summary>
    public const string Everybody = RestoreAttribute.Everybody;

    public required string Id { get; init; }

    /// <summary>Name of the account that owns the snapshot.</summary>
    public required string Account { get; init; }
    public required string SnapshotIdentifier { get; init; }
    public required string SnapshotArn { get; init; }

    /// <summary>An account ID, or <see cref="Everybody"/>.</summary>
    public required string SharedWith { get; init; }
    public required DriftKind Kind { get; init; }
    public DriftState State { get; set; }
    public required DateTime FirstSeenAt { get; init; }
    public required DateTime LastSeenAt { get; set; }

    public string? ProposedById { get; set; }
    public string? ProposedByName { get; set; }
    public string? ProposalReason { get; set; }

    /// <summary>Until when it is proposed or agreed to be kept; then it is taken away.</summary>
    public DateTime? AdoptedUntil { get; set; }
    public string? ApprovedById { get; set; }
    public string? ApprovedByName { get; set; }

    /// <summary>When taking it away is tried next.</summary>
    public DateTime? NextTryAt { get; set; }

    /// <summary>The number of tries in a row that failed, and AWS's words to the last.</summary>
    public int FailedTries { get; set; }
    public string? Failure { get; set; }
    public DateTime? GoneAt { get; set; }
    public int Version { get; set; }

    string IRemembered.Key => Id;

    bool IRemembered.IsOver => GoneAt is not null;

    /// <summary>The command that takes the share away by hand.</summary>
    public string CloseCommand => RestoreAttribute.Remove(Account, SnapshotIdentifier, SharedWith).Cli;
}
