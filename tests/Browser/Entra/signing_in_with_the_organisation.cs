using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;
using Microsoft.Playwright;

namespace SnapshotShare.Browser.Tests.Entra;

public sealed class signing_in_with_the_organisation(EntraInstallation installation, Chromium chromium) : IClassFixture<EntraInstallation>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Directory Directory => installation.Directory;

    [Fact]
    public async Task goes_by_code_and_pkce_brings_name_and_roles_and_ends_there_too_on_signing_out()
    {
        Directory.People["Ada"] = ["Requester"];
        await using var ada = await chromium.VisitorAsync(installation.App.Address, ignoreCertificates: true);
        await SignInAsync(ada, "Ada", from: "/requests");

        Assert.EndsWith("/requests", ada.Page.Url, StringComparison.Ordinal);
        Assert.Equal("Requester", await ada.Page.Locator(".person-role").InnerTextAsync());
        Assert.All(Directory.ChallengeMethods, method => Assert.Equal("S256", method));

        await ada.Page.Locator(".person button").ClickAsync();
        await ada.IsAtAsync("/sign-in");
        Assert.True(Directory.SignOuts > 0);
        await ada.Page.GotoAsync("/requests");
        await ada.IsAtAsync(@"/sign-in\?.*");
        ada.ComplainsOfNothing();
    }

    [Fact]
    public async Task in_two_tabs_and_out_in_one_ends_what_the_other_may_do()
    {
        Directory.People["Dora"] = ["Approver"];
        var id = await AskedAsync("dev-two-tabs");
        await using var dora = await chromium.VisitorAsync(installation.App.Address, ignoreCertificates: true);
        await SignInAsync(dora, "Dora", from: $"/approvals/{id}");
        var other = await dora.Page.Context.NewPageAsync();
        await other.GotoAsync("/");
        await other.Locator(".person button").ClickAsync();
        await Visitor.IsAtAsync(other, "/sign-in");

        await dora.Page.Locator(".decide textarea").First.FillAsync("yes");
        await dora.Page.GetByRole(AriaRole.Button, new() { Name = "Approve", Exact = true }).ClickAsync();
        await dora.SeesAsync("This session has ended");
        Assert.Equal("WaitingForApproval", await StatusAsync(id));
        // And what it showed is taken away from whoever looks over the shoulder.
        await Assertions.Expect(dora.Page.Locator(".sheet")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task ends_within_minutes_when_a_role_is_taken_away()
    {
        Directory.People["Eve"] = ["Approver"];
        var id = await AskedAsync("dev-lost-role");
        await using var eve = await chromium.VisitorAsync(installation.App.Address, ignoreCertificates: true);
        await SignInAsync(eve, "Eve", from: $"/approvals/{id}");
        await eve.Page.Locator(".decide textarea").First.FillAsync("yes");

        Directory.People["Eve"] = ["Requester"];
        await installation.FourMinutesPassAsync();
        await eve.Page.GetByRole(AriaRole.Button, new() { Name = "Approve", Exact = true }).ClickAsync();
        await eve.SeesAsync("This session has ended");
        Assert.Equal("WaitingForApproval", await StatusAsync(id));
    }

    [Fact]
    public async Task lasts_over_rechecks_while_nothing_changes_and_ends_when_the_person_is_dismissed()
    {
        Directory.People["Finn"] = ["Auditor"];
        await using var finn = await chromium.VisitorAsync(installation.App.Address, ignoreCertificates: true);
        await SignInAsync(finn, "Finn", from: "/requests");
        for (var i = 0; i < 3; i++)
        {
            await installation.FourMinutesPassAsync();
            await finn.Page.GotoAsync("/history");
            Assert.Equal("Finn", await finn.Page.Locator(".person-name").InnerTextAsync());
        }

        Directory.People.TryRemove("Finn", out _);
        await installation.FourMinutesPassAsync();
        await finn.Page.GotoAsync("/history");
        Assert.Contains("/sign-in", finn.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task without_a_role_shows_nothing()
    {
        Directory.People["Gus"] = ["SomethingElse"];
        await using var gus = await chromium.VisitorAsync(installation.App.Address, ignoreCertificates: true);
        await gus.Page.GotoAsync("/sign-in");
        await gus.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in with Microsoft" }).ClickAsync();
        await gus.Page.GetByRole(AriaRole.Link, new() { Name = "Gus" }).ClickAsync();
        await gus.IsAtAsync($"^{installation.App.Address}.*");
        Assert.DoesNotContain("prod-altplus-cluster", await gus.Page.ContentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task is_a_bearer_token_for_programs()
    {
        using var requests = await GetAsync(Directory.Token("Auditor"));
        Assert.Equal(HttpStatusCode.OK, requests.StatusCode);
        var id = await AskedAsync("dev-by-token");
        using var approved = await PostAsync(
            Directory.Token("Auditor"),
            $"/api/v1/requests/{id}/approve",
            new { digest = "0", reason = "" }
        );
        Assert.Equal(HttpStatusCode.Forbidden, approved.StatusCode);
    }

    [Fact]
    public async Task refuses_tokens_of_another_audience_issuer_or_tenant_expired_ones_and_those_nobody_signed()
    {
        var stranger = "99999999-2222-3333-4444-555555555555";
        using var foreignKey = RSA.Create(2048);
        var wrong = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["another audience"] = Directory.Token(audience: "00000003-0000-0000-c000-000000000000"),
            ["another issuer"] = Directory.Token(issuer: "https://login.microsoftonline.com/common/v2.0"),
            ["another tenant"] = Directory.Token(issuer: $"{Directory.Instance}{stranger}/v2.0", tenant: stranger),
            ["our issuer, another tenant's claim"] = Directory.Token(tenant: stranger),
            ["expired"] = Directory.Token(ends: TimeSpan.FromMinutes(-10)),
            ["not signed"] = Directory.Token(signed: false),
            ["signed by somebody else"] = Directory.Token(key: new RsaSecurityKey(foreignKey) { KeyId = "test-key" }),
            ["a persona's"] = "sandbox-admin",
            ["nonsense"] = "a.b.c",
        };
        foreach (var (what, token) in wrong)
        {
            using var answer = await GetAsync(token);
            Assert.True(answer.StatusCode == HttpStatusCode.Unauthorized, $"{what}: {answer.StatusCode}");
            Assert.Contains("Bearer", answer.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        }
        using var page = new HttpClient { BaseAddress = installation.App.Address };
        using var signIn = await page.GetAsync(new Uri("/sign-in", UriKind.Relative), Ct);
        Assert.Contains(
            $"form-action 'self' {Directory.Instance.TrimEnd('/')};",
            signIn.Headers.GetValues("Content-Security-Policy").Single(),
            StringComparison.Ordinal
        );
        using var roleless = await GetAsync(Directory.Token("SomethingElse"));
        Assert.Equal(HttpStatusCode.Forbidden, roleless.StatusCode);
    }

    private static async Task SignInAsync(Visitor visitor, string name, string from)
    {
        await visitor.Page.GotoAsync(from);
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in with Microsoft" }).ClickAsync();
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true }).ClickAsync();
        await visitor.Page.Locator(".person-name").WaitForAsync();
        Assert.Equal(name, await visitor.Page.Locator(".person-name").InnerTextAsync());
    }

    private async Task<string> AskedAsync(string cluster)
    {
        using var answer = await PostAsync(
            Directory.Token("Requester"),
            "/api/v1/requests",
            new
            {
                route = "prod-to-dev",
                source = new { newestOfCluster = "prod-altplus-cluster" },
                targetCluster = cluster,
                reason = "a test",
            }
        );
        var body = await answer.Content.ReadAsStringAsync(Ct);
        Assert.True(answer.StatusCode == HttpStatusCode.Created, body);
        return (string)JsonNode.Parse(body)!["id"]!;
    }

    private async Task<string> StatusAsync(string id)
    {
        using var answer = await GetAsync(Directory.Token("Auditor"), $"/api/v1/requests/{id}");
        return (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync(Ct))!["status"]!;
    }

    private Task<HttpResponseMessage> GetAsync(string token, string path = "/api/v1/requests") => SendAsync(HttpMethod.Get, token, path);

    private Task<HttpResponseMessage> PostAsync(string token, string path, object body) =>
        SendAsync(HttpMethod.Post, token, path, JsonContent.Create(body));

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string token, string path, HttpContent? body = null)
    {
        using var http = new HttpClient { BaseAddress = installation.App.Address };
        using var request = new HttpRequestMessage(method, path) { Content = body };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var answer = await http.SendAsync(request, Ct);
        await answer.Content.LoadIntoBufferAsync(Ct);
        return answer;
    }
}
