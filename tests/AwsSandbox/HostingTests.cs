using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Time.Testing;

namespace SnapshotShare.AwsSandbox.Tests;

public sealed class HostingTests
{
    [Fact]
    public async Task it_listens_on_a_port_of_its_own_beside_others()
    {
        var token = TestContext.Current.CancellationToken;
        await using var one = await Sandbox.StartAsync(new(), TimeProvider.System, token);
        await using var other = await Sandbox.StartAsync(new(), TimeProvider.System, token);

        Assert.NotEqual(0, one.Endpoint.Port);
        Assert.NotEqual(one.Endpoint, other.Endpoint);
    }

    [Fact]
    public async Task its_page_shows_both_accounts_and_needs_neither_script_nor_inline_style()
    {
        var token = TestContext.Current.CancellationToken;
        await using var sandbox = await Sandbox.StartAsync(new(), TimeProvider.System, token);
        using var http = new HttpClient { BaseAddress = sandbox.Endpoint };

        using var page = await http.GetAsync("/", token);
        var html = await page.Content.ReadAsStringAsync(token);

        Assert.Contains(TestAws.Production, html, StringComparison.Ordinal);
        Assert.Contains(TestAws.Development, html, StringComparison.Ordinal);
        Assert.Contains("/_sandbox/faults", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("style=", html, StringComparison.Ordinal);
        Assert.Equal("default-src 'none'; style-src 'self'", page.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal("text/css; charset=utf-8", (await http.GetAsync("_sandbox/style.css", token)).Content.Headers.ContentType!.ToString());
    }

    [Fact]
    public async Task what_others_wrote_is_shown_as_text()
    {
        var token = TestContext.Current.CancellationToken;
        await using var sandbox = await Sandbox.StartAsync(new(), TimeProvider.System, token);
        using var http = new HttpClient { BaseAddress = sandbox.Endpoint };
        using var form = new StringContent("Action=%3Cscript%3E&Version=2014-10-31", Encoding.UTF8, "application/x-www-form-urlencoded");
        await http.PostAsync("/", form, token);

        Assert.DoesNotContain("<script>", await http.GetStringAsync("/", token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task the_date_on_the_wire_is_the_clocks()
    {
        var token = TestContext.Current.CancellationToken;
        var time = new FakeTimeProvider(new DateTimeOffset(2030, 5, 6, 7, 8, 9, TimeSpan.Zero));
        await using var sandbox = await Sandbox.StartAsync(new(), time, token);
        using var http = new HttpClient();

        using var answer = await http.PostAsync(sandbox.Endpoint, null, token);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal(time.GetUtcNow(), answer.Headers.Date);
        Assert.Equal("text/xml", answer.Content.Headers.ContentType!.MediaType);
        Assert.NotEmpty(answer.Headers.GetValues("x-amzn-RequestId").Single());
    }

    [Fact]
    public async Task inside_the_process_the_same_bytes_come_back()
    {
        var token = TestContext.Current.CancellationToken;
        var time = new FakeTimeProvider(new DateTimeOffset(2030, 5, 6, 7, 8, 9, TimeSpan.Zero));
        var options = new SandboxOptions { Seed = 5 };
        using var inside = Sandbox.InProcess(options, time);
        await using var outside = await Sandbox.StartAsync(options, time, token);
        using var one = new HttpClient(inside.CreateHandler()) { BaseAddress = new("http://aws.invalid/") };
        using var other = new HttpClient { BaseAddress = outside.Endpoint };

        Assert.Equal(await other.GetStringAsync("_sandbox/state", token), await one.GetStringAsync("_sandbox/state", token));
        using var body = new StringContent("Action=GetCallerIdentity&Version=2011-06-15");
        using var body2 = new StringContent("Action=GetCallerIdentity&Version=2011-06-15");
        Assert.Equal(
            await (await other.PostAsync("/", body, token)).Content.ReadAsStringAsync(token),
            await (await one.PostAsync("/", body2, token)).Content.ReadAsStringAsync(token)
        );
    }

    [Fact]
    public async Task a_lost_answer_inside_the_process_is_a_broken_connection()
    {
        var token = TestContext.Current.CancellationToken;
        var time = new FakeTimeProvider(new DateTimeOffset(2030, 5, 6, 7, 8, 9, TimeSpan.Zero));
        using var inside = Sandbox.InProcess(new() { Seed = 5 }, time);
        using var http = new HttpClient(inside.CreateHandler()) { BaseAddress = new("http://127.0.0.1:4566/") };
        using var fault = new StringContent("""{"kind":"AnswerLost"}""");
        (await http.PostAsync("_sandbox/faults", fault, token)).EnsureSuccessStatusCode();

        using var signing = new TestAws(time: time);
        var signed = signing.Operator.Sign(
            "sts",
            "Action=GetCallerIdentity&Version=2011-06-15",
            [new("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")]
        );
        async Task<HttpStatusCode> SendAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new ByteArrayContent(signed.Body.ToArray()) };
            foreach (var (name, value) in signed.Headers)
            {
                if (!request.Headers.TryAddWithoutValidation(name, value))
                    request.Content.Headers.TryAddWithoutValidation(name, value);
            }
            using var answer = await http.SendAsync(request, token);
            return answer.StatusCode;
        }

        await Assert.ThrowsAsync<HttpRequestException>(SendAsync);
        Assert.Equal(HttpStatusCode.OK, await SendAsync());
    }

    [Theory]
    [InlineData("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 40000000\r\n\r\n", "RequestEntityTooLarge")]
    [InlineData("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "MissingAuthenticationToken")]
    [InlineData("GET /?Action=DescribeDBClusters&Version=2014-10-31 HTTP/1.1\r\nHost: x\r\n\r\n", "MissingAuthenticationToken")]
    [InlineData("BREW / HTTP/1.1\r\nHost: x\r\n\r\n", "MalformedQueryString")]
    [InlineData("POST /../../etc/passwd?%zz=%&&=&== HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n", "MissingAuthenticationToken")]
    public async Task bytes_that_no_client_sends_get_an_answer_all_the_same(string bytes, string code)
    {
        var token = TestContext.Current.CancellationToken;
        await using var sandbox = await Sandbox.StartAsync(new(), TimeProvider.System, token);
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(IPAddress.Loopback, sandbox.Endpoint.Port, token);
        await using var stream = tcp.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(bytes), token);

        var buffer = new byte[8192];
        var answer = "";
        while (!answer.Contains("</ErrorResponse>", StringComparison.Ordinal))
        {
            var read = await stream.ReadAsync(buffer, token);
            Assert.True(read > 0, $"The connection ended after: {answer}");
            answer += Encoding.UTF8.GetString(buffer, 0, read);
        }

        Assert.Contains($"<Code>{code}</Code>", answer, StringComparison.Ordinal);
    }
}
