namespace SnapshotShare.Core.Ledger.Events;

/// <summary>Somebody signed in.</summary>
public sealed record SignedIn() : LedgerEvent(LedgerKind.SignedIn);

/// <summary>A session ended.</summary>
/// <param name="Why">The reason, when the person did not end it.</param>
public sealed record SignedOut(string? Why = null) : LedgerEvent(LedgerKind.SignedOut);
