using System.Text.Json;
using System.Text.Json.Nodes;
using SnapshotShare.Core.Audit;

namespace SnapshotShare.Web.Components.Requests;

/// <param name="Result">The answer to an intent; they are shown as one call.</param>
public sealed record TimelineItem(AuditEntry Entry, AuditEntry? Result)
{
    public bool IsCall => Entry.Kind is AuditKind.Intent or AuditKind.Result;

    public string? Fact(string name) => Timeline.Fact(Result, name) ?? Timeline.Fact(Entry, name);
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

    public static string? Fact(AuditEntry? entry, string name) =>
        entry is not null && Parse(entry)?[name] is JsonValue value ? value.ToString() : null;

    /// <summary>The whole entry, for whoever wants to see exactly what stands there.</summary>
    public static string Whole(AuditEntry entry) => Parse(entry)?.ToJsonString(Indented) ?? entry.Details;

    private static bool Answers(AuditEntry result, TimelineItem item) =>
        item is { Entry.Kind: AuditKind.Intent, Result: null }
        && Fact(item.Entry, "operation") == Fact(result, "operation")
        && Fact(item.Entry, "attempt") == Fact(result, "attempt");

    private static JsonObject? Parse(AuditEntry entry)
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
}
