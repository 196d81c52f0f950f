using System.Text.Json.Nodes;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Findings;

namespace SnapshotShare.Core.Shares;

/// <summary>One account, or everybody, to be taken out of one snapshot's restore attribute, and the book that is kept of it.</summary>
internal abstract class ShareClosing
{
    /// <summary>Name of the account that owns the snapshot.</summary>
    public abstract string Account { get; }
    public abstract string SnapshotIdentifier { get; }

    /// <summary>An account ID, or <see cref="RestoreAttribute.Everybody"/>.</summary>
    public abstract string SharedWith { get; }

    /// <summary>The session under which AWS sees it.</summary>
    public abstract string Session { get; }

    /// <summary>Commits that it is about to be asked for. False when it is not to be asked for any more: then nothing is sent.</summary>
    public abstract Task<bool> IntendAsync(AwsChange change, CancellationToken ct);

    /// <summary>Commits what became of it. Takes no cancellation: what was sent has a result, whoever stops meanwhile.</summary>
    public abstract Task RecordAsync(AwsChange change, CloseOutcome outcome);
}

/// <param name="Outcome"><c>accepted</c>, <c>refused</c>, or <c>unknown</c> when only looking again tells.</param>
/// <param name="Error">Null when it was accepted.</param>
internal sealed record CloseOutcome(string Outcome, AwsError? Error, string? AwsRequestId)
{
    /// <summary>The process was asked to stop while AWS had not answered.</summary>
    public static readonly CloseOutcome Unheard = new(
        "unknown",
        new AwsError("NoAnswer", "The server stopped before AWS answered.", RequestId: null, HttpStatus: null),
        AwsRequestId: null
    );

    public static CloseOutcome Accepted(string? awsRequestId) => new("accepted", Error: null, awsRequestId);

    public static CloseOutcome Of(Exception failure)
    {
        var (fault, error) = AwsErrors.Classify(failure);
        return new CloseOutcome(fault == ErrorHandling.Unknown ? "unknown" : "refused", error, error.RequestId);
    }
}

/// <summary>The details of a closing's two ledger entries.</summary>
internal static class CloseDetails
{
    public static IReadOnlyList<(string Name, JsonNode? Value)> Of(AwsChange change) =>
        [("account", change.Account), ("operation", change.Operation), ("parameters", change.Parameters), ("cli", change.Cli)];

    public static IReadOnlyList<(string Name, JsonNode? Value)> Of(AwsChange change, CloseOutcome outcome) =>
        [
            ("operation", change.Operation),
            ("outcome", outcome.Outcome),
            .. outcome.Error is { } error ? new (string, JsonNode?)[] { ("code", error.Code), ("message", error.Message) } : [],
            ("awsRequestId", outcome.AwsRequestId),
        ];
}
