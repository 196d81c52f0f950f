using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SnapshotShare.Core.Identity;
using SnapshotShare.Web.Hosting;
using SnapshotShare.Web.Tests.Hosting;
using SnapshotShare.Web.Tests.SignIn;

namespace SnapshotShare.Web.Tests.Api;

/// <summary>
/// Every verb, every endpoint and every page with every role and with none. What is new must be written down here, with whose it is:
/// R requester, A approver, U auditor, D admin.
/// </summary>
public sealed class who_may_do_what(Application application) : IClassFixture<Application>
{
    private static readonly Dictionary<Permission, string> Verbs = new()
    {
        [Permission.Read] = "RAUD",
        [Permission.Request] = "RAD",
        [Permission.CancelOwn] = "RAD",
        [Permission.CancelAny] = "AD",
        [Permission.ExtendOwn] = "RAD",
        [Permission.ExtendAny] = "D",
        [Permission.Approve] = "AD",
        [Permission.Reject] = "AD",
        [Permission.UnshareOwn] = "RAD",
        [Permission.UnshareAny] = "AD",
        [Permission.RetryOwn] = "RAD",
        [Permission.RetryAny] = "AD",
        [Permission.DriftUnshare] = "AD",
        [Permission.DriftPropose] = "AD",
        [Permission.DriftApprove] = "AD",
        [Permission.RemoveStray] = "AD",
        [Permission.ReadConnection] = "RAD",
        [Permission.Freeze] = "AD",
        [Permission.LiftFreeze] = "D",
        [Permission.VerifyLedger] = "UD",
        [Permission.GiveUpHeads] = "D",
        [Permission.Export] = "UD",
        [Permission.TakeEvidence] = "AUD",
        [Permission.CheckRoute] = "AD",
        [Permission.ReadJobs] = "D",
    };

    /// <summary>Endpoints of the API, called for a request of the requester's; the body makes sense to whoever may.</summary>
    private static readonly Dictionary<string, (string Roles, object? Body)> Endpoints = new(StringComparer.Ordinal)
    {
        ["GET /accounts"] = ("RAUD", null),
        ["GET /accounts/{name}/snapshots"] = ("RAUD", null),
        ["GET /drift"] = ("RAUD", null),
        ["GET /exposure"] = ("RAUD", null),
        ["GET /freezes"] = ("RAUD", null),
        ["GET /ledger"] = ("RAUD", null),
        ["GET /ledger/verdict"] = ("RAUD", null),
        ["GET /requests"] = ("RAUD", null),
        ["GET /requests/{id}"] = ("RAUD", null),
        ["GET /requests/{id}/sheet"] = ("RAUD", null),
        ["GET /routes"] = ("RAUD", null),
        ["POST /drift/{id}/adopt"] = ("AD", new { until = "2030-01-01T00:00:00Z", reason = "" }),
        ["POST /drift/{id}/approve-adoption"] = ("AD", new { until = "2030-01-01T00:00:00Z" }),
        ["POST /drift/{id}/unshare"] = ("AD", new { }),
        ["POST /freezes"] = ("AD", new { reason = "" }),
        ["POST /freezes/lift"] = ("D", new { }),
        ["POST /ledger/export"] = ("UD", new { }),
        ["POST /ledger/give-up-heads"] = ("D", new { }),
        ["POST /ledger/verify"] = ("UD", new { }),
        ["POST /plans"] = ("RAD", Json.Terms("dev-matrix")),
        ["POST /requests"] = ("RAD", Json.Terms("dev-matrix")),
        ["POST /requests/{id}/approve"] = ("AD", new { digest = "0", reason = "" }),
        ["POST /requests/{id}/cancel"] = ("RAD", new { reason = "" }),
        ["POST /requests/{id}/connection"] = ("R", new { }),
        ["POST /requests/{id}/evidence"] = ("UD", new { }),
        ["POST /requests/{id}/extend"] = ("RD", new { by = "P1D" }),
        ["POST /requests/{id}/reject"] = ("AD", new { reason = "" }),
        ["POST /requests/{id}/retry"] = ("RAD", new { }),
        ["POST /requests/{id}/unshare"] = ("RAD", new { }),
        ["POST /routes/{name}/check"] = ("AD", new { }),
        ["POST /strays/{id}/remove"] = ("AD", new { reason = "" }),
    };

