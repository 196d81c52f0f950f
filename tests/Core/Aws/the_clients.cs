using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Amazon.RDS.Model;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Clocks;
using SnapshotShare.Core.Observing;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Tests.Aws;

public sealed class the_clients
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task act_under_a_session_name_that_carries_the_requests_id()
    {
        await using var rig = await new Rig().OpenAsync();
        var clients = rig.Get<AwsClients>().For("prod", AwsClients.SessionOf("abcdefgh23456789"));
        using var sts = new AmazonSecurityTokenServiceClient(
            clients.Credentials,
            new AmazonSecurityTokenServiceConfig
            {
                ServiceURL = "http://sandbox.localhost/",
                AuthenticationRegion = "ap-northeast-1",
                HttpClientFactory = new Handing(rig.Aws.CreateHandler),
            }
        );
        var identity = await sts.GetCallerIdentityAsync(new GetCallerIdentityRequest(), Ct);
        Assert.Equal("arn:aws:sts::987654321000:assumed-role/SnapshotShare/snapshotshare-abcdefgh23456789", identity.Arn);
    }

    [Fact]
    public async Task survive_an_expired_session_in_looks_and_in_acts()
    {
        await using var rig = await new Rig().OpenAsync();
        using var control = new HttpClient(rig.Aws.CreateHandler());
        await Fault("DescribeDBClusterSnapshotAttributes");
        var read = await rig.Get<Observer>().RestoreAttributeAsync("prod", "rds:prod-altplus-cluster-2023-12-21-00-00", Ct);
        Assert.NotNull(read.SharedWith);

        foreach (var change in new[] { "CopyDBClusterSnapshot", "ModifyDBClusterSnapshotAttribute", "RestoreDBClusterFromSnapshot" })
            await Fault(change);
        var asked = await rig.AskAsync();
        await rig.ApproveAsync(asked);
        await rig.RunUntilAsync(asked.Id, request => request.Status == RequestStatus.Ready);

        async Task Fault(string operation)
        {
            using var body = new StringContent($$"""{"kind":"ExpiredToken","operation":"{{operation}}"}""");
            using var set = await control.PostAsync("http://sandbox.localhost/_sandbox/faults", body, Ct);
            Assert.True(set.IsSuccessStatusCode, await set.Content.ReadAsStringAsync(Ct));
        }
    }

    private static ClockCheck Clocks() => new(new SteadyClock(TimeProvider.System));

    [Fact]
    public async Task renew_a_session_before_it_ends()
    {
        var assumed = 0;
        using var sts = new AmazonSecurityTokenServiceClient(
            new BasicAWSCredentials("a", "b"),
            new AmazonSecurityTokenServiceConfig
            {
                ServiceURL = "http://sts.localhost/",
                AuthenticationRegion = "ap-northeast-1",
                HttpClientFactory = new Handing(() => new Answering(_ => Session($"ASIA{++assumed}", minutes: assumed == 1 ? 4 : 60))),
            }
        );
        using var credentials = new AssumedRoleCredentials(sts, "arn:aws:iam::987654321000:role/SnapshotShare", externalId: null, "test");
        Assert.Equal("ASIA1", (await credentials.GetCredentialsAsync()).AccessKey);
        // Four minutes are left, which is less than the five it wants: it is taken anew beside the work, and the hour-long one is kept.
        var since = Stopwatch.StartNew();
        while ((await credentials.GetCredentialsAsync()).AccessKey == "ASIA1" && since.Elapsed < TimeSpan.FromSeconds(30))
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Ct);
        Assert.Equal("ASIA2", (await credentials.GetCredentialsAsync()).AccessKey);
        Assert.Equal(2, assumed);
    }

    [Fact]
    public async Task send_a_change_once_even_when_the_connection_is_reset()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var arrived = 0;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var serving = Task.Run(
            async () =>
            {
                while (true)
                {
                    using var connection = await listener.AcceptTcpClientAsync(stop.Token);
                    var buffer = new byte[8192];
                    if (await connection.GetStream().ReadAsync(buffer, stop.Token) > 0)
                        arrived++;
                    connection.LingerState = new LingerOption(enable: true, seconds: 0);
                }
            },
            stop.Token
        );
        var options = Rig.Configuration;
        options.ServiceUrl = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/";
        var connectionOf = new AwsConnection
        {
            BaseCredentials = new BasicAWSCredentials("a", "b"),
            GivenSession = _ => new BasicAWSCredentials("a", "b"),
        };
        using var clients = new AwsClients(AwsTopologyReader.Read(options).AwsTopology!, connectionOf, Clocks(), TimeProvider.System);

        var failed = await Assert.ThrowsAnyAsync<Exception>(() =>
            clients
                .For("prod", "test")
                .Changing.DeleteDBClusterSnapshotAsync(new DeleteDBClusterSnapshotRequest { DBClusterSnapshotIdentifier = "x" }, Ct)
        );

        Assert.True(AwsErrors.IsFromAws(failed), failed.ToString());
        Assert.Equal(ErrorHandling.Unknown, AwsErrors.Classify(failed).Fault);
        Assert.Equal(1, arrived);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => serving);
    }

    [Fact]
    public void resolve_to_awss_own_regional_endpoints_when_nothing_else_is_said()
    {
        var connection = new AwsConnection { BaseCredentials = new BasicAWSCredentials("a", "b") };
        using var clients = new AwsClients(
            AwsTopologyReader.Read(Rig.Configuration).AwsTopology!,
            connection,
            Clocks(),
            TimeProvider.System
        );
        Assert.Equal(
            ["ec2", "kms", "rds", "sts"],
            clients.ResolvedEndpoints().Select(endpoint => endpoint.Host.Split('.')[0]).Distinct().Order(StringComparer.Ordinal)
        );
        Assert.All(
            clients.ResolvedEndpoints(),
            endpoint => Assert.EndsWith(".ap-northeast-1.amazonaws.com", endpoint.Host, StringComparison.Ordinal)
        );
    }

    private static string Session(string accessKey, int minutes) =>
        $"""
            <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>
              <Credentials><AccessKeyId>{accessKey}</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>
              <Expiration>{TimeProvider.System.GetUtcNow().AddMinutes(minutes):yyyy-MM-ddTHH:mm:ssZ}</Expiration></Credentials>
              <AssumedRoleUser><AssumedRoleId>AROA:test</AssumedRoleId><Arn>arn:aws:sts::987654321000:assumed-role/SnapshotShare/test</Arn></AssumedRoleUser>
            </AssumeRoleResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></AssumeRoleResponse>
            """;

    private sealed class Handing(Func<HttpMessageHandler> handler) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(handler());
    }

    private sealed class Answering(Func<HttpRequestMessage, string> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(
                new HttpResponseMessage(HttpStatusCode.OK)
                {
                    RequestMessage = request,
                    Content = new StringContent(answer(request), Encoding.UTF8, "text/xml"),
                }
            );
    }
}
