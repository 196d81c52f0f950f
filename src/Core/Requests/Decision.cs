namespace SnapshotShare.Core.Requests;

public enum Verdict
{
    Approved,
    Rejected,
}

/// <summary>A yes or no of one person to one version of one plan.</summary>
public sealed class Decision
{
    public long Id { get; init; }
    public required string RequestId { get; init; }
    public required int PlanVersion { get; init; }
    public required string Digest { get; init; }
    public required Verdict Verdict { get; init; }
    public required string ActorId { get; init; }
    public required string ActorName { get; init; }
    public required string Reason { get; init; }
    public required DateTime At { get; init; }
}
