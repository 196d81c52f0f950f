using System.Text.RegularExpressions;

namespace SnapshotShare.AwsSandbox.Tests.Wire;

/// <summary>Requests and answers written down by hand from AWS's API references, byte for byte where bytes matter.</summary>
public sealed partial class WireSampleTests
{
    private static readonly KeyValuePair<string, string>[] Form = [new("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")];

    [Fact]
    public void the_answer_to_a_share_nests_the_name_twice()
    {
        using var aws = new TestAws();

        var reply = aws.Prod.Send(
            "rds",
            "Action=ModifyDBClusterSnapshotAttribute&Version=2014-10-31&DBClusterSnapshotIdentifier=prod-orders-quarter-end&AttributeName=restore&ValuesToAdd.AttributeValue.1=123456789000",
            Form
        );

        Assert.Equal(
            "<ModifyDBClusterSnapshotAttributeResponse xmlns=\"http://rds.amazonaws.com/doc/2014-10-31/\"><ModifyDBClusterSnapshotAttributeResult>"
                + "<DBClusterSnapshotAttributesResult><DBClusterSnapshotIdentifier>prod-orders-quarter-end</DBClusterSnapshotIdentifier>"
                + "<DBClusterSnapshotAttributes><DBClusterSnapshotAttribute><AttributeName>restore</AttributeName>"
                + "<AttributeValues><AttributeValue>123456789000</AttributeValue></AttributeValues></DBClusterSnapshotAttribute></DBClusterSnapshotAttributes>"
                + "</DBClusterSnapshotAttributesResult></ModifyDBClusterSnapshotAttributeResult>"
                + "<ResponseMetadata><RequestId>ID</RequestId></ResponseMetadata></ModifyDBClusterSnapshotAttributeResponse>",
            Id().Replace(reply.Ok().Body, "ID")
        );
        Assert.Equal("text/xml", reply.Answer.ContentType);
    }

    [Fact]
    public void nobody_to_share_with_is_an_empty_element()
    {
        using var aws = new TestAws();

        var reply = aws.Prod.Send(
            "rds",
            "Action=DescribeDBClusterSnapshotAttributes&Version=2014-10-31&DBClusterSnapshotIdentifier=prod-orders-quarter-end",
            Form
        );

        Assert.Contains("<AttributeName>restore</AttributeName><AttributeValues/>", reply.Ok().Body, StringComparison.Ordinal);
    }

    [Fact]
    public void a_refusal_names_sender_code_and_message_and_its_request_id_stands_beside_them()
    {
        using var aws = new TestAws();

        var reply = aws.Prod.Send("rds", "Action=DescribeDBClusters&Version=2014-10-31&DBClusterIdentifier=nobody", Form);

        Assert.Equal(404, reply.Status);
        Assert.Equal(
            "<ErrorResponse xmlns=\"http://rds.amazonaws.com/doc/2014-10-31/\"><Error><Type>Sender</Type><Code>DBClusterNotFoundFault</Code>"
                + "<Message>DBCluster nobody not found.</Message></Error><RequestId>ID</RequestId></ErrorResponse>",
            Id().Replace(reply.Body, "ID")
        );
        Assert.Equal(reply.Text("RequestId"), reply.Answer.RequestId);
    }

    [Fact]
    public void tagging_answers_without_a_result_element()
    {
        using var aws = new TestAws();

        var reply = aws.Prod.Send(
            "rds",
            "Action=AddTagsToResource&Version=2014-10-31&ResourceName=arn%3Aaws%3Ards%3Aap-northeast-1%3A987654321000%3Acluster-snapshot%3Aprod-orders-quarter-end&Tags.Tag.1.Key=snapshotshare%3Arequest&Tags.Tag.1.Value=r-1",
            Form
        );

        Assert.Equal(
            "<AddTagsToResourceResponse xmlns=\"http://rds.amazonaws.com/doc/2014-10-31/\"><ResponseMetadata><RequestId>ID</RequestId></ResponseMetadata></AddTagsToResourceResponse>",
            Id().Replace(reply.Ok().Body, "ID")
        );
    }

