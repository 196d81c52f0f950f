using Amazon.RDS.Model;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Observing;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Workflows.Steps;

namespace SnapshotShare.Core.Exposing.Strays;

/// <summary>The next that is to be done about a stray of which somebody decided that it goes.</summary>
internal abstract record Removal
{
    private Removal() { }

    /// <summary>Nothing now: AWS is at it, or shows it no more.</summary>
    public sealed record Wait : Removal;

    /// <summary>A person has to put something right first.</summary>
    public sealed record Hold(Finding Finding) : Removal;

    /// <param name="Identity">AWS's ID of what is deleted, under the name it has at this moment.</param>
    public sealed record Delete(AwsChange Change, string Identity) : Removal;
}

/// <summary>
/// Judges what was just listed: only the very thing that was decided about is deleted, whatever has its name by now, and nothing of a cluster before all of it may
/// be. Pure.
/// </summary>
/// <param name="sights">Everything in the account that is a stray.</param>
/// <param name="underWay">Requests that are under way.</param>
/// <param name="installation">ID of this installation.</param>
internal sealed class RemovalRules(IReadOnlyCollection<StraySight> sights, IReadOnlyCollection<Request> underWay, string installation)
{
    private static readonly Removal.Wait Wait = new();

    /// <param name="asked">AWS's IDs of what was asked for already, and whose listing may not show it yet.</param>
    public Removal Next(Stray stray, AccountContents contents, IReadOnlySet<string> asked)
    {
        if (asked.Contains(stray.Identity))
            return Wait;
        return stray.Thing switch
        {
            StrayThing.Snapshot => contents.Snapshots.FirstOrDefault(one => ThingKinds.Snapshots.IdentityOf(one) == stray.Identity)
                is { } snapshot
                ? Of(stray, snapshot)
                : Wait,
            StrayThing.Cluster => contents.Clusters.FirstOrDefault(one => one.DbClusterResourceId == stray.Identity) is { } cluster
                ? Of(stray, cluster, contents.Instances, asked)
                : Wait,
            // An instance goes with its cluster, and nothing here deletes files in S3.
            _ => Wait,
        };
    }

    /// <summary>True where what was asked for is on its way, or has arrived.</summary>
    public static bool IsGoing(string identity, AccountContents contents) =>
        contents.Snapshots.All(one => ThingKinds.Snapshots.IdentityOf(one) != identity || one.Status == "deleting")
        && contents.Clusters.All(one => one.DbClusterResourceId != identity || one.Status == "deleting")
        && contents.Instances.All(one => one.DbiResourceId != identity || one.DBInstanceStatus == "deleting");

    private Removal Of(Stray stray, DBClusterSnapshot snapshot)
    {
        if (snapshot.Status is "deleting" or "creating" or "copying")
            return Wait;
        return Claimed(stray, snapshot.DBClusterSnapshotArn, snapshot.TagList) is { } claimed
            ? new Removal.Hold(claimed)
            : Deletes(stray, new DeleteDBClusterSnapshotRequest { DBClusterSnapshotIdentifier = snapshot.DBClusterSnapshotIdentifier });
    }

    private Removal Of(Stray stray, DBCluster cluster, IReadOnlyList<DBInstance> instances, IReadOnlySet<string> asked)
    {
        if (ClusterRules.IsBusy(cluster))
            return Wait;
        if (Claimed(stray, cluster.DBClusterArn, cluster.TagList) is { } claimed)
            return new Removal.Hold(claimed);
        var members = instances
            .Where(instance => StepContext.Same(instance.DBClusterIdentifier, cluster.DBClusterIdentifier))
            .ToLookup(instance => instance.DBInstanceStatus == "deleting" || asked.Contains(instance.DbiResourceId));
        var own = members[false].Where(instance => GoesWith(stray, instance)).ToList();
        var goes = own.Concat(members[true]).Select(instance => instance.DBInstanceIdentifier);
        if (ClusterRules.InTheWay(stray.Account, cluster, goes.Concat(ClusterRules.Going(cluster, instances))) is { } wrong)
            return new Removal.Hold(wrong.Finding);
        // Those that read go before the one that writes.
        var writer = (cluster.DBClusterMembers ?? []).Find(member => member.IsClusterWriter == true)?.DBInstanceIdentifier;
        if (own.MinBy(instance => StepContext.Same(instance.DBInstanceIdentifier, writer)) is { } next)
            return new Removal.Delete(
                new AwsChange(
                    stray.Account,
                    new DeleteDBInstanceRequest { DBInstanceIdentifier = next.DBInstanceIdentifier, SkipFinalSnapshot = true }
                ),
                next.DbiResourceId
            );
        return members[true].Any() || members[false].Any()
            ? Wait
            : Deletes(stray, new DeleteDBClusterRequest { DBClusterIdentifier = cluster.DBClusterIdentifier, SkipFinalSnapshot = true });
    }

    /// <summary>An instance that the same request made, as far as AWS and the database tell.</summary>
    private bool GoesWith(Stray stray, DBInstance instance) =>
        sights.Any(sight =>
            sight.Thing == StrayThing.Instance
            && sight.Identity == instance.DbiResourceId
            && sight.Kind == stray.Kind
            && sight.RequestId == stray.RequestId
        );

    /// <summary>Somebody else has come to answer for it since it was decided about, or somebody needs it.</summary>
    private Finding? Claimed(Stray stray, string arn, List<Tag>? tags)
    {
        if (
            (OwnTags.InstallationOf(tags) is { } by && by != installation)
            || (OwnTags.RequestOfAnybody(tags) is { } tagged && tagged != stray.RequestId)
        )
            return Finding.Blocking("stray-claimed", stray.Account, arn, ("what", stray.Name), ("tags", OwnTags.Told(tags)));
        // One that a request under way answers for is no stray any more, and the sweep says so.
        var holder = underWay.FirstOrDefault(request =>
            request.Plan.Source.Arn == arn
            || request.Plan.SharingSnapshotArn == arn
            || request.Steps.Any(step => step.Identity == stray.Identity)
        );
        return holder is null ? null : Finding.Blocking("stray-in-use", stray.Account, arn, ("what", stray.Name), ("request", holder.Id));
    }

    private static Removal.Delete Deletes(Stray stray, Amazon.RDS.AmazonRDSRequest request) =>
        new(new AwsChange(stray.Account, request), stray.Identity);
}
