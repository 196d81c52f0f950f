using SnapshotShare.AwsSandbox.State;
using SnapshotShare.AwsSandbox.Wire;

namespace SnapshotShare.AwsSandbox.Rds;

/// <summary>DescribeDBInstances, DeleteDBInstance, and what becomes of instances with time.</summary>
internal static class Instances
{
    public static IEnumerable<Instance> Of(World world, Cluster cluster) =>
        world.Instances.Range(cluster.Place.Prefix).Where(i => i.Cluster == cluster.Name);

    public static Instance? Find(Call call, string asked) =>
        Identifiers.FromArn(asked, "db") is not { } named ? call.World.Instances.Find(call.Place.Key(asked))
        : named.Place == call.Place ? call.World.Instances.Find(named.Place.Key(named.Name))
        : null;

    public static Outcome Describe(Call call)
    {
        var (filters, badFilter) = Filters.Read(call.Form, "db-cluster-id", "db-instance-id", "dbi-resource-id", "domain", "engine");
        if ((badFilter ?? Paging.Check(call.Form)) is { } refusal)
            return refusal;
        var rows = call.World.Instances.Range(call.Place.Prefix, Paging.After(call.Form));
        if (call.Form.Text("DBInstanceIdentifier") is { } asked)
        {
            if (Find(call, asked) is not { } one)
                return RdsFaults.InstanceNotFound(asked);
            rows = [one];
        }
        rows = rows.Where(i =>
            filters.Match("db-cluster-id", i.Cluster, i.Place.RdsArn("cluster", i.Cluster))
            && filters.Match("db-instance-id", i.Name, i.Arn)
            && filters.Match("dbi-resource-id", i.ResourceId)
            && filters.Match("engine", i.Engine)
            && filters.Match("domain")
        );
        return new XmlResult(
            Paging.Page(call.Form, rows, i => i.Place.Key(i.Name), "DBInstances", "DBInstance", (xml, i) => InstanceXml.Write(xml, i, call))
        );
    }

    public static Outcome Delete(Call call)
    {
        var asked = call.Form.Text("DBInstanceIdentifier")!;
        if (Find(call, asked) is not { } instance)
            return RdsFaults.InstanceNotFound(asked);
        if (call.Form.Text("FinalDBSnapshotIdentifier") is not null)
            return RdsFaults.InvalidCombination("FinalDBSnapshotIdentifier can not be specified when deleting a cluster instance.");
        if (instance.StatusAt(call.Now) == "deleting")
            return RdsFaults.InstanceState($"Instance {instance.Name} is already being deleted.");
        if (
            call.World.Clusters.Find(instance.Place.Key(instance.Cluster))?.StatusAt(call.Now)
            is ("stopped" or "stopping" or "starting")
                and var status
        )
            return RdsFaults.ClusterStateExpected(instance.Cluster, status);
        var deleting = instance with
        {
            Life = Timeline.Of(call.Now, call.Takes(call.Durations.DeleteInstance), "deleting", Timeline.Gone),
            Status = "deleting",
        };
        call.World.Instances.Put(deleting);
        return InstanceXml.Result(call, deleting);
    }

    /// <summary>Ends what was under way with an instance: the first that is there writes, and another takes over from one that goes.</summary>
    public static void Settle(Accounts accounts, Instance instance)
    {
        var life = instance.Life!;
        if (life.Then == Timeline.Gone)
            accounts.World.Instances.Remove(instance);
        else
            accounts.World.Instances.Put(instance with { Life = null, Status = life.Then });
        if (accounts.World.Clusters.Find(instance.Place.Key(instance.Cluster)) is not { } cluster)
            return;
        var members = Of(accounts.World, cluster).ToList();
        if (members.Exists(i => i.IsWriter))
            return;
        if (members.Where(i => i.Status == "available" && i.Life is null).OrderBy(i => i.PromotionTier).FirstOrDefault() is { } next)
            accounts.World.Instances.Put(next with { IsWriter = true });
    }
}
