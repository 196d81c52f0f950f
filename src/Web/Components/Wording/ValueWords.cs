using System.Globalization;
using SnapshotShare.Core;
using SnapshotShare.Core.Drift;
using SnapshotShare.Core.People;
using SnapshotShare.Core.Pipeline;
using SnapshotShare.Core.Requests;
using SnapshotShare.Web.Components.Controls;
using SnapshotShare.Web.Components.Diagram;

namespace SnapshotShare.Web.Components.Wording;

/// <summary>A phrase's values in the reader's words. What is not known here, as AWS's own words, stays as it is.</summary>
internal static class ValueWords
{
    public static string Of(Phrase phrase, string name, string value, Words w)
    {
        if (phrase.Parts?.GetValueOrDefault(name) is { } sentences)
            return w.Sentences(sentences.Select(w.Say));
        if (PhraseValues.Length(name, value) is { } length)
            return Spans.Text(length, w);
        if (PhraseValues.Moment(name, value) is { } moment)
            return PhraseValues.Told(name, moment);
        if (PhraseValues.IsUnknownKey(name, value))
            return w["value.key"];
        if (PhraseValues.IsEverybody(name, value))
            return w["drift.everybody"];
        return name switch
        {
            "status" => Named<RequestStatus>(value, w),
            "state" => Named<DriftState>(value, w),
            "step" => Enum.TryParse<StepName>(value, out var step) ? Step(step, w) : value,
            "roles" => w.List(Items(value).Select(role => Named<Role>(role, w))),
            "before" or "after" => Compared(phrase.Key, value, w),
            _ => value,
        };
    }

    public static string Step(StepName step, Words w) => $"{DiagramTelling.Numeral(Trip.Number(step))} {w.Of(step)}";

    /// <summary>What differs between two plans, as the digest names it.</summary>
    private static string Compared(string key, string value, Words w) =>
        key switch
        {
            "changed.goal" => PhraseValues.Is<Goal>(value) ? w[$"ask.goal.{value}"] : value,
            "changed.windowSeconds" or "changed.lifeSeconds" => TimeSpan.TryParseExact(
                value,
                [@"d\ \d\ hh\:mm\:ss", @"hh\:mm\:ss"],
                CultureInfo.InvariantCulture,
                out var length
            )
                ? Spans.Text(length, w)
                : value,
            "changed.steps" => w.List(Items(value).Select(item => NumberedStep(item, w))),
            "changed.securityGroups" or "changed.admittedPrincipals" => w.List(Items(value)),
            _ => value,
        };

    private static string NumberedStep(string item, Words w) =>
        item.Split(' ') is [_, var step] && PhraseValues.Is<StepName>(step) ? Step(Enum.Parse<StepName>(step), w) : item;

    private static string Named<T>(string value, Words w)
        where T : struct, Enum => PhraseValues.Is<T>(value) ? w[$"{typeof(T).Name}.{value}"] : value;

    private static string[] Items(string value) => value.Split(", ");
}
