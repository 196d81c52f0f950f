using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Text;

namespace SnapshotShare.Web.Shared.Ledger;

/// <summary>
/// The facts of a line beside its title, from the events of its entry and its result. Made where it is drawn, not kept: a page that is open
/// all day holds only text. An entry of another shape has none, and shows as it stands.
/// </summary>
public sealed record LedgerLineFacts
{
    public string? Operation { get; init; }

    /// <summary>One of <see cref="ChangeOutcome"/>; null before there is a result.</summary>
    public string? Outcome { get; init; }
    public string? AwsRequestId { get; init; }
    public string? Cli { get; init; }
    public string? Step { get; init; }
    public int? Number { get; init; }

    /// <summary>The status that a request came into.</summary>
    public string? To { get; init; }

    /// <summary>AWS's code and words of an error.</summary>
    public (string Code, string? Words)? Error { get; init; }

    /// <summary>A reason that a person gave, or one of ours in English.</summary>
    public string? Reason { get; init; }

    /// <summary>A reason of ours, to be said in the reader's language; null where a person gave it, or the entry is older than this.</summary>
    public Message? Phrase { get; init; }

    public static LedgerLineFacts Of(LedgerLine line)
    {
        var facts = Of(line.Entry.ReadEvent());
        return line.Result is { } entry && entry.ReadEvent() is ChangeResult result ? Of(result) with { Cli = facts.Cli } : facts;
    }

    private static LedgerLineFacts Of(LedgerEvent? what) =>
        what switch
        {
            ChangeIntended intended => new()
            {
                Operation = intended.Operation,
                Cli = intended.Cli,
                Step = intended.Step,
                Number = intended.Number,
            },
            ChangeResult result => new()
            {
                Operation = result.Operation,
                Outcome = result.Outcome,
                AwsRequestId = result.AwsRequestId,
                Step = result.Step,
                Number = result.Number,
                Error = result.Code is { } code ? (code, result.Message) : null,
            },
            StepDone done => new() { Step = done.Step, Number = done.Number },
            StepBlocked blocked => new() { Step = blocked.Step, Number = blocked.Number },
            StepUnblocked unblocked => new() { Step = unblocked.Step, Number = unblocked.Number },
            ResultDiffers differs => new() { Step = differs.Step, Number = differs.Number },
            ResultAsApproved again => new() { Step = again.Step, Number = again.Number },
            StepFailed failed => new() { Step = failed.Step, Number = failed.Number },
            StatusChanged status => new()
            {
                To = status.To,
                Reason = status.Reason,
                Phrase = status.Phrase,
            },
            ShareOverdue overdue => new() { Error = (overdue.Code, overdue.Message) },
            RequestCreated asked => new() { Reason = asked.Reason },
            RequestApproved approved => new() { Reason = approved.Reason },
            RequestRejected rejected => new() { Reason = rejected.Reason },
            RequestCancelled cancelled => new() { Reason = cancelled.Reason },
            DriftAdoptionProposed proposed => new() { Reason = proposed.Reason },
            Frozen frozen => new() { Reason = frozen.Reason },
            StrayRemovalDecided decided => new() { Reason = decided.Reason },
            _ => new(),
        };
}
