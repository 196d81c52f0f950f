using System.Net;
using System.Text;
using System.Web;
using Amazon.EC2.Model;
using Amazon.KeyManagementService.Model;
using Amazon.RDS.Model;
using Amazon.Runtime;
using Amazon.SecurityToken.Model;
using Microsoft.Extensions.Time.Testing;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Clocks;
using SnapshotShare.Core.Tests.Planning;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Tests.Aws;

/// <summary>How an account is reached: where, as whom, how often and how long.</summary>
public sealed class the_clients_of_an_account : IDisposable
{
    private static readonly AWSCredentials Base = new BasicAWSCredentials("a", "b");

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(Sample.Now));
    private readonly Answering _aws = new();
    private AwsClients? _clients;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _clients?.Dispose();
        _aws.Dispose();
    }

    [Fact]
    public void are_made_once_for_each_account_and_session()
    {
        var clients = Clients();
        var first = clients.For("prod", "one");
        Assert.Same(first, clients.For("prod", "one"));
        Assert.NotSame(first, clients.For("dev", "one"));
        Assert.NotSame(first, clients.For("prod", "two"));
        Assert.Equal("prod", first.Account.Name);
    }

    /// <summary>Each request has a session of its own, for months: those that nobody used for an hour go when there are many.</summary>
    [Fact]
    public async Task that_nobody_uses_any_more_are_let_go_when_there_are_many()
    {
        var clients = Clients(new AwsConnection { BaseCredentials = Base, GivenSession = _ => Base });
        var first = clients.For("prod", "first");
        _time.Advance(TimeSpan.FromMilliseconds(1));
        var kept = clients.For("prod", "kept");
        foreach (var i in Enumerable.Range(0, 254))
            clients.For("prod", $"{i}");
        _time.Advance(TimeSpan.FromHours(1));
        // 256 are not too many.
        Assert.Same(first, clients.For("prod", "first"));
        first.LastUsed = _time.GetUtcNow().AddHours(-1).AddTicks(-1);
        clients.For("prod", "one too many");

        Assert.Same(kept, clients.For("prod", "kept"));
        Assert.NotSame(first, clients.For("prod", "first"));
        await GoneAsync(first);
    }

    [Fact]
    public async Task are_let_go_all_of_them_with_the_process()
    {
        var clients = Clients();
        var (prod, dev) = (clients.For("prod", "one"), clients.For("dev", "one"));
        clients.Dispose();
        await GoneAsync(prod);
        await GoneAsync(dev);
        Assert.NotSame(prod, clients.For("prod", "one"));
    }

    [Fact]
    public void ask_with_the_sdks_retries_and_change_without_any()
    {
        var account = Clients(
                new AwsConnection
                {
                    BaseCredentials = Base,
                    ReadRetries = 3,
                    ChangeTimeout = TimeSpan.FromSeconds(7),
                }
            )
            .For("prod", "one");
        foreach (var asking in new[] { account.Reading.Config, account.Keys.Config, account.Ec2.Config, account.Sts.Config })
        {
            Assert.Equal((3, TimeSpan.FromSeconds(30)), (asking.MaxErrorRetry, asking.Timeout));
            Assert.Equal(3, ((ClientConfig)asking).MaxStaleConnectionRetries);
        }
        Assert.Equal((0, TimeSpan.FromSeconds(7)), (account.Changing.Config.MaxErrorRetry, account.Changing.Config.Timeout));
        Assert.Equal(0, ((ClientConfig)account.Changing.Config).MaxStaleConnectionRetries);

        var usual = Clients().For("prod", "one");
        Assert.True(usual.Reading.Config.MaxErrorRetry > 0);
        Assert.Equal(0, usual.Changing.Config.MaxErrorRetry);
        Assert.Equal(0, ((ClientConfig)usual.Changing.Config).MaxStaleConnectionRetries);
    }

    [Fact]
    public void ask_where_the_account_says_or_else_the_sandbox_or_else_aws_itself()
    {
        var sandbox = new AwsConnection { BaseCredentials = Base, SandboxEndpoint = () => new Uri("http://sandbox.localhost/") };
        var own = Read(options => options.Accounts["prod"].ServiceUrl = "http://own.localhost/");
        using (var clients = new AwsClients(own, sandbox, Clocks, _time))
        {
            var config = clients.For("prod", "one").Changing.Config;
            Assert.Equal(("http://own.localhost/", "ap-northeast-1"), (config.ServiceURL, config.AuthenticationRegion));
            Assert.Equal("http://sandbox.localhost/", clients.For("dev", "one").Keys.Config.ServiceURL);
            Assert.Equal(
                ["own.localhost", "sandbox.localhost"],
                clients.ResolvedEndpoints().Select(endpoint => endpoint.Host).Distinct().Order(StringComparer.Ordinal)
            );
        }
        var aws = Clients().For("prod", "one").Reading.Config;
        Assert.Equal((null, "ap-northeast-1"), (aws.ServiceURL, aws.RegionEndpoint.SystemName));
    }

    [Fact]
    public void act_as_the_account_s_role_or_as_what_they_were_given_or_as_they_came()
    {
        Assert.IsType<AssumedRoleCredentials>(Clients().For("prod", "one").Credentials);

        var given = new BasicAWSCredentials("given", "b");
        Assert.Same(
            given,
            Clients(new AwsConnection { BaseCredentials = Base, GivenSession = account => account.Name == "prod" ? given : null })
                .For("prod", "one")
                .Credentials
        );

        using var without = new AwsClients(
            Read(options => options.Accounts["prod"].RoleArn = null),
            new AwsConnection { BaseCredentials = Base },
            Clocks,
            _time
        );
        Assert.Same(Base, without.For("prod", "one").Credentials);
    }

    [Fact]
    public async Task assume_the_role_by_name_for_an_hour_under_the_external_id_that_was_agreed()
    {
        var topology = Read(options => options.Accounts["prod"].ExternalId = "agreed");
        using var clients = new AwsClients(topology, Connection, Clocks, _time);
        Assert.Equal("ASIA1", (await clients.For("prod", "one").Credentials.GetCredentialsAsync()).AccessKey);
        var asked = HttpUtility.ParseQueryString(Assert.Single(_aws.Asked));
        Assert.Equal(
            ("AssumeRole", "arn:aws:iam::987654321000:role/SnapshotShare", "one", "agreed", "3600"),
            (asked["Action"], asked["RoleArn"], asked["RoleSessionName"], asked["ExternalId"], asked["DurationSeconds"])
        );

        var session = clients.For("dev", "one").Credentials.GetCredentials();
        Assert.Equal(("ASIA2", "s", "t"), (session.AccessKey, session.SecretKey, session.Token));
        Assert.Null(HttpUtility.ParseQueryString(_aws.Asked[1])["ExternalId"]);
    }

    /// <summary>An expired session is nobody's failure, once; whatever else fails says whose account it was.</summary>
    [Theory]
    [InlineData("ExpiredToken", "", 2, null)]
    [InlineData("ExpiredToken", "ExpiredToken", 2, "ExpiredToken")]
    [InlineData("ExpiredTokenException", "AccessDenied", 2, "AccessDenied")]
    [InlineData("AccessDenied", "", 1, "AccessDenied")]
    [InlineData("", "", 1, null)]
    public async Task ask_again_under_a_new_session_where_the_old_one_has_expired(string first, string second, int times, string? fails)
    {
        var account = Clients(Connection).For("prod", "one");
        await account.Credentials.GetCredentialsAsync();
        var asked = 0;
        var asking = account.AskAsync(() =>
        {
            var code = asked++ == 0 ? first : second;
            return code.Length == 0 ? Task.FromResult(7) : Task.FromException<int>(new AmazonServiceException("no") { ErrorCode = code });
        });
        if (fails is null)
        {
            Assert.Equal(7, await asking);
        }
        else
        {
            var failed = await Assert.ThrowsAsync<AwsCallException>(() => asking);
            Assert.Equal(("prod", fails), (failed.Account, ((AmazonServiceException)failed.InnerException!).ErrorCode));
        }
        Assert.Equal(times, asked);
        // A new session is taken with the next call, and only where the old one had expired.
        var renewed = first.StartsWith("ExpiredToken", StringComparison.Ordinal);
        Assert.Equal(renewed ? "ASIA2" : "ASIA1", (await account.Credentials.GetCredentialsAsync()).AccessKey);
        Assert.Equal(renewed, account.RenewIfExpired(new AmazonServiceException("no") { ErrorCode = first }));
    }

    [Fact]
    public async Task tell_nobody_s_account_of_a_mistake_of_the_product()
    {
        var account = Clients().For("prod", "one");
        await Assert.ThrowsAsync<InvalidOperationException>(() => account.AskAsync<int>(() => throw new InvalidOperationException()));
        await Assert.ThrowsAsync<OperationCanceledException>(() => account.AskAsync<int>(() => throw new OperationCanceledException()));
    }

    private ClockCheck Clocks => new(new SteadyClock(_time));

    private AwsConnection Connection => new() { BaseCredentials = Base, HttpClientFactory = new Handing(_aws) };

    private static AwsTopology Read(Action<AwsOptions>? change = null)
    {
        var options = Rig.Configuration;
        change?.Invoke(options);
        var (topology, mistakes) = AwsTopologyReader.Read(options);
        Assert.Empty(mistakes);
        return topology!;
    }

    private AwsClients Clients(AwsConnection? connection = null)
    {
        _clients?.Dispose();
        return _clients = new AwsClients(Read(), connection ?? new AwsConnection { BaseCredentials = Base }, Clocks, _time);
    }

    private static async Task GoneAsync(AccountClients account)
    {
        Func<Task>[] calls =
        [
            () => account.Reading.DescribeDBClustersAsync(new DescribeDBClustersRequest(), Ct),
            () => account.Changing.DescribeDBClustersAsync(new DescribeDBClustersRequest(), Ct),
            () => account.Keys.ListKeysAsync(new ListKeysRequest(), Ct),
            () => account.Ec2.DescribeVpcsAsync(new DescribeVpcsRequest(), Ct),
            () => account.Sts.GetCallerIdentityAsync(new GetCallerIdentityRequest(), Ct),
        ];
        foreach (var call in calls)
            await Assert.ThrowsAsync<ObjectDisposedException>(call);
    }

    private sealed class Handing(HttpMessageHandler handler) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(handler, disposeHandler: false);
    }

    /// <summary>STS, which gives a new session each time.</summary>
    private sealed class Answering : HttpMessageHandler
    {
        public List<string> Asked { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked.Add(await request.Content!.ReadAsStringAsync(cancellationToken));
            var session = $"""
                <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>
                  <Credentials><AccessKeyId>ASIA{Asked.Count}</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>
                  <Expiration>{TimeProvider.System.GetUtcNow().AddHours(1):yyyy-MM-ddTHH:mm:ssZ}</Expiration></Credentials>
                </AssumeRoleResult></AssumeRoleResponse>
                """;
            return new HttpResponseMessage(HttpStatusCode.OK)
            {
                RequestMessage = request,
                Content = new StringContent(session, Encoding.UTF8, "text/xml"),
            };
        }
    }
}
