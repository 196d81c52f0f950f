using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Shares;

namespace SnapshotShare.Core.Exposing.Strays;

/// <summary>A stray's row and its ledger entries.</summary>
public static class StrayLife
{
    internal static void Found(LedgerScope scope, Stray stray)
    {
        scope.Db.Strays.Add(stray);
        scope.Append(Actor.Engine, stray.Id, new StrayFound(stray.Arn, $"{stray.Kind}", stray.RequestId, stray.MadeOf, stray.MadeAt));
        Tell(scope, stray);
    }

    /// <summary>Somebody's word that it goes: a pass takes it, the oldest first.</summary>
    public static void Decide(LedgerScope scope, Actor actor, Stray stray, string reason)
    {
        (stray.DecidedAt, stray.DecidedById, stray.DecidedByName, stray.DecisionReason) = (scope.Now, actor.Id, actor.Name, reason);
        scope.Append(actor, stray.Id, new StrayRemovalDecided(stray.Arn, stray.Identity, $"{stray.Kind}", reason, stray.RequestId));
        Changed(scope, stray);
    }

    /// <summary>Of an export AWS tells only later when it began.</summary>
    internal static void Renamed(LedgerScope scope, Stray stray, StraySight sight)
    {
        (stray.Arn, stray.Name, stray.LastSeenAt) = (sight.Arn, sight.Name, scope.Now);
        stray.MadeAt ??= sight.MadeAt;
        Changed(scope, stray);
    }

    /// <summary>AWS shows it no more.</summary>
    internal static void Gone(LedgerScope scope, Stray stray)
    {
        Heard(scope, stray, ChangeOutcome.Seen);
        (stray.GoneAt, stray.Trouble, stray.NextTryAt) = (scope.Now, null, null);
        scope.Append(Actor.Engine, stray.Id, new StrayGone(stray.Arn));
        Changed(scope, stray);
    }

    /// <summary>Writes the deletion that is about to be asked of AWS.</summary>
    /// <param name="identity">AWS's ID of what is deleted: the stray itself, or an instance of it.</param>
    internal static void Intend(LedgerScope scope, Stray stray, AwsChange change, string identity)
    {
        Heard(scope, stray, ChangeOutcome.NotSeen);
        (stray.AskedFor, stray.AskedOf) = (change.Operation, identity);
        scope.Append(
            Actor.Engine,
            stray.Id,
            new ChangeIntended(change.Account, change.Operation, change.Parameters, change.Cli, Identity: identity)
        );
        Changed(scope, stray);
    }

    /// <summary>Writes the answer. Without one it stays asked for: only looking tells whether it happened.</summary>
    internal static void Answered(LedgerScope scope, Stray stray, AwsChange change, CloseOutcome outcome)
    {
        scope.Append(Actor.Engine, stray.Id, outcome.Told(change));
        if (outcome.Handling != ErrorHandling.Unknown)
            (stray.AskedFor, stray.AskedOf) = (null, null);
        Changed(scope, stray);
    }

    /// <summary>Settles by a look what nobody answered.</summary>
    internal static void Heard(LedgerScope scope, Stray stray, string outcome)
    {
        if (stray.AskedFor is not { } operation)
            return;
        (stray.AskedFor, stray.AskedOf) = (null, null);
        scope.Append(Actor.Engine, stray.Id, new ChangeResult(operation, outcome));
        Changed(scope, stray);
    }

    /// <summary>Keeps what is in the way of it on the row, until it is not any more.</summary>
    internal static void Held(LedgerScope scope, Stray stray, Finding? trouble)
    {
        if (trouble is not null && stray.Trouble?.Code == trouble.Code && $"{stray.Trouble.Message}" == $"{trouble.Message}")
            return;
        stray.Trouble = trouble;
        Changed(scope, stray);
    }

    private static void Changed(LedgerScope scope, Stray stray)
    {
        stray.Version++;
        Tell(scope, stray);
    }

    /// <summary>The page of its request shows it too.</summary>
    private static void Tell(LedgerScope scope, Stray stray)
    {
        scope.Changes.Add(Change.OfEverything);
        if (stray.RequestId is { } request)
            scope.Changes.Add(new Change(request, Account: null));
    }
}
