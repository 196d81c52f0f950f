using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Tests.Planning;

namespace SnapshotShare.Core.Tests.Plans;

public sealed class refused_calls_explained
{
    private const string Key = "arn:aws:kms:ap-northeast-1:987654321000:key/0987dcba-09fe-87dc-65ba-ab0987654321";

    [Theory]
    [InlineData(
        "AccessDenied",
        "User: arn:aws:sts::123456789000:assumed-role/SnapshotShare/x is not authorized to perform: rds:AddTagsToResource on resource: arn:aws:rds:ap-northeast-1:123456789000:cluster-snapshot:y because no identity-based policy allows the rds:AddTagsToResource action",
        "In account dev the role is not allowed rds:AddTagsToResource (step CopyInTarget); allow it in the role's policy."
    )]
    [InlineData(
        "AccessDenied",
        "User: arn:aws:iam::111122223333:user/operator is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::123456789000:role/SnapshotShare",
        "The role of account dev could not be assumed (step CopyInTarget); its trust policy must let SnapshotShare in."
    )]
    [InlineData(
        "KMSKeyNotAccessibleFault",
        $"The source snapshot KMS key [{Key}] does not exist, is not enabled or you do not have permissions to access it.",
        $"In account dev, rds:CopyDBClusterSnapshot was refused because {Key} could not be used (step CopyInTarget); the key and both its policies must allow it."
    )]
    [InlineData(
        "SnapshotQuotaExceeded",
        "Cannot create more than 100 manual snapshots",
        "Account dev has no room left for rds:CopyDBClusterSnapshot (step CopyInTarget): Cannot create more than 100 manual snapshots"
    )]
    [InlineData(
        "SomethingNew",
        "Nobody has seen this before.",
        "In account dev AWS refused rds:CopyDBClusterSnapshot (step CopyInTarget): Nobody has seen this before."
    )]
    public void name_side_action_and_cure_and_keep_AWSs_words(string code, string message, string sentence)
    {
        var refusal = new AwsError(code, message, "2a7f0e4c", 403);
        var finding = AwsErrorFindings.Refusal("dev", StepName.CopyInTarget, "CopyDBClusterSnapshot", refusal);
        Assert.Equal(sentence, finding.Message.ToString());
        Assert.Equal(("dev", refusal), (finding.Account, finding.Fault));
        Assert.DoesNotContain('{', finding.Remedy!.ToString());
    }

