using System.Globalization;
using SnapshotShare.Core;

namespace SnapshotShare.Web.Components.Wording;

/// <summary>
/// Every word of the pages, in the language of the person who looks. One per circuit; the language comes with the page's request.
/// AWS's own words are never translated.
/// </summary>
public sealed class Words
{
    private Dictionary _dictionary = Dictionary.English;

    /// <summary><c>en</c> or <c>ja</c>.</summary>
    public string Language => _dictionary.Language;

    public void Use(string? language) => _dictionary = Dictionary.Of(language);

    public string this[string key] => _dictionary.Texts.GetValueOrDefault(key) ?? Dictionary.English.Texts[key];

    public string this[string key, params ReadOnlySpan<(string Name, string? Value)> values] => Phrase.Of(key, values).In(this[key]);

    /// <summary>The name of an enum's member, kept as <c>Type.Member</c>.</summary>
    public string Of<T>(T value)
        where T : struct, Enum => this[$"{typeof(T).Name}.{value}"];

    /// <summary>A sentence of the domain in the reader's language.</summary>
    public string Say(Phrase phrase)
    {
        if (_dictionary.Phrases.TryGetValue(phrase.Key, out var template))
            return phrase.In(template);
        return Phrases.English.ContainsKey(phrase.Key) ? phrase.ToString() : phrase.Key;
    }

    public static string Number(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
