using System.Text;
using CsCheck;
using SnapshotShare.AwsSandbox.Wire;

namespace SnapshotShare.AwsSandbox.Tests.Wire;

public sealed class SignatureTests
{
    private const string Body = "Action=GetCallerIdentity&Version=2011-06-15";
    private static readonly KeyValuePair<string, string>[] Form = [new("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")];

    [Fact]
    public void an_unsigned_request_is_refused_in_the_envelope_of_its_protocol()
    {
        using var aws = new TestAws();

        var query = aws.Operator.Deliver(new("POST", "/", "", Form, Encoding.UTF8.GetBytes(Body), true));
        var json = aws.Operator.Deliver(new("POST", "/", "", [new("X-Amz-Target", "TrentService.ListKeys")], default, true));
        var ec2 = aws.Operator.Deliver(new("POST", "/", "", Form, "Action=DescribeVpcs&Version=2016-11-15"u8.ToArray(), true));

        query.Refused(403, "MissingAuthenticationToken", "Request is missing Authentication Token");
        Assert.Equal("ErrorResponse", query.Xml.Name.LocalName);
        json.Refused(400, "MissingAuthenticationTokenException", "Missing Authentication Token");
        Assert.Equal("Response", ec2.Xml.Name.LocalName);
        Assert.Equal("MissingAuthenticationToken", ec2.Code);
    }

    [Fact]
    public void a_key_that_nobody_has_is_an_invalid_token()
    {
        using var aws = new TestAws();
        var stranger = new TestCaller(aws, "AKIANOBODYNOBODY0000", "secret", null);

        stranger.Sts("GetCallerIdentity").Refused(403, "InvalidClientTokenId", "The security token included in the request is invalid.");
        stranger
            .Kms("ListKeys", "{}")
            .Refused(400, "UnrecognizedClientException", "The security token included in the request is invalid.");
        stranger.Ec2("DescribeVpcs").Refused(401, "AuthFailure");
    }

    [Fact]
    public void a_wrong_secret_does_not_match()
    {
        using var aws = new TestAws();
        new TestCaller(aws, "AKIASANDBOXOPERATOR1", "sandbox-secreT", null).Sts("GetCallerIdentity").Refused(403, "SignatureDoesNotMatch");
    }

    [Fact]
    public void a_session_is_nothing_without_its_token_and_a_user_has_none()
    {
        using var aws = new TestAws();
        var session = aws.Operator.Sts(
            "AssumeRole",
            ("RoleArn", $"arn:aws:iam::{TestAws.Development}:role/SnapshotShare"),
            ("RoleSessionName", "tests")
        );
        var (key, secret, token) = (session.Text("AccessKeyId"), session.Text("SecretAccessKey"), session.Text("SessionToken"));

        Assert.Equal(200, new TestCaller(aws, key, secret, token).Sts("GetCallerIdentity").Status);
        new TestCaller(aws, key, secret, null).Sts("GetCallerIdentity").Refused(403, "InvalidClientTokenId");
        new TestCaller(aws, key, secret, token + "x").Sts("GetCallerIdentity").Refused(403, "InvalidClientTokenId");
        new TestCaller(aws, "AKIASANDBOXOPERATOR1", "sandbox-secret", token).Sts("GetCallerIdentity").Refused(403, "InvalidClientTokenId");
    }

    [Fact]
    public void a_session_ends_with_its_time_and_says_so_in_each_protocol()
    {
        using var aws = new TestAws();
        var dev = aws.Dev;
        aws.Time.Advance(TimeSpan.FromMinutes(61));

        dev.Rds("DescribeDBClusters").Refused(403, "ExpiredToken", "The security token included in the request is expired");
        dev.Kms("ListKeys", "{}").Refused(400, "ExpiredTokenException", "The security token included in the request is expired");
        dev.Ec2("DescribeVpcs").Refused(400, "RequestExpired");
    }

    [Theory]
    [InlineData(14.9, 200)]
    [InlineData(-14.9, 200)]
    [InlineData(15.1, 400)]
    [InlineData(-15.1, 400)]
    public void a_clock_may_be_a_quarter_of_an_hour_off(double minutes, int status)
    {
        using var aws = new TestAws();
        var request = aws.Operator.Sign("sts", Body, Form, at: aws.Time.GetUtcNow().AddMinutes(minutes));

        var reply = aws.Operator.Deliver(request);

        Assert.Equal(status, reply.Status);
        Assert.Equal(status == 200 ? "" : "RequestExpired", reply.Code);
    }