    [Fact]
    public void can_be_cured_by_pasting_the_very_right_that_is_missing()
    {
        var finding = AwsErrorFindings.Refusal(
            "dev",
            StepName.CopyInTarget,
            "CopyDBClusterSnapshot",
            new AwsError(
                "AccessDenied",
                "User: arn:aws:sts::1:x is not authorized to perform: rds:CopyDBClusterSnapshot on resource: arn:aws:rds:r:123456789000:cluster-snapshot:y because …",
                "id",
                403
            )
        );
        Assert.Equal("arn:aws:rds:r:123456789000:cluster-snapshot:y", finding.Resource);
        Assert.Contains("\"rds:CopyDBClusterSnapshot\"", finding.Paste, StringComparison.Ordinal);
        Assert.Contains("\"arn:aws:rds:r:123456789000:cluster-snapshot:*\"", finding.Paste, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("InvalidSubnet", 400)]
    [InlineData("DBClusterParameterGroupNotFound", 404)]
    [InlineData("InvalidDBClusterStateFault", 400)]
    [InlineData("InvalidParameterCombination", 400)]
    [InlineData("SignatureDoesNotMatch", 403)]
    [InlineData("ExpiredToken", 403)]
    [InlineData("Throttling", 400)]
    [InlineData("InternalFailure", 500)]
    [InlineData("InsufficientDBClusterCapacityFault", 403)]
    [InlineData("DBClusterSnapshotNotFoundFault", 404)]
    [InlineData("NoAnswer", null)]
    public void have_a_sentence_of_their_own(string code, int? status)
    {
        var finding = AwsErrorFindings.Refusal(
            "dev",
            StepName.RestoreCluster,
            "RestoreDBClusterFromSnapshot",
            new AwsError(code, "text", null, status)
        );
        Assert.NotEqual("aws-refused", finding.Code);
        Assert.Contains("account dev", finding.Message.ToString(), StringComparison.Ordinal);
        Assert.Contains("RestoreD", finding.Message.ToString() + finding.Message.Values["action"], StringComparison.Ordinal);
        Assert.DoesNotContain('{', finding.Message.ToString() + finding.Remedy);
    }

    /// <summary>Every code that the product knows, and the sentence that it gets.</summary>
    public static TheoryData<string, int?, string> Kinds =>
        new()
        {
            { "AccessDenied", 403, "access-denied" },
            { "AccessDeniedException", 400, "access-denied" },
            { "UnauthorizedOperation", 403, "access-denied" },
            { "KMSKeyNotAccessibleFault", 400, "key-not-accessible" },
            { "SnapshotQuotaExceeded", 400, "quota" },
            { "SharedSnapshotQuotaExceeded", 400, "quota" },
            { "DBClusterQuotaExceededFault", 403, "quota" },
            { "InstanceQuotaExceeded", 400, "quota" },
            { "StorageQuotaExceeded", 400, "quota" },
            { "InsufficientDBInstanceCapacity", 400, "capacity" },
            { "InsufficientDBClusterCapacityFault", 403, "capacity" },
            { "InsufficientStorageClusterCapacity", 400, "capacity" },
            { "DBClusterSnapshotNotFoundFault", 404, "snapshot-not-found" },
            { "DBSubnetGroupNotFoundFault", 404, "network" },
            { "DBSubnetGroupDoesNotCoverEnoughAZs", 400, "network" },
            { "InvalidSubnet", 400, "network" },
            { "InvalidVPCNetworkStateFault", 400, "network" },
            { "VpcEncryptionControlViolationException", 400, "network" },
            { "NetworkTypeNotSupported", 400, "network" },
            { "DBClusterParameterGroupNotFound", 404, "parameter-group" },
            { "DBParameterGroupNotFound", 404, "parameter-group" },
            { "InvalidDBClusterSnapshotStateFault", 400, "state" },
            { "InvalidDBClusterStateFault", 400, "state" },
            { "InvalidDBInstanceState", 400, "state" },
            { "InvalidDBSnapshotState", 400, "state" },
            { "InvalidParameterValue", 400, "invalid" },
            { "InvalidParameterCombination", 400, "invalid" },
            { "MissingParameter", 400, "invalid" },
            { "ValidationError", 400, "invalid" },
            { "InvalidClientTokenId", 403, "credentials" },
            { "UnrecognizedClientException", 400, "credentials" },
            { "SignatureDoesNotMatch", 403, "credentials" },
            { "RequestExpired", 400, "credentials" },
            { "OptInRequired", 403, "credentials" },
            { "ExpiredToken", 403, "session" },
            { "ExpiredTokenException", 400, "session" },
            { "Throttling", 400, "throttled" },
            { "ThrottlingException", 400, "throttled" },
            { "RequestLimitExceeded", 503, "throttled" },
            { "NoAnswer", null, "no-answer" },
            { "InternalFailure", 500, "server" },
            { "ServiceUnavailable", 503, "server" },
            { "Whatever", 499, "refused" },
            { "Whatever", null, "refused" },
        };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void get_the_sentence_of_their_kind(string code, int? status, string kind)
    {
        var finding = AwsErrorFindings.Refusal("dev", StepName.CopyInTarget, operation: null, new AwsError(code, $"[{Key}]", "id", status));
        Assert.Equal(($"aws-{kind}", Severity.Blocking, Key), (finding.Code, finding.Severity, finding.Resource));
        Assert.Equal("rds:Describe*", finding.Message.Values.GetValueOrDefault("action"));
        string[] pastes = kind switch
        {
            "access-denied" => ["\"rds:Describe*\"", $"\"{Key}\""],
            "key-not-accessible" => ["\"kms:DescribeKey\"", "\"kms:CreateGrant\"", $"\"{Key}\""],
            "quota" => ["aws service-quotas list-service-quotas --service-code rds"],
            _ => [],
        };
        Assert.Equal(pastes.Length == 0, finding.Paste is null);
        Assert.All(pastes, paste => Assert.Contains(paste, finding.Paste, StringComparison.Ordinal));
    }

    [Fact]
    public void are_about_the_step_where_aws_names_no_resource_and_widen_the_right_to_all_of_them()
    {
        var finding = AwsErrorFindings.Refusal(
            "dev",
            StepName.CopyInTarget,
            "CopyDBClusterSnapshot",
            new AwsError("AccessDenied", "No.", "id", 403)
        );
        Assert.Equal("CopyInTarget", finding.Resource);
        Assert.Contains("\"*\"", finding.Paste, StringComparison.Ordinal);
        Assert.Contains("\"rds:CopyDBClusterSnapshot\"", finding.Paste, StringComparison.Ordinal);
    }

    /// <summary>A question of planning: what was asked, of what, and how grave it is not to know.</summary>
    [Theory]
    [InlineData("AccessDenied", "kms:DescribeKey", Key, "key-not-readable", $"\"{Key}\"")]
    [InlineData("AccessDenied", "rds:DescribeDBClusters", "cluster", "not-readable", "\"*\"")]
    [InlineData("Throttling", "kms:DescribeKey", Key, "question-refused", null)]
    public void of_planning_say_what_could_not_be_read(string code, string action, string resource, string finding, string? pasted)
    {
        var refusal = new AwsError(code, "No.", "id", 403);
        foreach (var severity in Enum.GetValues<Severity>())
        {
            var told = AwsErrorFindings.Question(Sample.Route.To, action, resource, severity, refusal);
            Assert.Equal((finding, severity, "dev", $"{action} {resource}"), (told.Code, told.Severity, told.Account, told.Resource));
            Assert.Equal(refusal, told.Fault);
            Assert.Equal(pasted is null, told.Paste is null);
            if (pasted is not null)
                Assert.Contains(pasted, told.Paste, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(
        "User: arn:aws:iam::111122223333:user/operator is not authorized to perform: sts:AssumeRole",
        "arn:aws:iam::111122223333:user/operator"
    )]
    [InlineData("No.", null)]
    public void of_a_role_say_who_must_be_let_in(string message, string? caller)
    {
        var told = AwsErrorFindings.RoleNotAssumable(Sample.Route.To, new AwsError("AccessDenied", message, "id", 403));
        Assert.Equal(
            ("role-not-assumable", Sample.Route.To.RoleArn, caller ?? "-"),
            (told.Code, told.Resource, told.Message.Values["caller"])
        );
        Assert.Equal(caller is null, told.Paste is null);
        if (caller is not null)
            Assert.Contains($"\"{caller}\"", told.Paste, StringComparison.Ordinal);
        var without = AwsErrorFindings.RoleNotAssumable(
            Sample.Route.To with
            {
                RoleArn = null,
            },
            new AwsError("AccessDenied", message, "id", 403)
        );
        Assert.Equal(Sample.Dev, without.Resource);
    }
}
