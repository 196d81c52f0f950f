using SnapshotShare.AwsSandbox.Kms;
using SnapshotShare.AwsSandbox.State;
using SnapshotShare.AwsSandbox.Wire;

namespace SnapshotShare.AwsSandbox.Rds;

/// <summary>StopDBCluster and StartDBCluster. A stopped cluster can be neither changed nor deleted.</summary>
internal static class StartAndStopCluster
{
    public static Outcome Stop(Call call) => Turn(call, "available", "stopping", "stopped");

    public static Outcome Start(Call call) => Turn(call, "stopped", "starting", "available");

    private static Outcome Turn(Call call, string from, string over, string to)
    {
        var asked = call.Form.Text("DBClusterIdentifier")!;
        if (Clusters.Find(call, asked) is not { } cluster)
            return RdsFaults.ClusterNotFound(asked);
        if (cluster.StatusAt(call.Now) is var status && status != from)
            return RdsFaults.ClusterState($"DbCluster {cluster.Name} is in {status} state but expected it to be one of {from}.");
        if (to == "available" && cluster.KmsKeyArn is { } arn && KeyRing.Find(call.World, call.Place, arn) is not { State: Key.Enabled })
            return RdsFaults.KeyNotAccessible(KeyUse.SpecifiedWording, arn);
        var takes = call.Takes(call.Durations.StartOrStopCluster);
        var turned = cluster with { Life = Timeline.Of(call.Now, takes, over, to) };
        call.World.Clusters.Put(turned);
        foreach (var instance in Instances.Of(call.World, cluster).Where(i => i.Life is null).ToList())
            call.World.Instances.Put(instance with { Life = Timeline.Of(call.Now, takes, over, to) });
        return ClusterXml.Result(call, turned);
    }
}
