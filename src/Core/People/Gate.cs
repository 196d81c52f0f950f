using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using SnapshotShare.Core.Audit;
using SnapshotShare.Core.Data;
using SnapshotShare.Core.Requests;

namespace SnapshotShare.Core.People;

/// <summary>Whether this person, in this session, may do this. A refused attempt goes into the ledger, a few a minute per person.</summary>
public sealed class Gate(Sessions sessions, WritingLane lane, TimeProvider time)
{
    private const int RecordedPerMinute = 20;
    private readonly ConcurrentDictionary<string, (long Minute, int Count)> _recorded = new(StringComparer.Ordinal);

    /// <summary>Session first, then the table. An actor without a session was authenticated by this very call.</summary>
    public async Task<Refusal?> RefusesAsync(Actor actor, Verb verb, string subject, CancellationToken ct)
    {
        if (actor.SessionId is { } session && !await sessions.StandsAsync(session, ct))
            return new Refusal(RefusalKind.SignedOut, Phrase.Of("signed-out"));
        if (Refuses(actor, verb) is not { } refusal)
            return null;
        await RecordAsync(actor, subject, refusal, ct);
        return refusal;
    }

    public static Refusal? Refuses(Actor actor, Verb verb) =>
        actor.Allows(verb)
            ? null
            : new Refusal(
                RefusalKind.Forbidden,
                Phrase.Of("not-your-role", ("verb", verb.ToString()), ("roles", string.Join(", ", Permissions.All[verb])))
            );

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
        await lane.WriteAsync(
            scope =>
            {
                scope.Append(
                    AuditKind.Refused,
                    actor,
                    subject,
                    new JsonObject { ["why"] = refusal.Message.ToString(), ["key"] = refusal.Message.Key }
                );
                return Task.CompletedTask;
            },
            ct
        );
    }
}
