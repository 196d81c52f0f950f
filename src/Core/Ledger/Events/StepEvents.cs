using SnapshotShare.Core.Findings;

namespace SnapshotShare.Core.Ledger.Events;

/// <summary>A step came to its end.</summary>
/// <param name="Step">The step's name.</param>
/// <param name="Number">The step's number, 1–9.</param>
/// <param name="Evidence">The facts seen at its end, by name, without what only the requester is to read.</param>
public sealed record StepDone(string Step, int Number, IReadOnlyDictionary<string, string> Evidence) : LedgerEvent(LedgerKind.StepDone);

/// <summary>A step cannot go on without a person.</summary>
/// <param name="Step">The step's name.</param>
/// <param name="Number">The step's number, 1–9.</param>
/// <param name="Finding">The obstacle.</param>
public sealed record StepBlocked(string Step, int Number, Finding Finding) : LedgerEvent(LedgerKind.StepBlocked);

/// <summary>A step that was blocked goes on.</summary>
/// <param name="Step">The step's name.</param>
/// <param name="Number">The step's number in the picture, 1 to 9.</param>
/// <param name="Tries">The number of times that it was found blocked for the same reason, the first one included.</param>
public sealed record StepUnblocked(string Step, int Number, int Tries) : LedgerEvent(LedgerKind.StepUnblocked);

/// <summary>The result of a ready request is not as it was approved any more; told once for each reason.</summary>
/// <param name="Step">The name of the step that had seen it as approved.</param>
/// <param name="Number">The step's number, 1–9.</param>
/// <param name="Finding">The differences, and the cure.</param>
public sealed record ResultDiffers(string Step, int Number, Finding Finding) : LedgerEvent(LedgerKind.ResultDiffers);

/// <summary>The result of a ready request is as it was approved again.</summary>
/// <param name="Step">The name of the step that sees it so.</param>
/// <param name="Number">The step's number, 1–9.</param>
public sealed record ResultAsApproved(string Step, int Number) : LedgerEvent(LedgerKind.ResultAsApproved);

/// <summary>A step can never succeed; the request turns round.</summary>
/// <param name="Step">The step's name.</param>
/// <param name="Number">The step's number, 1–9.</param>
/// <param name="Finding">The obstacle.</param>
public sealed record StepFailed(string Step, int Number, Finding Finding) : LedgerEvent(LedgerKind.StepFailed);
