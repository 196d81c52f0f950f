using Amazon.RDS.Model;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Observing;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Workflows.Steps;

namespace SnapshotShare.Core.Exposing.Strays;

/// <summary>Something that no request which is under way answers for, as just seen.</summary>
internal sealed record StraySight(
    StrayKind Kind,
    StrayThing Thing,
    string Identity,
    string Arn,
    string Name,
    string? RequestId,
    string? MadeOf,
    DateTime? MadeAt
);

/// <summary>
/// Tells of everything in an account whose it is. Names decide nothing: a thing belongs to the request that AWS's own ID of it stands in, or whose tags it has
/// under a name of that request's plan. A cluster that somebody restored from a snapshot of ours has nothing that says so, and is known by such tags alone. Pure.
/// </summary>
/// <param name="requests">All that are under way, and those that ended not long ago.</param>
/// <param name="known">IDs of all requests there are, for things whose request is not among those.</param>
/// <param name="standing">Strays seen before, of which more may have been made.</param>
internal sealed class StrayRules(
    IReadOnlyCollection<Request> requests,
    IReadOnlySet<string> known,
    IReadOnlyCollection<Stray> standing,
    string installation
)
{
    private readonly Dictionary<string, Request> _requests = requests.ToDictionary(row => row.Id, StringComparer.Ordinal);
    private readonly Dictionary<string, string> _made = Made(requests);

    /// <summary>Two accounts may have exported the same snapshot under the same name.</summary>
    private readonly Dictionary<string, Stray> _standing = standing
        .DistinctBy(stray => stray.Identity, StringComparer.Ordinal)
        .ToDictionary(stray => stray.Identity, StringComparer.Ordinal);

    /// <summary>A derived thing has the ID of a cluster or the ARN of a snapshot in it.</summary>
    private readonly Dictionary<string, string?> _sources = Sources(requests, standing);

    public IReadOnlyList<StraySight> In(AccountContents contents)
    {
        var clones = contents
            .Clusters.Where(cluster => cluster.CloneGroupId is not null && _made.ContainsKey(cluster.DbClusterResourceId))
            .ToLookup(cluster => cluster.CloneGroupId, StringComparer.Ordinal);
        var there = contents.Clusters.Select(cluster => cluster.DbClusterResourceId).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. contents.Clusters.Select(cluster => Of(cluster, clones[cluster.CloneGroupId].FirstOrDefault())).OfType<StraySight>(),
            .. contents.Instances.Select(Of).OfType<StraySight>(),
            // What RDS itself backs up goes with its cluster, unless somebody kept it; what AWS Backup took stays for as long as its plan says.
            .. contents
                .Snapshots.Where(snapshot =>
                    snapshot.SnapshotType != SnapshotTypes.Automated || !there.Contains(snapshot.DbClusterResourceId ?? "")
                )
                .Select(Of)
                .OfType<StraySight>(),
            .. (contents.Exports ?? []).Select(task => Of(task, contents)).OfType<StraySight>(),
        ];
    }

    private StraySight? Of(DBClusterSnapshot snapshot)
    {
        if (ThingKinds.Snapshots.IdentityOf(snapshot) is not { } identity || IsLeaving(identity, snapshot.Status))
            return null;
        var (name, arn) = (snapshot.DBClusterSnapshotIdentifier, snapshot.DBClusterSnapshotArn);
        var of = new[] { snapshot.SourceDBClusterSnapshotArn, snapshot.DbClusterResourceId }.FirstOrDefault(source =>
            source is { Length: > 0 } && _sources.ContainsKey(source)
        );
        return Judge(identity, name, snapshot.TagList, of) is not { } whose
            ? null
            : new StraySight(
                whose.Kind,
                StrayThing.Snapshot,
                identity,
                arn,
                name,
                whose.RequestId,
                whose.MadeOf,
                Utc(snapshot.SnapshotCreateTime)
            );
    }

    private StraySight? Of(DBCluster cluster, DBCluster? source)
    {
        var identity = cluster.DbClusterResourceId;
        if (identity is null || IsLeaving(identity, cluster.Status))
            return null;
        return Judge(identity, cluster.DBClusterIdentifier, cluster.TagList, source?.DbClusterResourceId) is not { } whose
            ? null
            : new StraySight(
                whose.Kind,
                StrayThing.Cluster,
                identity,
                cluster.DBClusterArn,
                cluster.DBClusterIdentifier,
                whose.RequestId,
                whose.MadeOf,
                Utc(cluster.ClusterCreateTime)
            );
    }

    private StraySight? Of(DBInstance instance)
    {
        var identity = instance.DbiResourceId;
        if (identity is null || IsLeaving(identity, instance.DBInstanceStatus))
            return null;
        return Judge(identity, instance.DBInstanceIdentifier, instance.TagList, of: null) is not { } whose
            ? null
            : new StraySight(
                whose.Kind,
                StrayThing.Instance,
                identity,
                instance.DBInstanceArn,
                instance.DBInstanceIdentifier,
                whose.RequestId,
                whose.MadeOf,
                Utc(instance.InstanceCreateTime)
            );
    }

    private StraySight? Of(ExportTask task, AccountContents contents)
    {
        if (task.ExportTaskIdentifier is not { } name || task.SourceArn is not { } exported || WroteNothing(task))
            return null;
        // AWS tells no time of it that is the same from its beginning to its end.
        var identity = $"export:{name}@{exported}";
        return Whose(identity, task, contents) is not { } whose
            ? null
            : new StraySight(
                whose.Kind,
                StrayThing.Export,
                identity,
                PlaceOf(task),
                name,
                whose.RequestId,
                whose.MadeOf,
                Utc(task.TaskStartTime)
            );
    }

    /// <summary>It has no tags: only what was exported tells. A cluster is told by its ARN, which another of its name may have had when the export began.</summary>
    private (StrayKind Kind, string? RequestId, string? MadeOf)? Whose(string identity, ExportTask task, AccountContents contents)
    {
        if (_standing.TryGetValue(identity, out var stray))
            return (stray.Kind, stray.RequestId, stray.MadeOf);
        var cluster = contents.Clusters.FirstOrDefault(cluster => cluster.DBClusterArn == task.SourceArn);
        var snapshot = contents.Snapshots.FirstOrDefault(snapshot => snapshot.DBClusterSnapshotArn == task.SourceArn);
        if ((task.TaskStartTime ?? task.SnapshotTime) < (cluster?.ClusterCreateTime ?? snapshot?.SnapshotCreateTime))
            return null;
        var of = new[]
        {
            task.SourceArn,
            cluster?.DbClusterResourceId,
            snapshot?.SourceDBClusterSnapshotArn,
            snapshot?.DbClusterResourceId,
        }.FirstOrDefault(source => source is { Length: > 0 } && _sources.ContainsKey(source));
        return of is null ? null : (StrayKind.Derived, _sources[of], cluster?.DbClusterResourceId ?? task.SourceArn);
    }

    /// <summary>AWS leaves in the bucket what was written before an export failed or was canceled.</summary>
    private static bool WroteNothing(ExportTask task) =>
        task is { Status: "CANCELED" or "FAILED" } and not { PercentProgress: > 0 } and not { TotalExtractedDataInGB: > 0 };

    private static string PlaceOf(ExportTask task) =>
        $"s3://{string.Join('/', new[] { task.S3Bucket, task.S3Prefix?.Trim('/'), task.ExportTaskIdentifier }.Where(part => part is { Length: > 0 }))}";

    /// <summary>One that stands stays until it is seen no more; of another that is leaving nobody need be told.</summary>
    private bool IsLeaving(string identity, string? status) => status == "deleting" && !_standing.ContainsKey(identity);

    /// <summary>Null for what is a request's own while that is under way, and for what is nothing of ours.</summary>
    /// <param name="of">The thing that it was made of, where that is a request's or a stray.</param>
    private (StrayKind Kind, string? RequestId, string? MadeOf)? Judge(string identity, string name, List<Tag>? tags, string? of)
    {
        if (_made.TryGetValue(identity, out var maker))
            return IsUnderWay(maker) ? null : (StrayKind.LeftOver, maker, null);
        var (tagged, by) = (OwnTags.RequestOfAnybody(tags), OwnTags.InstallationOf(tags));
        var isOurs = tagged is not null && (by == installation || (by is null && MayLackInstallation(tagged)));
        // A step that has not seen yet what it asked for knows it by its tags.
        if (isOurs && IsUnderWay(tagged!) && NamesOf(_requests[tagged!]).Contains(name, StringComparer.OrdinalIgnoreCase))
            return null;
        // It is what it was when it was found, though its request has long ended and its tags are gone: only AWS's own ID of it ends that.
        if (_standing.TryGetValue(identity, out var stray))
            return (stray.Kind, stray.RequestId, stray.MadeOf);
        if (of is not null)
            return (StrayKind.Derived, _sources[of], of);
        return tagged is null ? null
            : isOurs ? (known.Contains(tagged) ? StrayKind.LeftOver : StrayKind.UnknownRequest, tagged, null)
            : (by is null ? StrayKind.WithoutInstallation : StrayKind.AnothersInstallation, tagged, null);
    }

    private bool IsUnderWay(string requestId) => _requests.TryGetValue(requestId, out var row) && row.EndedAt is null;

    private bool MayLackInstallation(string requestId) => _requests.TryGetValue(requestId, out var row) && row.MayLackInstallation;

    private static IEnumerable<string> NamesOf(Request row) =>
        new[]
        {
            row.Plan.Step(StepName.TakeSnapshot) is null ? null : row.Plan.Source.Identifier,
            row.Plan.SharingSnapshot,
            row.Plan.TargetSnapshot,
            row.Plan.TargetCluster,
            row.Plan.WriterInstance,
        }.OfType<string>();

    private static Dictionary<string, string> Made(IEnumerable<Request> requests)
    {
        var made = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var row in requests)
        foreach (var step in row.Steps)
            if (step.Identity is { } identity)
                made[identity] = row.Id;
        return made;
    }

    private static Dictionary<string, string?> Sources(IEnumerable<Request> requests, IEnumerable<Stray> standing)
    {
        var sources = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var stray in standing.Where(stray => stray.Thing is StrayThing.Snapshot or StrayThing.Cluster))
            sources[SourceOf(stray.Identity)] = stray.RequestId;
        foreach (var row in requests)
        foreach (var step in row.Steps.Where(step => step.Name != StepName.CreateWriter))
            if (step.Identity is { } identity)
                sources[SourceOf(identity)] = row.Id;
        return sources;
    }

    /// <summary>A snapshot's ARN without its time; a cluster's ID as it is.</summary>
    private static string SourceOf(string identity) => identity.Split('@')[0];

    private static DateTime? Utc(DateTime? at) => at?.ToUniversalTime();
}
