using SnapshotShare.AwsSandbox.Wire;

namespace SnapshotShare.AwsSandbox.Rds;

/// <summary>RDS's refusals. The codes are irregular: some say "Fault", some do not (RDS API Reference, Errors).</summary>
internal static class RdsFaults
{
    public static Refusal InvalidValue(string message) => new(400, "InvalidParameterValue", message);

    public static Refusal InvalidCombination(string message) => new(400, "InvalidParameterCombination", message);

    public static Refusal SnapshotNotFound(string asked) =>
        new(404, "DBClusterSnapshotNotFoundFault", $"DBClusterSnapshot not found: {asked}");

    public static Refusal SnapshotExists(string name) =>
        new(
            400,
            "DBClusterSnapshotAlreadyExistsFault",
            $"Cannot create the snapshot because a snapshot with the identifier {name} already exists."
        );

    public static Refusal SnapshotState(string message) => new(400, "InvalidDBClusterSnapshotStateFault", message);

    public static Refusal SnapshotQuota(string message) => new(400, "SnapshotQuotaExceeded", message);

    public static Refusal SharedQuota(int accounts) =>
        new(
            400,
            "SharedSnapshotQuotaExceeded",
            $"You have exceeded the maximum number of {accounts} accounts that you can share a DB cluster snapshot with."
        );

    public static Refusal ClusterNotFound(string asked) => new(404, "DBClusterNotFoundFault", $"DBCluster {asked} not found.");

    public static Refusal AutomatedBackupNotFound(string resourceId) =>
        new(404, "DBClusterAutomatedBackupNotFoundFault", $"No automated backup for the DB cluster {resourceId} was found.");

    public static Refusal ClusterExists() => new(400, "DBClusterAlreadyExistsFault", "DB Cluster already exists");

    public static Refusal ClusterState(string message) => new(400, "InvalidDBClusterStateFault", message);

    public static Refusal ClusterStateExpected(string name, string status) =>
        ClusterState($"DbCluster {name} is in {status} state but expected it to be one of available.");

    public static Refusal ClusterQuota() =>
        new(
            403,
            "DBClusterQuotaExceededFault",
            "You have reached the maximum number of DB clusters that your account may have in this Region."
        );

    public static Refusal InstanceNotFound(string asked) => new(404, "DBInstanceNotFound", $"DBInstance {asked} not found.");

    public static Refusal InstanceExists() => new(400, "DBInstanceAlreadyExists", "DB instance already exists");

    public static Refusal InstanceState(string message) => new(400, "InvalidDBInstanceState", message);

    public static Refusal InstanceQuota() =>
        new(400, "InstanceQuotaExceeded", "You have reached the maximum number of DB instances that your account may have in this Region.");

    public static Refusal SubnetGroupNotFound(string name) =>
        new(404, "DBSubnetGroupNotFoundFault", $"DB subnet group '{name}' does not exist.");

    public static Refusal TooFewZones() =>
        new(
            400,
            "DBSubnetGroupDoesNotCoverEnoughAZs",
            "DB Subnet Group doesn't meet availability zone coverage requirement. Please add subnets to cover at least 2 availability zones."
        );

    public static Refusal NoDefaultSubnet() =>
        new(400, "InvalidSubnet", "No default subnet detected in VPC. Please contact AWS Support to recreate the default Subnets.");

    public static Refusal InstanceParameterGroupNotFound(string name) =>
        new(404, "DBParameterGroupNotFound", $"DBParameterGroup not found: {name}");

    public static Refusal ParameterGroupNotFound(string name) =>
        new(404, "DBClusterParameterGroupNotFound", $"DBClusterParameterGroup not found: {name}");

    public static Refusal ExportNotFound(string asked) => new(404, "ExportTaskNotFound", $"Export task {asked} not found.");

    public static Refusal ExportExists(string name) => new(400, "ExportTaskAlreadyExists", $"Export task {name} already exists.");

    public static Refusal ExportState(string name, string status) =>
        new(400, "InvalidExportTaskStateFault", $"Export task {name} is in {status} state and can't be canceled.");

    public static Refusal ExportSourceState(string arn, string status) =>
        new(400, "InvalidExportSourceState", $"The export source {arn} is in {status} state but expected it to be available.");

    public static Refusal ExportOnly(string wrong) =>
        new(400, "InvalidExportOnly", $"{wrong} is not a valid ExportOnly: it names a database, a schema or a table.");

    public static Refusal Bucket(string name) => new(400, "InvalidS3BucketFault", $"The S3 bucket {name} can't be found.");

    public static Refusal RoleNotFound(string arn) => new(404, "IamRoleNotFound", $"The IAM role {arn} was not found.");

    public static Refusal RoleMissesRights(string arn, string bucket) =>
        new(400, "IamRoleMissingPermissions", $"The IAM role {arn} isn't authorized to call s3:PutObject on the S3 bucket {bucket}.");

    public static Refusal KeyNotAccessible(string wording, string key) =>
        new(
            400,
            "KMSKeyNotAccessibleFault",
            $"{wording} [{key}] does not exist, is not enabled or you do not have permissions to access it."
        );
}
