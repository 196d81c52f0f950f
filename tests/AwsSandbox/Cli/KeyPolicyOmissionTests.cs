using System.Text.Json.Nodes;

namespace SnapshotShare.AwsSandbox.Tests.Cli;

/// <summary>Each statement that the sharing key's policy needs, left out, and what then fails in development.</summary>
public sealed class KeyPolicyOmissionTests(FastAws aws) : IClassFixture<FastAws>
{
    private const string SourceKey =
        $"The source snapshot KMS key [{Cast.SharingKey}] does not exist, is not enabled or you do not have permissions to access it.";

    private const string Copy =
        $"rds copy-db-cluster-snapshot --source-db-cluster-snapshot-identifier {Cast.SharedWithDevArn} --kms-key-id alias/aws/rds --target-db-cluster-snapshot-identifier ";

    // The two statements that the console writes for "Other AWS accounts".
    private const string Use = $$"""
        {"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::{{Cast.Development}}:root"},"Resource":"*",
         "Action":["kms:Encrypt","kms:Decrypt","kms:ReEncrypt*","kms:GenerateDataKey*","kms:DescribeKey"]}
        """;
    private const string Grants = $$$"""
        {"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::{{{Cast.Development}}}:root"},"Resource":"*",
         "Action":["kms:CreateGrant","kms:ListGrants","kms:RevokeGrant"],"Condition":{"Bool":{"kms:GrantIsForAWSResource":"true"} } }
        """;
    private const string Administration = $$"""
        {"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::{{Cast.Production}}:root"},"Action":"kms:*","Resource":"*"}
        """;

    [Fact]
    public async Task development_needs_both_of_its_statements_and_makes_no_grant_by_hand()
    {
        AwsProgram.Require();
        await PutAsync(Administration, Use);
        (await CopyAsync("without-grants")).Refused(400, "KMSKeyNotAccessibleFault", SourceKey);
        await PutAsync(Administration, Grants);
        (await CopyAsync("without-use")).Refused(400, "KMSKeyNotAccessibleFault", SourceKey);
        await PutAsync(Administration, Use, Grants);
        Assert.Equal("copying", (string?)(await CopyAsync("with-both")).Json["DBClusterSnapshot"]!["Status"]);

        // RDS may make grants for development under that condition; a person may not.
        var grant = await aws.RunAsync(
            As.Dev,
            $"kms create-grant --key-id {Cast.SharingKey} --operations Decrypt --grantee-principal {Cast.RoleArn(Cast.Development, "SnapshotShare")}"
        );
        grant.Refused(400, "AccessDeniedException");
    }

    [Fact]
    public async Task development_needs_its_own_side_too()
    {
        AwsProgram.Require();
        await aws.ControlAsync(
            "roles",
            new JsonObject
            {
                ["account"] = Cast.Development,
                ["name"] = "ReadOnly",
                ["actions"] = new JsonArray("rds:*", "kms:DescribeKey"),
            }
        );
        (await aws.RunAsync(As.DevReader, Copy + "without-iam")).Refused(400, "KMSKeyNotAccessibleFault", SourceKey);
    }

    private async Task PutAsync(params string[] statements)
    {
        var policy = $$"""{"Version":"2012-10-17","Statement":[{{string.Join(',', statements)}}]}""";
        var put = await aws.RunAsync(
            As.ProdAdmin,
            $"kms put-key-policy --policy-name default --key-id {Cast.SharingKeyId} --policy '{policy}'"
        );
        put.Succeeded();
    }

    private Task<CliAnswer> CopyAsync(string target) => aws.RunAsync(As.Dev, Copy + target);
}
