namespace SnapshotShare.AwsSandbox.Tests.Iam;

public sealed class RoleTests
{
    private const string ProdRole = $"arn:aws:iam::{TestAws.Production}:role/SnapshotShare";

    [Fact]
    public void the_operator_may_only_become_somebody_else()
    {
        using var aws = new TestAws();

        aws.Operator.Rds("DescribeDBClusters")
            .Refused(
                403,
                "AccessDenied",
                "User: arn:aws:iam::111122223333:user/operator is not authorized to perform: rds:DescribeDBClusters on resource: arn:aws:rds:ap-northeast-1:111122223333:*:* because no identity-based policy allows the rds:DescribeDBClusters action"
            );
        Assert.Equal(
            $"arn:aws:sts::{TestAws.Production}:assumed-role/SnapshotShare/tests",
            aws.Prod.Sts("GetCallerIdentity").Ok().Text("Arn")
        );
    }

    [Fact]
    public void a_role_may_do_what_its_list_says_and_nothing_else()
    {
        using var aws = new TestAws();

        aws.Prod.Restore("x", "prod-orders-quarter-end").Refused(403, "AccessDenied");
        aws.Prod.Rds("DeleteDBCluster", ("DBClusterIdentifier", "prod-altplus-cluster"), ("SkipFinalSnapshot", "true"))
            .Refused(403, "AccessDenied");
        aws.Dev.Share("dev-playground-before-experiment", "987654321000").Refused(403, "AccessDenied");
        aws.Assume(TestAws.Development, "ReadOnly").Copy("x", "y", null).Refused(403, "AccessDenied");
        aws.Assume(TestAws.Development, "ReadOnly").Rds("DescribeDBClusters").Ok();
    }

    [Fact]
    public void permission_comes_before_validation_and_validation_before_state()
    {
        using var aws = new TestAws();
        var reader = aws.Assume(TestAws.Development, "ReadOnly");

        reader.Rds("CopyDBClusterSnapshot").Refused(403, "AccessDenied");
        aws.Dev.Rds("CopyDBClusterSnapshot")
            .Refused(400, "MissingParameter", "The request must contain the parameter SourceDBClusterSnapshotIdentifier");
        aws.Dev.Copy("no-such-snapshot", "bad--name", null).Refused(400, "InvalidParameterValue");
        aws.Dev.Copy("no-such-snapshot", "good-name", null)
            .Refused(404, "DBClusterSnapshotNotFoundFault", "DBClusterSnapshot not found: no-such-snapshot");
    }

    [Fact]
    public void tags_need_the_right_to_tag()
    {
        using var aws = new TestAws();
        aws.Control(
            "roles",
            """{"account":"123456789000","name":"Narrow","actions":["rds:Describe*","rds:CopyDBClusterSnapshot","kms:*"]}"""
        );
        var narrow = aws.Assume(TestAws.Development, "Narrow");

        narrow
            .Copy("dev-playground-before-experiment", "copy-a", null, ("Tags.Tag.1.Key", "a"), ("Tags.Tag.1.Value", "b"))
            .Refused(403, "AccessDenied");
        narrow.Copy("dev-playground-before-experiment", "copy-a", null, ("CopyTags", "true")).Refused(403, "AccessDenied");
        narrow.Copy("dev-playground-before-experiment", "copy-a", null).Ok();
    }

    [Fact]
    public void an_external_id_is_asked_for_where_the_role_has_one()
    {
        using var aws = new TestAws(new SandboxOptions { Seed = 1, ExternalId = "snapshotshare" });
        Reply Assume(params (string, string)[] more) =>
            aws.Operator.Sts("AssumeRole", [("RoleArn", ProdRole), ("RoleSessionName", "tests"), .. more]);

        Assume()
            .Refused(
                403,
                "AccessDenied",
                $"User: arn:aws:iam::111122223333:user/operator is not authorized to perform: sts:AssumeRole on resource: {ProdRole}"
            );
        Assume(("ExternalId", "other")).Refused(403, "AccessDenied");
        Assume(("ExternalId", "snapshotshare")).Ok();
    }

    [Theory]
    [InlineData("DurationSeconds", "899", "ValidationError")]
    [InlineData("DurationSeconds", "43201", "ValidationError")]
    [InlineData("DurationSeconds", "7200", "ValidationError")]
    [InlineData("DurationSeconds", "soon", "ValidationError")]
    [InlineData("RoleSessionName", "a b", "ValidationError")]
    [InlineData("RoleSessionName", "", "ValidationError")]
    [InlineData("RoleArn", "SnapshotShare", "ValidationError")]
    [InlineData("RoleArn", "arn:aws:iam::987654321000:role/Nobody", "AccessDenied")]
    public void what_assuming_a_role_refuses(string parameter, string value, string code)
    {
        using var aws = new TestAws();
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["RoleArn"] = ProdRole,
            ["RoleSessionName"] = "tests",
            [parameter] = value,
        };

        var reply = aws.Operator.Sts("AssumeRole", [.. parameters.Select(p => (p.Key, p.Value))]);

        Assert.Equal(code, reply.Code);
    }

    [Fact]
    public void a_change_of_a_roles_rights_works_at_once()
    {
        using var aws = new TestAws();
        aws.Dev.Rds("DescribeDBClusters").Ok();

        aws.Control("roles", """{"account":"123456789000","name":"SnapshotShare","actions":["sts:*"]}""");

        aws.Dev.Rds("DescribeDBClusters").Refused(403, "AccessDenied");
    }
}
