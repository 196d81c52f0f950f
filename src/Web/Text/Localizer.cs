using System.Globalization;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Text;

namespace SnapshotShare.Web.Text;

/// <summary>
/// Every word of the pages, in the language of the person who looks. One per circuit; the language comes with the page's request.
/// AWS's own words are never translated.
/// </summary>
public sealed class Localizer
{
    private Dictionary _dictionary = Dictionary.English;

    /// <summary><c>en</c> or <c>ja</c>.</summary>
    public string Language => _dictionary.Language;

    public void Use(string? language) => _dictionary = Dictionary.Of(language);

    public string this[string key] => _dictionary.Texts.GetValueOrDefault(key) ?? Dictionary.English.Texts[key];

    public string this[string key, params ReadOnlySpan<(string Name, string? Value)> values] => Message.Of(key, values).In(this[key]);

    /// <summary>The name of an enum's member, kept as <c>Type.Member</c>.</summary>
    public string Of<T>(T value)
        where T : struct, Enum => this[$"{typeof(T).Name}.{value}"];

    /// <summary>A sentence of the domain in the reader's language.</summary>
    public string Say(Message phrase) =>
        (_dictionary.Messages.GetValueOrDefault(phrase.Key) ?? Messages.English.GetValueOrDefault(phrase.Key)) is { } template
            ? phrase.In(template, (name, value) => LocalizedValues.Of(phrase, name, value, this))
            : phrase.Key;

    /// <summary>Why somebody decided so: a person's words as they are, a rule's in the reader's language.</summary>
    public string Reason(string actorId, string reason) =>
        actorId == Actor.AutomaticApproval.Id && Message.Read("automatic-approval", reason) is { } rule ? Say(rule) : reason;

    /// <summary>Whoever decided, by the name that was written down.</summary>
    public string Decider(string name) => name == Actor.AutomaticApproval.Name ? this["decision.automatic"] : name;

    /// <summary>Why the ledger does not hold.</summary>
    public string Fault(string? fault) =>
        _dictionary.Texts.GetValueOrDefault($"ChainFault.{fault}")
        ?? _dictionary.Texts.GetValueOrDefault($"ProofFault.{fault}")
        ?? fault
        ?? "";

    /// <summary>The fault of the ledger, or of its protection, in a sentence.</summary>
    public string Broken(LedgerVerdict verdict) =>
        verdict.FirstBad is { } entry
            ? this["history.broken", ("entry", entry.ToString("N0", CultureInfo.InvariantCulture)), ("fault", Fault(verdict.Fault))]
            : this["history.unprotected", ("fault", verdict.What is { } what ? $"{Fault(verdict.Fault)} ({what})" : Fault(verdict.Fault))];

    /// <summary>Several things in a row.</summary>
    public string List(IEnumerable<string> items) => string.Join(this["list.separator"], items);

    public string Sentences(IEnumerable<string> sentences) => string.Join(this["list.sentences"], sentences);

    public static string Number(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
