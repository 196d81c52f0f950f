using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Ledger.Events;

namespace SnapshotShare.Core.Shares;

/// <summary>One account, or everybody, to be taken out of one snapshot's restore attribute, and the book that is kept of it.</summary>
internal abstract class ShareClosing
{
    /// <summary>Name of the account that owns the snapshot.</summary>
    public abstract string Account { get; }
    public abstract string SnapshotIdentifier { get; }

    /// <summary>An account ID, or <see cref="RestoreAttribute.Everybody"/>.</summary>
    public abstract string SharedWith { get; }

    /// <summary>The request or drift finding that it is about.</summary>
    public abstract string Subject { get; }

    /// <summary>
    /// True when AWS is asked also where the intent cannot be committed: unsharing only ever lowers exposure. False for one whose watchdog asks
    /// at the deadline anyway.
    /// </summary>
    public virtual bool GoesAheadUnwritten => true;

    /// <summary>The session under which AWS sees it.</summary>
    public abstract string Session { get; }

    /// <summary>Commits that it is about to be asked for. False when it is not to be asked for any more: then nothing is sent.</summary>
    public abstract Task<bool> IntendAsync(AwsChange change, CancellationToken ct);

    /// <summary>Commits what became of it. Takes no cancellation: what was sent has a result, whoever stops meanwhile.</summary>
    public abstract Task RecordAsync(AwsChange change, CloseOutcome outcome);
}

/// <param name="Handling">The meaning of the error for whoever asked; null when it was accepted.</param>
/// <param name="Error">Null when it was accepted.</param>
internal sealed record CloseOutcome(ErrorHandling? Handling, AwsError? Error, string? AwsRequestId)
{
    /// <summary>The process was asked to stop while AWS had not answered.</summary>
    public static readonly CloseOutcome Unheard = new(
        ErrorHandling.Unknown,
        new AwsError("NoAnswer", "The server stopped before AWS answered.", RequestId: null, HttpStatus: null),
        AwsRequestId: null
    );

    public static CloseOutcome Accepted(string? awsRequestId) => new(Handling: null, Error: null, awsRequestId);

    public static CloseOutcome Of(Exception failure)
    {
        var (handling, error) = AwsErrors.Classify(failure);
        return new CloseOutcome(handling, error, error.RequestId);
    }

    /// <summary>The outcome as the ledger tells it: <c>accepted</c>, <c>refused</c>, or <c>unknown</c> when only looking again tells.</summary>
    public ChangeResult Told(AwsChange change) =>
        new(
            change.Operation,
            Handling switch
            {
                null => ChangeOutcome.Accepted,
                ErrorHandling.Unknown => ChangeOutcome.Unknown,
                _ => ChangeOutcome.Refused,
            },
            AwsRequestId,
            Code: Error?.Code,
            Message: Error?.Message
        );
}
