using System.Globalization;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Shares.Drift;
using SnapshotShare.Core.Text;
using SnapshotShare.Core.Workflows;
using SnapshotShare.Web.Diagram;
using SnapshotShare.Web.Shared.Controls;

namespace SnapshotShare.Web.Text;

/// <summary>A phrase's values in the reader's words. What is not known here, as AWS's own words, stays as it is.</summary>
internal static class LocalizedValues
{
    public static string Of(Message phrase, string name, string value, Localizer w)
    {
        if (phrase.Parts?.GetValueOrDefault(name) is { } sentences)
            return w.Sentences(sentences.Select(w.Say));
        if (MessageValues.Length(name, value) is { } length)
            return length < TimeSpan.Zero ? $"-{Spans.Text(length.Duration(), w)}" : Spans.Text(length, w);
        if (MessageValues.Moment(name, value) is { } moment)
            return MessageValues.Told(name, moment);
        if (MessageValues.IsUnknownKey(name, value))
            return w["value.key"];
        if (MessageValues.IsEverybody(name, value))
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

    public static string Step(StepName step, Localizer w) => $"{DiagramText.Numeral(Workflow.Step(step).Number)} {w.Of(step)}";

    /// <summary>A difference between two plans, as the digest names it.</summary>
    private static string Compared(string key, string value, Localizer w) =>
        key switch
        {
            "changed.goal" => MessageValues.Is<Goal>(value) ? w[$"ask.goal.{value}"] : value,
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

    private static string NumberedStep(string item, Localizer w) =>
        item.Split(' ') is [_, var step] && MessageValues.Is<StepName>(step) ? Step(Enum.Parse<StepName>(step), w) : item;

    private static string Named<T>(string value, Localizer w)
        where T : struct, Enum => MessageValues.Is<T>(value) ? w[$"{typeof(T).Name}.{value}"] : value;

    private static string[] Items(string value) => value.Split(", ");
}
