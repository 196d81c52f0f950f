using System.Text.Json.Serialization;
using SnapshotShare.Core.Findings;

namespace SnapshotShare.Core.Ledger.Events;

/// <summary>A route was checked, for nobody's request.</summary>
/// <param name="Route">The route's name.</param>
/// <param name="At">The moment it was looked at.</param>
/// <param name="By">Name of the person who had it made.</param>
/// <param name="Snapshot">Identifier of the snapshot it was tried with; left out when the source account showed none.</param>
/// <param name="Findings">The obstacles and warnings, without what is long and can be made again.</param>
/// <param name="Parts">Each role and key by itself; left out when the source account told nothing.</param>
/// <param name="IsKnown">False when nobody knows whether the route would work.</param>
/// <param name="LacksPaste">There was more to paste than is kept.</param>
public sealed record RouteChecked(
    string Route,
    [property: JsonConverter(typeof(ShortMomentJson))] DateTime At,
    string By,
    string? Snapshot,
    IReadOnlyList<Finding> Findings,
    IReadOnlyList<CheckedPart>? Parts = null,
    bool IsKnown = true,
    bool LacksPaste = false
) : LedgerEvent(LedgerKind.RouteChecked)
{
    /// <summary>Computed; it is written for who reads the ledger alone.</summary>
    public bool IsFit => IsKnown && Findings.All(finding => finding.Severity != Severity.Blocking);
}

/// <summary>A role or key of a route as it was seen.</summary>
/// <param name="Name">The part.</param>
/// <param name="Health"><c>Fit</c>, <c>Doubtful</c>, <c>Unfit</c> or <c>Unknown</c>.</param>
/// <param name="Resource">Its ARN, or the account ID where there is no role.</param>
public sealed record CheckedPart(string Name, string Health, string Resource);
