using Amazon.RDS.Model;
using Amazon.Runtime;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Plans;

namespace SnapshotShare.Core.Workflows.Steps;

/// <summary>
/// Tells things of one kind in AWS apart. A name is only a name: somebody can change it, or give it to something else. What a request made is known
/// by AWS's own ID of it, once that was seen, and until then by both of our tags.
/// </summary>
internal sealed record ThingKind<T>(Func<T, string> NameOf, Func<T, string?> IdentityOf, Func<T, List<Tag>?> TagsOf, bool CanBeRenamed)
    where T : class
{
    /// <summary>The thing that the step made, whatever it is called and tagged by now; null when it is not there.</summary>
    /// <param name="name">The name it was made under.</param>
    public T? Find(StepContext context, IReadOnlyList<T> listing, StepName maker, string name)
    {
        var identity = context.Request.FindStep(maker)?.Identity;
        if (identity is not null && listing.FirstOrDefault(thing => IdentityOf(thing) == identity) is { } same)
            return same;
        var ours = listing.Where(thing => context.IsOurs(TagsOf(thing))).ToList();
        return ours.Find(thing => StepContext.Same(NameOf(thing), name))
            // Renamed before it was ever seen. Once it was, another thing with our tags is something that somebody made of it.
            ?? (CanBeRenamed && identity is null && ours is [var only] ? only : null);
    }

    /// <summary>Something of its name that the request did not make: never adopted, changed or deleted.</summary>
    public T? Stranger(StepContext context, IReadOnlyList<T> listing, StepName maker, string name)
    {
        var own = Find(context, listing, maker, name);
        return listing.FirstOrDefault(thing => StepContext.Same(NameOf(thing), name) && !ReferenceEquals(thing, own));
    }
}

internal static class ThingKinds
{
    /// <summary>AWS's ID of what an answer says is being made; null where it makes nothing, or does not say.</summary>
    public static string? IdentityIn(AmazonWebServiceResponse answer) =>
        answer switch
        {
            CopyDBClusterSnapshotResponse { DBClusterSnapshot: { } copy } => Snapshots.IdentityOf(copy),
            CreateDBClusterSnapshotResponse { DBClusterSnapshot: { } taken } => Snapshots.IdentityOf(taken),
            RestoreDBClusterFromSnapshotResponse { DBCluster: { } cluster } => Clusters.IdentityOf(cluster),
            CreateDBInstanceResponse { DBInstance: { } instance } => Instances.IdentityOf(instance),
            _ => null,
        };

    public static readonly ThingKind<DBCluster> Clusters = new(
        cluster => cluster.DBClusterIdentifier,
        cluster => cluster.DbClusterResourceId,
        cluster => cluster.TagList,
        CanBeRenamed: true
    );

    public static readonly ThingKind<DBInstance> Instances = new(
        instance => instance.DBInstanceIdentifier,
        instance => instance.DbiResourceId,
        instance => instance.TagList,
        CanBeRenamed: true
    );

    /// <summary>A cluster snapshot keeps its name for life; another may have it afterwards, taken at another time.</summary>
    public static readonly ThingKind<DBClusterSnapshot> Snapshots = new(
        snapshot => snapshot.DBClusterSnapshotIdentifier,
        snapshot =>
            snapshot.SnapshotCreateTime is { } at ? $"{snapshot.DBClusterSnapshotArn}@{HashChain.Timestamp(at.ToUniversalTime())}" : null,
        snapshot => snapshot.TagList,
        CanBeRenamed: false
    );
}
