using SnapshotShare.Core.Shares.Drift;

namespace SnapshotShare.Simulation.Tests;

/// <summary>Knows what strangers shared, and holds against it what the product says that it found and took away.</summary>
internal sealed class DriftModel(SimulatedRun run)
{
    /// <summary>Two looks, of which the first may have begun too early, and the age that an answer about one snapshot may have.</summary>
    private static readonly TimeSpan SeenWithin =
        (Watches.ScanEvery * 2) + (SimulatedEstate.Timings.Look * 10) + SimulatedEstate.Timings.Look;

    /// <summary>A back-off at its longest, with its fifth, and the tries after it.</summary>
    private static readonly TimeSpan ClosedWithin =
        (SimulatedEstate.Timings.Blocked * 1.2) + (SimulatedEstate.Timings.Look * 2) + TimeSpan.FromMinutes(1);

    private readonly string _target = run.AwsTopology.Account("dev").AccountId;
    private readonly HashSet<(string Snapshot, string With)> _byStrangers =
    [
        .. run.Aws.State()["snapshots"]!
            .AsArray()
            .SelectMany(snapshot =>
                snapshot!["sharedWith"]!
                    .AsArray()
                    .Select(with => (snapshot["arn"]!.GetValue<string>().Split(':')[^1], with!.GetValue<string>()))
            ),
    ];
    private readonly HashSet<string> _sentUnwritten = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTime> _changedAt = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTime> _closingSince = new(StringComparer.Ordinal);

    /// <summary>True when every stranger's share has a finding that says so, and every finding has a share.</summary>
    public bool IsSettled =>
        !run.Scenario.HasWatches || (_byStrangers.All(share => IsOurs(share) || IsFound(share)) && Standing().All(IsTrue));

    public void SharedByHand(string snapshot)
    {
        _byStrangers.Add((snapshot, _target));
        Changed(snapshot);
    }

    /// <summary>Nobody may restore it any more: it is deleted.</summary>
    public void Gone(string snapshot)
    {
        _byStrangers.RemoveWhere(share => share.Snapshot == snapshot);
        Changed(snapshot);
    }

    public void TakenAway(string snapshot, string? with = null)
    {
        _byStrangers.Remove((snapshot, with ?? _target));
        Changed(snapshot);
    }

    public void Changed(string snapshot) => _changedAt[snapshot] = run.Time.Now;

    /// <summary>A call that takes a share away leaves a server while no intent of it can be written.</summary>
    public void SentUnwritten(string snapshot) => _sentUnwritten.Add(snapshot);

    /// <summary>True when a drift finding's closing was asked for, by a freeze too, so that taking its share away is ours to do.</summary>
    public bool MayTakeAway(string snapshot) =>
        run
            .Rows.Drift()
            .Any(finding =>
                finding.SnapshotIdentifier == snapshot
                && (finding.State is DriftState.Unsharing or DriftState.Gone || run.People.WantFreeze || run.People.WantAway(finding.Id))
                && (_sentUnwritten.Contains(snapshot) || run.Rows.Intents(finding.Id, "ModifyDBClusterSnapshotAttribute") > 0)
            );

    public int Intents(string snapshot) =>
        run
            .Rows.Drift()
            .Where(finding => finding.SnapshotIdentifier == snapshot)
            .Sum(finding => run.Rows.Intents(finding.Id, "ModifyDBClusterSnapshotAttribute"));

    public void Check()
    {
        if (!run.Scenario.HasWatches)
            return;
        foreach (var share in _byStrangers)
            if (!IsOurs(share) && !IsFound(share) && !run.Records.AreRefused && run.Time.Now - Since(share.Snapshot) > SeenWithin)
                throw new InvariantBrokenException(
                    $"I3: {share} is a stranger's since {Since(share.Snapshot):HH:mm:ss} and nothing says so"
                );
        foreach (var finding in Standing())
        {
            var name = finding.SnapshotIdentifier;
            if (finding.State != DriftState.Unsharing && run.Rows.IsFrozen)
                throw new InvariantBrokenException($"I3: sharing is frozen and {name} is kept shared with {finding.SharedWith}");
            if (!IsTrue(finding) && !run.Records.AreRefused && run.Time.Now - Since(name) > SeenWithin + ClosedWithin)
                throw new InvariantBrokenException($"I3: {name} is not shared since {Since(name):HH:mm:ss} and a finding says it is");
            if (finding.State == DriftState.Unsharing)
                _closingSince.TryAdd(finding.Id, run.Time.Now);
            if (
                _closingSince.TryGetValue(finding.Id, out var closing)
                && run.Time.Now - new[] { closing, run.CalmSince, Since(name) }.Max() > ClosedWithin
                && IsShared((name, finding.SharedWith))
            )
                throw new InvariantBrokenException($"I3: {name} is being taken away since {closing:HH:mm:ss} and is still shared");
            if (
                finding is { State: DriftState.Adopted, AdoptedUntil: { } until }
                && run.Time.Now - new[] { until, run.CalmSince }.Max() > TimeSpan.FromMinutes(1)
            )
                throw new InvariantBrokenException($"I2: {name} is adopted until {until:HH:mm:ss} and nothing takes it away");
        }
    }

    /// <summary>A finding says that it is gone, and it stands there in AWS.</summary>
    public void CheckEnd()
    {
        if (run.Scenario.HasWatches && !IsSettled)
            throw new InvariantBrokenException($"I3: shared by strangers: {string.Join(", ", _byStrangers)}, found: {Standing().Count()}");
    }

    private IEnumerable<DriftFinding> Standing() => run.Rows.Drift().Where(finding => finding.GoneAt is null);

    private static (string Snapshot, string With) ShareOf(DriftFinding finding) => (finding.SnapshotIdentifier, finding.SharedWith);

    private bool IsFound((string Snapshot, string With) share) => Standing().Any(finding => ShareOf(finding) == share);

    private bool IsTrue(DriftFinding finding) => IsShared(ShareOf(finding)) && !IsOurs(ShareOf(finding));

    private bool IsShared((string Snapshot, string With) share) =>
        _byStrangers.Contains(share) || (share.With == _target && run.Model.Shared.ContainsKey(share.Snapshot));

    /// <summary>An open share, and one under watch, is a request's to answer for.</summary>
    private bool IsOurs((string Snapshot, string With) share) =>
        run.Rows.Shares().Any(row => (row.SnapshotIdentifier, row.TargetAccountId) == share && (row.IsOpen || row.WatchEndedAt is null));

    /// <summary>When anything last changed about it, or about the world around it.</summary>
    private DateTime Since(string snapshot) =>
        run
            .Rows.Shares()
            .Where(share => share.SnapshotIdentifier == snapshot)
            .SelectMany(share => new[] { share.IntendedAt, share.OpenedAt, share.ClosedAt, share.WatchEndedAt })
            .Append(_changedAt.TryGetValue(snapshot, out var at) ? at : null)
            .Append(run.QuietSince)
            .Max()!
            .Value;
}
