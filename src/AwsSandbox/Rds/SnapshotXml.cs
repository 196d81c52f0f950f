using SnapshotShare.AwsSandbox.Wire;

namespace SnapshotShare.AwsSandbox.Rds;

/// <summary>A snapshot as its owner sees it, and as others do: the ARN for a name, no tags.</summary>
internal static class SnapshotXml
{
    public static void Write(XmlText xml, Snapshot s, Call call, string? seenAs = null)
    {
        var status = s.StatusAt(call.Now);
        xml.List("AvailabilityZones", "AvailabilityZone", Zones.Of(s.Region))
            .Add("DBClusterSnapshotIdentifier", seenAs is null ? s.Name : s.Arn)
            .Add("DBClusterIdentifier", s.Cluster)
            .Add("SnapshotCreateTime", s.CreatedAt)
            .Add("Engine", s.Engine)
            .Add("EngineMode", s.EngineMode)
            .Add("AllocatedStorage", 1)
            .Add("Status", status)
            .Add("Port", 0)
            .Add("VpcId", s.VpcId)
            .Add("ClusterCreateTime", s.ClusterCreatedAt)
            .Add("MasterUsername", s.MasterUsername)
            .Add("EngineVersion", s.EngineVersion)
            .Add("LicenseModel", s.Engine == "aurora-postgresql" ? "postgresql-license" : "aurora")
            .Add("SnapshotType", seenAs ?? Snapshots.TypeShown(call, s))
            .Add("PercentProgress", Percent(s, call))
            .Encryption(call, s.KmsKeyArn, s.IsUnderAwsOwnedKey)
            .Add("DBClusterSnapshotArn", s.Arn)
            .Add("SourceDBClusterSnapshotArn", s.SourceArn)
            .Add("IAMDatabaseAuthenticationEnabled", s.IamAuthentication)
            .Add("StorageType", s.StorageType)
            .Add("DbClusterResourceId", s.ClusterResourceId);
        Tags.Write(xml, seenAs is null ? s.Tags : []);
    }

    public static int Percent(Snapshot s, Call call)
    {
        if (s.Life is not { } life)
            return s.Status == "failed" ? s.FailedAtPercent ?? 0 : 100;
        return life.StatusAt(call.Now) switch
        {
            "copying" when call.Rules.CoarseCopyProgress => 0,
            "copying" when s.FailedAtPercent is { } failsAt => life.PercentAt(call.Now) * failsAt / 100,
            "copying" or "creating" => life.PercentAt(call.Now),
            _ => 100,
        };
    }

    public static string Attributes(Snapshot s) =>
        new XmlText()
            .Nest(
                "DBClusterSnapshotAttributesResult",
                xml =>
                    xml.Add("DBClusterSnapshotIdentifier", s.Name)
                        .List(
                            "DBClusterSnapshotAttributes",
                            "DBClusterSnapshotAttribute",
                            ["restore"],
                            (x, name) =>
                                x.Add("AttributeName", name)
                                    .List(
                                        "AttributeValues",
                                        "AttributeValue",
                                        s.Shares.Where(share => share.IsGranted).Select(share => share.Account)
                                    )
                        )
            )
            .ToString();
}
