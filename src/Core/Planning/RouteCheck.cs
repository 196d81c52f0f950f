using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Planning.Policies;

namespace SnapshotShare.Core.Planning;

/// <summary>The findings of a route's last preflight, made for nobody's request.</summary>
/// <param name="By">Who had it made.</param>
/// <param name="Snapshot">The snapshot it was tried with; null when the source account showed none.</param>
/// <param name="Parts">Each role and key by itself; null when the source account told nothing, and in entries of an older version.</param>
/// <param name="SourceRole">The IAM policy of the source account's role, to paste; not kept over a restart.</param>
/// <param name="TargetRole">The IAM policy of the target account's role, to paste; not kept over a restart.</param>
/// <param name="IsKnown">False where AWS gave no answer or had nothing to try with: then nobody knows whether the route would work.</param>
/// <param name="KeyClosing">While no request needs the sharing key, the way to close it to the target account; not kept over a restart.</param>
/// <param name="LacksPaste">There was more to paste than is kept over a restart.</param>
public sealed record RouteCheck(
    string Route,
    DateTime At,
    string By,
    string? Snapshot,
    IReadOnlyList<Finding> Findings,
    IReadOnlyList<RoutePart>? Parts = null,
    string? SourceRole = null,
    string? TargetRole = null,
    bool IsKnown = true,
    bool LacksPaste = false,
    KeyClosing? KeyClosing = null
)
{
    public bool IsFit => IsKnown && Findings.All(finding => finding.Severity != Severity.Blocking);
}
