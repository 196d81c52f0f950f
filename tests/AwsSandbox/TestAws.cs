using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Microsoft.Extensions.Time.Testing;
using SnapshotShare.AwsSandbox.Wire;

namespace SnapshotShare.AwsSandbox.Tests;

/// <summary>A sandbox on a clock that the test turns, called with the bytes that a socket would carry.</summary>
internal sealed class TestAws : IDisposable
{
    public const string Production = "987654321000";
    public const string Development = "123456789000";
    public const string Region = "ap-northeast-1";
    public const string ProdSnapshot = "rds:prod-altplus-cluster-2023-12-21-00-00";
    public const string SharingKey = "arn:aws:kms:ap-northeast-1:987654321000:key/0987dcba-09fe-87dc-65ba-ab0987654321";
    public const string ProdDefaultKey = "arn:aws:kms:ap-northeast-1:987654321000:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    public const string DevDefaultKey = "arn:aws:kms:ap-northeast-1:123456789000:key/1a2b3c4d-5e6f-1a2b-3c4d-5e6f1a2b3c4d";
    public const string ForSharing = "from-prod-altplus-cluster-to-dev";

    /// <summary>The grantee of what the finished trip left on the sharing key.</summary>
    public const string LeftTo = "arn:aws:iam::123456789000:role/aws-service-role/rds.amazonaws.com/AWSServiceRoleForRDS";

    private readonly AwsEndpoint endpoint;

    public TestAws(SandboxOptions? options = null, FakeTimeProvider? time = null)
    {
        Time = time ?? new(new DateTimeOffset(2026, 1, 15, 9, 30, 0, TimeSpan.Zero));
        // At speed 1 the clock that is turned is AWS's own.
        endpoint = new(options ?? new SandboxOptions { Speed = 1, Seed = 1 }, Time);
        Operator = new(this, "AKIASANDBOXOPERATOR1", "sandbox-secret", null);
    }

    public FakeTimeProvider Time { get; }
    public TestCaller Operator { get; }
    public TestCaller Prod => field ??= Assume(Production);
    public TestCaller Dev => field ??= Assume(Development);
    public TestCaller ProdAdmin => field ??= Assume(Production, "Administrator");
    public TestCaller DevAdmin => field ??= Assume(Development, "Administrator");

    public static string SnapshotArn(string account, string name) => $"arn:aws:rds:{Region}:{account}:cluster-snapshot:{name}";

    public static string SharedArn => SnapshotArn(Production, ForSharing);

    public TestCaller Assume(string account, string role = "SnapshotShare", string region = Region)
    {
        // Nearly as long as a session lasts on this clock; tests that turn it further assume the role again.
        var reply = Operator.Sts("AssumeRole", ("RoleArn", $"arn:aws:iam::{account}:role/{role}"), ("RoleSessionName", "tests"));
        Assert.Equal(200, reply.Status);
        return new(this, reply.Text("AccessKeyId"), reply.Text("SecretAccessKey"), reply.Text("SessionToken"), region)
        {
            RoleArn = $"arn:aws:iam::{account}:role/{role}",
        };
    }

    public WireAnswer Send(WireRequest request) => endpoint.Answer(request);

    /// <summary>Turns the clock; the roles' sessions are renewed as a client would renew them.</summary>
    public void Pass(double minutes)
    {
        for (var left = minutes; left > 0; left -= 50)
        {
            Time.Advance(TimeSpan.FromMinutes(Math.Min(left, 50)));
            foreach (var caller in new[] { Prod, Dev, ProdAdmin, DevAdmin })
                caller.Renew();
        }
    }

    public JsonNode Control(string path, string? body = null, string method = "POST")
    {
        var answer = Send(new(method, "/_sandbox/" + path, "", [], Encoding.UTF8.GetBytes(body ?? ""), FromLoopback: true));
        Assert.True(answer.Status == 200, answer.Body);
        return JsonNode.Parse(answer.Body)!;
    }

    /// <summary>Steps 1 to 3 of the trip: copied under the sharing key, available, shared with development, and seen there.</summary>
    public void ShareWithDev()
    {
        Prod.Copy(ProdSnapshot, ForSharing, SharingKey).Ok();
        Pass(16);
        Prod.Share(ForSharing, Development).Ok();
        Pass(1);
    }

    public void Dispose() => endpoint.Dispose();
}

/// <summary>What came back.</summary>
internal sealed record Reply(int Status, string Body, WireAnswer Answer)
{
    public XElement Xml => XElement.Parse(Body);
    public JsonNode Json => JsonNode.Parse(Body)!;

    /// <summary>Where the next page begins; empty on the last.</summary>
    public string Marker => string.Concat(Texts("Marker"));
    public bool Lost => Answer.Lost;

    /// <summary>The error's code and words in the envelope of either protocol; empty where there is none.</summary>
    public string Code =>
        Status == 200 ? ""
        : Body.StartsWith('{') ? (string)Json["__type"]!
        : Text("Code");
    public string Message =>
        Status == 200 ? ""
        : Body.StartsWith('{') ? (string)Json["message"]!
        : Text("Message");

    /// <summary>The first element of that name, wherever it stands.</summary>
    public string Text(string name) => Xml.DescendantsAndSelf().First(e => e.Name.LocalName == name).Value;

    public IReadOnlyList<string> Texts(string name) =>
        [.. Xml.DescendantsAndSelf().Where(e => e.Name.LocalName == name).Select(e => e.Value)];

    public Reply Ok()
    {
        Assert.True(Status == 200, Body);
        return this;
    }

    public void Refused(int status, string code, string message)
    {
        Assert.Equal((status, code, message), (Status, Code, Message));
    }

    public void Refused(int status)
    {
        Assert.Equal(status, Status);
        Assert.NotEmpty(Message);
    }

