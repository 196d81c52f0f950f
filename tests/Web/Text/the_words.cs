using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Planning;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Shares.Drift;
using SnapshotShare.Core.Text;
using SnapshotShare.Web.Diagram.Model;
using SnapshotShare.Web.Pages.HowItWorks;
using SnapshotShare.Web.Pages.RequestDetail;
using SnapshotShare.Web.Pages.Snapshots;
using SnapshotShare.Web.Text;

namespace SnapshotShare.Web.Tests.Text;

public sealed partial class the_words
{
    /// <summary>Keys that pages put together from a value.</summary>
    private static readonly IEnumerable<string> Composed =
    [
        .. Of<Role>(),
        .. Enum.GetNames<Goal>().Select(goal => $"ask.goal.{goal}"),
        .. Of<Severity>(),
        .. Of<RoutePartName>(),
        .. Of<PartHealth>(),
        .. Of<RequestStatus>(),
        .. Of<RequestAction>(),
        .. Of<Verdict>(),
        .. Of<Element>(),
        .. Of<DiagramState>(),
        .. Of<DiagramCrossing>(),
        .. Of<SnapshotAction>(),
        .. HowItWorksPictures.Steps.SelectMany(step => new[] { $"lesson.step-{step.Number}", $"lesson.step-{step.Number}.text" }),
        .. Of<StepName>(),
        .. Of<DriftKind>(),
        .. Of<DriftState>(),
        .. Of<SnapshotShare.Core.Exposing.Strays.StrayKind>(),
        .. Of<SnapshotShare.Core.Exposing.Strays.StrayThing>(),
        .. Of<TimeUnit>(),
        .. Of<ChainFault>(),
        .. Of<ProofFault>(),
        .. Of<SnapshotShare.Core.Workflows.Steps.DataLocationKind>(),
        .. Enum.GetNames<Role>().Select(role => $"persona.{role}"),
        .. Enum.GetNames<RequestStatus>().Select(status => $"request.now.{status}"),
        .. KindsOfEntries.Select(kind => $"ledger.{kind}"),
        .. new[] { "asked", "accepted", "refused", "unknown", "seen", "not-seen" }.Select(outcome => $"timeline.outcome.{outcome}"),
        .. new[] { "manual", "system", "awsbackup", "shared" }.SelectMany(tab => new[] { $"snapshots.{tab}", $"snapshots.none-{tab}" }),
        "requests.none-open",
        "requests.none-over",
        "not-found.title",
        "not-found.text",
        "error.title",
        "error.text",
        "too-many.title",
        "too-many.text",
    ];