    [Fact]
    public void lists_are_taken_under_the_models_name_and_under_member_and_an_empty_one_is_no_list()
    {
        using var aws = new TestAws();
        const string Start =
            "Action=ModifyDBClusterSnapshotAttribute&Version=2014-10-31&DBClusterSnapshotIdentifier=prod-orders-quarter-end&AttributeName=restore&";

        var named = aws.Prod.Send("rds", Start + "ValuesToAdd.AttributeValue.1=123456789000&ValuesToRemove=", Form);
        var generic = aws.Prod.Send("rds", Start + "ValuesToAdd.member.1=222222222222&ValuesToAdd.member.2=", Form);
        var removed = aws.Prod.Send(
            "rds",
            Start + "ValuesToRemove.member.1=123456789000&ValuesToRemove.member.2=222222222222&ValuesToAdd=",
            Form
        );

        Assert.Equal(["123456789000"], named.Ok().Texts("AttributeValue"));
        Assert.Equal(["123456789000", "222222222222"], generic.Ok().Texts("AttributeValue"));
        Assert.Empty(removed.Ok().Texts("AttributeValue"));
    }

    [Fact]
    public void who_one_is_needs_no_permission()
    {
        using var aws = new TestAws();

        var reply = aws.Operator.Send("sts", "Action=GetCallerIdentity&Version=2011-06-15", Form);

        Assert.Equal(
            "<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><GetCallerIdentityResult><UserId>AIDASANDBOXOPERATOR01</UserId>"
                + "<Account>111122223333</Account><Arn>arn:aws:iam::111122223333:user/operator</Arn></GetCallerIdentityResult>"
                + "<ResponseMetadata><RequestId>ID</RequestId></ResponseMetadata></GetCallerIdentityResponse>",
            Id().Replace(reply.Ok().Body, "ID")
        );
    }

    [Fact]
    public void ec2_speaks_without_a_result_element()
    {
        using var aws = new TestAws();

        var reply = aws.Dev.Send("ec2", "Action=DescribeVpcs&Version=2016-11-15&VpcId.1=vpc-0de5c0ffee1234567", Form);

        Assert.Equal(
            "<DescribeVpcsResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15\"><requestId>ID</requestId><vpcSet><item><vpcId>vpc-0de5c0ffee1234567</vpcId>"
                + "<ownerId>123456789000</ownerId><state>available</state><cidrBlock>10.20.0.0/16</cidrBlock><dhcpOptionsId>dopt-0a1b2c3d4e5f60718</dhcpOptionsId>"
                + "<instanceTenancy>default</instanceTenancy><isDefault>false</isDefault><tagSet><item><key>Name</key><value>development</value></item></tagSet>"
                + "</item></vpcSet></DescribeVpcsResponse>",
            Id().Replace(reply.Ok().Body, "ID")
        );
    }

    [Fact]
    public void kms_speaks_json_and_an_operation_without_output_has_an_empty_body()
    {
        using var aws = new TestAws();
        var made = aws.ProdAdmin.Kms("CreateKey", """{"Description":"spare"}""").Ok();
        var id = (string)made.Json["KeyMetadata"]!["KeyId"]!;

        var alias = aws.ProdAdmin.Kms("CreateAlias", $$"""{"AliasName":"alias/spare","TargetKeyId":"{{id}}"}""").Ok();

        Assert.Equal("", alias.Body);
        Assert.Equal("application/x-amz-json-1.1", made.Answer.ContentType);
        Assert.Equal(1768469400, (double)made.Json["KeyMetadata"]!["CreationDate"]!);
        Assert.Equal(
            """{"__type":"NotFoundException","message":"Alias arn:aws:kms:ap-northeast-1:987654321000:alias/none is not found."}""",
            aws.ProdAdmin.Kms("DescribeKey", """{"KeyId":"alias/none"}""").Body
        );
    }

    [Fact]
    public void times_have_milliseconds_in_rds_and_none_in_sts()
    {
        using var aws = new TestAws();

        Assert.Equal(
            "2023-12-21T00:03:00.000Z",
            aws.Prod.Snapshot(TestAws.ProdSnapshot, ("SnapshotType", "automated")).Ok().Text("SnapshotCreateTime")
        );
        var role = aws.Operator.Sts(
            "AssumeRole",
            ("RoleArn", $"arn:aws:iam::{TestAws.Production}:role/SnapshotShare"),
            ("RoleSessionName", "tests")
        );
        Assert.Equal("2026-01-15T10:30:00Z", role.Ok().Text("Expiration"));
    }

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Id();
}
