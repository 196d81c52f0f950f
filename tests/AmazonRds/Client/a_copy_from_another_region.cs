using Amazon;
using Amazon.RDS;
using Amazon.RDS.Model;
using Amazon.Runtime;
using SnapshotShare.AmazonRds.Tests.Wire;

namespace SnapshotShare.AmazonRds.Tests.Client;

/// <summary>SourceRegion has the client sign the URL with which RDS fetches the snapshot (RDS API Reference, CopyDBClusterSnapshot).</summary>
public sealed class a_copy_from_another_region
{
    private const string Copied = "<DBClusterSnapshot><Status>copying</Status></DBClusterSnapshot>";
    private static readonly CopyDBClusterSnapshotRequest Abroad = new()
    {
        SourceDBClusterSnapshotIdentifier = "arn:aws:rds:us-west-2:987654321000:cluster-snapshot:nightly",
        TargetDBClusterSnapshotIdentifier = "copy",
        KmsKeyId = "alias/target",
        SourceRegion = "us-west-2",
    };

    private static AmazonRDSConfig Tokyo => new() { RegionEndpoint = RegionEndpoint.APNortheast1 };

    [Fact]
    public async Task carries_a_url_that_is_signed_for_the_source_region()
    {
        using var aws = new InMemory(Answer.Result("CopyDBClusterSnapshot", Copied));
        using var client = aws.Client(Tokyo);

        await client.CopyDBClusterSnapshotAsync(Abroad, TestContext.Current.CancellationToken);

        var url = new Uri(Assert.Single(aws.Requests).Field("PreSignedUrl"));
        var query = url.Query[1..]
            .Split('&')
            .ToDictionary(p => p.Split('=')[0], p => Uri.UnescapeDataString(p.Split('=')[1]), StringComparer.Ordinal);
        Assert.Equal(("https", "rds.us-west-2.amazonaws.com", "/"), (url.Scheme, url.Host, url.AbsolutePath));
        Assert.Equal(
            [
                "Action=CopyDBClusterSnapshot",
                "DestinationRegion=ap-northeast-1",
                "KmsKeyId=alias/target",
                "SourceDBClusterSnapshotIdentifier=arn:aws:rds:us-west-2:987654321000:cluster-snapshot:nightly",
                "TargetDBClusterSnapshotIdentifier=copy",
                "Version=2014-10-31",
            ],
            query
                .Where(p => !p.Key.StartsWith("X-Amz-", StringComparison.Ordinal))
                .Select(p => $"{p.Key}={p.Value}")
                .Order(StringComparer.Ordinal)
        );
        Assert.Equal(SignatureV4.OfQuery(url, "secret"), query["X-Amz-Signature"]);
        Assert.Matches("^AKIAEXAMPLE/[0-9]{8}/us-west-2/rds/aws4_request$", query["X-Amz-Credential"]);
        Assert.DoesNotContain("SourceRegion", aws.Requests[0].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task carries_the_sessions_token_in_the_url_too()
    {
        using var aws = new InMemory(Answer.Result("CopyDBClusterSnapshot", Copied));
        using var client = aws.Client(Tokyo, new SessionAWSCredentials("ASIAEXAMPLE", "secret", "the token"));

        await client.CopyDBClusterSnapshotAsync(
            new CopyDBClusterSnapshotRequest { SourceRegion = "us-west-2" },
            TestContext.Current.CancellationToken
        );

        var url = new Uri(Assert.Single(aws.Requests).Field("PreSignedUrl"));
        Assert.Contains("&X-Amz-Security-Token=the%20token&", url.Query + "&", StringComparison.Ordinal);
        Assert.Equal(SignatureV4.OfQuery(url, "secret"), SignatureV4.Between(url.Query, "X-Amz-Signature=", "&"));
    }

    [Fact]
    public async Task keeps_the_url_that_its_caller_signed()
    {
        using var aws = new InMemory(Answer.Result("CopyDBClusterSnapshot", Copied));
        using var client = aws.Client(Tokyo);

        await client.CopyDBClusterSnapshotAsync(
            new CopyDBClusterSnapshotRequest { SourceRegion = "us-west-2", PreSignedUrl = "https://mine" },
            TestContext.Current.CancellationToken
        );

        Assert.Equal("https://mine", Assert.Single(aws.Requests).Field("PreSignedUrl"));
    }

    [Fact]
    public async Task is_the_only_one_with_a_url()
    {
        using var aws = new InMemory(Answer.Result("CopyDBClusterSnapshot", Copied));
        using var client = aws.Client(Tokyo);

        await client.CopyDBClusterSnapshotAsync(
            new CopyDBClusterSnapshotRequest { TargetDBClusterSnapshotIdentifier = "copy" },
            TestContext.Current.CancellationToken
        );

        Assert.Equal(
            "Action=CopyDBClusterSnapshot\nTargetDBClusterSnapshotIdentifier=copy\nVersion=2014-10-31",
            Assert.Single(aws.Requests).Form
        );
    }
}
