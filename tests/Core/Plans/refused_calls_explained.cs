using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Plans;

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
        Assert.Contains("\"arn:aws:rds:r:123456789000:cluster-snapshot:y\"", finding.Paste, StringComparison.Ordinal);
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
}
