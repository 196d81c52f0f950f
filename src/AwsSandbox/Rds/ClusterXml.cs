using System.Globalization;
using SnapshotShare.AwsSandbox.Wire;

namespace SnapshotShare.AwsSandbox.Rds;

/// <summary>A cluster and an instance as RDS describes them.</summary>
internal static class ClusterXml
{
    public static XmlResult Result(Call call, Cluster cluster) =>
        new(new XmlText().Nest("DBCluster", xml => Write(xml, cluster, call)).ToString());

    public static void Write(XmlText xml, Cluster c, Call call)
    {
        var status = c.StatusAt(call.Now);
        var members = Instances.Of(call.World, c).ToList();
        xml.Add("AllocatedStorage", 1)
            .List("AvailabilityZones", "AvailabilityZone", Zones.Of(c.Region))
            .Add("BackupRetentionPeriod", c.BackupRetention)
            .Add("DatabaseName", c.DatabaseName)
            .Add("DBClusterIdentifier", c.Name)
            .Add("DBClusterParameterGroup", c.ParameterGroup)
            .Add("DBSubnetGroup", c.SubnetGroup)
            .Add("Status", status)
            .Add("PercentProgress", status == "creating" ? c.Life?.PercentAt(call.Now).ToString(CultureInfo.InvariantCulture) : null)
            .Add("EarliestRestorableTime", c.RestorableAt(call.Now)?.First)
            .Add("LatestRestorableTime", c.RestorableAt(call.Now)?.Last)
            .Add("Endpoint", $"{c.Name}.cluster-{c.HostHash}.{c.Region}.rds.amazonaws.com")
            .Add("ReaderEndpoint", $"{c.Name}.cluster-ro-{c.HostHash}.{c.Region}.rds.amazonaws.com")
            .Add("MultiAZ", members.Count > 1)
            .Add("Engine", c.Engine)
            .Add("EngineVersion", c.EngineVersion)
            .Add("Port", c.Port)
            .Add("MasterUsername", c.MasterUsername)
            .Nest("DBClusterOptionGroupMemberships", _ => { })
            .Add("PreferredBackupWindow", c.BackupWindow)
            .Add("PreferredMaintenanceWindow", c.MaintenanceWindow)
            .Nest("ReadReplicaIdentifiers", _ => { })
            .List("DBClusterMembers", "DBClusterMember", members, Member)
            .List(
                "VpcSecurityGroups",
                "VpcSecurityGroupMembership",
                c.SecurityGroups,
                (x, id) => x.Add("VpcSecurityGroupId", id).Add("Status", "active")
            )
            .Add("HostedZoneId", "Z24O6O9L7SGTNB")
            .Encryption(call, c.KmsKeyArn, c.IsUnderAwsOwnedKey)
            .Add("DbClusterResourceId", c.ResourceId)
            .Add("DBClusterArn", c.Arn)
            .Add("CloneGroupId", c.CloneGroupId)
            .Add("BacktrackWindow", c.BacktrackWindow)
            .Nest("AssociatedRoles", _ => { })
            .Add("IAMDatabaseAuthenticationEnabled", c.IamAuthentication)
            .Add("ClusterCreateTime", c.CreatedAt)
            .Add("AutomaticRestartTime", status == "stopped" ? c.RestartsAt : null)
            .List("EnabledCloudwatchLogsExports", "member", c.LogExports)
            .Add("EngineMode", "provisioned")
            .Add("DeletionProtection", c.DeletionProtection)
            .Add("HttpEndpointEnabled", c.HttpEndpoint)
            .Add("CopyTagsToSnapshot", c.CopyTagsToSnapshot)
            .Add("CrossAccountClone", false)
            .Nest("DomainMemberships", _ => { })
            .Add("StorageType", c.StorageType)
            .Add("AutoMinorVersionUpgrade", true)
            .Add("NetworkType", "IPV4")
            .Add("EngineLifecycleSupport", c.Lifecycle);
        if (c.Scaling is { } scaling)
        {
            xml.Nest(
                "ServerlessV2ScalingConfiguration",
                x =>
                    x.Add("MinCapacity", scaling.MinCapacity)
                        .Add("MaxCapacity", scaling.MaxCapacity)
                        .Add("SecondsUntilAutoPause", scaling.SecondsUntilAutoPause)
            );
        }
        if (c.Secret is { } secret)
        {
            xml.Nest(
                "MasterUserSecret",
                x => x.Add("SecretArn", secret.Arn).Add("SecretStatus", secret.Status).Add("KmsKeyId", secret.KmsKeyArn)
            );
        }
        Tags.Write(xml, c.Tags);
    }

    private static void Member(XmlText xml, Instance instance) =>
        xml.Add("DBInstanceIdentifier", instance.Name)
            .Add("IsClusterWriter", instance.IsWriter)
            .Add("DBClusterParameterGroupStatus", "in-sync")
            .Add("PromotionTier", instance.PromotionTier);
}
