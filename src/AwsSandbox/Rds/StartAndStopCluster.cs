using SnapshotShare.AwsSandbox.Kms;
using SnapshotShare.AwsSandbox.State;
using SnapshotShare.AwsSandbox.Wire;

namespace SnapshotShare.AwsSandbox.Rds;

/// <summary>
/// StopDBCluster and StartDBCluster. A stopped cluster can be neither changed nor deleted, and AWS starts it by itself after seven days
/// (Aurora User Guide, Stopping and starting an Aurora DB cluster).
/// </summary>
internal static class StartAndStopCluster
{
    // Real days, as with keys: the dates on the wire are never divided by the speed.
    private static readonly TimeSpan LongestStop = TimeSpan.FromDays(7);

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
        return ClusterXml.Result(call, Turned(call.Accounts, cluster, call.Now, over, to));
    }

    /// <summary>Starts what was stopped for as long as AWS allows.</summary>
    public static void StartByItself(Accounts accounts, Cluster cluster) =>
        Turned(accounts, cluster, cluster.RestartsAt!.Value, "starting", "available");

    private static Cluster Turned(Accounts accounts, Cluster cluster, DateTimeOffset at, string over, string to)
    {
        var takes = TimeSpan.FromMinutes(accounts.Options.Durations.StartOrStopCluster / accounts.Options.Speed);
        var life = Timeline.Of(at, takes, over, to);
        var turned = cluster with { Life = life, RestartsAt = to == "stopped" ? at + LongestStop : null };
        accounts.World.Clusters.Put(turned);
        foreach (var instance in Instances.Of(accounts.World, cluster).Where(i => i.Life is null).ToList())
            accounts.World.Instances.Put(instance with { Life = life });
        return turned;
    }
}
