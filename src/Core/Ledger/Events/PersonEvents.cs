namespace SnapshotShare.Core.Ledger.Events;

/// <summary>Somebody signed in.</summary>
/// <param name="At">The moment, of several the first, where it could not be written then.</param>
/// <param name="Times">The times until it could be.</param>
public sealed record SignedIn(DateTime? At = null, int? Times = null) : LedgerEvent(LedgerKind.SignedIn);

/// <summary>A session ended.</summary>
/// <param name="Why">The reason, when the person did not end it.</param>
/// <param name="At">The moment, where it could not be written then.</param>
public sealed record SignedOut(string? Why = null, DateTime? At = null) : LedgerEvent(LedgerKind.SignedOut);
