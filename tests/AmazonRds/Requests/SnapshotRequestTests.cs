using Amazon.RDS.Model;
using SnapshotShare.AmazonRds.Tests.Wire;
using static SnapshotShare.AmazonRds.Tests.Wire.Sending;

namespace SnapshotShare.AmazonRds.Tests.Requests;

public sealed class SnapshotRequestTests
{
    [Fact]
    public async Task a_request_is_a_form_posted_to_the_root()
    {
        await using var server = await WireServer.Start(Answer.Result("DeleteDBClusterSnapshot", ""));

        await server
            .Client()
            .DeleteDBClusterSnapshotAsync(
                new DeleteDBClusterSnapshotRequest { DBClusterSnapshotIdentifier = "rds:prod&co 2023" },
                TestContext.Current.CancellationToken
            );

        Assert.Equal("POST", server.Request.Method);
        Assert.Equal("/", server.Request.Path);
        Assert.Equal("application/x-www-form-urlencoded; charset=utf-8", server.Request.Headers["Content-Type"]);
        Assert.Equal(
            "Action=DeleteDBClusterSnapshot&DBClusterSnapshotIdentifier=rds%3Aprod%26co%202023&Version=2014-10-31",
            server.Request.Body
        );
    }

    [Fact]
    public async Task describing_snapshots_sends_filters_paging_and_visibility() =>
        Assert.Equal(
            """
            Action=DescribeDBClusterSnapshots
            DBClusterIdentifier=prod-altplus-cluster
            DBClusterSnapshotIdentifier=rds:prod-altplus-cluster-2023-12-21-00-00
            DbClusterResourceId=cluster-ABC
            Filters.Filter.1.Name=engine
            Filters.Filter.1.Values.Value.1=aurora-mysql
            Filters.Filter.1.Values.Value.2=aurora-postgresql
            Filters.Filter.2.Name=snapshot-type
            Filters.Filter.2.Values.Value.1=manual
            IncludePublic=false
            IncludeShared=true
            Marker=a+b/c==
            MaxRecords=100
            SnapshotType=automated
            Version=2014-10-31
            """,
            await FormOf(
                (client, token) =>
                    client.DescribeDBClusterSnapshotsAsync(
                        new DescribeDBClusterSnapshotsRequest
                        {
                            DBClusterIdentifier = "prod-altplus-cluster",
                            DBClusterSnapshotIdentifier = "rds:prod-altplus-cluster-2023-12-21-00-00",
                            DbClusterResourceId = "cluster-ABC",
                            SnapshotType = "automated",
                            IncludeShared = true,
                            IncludePublic = false,
                            MaxRecords = 100,
                            Marker = "a+b/c==",
                            Filters =
                            [
                                new Filter { Name = "engine", Values = ["aurora-mysql", "aurora-postgresql"] },
                                new Filter { Name = "snapshot-type", Values = ["manual"] },
                            ],
                        },
                        token
                    )
            )
        );

    [Fact]
    public async Task a_copy_sends_its_key_and_its_tags() =>
        Assert.Equal(
            """
            Action=CopyDBClusterSnapshot
            CopyTags=true
            KmsKeyId=arn:aws:kms:ap-northeast-1:987654321000:key/0987dcba-09fe-87dc-65ba-ab0987654321
            PreSignedUrl=https://rds.us-east-1.amazonaws.com/?Action=CopyDBClusterSnapshot
            SourceDBClusterSnapshotIdentifier=rds:prod-altplus-cluster-2023-12-21-00-00
            Tags.Tag.1.Key=snapshotshare:request
            Tags.Tag.1.Value=42
            Tags.Tag.2.Key=empty
            Tags.Tag.2.Value=
            TargetDBClusterSnapshotIdentifier=from-prod-altplus-cluster-to-dev
            Version=2014-10-31
            """,
            await FormOf(
                (client, token) =>
                    client.CopyDBClusterSnapshotAsync(
                        new CopyDBClusterSnapshotRequest
                        {
                            SourceDBClusterSnapshotIdentifier = "rds:prod-altplus-cluster-2023-12-21-00-00",
                            TargetDBClusterSnapshotIdentifier = "from-prod-altplus-cluster-to-dev",
                            KmsKeyId = "arn:aws:kms:ap-northeast-1:987654321000:key/0987dcba-09fe-87dc-65ba-ab0987654321",
                            PreSignedUrl = "https://rds.us-east-1.amazonaws.com/?Action=CopyDBClusterSnapshot",
                            CopyTags = true,
                            Tags = [new Tag { Key = "snapshotshare:request", Value = "42" }, new Tag { Key = "empty", Value = "" }],
                        },
                        token
                    )
            )
        );

    [Fact]
    public async Task a_share_names_its_accounts_as_attribute_values() =>
        Assert.Equal(
            """
            Action=ModifyDBClusterSnapshotAttribute
            AttributeName=restore
            DBClusterSnapshotIdentifier=from-prod-altplus-cluster-to-dev
            ValuesToAdd.AttributeValue.1=123456789000
            ValuesToAdd.AttributeValue.2=123456789001
            ValuesToRemove.AttributeValue.1=all
            Version=2014-10-31
            """,
            await FormOf(
                (client, token) =>
                    client.ModifyDBClusterSnapshotAttributeAsync(
                        new ModifyDBClusterSnapshotAttributeRequest
                        {
                            DBClusterSnapshotIdentifier = "from-prod-altplus-cluster-to-dev",
                            AttributeName = "restore",
                            ValuesToAdd = ["123456789000", "123456789001"],
                            ValuesToRemove = ["all"],
                        },
                        token
                    )
            )
        );

    [Fact]
    public async Task a_list_set_to_empty_is_sent_as_an_empty_field() =>
        Assert.Equal(
            """
            Action=ModifyDBClusterSnapshotAttribute
            ValuesToAdd=
            Version=2014-10-31
            """,
            await FormOf(
                (client, token) =>
                    client.ModifyDBClusterSnapshotAttributeAsync(new ModifyDBClusterSnapshotAttributeRequest { ValuesToAdd = [] }, token)
            )
        );

    [Fact]
    public async Task creating_a_snapshot_names_snapshot_and_cluster() =>
        Assert.Equal(
            """
            Action=CreateDBClusterSnapshot
            DBClusterIdentifier=prod
            DBClusterSnapshotIdentifier=now
            Tags.Tag.1.Key=k
            Tags.Tag.1.Value=v
            Version=2014-10-31
            """,
            await FormOf(
                (client, token) =>
                    client.CreateDBClusterSnapshotAsync(
                        new CreateDBClusterSnapshotRequest
                        {
                            DBClusterSnapshotIdentifier = "now",
                            DBClusterIdentifier = "prod",
                            Tags = [new Tag { Key = "k", Value = "v" }],
                        },
                        token
                    )
            )
        );

    [Fact]
    public async Task asking_who_may_restore_names_the_snapshot() =>
        Assert.Equal(
            """
            Action=DescribeDBClusterSnapshotAttributes
            DBClusterSnapshotIdentifier=from-prod-altplus-cluster-to-dev
            Version=2014-10-31
            """,
            await FormOf(
                (client, token) =>
                    client.DescribeDBClusterSnapshotAttributesAsync(
                        new DescribeDBClusterSnapshotAttributesRequest { DBClusterSnapshotIdentifier = "from-prod-altplus-cluster-to-dev" },
                        token
                    )
            )
        );
}
