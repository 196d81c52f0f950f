using System.Diagnostics.CodeAnalysis;
using SnapshotShare.Core.Findings;

namespace SnapshotShare.Core.Commands;

/// <summary>The outcome of a command: what it is about as it is now, or why nothing was changed; exactly one of the two.</summary>
public sealed record CommandResult<T>(T? Value, Refusal? Refusal)
    where T : class
{
    [SuppressMessage("Design", "CA1000", Justification = "A command returns either by its plain value.")]
    public static implicit operator CommandResult<T>(T value) => new(value, Refusal: null);

    public static implicit operator CommandResult<T>(Refusal refusal) => new(Value: null, refusal);
}