    /// <summary>Everything else that answers: who is not signed in gets in only where it says so.</summary>
    private static readonly HashSet<string> WithoutSignIn = new(StringComparer.Ordinal)
    {
        "GET /openapi/{documentName}.json",
        "ANY /healthz",
        "ANY /readyz",
        "GET /{**path:file}",
        "POST /sign-in",
        "POST /sign-out",
    };

    private static readonly HashSet<string> FormsOfPages = new(StringComparer.Ordinal) { "POST /history/export", "POST /history/evidence" };

    /// <summary>Hangfire's own pages and whatever lies below.</summary>
    private static readonly (string Route, string Roles) Jobs = ("ANY /jobs/{**path}", "D");
    private static readonly HashSet<string> PagesWithoutSignIn = new(StringComparer.Ordinal) { "/sign-in", "/not-found", "/error" };

    private static readonly Dictionary<char, string> Roles = new()
    {
        ['R'] = "requester",
        ['A'] = "approver",
        ['U'] = "auditor",
        ['D'] = "admin",
    };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void every_verb_is_whose_the_table_says()
    {
        foreach (var verb in Enum.GetValues<Permission>())
        {
            Assert.True(
                Verbs.TryGetValue(verb, out var expected),
                $"Permission.{verb} is new: add it to {nameof(who_may_do_what)}.Verbs with whose it is."
            );
            var actual = string.Concat(
                new[] { (Role.Requester, 'R'), (Role.Approver, 'A'), (Role.Auditor, 'U'), (Role.Admin, 'D') }
                    .Where(role => new Actor("x", "x", [role.Item1], SessionId: null).Allows(verb))
                    .Select(role => role.Item2)
            );
            Assert.True(expected == actual, $"{verb} is allowed for {actual}, the table says {expected}");
        }
    }

    [Fact]
    public async Task every_endpoint_lets_in_whom_the_table_says_and_nobody_without_a_sign_in()
    {
        var known = application
            .Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.Components.Endpoints.ComponentTypeMetadata>() is null)
            .SelectMany(endpoint =>
                (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["ANY"]).Select(method =>
                    $"{method} /{endpoint.RoutePattern.RawText!.TrimStart('/')}"
                )
            )
            .Where(route =>
                !route.Contains("/_", StringComparison.Ordinal) && !route.Contains('.', StringComparison.Ordinal)
                || WithoutSignIn.Contains(route)
            )
            .Where(route => !route.StartsWith("HEAD ", StringComparison.Ordinal))
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToList();
        var api = known
            .Where(route => route.Contains(" /api/v1", StringComparison.Ordinal))
            .Select(route => route.Replace("/api/v1", "", StringComparison.Ordinal))
            .ToList();
        Assert.Empty(api.Except(Endpoints.Keys, StringComparer.Ordinal));
        Assert.Empty(Endpoints.Keys.Except(api, StringComparer.Ordinal));
        Assert.Empty(
            known
                .Where(route => !route.Contains(" /api/v1", StringComparison.Ordinal))
                .Except(WithoutSignIn, StringComparer.Ordinal)
                .Except(FormsOfPages, StringComparer.Ordinal)
                .Except([Jobs.Route], StringComparer.Ordinal)
        );

