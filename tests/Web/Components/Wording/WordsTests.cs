using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using SnapshotShare.Core;
using SnapshotShare.Core.Audit;
using SnapshotShare.Core.Drift;
using SnapshotShare.Core.People;
using SnapshotShare.Core.Pipeline;
using SnapshotShare.Core.Planning;
using SnapshotShare.Core.Requests;
using SnapshotShare.Web.Components.Requests;
using SnapshotShare.Web.Components.Snapshots;
using SnapshotShare.Web.Components.Wording;
using SnapshotShare.Web.Diagram;
using SnapshotShare.Web.Lesson;

namespace SnapshotShare.Web.Tests.Components.Wording;

public sealed partial class WordsTests
{
    /// <summary>Keys that pages put together from a value.</summary>
    private static readonly IEnumerable<string> Composed =
    [
        .. Of<Role>(),
        .. Enum.GetNames<Goal>().Select(goal => $"ask.goal.{goal}"),
        .. Of<Severity>(),
        .. Of<RequestStatus>(),
        .. Of<RequestAction>(),
        .. Of<Verdict>(),
        .. Of<Element>(),
        .. Of<DiagramState>(),
        .. Of<DiagramCrossing>(),
        .. Of<SnapshotAction>(),
        .. LessonPictures.Steps.SelectMany(step => new[] { $"lesson.step-{step.Number}", $"lesson.step-{step.Number}.text" }),
        .. Of<StepName>(),
        .. Of<DriftKind>(),
        .. Of<DriftState>(),
        .. Of<SnapshotShare.Core.Exposing.PlaceKind>(),
        .. Enum.GetNames<Role>().Select(role => $"persona.{role}"),
        .. Enum.GetNames<RequestStatus>().Select(status => $"request.now.{status}"),
        .. KindsOfEntries.Select(kind => $"ledger.{kind}"),
        .. new[] { "asked", "accepted", "refused", "unknown", "seen", "not-seen" }.Select(outcome => $"timeline.outcome.{outcome}"),
        .. new[] { "manual", "system", "shared" }.SelectMany(tab => new[] { $"snapshots.{tab}", $"snapshots.none-{tab}" }),
        "requests.none-open",
        "requests.none-over",
        "not-found.title",
        "not-found.text",
        "error.title",
        "error.text",
    ];

    /// <summary>What can stand in the ledger besides AWS calls, which are told by their operation.</summary>
    private static IEnumerable<string> KindsOfEntries =>
        typeof(AuditKind)
            .GetFields()
            .Select(constant => (string)constant.GetValue(obj: null)!)
            .Where(kind => !kind.StartsWith("aws.", StringComparison.Ordinal));

    [Fact]
    public void every_word_the_pages_use_is_there()
    {
        var missing = Used().Concat(Composed).Where(key => !Dictionary.English.Texts.ContainsKey(key)).Distinct(StringComparer.Ordinal);

        Assert.Empty(missing);
    }

    [Fact]
    public void no_word_lies_unused()
    {
        var unused = Dictionary.English.Texts.Keys.Except(Used().Concat(Composed), StringComparer.Ordinal);

        Assert.Empty(unused);
    }

    [Fact]
    public void every_language_has_the_same_words_and_sentences()
    {
        foreach (var language in Dictionary.All)
        {
            Assert.Equal(Dictionary.English.Texts.Keys.Order(StringComparer.Ordinal), language.Texts.Keys.Order(StringComparer.Ordinal));
            Assert.Equal(Phrases.English.Keys.Order(StringComparer.Ordinal), language.Phrases.Keys.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void a_translation_fills_in_the_same_values()
    {
        foreach (var language in Dictionary.All)
        {
            foreach (var (key, text) in language.Texts.Concat(language.Phrases))
            {
                var english = Dictionary.English.Texts.GetValueOrDefault(key) ?? Phrases.English[key];
                Assert.True(Places(english).SetEquals(Places(text)), $"{language.Language}: {key}");
            }
        }
    }

    [Theory]
    [InlineData(null, "ja,en-US;q=0.8", "ja")]
    [InlineData(null, "fr-FR, ja-JP;q=0.5", "ja")]
    [InlineData(null, "de", "en")]
    [InlineData(null, null, "en")]
    [InlineData("en", "ja", "en")]
    [InlineData("xx", "ja", "ja")]
    public void the_person_s_choice_comes_before_the_browser_s(string? chosen, string? accepted, string expected) =>
        Assert.Equal(expected, Dictionary.Choose(chosen, accepted));

    private static IEnumerable<string> Of<T>()
        where T : struct, Enum => Enum.GetNames<T>().Select(member => $"{typeof(T).Name}.{member}");

    private static HashSet<string> Places(string text) => [.. Place().Matches(text).Select(match => match.Value)];

    /// <summary>Every key that stands as a literal in a page; the dictionaries themselves are not asked.</summary>
    private static IEnumerable<string> Used([CallerFilePath] string here = "")
    {
        var web = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "..", "src", "Web"));
        return new[] { "Components", "Evidence" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(web, folder), "*.*", SearchOption.AllDirectories))
            .Where(file => Path.GetExtension(file) is ".razor" or ".cs" && Path.GetFileName(Path.GetDirectoryName(file)) != "Wording")
            .SelectMany(file => Literal().Matches(File.ReadAllText(file)).Select(match => match.Groups["key"].Value))
            .Where(literal => Dictionary.English.Texts.ContainsKey(literal) || literal.Contains('.', StringComparison.Ordinal));
    }

    /// <summary>A literal in the words' indexer, also as one branch of a choice, or given to a helper as a key.</summary>
    [GeneratedRegex(
        "(?:W\\[|w\\[|words\\[|\\? |: |, )\"(?<key>[a-zA-Z][a-zA-Z-]*(?:\\.[a-zA-Z-]+)*)\"",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Literal();

    [GeneratedRegex("\\{[a-z]+\\}", RegexOptions.None, 1000)]
    private static partial Regex Place();
}
