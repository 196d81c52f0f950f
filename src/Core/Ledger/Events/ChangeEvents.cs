using System.Text.Json.Nodes;

namespace SnapshotShare.Core.Ledger.Events;

/// <summary>
/// A change is about to be asked of AWS: by a step (it has <paramref name="Step"/>, <paramref name="Number"/> and
/// <paramref name="Attempt"/>), by the watchdog (it has the share's members), by drift (it has the finding's) or for a stray that somebody decided about (it has
/// <paramref name="Identity"/>). The step that shares has the share's members too: from then on no row can have it end later.
/// </summary>
/// <param name="Account">Name of the account it is asked of.</param>
/// <param name="Operation">AWS's name of the operation.</param>
/// <param name="Parameters">The request's members as they are sent.</param>
/// <param name="Cli">The AWS CLI command that does the same.</param>
/// <param name="Step">The step's name.</param>
/// <param name="Number">The step's number, 1–9.</param>
/// <param name="Attempt">1 for the step's first.</param>
/// <param name="SnapshotArn">ARN of the shared snapshot.</param>
/// <param name="TargetAccountId">The account the share was made for.</param>
/// <param name="Deadline">The share's deadline.</param>
/// <param name="SharedWith">The account, or <c>all</c>, that a drift finding is about.</param>
/// <param name="Identity">AWS's own ID of the stray, or of the part of it, that is to be deleted.</param>
public sealed record ChangeIntended(
    string Account,
    string Operation,
    JsonObject Parameters,
    string Cli,
    string? Step = null,
    int? Number = null,
    int? Attempt = null,
    string? SnapshotArn = null,
    string? TargetAccountId = null,
    DateTime? Deadline = null,
    string? SharedWith = null,
    string? Identity = null
) : LedgerEvent(LedgerKind.Intent);

/// <summary>
/// AWS answered a change, or did not; then a later look settles whether it happened. An answer has <paramref name="AwsRequestId"/> even
/// where AWS named none.
/// </summary>
/// <param name="Operation">AWS's name of the operation.</param>
/// <param name="Outcome">One of <see cref="ChangeOutcome"/>.</param>
/// <param name="AwsRequestId">AWS's own ID of the call.</param>
/// <param name="Account">Name of the account it was asked of; where AWS did not accept.</param>
/// <param name="Code">AWS's code of the error.</param>
/// <param name="Message">AWS's words of the error, unchanged.</param>
/// <param name="Step">The step's name.</param>
/// <param name="Number">The step's number, 1–9.</param>
/// <param name="Attempt">1 for the step's first.</param>
/// <param name="SnapshotArn">ARN of the shared snapshot.</param>
/// <param name="TargetAccountId">The account the share was made for.</param>
/// <param name="Deadline">The share's deadline.</param>
/// <param name="SharedWith">The account, or <c>all</c>, that a drift finding is about.</param>
public sealed record ChangeResult(
    string Operation,
    string Outcome,
    string? AwsRequestId = null,
    string? Account = null,
    string? Code = null,
    string? Message = null,
    string? Step = null,
    int? Number = null,
    int? Attempt = null,
    string? SnapshotArn = null,
    string? TargetAccountId = null,
    DateTime? Deadline = null,
    string? SharedWith = null
) : LedgerEvent(LedgerKind.Result)
{
    /// <summary>Told by the call itself, not by a later look.</summary>
    internal bool IsAnswer => Outcome is ChangeOutcome.Accepted or ChangeOutcome.Refused or ChangeOutcome.Unknown;
}

/// <summary>The ways a change comes out, as stored.</summary>
public static class ChangeOutcome
{
    public const string Accepted = "accepted";
    public const string Refused = "refused";

    /// <summary>No answer arrived, so nobody knows whether it happened.</summary>
    public const string Unknown = "unknown";

    /// <summary>A later look showed that a call without an answer had happened.</summary>
    public const string Seen = "seen";

    /// <summary>A later look showed no sign of a call without an answer.</summary>
    public const string NotSeen = "not seen";
}
