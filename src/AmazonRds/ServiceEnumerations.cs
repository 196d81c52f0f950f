using Amazon.Runtime;

namespace Amazon.RDS;

public class ActivityStreamMode(string value) : ConstantClass(value)
{
    public static readonly ActivityStreamMode Async = new("async");
    public static readonly ActivityStreamMode Sync = new("sync");

    public static ActivityStreamMode FindValue(string value) => FindValue<ActivityStreamMode>(value);

    public static implicit operator ActivityStreamMode(string value) => FindValue(value);
}

public class ActivityStreamPolicyStatus(string value) : ConstantClass(value)
{
    public static readonly ActivityStreamPolicyStatus Locked = new("locked");
    public static readonly ActivityStreamPolicyStatus LockingPolicy = new("locking-policy");
    public static readonly ActivityStreamPolicyStatus Unlocked = new("unlocked");
    public static readonly ActivityStreamPolicyStatus UnlockingPolicy = new("unlocking-policy");

    public static ActivityStreamPolicyStatus FindValue(string value) => FindValue<ActivityStreamPolicyStatus>(value);

    public static implicit operator ActivityStreamPolicyStatus(string value) => FindValue(value);
}

public class ActivityStreamStatus(string value) : ConstantClass(value)
{
    public static readonly ActivityStreamStatus Started = new("started");
    public static readonly ActivityStreamStatus Starting = new("starting");
    public static readonly ActivityStreamStatus Stopped = new("stopped");
    public static readonly ActivityStreamStatus Stopping = new("stopping");

    public static ActivityStreamStatus FindValue(string value) => FindValue<ActivityStreamStatus>(value);

    public static implicit operator ActivityStreamStatus(string value) => FindValue(value);
}

public class AutomationMode(string value) : ConstantClass(value)
{
    public static readonly AutomationMode AllPaused = new("all-paused");
    public static readonly AutomationMode Full = new("full");

    public static AutomationMode FindValue(string value) => FindValue<AutomationMode>(value);

    public static implicit operator AutomationMode(string value) => FindValue(value);
}

public class ClusterScalabilityType(string value) : ConstantClass(value)
{
    public static readonly ClusterScalabilityType Limitless = new("limitless");
    public static readonly ClusterScalabilityType Standard = new("standard");

    public static ClusterScalabilityType FindValue(string value) => FindValue<ClusterScalabilityType>(value);

    public static implicit operator ClusterScalabilityType(string value) => FindValue(value);
}

public class DatabaseInsightsMode(string value) : ConstantClass(value)
{
    public static readonly DatabaseInsightsMode Advanced = new("advanced");
    public static readonly DatabaseInsightsMode Standard = new("standard");

    public static DatabaseInsightsMode FindValue(string value) => FindValue<DatabaseInsightsMode>(value);

    public static implicit operator DatabaseInsightsMode(string value) => FindValue(value);
}

public class ExportSourceType(string value) : ConstantClass(value)
{
    public static readonly ExportSourceType CLUSTER = new("CLUSTER");
    public static readonly ExportSourceType SNAPSHOT = new("SNAPSHOT");

    public static ExportSourceType FindValue(string value) => FindValue<ExportSourceType>(value);

    public static implicit operator ExportSourceType(string value) => FindValue(value);
}

public class LimitlessDatabaseStatus(string value) : ConstantClass(value)
{
    public static readonly LimitlessDatabaseStatus Active = new("active");
    public static readonly LimitlessDatabaseStatus Disabled = new("disabled");
    public static readonly LimitlessDatabaseStatus Disabling = new("disabling");
    public static readonly LimitlessDatabaseStatus Enabled = new("enabled");
    public static readonly LimitlessDatabaseStatus Enabling = new("enabling");
    public static readonly LimitlessDatabaseStatus Error = new("error");
    public static readonly LimitlessDatabaseStatus ModifyingMaxCapacity = new("modifying-max-capacity");
    public static readonly LimitlessDatabaseStatus NotInUse = new("not-in-use");

    public static LimitlessDatabaseStatus FindValue(string value) => FindValue<LimitlessDatabaseStatus>(value);

    public static implicit operator LimitlessDatabaseStatus(string value) => FindValue(value);
}

public class LocalWriteForwardingStatus(string value) : ConstantClass(value)
{
    public static readonly LocalWriteForwardingStatus Disabled = new("disabled");
    public static readonly LocalWriteForwardingStatus Disabling = new("disabling");
    public static readonly LocalWriteForwardingStatus Enabled = new("enabled");
    public static readonly LocalWriteForwardingStatus Enabling = new("enabling");
    public static readonly LocalWriteForwardingStatus Requested = new("requested");

    public static LocalWriteForwardingStatus FindValue(string value) => FindValue<LocalWriteForwardingStatus>(value);

    public static implicit operator LocalWriteForwardingStatus(string value) => FindValue(value);
}

public class MasterUserAuthenticationType(string value) : ConstantClass(value)
{
    public static readonly MasterUserAuthenticationType IamDbAuth = new("iam-db-auth");
    public static readonly MasterUserAuthenticationType Password = new("password");

    public static MasterUserAuthenticationType FindValue(string value) => FindValue<MasterUserAuthenticationType>(value);

    public static implicit operator MasterUserAuthenticationType(string value) => FindValue(value);
}

public class ReplicaMode(string value) : ConstantClass(value)
{
    public static readonly ReplicaMode Mounted = new("mounted");
    public static readonly ReplicaMode OpenReadOnly = new("open-read-only");

    public static ReplicaMode FindValue(string value) => FindValue<ReplicaMode>(value);

    public static implicit operator ReplicaMode(string value) => FindValue(value);
}

public class StorageEncryptionType(string value) : ConstantClass(value)
{
    public static readonly StorageEncryptionType None = new("none");
    public static readonly StorageEncryptionType SseKms = new("sse-kms");
    public static readonly StorageEncryptionType SseRds = new("sse-rds");

    public static StorageEncryptionType FindValue(string value) => FindValue<StorageEncryptionType>(value);

    public static implicit operator StorageEncryptionType(string value) => FindValue(value);
}

public class UpgradeRolloutOrder(string value) : ConstantClass(value)
{
    public static readonly UpgradeRolloutOrder First = new("first");
    public static readonly UpgradeRolloutOrder Last = new("last");
    public static readonly UpgradeRolloutOrder Second = new("second");

    public static UpgradeRolloutOrder FindValue(string value) => FindValue<UpgradeRolloutOrder>(value);

    public static implicit operator UpgradeRolloutOrder(string value) => FindValue(value);
}

public class WriteForwardingStatus(string value) : ConstantClass(value)
{
    public static readonly WriteForwardingStatus Disabled = new("disabled");
    public static readonly WriteForwardingStatus Disabling = new("disabling");
    public static readonly WriteForwardingStatus Enabled = new("enabled");
    public static readonly WriteForwardingStatus Enabling = new("enabling");
    public static readonly WriteForwardingStatus Unknown = new("unknown");

    public static WriteForwardingStatus FindValue(string value) => FindValue<WriteForwardingStatus>(value);

    public static implicit operator WriteForwardingStatus(string value) => FindValue(value);
}
