namespace SnapshotShare.Core.Findings;

public enum Severity
{
    /// <summary>Worth knowing.</summary>
    Note,

    /// <summary>An approver must see it.</summary>
    Warning,

    /// <summary>The trip cannot succeed until it is cured.</summary>
    Blocking,
}
