using System.Collections.Immutable;

namespace SnapshotShare.Core;

/// <summary>
/// A sentence for a person, kept as its key and values so that it can be shown in any language; <see cref="object.ToString"/> is English.
/// </summary>
public sealed record Phrase(string Key, IReadOnlyDictionary<string, string> Values)
{
    public static Phrase Of(string key, params ReadOnlySpan<(string Name, string? Value)> values)
    {
        var named = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in values)
            named[name] = value ?? "";
        return new Phrase(key, named.ToImmutable());
    }

    /// <summary>Fills a template's <c>{name}</c> places.</summary>
    public string In(string template) =>
        Values.Aggregate(template, (text, pair) => text.Replace($"{{{pair.Key}}}", pair.Value, StringComparison.Ordinal));

    public override string ToString() => In(Phrases.English[Key]);
}
