using System.Text.Json;
using System.Text.Json.Nodes;
using SnapshotShare.Core;
using SnapshotShare.Core.Audit;
using SnapshotShare.Core.Data;

namespace SnapshotShare.Web.Components.Requests;

/// <param name="Result">The answer to an intent; they are shown as one call.</param>
public sealed record TimelineItem(AuditEntry Entry, AuditEntry? Result)
{
    public bool IsCall => Entry.Kind is AuditKind.Intent or AuditKind.Result;
}

/// <summary>
/// What stands in an entry's details, and before it in those of its result. Made where it is drawn, not kept: a page that is open all day
/// holds only text.
/// </summary>
public readonly struct TimelineFacts
{
    private readonly JsonObject? _entry;
    private readonly JsonObject? _result;

    private TimelineFacts(AuditEntry entry, AuditEntry? result) =>
        (_entry, _result) = (Parse(entry), result is null ? null : Parse(result));

    public string? this[string name] => Text(_result, name) ?? Text(_entry, name);

    /// <summary>A reason of ours, to be said in the reader's language; null where a person gave it, or the entry is older than this.</summary>
    public Phrase? Phrase => _entry?["phrase"] is JsonObject phrase ? phrase.Deserialize<Phrase>(StoredJson.Options) : null;

    public static TimelineFacts Of(TimelineItem item) => new(item.Entry, item.Result);

    public static TimelineFacts Of(AuditEntry entry) => new(entry, result: null);

    public static JsonObject? Parse(AuditEntry entry)
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
public static class Timeline
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static IReadOnlyList<TimelineItem> Of(IEnumerable<AuditEntry> entries)
    {
        var items = new List<TimelineItem>();
        foreach (var entry in entries.OrderBy(entry => entry.Sequence))
        {
            var asked = entry.Kind == AuditKind.Result ? items.FindLastIndex(item => Answers(entry, item)) : -1;
            if (asked >= 0)
                items[asked] = items[asked] with { Result = entry };
            else
                items.Add(new TimelineItem(entry, Result: null));
        }
        items.Reverse();
        return items;
    }

    /// <summary>The whole entry, for whoever wants to see exactly what stands there.</summary>
    public static string Whole(AuditEntry entry) => TimelineFacts.Parse(entry)?.ToJsonString(Indented) ?? entry.Details;

    private static bool Answers(AuditEntry result, TimelineItem item) =>
        item is { Entry.Kind: AuditKind.Intent, Result: null }
        && TimelineFacts.Of(item.Entry) is var asked
        && TimelineFacts.Of(result) is var answered
        && asked["operation"] == answered["operation"]
        && asked["attempt"] == answered["attempt"];
}
