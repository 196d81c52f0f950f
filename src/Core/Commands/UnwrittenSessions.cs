using System.Collections.Concurrent;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Shares;

namespace SnapshotShare.Core.Commands;

/// <summary>
/// Sessions that began, ended or were rechecked while records failed, in memory: whoever comes to take a share away must get in when a disk is full. A session that began so
/// stands no longer than the trouble does, and the emergency journal has the ledger told of it.
/// </summary>
internal sealed class UnwrittenSessions(EmergencyJournal emergency)
{
    /// <summary>Sessions that are remembered for when they cannot be read; more people than this do not work here at once.</summary>
    private const int MostSeen = 1000;

    private readonly ConcurrentDictionary<string, (SignInSession Session, int Trouble)> _begun = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, SignInSession> _seen = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (string Ticket, DateTime CheckedAt)> _checked = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _ended = new(StringComparer.Ordinal);

    public void Begin(SignInSession session, Exception failure)
    {
        emergency.SignedIn(ActorOf(session), failure);
        _begun[session.Id] = (session, emergency.Troubles);
    }

    /// <summary>Null where it began in the database, or the trouble that it began in is over.</summary>
    public SignInSession? Begun(string sessionId)
    {
        if (!_begun.TryGetValue(sessionId, out var begun))
            return null;
        if (emergency.Trouble is not null && emergency.Troubles == begun.Trouble)
            return begun.Session;
        _begun.TryRemove(sessionId, out _);
        return null;
    }

    /// <summary>The session as just read, with what could not be written of it.</summary>
    public SignInSession? AsRead(SignInSession? session)
    {
        if (session is not { EndedAt: null } || _ended.ContainsKey(session.Id))
            return null;
        if (_checked.TryGetValue(session.Id, out var asked))
            (session.Ticket, session.CheckedAt) = asked;
        if (_seen.Count >= MostSeen)
            _seen.Clear();
        return _seen[session.Id] = session;
    }

    /// <summary>The session as it was read last, for when it cannot be.</summary>
    public SignInSession? AsSeen(string sessionId, Exception failure)
    {
        emergency.Failed(failure);
        return AsRead(_seen.GetValueOrDefault(sessionId));
    }

    /// <summary>The identity provider's yes, and the ticket to ask it with the next time.</summary>
    public void Check(SignInSession session, string ticket, DateTime at, Exception failure)
    {
        emergency.Failed(failure);
        _checked[session.Id] = (ticket, at);
    }

    /// <summary>Its row says so now.</summary>
    public void Written(string sessionId) => _checked.TryRemove(sessionId, out _);

    /// <summary>True where it began in memory alone, and so ends there.</summary>
    /// <param name="changed">The directory's last word about the person, which is kept for their yes.</param>
    public bool Forget(string sessionId, string? why, Recheck.Stands? changed)
    {
        if (!_begun.TryRemove(sessionId, out var begun))
            return false;
        if (changed is not null)
            emergency.SignedOut(ActorOf(begun.Session), why, changed, new InvalidOperationException(emergency.Trouble));
        return true;
    }

    /// <param name="changed">The directory's last word about the person.</param>
    public void End(string sessionId, string? why, Recheck.Stands? changed, Exception failure)
    {
        _ended[sessionId] = true;
        if (_seen.TryGetValue(sessionId, out var session))
            emergency.SignedOut(ActorOf(session), why, changed, failure);
        else
            emergency.Failed(failure);
    }

    private static Actor ActorOf(SignInSession session) =>
        new(session.PersonId, session.PersonName, Sessions.RolesOf(session), session.Id) { Groups = Sessions.GroupsOf(session) };
}
