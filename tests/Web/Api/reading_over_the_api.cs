using System.Net;
using System.Text.Json;
using SnapshotShare.Web.Tests.Hosting;

namespace SnapshotShare.Web.Tests.Api;

public sealed class reading_over_the_api(Application application) : IClassFixture<Application>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task routes_say_their_limits_as_iso_durations()
    {
        using var auditor = application.As("auditor");
        var route = Assert.Single((await auditor.GetJsonAsync("/routes")).EnumerateArray());
        Assert.Equal(("prod-to-dev", "P1D", "P7D"), (route.Text("name"), route.Text("shareWindow"), route.Text("clusterLife")));
    }

    [Fact]
    public async Task snapshots_of_an_account_come_newest_first_and_an_unknown_account_is_not_found()
    {
        using var auditor = application.As("auditor");
        var snapshots = await SeenAsync(auditor, "prod");
        var times = snapshots.Select(snapshot => snapshot.GetProperty("takenAt").GetDateTime()).ToList();
        Assert.Equal(times.OrderDescending(), times);
        Assert.Contains(snapshots, snapshot => snapshot.Text("type") == "automated" && snapshot.Text("keyManager") == "AWS");
        Assert.Equal(2, snapshots.Count(snapshot => snapshot.Text("type") == "awsbackup"));

        using var unknown = await auditor.GetAsync("/api/v1/accounts/nowhere/snapshots", Ct);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        Assert.Equal("no-such-account", (await unknown.BodyAsync()).Text("code"));
    }

    [Fact]
    public async Task a_snapshot_of_AWS_Backup_is_listed_and_taken_for_a_plan()
    {
        using var developer = application.As("requester");
        var backup = (await SeenAsync(developer, "prod")).First(snapshot => snapshot.Text("type") == "awsbackup");
        var terms = new { route = "prod-to-dev", source = new { snapshotIdentifier = backup.Text("identifier") } };

        using var answer = await developer.PostAsync("/plans", terms);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var plan = await answer.BodyAsync();
        Assert.Equal("awsbackup", plan.GetProperty("source").Text("snapshotType"));
        Assert.Contains(plan.GetProperty("steps").EnumerateArray(), step => step.Text("name") == "CopyForSharing");
    }

    [Fact]
    public async Task the_exposure_at_a_moment_that_cannot_be_read_is_not_that_of_now()
    {
        using var auditor = application.As("auditor");
        using var answer = await auditor.GetAsync("/api/v1/exposure?at=nonsense", Ct);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("at", (await answer.BodyAsync()).Text("code"));
    }

    [Fact]
    public async Task the_ledger_is_read_on_from_where_one_was_and_every_entry_names_the_hash_before_it()
    {
        using var developer = application.As("requester");
        using (await developer.PostAsync("/requests", Json.Terms("dev-for-ledger"))) { }

        var entries = new List<JsonElement>();
        long? after = 0;
        while (after is { } from)
        {
            var page = await developer.GetJsonAsync($"/ledger?after={from}&limit=2");
            entries.AddRange(page.GetProperty("entries").EnumerateArray());
            after = page.GetProperty("next").ValueKind == JsonValueKind.Null ? null : page.GetProperty("next").GetInt64();
        }

        Assert.Equal(Enumerable.Range(1, entries.Count), entries.Select(entry => entry.GetProperty("sequence").GetInt32()));
        Assert.Equal(
            entries.Select(entry => entry.Text("hash")).Prepend(new string('0', 64)).SkipLast(1),
            entries.Select(entry => entry.Text("previousHash"))
        );
        Assert.Contains(entries, entry => entry.Text("kind") == "request.created");
    }

    [Fact]
    public async Task requests_are_listed_newest_first_a_page_at_a_time()
    {
        using var developer = application.As("requester");
        foreach (var cluster in new[] { "dev-list-1", "dev-list-2", "dev-list-3" })
            using (await developer.PostAsync("/requests", Json.Terms(cluster))) { }

        var all = (await developer.GetJsonAsync("/requests?limit=200")).EnumerateArray().Select(request => request.Text("id")).ToList();
        var first = (await developer.GetJsonAsync("/requests?limit=2")).EnumerateArray().Select(request => request.Text("id")).ToList();
        var second = (await developer.GetJsonAsync($"/requests?limit=2&after={first[^1]}"))
            .EnumerateArray()
            .Select(r => r.Text("id"))
            .ToList();

        Assert.Equal(all.Take(2), first);
        Assert.Equal(all.Skip(2).Take(2), second);
        using var tooMany = await developer.GetAsync("/api/v1/requests?limit=5000", Ct);
        Assert.Equal(HttpStatusCode.BadRequest, tooMany.StatusCode);
    }

    [Fact]
    public async Task the_description_names_every_address_and_says_how_durations_are_written()
    {
        using var anybody = application.Anonymous();
        using var document = JsonDocument.Parse(await anybody.GetStringAsync("/openapi/v1.json", Ct));
        var paths = document.RootElement.GetProperty("paths").EnumerateObject().Select(path => path.Name).Order(StringComparer.Ordinal);
        Assert.Equal(
            [
                "/api/v1/accounts",
                "/api/v1/accounts/{name}/snapshots",
                "/api/v1/drift",
                "/api/v1/drift/{id}/adopt",
                "/api/v1/drift/{id}/approve-adoption",
                "/api/v1/drift/{id}/unshare",
                "/api/v1/exposure",
                "/api/v1/freezes",
                "/api/v1/freezes/lift",
                "/api/v1/ledger",
                "/api/v1/ledger/export",
                "/api/v1/ledger/give-up-heads",
                "/api/v1/ledger/verdict",
                "/api/v1/ledger/verify",
                "/api/v1/plans",
                "/api/v1/requests",
                "/api/v1/requests/{id}",
                "/api/v1/requests/{id}/approve",
                "/api/v1/requests/{id}/cancel",
                "/api/v1/requests/{id}/connection",
                "/api/v1/requests/{id}/evidence",
                "/api/v1/requests/{id}/extend",
                "/api/v1/requests/{id}/reject",
                "/api/v1/requests/{id}/retry",
                "/api/v1/requests/{id}/sheet",
                "/api/v1/requests/{id}/unshare",
                "/api/v1/routes",
                "/api/v1/routes/{name}/check",
                "/api/v1/strays/{id}/remove",
            ],
            paths
        );
        var by = document.RootElement.GetProperty("components").GetProperty("schemas").GetProperty("ExtensionContract");
        Assert.Equal("duration", by.GetProperty("properties").GetProperty("by").Text("format"));
    }

    private static async Task<List<JsonElement>> SeenAsync(HttpClient client, string account)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var snapshots = (await client.GetJsonAsync($"/accounts/{account}/snapshots")).EnumerateArray().ToList();
            if (snapshots.Count > 0)
                return snapshots;
            Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromMinutes(2), $"No snapshot of {account} is seen");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Ct);
        }
    }
}
