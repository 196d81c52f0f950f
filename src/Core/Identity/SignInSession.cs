namespace SnapshotShare.Core.Identity;

/// <summary>A sign-in, kept on the server: every verb asks it, so that signing out ends what open pages may do.</summary>
public sealed class SignInSession
{
    public required string Id { get; init; }
    public required string PersonId { get; init; }
    public required string PersonName { get; init; }
    public required string Roles { get; set; }

    /// <summary>Group IDs, one a line.</summary>
    public string Groups { get; set; } = "";

    /// <summary>The ticket that the identity provider is asked again with, protected; null where there is none to ask, as with personas.</summary>
    public string? Ticket { get; set; }

    /// <summary>When the identity provider last said that person and roles still stand.</summary>
    public DateTime? CheckedAt { get; set; }
    public required DateTime StartedAt { get; init; }
    public DateTime? EndedAt { get; set; }
}
