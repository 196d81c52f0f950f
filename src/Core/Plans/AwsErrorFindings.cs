using System.Text.RegularExpressions;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Plans;

/// <summary>A refused or failed AWS call in one sentence with side, action and cure; AWS's own words stay beneath it.</summary>
public static partial class AwsErrorFindings
{
    /// <summary>A call of the pipeline.</summary>
    /// <param name="operation">The change that was asked for; null when it was a look.</param>
    public static Finding Refusal(string account, StepName step, string? operation, AwsError refusal)
    {
        var kind = Kind(refusal);
        var action = ActionIn(refusal) ?? (operation is null ? "rds:Describe*" : $"rds:{operation}");
        var resource = ResourceIn(refusal) ?? step.ToString();
        var values = new[]
        {
            ("account", (string?)account),
            ("action", action),
            ("step", step.ToString()),
            ("resource", resource),
            ("code", refusal.Code),
            ("message", refusal.Message),
        };
        return Finding.Blocking($"aws-{kind}", account, resource, values) with { Paste = Paste(kind, action, refusal), Fault = refusal };
    }

    /// <summary>A question of planning that AWS would not answer.</summary>
    public static Finding Question(Account account, string action, string resource, Severity without, AwsError refusal)
    {
        var denied = Kind(refusal) == "access-denied";
        var code =
            !denied ? "question-refused"
            : action.StartsWith("kms:", StringComparison.Ordinal) ? "key-not-readable"
            : "not-readable";
        return Finding.Of(
            code,
            without,
            account.Name,
            $"{action} {resource}",
            ("account", account.Name),
            ("action", action),
            ("resource", resource),
            ("code", refusal.Code)
        ) with
        {
            Paste = denied ? IamPolicy.Statement([action], [resource.StartsWith("arn:", StringComparison.Ordinal) ? resource : "*"]) : null,
            Fault = refusal,
        };
    }

    /// <summary>A question that the plan can do without, and that nobody answered.</summary>
    public static Finding Unanswered(Account account, string action, string resource, Severity without, AwsError failure) =>
        Finding.Of(
            "question-unanswered",
            without,
            account.Name,
            $"{action} {resource}",
            ("account", account.Name),
            ("action", action),
            ("resource", resource),
            ("code", failure.Code)
        ) with
        {
            Fault = failure,
        };

    /// <summary>True where AWS says that somebody may not, as opposed to anything else that keeps it from answering.</summary>
    public static bool IsDenial(AwsError refusal) => Kind(refusal) is "access-denied" or "role-not-assumable";

    public static Finding RoleNotAssumable(Account account, AwsError refusal) =>
        Finding.Blocking(
            "role-not-assumable",
            account.Name,
            account.RoleArn ?? account.AccountId,
            ("account", account.Name),
            ("role", account.RoleArn ?? account.AccountId),
            ("caller", CallerIn(refusal) ?? "-")
        ) with
        {
            Paste = CallerIn(refusal) is { } caller ? IamPolicy.Trust(caller, account.ExternalId) : null,
            Fault = refusal,
        };

    private static string Kind(AwsError refusal) =>
        refusal.Code switch
        {
            "AccessDenied" or "AccessDeniedException" or "UnauthorizedOperation" => ActionIn(refusal) == "sts:AssumeRole"
                ? "role-not-assumable"
                : "access-denied",
            "KMSKeyNotAccessibleFault" => "key-not-accessible",
            "SnapshotQuotaExceeded"
            or "SharedSnapshotQuotaExceeded"
            or "DBClusterQuotaExceededFault"
            or "InstanceQuotaExceeded"
            or "StorageQuotaExceeded" => "quota",
            "InsufficientDBInstanceCapacity" or "InsufficientDBClusterCapacityFault" or "InsufficientStorageClusterCapacity" => "capacity",
            "DBClusterSnapshotNotFoundFault" => "snapshot-not-found",
            "DBSubnetGroupNotFoundFault"
            or "DBSubnetGroupDoesNotCoverEnoughAZs"
            or "InvalidSubnet"
            or "InvalidVPCNetworkStateFault"
            or "VpcEncryptionControlViolationException"
            or "NetworkTypeNotSupported" => "network",
            "DBClusterParameterGroupNotFound" or "DBParameterGroupNotFound" => "parameter-group",
            "InvalidDBClusterSnapshotStateFault" or "InvalidDBClusterStateFault" or "InvalidDBInstanceState" or "InvalidDBSnapshotState" =>
                "state",
            "InvalidParameterValue" or "InvalidParameterCombination" or "MissingParameter" or "ValidationError" => "invalid",
            "InvalidClientTokenId" or "UnrecognizedClientException" or "SignatureDoesNotMatch" or "RequestExpired" or "OptInRequired" =>
                "credentials",
            "ExpiredToken" or "ExpiredTokenException" => "session",
            "Throttling" or "ThrottlingException" or "RequestLimitExceeded" => "throttled",
            "NoAnswer" => "no-answer",
            _ => refusal.HttpStatus >= 500 ? "server" : "refused",
        };

    private static string? Paste(string kind, string action, AwsError refusal) =>
        kind switch
        {
            "access-denied" => IamPolicy.Statement([action], [ResourceIn(refusal) is { } resource ? AnyOfItsKind(resource) : "*"]),
            "key-not-accessible" => IamPolicy.Statement(["kms:DescribeKey", "kms:CreateGrant"], [ResourceIn(refusal) ?? "*"]),
            "quota" =>
                "aws service-quotas list-service-quotas --service-code rds --query 'Quotas[].[QuotaName,Value,QuotaCode]' --output table",
            _ => null,
        };

    /// <summary>A right on one request's snapshot or cluster would be missing again for the next request's.</summary>
    private static string AnyOfItsKind(string arn) =>
        arn.Split(':', 7)
            is ["arn", var partition, "rds", var region, var account, var kind and ("cluster-snapshot" or "cluster" or "db"), _]
            ? $"arn:{partition}:rds:{region}:{account}:{kind}:*"
            : arn;

    private static string? CallerIn(AwsError refusal) =>
        Denied().Match(refusal.Message) is { Success: true } match ? match.Groups["caller"].Value : null;

    private static string? ActionIn(AwsError refusal) =>
        Denied().Match(refusal.Message) is { Success: true } match ? match.Groups["action"].Value : null;

    private static string? ResourceIn(AwsError refusal) =>
        Arn().Match(refusal.Message) is { Success: true } match ? match.Groups["arn"].Value : null;

    [GeneratedRegex(
        @"User: (?<caller>arn:\S+) is not authorized to perform: (?<action>[a-z0-9-]+:\w+)",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Denied();

    [GeneratedRegex(@"(on resource: |\[)(?<arn>arn:[^\s\]]+)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Arn();
}
