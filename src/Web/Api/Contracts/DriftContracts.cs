using SnapshotShare.Core.Shares.Drift;

namespace SnapshotShare.Web.Api.Contracts;

/// <summary>A share that AWS shows and the ledger does not account for.</summary>
/// <param name="SharedWith">An account ID, or <c>all</c> when every AWS account may restore the snapshot.</param>
/// <param name="AdoptedUntil">The deadline of a proposed or agreed adoption.</param>
/// <param name="Failure">AWS's words to the last try to unshare, when it failed.</param>
/// <param name="CloseCommand">The command that takes the share away by hand.</param>
public sealed record DriftContract(
    string Id,
    string Account,
    string SnapshotIdentifier,
    string SnapshotArn,
    string SharedWith,
    DriftKind Kind,
    DriftState State,
    DateTime FirstSeenAt,
    DateTime LastSeenAt,
    string? ProposedBy,
    string? Reason,
    DateTime? AdoptedUntil,
    string? ApprovedBy,
    string? Failure,
    DateTime? GoneAt,
    string CloseCommand
)
{
    public static DriftContract Of(DriftFinding finding) =>
        new(
            finding.Id,
            finding.Account,
            finding.SnapshotIdentifier,
            finding.SnapshotArn,
            finding.SharedWith,
            finding.Kind,
            finding.State,
            finding.FirstSeenAt,
            finding.LastSeenAt,
            finding.ProposedByName,
            finding.ProposalReason,
            finding.AdoptedUntil,
            finding.ApprovedByName,
            finding.Failure,
            finding.GoneAt,
            finding.CloseCommand
        );
}

/// <param name="Until">When the share is taken away again.</param>
public sealed record AdoptionContract(DateTime Until, string Reason = "");

/// <param name="Until">The proposed deadline, as it was read.</param>
public sealed record AdoptionApprovalContract(DateTime Until);
