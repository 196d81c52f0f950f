namespace SnapshotShare.Core.Observing;

/// <summary>The accounts, by name, and snapshots, by identifier, that the reads of one request are about.</summary>
/// <param name="SourceSnapshotType"><c>automated</c> or <c>manual</c>: AWS finds an automated snapshot by name only with its type.</param>
public sealed record ReadScope(
    string SourceAccount,
    string SourceSnapshot,
    string SourceSnapshotType,
    string SharingSnapshot,
    string TargetAccount
);