    public void Refused(int status, string code)
    {
        Assert.Equal((status, code), (Status, Code));
        Assert.NotEmpty(Message);
    }
}

/// <summary>Signs and sends as one identity. Its signer is held to AWS's published examples by its own tests.</summary>
internal sealed class TestCaller(TestAws aws, string accessKey, string secret, string? token, string region = TestAws.Region)
{
    private string accessKey = accessKey;
    private string secret = secret;
    private string? token = token;

    public string? RoleArn { get; init; }

    public Reply Rds(string action, params (string, string)[] parameters) => Query("rds", "2014-10-31", action, parameters);

    public Reply Sts(string action, params (string, string)[] parameters) => Query("sts", "2011-06-15", action, parameters);

    public Reply Ec2(string action, params (string, string)[] parameters) => Query("ec2", "2016-11-15", action, parameters);

    public Reply Kms(string operation, string body) =>
        Send("kms", body, [new("Content-Type", "application/x-amz-json-1.1"), new("X-Amz-Target", "TrentService." + operation)]);

    public Reply Copy(string source, string target, string? key, params (string, string)[] more) =>
        Rds(
            "CopyDBClusterSnapshot",
            [
                ("SourceDBClusterSnapshotIdentifier", source),
                ("TargetDBClusterSnapshotIdentifier", target),
                .. key is null ? Array.Empty<(string, string)>() : [("KmsKeyId", key)],
                .. more,
            ]
        );

    public Reply Share(string name, params string[] accounts) => ModifyShares(name, "ValuesToAdd", accounts);

    public Reply Unshare(string name, params string[] accounts) => ModifyShares(name, "ValuesToRemove", accounts);

    public Reply Restore(string cluster, string snapshot, params (string, string)[] more) =>
        Rds(
            "RestoreDBClusterFromSnapshot",
            [
                ("DBClusterIdentifier", cluster),
                ("SnapshotIdentifier", snapshot),
                ("Engine", "aurora-mysql"),
                ("DBSubnetGroupName", "dev-db-subnets"),
                .. more,
            ]
        );

    public Reply CreateInstance(string name, string cluster, params (string, string)[] more) =>
        Rds(
            "CreateDBInstance",
            [
                ("DBInstanceIdentifier", name),
                ("DBClusterIdentifier", cluster),
                .. more.Any(m => m.Item1 == "DBInstanceClass") ? Array.Empty<(string, string)>() : [("DBInstanceClass", "db.r6g.large")],
                .. more.Any(m => m.Item1 == "Engine") ? Array.Empty<(string, string)>() : [("Engine", "aurora-mysql")],
                .. more,
            ]
        );

    public Reply Snapshot(string name, params (string, string)[] more) =>
        Rds("DescribeDBClusterSnapshots", [("DBClusterSnapshotIdentifier", name), .. more]);

    public Reply Cluster(string name) => Rds("DescribeDBClusters", ("DBClusterIdentifier", name));

    public Reply Instance(string name) => Rds("DescribeDBInstances", ("DBInstanceIdentifier", name));

    public Reply Query(string service, string version, string action, params (string Name, string Value)[] parameters)
    {
        var pairs = parameters.Prepend(("Version", version)).Prepend(("Action", action));
        var body = string.Join('&', pairs.Select(p => $"{UrlText.Encode(p.Item1)}={UrlText.Encode(p.Item2)}"));
        return Send(service, body, [new("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")]);
    }

    public Reply Send(string service, string body, IEnumerable<KeyValuePair<string, string>> headers) =>
        Deliver(Sign(service, body, headers));

    public Reply Deliver(WireRequest request)
    {
        var answer = aws.Send(request);
        return new(answer.Status, answer.Body, answer);
    }

    public WireRequest Sign(
        string service,
        string body,
        IEnumerable<KeyValuePair<string, string>> headers,
        string? scopeRegion = null,
        DateTimeOffset? at = null
    )
    {
        var stamp = (at ?? aws.Time.GetUtcNow()).UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var all = headers.Append(new("Host", "127.0.0.1:4566")).Append(new("X-Amz-Date", stamp)).ToList();
        if (token is not null)
            all.Add(new("X-Amz-Security-Token", token));
        var bytes = Encoding.UTF8.GetBytes(body);
        var names = all.Select(h => h.Key.ToLowerInvariant()).Order(StringComparer.Ordinal).ToList();
        var scope = $"{stamp[..8]}/{scopeRegion ?? region}/{service}/aws4_request";
        var canonical = SigV4.CanonicalRequest("POST", "/", "", all, names, SigV4.Hash(bytes));
        var signature = SigV4.Signature(secret, stamp[..8], scopeRegion ?? region, service, SigV4.StringToSign(stamp, scope, canonical));
        all.Add(
            new(
                "Authorization",
                $"AWS4-HMAC-SHA256 Credential={accessKey}/{scope}, SignedHeaders={string.Join(';', names)}, Signature={signature}"
            )
        );
        return new("POST", "/", "", all, bytes, FromLoopback: true);
    }

    /// <summary>A new session of the same role.</summary>
    public void Renew()
    {
        var reply = aws.Operator.Sts("AssumeRole", ("RoleArn", RoleArn!), ("RoleSessionName", "tests"));
        (accessKey, secret, token) = (reply.Text("AccessKeyId"), reply.Text("SecretAccessKey"), reply.Text("SessionToken"));
    }

    private Reply ModifyShares(string name, string change, string[] accounts) =>
        Rds(
            "ModifyDBClusterSnapshotAttribute",
            [
                ("DBClusterSnapshotIdentifier", name),
                ("AttributeName", "restore"),
                .. accounts.Select((a, i) => ($"{change}.AttributeValue.{i + 1}", a)),
            ]
        );
}
