using SnapshotShare.AwsSandbox.Wire;

namespace SnapshotShare.AwsSandbox.Rds;

internal static class InstanceXml
{
    public static XmlResult Result(Call call, Instance instance) =>
        new(new XmlText().Nest("DBInstance", xml => Write(xml, instance, call)).ToString());

    public static void Write(XmlText xml, Instance i, Call call)
    {
        var status = i.StatusAt(call.Now);
        var cluster = call.World.Clusters.Find(i.Place.Key(i.Cluster));
        xml.Add("DBInstanceIdentifier", i.Name)
            .Add("DBInstanceClass", i.Class)
            .Add("Engine", i.Engine)
            .Add("DBInstanceStatus", status)
            .Add("MasterUsername", cluster?.MasterUsername)
            .Add("DBName", cluster?.DatabaseName);
        if (status != "creating")
        {
            xml.Nest(
                "Endpoint",
                x =>
                    x.Add("Address", $"{i.Name}.{i.HostHash}.{i.Region}.rds.amazonaws.com")
                        .Add("Port", i.Port)
                        .Add("HostedZoneId", "Z24O6O9L7SGTNB")
            );
        }
        xml.Add("AllocatedStorage", 1)
            .Add("InstanceCreateTime", status == "creating" ? null : i.CreatedAt)
            .Add("PreferredBackupWindow", cluster?.BackupWindow)
            .Add("BackupRetentionPeriod", cluster?.BackupRetention)
            .Nest("DBSecurityGroups", _ => { })
            .List(
                "VpcSecurityGroups",
                "VpcSecurityGroupMembership",
                cluster?.SecurityGroups ?? [],
                (x, id) => x.Add("VpcSecurityGroupId", id).Add("Status", "active")
            )
            .List(
                "DBParameterGroups",
                "DBParameterGroup",
                [i.ParameterGroup],
                (x, name) => x.Add("DBParameterGroupName", name).Add("ParameterApplyStatus", "in-sync")
            )
            .Add("AvailabilityZone", i.Zone);
        if (call.World.SubnetGroups.Find(i.Place.Key(i.SubnetGroup)) is { } group)
            xml.Nest("DBSubnetGroup", x => SubnetGroups.Write(x, group));
        xml.Add("PreferredMaintenanceWindow", "sun:19:00-sun:19:30")
            .Nest("PendingModifiedValues", _ => { })
            .Add("MultiAZ", false)
            .Add("EngineVersion", i.EngineVersion)
            .Add("AutoMinorVersionUpgrade", i.AutoMinorVersionUpgrade)
            .Nest("ReadReplicaDBInstanceIdentifiers", _ => { })
            .Add("LicenseModel", Engines.License(i.Engine))
            .Add("PubliclyAccessible", i.PubliclyAccessible)
            .Add("StorageType", cluster?.StorageType ?? "aurora")
            .Add("DbInstancePort", 0)
            .Add("DBClusterIdentifier", i.Cluster)
            .Encryption(call, i.KmsKeyArn, i.IsUnderAwsOwnedKey)
            .Add("DbiResourceId", i.ResourceId)
            .Add("CACertificateIdentifier", "rds-ca-rsa2048-g1")
            .Nest("DomainMemberships", _ => { })
            .Add("CopyTagsToSnapshot", false)
            .Add("MonitoringInterval", i.MonitoringInterval)
            .Add("PromotionTier", i.PromotionTier)
            .Add("DBInstanceArn", i.Arn)
            .Add("IAMDatabaseAuthenticationEnabled", cluster?.IamAuthentication ?? false)
            .Add("PerformanceInsightsEnabled", i.PerformanceInsights)
            .Add("DeletionProtection", false)
            .Add("NetworkType", "IPV4");
        Tags.Write(xml, i.Tags);
    }
}
