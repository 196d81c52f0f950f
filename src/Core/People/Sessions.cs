using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Audit;
using SnapshotShare.Core.Data;

namespace SnapshotShare.Core.People;

/// <summary>Sign-ins as the server keeps them.</summary>
public sealed class Sessions(WritingLane lane, IDbContextFactory<SnapshotShareDb> databases)
{
    /// <summary>Begins a session and answers its ID, for the cookie.</summary>
    public Task<string> StartAsync(string personId, string personName, IReadOnlyCollection<Role> roles, CancellationToken ct) =>
        lane.WriteAsync(
            scope =>
            {
                var session = new SignInSession
                {
                    Id = Guid.NewGuid().ToString("N"),
                    PersonId = personId,
                    PersonName = personName,
                    Roles = string.Join(',', roles.Order()),
                    StartedAt = scope.Now,
                };
                scope.Db.Sessions.Add(session);
                scope.Append(AuditKind.SignedIn, new Actor(personId, personName, roles, session.Id), "", new JsonObject());
                return Task.FromResult(session.Id);
            },
            ct
        );

    public Task EndAsync(string sessionId, CancellationToken ct) =>
        lane.WriteAsync(
            async scope =>
            {
                if (await scope.Db.Sessions.FirstOrDefaultAsync(session => session.Id == sessionId, ct) is not { EndedAt: null } session)
                    return;
                session.EndedAt = scope.Now;
                var roles = session.Roles.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<Role>).ToList();
                scope.Append(AuditKind.SignedOut, new Actor(session.PersonId, session.PersonName, roles, session.Id), "", new JsonObject());
            },
            ct
        );

    public async Task<bool> StandsAsync(string sessionId, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Sessions.AnyAsync(session => session.Id == sessionId && session.EndedAt == null, ct);
    }
}
