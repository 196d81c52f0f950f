namespace SnapshotShare.Core.Ledger.Events;

/// <summary>Marks a member that is written as null where it is null; any other is left out.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class WrittenAsNullAttribute : Attribute;
