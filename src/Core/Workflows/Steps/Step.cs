using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Observing;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Shares;

namespace SnapshotShare.Core.Workflows.Steps;

/// <summary>
/// One step of a request: a pure observation of what AWS shows, and everything else that is to be known of it. Members are abstract so that
/// a new step cannot forget one; nothing about a step stands anywhere else.
/// </summary>
/// <seealso cref="ChangingStep"/>
/// <seealso cref="LookingStep"/>
public abstract class Step
{
    public abstract StepName Name { get; }

    /// <summary>1 to 9, the number people know it by: ①–⑨.</summary>
    public abstract int Number { get; }

    /// <summary>The account whose role acts.</summary>
    public abstract StepSide Side { get; }

    /// <summary>The listings that <see cref="Observe"/> needs.</summary>
    public abstract Reads Reads { get; }

    /// <summary>The looks in a row that must agree; AWS has been seen to call a copy available the moment it was asked for.</summary>
    public abstract int SightingsNeeded { get; }

    /// <summary>The time at real speed that AWS usually takes, by its public documentation; null when it is no time worth telling.</summary>
    public abstract TimeSpan? UsualTime { get; }

    /// <summary>The time at real speed after which a person is asked to have a look.</summary>
    public abstract TimeSpan Deadline { get; }

    /// <summary>The step whose result this one takes away; null for a step on the way there.</summary>
    public abstract Undoing? Undoing { get; }

    /// <summary>The place where production's data stands because of this step; null when it makes none.</summary>
    public abstract MadeData? Makes(Plan plan);

    /// <summary>The meaning of the finished step for the request's share.</summary>
    public abstract ShareEffect OnShare(Plan plan);

    public abstract Observation Observe(StepContext context);

    /// <summary>The change to ask AWS for; null for a step that only looks.</summary>
    public abstract AwsChange? Change(StepContext context);

    /// <summary>The commands one would type in the AWS CLI to do the step by hand, or to see for oneself what it only looks at.</summary>
    public abstract IReadOnlyList<string> Commands(StepContext context);

    /// <summary>The rights that the side's role needs for the change, as IAM spells them; those of looking are every role's.</summary>
    public abstract IReadOnlyList<string> IamActions { get; }

    /// <summary>True for a copy, of which an account runs only so many at once.</summary>
    public abstract bool TakesCopySlot { get; }

    /// <summary>True when a change that AWS accepted may be asked for again where its result is not there: nothing can be doubled by it.</summary>
    public abstract bool MayBeRepeated { get; }

    /// <summary>True when the step waits for the end of the share's window, unless the request is on its way out.</summary>
    public abstract bool WaitsForWindow(Plan plan);

    /// <summary>True when the step takes something away, so that "not there" is its end and a late call of ours could undo it.</summary>
    public bool TakesAway => Undoing is not null;

    /// <summary>
    /// True when the step puts production's data, or a way to it, where it was not. Only such a step asks for a proven approval: taking away and
    /// changing a password must not wait for anybody's word.
    /// </summary>
    public bool AddsExposure => this is ChangingStep && !TakesAway && !MayBeRepeated;

    protected static Observation NotThere { get; } = new Observation.NotThere();

    protected static Observation.There Seen(params ReadOnlySpan<(string Name, string? Value)> evidence)
    {
        var seen = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in evidence)
            if (value is not null)
                seen[name] = value;
        return new Observation.There(seen);
    }
}

public enum StepSide
{
    Source,
    Target,
}

/// <param name="Of">The step that made what is taken away.</param>
/// <param name="After">The steps that are over before it begins on a way out; unsharing comes before everything else.</param>
public sealed record Undoing(StepName Of, params IReadOnlyList<StepName> After);
