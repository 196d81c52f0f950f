using System.Collections.Frozen;

namespace SnapshotShare.Web.Text;

/// <summary>One language: the pages' words and the domain's sentences.</summary>
public sealed record Dictionary(string Language, FrozenDictionary<string, string> Texts, FrozenDictionary<string, string> Messages)
{
    public static readonly Dictionary English = new("en", EnglishTexts.All, SnapshotShare.Core.Text.Messages.English);

    public static readonly Dictionary Japanese = new("ja", JapaneseTexts.All, SnapshotShare.Core.Text.Messages.Japanese);

    public static readonly IReadOnlyList<Dictionary> All = [English, Japanese];

    public static Dictionary Of(string? language) =>
        All.FirstOrDefault(dictionary => string.Equals(dictionary.Language, language, StringComparison.OrdinalIgnoreCase)) ?? English;

    /// <summary>The person's choice, else the first of the browser's languages that there is.</summary>
    public static string Choose(string? chosen, string? acceptLanguage)
    {
        if (All.Any(dictionary => dictionary.Language == chosen))
            return chosen!;
        return (acceptLanguage ?? "")
                .Split(',')
                .Select(part => part.Split(';')[0].Trim().Split('-')[0])
                .FirstOrDefault(language =>
                    All.Any(dictionary => string.Equals(dictionary.Language, language, StringComparison.OrdinalIgnoreCase))
                )
                ?.ToLowerInvariant()
            ?? English.Language;
    }
}
