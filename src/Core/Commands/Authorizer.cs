using System.Collections.Concurrent;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Text;

namespace SnapshotShare.Core.Commands;

/// <summary>Judges whether this person, in this session, may do this. A refused attempt goes into the ledger, a few a minute per person.</summary>
public sealed class Authorizer(Sessions sessions, LedgerTransaction ledger, EmergencyJournal emergency, TimeProvider time)
{
    private const int RecordedPerMinute = 20;
    private readonly ConcurrentDictionary<string, (long Minute, int Count)> _recorded = new(StringComparer.Ordinal);

    /// <summary>Session first, then the table. An actor without a session was authenticated by this very call.</summary>
    public async Task<Refusal?> RefusesAsync(Actor actor, Permission permission, string subject, CancellationToken ct)
    {
        if (actor.SessionId is { } session && !await sessions.StandsAsync(session, ct))
            return new Refusal(RefusalKind.SignedOut, Message.Of("signed-out"));
        if (RolePermissions.Refuses(actor, permission) is not { } refusal)
            return null;
        await RecordAsync(actor, subject, refusal, ct);
        return refusal;
    }

    public async Task RecordAsync(Actor actor, string subject, Refusal refusal, CancellationToken ct)
    {
        var minute = time.GetUtcNow().ToUnixTimeSeconds() / 60;
        var (_, count) = _recorded.AddOrUpdate(
            actor.Id,
            (minute, 1),
            (_, known) => known.Minute == minute ? (minute, known.Count + 1) : (minute, 1)
        );
        if (count > RecordedPerMinute)
            return;
        try
        {
            await ledger.WriteAsync(
                scope =>
                {
                    scope.Append(actor, subject, new AttemptRefused(refusal.Message.ToString(), refusal.Message.Key));
                    return Task.CompletedTask;
                },
                ct
            );
        }
        catch (Exception e) when (EmergencyJournal.IsOfRecords(e))
        {
            // They are refused all the same, with the words that they are refused with.
            emergency.Failed(e);
        }
    }
}
