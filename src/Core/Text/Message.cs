using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace SnapshotShare.Core.Text;

/// <summary>
/// A sentence for a person, kept as its key and values so that it can be shown in any language; <see cref="object.ToString"/> is English.
/// </summary>
public sealed partial record Message(string Key, IReadOnlyDictionary<string, string> Values)
{
    /// <summary>Sentences that stand as a value, by its name; <see cref="Values"/> has them in English, as rows stored before have them alone.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<Message>>? Parts { get; init; }

    public static Message Of(string key, params ReadOnlySpan<(string Name, string? Value)> values)
    {
        var named = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in values)
            named[name] = value ?? "";
        return new Message(key, named.ToImmutable());
    }

    /// <summary>The phrase of this key whose English was written down as text; null when the text is something else.</summary>
    public static Message? Read(string key, string english)
    {
        var pattern = Place().Replace(Regex.Escape(Messages.English[key]).Replace("\\{", "{", StringComparison.Ordinal), "(?<${name}>.*?)");
        var match = Regex.Match(english, $"^{pattern}\\z", RegexOptions.ExplicitCapture | RegexOptions.Singleline, TimeSpan.FromSeconds(1));
        return match.Success ? Of(key, [.. match.Groups.Values.Skip(1).Select(group => (group.Name, (string?)group.Value))]) : null;
    }

    /// <summary>With sentences as the value of this name.</summary>
    public Message With(string name, IReadOnlyList<Message> sentences) =>
        new(Key, Values.ToImmutableSortedDictionary(StringComparer.Ordinal).SetItem(name, string.Join(' ', sentences)))
        {
            Parts = ImmutableDictionary<string, IReadOnlyList<Message>>.Empty.Add(name, sentences),
        };

    /// <summary>Fills a template's <c>{name}</c> places.</summary>
    public string In(string template) => In(template, (_, value) => value);

    /// <param name="told">A value by its name, as the reader is told it.</param>
    public string In(string template, Func<string, string, string> told) =>
        Place()
            .Replace(
                template,
                place =>
                    Values.TryGetValue(place.Groups["name"].Value, out var value) ? told(place.Groups["name"].Value, value) : place.Value
            )
            .TrimEnd(' ');

    public override string ToString() => In(Messages.English[Key], MessageValues.InEnglish);

    [GeneratedRegex("\\{(?<name>[a-zA-Z]+)\\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Place();
}
