using SnapshotShare.Core.Workflows.Steps;

namespace SnapshotShare.Core.Exposing;

/// <summary>One place where a request's data is or was.</summary>
/// <param name="From">The moment from which it may have been there: when it was asked for, where the end is not known.</param>
/// <param name="Until">The moment at which it was seen to be gone; null while it is there.</param>
public sealed record DataLocation(DataLocationKind Kind, string Account, string Identifier, DateTime From, DateTime? Until)
{
    /// <summary>The time it was there; null while it is.</summary>
    public TimeSpan? Length => Until - From;

    /// <summary>AWS's own ID of it, once it was seen; null for a share.</summary>
    public string? Identity { get; init; }

    public bool IsThereAt(DateTime moment) => From <= moment && (Until is not { } until || moment < until);
}
