using System.Globalization;
using SnapshotShare.AwsSandbox.Wire;

namespace SnapshotShare.AwsSandbox.Rds;

/// <summary>RDS as far as it goes here: its operations, and the types of their parameters.</summary>
internal static class RdsOperations
{
    private const string SnapshotId = "DBClusterSnapshotIdentifier";
    private const string ClusterId = "DBClusterIdentifier";
    private const string InstanceId = "DBInstanceIdentifier";
    private const string ExportId = "ExportTaskIdentifier";

    public static readonly IReadOnlyDictionary<string, Operation> All = new Operation[]
    {
        new("AddTagsToResource", TagOperations.Add, "ResourceName"),
        new("CancelExportTask", ExportTasks.Cancel, ExportId),
        new("CopyDBClusterSnapshot", CopySnapshot.Run, "SourceDBClusterSnapshotIdentifier", "TargetDBClusterSnapshotIdentifier"),
        new("CreateDBClusterSnapshot", CreateAndDeleteSnapshot.Create, SnapshotId, ClusterId),
        new("CreateDBInstance", CreateInstance.Run, InstanceId, "DBInstanceClass", "Engine"),
        new("DeleteDBCluster", Clusters.Delete, ClusterId),
        new("DeleteDBClusterSnapshot", CreateAndDeleteSnapshot.Delete, SnapshotId),
        new("DeleteDBInstance", Instances.Delete, InstanceId),
        new("DescribeAccountAttributes", AccountAttributes.Describe),
        new("DescribeDBClusterParameterGroups", ParameterGroups.Describe),
        new("DescribeDBClusters", Clusters.Describe),
        new("DescribeDBClusterSnapshotAttributes", ShareSnapshot.Describe, SnapshotId),
        new("DescribeDBClusterSnapshots", DescribeSnapshots.Run),
        new("DescribeDBEngineVersions", EngineVersions.Describe),
        new("DescribeDBInstances", Instances.Describe),
        new("DescribeDBSubnetGroups", SubnetGroups.Describe),
        new("DescribeExportTasks", ExportTasks.Describe),
        new("DescribeOrderableDBInstanceOptions", OrderableOptions.Describe, "Engine"),
        new("ListTagsForResource", TagOperations.List, "ResourceName"),
        new("ModifyDBCluster", ModifyCluster.Run, ClusterId),
        new("ModifyDBClusterSnapshotAttribute", ShareSnapshot.Modify, SnapshotId, "AttributeName"),
        new("RemoveTagsFromResource", TagOperations.Remove, "ResourceName"),
        new("RestoreDBClusterFromSnapshot", RestoreCluster.Run, ClusterId, "SnapshotIdentifier", "Engine"),
        new("RestoreDBClusterToPointInTime", RestoreToPointInTime.Run, ClusterId),
        new("StartDBCluster", StartAndStopCluster.Start, ClusterId),
        new("StartExportTask", ExportTasks.Start, ExportId, "SourceArn", "S3BucketName", "IamRoleArn", "KmsKeyId"),
        new("StopDBCluster", StartAndStopCluster.Stop, ClusterId),
    }.ToDictionary(o => o.Name, StringComparer.Ordinal);

    private static readonly string[] Numbers =
    [
        "Port",
        "BackupRetentionPeriod",
        "PromotionTier",
        "MonitoringInterval",
        "Iops",
        "BacktrackWindow",
        "AllocatedStorage",
        "PerformanceInsightsRetentionPeriod",
        "ServerlessV2ScalingConfiguration.SecondsUntilAutoPause",
    ];

    private static readonly string[] Decimals =
    [
        "ServerlessV2ScalingConfiguration.MinCapacity",
        "ServerlessV2ScalingConfiguration.MaxCapacity",
    ];

    private static readonly string[] Booleans =
    [
        "IncludeShared",
        "IncludePublic",
        "CopyTags",
        "SkipFinalSnapshot",
        "DeleteAutomatedBackups",
        "DeletionProtection",
        "CopyTagsToSnapshot",
        "EnableIAMDatabaseAuthentication",
        "PubliclyAccessible",
        "EnablePerformanceInsights",
        "ApplyImmediately",
        "ManageMasterUserPassword",
        "RotateMasterUserPassword",
        "EnableHttpEndpoint",
        "UseLatestRestorableTime",
        "Vpc",
        "AutoMinorVersionUpgrade",
        "AllowEngineModeChange",
        "EnableGlobalWriteForwarding",
        "EnableInternetAccessGateway",
        "EnableLimitlessDatabase",
        "EnableLocalWriteForwarding",
        "EnableVPCNetworking",
        "MultiAZ",
        "StorageEncrypted",
        "AllowMajorVersionUpgrade",
        "DefaultOnly",
        "IncludeAll",
        "ListSupportedCharacterSets",
        "ListSupportedTimezones",
    ];

    /// <summary>The checks that all operations share: what must be there, and what must be a number or true or false.</summary>
    public static Refusal? Check(Operation operation, Parameters form)
    {
        foreach (var name in operation.Required)
        {
            if (form[name] is null)
                return new(400, "MissingParameter", $"The request must contain the parameter {name}");
            if (string.IsNullOrWhiteSpace(form[name]))
                return RdsFaults.InvalidValue($"The parameter {name} must be provided and must not be blank.");
        }
        return Wrong(form, Numbers, n => form.Int(n) is not null, "an integer")
            ?? Wrong(form, Decimals, n => form.Double(n) is not null, "a number")
            ?? Wrong(form, Booleans, n => form.Bool(n) is not null, "true or false");
    }

    /// <summary>The ARN that a refusal of IAM names.</summary>
    public static string Resource(Call call)
    {
        foreach (
            var (parameter, kind) in new[]
            {
                (SnapshotId, "cluster-snapshot"),
                (InstanceId, "db"),
                (ClusterId, "cluster"),
                ("DBSubnetGroupName", "subgrp"),
            }
        )
        {
            if (call.Form.Text(parameter) is { } name)
                return name.StartsWith("arn:", StringComparison.Ordinal)
                    ? name
                    : call.Place.RdsArn(kind, name.ToLower(CultureInfo.InvariantCulture));
        }
        if (call.Form.Text("SourceDBClusterSnapshotIdentifier") is { } source)
            return source.StartsWith("arn:", StringComparison.Ordinal) ? source : call.Place.RdsArn("cluster-snapshot", source);
        if (call.Operation == "StartExportTask" && call.Form.Text("SourceArn") is { } exported)
            return exported;
        return call.Form.Text("ResourceName") ?? call.Place.RdsArn("*", "*");
    }

    private static Refusal? Wrong(Parameters form, string[] names, Func<string, bool> isRight, string kind) =>
        Array.Find(names, n => form.Text(n) is not null && !isRight(n)) is { } wrong
            ? RdsFaults.InvalidValue($"Invalid value {form[wrong]} for {wrong}: it must be {kind}.")
            : null;
}
