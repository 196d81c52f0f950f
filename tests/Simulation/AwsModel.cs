using System.Text.Json.Nodes;
using Amazon.RDS.Model;
using SnapshotShare.Core.Clocks;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Shares;

namespace SnapshotShare.Simulation.Tests;

/// <summary>Follows the calls that reached AWS and what they must have made of it, apart from what the sandbox says: two accounts that check each other.</summary>
internal sealed class AwsModel(SimulatedRun run)
{
    private readonly Dictionary<string, string> _owner = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTime> _shared = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Request, string Operation), int> _sent = [];
    private readonly Dictionary<string, (DateTime Row, DateTime True)> _deadlines = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTime> _readySince = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _unwritten = new(StringComparer.Ordinal);
    private readonly HashSet<string> _byHand = new(StringComparer.Ordinal);
    private readonly HashSet<string> _foreign = new(StringComparer.Ordinal);

    /// <summary>Snapshots that a call of ours shared and nothing has unshared since, and since when.</summary>
    public IReadOnlyDictionary<string, DateTime> Shared => _shared;

    /// <summary>True when somebody with a console shared it since a call of ours last unshared it.</summary>
    public bool IsByHand(string snapshot) => _byHand.Contains(snapshot);

    /// <summary>The earliest that its row ever named, in true time: it may end sooner than was said, never later.</summary>
    public DateTime DeadlineOf(Share share)
    {
        var written = (Row: share.Deadline, True: share.Deadline - run.Servers.Ahead);
        if (!_deadlines.TryGetValue(share.RequestId, out var known))
            known = written;
        else if (written.Row < known.Row)
            known = (written.Row, written.True < known.True ? written.True : known.True);
        return (_deadlines[share.RequestId] = known).True;
    }

    /// <summary>What was just written, by a clock that another process need not go by.</summary>
    public void NoteTimes()
    {
        foreach (var share in run.Rows.Shares())
            DeadlineOf(share);
        foreach (var row in run.Rows.Requests().Where(row => row.ReadyAt is not null))
            _readySince.TryAdd(row.Id, run.Time.Now);
    }

    /// <summary>True when one that is open should not be, whatever its row says by now.</summary>
    public bool AreOverdue => OpenDeadlines.Any(deadline => deadline <= run.Time.Now);

    /// <summary>When the next of them ends; null when none does.</summary>
    public DateTime? NextDeadline => OpenDeadlines.Where(deadline => deadline > run.Time.Now).Min(deadline => (DateTime?)deadline);

    private IEnumerable<DateTime> OpenDeadlines =>
        run.Rows.Shares().Where(share => share.IsOpen && _shared.ContainsKey(share.SnapshotIdentifier)).Select(DeadlineOf);

    /// <summary>Somebody wants it taken away now, or every one.</summary>
    public void Unwanted(string? requestId)
    {
        foreach (var share in run.Rows.Shares().Where(share => requestId is null || share.RequestId == requestId))
            if (DeadlineOf(share) > run.Time.Now)
                _deadlines[share.RequestId] = (share.Deadline, run.Time.Now);
    }

    /// <summary>Times that a share was taken away without its intent, because nothing could be written.</summary>
    public int Unwritten(string requestId) => _unwritten.GetValueOrDefault(requestId);

    /// <summary>While a share of ours is open or under watch it is the watchdog's; otherwise it is nothing we know of or may touch.</summary>
    public void SharedByHand(string snapshot)
    {
        if (!run.Rows.Shares().Any(share => share.SnapshotIdentifier == snapshot && share.WatchEndedAt is null))
            return;
        _byHand.Add(snapshot);
        _shared.TryAdd(snapshot, run.Time.Now);
    }

    /// <summary>A changing call leaves a server: each needs an intent of its own, so nothing beneath us may send it again.</summary>
    public void Sent(WireCall call, TimeSpan ahead)
    {
        if (call.TakesAway && run.Records.AreTakenForRefused)
            run.Drift.SentUnwritten(call["DBClusterSnapshotIdentifier"]!);
        if ((call.Tag ?? _owner.GetValueOrDefault(call.Resource) ?? RequestOfSharing(call)) is not { } requestId)
            return;
        var sent = _sent[(requestId, call.Operation)] = _sent.GetValueOrDefault((requestId, call.Operation)) + 1;
        if (call.AddsExposure && ahead.Duration() > ClockCheck.Tolerance)
            throw new InvariantBrokenException($"I11: {call} is sent with a clock that is {ahead} ahead");
        // Two requests may share one snapshot, one after the other, and drift may close it; the call does not say whose it is.
        string[] whose = call.Tag is null && _owner.GetValueOrDefault(call.Resource) is null ? [.. RequestsOfSharing(call)] : [requestId];
        var intents = whose.Sum(id => run.Rows.Intents(id, call.Operation));
        if (call.Operation == "ModifyDBClusterSnapshotAttribute")
            intents += run.Drift.Intents(call["DBClusterSnapshotIdentifier"]!);
        // An intent may have been written a moment before nothing could be.
        if (call.TakesAway && run.Records.AreTakenForRefused && sent > run.Rows.Intents(requestId, call.Operation) + Unwritten(requestId))
            _unwritten[requestId] = Unwritten(requestId) + 1;
        if (sent > intents + whose.Sum(Unwritten))
            throw new InvariantBrokenException($"I5: {call} is sent {sent} times under {intents} intents");
    }

    /// <summary>A changing call of one of our servers was accepted by AWS.</summary>
    public void Changed(WireCall call, bool late)
    {
        if (call["DBClusterSnapshotIdentifier"] is { } snapshot)
            run.Drift.Changed(snapshot);
        if (call.TakesAway && run.Drift.MayTakeAway(call["DBClusterSnapshotIdentifier"]!))
        {
            Unshared(call["DBClusterSnapshotIdentifier"]!, call["ValuesToRemove.AttributeValue.1"]);
            return;
        }
        var requestId = call.Tag ?? _owner.GetValueOrDefault(call.Resource) ?? RequestOfSharing(call);
        if (requestId is null)
            throw new InvariantBrokenException($"I4: {call} touched something that is not ours");
        var row = run.Rows.Request(requestId);
        if (!late && run.Rows.Intents(requestId, call.Operation) == 0)
            throw new InvariantBrokenException($"I5: {call} has no intent in the ledger");
        if (call.AddsExposure && !late && !run.People.SaidYes(row))
            throw new InvariantBrokenException($"I10: {call} and nobody said yes to plan {row.PlanVersion} of {row.Id}");
        if (_foreign.Contains(call.Resource))
            throw new InvariantBrokenException($"I4: {call} changed something foreign of our name");
        if (_foreign.Contains($"snapshot/{call["SnapshotIdentifier"]}") || _foreign.Contains($"cluster/{call["DBClusterIdentifier"]}"))
            throw new InvariantBrokenException($"I4: {call} used something foreign of our name");
        switch (call.Operation)
        {
            case "CopyDBClusterSnapshot"
                when call["SourceDBClusterSnapshotIdentifier"] == row.Plan.SharingSnapshotArn && run.Rows.Share(requestId) is null:
                throw new InvariantBrokenException($"I3: {call} copies what is shared under no row of its own");
            case "CopyDBClusterSnapshot" or "CreateDBClusterSnapshot" or "RestoreDBClusterFromSnapshot" or "CreateDBInstance":
                if (call.Tag is null || call.Installation != row.Installation || row.Installation.Length == 0)
                    throw new InvariantBrokenException($"I4: {call} made something without both of our tags");
                if (!_owner.TryAdd(call.Resource, call.Tag))
                    throw new InvariantBrokenException($"I4: {call} made something twice");
                break;
            case "ModifyDBClusterSnapshotAttribute" when call["ValuesToAdd.AttributeValue.1"] is { } account:
                if (account != row.Plan.To.AccountId)
                    throw new InvariantBrokenException($"I1: {call} shares with an account that was not approved");
                if (run.Rows.Share(requestId) is not { } own)
                    throw new InvariantBrokenException($"I3: {call} without a row for the share");
                // On its way it may be overtaken by a freeze, which closes the row; the watch sees it come back.
                if (
                    !late
                    && (
                        own.WatchEndedAt is not null
                        || run.Rows.Shares()
                            .Any(share => share.SnapshotIdentifier == own.SnapshotIdentifier && share.IsOpen && share != own)
                    )
                )
                    throw new InvariantBrokenException($"I4: {call} for a share that is not one request's own");
                _shared.TryAdd(row.Plan.SharingSnapshot, run.Time.Now);
                break;
            case "ModifyDBClusterSnapshotAttribute":
                if (run.Rows.Share(requestId) is null)
                    throw new InvariantBrokenException($"I4: {call} takes a share away that was never ours");
                Unshared(row.Plan.SharingSnapshot);
                break;
            case "ModifyDBCluster" when !_owner.ContainsKey(call.Resource):
                throw new InvariantBrokenException($"I4: {call} changed something foreign");
            case "DeleteDBCluster"
            or "DeleteDBInstance"
                when row is { ClosingTo: RequestStatus.Ended, Plan.Life: { } life }
                    && _readySince.TryGetValue(row.Id, out var ready)
                    && run.Time.Now < ready + life - ClockCheck.Tolerance
                    && !run.People.GaveBack(row.Id):
                throw new InvariantBrokenException($"I11: {call} before the life of what was ready at {ready:HH:mm:ss} is over");
            case "DeleteDBClusterSnapshot" or "DeleteDBCluster" or "DeleteDBInstance":
                if (!_owner.ContainsKey(call.Resource))
                    throw new InvariantBrokenException($"I4: {call} deleted something foreign");
                _shared.Remove(call.Resource["snapshot/".Length..]);
                run.Drift.Gone(call.Resource["snapshot/".Length..]);
                break;
        }
    }

    /// <summary>A stranger deleted something. What nobody had told us of, neither an answer nor a look, may be asked for again.</summary>
    public void Gone(string resource)
    {
        if (_owner.TryGetValue(resource, out var requestId) && run.Rows.Request(requestId).Steps.Any(IsUnheardOf))
            _owner.Remove(resource);
        _foreign.Remove(resource);
        _shared.Remove(resource.Split('/')[1]);
        run.Drift.Gone(resource.Split('/')[1]);
    }

    /// <summary>A step that notes a late deletion has seen AWS without what it removes; one that makes something has seen nothing of it.</summary>
    private static bool IsUnheardOf(StepState step) =>
        step
            is {
                Attempt: { Response: null, Operation: not "ModifyDBClusterSnapshotAttribute" and var operation },
                AwsStatus: null,
                Status: StepStatus.Running
            }
        && (step.Note?.Key != "late-call" || !operation.StartsWith("Delete", StringComparison.Ordinal));

    /// <summary>A stranger gave a cluster of ours another name: it is what it was.</summary>
    public void Renamed(string resource, string name)
    {
        if (_owner.Remove(resource, out var requestId))
            _owner[name] = requestId;
    }

    /// <summary>A stranger took a name that one of our requests was going to use.</summary>
    public void Taken(string resource) => _foreign.Add(resource);

    public bool IsMade(string resource) => _owner.ContainsKey(resource);

    /// <param name="with">The target where it is not said.</param>
    public void Unshared(string snapshot, string? with = null)
    {
        run.Drift.TakenAway(snapshot, with);
        if (with is not null && with != run.AwsTopology.Account("dev").AccountId)
            return;
        _shared.Remove(snapshot);
        _byHand.Remove(snapshot);
    }

    /// <summary>AWS's own IDs of all that stands in the accounts and is not on its way out.</summary>
    public HashSet<string> Identities()
    {
        var all = new HashSet<string>(StringComparer.Ordinal);
        foreach (var console in run.Aws.Consoles.Values)
        {
            foreach (var snapshot in console.DescribeDBClusterSnapshotsAsync(new() { SnapshotType = "manual" }).Result.DBClusterSnapshots)
                if (snapshot.Status != "deleting")
                    all.Add(IdentityOf(snapshot));
            all.UnionWith(
                console
                    .DescribeDBClustersAsync(new DescribeDBClustersRequest())
                    .Result.DBClusters.Where(cluster => cluster.Status != "deleting")
                    .Select(cluster => cluster.DbClusterResourceId)
            );
            all.UnionWith(
                console
                    .DescribeDBInstancesAsync(new DescribeDBInstancesRequest())
                    .Result.DBInstances.Where(instance => instance.DBInstanceStatus != "deleting")
                    .Select(instance => instance.DbiResourceId)
            );
        }
        return all;
    }

    /// <summary>A name can be taken again; the same name and time is the same snapshot.</summary>
    public static string IdentityOf(DBClusterSnapshot snapshot) =>
        $"{snapshot.DBClusterSnapshotArn}@{HashChain.Timestamp(snapshot.SnapshotCreateTime!.Value.ToUniversalTime())}";

    /// <summary>Everything in AWS that the request made or that carries both of our tags now, as the sandbox itself tells it.</summary>
    public IReadOnlyList<string> Ours(JsonNode state, Request row) =>
        [
            .. new[] { "snapshots", "clusters", "instances" }
                .SelectMany(kind => state[kind]!.AsArray())
                .Where(item =>
                    _owner.GetValueOrDefault(ResourceOf(item!["arn"]!.GetValue<string>())) == row.Id
                    || item["tags"]?.ToJsonString() is { } tags
                        && tags.Contains(row.Id, StringComparison.Ordinal)
                        && tags.Contains(row.Installation, StringComparison.Ordinal)
                )
                .Select(item => item!["arn"]!.GetValue<string>()),
        ];

    /// <summary>An ARN in the words of a call.</summary>
    private static string ResourceOf(string arn) =>
        arn.Split(':', 7) is [.., "cluster-snapshot", var snapshot] ? $"snapshot/{snapshot}"
        : arn.Split(':', 7) is [.., "cluster", var cluster] ? $"cluster/{cluster}"
        : arn.Split(':', 7) is [.., "db", var instance] ? $"instance/{instance}"
        : arn;

    /// <summary>A shared snapshot need not be ours: one that can be shared as it is, is.</summary>
    private string? RequestOfSharing(WireCall call) =>
        call.Operation == "ModifyDBClusterSnapshotAttribute" ? RequestsOfSharing(call).FirstOrDefault() : null;

    /// <summary>Whoever has the share open now comes first.</summary>
    private IEnumerable<string> RequestsOfSharing(WireCall call) =>
        run
            .People.Requests.Where(id => run.Rows.Request(id).Plan.SharingSnapshot == call["DBClusterSnapshotIdentifier"])
            .OrderBy(id =>
                run.Rows.Share(id) switch
                {
                    { IsOpen: true } => 0,
                    { WatchEndedAt: null } => 1,
                    not null => 2,
                    null => 3,
                }
            );
}
