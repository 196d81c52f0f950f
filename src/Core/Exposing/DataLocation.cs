using SnapshotShare.Core.Workflows.Steps;

namespace SnapshotShare.Core.Exposing;

/// <summary>One place where a request's data is or was.</summary>
/// <param name="From">The moment from which it may have been there: when it was asked for, where the end is not known.</param>
/// <param name="Until">The moment at which it was seen to be gone; null while it is there.</param>
public sealed record DataLocation(DataLocationKind Kind, string Account, string Identifier, DateTime From, DateTime? Until)
{
    public bool IsThereAt(DateTime moment) => From <= moment && (Until is not { } until || moment < until);
}
