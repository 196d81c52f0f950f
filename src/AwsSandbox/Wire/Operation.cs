namespace SnapshotShare.AwsSandbox.Wire;

/// <summary>An operation of a query service: what it must be given, and what it does.</summary>
internal sealed record Operation(string Name, Func<Call, Outcome> Run, params string[] Required)
{
    /// <summary>Operations that need no permission, such as asking who one is.</summary>
    public bool NeedsPermission { get; init; } = true;
}
