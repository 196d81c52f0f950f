using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Text;

namespace SnapshotShare.Core.Workflows.Steps;

/// <summary>One look's result.</summary>
public abstract record Observation
{
    private Observation() { }

    /// <summary>AWS's own ID of what the step made, as just seen; see <see cref="Requests.StepState.Identity"/>.</summary>
    public string? Identity { get; init; }

    /// <summary>Nothing yet; if the step can act, it may be its turn.</summary>
    public sealed record NotThere : Observation;

    /// <summary>AWS is at it, or in a state we do not know: keep looking.</summary>
    /// <param name="AwsStatus">AWS's own word, unchanged; null where AWS has none.</param>
    /// <param name="Note">The lack, in our words, where AWS's do not say it.</param>
    public sealed record Underway(string? AwsStatus, int? Percent, Message? Note = null) : Observation;

    /// <summary>As it should be.</summary>
    public sealed record There(IReadOnlyDictionary<string, string> Evidence) : Observation;

    /// <summary>Something is in the way that looking again will not cure.</summary>
    /// <param name="Final">Nobody can cure it for this request: it fails and is cleaned up.</param>
    public sealed record Wrong(Finding Finding, bool Final) : Observation;
}
