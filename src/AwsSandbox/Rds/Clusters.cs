using SnapshotShare.AwsSandbox.State;
using SnapshotShare.AwsSandbox.Wire;

namespace SnapshotShare.AwsSandbox.Rds;

/// <summary>DescribeDBClusters, DeleteDBCluster, and what becomes of clusters with time.</summary>
internal static class Clusters
{
    public static Cluster? Find(Call call, string asked) =>
        Identifiers.FromArn(asked, "cluster") is not { } named ? call.World.Clusters.Find(call.Place.Key(asked))
        : named.Place == call.Place ? call.World.Clusters.Find(named.Place.Key(named.Name))
        : null;

    public static Outcome Describe(Call call)
    {
        var (filters, badFilter) = Filters.Read(call.Form, "clone-group-id", "db-cluster-id", "db-cluster-resource-id", "domain", "engine");
        if ((badFilter ?? Paging.Check(call.Form)) is { } refusal)
            return refusal;
        var rows = call.World.Clusters.Range(call.Place.Prefix, Paging.After(call.Form));
        if (call.Form.Text("DBClusterIdentifier") is { } asked)
        {
            if (Find(call, asked) is not { } one)
                return RdsFaults.ClusterNotFound(asked);
            rows = [one];
        }
        rows = rows.Where(c =>
            filters.Match("db-cluster-id", c.Name, c.Arn)
            && filters.Match("db-cluster-resource-id", c.ResourceId)
            && filters.Match("engine", c.Engine)
            && filters.Match("clone-group-id", c.CloneGroupId)
            && filters.Match("domain")
        );
        return new XmlResult(
            Paging.Page(call.Form, rows, c => c.Place.Key(c.Name), "DBClusters", "DBCluster", (xml, c) => ClusterXml.Write(xml, c, call))
        );
    }

    public static Outcome Delete(Call call)
    {
        var asked = call.Form.Text("DBClusterIdentifier")!;
        var final = call.Form.Text("FinalDBSnapshotIdentifier")?.ToLowerInvariant();
        if (CheckFinal(call, final) is { } invalid)
            return invalid;
        if (Find(call, asked) is not { } cluster)
            return RdsFaults.ClusterNotFound(asked);
        if (CheckDeletable(call, cluster) is { } refusal)
            return refusal;
        if (final is not null)
        {
            if (call.World.Snapshots.Find(call.Place.Key(final)) is not null)
                return RdsFaults.SnapshotExists(final);
            if (Snapshots.CountManual(call.World, call.Place) >= call.Quotas.ManualClusterSnapshots)
                return RdsFaults.SnapshotQuota($"Cannot create more than {call.Quotas.ManualClusterSnapshots} manual snapshots");
            var life = Timeline.Of(call.Now, call.Takes(call.Durations.CreateSnapshot), "creating", "available");
            var snapshot = CreateAndDeleteSnapshot.Take(call.World, cluster, final, "manual", call.Now);
            call.World.Snapshots.Put(snapshot with { Life = life, Tags = cluster.CopyTagsToSnapshot ? cluster.Tags : [] });
        }
        if (call.Form.Bool("DeleteAutomatedBackups") != false)
            DropAutomated(call, cluster);
        var deleting = cluster with
        {
            Life = Timeline.Of(call.Now, call.Takes(call.Durations.DeleteCluster), "deleting", Timeline.Gone),
            Status = "deleting",
        };
        call.World.Clusters.Put(deleting);
        return ClusterXml.Result(call, call.Rules.DeleteClusterAnswersDeleting ? deleting : cluster);
    }

    /// <summary>The moment at which time changes a cluster next; null where it leaves it alone.</summary>
    public static DateTimeOffset? DueOf(Cluster cluster) =>
        cluster.Life?.EndsAt ?? (cluster.Status == "stopped" ? cluster.RestartsAt : null);

    /// <summary>Ends what was under way with a cluster, a stop that lasted too long included.</summary>
    public static void Settle(Accounts accounts, Cluster cluster)
    {
        if (cluster.Life is not { } life)
        {
            StartAndStopCluster.StartByItself(accounts, cluster);
            return;
        }
        if (life.Then == Timeline.Gone)
        {
            accounts.World.Clusters.Remove(cluster);
            return;
        }
        accounts.World.Clusters.Put(
            cluster with
            {
                Life = null,
                Status = life.Then,
                Secret = cluster.Secret is { Status: "creating" or "rotating" } secret ? secret with { Status = "active" } : cluster.Secret,
                RestorableFrom = cluster.RestorableFrom ?? (life.Then == "available" ? life.EndsAt : null),
            }
        );
    }

    private static Refusal? CheckFinal(Call call, string? final)
    {
        var skip = call.Form.Bool("SkipFinalSnapshot") ?? false;
        if (!skip && final is null)
            return RdsFaults.InvalidCombination("FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified.");
        if (skip && final is not null)
            return RdsFaults.InvalidCombination("FinalDBSnapshotIdentifier can not be specified when SkipFinalSnapshot is specified.");
        if (final is null)
            return null;
        // Since August 2024 a final snapshot needs the right to take snapshots.
        return call.Require("rds:CreateDBClusterSnapshot", call.Place.RdsArn("cluster-snapshot", final))
            ?? Identifiers.Check("FinalDBSnapshotIdentifier", final, 255);
    }

    private static Refusal? CheckDeletable(Call call, Cluster cluster)
    {
        if (cluster.DeletionProtection)
            return RdsFaults.InvalidCombination("Cannot delete protected Cluster, please disable deletion protection and try again.");
        if (Instances.Of(call.World, cluster).Any(i => i.StatusAt(call.Now) != "deleting"))
            return RdsFaults.ClusterState("Cluster cannot be deleted, it still contains DB instances in non-deleting state.");
        return cluster.StatusAt(call.Now) switch
        {
            "deleting" => RdsFaults.ClusterState($"DbCluster {cluster.Name} is already being deleted."),
            "creating" when call.Rules.CreatingClusterCanBeDeleted => null,
            ("stopped" or "stopping" or "starting" or "creating") and var status => RdsFaults.ClusterStateExpected(cluster.Name, status),
            _ => null,
        };
    }

    private static void DropAutomated(Call call, Cluster cluster)
    {
        var gone = call
            .World.Snapshots.Range(call.Place.Prefix)
            .Where(s => s.Type == "automated" && s.ClusterResourceId == cluster.ResourceId);
        foreach (var snapshot in gone.ToList())
        {
            call.World.Snapshots.Remove(snapshot);
            Snapshots.SourceGone(call.Accounts, snapshot, call.Now);
        }
    }
}
