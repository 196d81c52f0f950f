using System.Text.Json.Nodes;

namespace SnapshotShare.Core.Ledger.Events;

/// <summary>Somebody exported the ledger.</summary>
/// <param name="Format">The file's format.</param>
/// <param name="Filter">The filter's members that were set.</param>
public sealed record LedgerExported(string Format, JsonObject Filter) : LedgerEvent(LedgerKind.Exported);

/// <summary>A receiver did not take a notice within a day.</summary>
/// <param name="Entry">Sequence of the entry that was to be told.</param>
/// <param name="Failure">The last failure.</param>
public sealed record NoticeGivenUp(long Entry, string Failure) : LedgerEvent(LedgerKind.NoticeGivenUp);

/// <summary>Heads outside the database are lost for good, and an administrator has said so: what they vouched for, nobody does any more.</summary>
/// <param name="CoveredUpTo">The last entry that they vouched for.</param>
/// <param name="StillCoveredUpTo">The last entry that those left vouch for; 0 when there are none.</param>
public sealed record HeadsGivenUp(long CoveredUpTo, long StillCoveredUpTo) : LedgerEvent(LedgerKind.HeadsGivenUp);
