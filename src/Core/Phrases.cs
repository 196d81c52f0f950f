namespace SnapshotShare.Core;

/// <summary>Every sentence the product says, in English, by key. Other languages have the same keys.</summary>
public static class Phrases
{
    public static readonly IReadOnlyDictionary<string, string> English = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["step-done"] = "Done.",
    };
}
