using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;
using SnapshotShare.Web.Tests.Api;
using SnapshotShare.Web.Tests.Hosting;
using SnapshotShare.Web.Tests.SignIn;

namespace SnapshotShare.Web.Tests.Security;

/// <summary>What somebody types is shown as they typed it, wherever it comes out again, and does nothing.</summary>
public sealed class hostile_text(Application application) : IClassFixture<Application>
{
    private const string Script = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'><svg/onload=alert(3)>";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task markup_in_every_text_field_is_text_on_every_page_that_shows_it()
    {
        using var developer = application.As("requester");
        using var dba = application.As("approver");
        var first = await AskAsync(developer, "dev-hostile-a", Script);
        var second = await AskAsync(developer, "dev-hostile-b", Script);
        using (await dba.PostAsync($"/requests/{first}/reject", new { reason = Script })) { }
        using (await developer.PostAsync($"/requests/{second}/cancel", new { reason = Script })) { }
        var third = await AskAsync(developer, "dev-hostile-c", Script);
        using (await dba.PostAsync("/freezes", new { reason = Script })) { }

        using var browser = new Browser(application);
        using (await browser.PostFormAsync("/sign-in", fields: [("persona", "admin")])) { }
        var pages = new[]
        {
            "/",
            "/requests",
            $"/requests/{first}",
            $"/requests/{second}",
            $"/approvals/{third}",
            "/history",
            "/exposure",
            $"/requests/new?like={third}",
            $"/requests/new?snapshot={Uri.EscapeDataString(Script)}&cluster={Uri.EscapeDataString(Script)}",
            $"/history?person={Uri.EscapeDataString(Script)}&kind={Uri.EscapeDataString(Script)}",
            $"/sign-in?returnUrl={Uri.EscapeDataString(Script)}",
        };
        foreach (var page in pages)
        {
            using var answer = await browser.GetAsync(page);
            var html = await answer.Content.ReadAsStringAsync(Ct);
            Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);
            Assert.DoesNotContain("<img src=x", html, StringComparison.Ordinal);
            Assert.DoesNotContain("<svg/onload", html, StringComparison.Ordinal);
        }
        using (await application.As("admin").PostAsync("/freezes/lift", new { })) { }
    }

    [Theory]
    [InlineData("=HYPERLINK(\"http://elsewhere.example\",\"look\")")]
    [InlineData("+1+1")]
    [InlineData("-2+3+cmd|' /C calc'!A0")]
    [InlineData("@SUM(1+1)")]
    public async Task a_formula_is_no_formula_in_the_spreadsheet(string formula)
    {
        using var developer = application.As("requester");
        var id = await AskAsync(developer, $"dev-csv-{Math.Abs(formula.GetHashCode(StringComparison.Ordinal)) % 100000}", formula);
        using (await developer.PostAsync($"/requests/{id}/cancel", new { reason = formula })) { }
        using var auditor = application.As("auditor");
        using var export = await auditor.PostAsync($"/ledger/export?format=Csv&subject={id}", new { });
        var csv = await export.Content.ReadAsStringAsync(Ct);
        foreach (var field in csv.Split('\n').SelectMany(line => line.Split("\",\"", StringSplitOptions.None)).Skip(1))
            Assert.False(field.Length > 0 && "=+-@\t".Contains(field.TrimStart('"')[..1], StringComparison.Ordinal), field);
    }

    [Fact]
    public async Task a_line_break_makes_neither_a_second_ledger_line_nor_a_header()
    {
        using var developer = application.As("requester");
        var id = await AskAsync(developer, "dev-lines", "first\r\nX-Evil: yes\r\n{\"sequence\":1}");
        using var auditor = application.As("auditor");
        using var export = await auditor.PostAsync($"/ledger/export?subject={id}", new { });
        var lines = (await export.Content.ReadAsStringAsync(Ct)).Trim().Split('\n');
        Assert.All(lines, line => Assert.Equal(id, JsonDocument.Parse(line).RootElement.Text("subject")));

        using var browser = new Browser(application);
        using var answer = await browser.PostFormAsync(
            "/sign-in",
            fields: [("persona", "auditor"), ("returnUrl", "/history\r\nX-Evil: yes\r\n\r\n<p>")]
        );
        Assert.False(answer.Headers.Contains("X-Evil"));
        using var read = await application.Anonymous().GetAsync("/requests?x=%0d%0aX-Evil:%20yes", Ct);
        Assert.False(read.Headers.Contains("X-Evil"));
    }

    [Fact]
    public void a_line_break_in_what_is_logged_makes_no_second_line_in_the_log()
    {
        var name = application.Services.GetRequiredService<IOptions<ConsoleLoggerOptions>>().Value.FormatterName;
        var formatter = application.Services.GetServices<ConsoleFormatter>().Single(one => one.Name == name);
        using var log = new StringWriter();
        var entry = new LogEntry<string>(
            LogLevel.Warning,
            "SnapshotShare",
            new EventId(1),
            "AWS said no\nfail: SnapshotShare[1] the ledger does not hold",
            new InvalidOperationException("first\nsecond"),
            (text, _) => text
        );
        formatter.Write(in entry, scopeProvider: null, log);
        Assert.Single(log.ToString().TrimEnd('\n').Split('\n'));
    }

    /// <summary>Each form once as another site would send it, which does nothing, and once as the page does, which does all.</summary>
    [Theory]
    [InlineData("/history/export", "ledger.exported")]
    [InlineData("/history/evidence", "request.evidence-taken")]
    [InlineData("/sign-out", "person.signed-out")]
    public async Task a_form_of_another_site_does_nothing(string path, string tells)
    {
        using var developer = application.As("requester");
        var request = await AskAsync(developer, $"dev{path.Replace('/', '-')}", "to see a form at work");
        using var auditor = application.As("auditor");
        using var browser = new Browser(application);
        using (await browser.PostFormAsync("/sign-in", fields: [("persona", "auditor")])) { }
        async Task<int> ToldAsync() => (await auditor.GetJsonAsync($"/ledger?kind={tells}")).GetProperty("entries").GetArrayLength();
        var before = await ToldAsync();

        using var forged = await browser.PostFormAsync(path, withToken: false, fields: [("request", request), ("format", "Csv")]);
        Assert.Equal(HttpStatusCode.Found, forged.StatusCode);
        Assert.Equal(before, await ToldAsync());
        using var still = await browser.GetAsync("/api/v1/requests");
        Assert.Equal(HttpStatusCode.OK, still.StatusCode);

        using var ours = await browser.PostFormAsync(path, fields: [("request", request), ("format", "Csv")]);
        Assert.Equal(path == "/sign-out" ? HttpStatusCode.Found : HttpStatusCode.OK, ours.StatusCode);
        _ = await ours.Content.ReadAsByteArrayAsync(Ct);
        Assert.Equal(before + 1, await ToldAsync());
    }

    [Fact]
    public async Task more_than_fits_is_refused_in_words()
    {
        using var developer = application.As("requester");
        using var tooLong = await developer.PostAsync("/requests", Terms("dev-long", new string('x', 5000)));
        Assert.Equal(HttpStatusCode.BadRequest, tooLong.StatusCode);
        using var body = new StringContent(
            $"{{\"reason\":\"{new string('x', 31_000_000)}\"}}",
            Encoding.UTF8,
            MediaTypeHeaderValue.Parse("application/json")
        );
        // Sent by somebody who may freeze: a role would refuse it whatever its size.
        using var dba = application.As("approver");
        using var huge = await dba.PostAsync(new Uri("/api/v1/freezes", UriKind.Relative), body, Ct);
        Assert.True(huge.StatusCode is HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.BadRequest, $"{huge.StatusCode}");
        using var address = await developer.GetAsync(new Uri($"/api/v1/ledger?person={new string('x', 6000)}", UriKind.Relative), Ct);
        Assert.True((int)address.StatusCode < 500, $"{address.StatusCode}");
        foreach (var odd in new[] { "%ff%fe", "..%2f..%2fetc", "%F0%9F%98%80" })
        {
            using var one = await developer.GetAsync(new Uri($"/api/v1/requests/{odd}", UriKind.Relative), Ct);
            Assert.True((int)one.StatusCode < 500, $"{odd}: {one.StatusCode}");
        }
    }

    private static object Terms(string cluster, string reason) =>
        new
        {
            route = "prod-to-dev",
            source = new { newestOfCluster = "prod-altplus-cluster" },
            targetCluster = cluster,
            reason,
        };

    private static async Task<string> AskAsync(HttpClient developer, string cluster, string reason)
    {
        using var answer = await developer.PostAsync("/requests", Terms(cluster, reason));
        var body = await answer.BodyAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.Created, body.ToString());
        return body.Text("id");
    }
}
