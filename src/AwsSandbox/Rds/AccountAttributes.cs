using SnapshotShare.AwsSandbox.Wire;

namespace SnapshotShare.AwsSandbox.Rds;

/// <summary>DescribeAccountAttributes: the account's quotas in this Region and how much of them is used.</summary>
internal static class AccountAttributes
{
    public static Outcome Describe(Call call)
    {
        var world = call.World;
        (string Name, int Used, int Max)[] quotas =
        [
            ("DBInstances", world.Instances.Range(call.Place.Prefix).Count(), call.Quotas.Instances),
            ("DBSubnetGroups", world.SubnetGroups.Range(call.Place.Prefix).Count(), call.Quotas.SubnetGroups),
            ("DBClusters", world.Clusters.Range(call.Place.Prefix).Count(), call.Quotas.Clusters),
            ("DBClusterParameterGroups", world.ParameterGroups.Range(call.Place.Prefix).Count(), call.Quotas.ClusterParameterGroups),
            ("ManualClusterSnapshots", Snapshots.CountManual(world, call.Place), call.Quotas.ManualClusterSnapshots),
        ];
        return new XmlResult(
            new XmlText()
                .List(
                    "AccountQuotas",
                    "AccountQuota",
                    quotas,
                    (x, q) => x.Add("AccountQuotaName", q.Name).Add("Used", q.Used).Add("Max", q.Max)
                )
                .ToString()
        );
    }
}
