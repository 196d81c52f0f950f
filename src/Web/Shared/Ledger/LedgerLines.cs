using System.Text.Json;
using System.Text.Json.Nodes;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Text;

namespace SnapshotShare.Web.Shared.Ledger;

/// <param name="Result">The answer to an intent; they are shown as one call.</param>
public sealed record LedgerLine(LedgerEntry Entry, LedgerEntry? Result)
{
    public bool IsCall => Entry.Kind is LedgerKind.Intent or LedgerKind.Result;
}

/// <summary>
/// What stands in an entry's details, and before it in those of its result. Made where it is drawn, not kept: a page that is open all day
/// holds only text.
/// </summary>
public readonly struct LedgerLineFacts
{
    private readonly JsonObject? _entry;
    private readonly JsonObject? _result;

    private LedgerLineFacts(LedgerEntry entry, LedgerEntry? result) =>
        (_entry, _result) = (Parse(entry), result is null ? null : Parse(result));

    public string? this[string name] => Text(_result, name) ?? Text(_entry, name);

    /// <summary>A reason of ours, to be said in the reader's language; null where a person gave it, or the entry is older than this.</summary>
    public Message? Message => _entry?["phrase"] is JsonObject phrase ? phrase.Deserialize<Message>(StoredJson.Options) : null;

    public static LedgerLineFacts Of(LedgerLine item) => new(item.Entry, item.Result);

    public static LedgerLineFacts Of(LedgerEntry entry) => new(entry, result: null);

    public static JsonObject? Parse(LedgerEntry entry)
    {
        try
        {
            return JsonNode.Parse(entry.Details) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonObject? details, string name) => details?[name] is JsonValue value ? value.ToString() : null;
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
        var items = new List<LedgerLine>();
        foreach (var entry in entries.OrderBy(entry => entry.Sequence))
        {
            var asked = entry.Kind == LedgerKind.Result ? items.FindLastIndex(item => Answers(entry, item)) : -1;
            if (asked >= 0)
                items[asked] = items[asked] with { Result = entry };
            else
                items.Add(new LedgerLine(entry, Result: null));
        }
        items.Reverse();
        return items;
    }

    /// <summary>The whole entry, for whoever wants to see exactly what stands there.</summary>
    public static string Whole(LedgerEntry entry) => LedgerLineFacts.Parse(entry)?.ToJsonString(Indented) ?? entry.Details;

    private static bool Answers(LedgerEntry result, LedgerLine item) =>
        item is { Entry.Kind: LedgerKind.Intent, Result: null }
        && LedgerLineFacts.Of(item.Entry) is var asked
        && LedgerLineFacts.Of(result) is var answered
        && asked["operation"] == answered["operation"]
        && asked["attempt"] == answered["attempt"];
}
