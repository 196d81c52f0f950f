namespace SnapshotShare.Core.Observing;

/// <summary>The accounts, by name, and snapshots, by identifier, that the reads of one request are about.</summary>
public sealed record ReadScope(string SourceAccount, string SourceSnapshot, string SharingSnapshot, string TargetAccount);
