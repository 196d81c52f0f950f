using SnapshotShare.AwsSandbox.State;
using SnapshotShare.AwsSandbox.Wire;

namespace SnapshotShare.AwsSandbox.Rds;

/// <summary>CreateDBClusterSnapshot and DeleteDBClusterSnapshot.</summary>
internal static class CreateAndDeleteSnapshot
{
    public static Outcome Create(Call call)
    {
        var name = call.Form.Text("DBClusterSnapshotIdentifier")!.ToLowerInvariant();
        var tags = Tags.Read(call.Form);
        if (
            (
                Tags.Require(call, call.Place.RdsArn("cluster-snapshot", name))
                ?? Identifiers.Check("DBClusterSnapshotIdentifier", name)
                ?? Tags.Check(tags, call.Quotas.TagsPerResource)
            ) is
            { } invalid
        )
            return invalid;
        if (Clusters.Find(call, call.Form.Text("DBClusterIdentifier")!) is not { } cluster)
            return RdsFaults.ClusterNotFound(call.Form.Text("DBClusterIdentifier")!);
        if (cluster.StatusAt(call.Now) is not "available" and var status)
            return RdsFaults.ClusterStateExpected(cluster.Name, status);
        if (call.World.Snapshots.Find(call.Place.Key(name)) is not null)
            return RdsFaults.SnapshotExists(name);
        if (Snapshots.CountManual(call.World, call.Place) >= call.Quotas.ManualClusterSnapshots)
            return RdsFaults.SnapshotQuota($"Cannot create more than {call.Quotas.ManualClusterSnapshots} manual snapshots");
        var life = Timeline.Of(call.Now, call.Takes(call.Durations.CreateSnapshot), "creating", "available");
        return Answer(call, Take(call.World, cluster, name, "manual", call.Now) with { Tags = tags, Life = life });
    }

    public static Outcome Delete(Call call)
    {
        var asked = call.Form.Text("DBClusterSnapshotIdentifier")!;
        if (Snapshots.FindOwn(call, asked) is not { } snapshot)
            return RdsFaults.SnapshotNotFound(asked);
        if (snapshot.Type != "manual")
            return RdsFaults.SnapshotState("Only manual snapshots may be deleted.");
        if (snapshot.StatusAt(call.Now) is "deleting")
            return RdsFaults.SnapshotState($"The snapshot {snapshot.Name} is already being deleted.");
        // The answer shows the snapshot as it was; while it was being copied, this cancels the copy.
        var answer = new XmlText().Nest("DBClusterSnapshot", xml => SnapshotXml.Write(xml, snapshot, call)).ToString();
        var life = Timeline.Of(call.Now, call.Takes(call.Durations.DeleteSnapshot), "deleting", Timeline.Gone);
        var deleted = snapshot with { Life = life, Shares = [], DisablesKeyArn = null };
        call.World.Snapshots.Put(deleted);
        call.Accounts.Shares.Changed(snapshot, deleted, call.Now);
        Snapshots.ReleaseGrants(call.World, snapshot);
        if (snapshot.IsCopying)
            Snapshots.CloseUp(call.Accounts, snapshot.SourceArn!, call.Now);
        Snapshots.SourceGone(call.Accounts, snapshot, call.Now);
        return new XmlResult(answer);
    }

    public static Snapshot Take(World world, Cluster cluster, string name, string type, DateTimeOffset at)
    {
        var vpc = world.SubnetGroups.Find(cluster.Place.Key(cluster.SubnetGroup))?.VpcId ?? "";
        return new(cluster.Account, cluster.Region, name, type)
        {
            Cluster = cluster.Name,
            ClusterResourceId = cluster.ResourceId,
            Engine = cluster.Engine,
            EngineVersion = cluster.EngineVersion,
            MasterUsername = cluster.MasterUsername,
            VpcId = vpc,
            CreatedAt = at,
            ClusterCreatedAt = cluster.CreatedAt,
            KmsKeyArn = cluster.KmsKeyArn,
            IsUnderAwsOwnedKey = cluster.IsUnderAwsOwnedKey,
            IamAuthentication = cluster.IamAuthentication,
            StorageType = cluster.StorageType,
            BackupRetention = cluster.BackupRetention,
            Port = cluster.Port,
            SizeGiB = cluster.SizeGiB,
        };
    }

    private static XmlResult Answer(Call call, Snapshot snapshot)
    {
        call.World.Snapshots.Put(snapshot);
        return new(new XmlText().Nest("DBClusterSnapshot", xml => SnapshotXml.Write(xml, snapshot, call)).ToString());
    }
}
