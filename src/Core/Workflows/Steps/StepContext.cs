using Amazon.RDS.Model;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Observing;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Text;

namespace SnapshotShare.Core.Workflows.Steps;

/// <summary>Everything a look may know.</summary>
public sealed record StepContext(Request Request, StepState State, Share? Share, ObservedState Observed, DateTime Now)
{
    public Plan Plan => Request.Plan;

    /// <summary>Another request whose share of the same snapshot with the same account is open or under watch.</summary>
    public string? HeldBy { get; init; }

    public List<Tag> Tags => OwnTags.Of(Request.Id, Request.Installation);

    public bool IsOurs(List<Tag>? tags) => OwnTags.Are(tags, Request.Id, Request.Installation, Request.MayLackInstallation);

    public static bool Same(string? left, string? right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    /// <summary>Something of our name that is not ours: never adopted, never deleted.</summary>
    public static Observation.Wrong Foreign(string account, string resource) =>
        new(
            new Finding(
                "name-taken",
                Severity.Blocking,
                account,
                resource,
                Message.Of("finding.name-taken", ("resource", resource), ("account", account)),
                Message.Of("remedy.name-taken", ("resource", resource))
            ),
            Final: true
        );
}