        using var requester = application.As("requester");
        using var anybody = application.Anonymous();
        foreach (var (route, (roles, body)) in Endpoints.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            var (method, path) = (route.Split(' ')[0], route.Split(' ')[1].Replace("{name}", "prod", StringComparison.Ordinal));
            using (var nobody = await SendAsync(anybody, method, path.Replace("{id}", "x", StringComparison.Ordinal), body))
                Assert.True(nobody.StatusCode == HttpStatusCode.Unauthorized, $"{route} without a sign-in: {nobody.StatusCode}");
            foreach (var (letter, role) in Roles)
            {
                var id = path.StartsWith("/requests/{id}", StringComparison.Ordinal)
                    ? await AskedAsync(requester, $"dev-m-{letter}-{Endpoints.Keys.Order(StringComparer.Ordinal).ToList().IndexOf(route)}")
                    : "nobody";
                using var client = application.As(role);
                using var answer = await SendAsync(client, method, path.Replace("{id}", id, StringComparison.Ordinal), body);
                var mayNot = answer.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized;
                Assert.True(mayNot != roles.Contains(letter, StringComparison.Ordinal), $"{route} as {role}: {answer.StatusCode}");
                Assert.True((int)answer.StatusCode < 500, $"{route} as {role}: {answer.StatusCode}");
            }
        }
    }

    [Fact]
    public async Task every_page_asks_for_a_sign_in_unless_it_says_otherwise_and_every_role_may_read()
    {
        var pages = typeof(Urls)
            .Assembly.GetTypes()
            .SelectMany(type => type.GetCustomAttributes(typeof(RouteAttribute), inherit: false).Cast<RouteAttribute>())
            .Select(route => Regex.Replace(route.Template, @"\{\w+\}", "x", RegexOptions.None, TimeSpan.FromSeconds(1)))
            .ToList();
        Assert.Contains("/history", pages);
        using var anybody = application.Anonymous();
        foreach (var page in pages)
        {
            using var answer = await anybody.GetAsync(page, Ct);
            var open = PagesWithoutSignIn.Contains(page);
            Assert.True(open || answer.StatusCode == HttpStatusCode.Redirect, $"{page} without a sign-in: {answer.StatusCode}");
            if (!open)
                Assert.StartsWith(
                    "/sign-in",
                    answer.Headers.Location!.IsAbsoluteUri ? answer.Headers.Location.PathAndQuery : answer.Headers.Location.ToString(),
                    StringComparison.Ordinal
                );
        }
        foreach (var role in Roles.Values)
        {
            using var browser = new Browser(application);
            using (await browser.PostFormAsync("/sign-in", fields: [("persona", role)])) { }
            foreach (var page in pages.Except(PagesWithoutSignIn, StringComparer.Ordinal))
            {
                using var answer = await browser.GetAsync(page);
                Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.NotFound, $"{page} as {role}: {answer.StatusCode}");
            }
        }
    }

    [Theory]
    [InlineData("/jobs")]
    [InlineData("/jobs/servers")]
    [InlineData("/jobs/jobs/succeeded")]
    public async Task hangfires_pages_are_for_whom_the_table_says_and_nobody_presses_anything_there(string path)
    {
        using (var anybody = application.Anonymous())
        using (var answer = await anybody.GetAsync(path, Ct))
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        foreach (var (letter, role) in Roles)
        {
            using var browser = new Browser(application);
            using (await browser.PostFormAsync("/sign-in", fields: [("persona", role)])) { }
            using var seen = await browser.GetAsync(path);
            var may = Jobs.Roles.Contains(letter, StringComparison.Ordinal);
            Assert.Equal(may ? HttpStatusCode.OK : HttpStatusCode.Forbidden, seen.StatusCode);
            var text = await seen.Content.ReadAsStringAsync(Ct);
            Assert.Contains(may ? "Hangfire" : "Not for your role", text, StringComparison.Ordinal);
            Assert.Equal(
                [may ? SecurityHeaders.PolicyOfJobs : SecurityHeaders.ContentSecurityPolicy],
                seen.Headers.GetValues("Content-Security-Policy")
            );
            using var pressed = await browser.PostFormAsync("/jobs/jobs/succeeded/requeue", fields: [("jobs[]", "1")]);
            Assert.True(pressed.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden, $"{role}: {pressed.StatusCode}");
        }
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, string method, string path, object? body)
    {
        using var message = new HttpRequestMessage(new HttpMethod(method), $"/api/v1{path}");
        if (method == "POST")
            message.Content = JsonContent.Create(body ?? new { });
        return await client.SendAsync(message, Ct);
    }

    private static async Task<string> AskedAsync(HttpClient requester, string cluster)
    {
        using var asked = await requester.PostAsync("/requests", Json.Terms(cluster.ToLowerInvariant()));
        return (await asked.BodyAsync()).Text("id");
    }
}
