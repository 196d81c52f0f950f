using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Shares;

namespace SnapshotShare.Core.Commands;

/// <summary>Sign-ins as the server keeps them. One whose identity provider can be asked stands only as long as that says so.</summary>
public sealed class Sessions(
    LedgerTransaction ledger,
    IDbContextFactory<Db> databases,
    IEnumerable<IIdentityProvider> providers,
    EmergencyJournal emergency,
    TimeProvider time
)
{
    /// <summary>A role that was taken away ends what it allowed within this time, also while the identity provider does not answer.</summary>
    public static readonly TimeSpan LongestUnchecked = TimeSpan.FromMinutes(5);

    private readonly UnwrittenSessions _unwritten = new(emergency);
    private readonly IIdentityProvider? _provider = providers.FirstOrDefault();
    private readonly ConcurrentDictionary<string, Lazy<Task<bool>>> _rechecks = new(StringComparer.Ordinal);

    /// <summary>Begins a session and answers its ID, for the cookie. Where nothing can be written it begins in memory, and stands as long as that lasts.</summary>
    /// <param name="ticket">The ticket that the identity provider is asked again with; null where there is none to ask.</param>
    public async Task<string> StartAsync(
        string personId,
        string personName,
        IReadOnlyCollection<Role> roles,
        CancellationToken ct,
        IReadOnlyCollection<string>? groups = null,
        string? ticket = null
    )
    {
        try
        {
            return await ledger.WriteAsync(
                scope =>
                {
                    var session = Begun(scope.Now);
                    scope.Db.Sessions.Add(session);
                    scope.Append(new Actor(personId, personName, roles, session.Id), subject: "", new SignedIn());
                    return Task.FromResult(session.Id);
                },
                ct
            );
        }
        catch (Exception e) when (EmergencyJournal.IsOfRecords(e))
        {
            var session = Begun(time.UtcNowMilliseconds());
            _unwritten.Begin(session, e);
            return session.Id;
        }

        SignInSession Begun(DateTime now) =>
            new()
            {
                Id = Guid.NewGuid().ToString("N"),
                PersonId = personId,
                PersonName = personName,
                Roles = string.Join(',', roles.Order()),
                Groups = string.Join('\n', groups ?? []),
                Ticket = ticket,
                CheckedAt = ticket is null ? null : now,
                StartedAt = now,
            };
    }

    /// <param name="changed">The directory's last word about the person, which a yes of theirs is measured by from now on.</param>
    public async Task EndAsync(string sessionId, CancellationToken ct, string? why = null, Recheck.Stands? changed = null)
    {
        if (_unwritten.Forget(sessionId, why, changed))
            return;
        try
        {
            await ledger.WriteAsync(
                async scope =>
                {
                    if (
                        await scope.Db.Sessions.FirstOrDefaultAsync(session => session.Id == sessionId, ct) is not { EndedAt: null } session
                    )
                        return;
                    session.EndedAt = scope.Now;
                    session.Ticket = null;
                    var actor = new Actor(session.PersonId, session.PersonName, RolesOf(session), session.Id);
                    scope.Append(actor, subject: "", new SignedOut(why));
                    if (changed is not null)
                        (session.Roles, session.Groups) = (string.Join(',', changed.Roles.Order()), string.Join('\n', changed.Groups));
                },
                ct
            );
        }
        catch (Exception e) when (EmergencyJournal.IsOfRecords(e))
        {
            _unwritten.End(sessionId, why, changed, e);
        }
    }

    public async Task<bool> StandsAsync(string sessionId, CancellationToken ct)
    {
        if ((_unwritten.Begun(sessionId) ?? await ReadAsync(sessionId, ct)) is not { } session)
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

    internal static List<Role> RolesOf(SignInSession session) =>
        [.. session.Roles.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<Role>)];

    internal static string[] GroupsOf(SignInSession session) => session.Groups.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Null where it does not stand.</summary>
    private async Task<SignInSession?> ReadAsync(string sessionId, CancellationToken ct)
    {
        try
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            return _unwritten.AsRead(await db.Sessions.AsNoTracking().FirstOrDefaultAsync(session => session.Id == sessionId, ct));
        }
        catch (Exception e) when (EmergencyJournal.IsOfRecords(e))
        {
            return _unwritten.AsSeen(sessionId, e);
        }
    }

    private async Task<bool> RecheckAsync(SignInSession session)
    {
        switch (await _provider!.RecheckAsync(session, CancellationToken.None))
        {
            case Recheck.Stands stands
                when string.Join(',', stands.Roles.Order()) == session.Roles
                    && stands.Groups.Order().SequenceEqual(GroupsOf(session).Order()):
                return await KeepAsync(session, stands.Ticket);
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

    private async Task<bool> KeepAsync(SignInSession session, string ticket)
    {
        if (_unwritten.Begun(session.Id) is { } begun)
        {
            (begun.Ticket, begun.CheckedAt) = (ticket, time.UtcNowMilliseconds());
            return true;
        }
        try
        {
            var stands = await ledger.WriteAsync(
                async scope =>
                {
                    if (await scope.Db.Sessions.FirstOrDefaultAsync(row => row.Id == session.Id) is not { EndedAt: null } row)
                        return false;
                    (row.Ticket, row.CheckedAt) = (ticket, scope.Now);
                    return true;
                },
                CancellationToken.None
            );
            _unwritten.Written(session.Id);
            return stands;
        }
        catch (Exception e) when (EmergencyJournal.IsOfRecords(e))
        {
            _unwritten.Check(session, ticket, time.UtcNowMilliseconds(), e);
            return true;
        }
    }
}
