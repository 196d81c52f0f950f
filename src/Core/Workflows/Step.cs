using Amazon.RDS.Model;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Observing;
using SnapshotShare.Core.Plans;

namespace SnapshotShare.Core.Workflows;

/// <summary>
/// One step of the trip: a pure look at what AWS shows, and the one change that brings it about. What it makes has a name derived from
/// the request and carries its tag, so a repeated step finds its own work and never does it twice.
/// </summary>
public abstract class Step(StepName name, Reads needs, TimeSpan deadline)
{
    public StepName Name { get; } = name;
    public Reads Needs { get; } = needs;

    /// <summary>How long AWS may take at real speed before a person is asked to have a look.</summary>
    public TimeSpan Deadline { get; } = deadline;

    /// <summary>Looks that must agree. AWS has been seen to call a copy available the moment it was asked for.</summary>
    public virtual int SightingsNeeded => 1;

    /// <summary>Whether the step takes something away, so that "not there" is its end and a late call of ours could undo it.</summary>
    public virtual bool Removes => false;

    public abstract Observation Look(StepContext context);

    /// <summary>The change to ask for; null for a step that only looks.</summary>
    public virtual AwsChange? Act(StepContext context) => null;

    protected static Observation.There Seen(params ReadOnlySpan<(string Name, string? Value)> evidence)
    {
        var seen = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in evidence)
            if (value is not null)
                seen[name] = value;
        return new Observation.There(seen);
    }

    protected static Observation NotThere { get; } = new Observation.NotThere();
}
