using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using SnapshotShare.AwsSandbox.Wire;

namespace SnapshotShare.AwsSandbox.Tests.Wire;

/// <summary>Nonsense by the thousand, from a seed that a failure prints: the answer is always one that AWS could give.</summary>
public sealed class MalformedRequestTests
{
    private static readonly string[] Actions =
    [
        "DescribeDBClusters",
        "DescribeDBClusterSnapshots",
        "CopyDBClusterSnapshot",
        "ModifyDBClusterSnapshotAttribute",
        "RestoreDBClusterFromSnapshot",
        "CreateDBInstance",
        "ModifyDBCluster",
        "DeleteDBCluster",
        "DescribeOrderableDBInstanceOptions",
        "DescribeDBEngineVersions",
        "ListTagsForResource",
        "AddTagsToResource",
        "NoSuchAction",
        "",
    ];

    private static readonly string[] Names =
    [
        "DBClusterIdentifier",
        "DBClusterSnapshotIdentifier",
        "SourceDBClusterSnapshotIdentifier",
        "TargetDBClusterSnapshotIdentifier",
        "SnapshotIdentifier",
        "KmsKeyId",
        "Engine",
        "EngineVersion",
        "DBParameterGroupFamily",
        "IncludeAll",
        "DefaultOnly",
        "DBInstanceIdentifier",
        "DBInstanceClass",
        "SnapshotType",
        "MaxRecords",
        "Marker",
        "AttributeName",
        "ValuesToAdd.AttributeValue.1",
        "ValuesToAdd.AttributeValue.99999999999",
        "Tags.Tag.1.Key",
        "Filters.Filter.1.Name",
        "Filters.Filter.1.Values.Value.1",
        "ServerlessV2ScalingConfiguration.MinCapacity",
        "ResourceName",
        "Port",
        "SkipFinalSnapshot",
        "MasterUserPassword",
        "FinalDBSnapshotIdentifier",
        "NewDBClusterIdentifier",
    ];

