namespace SnapshotShare.Core.Shares;

/// <summary>While one stands that nobody has lifted, nothing is shared, and what was open has been taken away.</summary>
public sealed class Freeze
{
    public int Id { get; init; }
    public required string SetById { get; init; }
    public required string SetByName { get; init; }
    public required DateTime SetAt { get; init; }
    public required string Reason { get; init; }
    public string? LiftedById { get; set; }
    public string? LiftedByName { get; set; }
    public DateTime? LiftedAt { get; set; }
}
