using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Persistence;

namespace SnapshotShare.Core.Commands;

/// <summary>Sign-ins as the server keeps them. One whose identity provider can be asked stands only as long as that says so.</summary>
public sealed class Sessions(
    LedgerTransaction ledger,
    IDbContextFactory<Db> databases,
    IEnumerable<IIdentityProvider> providers,
    TimeProvider time
)
{
    /// <summary>A role that was taken away ends what it allowed within this time, also while the identity provider does not answer.</summary>
    public static readonly TimeSpan LongestUnchecked = TimeSpan.FromMinutes(5);

    private readonly IIdentityProvider? _provider = providers.FirstOrDefault();
    private readonly ConcurrentDictionary<string, Lazy<Task<bool>>> _rechecks = new(StringComparer.Ordinal);

    /// <summary>Begins a session and answers its ID, for the cookie.</summary>
    /// <param name="ticket">The ticket that the identity provider is asked again with; null where there is none to ask.</param>
    public Task<string> StartAsync(
        string personId,
        string personName,
        IReadOnlyCollection<Role> roles,
        CancellationToken ct,
        IReadOnlyCollection<string>? groups = null,
        string? ticket = null
    ) =>
        ledger.WriteAsync(
            scope =>
            {
                var session = new SignInSession
                {
                    Id = Guid.NewGuid().ToString("N"),
                    PersonId = personId,
                    PersonName = personName,
                    Roles = string.Join(',', roles.Order()),
                    Groups = string.Join('\n', groups ?? []),
                    Ticket = ticket,
                    CheckedAt = ticket is null ? null : scope.Now,
                    StartedAt = scope.Now,
                };
                scope.Db.Sessions.Add(session);
                scope.Append(new Actor(personId, personName, roles, session.Id), subject: "", new SignedIn());
                return Task.FromResult(session.Id);
            },
            ct
        );

    /// <param name="changed">The directory's last word about the person, which a yes of theirs is measured by from now on.</param>
    public Task EndAsync(string sessionId, CancellationToken ct, string? why = null, Recheck.Stands? changed = null) =>
        ledger.WriteAsync(
            async scope =>
            {
                if (await scope.Db.Sessions.FirstOrDefaultAsync(session => session.Id == sessionId, ct) is not { EndedAt: null } session)
                    return;
                session.EndedAt = scope.Now;
                session.Ticket = null;
                var roles = session.Roles.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<Role>).ToList();
                scope.Append(new Actor(session.PersonId, session.PersonName, roles, session.Id), subject: "", new SignedOut(why));
                if (changed is not null)
                    (session.Roles, session.Groups) = (string.Join(',', changed.Roles.Order()), string.Join('\n', changed.Groups));
            },
            ct
        );

    public async Task<bool> StandsAsync(string sessionId, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var session = await db.Sessions.AsNoTracking().FirstOrDefaultAsync(session => session.Id == sessionId, ct);
        if (session is not { EndedAt: null })
            return false;
        if (session.Ticket is null || _provider is null || time.UtcNowMilliseconds() - session.CheckedAt < _provider.RecheckAfter)
            return true;
        // Once for all the pages that ask at the same time; a refresh token may only be good for one.
        var recheck = _rechecks.GetOrAdd(sessionId, _ => new Lazy<Task<bool>>(() => RecheckAsync(session)));
        try
        {
            return await recheck.Value.WaitAsync(ct);
        }
        finally
        {
            if (recheck.Value.IsCompleted)
                _rechecks.TryRemove(new KeyValuePair<string, Lazy<Task<bool>>>(sessionId, recheck));
        }
    }

    private async Task<bool> RecheckAsync(SignInSession session)
    {
        switch (await _provider!.RecheckAsync(session, CancellationToken.None))
        {
            case Recheck.Stands stands
                when string.Join(',', stands.Roles.Order()) == session.Roles
                    && stands.Groups.Order().SequenceEqual(GroupsOf(session).Order()):
                return await ledger.WriteAsync(
                    async scope =>
                    {
                        var row = await scope.Db.Sessions.FirstAsync(row => row.Id == session.Id);
                        if (row.EndedAt is not null)
                            return false;
                        (row.Ticket, row.CheckedAt) = (stands.Ticket, scope.Now);
                        return true;
                    },
                    CancellationToken.None
                );
            case Recheck.Stands changed:
                await EndAsync(session.Id, CancellationToken.None, "roles or groups changed", changed);
                return false;
            case Recheck.Over over:
                await EndAsync(session.Id, CancellationToken.None, over.Why);
                return false;
            default:
                return time.UtcNowMilliseconds() - session.CheckedAt < LongestUnchecked;
        }
    }

    private static string[] GroupsOf(SignInSession session) => session.Groups.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
