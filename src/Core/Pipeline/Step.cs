using Amazon.RDS.Model;
using SnapshotShare.Core.Planning;
using SnapshotShare.Core.Requests;

namespace SnapshotShare.Core.Pipeline;

/// <summary>
/// One step of the trip: a pure look at what AWS shows, and the one change that brings it about. What it makes has a name derived from
/// the request and carries its tag, so a repeated step finds its own work and never does it twice.
/// </summary>
public abstract class Step(StepName name, SightNeeds needs, TimeSpan deadline)
{
    public StepName Name { get; } = name;
    public SightNeeds Needs { get; } = needs;

    /// <summary>How long AWS may take at real speed before a person is asked to have a look.</summary>
    public TimeSpan Deadline { get; } = deadline;

    /// <summary>Looks that must agree. AWS has been seen to call a copy available the moment it was asked for.</summary>
    public virtual int SightingsNeeded => 1;

    /// <summary>Whether the step takes something away, so that "not there" is its end and a late call of ours could undo it.</summary>
    public virtual bool Removes => false;

    public abstract Sight Look(StepContext context);

    /// <summary>The change to ask for; null for a step that only looks.</summary>
    public virtual Deed? Act(StepContext context) => null;

    protected static Sight.There Seen(params ReadOnlySpan<(string Name, string? Value)> evidence)
    {
        var seen = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in evidence)
            if (value is not null)
                seen[name] = value;
        return new Sight.There(seen);
    }

    protected static Sight NotThere { get; } = new Sight.NotThere();
}

/// <summary>Everything a look may know.</summary>
public sealed record StepContext(Request Request, StepState State, Share? Share, Sights Sights, DateTime Now)
{
    public Plan Plan => Request.Plan;

    /// <summary>Another request whose share of the same snapshot with the same account is open or under watch.</summary>
    public string? HeldBy { get; init; }

    /// <summary>The tag on everything a request makes.</summary>
    public const string TagKey = "snapshotshare:request";

    public List<Tag> Tags => [new Tag { Key = TagKey, Value = Request.Id }];

    public bool IsOurs(List<Tag>? tags) =>
        tags?.Any(tag => tag.Key == TagKey && string.Equals(tag.Value, Request.Id, StringComparison.Ordinal)) == true;

    public static bool Same(string? left, string? right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    /// <summary>Something of our name that is not ours: never adopted, never deleted.</summary>
    public static Sight.Wrong Foreign(string account, string resource) =>
        new(
            new Finding(
                "name-taken",
                Severity.Blocking,
                account,
                resource,
                Phrase.Of("finding.name-taken", ("resource", resource), ("account", account)),
                Phrase.Of("remedy.name-taken", ("resource", resource))
            ),
            Final: true
        );
}
