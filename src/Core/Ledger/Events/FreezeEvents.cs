namespace SnapshotShare.Core.Ledger.Events;

/// <summary>Somebody froze all sharing.</summary>
/// <param name="Reason">The reason given.</param>
/// <param name="OpenShares">ARNs of the snapshots that were shared then, all of which are closed.</param>
public sealed record Frozen(string Reason, IReadOnlyList<string> OpenShares) : LedgerEvent(LedgerKind.Frozen);

/// <summary>A second person lifted the freeze.</summary>
/// <param name="SetBy">Name of the person who froze.</param>
public sealed record FreezeLifted(string SetBy) : LedgerEvent(LedgerKind.FreezeLifted);
