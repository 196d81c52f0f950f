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
