namespace SnapshotShare.Core.Identity;

/// <summary>Whoever knows people and their roles, asked again while a session lasts. A call to the outside, so never made inside the ledger.</summary>
public interface IIdentityProvider
{
    /// <summary>The time for which an answer is taken as true; less than the five minutes for which a session may go unchecked.</summary>
    TimeSpan RecheckAfter { get; }

    Task<Recheck> RecheckAsync(SignInSession session, CancellationToken ct);
}

/// <summary>The identity provider's answer.</summary>
public abstract record Recheck
{
    /// <param name="Ticket">The ticket to ask with the next time.</param>
    public sealed record Stands(string Ticket, IReadOnlyCollection<Role> Roles, IReadOnlyCollection<string> Groups) : Recheck;

    /// <summary>The person is gone, locked, or has to sign in anew.</summary>
    public sealed record Over(string Why) : Recheck;

    /// <summary>It did not answer, or not sensibly.</summary>
    public sealed record Unknown : Recheck;
}