    private static readonly string[] Values =
    [
        "prod-altplus-cluster",
        "dev-altplus-cluster",
        "arn:aws:rds:ap-northeast-1:987654321000:cluster-snapshot:prod-orders-quarter-end",
        "arn:aws:rds:::cluster-snapshot:",
        "arn:aws:kms:ap-northeast-1:987654321000:key/",
        "arn:::::",
        "alias/",
        "true",
        "-1",
        "1e308",
        "NaN",
        "\0\u0001\uFFFF",
        "<x/>&amp;]]>",
        "%",
        "ünïcødé 雪 😀",
        "MS8w",
        "aurora-mysql",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void a_query_that_makes_no_sense_gets_an_answer_of_the_service(int seed)
    {
        using var aws = new TestAws();
        var random = new Random(seed);
        for (var i = 0; i < 1500; i++)
        {
            var caller = random.Next(2) == 0 ? aws.ProdAdmin : aws.DevAdmin;
            var body = Query(random);
            var reply = caller.Deliver(Spoil(caller.Sign("rds", body, ContentType(random)), random));
            AssertXml(reply, $"seed {seed}, request {i}: {body}");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void json_that_makes_no_sense_gets_an_answer_of_kms(int seed)
    {
        using var aws = new TestAws();
        var random = new Random(seed);
        string[] operations =
        [
            "DescribeKey",
            "ListGrants",
            "CreateGrant",
            "PutKeyPolicy",
            "CreateKey",
            "ListAliases",
            "CreateAlias",
            "RevokeGrant",
            "Nothing",
        ];
        string[] bodies =
        [
            "",
            "{",
            "[]",
            "null",
            "1",
            "{\"KeyId\":1}",
            "{\"KeyId\":null}",
            "{\"KeyId\":{}}",
            "{\"Limit\":\"x\"}",
            "{\"Limit\":99999999999999999999}",
        ];
        for (var i = 0; i < 1500; i++)
        {
            var body = random.Next(2) == 0 ? bodies[random.Next(bodies.Length)] : Json(random);
            var operation = operations[random.Next(operations.Length)];
            var request = aws.ProdAdmin.Sign(
                "kms",
                body,
                [new("Content-Type", "application/x-amz-json-1.1"), new("X-Amz-Target", "TrentService." + operation)]
            );
            var reply = aws.ProdAdmin.Deliver(Spoil(request, random));
            // Without a header that names KMS nothing says that it is meant, and the answer is a query service's.
            Assert.True(
                reply.Status is 200 or (>= 400 and < 500),
                $"seed {seed}, request {i}: {operation} {body} gave {reply.Status} {reply.Body}"
            );
            Assert.True(reply.Status == 200 || reply.Code.Length > 0, reply.Body);
        }
    }

    [Fact]
    public void too_much_is_refused_as_too_large()
    {
        using var aws = new TestAws();
        var big = "Action=DescribeDBClusters&Version=2014-10-31&DBClusterIdentifier=" + new string('a', WireRequest.LargestBody);

        aws.Prod.Send("rds", big, ContentType(new(1))).Refused(413, "RequestEntityTooLarge");
    }

    [Fact]
    public void a_parameter_of_half_a_megabyte_is_only_a_bad_identifier()
    {
        using var aws = new TestAws();
        aws.Prod.Copy(TestAws.ProdSnapshot, new string('a', 500_000), null).Refused(400, "InvalidParameterValue");
        aws.Prod.Rds("DescribeDBClusters", ("DBClusterIdentifier", new string('x', 500_000))).Refused(404, "DBClusterNotFoundFault");
    }

    private static void AssertXml(Reply reply, string what)
    {
        Assert.True(reply.Status is 200 or (>= 400 and < 500), $"{what}\n{reply.Status} {reply.Body}");
        var xml = XElement.Parse(reply.Body);
        Assert.True(reply.Status == 200 || (xml.Name.LocalName == "ErrorResponse" && reply.Code.Length > 0), $"{what}\n{reply.Body}");
    }

    private static string Query(Random random)
    {
        var text = new StringBuilder("Action=").Append(Actions[random.Next(Actions.Length)]);
        text.Append("&Version=").Append(random.Next(12) == 0 ? "2010-01-01" : "2014-10-31");
        for (var n = random.Next(6); n > 0; n--)
        {
            var value = random.Next(4) == 0 ? Noise(random) : Values[random.Next(Values.Length)];
            text.Append('&')
                .Append(Names[random.Next(Names.Length)])
                .Append('=')
                .Append(random.Next(5) == 0 ? value : UrlText.Encode(value));
        }
        return random.Next(25) == 0 ? Noise(random) : text.ToString();
    }

    private static string Json(Random random)
    {
        string[] names =
        [
            "KeyId",
            "Policy",
            "GrantId",
            "GranteePrincipal",
            "Operations",
            "Limit",
            "Marker",
            "AliasName",
            "TargetKeyId",
            "KeySpec",
            "Tags",
            "Constraints",
        ];
        var json = new JsonObject();
        for (var n = random.Next(5); n > 0; n--)
        {
            json[names[random.Next(names.Length)]] = random.Next(4) switch
            {
                0 => random.Next(-5, 2000),
                1 => new JsonArray(Values[random.Next(Values.Length)], 1, null),
                2 => "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[1,null],\"Principal\":{\"AWS\":{}}}]}",
                _ => Values[random.Next(Values.Length)],
            };
        }
        return json.ToJsonString();
    }

    private static string Noise(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(60)).Select(_ => (char)random.Next(1, 0xD7FF)));

    private static KeyValuePair<string, string>[] ContentType(Random random) =>
        random.Next(10) switch
        {
            0 => [new("Content-Type", "application/json")],
            1 => [new("Content-Type", "multipart/form-data; boundary=x")],
            2 => [],
            _ => [new("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")],
        };

    private static WireRequest Spoil(WireRequest request, Random random)
    {
        if (random.Next(6) != 0)
            return request;
        var headers = request.Headers.ToList();
        var at = random.Next(headers.Count);
        switch (random.Next(5))
        {
            case 0:
                headers.RemoveAt(at);
                break;
            case 1:
                headers[at] = new(headers[at].Key, headers[at].Value[..random.Next(headers[at].Value.Length)]);
                break;
            case 2:
                headers[at] = new(headers[at].Key, Noise(random));
                break;
            case 3:
                return request with { Method = "PUT" };
            default:
                return request with { Query = "X-Amz-Signature=" + random.Next().ToString(CultureInfo.InvariantCulture), Headers = [] };
        }
        return request with { Headers = headers };
    }
}
