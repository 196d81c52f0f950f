using SnapshotShare.Core.Planning;

namespace SnapshotShare.Core.Pipeline;

/// <summary>A refused or failed AWS call in one sentence with side, action and cure; AWS's own words stay beneath it.</summary>
internal static class Explained
{
    public static Finding Refusal(string account, StepName step, string? operation, AwsRefusal refusal)
    {
        var kind = refusal.Code switch
        {
            "AccessDenied" or "AccessDeniedException" => "access-denied",
            "KMSKeyNotAccessibleFault" => "key-not-accessible",
            "SnapshotQuotaExceeded"
            or "SharedSnapshotQuotaExceeded"
            or "DBClusterQuotaExceededFault"
            or "InstanceQuotaExceeded"
            or "StorageQuotaExceeded" => "quota",
            "InsufficientDBInstanceCapacity" or "InsufficientDBClusterCapacityFault" or "InsufficientStorageClusterCapacity" => "capacity",
            "DBClusterSnapshotNotFoundFault" => "snapshot-not-found",
            "Throttling" or "ThrottlingException" or "RequestLimitExceeded" => "throttled",
            "NoAnswer" => "no-answer",
            _ => "refused",
        };
        var values = new[]
        {
            ("account", (string?)account),
            ("action", operation ?? "describe"),
            ("step", step.ToString()),
            ("code", refusal.Code),
            ("message", refusal.Message),
        };
        return new Finding(
            $"aws-{kind}",
            Severity.Blocking,
            account,
            step.ToString(),
            Phrase.Of($"finding.aws-{kind}", values),
            Phrase.Of($"remedy.aws-{kind}", values),
            Fault: refusal
        );
    }
}
