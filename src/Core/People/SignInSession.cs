namespace SnapshotShare.Core.People;

/// <summary>A sign-in, kept on the server: every verb asks it, so that signing out ends what open pages may do.</summary>
public sealed class SignInSession
{
    public required string Id { get; init; }
    public required string PersonId { get; init; }
    public required string PersonName { get; init; }
    public required string Roles { get; init; }
    public required DateTime StartedAt { get; init; }
    public DateTime? EndedAt { get; set; }
}