    /// <summary>What can stand in the ledger.</summary>
    private static IEnumerable<string> KindsOfEntries =>
        typeof(LedgerKind).GetFields().Select(constant => (string)constant.GetValue(obj: null)!);

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
            Assert.Equal(Messages.English.Keys.Order(StringComparer.Ordinal), language.Messages.Keys.Order(StringComparer.Ordinal));
        }
    }

    /// <summary>Signs alone, the one word that is for those who do not read Japanese, and a service's own name.</summary>
    [Fact]
    public void every_Japanese_text_is_Japanese()
    {
        var other = Dictionary
            .Japanese.Texts.Concat(Dictionary.Japanese.Messages)
            .Where(text => !JapaneseScript().IsMatch(text.Value) && !text.Key.StartsWith("list.", StringComparison.Ordinal))
            .Select(text => text.Key);

        Assert.Equal(["nav.other-language", "snapshots.awsbackup"], other);
    }

    [Fact]
    public void no_page_has_words_of_its_own()
    {
        var own = Directory
            .EnumerateFiles(Web(), "*.razor", SearchOption.AllDirectories)
            .SelectMany(file =>
                TextBetweenTags()
                    .Matches(File.ReadAllText(file).Split("@code {")[0])
                    .Select(match => match.Groups["text"].Value.Trim(' ', '\n', '·'))
                    .Where(text => text.Any(char.IsLetter) && text is not ("SnapshotShare" or "ARN" or "SHA-256" or "UTC"))
                    .Select(text => $"{Path.GetFileName(file)}: {text}")
            );

        Assert.Empty(own);
    }

    [Fact]
    public void a_translation_fills_in_the_same_values()
    {
        foreach (var language in Dictionary.All)
        {
            foreach (var (key, text) in language.Texts.Concat(language.Messages))
            {
                var english = Dictionary.English.Texts.GetValueOrDefault(key) ?? Messages.English[key];
                Assert.True(Places(english).SetEquals(Places(text)), $"{language.Language}: {key}");
            }
        }
    }

    [Theory]
    [InlineData("en")]
    [InlineData("ja")]
    public void no_sentence_tells_a_program_s_name_or_a_program_s_time(string language)
    {
        var w = In(language);
        foreach (var key in Messages.English.Keys)
        {
            foreach (var (name, values) in Raw)
            {
                foreach (var value in values)
                {
                    var said = w.Say(Message.Of(key, (name, value)));
                    Assert.False(
                        Messages.English[key].Contains($"{{{name}}}", StringComparison.Ordinal)
                            && ProgramsWords().Matches(said).Select(match => match.Value).Intersect(Members(language)).Any(),
                        said
                    );
                    Assert.DoesNotMatch(@"\d\d:\d\d:\d\d", said);
                }
            }
        }
    }

    [Theory]
    [InlineData(
        "en",
        "'Waiting for approval'",
        "3 d 4 h",
        "⑤ Copy it under the target's own key",
        "Approver, Admin",
        "2026-01-15 12:00 UTC"
    )]
    [InlineData("ja", "「承認待ち」", "3日 4時間", "⑤ ", "承認者、管理者", "2026-01-15 12:00 UTC")]
    public void a_value_is_told_in_the_reader_s_words(string language, string status, string length, string step, string roles, string at)
    {
        var w = In(language);

        Assert.Contains(status, w.Say(Message.Of("not-now-cancel", ("status", "WaitingForApproval"))), StringComparison.Ordinal);
        Assert.Contains(length, w.Say(Message.Of("extend-bounds", ("most", "3.04:00:00"))), StringComparison.Ordinal);
        Assert.Contains(step, w.Say(Message.Of("finding.vanished", ("step", "CopyInTarget"))), StringComparison.Ordinal);
        Assert.Contains(roles, w.Say(Message.Of("not-your-role", ("roles", "Approver, Admin"))), StringComparison.Ordinal);
        Assert.Contains(at, w.Say(Message.Of("notice.about-to-expire", ("until", "2026-01-15T12:00:00.000Z"))), StringComparison.Ordinal);
    }

    [Fact]
    public void AWS_s_own_words_stay_as_AWS_writes_them()
    {
        var w = In("ja");

        Assert.Contains("creating", w.Say(Message.Of("finding.takes-too-long", ("status", "creating"))), StringComparison.Ordinal);
        Assert.Contains(
            "PendingDeletion",
            w.Say(Message.Of("finding.key-not-enabled", ("state", "PendingDeletion"))),
            StringComparison.Ordinal
        );
        Assert.Contains("1000", w.Say(Message.Of("reason-too-long", ("most", "1000"))), StringComparison.Ordinal);
    }

    [Fact]
    public void what_changed_in_a_plan_is_said_in_the_reader_s_language_from_the_first_word_to_the_last()
    {
        var before = Samples.Plan();
        var after = before with { Goal = Goal.Copy, Window = TimeSpan.FromMinutes(90), Life = null, Steps = [.. before.Steps.Take(2)] };
        var stored = StoredJson.Read<Message>(
            StoredJson.Write(
                Message
                    .Of("plan-changed")
                    .With("changes", [.. PlanDigest.Differences(before, after).Select(difference => difference.Sentence)])
            )
        );

        var said = In("ja").Say(stored);

        Assert.Contains("目的が「データ入りの開発用クラスター」から", said, StringComparison.Ordinal);
        Assert.Contains("24時間 から 1時間 30分", said, StringComparison.Ordinal);
        Assert.Contains("① ベーススナップショットを確かめる、② ", said, StringComparison.Ordinal);
        Assert.DoesNotMatch("[A-Za-z]{3}", said);
        Assert.Contains("The goal was 'Cluster' and is now 'Copy'.", stored.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void a_change_stored_before_sentences_could_be_kept_is_still_read()
    {
        var stored = StoredJson.Read<Message>("""{"key":"plan-changed","values":{"changes":"The Region was a and is now b."}}""");

        Assert.EndsWith("The Region was a and is now b.", In("ja").Say(stored), StringComparison.Ordinal);
    }

    [Fact]
    public void a_ledger_that_does_not_hold_says_why_in_the_reader_s_language()
    {
        Assert.Equal("記録が欠けている", In("ja").Fault("Missing"));
        Assert.Equal("it differs from the signed head kept outside the database", In("en").Fault("HeadDiffers"));
        Assert.Equal("Unheard", In("ja").Fault("Unheard"));
    }

    [Fact]
    public void a_rule_that_said_yes_is_told_in_the_reader_s_language()
    {
        var written = Message.Of("automatic-approval", ("route", "prod-to-dev"), ("cluster", "prod-altplus-cluster")).ToString();
        var w = In("ja");

        Assert.StartsWith("経路 prod-to-dev の規則 Automatic", w.Reason(Actor.AutomaticApproval.Id, written), StringComparison.Ordinal);
        Assert.Contains("prod-altplus-cluster", w.Reason(Actor.AutomaticApproval.Id, written), StringComparison.Ordinal);
        Assert.Equal(written, w.Reason("persona-approver", written));
        Assert.Equal("経路の規則による自動承認", w.Decider(Actor.AutomaticApproval.Name));
        Assert.Equal("DBA", w.Decider("DBA"));
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

    private static Localizer In(string language)
    {
        var words = new Localizer();
        words.Use(language);
        return words;
    }

    /// <summary>Every value that a program writes, as it may stand in a stored phrase.</summary>
    private static readonly IReadOnlyDictionary<string, string[]> Raw = new System.Collections.Generic.Dictionary<string, string[]>(
        StringComparer.Ordinal
    )
    {
        ["status"] = Enum.GetNames<RequestStatus>(),
        ["state"] = Enum.GetNames<DriftState>(),
        ["step"] = Enum.GetNames<StepName>(),
        ["resource"] = Enum.GetNames<StepName>(),
        ["roles"] = [string.Join(", ", Enum.GetNames<Role>())],
        ["window"] = ["3.04:00:00", "00:00:30"],
        ["life"] = ["30.00:00:00"],
        ["most"] = ["1.00:00:00"],
        ["limit"] = ["7.00:00:00"],
        ["taken"] = ["2026-01-15T12:00:00.000Z"],
        ["until"] = ["2026-01-15T12:00:00.000Z"],
        ["approved"] = ["2026-01-15T12:00:00.000Z"],
        ["found"] = ["2026-01-15T12:00:00.000Z"],
        ["before"] = ["2026-01-15T12:00:00.000Z"],
        ["after"] = ["2026-01-15T12:00:00.000Z"],
    };

    /// <summary>Names that are no words of the language; in English some are, as Ready.</summary>
    private static IEnumerable<string> Members(string language) =>
        new[] { Enum.GetNames<RequestStatus>(), Enum.GetNames<DriftState>(), Enum.GetNames<Role>(), Enum.GetNames<StepName>() }
            .SelectMany(names => names)
            .Where(name => language != "en" || name.Skip(1).Any(char.IsUpper));

    private static IEnumerable<string> Of<T>()
        where T : struct, Enum => Enum.GetNames<T>().Select(member => $"{typeof(T).Name}.{member}");

    private static HashSet<string> Places(string text) => [.. Place().Matches(text).Select(match => match.Value)];

    private static string Web([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "src", "Web"));

    /// <summary>Every key that stands as a literal in a page; the dictionaries themselves are not asked.</summary>
    private static IEnumerable<string> Used()
    {
        var web = Web();
        return new[] { "Pages", "Shared", "Diagram", "Text", "Evidence" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(web, folder), "*.*", SearchOption.AllDirectories))
            .Where(file => Path.GetExtension(file) is ".razor" or ".cs" && !Lists().IsMatch(Path.GetFileName(file)))
            .SelectMany(file => Literal().Matches(File.ReadAllText(file)))
            .Where(literal =>
                literal.Groups["indexer"].Success
                || Dictionary.English.Texts.ContainsKey(literal.Groups["key"].Value)
                || literal.Groups["key"].Value.Contains('.', StringComparison.Ordinal)
            )
            .Select(literal => literal.Groups["key"].Value);
    }

    /// <summary>A literal in the words' indexer, also as one branch of a choice, or given to a helper as a key.</summary>
    [GeneratedRegex(
        "(?:(?<indexer>(?<![a-zA-Z])(?:W|w|words|_words|this)\\[)|\\? |: |, )\"(?<key>[a-zA-Z][a-zA-Z-]*(?:\\.[a-zA-Z-]+)*)\"",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Literal();

    [GeneratedRegex(@"[\p{IsHiragana}\p{IsKatakana}\p{IsCJKUnifiedIdeographs}]", RegexOptions.None, 1000)]
    private static partial Regex JapaneseScript();

    /// <summary>Text alone; what is put together with code is not looked at.</summary>
    [GeneratedRegex("(?<![= ])>(?<text>[^<>@{}()=;]*)(?=<)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TextBetweenTags();

    [GeneratedRegex("(Texts|Messages)\\.cs$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Lists();

    [GeneratedRegex("[A-Za-z]+", RegexOptions.None, 1000)]
    private static partial Regex ProgramsWords();

    [GeneratedRegex("\\{[a-z]+\\}", RegexOptions.None, 1000)]
    private static partial Regex Place();
}
