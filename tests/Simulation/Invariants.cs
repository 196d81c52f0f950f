using System.Text.Json.Nodes;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Notifications;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Workflows;

namespace SnapshotShare.Simulation.Tests;

/// <summary>The run has shown a mistake of the product; the message begins with the invariant's number.</summary>
internal sealed class InvariantBrokenException(string message) : Exception(message);

/// <summary>Checks after every step what must hold then, and at the end what must be left of it all. I1, I4 and I5 are checked where a call reaches AWS, in <see cref="AwsModel"/>.</summary>
internal static class Invariants
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(60);

    /// <summary>The longest that a trip, or a way out, takes once nobody is in its way any more: AWS's own time, and the end of a back-off.</summary>
    private static readonly TimeSpan LongestWay = TimeSpan.FromHours(12);

    public static void Check(SimulatedRun run)
    {
        run.Drift.Check();
        if (run.Model.Shared.Count == 0)
            return;
        var shares = run.Rows.Shares();
        foreach (var share in shares)
        {
            if (!run.Model.Shared.TryGetValue(share.SnapshotIdentifier, out var since))
                continue;
            // Of several requests that share one snapshot, one after the other, the open one answers for it.
            if (!share.IsOpen && shares.Any(other => other.SnapshotIdentifier == share.SnapshotIdentifier && other.IsOpen))
                continue;
            // What somebody shared just before the watch ended is not ours to take away; drift finds it.
            if (share.WatchEndedAt is not null && run.Model.IsByHand(share.SnapshotIdentifier))
                continue;
            var deadline = run.Model.DeadlineOf(share);
            if (run.Time.Now - new[] { deadline, since, run.CalmSince }.Max() > Grace)
                throw new InvariantBrokenException(
                    $"{(run.Records.AreRefused ? "I9" : run.Wall.Times > 0 ? "I11" : "I2")}: {share.SnapshotIdentifier} is shared past its deadline {deadline:HH:mm:ss}, {share.RequestId}"
                );
            if (run.Wall.Times > 0)
                continue;
            // After trouble an unshare may stand at the end of its back-off: ten looks and a fifth.
            if (
                run.Rows.HasOwnCopy(share.RequestId) is { } copied
                && run.Time.Now - new[] { copied, since, run.QuietSince }.Max() > (run.Timings.Look * (run.WasAlwaysCalm ? 2 : 12)) + Grace
            )
                throw new InvariantBrokenException($"I2: {share.SnapshotIdentifier} is shared though the target has its own copy");
            if (share.ClosedAt is { } closed && run.Time.Now - new[] { closed, since, run.CalmSince }.Max() > run.Timings.Look + Grace)
                throw new InvariantBrokenException($"I3: {share.SnapshotIdentifier} is shared and our list says it is not");
        }
    }

    /// <summary>Nothing is told as gone or deleted by its name alone: what AWS shows under the same ID is there.</summary>
    public static void CheckIdentities(SimulatedRun run)
    {
        var there = run.Model.Identities();
        foreach (var row in run.Rows.Requests())
        foreach (var step in row.Steps.Where(step => step.Identity is { } identity && there.Contains(identity)))
            if (Workflow.RemoverOf(step.Name) is { } name && row.FindStep(name) is { Status: StepStatus.Done })
                throw new InvariantBrokenException($"I12: {row.Id} says that what {step.Name} made is gone, and {step.Identity} is there");
        foreach (var stray in run.Rows.Strays().Where(stray => stray.GoneAt is not null && there.Contains(stray.Identity)))
            if (!run.Rows.Requests().Any(row => row.EndedAt is null && row.Id == stray.RequestId))
                throw new InvariantBrokenException($"I12: {stray.Arn} is told as gone, and {stray.Identity} is there");
    }

    public static void CheckEnd(SimulatedRun run)
    {
        run.Drift.CheckEnd();
        run.Descendants.CheckEnd();
        var state = run.Aws.State();
        var ledger = run.Rows.Ledger();
        if (HashChain.Verify(ledger) is { Holds: false } broken)
            throw new InvariantBrokenException($"I5: the chain does not hold at {broken.FirstBad} ({broken.Fault})");
        if (run.Scenario.HasWatches)
            CheckTold(run, ledger);
        foreach (var row in run.Rows.Requests())
        {
            var own = ledger.Where(entry => entry.Subject == row.Id).ToList();
            var events = own.Select(entry => entry.ReadEvent()).OfType<LedgerEvent>().ToList();
            CheckEnd(run, row, state, events);
            CheckProgress(run, row, own);
            if (run.WasUndisturbed && !run.People.IsInVain(row))
                CheckUndisturbed(row, events);
        }
        // Nothing happened: then nothing may have happened.
        foreach (var entry in ledger)
            if (entry.ReadEvent() is ChangeResult { Outcome: ChangeOutcome.Refused } refused && run.Network.IsDone(refused.AwsRequestId))
                throw new InvariantBrokenException(
                    $"I5: entry {entry.Sequence} says that {refused.Operation} was refused, and AWS has done it"
                );
        foreach (var secret in new[] { "sandbox-secret", "SecretAccessKey", "SessionToken", "MasterUserPassword\":\"" })
            if (ledger.Any(entry => entry.Details.Contains(secret, StringComparison.Ordinal)))
                throw new InvariantBrokenException($"I8: the ledger holds {secret}");
    }

    /// <summary>Whatever happened, from then on every request gets to where it rests in a bounded time: ready, over, or back with an approver.</summary>
    private static void CheckProgress(SimulatedRun run, Request row, IReadOnlyList<LedgerEntry> entries)
    {
        if (run.Wall.Times > 0)
            return;
        var longest = LongestWay + (row.Plan.Goal == Goal.Share ? row.Plan.Window : TimeSpan.Zero);
        // Those who want one snapshot as it is share it one after the other.
        if (run.Scenario.AsItIs)
            longest = run.Rows.Requests().Aggregate(LongestWay, (sum, each) => sum + each.Plan.Window);
        var since = row.CreatedAt;
        foreach (var entry in entries)
        {
            if (entry.ReadEvent() is not StatusChanged change)
                continue;
            var (from, to) = (Enum.Parse<RequestStatus>(change.From), Enum.Parse<RequestStatus>(change.To));
            if (!from.IsMoving() && to.IsMoving())
                since = entry.At;
            var took = entry.At - new[] { since, run.QuietSince, run.People.LastClick ?? since }.Max();
            if (from.IsMoving() && !to.IsMoving() && took > longest)
                throw new InvariantBrokenException($"I7: {row.Id} took {took} to become {to} though nobody was in its way");
        }
    }

    /// <summary>Where nothing goes wrong nothing is said to go wrong.</summary>
    private static void CheckUndisturbed(Request row, IReadOnlyList<LedgerEvent> events)
    {
        if (row.Status is not (RequestStatus.Ready or RequestStatus.Ended))
            throw new InvariantBrokenException($"I7: {row.Id} ends as {row.Status} though nothing went wrong");
        if (events.FirstOrDefault(told => told is StepBlocked or StepFailed) is { } wrong)
            throw new InvariantBrokenException($"I7: {row.Id} says {wrong} though nothing went wrong");
    }

    /// <summary>Whoever was to be told was told of everything, and the ledger is still the one that was vouched for.</summary>
    private static void CheckTold(SimulatedRun run, IReadOnlyList<LedgerEntry> ledger)
    {
        if (run.Rows.ToldAfter is null)
            throw new InvariantBrokenException("I7: nobody was ever told anything");
        var givenUp = ledger.Select(entry => entry.ReadEvent()).OfType<NoticeGivenUp>().Select(given => given.Entry).ToHashSet();
        var untold = ledger.FirstOrDefault(entry =>
            entry.Sequence > run.Rows.ToldAfter
            && Notice.KindOf(entry.ReadEvent()) is not null
            && !run.Receiver.Heard.Contains(entry.Sequence)
            && !givenUp.Contains(entry.Sequence)
        );
        if (untold is not null)
            throw new InvariantBrokenException($"I7: nobody was told of {untold.Kind} {untold.Sequence}");
        foreach (var head in run.Receiver.Heads.Concat(new LedgerHeads(new LedgerKey(run.HeadsFolder)).Read().Signed))
            if (ledger[(int)head.Sequence - 1].Hash != head.Hash)
                throw new InvariantBrokenException($"I5: entry {head.Sequence} is not the one that a head told outside names");
    }

    private static void CheckEnd(SimulatedRun run, Request row, JsonNode state, IReadOnlyList<LedgerEvent> events)
    {
        var left = run.Model.Ours(state, row);
        if (run.Model.Shared.ContainsKey(row.Plan.SharingSnapshot))
            throw new InvariantBrokenException($"I3: {row.Plan.SharingSnapshot} is still shared at the end");
        string[] promised = row.Status switch
        {
            RequestStatus.Ready => [.. new[] { row.Plan.TargetSnapshot, row.Plan.TargetCluster, row.Plan.WriterInstance }.OfType<string>()],
            RequestStatus.Ended
            or RequestStatus.Cancelled
            or RequestStatus.Failed
            or RequestStatus.Rejected
            or RequestStatus.Unanswered
            or RequestStatus.WaitingForApproval => [],
            _ => throw new InvariantBrokenException($"I7: {row.Id} ends as {row.Status}"),
        };
        // Somebody may have given what is ready another name: that is told, and no loss.
        if (row.Status == RequestStatus.Ready)
            left = [.. left.Where(arn => !arn.Contains(":cluster:", StringComparison.Ordinal))];
        if (left.Where(arn => !promised.Any(name => arn.EndsWith($":{name}", StringComparison.Ordinal))).ToList() is { Count: > 0 } lost)
            throw new InvariantBrokenException($"I6: {row.Id} is {row.Status} and left {string.Join(", ", lost)}");
        foreach (var step in row.Steps)
        {
            if (
                step.Attempt is { } attempt
                && !events.OfType<ChangeIntended>().Any(asked => asked.Step == step.Name.ToString() && asked.Attempt == attempt.Number)
            )
                throw new InvariantBrokenException($"I5: {row.Id}: the ledger does not know attempt {attempt.Number} of {step.Name}");
            if (step.Status == StepStatus.Done && !events.OfType<StepDone>().Any(done => done.Step == step.Name.ToString()))
                throw new InvariantBrokenException($"I5: {row.Id}: the ledger does not know that {step.Name} is done");
        }
        var intents = events.OfType<ChangeIntended>().Count();
        var results = events.OfType<ChangeResult>().Count();
        // Killed before it is told what became of a call, it knows of none.
        if (events.OfType<ClosedWithoutEntry>().Sum(closed => closed.Times) < run.Model.Unwritten(row.Id) - run.Deaths.Count)
            throw new InvariantBrokenException(
                $"I9: {row.Id} was taken away {run.Model.Unwritten(row.Id)} times without an entry, and not all stand there now"
            );
        if (row.Steps.Any(step => step.Status == StepStatus.Failed && step.Finding is null))
            throw new InvariantBrokenException($"I7: {row.Id} failed without a finding");
        // A process that dies between intent and result, or cannot write it, leaves one that only looking settles.
        if (results < intents - run.Deaths.Count - run.Records.Times)
            throw new InvariantBrokenException($"I5: {row.Id} has {intents} intents and {results} results");
    }
}
