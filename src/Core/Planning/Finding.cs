namespace SnapshotShare.Core.Planning;

public enum Severity
{
    /// <summary>Worth knowing.</summary>
    Note,

    /// <summary>An approver must see it.</summary>
    Warning,

    /// <summary>The trip cannot succeed until it is cured.</summary>
    Blocking,
}

/// <summary>Something about the trip that a person should know or cure.</summary>
/// <param name="Code">Stable and machine-readable, e.g. <c>target-cluster-taken</c>.</param>
/// <param name="Account">Name of the account it is about.</param>
/// <param name="Resource">ARN or identifier it is about.</param>
/// <param name="Remedy">What to do, in a sentence.</param>
/// <param name="Paste">A command or policy statement that does it.</param>
/// <param name="Fault">AWS's own words when a call was refused.</param>
public sealed record Finding(
    string Code,
    Severity Severity,
    string Account,
    string Resource,
    Phrase Message,
    Phrase? Remedy = null,
    string? Paste = null,
    AwsRefusal? Fault = null
);

/// <summary>What AWS answered, unchanged.</summary>
public sealed record AwsRefusal(string Code, string Message, string? RequestId, int? HttpStatus);
