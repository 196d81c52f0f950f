using System.Text.Json;
using System.Text.Json.Nodes;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;

namespace SnapshotShare.Web.Shared.Ledger;

/// <param name="Result">The answer to an intent; they are shown as one call.</param>
public sealed record LedgerLine(LedgerEntry Entry, LedgerEntry? Result)
{
    public bool IsCall => Entry.Kind is LedgerKind.Intent or LedgerKind.Result;
}

/// <summary>A request's ledger as people read it: newest first, an AWS call's intent and result together. Pure.</summary>
public static class LedgerLines
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static IReadOnlyList<LedgerLine> Of(IEnumerable<LedgerEntry> entries)
    {
        var lines = new List<LedgerLine>();
        foreach (var entry in entries.OrderBy(entry => entry.Sequence))
        {
            var result = entry.Kind == LedgerKind.Result ? entry.ReadEvent() as ChangeResult : null;
            var asked = lines.FindLastIndex(line => Answers(result, line));
            if (asked >= 0)
                lines[asked] = lines[asked] with { Result = entry };
            else
                lines.Add(new LedgerLine(entry, Result: null));
        }
        lines.Reverse();
        return lines;
    }

    /// <summary>The whole entry, for whoever wants to see exactly what stands there.</summary>
    public static string Whole(LedgerEntry entry)
    {
        try
        {
            return JsonNode.Parse(entry.Details)?.ToJsonString(Indented) ?? entry.Details;
        }
        catch (JsonException)
        {
            return entry.Details;
        }
    }

    private static bool Answers(ChangeResult? result, LedgerLine line) =>
        result is not null
        && line is { Entry.Kind: LedgerKind.Intent, Result: null }
        && line.Entry.ReadEvent() is ChangeIntended asked
        && (asked.Operation, asked.Attempt) == (result.Operation, result.Attempt);
}
