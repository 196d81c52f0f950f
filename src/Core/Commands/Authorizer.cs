using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Text;

namespace SnapshotShare.Core.Commands;

/// <summary>Judges whether this person, in this session, may do this. A refused attempt goes into the ledger.</summary>
public sealed class Authorizer(Sessions sessions, RefusedAttempts attempts)
{
    /// <summary>Session first, then the table. An actor without a session was authenticated by this very call.</summary>
    public async Task<Refusal?> RefusesAsync(Actor actor, Permission permission, string subject, CancellationToken ct)
    {
        if (actor.SessionId is { } session && !await sessions.StandsAsync(session, ct))
            return new Refusal(RefusalKind.SignedOut, Message.Of("signed-out"));
        if (RolePermissions.Refuses(actor, permission) is not { } refusal)
            return null;
        await attempts.RecordAsync(actor, subject, refusal);
        return refusal;
    }

    /// <summary>For what only the command can judge.</summary>
    public Task RecordAsync(Actor actor, string subject, Refusal refusal) => attempts.RecordAsync(actor, subject, refusal);
}