    [Fact]
    public void a_scope_must_name_the_service_that_is_asked_and_a_real_region()
    {
        using var aws = new TestAws();

        aws.Operator.Deliver(aws.Operator.Sign("rds", Body, Form))
            .Refused(403, "SignatureDoesNotMatch", "Credential should be scoped to correct service: 'sts'. ");
        aws.Operator.Deliver(aws.Operator.Sign("sts", Body, Form, "mars-north-1"))
            .Refused(403, "SignatureDoesNotMatch", "Credential should be scoped to a valid region, not 'mars-north-1'. ");
        Assert.Equal(200, aws.Operator.Deliver(aws.Operator.Sign("sts", Body, Form, "us-east-1")).Status);
    }

    [Theory]
    [InlineData("Basic b3BlcmF0b3I6c2VjcmV0")]
    [InlineData("AWS4-HMAC-SHA256")]
    [InlineData("AWS4-HMAC-SHA256 Credential=AKIASANDBOXOPERATOR1, SignedHeaders=host, Signature=abc")]
    [InlineData("AWS4-HMAC-SHA256 Credential=AKIASANDBOXOPERATOR1/20260115/ap-northeast-1/sts/aws4_request, SignedHeaders=host")]
    public void an_authorization_that_lacks_a_part_is_incomplete(string authorization)
    {
        using var aws = new TestAws();
        var request = aws.Operator.Sign("sts", Body, Form);
        var headers = request.Headers.Where(h => h.Key != "Authorization").Append(new("Authorization", authorization)).ToList();

        aws.Operator.Deliver(request with { Headers = headers }).Refused(400, "IncompleteSignature");
    }

    [Fact]
    public void a_request_presigned_in_its_query_is_accepted_until_it_expires()
    {
        using var aws = new TestAws();
        var stamp = aws.Time.GetUtcNow().UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        var scope = $"{stamp[..8]}/us-east-1/sts/aws4_request";
        var query =
            $"{Body}&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential={UrlText.Encode("AKIASANDBOXOPERATOR1/" + scope)}&X-Amz-Date={stamp}&X-Amz-Expires=60&X-Amz-SignedHeaders=host";
        KeyValuePair<string, string>[] host = [new("Host", "sts.amazonaws.com")];
        var canonical = SigV4.CanonicalRequest("GET", "/", query, host, ["host"], SigV4.Hash([]));
        var signature = SigV4.Signature("sandbox-secret", stamp[..8], "us-east-1", "sts", SigV4.StringToSign(stamp, scope, canonical));
        var request = new WireRequest("GET", "/", $"{query}&X-Amz-Signature={signature}", host, default, true);

        Assert.Equal("111122223333", aws.Operator.Deliver(request).Ok().Text("Account"));
        aws.Time.Advance(TimeSpan.FromSeconds(61));
        aws.Operator.Deliver(request).Refused(400, "RequestExpired");
    }

    /// <summary>Whatever is changed after signing, one character is enough to be found out.</summary>
    [Fact]
    public void any_change_to_what_was_signed_is_found()
    {
        using var aws = new TestAws();
        var good = aws.Prod.Sign("rds", "Action=DescribeDBClusters&Version=2014-10-31&MaxRecords=20", Form);
        Assert.Equal(200, aws.Prod.Deliver(good).Status);
        var body = good.Body.ToArray();

        Gen.Select(Gen.Int[0, body.Length - 1], Gen.Byte[1, 255])
            .Sample(
                (at, flip) =>
                {
                    var changed = body.ToArray();
                    changed[at] ^= flip;
                    return aws.Prod.Deliver(good with { Body = changed }).Status != 200;
                },
                iter: 500
            );
        var signed = good.Headers.ToList();
        Gen.Select(Gen.Int[0, signed.Count - 1], Gen.Char['0', 'z'])
            .Sample(
                (at, extra) =>
                {
                    var headers = signed.ToList();
                    headers[at] = new(headers[at].Key, headers[at].Value + extra);
                    return aws.Prod.Deliver(good with { Headers = headers }).Status != 200;
                },
                iter: 500
            );
    }
}
