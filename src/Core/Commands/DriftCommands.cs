using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Planning;
using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Shares.Drift;
using SnapshotShare.Core.Text;

namespace SnapshotShare.Core.Commands;

/// <summary>The commands on a share nobody here made. The one way in, for pages and API alike; a refused attempt is written down too.</summary>
public sealed class DriftCommands(
    CommandLedger ledger,
    IDbContextFactory<Db> databases,
    Authorizer authorizer,
    Limits limits,
    DriftCloser unsharing,
    EmergencyJournal emergency
)
{
    /// <summary>Who adopts looks again after this at the latest.</summary>
    public const int LongestAdoptionDays = 90;

    /// <summary>Takes the share away at once, without an approval. What does not succeed now is tried again until AWS shows that it is gone.</summary>
    public async Task<CommandResult<DriftFinding>> UnshareAsync(Actor actor, string id, CancellationToken ct)
    {
        CommandResult<DriftFinding> answer;
        try
        {
            answer = await UnshareWrittenAsync(actor, id, ct);
        }
        catch (Exception e) when (EmergencyJournal.IsOfRecords(e))
        {
            return await UnshareUnwrittenAsync(actor, id, e);
        }
        if (answer.Refusal is not null)
            return answer;
        await unsharing.TryAsync(id, ct);
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Drift.AsNoTracking().FirstAsync(row => row.Id == id, ct);
    }

    /// <summary>It only takes away, so it is done without having been written. Who may is judged by the same table.</summary>
    private async Task<CommandResult<DriftFinding>> UnshareUnwrittenAsync(Actor actor, string id, Exception failure)
    {
        emergency.Failed(failure);
        if (RolePermissions.Refuses(actor, Permission.DriftUnshare) is { } refusal)
        {
            await authorizer.RecordAsync(actor, id, refusal);
            return refusal;
        }
        emergency.Unshare(actor, id, failure);
        return new Refusal(RefusalKind.Unavailable, Message.Of("unshare-unwritten"));
    }

    private Task<CommandResult<DriftFinding>> UnshareWrittenAsync(Actor actor, string id, CancellationToken ct) =>
        ActAsync(
            actor,
            Permission.DriftUnshare,
            Cost.Never,
            id,
            _ => null,
            (scope, finding) =>
            {
                DriftLife.Unshare(scope, actor, finding);
                return null;
            },
            ct
        );

    /// <summary>Asks to keep the share until a deadline. A newer proposal takes the place of one that still waits.</summary>
    public Task<CommandResult<DriftFinding>> ProposeAdoptionAsync(
        Actor actor,
        string id,
        DateTime until,
        string reason,
        CancellationToken ct
    ) =>
        ActAsync(
            actor,
            Permission.DriftPropose,
            Cost.Change,
            id,
            _ => null,
            (scope, finding) =>
            {
                if (scope.Db.IsFrozen())
                    return Frozen();
                if (finding.State is not (DriftState.Open or DriftState.AdoptionProposed))
                    return new Refusal(RefusalKind.Conflict, Message.Of("drift-not-open", ("state", finding.State.ToString())));
                if (Moment(until) is var end && OutOfBounds(end, scope.Now))
                    return OutOfBounds("until");
                if (TermsRules.TooLong(reason) is { } tooLong)
                    return tooLong;
                finding.State = DriftState.AdoptionProposed;
                (finding.ProposedById, finding.ProposedByName, finding.ProposalReason) = (actor.Id, actor.Name, reason);
                finding.AdoptedUntil = end;
                scope.Append(actor, finding.Id, new DriftAdoptionProposed(finding.SnapshotArn, finding.SharedWith, end, reason));
                return null;
            },
            ct
        );

    /// <summary>Says yes to exactly the proposed deadline; never one's own proposal.</summary>
    public Task<CommandResult<DriftFinding>> ApproveAdoptionAsync(Actor actor, string id, DateTime until, CancellationToken ct) =>
        ActAsync(
            actor,
            Permission.DriftApprove,
            Cost.Change,
            id,
            finding =>
                finding.State == DriftState.AdoptionProposed && finding.ProposedById == actor.Id
                    ? new Refusal(RefusalKind.Forbidden, Message.Of("own-proposal"))
                    : null,
            (scope, finding) =>
            {
                if (scope.Db.IsFrozen())
                    return Frozen();
                if (finding.State != DriftState.AdoptionProposed || finding.AdoptedUntil != Moment(until))
                    return new Refusal(RefusalKind.Conflict, Message.Of("no-such-proposal"), "until");
                if (OutOfBounds(finding.AdoptedUntil.Value, scope.Now))
                    return OutOfBounds("until");
                finding.State = DriftState.Adopted;
                (finding.ApprovedById, finding.ApprovedByName) = (actor.Id, actor.Name);
                scope.Append(
                    actor,
                    finding.Id,
                    new DriftAdopted(finding.SnapshotArn, finding.SharedWith, finding.AdoptedUntil.Value, finding.ProposedByName)
                );
                return null;
            },
            ct
        );

    private async Task<CommandResult<DriftFinding>> ActAsync(
        Actor actor,
        Permission verb,
        Cost cost,
        string id,
        Func<DriftFinding, Refusal?> mayNot,
        Func<LedgerScope, DriftFinding, Refusal?> change,
        CancellationToken ct
    )
    {
        if (await authorizer.RefusesAsync(actor, verb, id, ct) is { } refusal)
            return refusal;
        using var turn = await limits.TakeAsync(actor, cost, ct);
        if (turn.Refusal is { } tooMany)
            return tooMany;
        Refusal? forbidden = null;
        var answer = await ledger.WriteAsync<DriftFinding>(
            async scope =>
            {
                if (await scope.Db.Drift.FirstOrDefaultAsync(row => row.Id == id, ct) is not { } finding)
                    return new Refusal(RefusalKind.NotFound, Message.Of("no-such-drift", ("finding", id)));
                forbidden = mayNot(finding);
                if (forbidden is not null)
                    return forbidden;
                if (finding.State == DriftState.Gone)
                    return new Refusal(RefusalKind.Conflict, Message.Of("drift-is-gone"));
                if (change(scope, finding) is { } cannot)
                    return cannot;
                finding.Version++;
                return finding;
            },
            ct,
            goesUnwritten: verb == Permission.DriftUnshare
        );
        if (forbidden is not null)
            await authorizer.RecordAsync(actor, id, forbidden);
        return answer;
    }

    /// <summary>As the database keeps it; a time without a zone is UTC.</summary>
    private static DateTime Moment(DateTime at) =>
        (at.Kind == DateTimeKind.Unspecified ? DateTime.SpecifyKind(at, DateTimeKind.Utc) : at.ToUniversalTime()).UpToMilliseconds();

    private static Refusal Frozen() => new(RefusalKind.Conflict, Message.Of("frozen"));

    private static bool OutOfBounds(DateTime until, DateTime now) => until <= now || until > now.AddDays(LongestAdoptionDays);

    private static Refusal OutOfBounds(string field) =>
        new(RefusalKind.Invalid, Message.Of("adoption-bounds", ("most", $"{LongestAdoptionDays}")), field);
}
