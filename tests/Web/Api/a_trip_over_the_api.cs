using System.Net;
using System.Text.Json;
using SnapshotShare.Web.Tests.Hosting;

namespace SnapshotShare.Web.Tests.Api;

/// <summary>The main job through the HTTP API alone, from asking to giving back.</summary>
public sealed class a_trip_over_the_api(Application application) : IClassFixture<Application>
{
    [Fact]
    public async Task a_dev_cluster_comes_and_goes_through_the_api_alone()
    {
        using var developer = application.As("requester");
        using var dba = application.As("approver");

        using var asked = await developer.PostAsync("/requests", Json.Terms("dev-by-api"));
        Assert.Equal(HttpStatusCode.Created, asked.StatusCode);
        var request = await asked.BodyAsync();
        var id = request.Text("id");
        Assert.Equal($"/api/v1/requests/{id}", asked.Headers.Location!.ToString());
        Assert.Equal("WaitingForApproval", request.Text("status"));

        using var approved = await dba.PostAsync(
            $"/requests/{id}/approve",
            new
            {
                digest = request.GetProperty("plan").Text("digest"),
                reason = "fine",
                window = "PT2H",
            }
        );
        Assert.Equal(HttpStatusCode.OK, approved.StatusCode);
        var shorter = (await approved.BodyAsync()).GetProperty("plan");
        Assert.Equal(("PT2H", "P7D"), (shorter.Text("window"), shorter.Text("life")));

        var ready = await UntilAsync(developer, id, "Ready");
        Assert.NotEqual(JsonValueKind.Null, ready.GetProperty("share").GetProperty("provenAt").ValueKind);
        Assert.DoesNotContain("dev-by-api.cluster-", ready.ToString(), StringComparison.Ordinal);
        using var connection = await developer.PostAsync($"/requests/{id}/connection", new { });
        Assert.Contains("dev-by-api.cluster-", (await connection.BodyAsync()).Text("endpoint"), StringComparison.Ordinal);
        using var notTheirs = await dba.PostAsync($"/requests/{id}/connection", new { });
        Assert.Equal(
            (HttpStatusCode.Forbidden, "connection-not-yours"),
            (notTheirs.StatusCode, (await notTheirs.BodyAsync()).Text("code"))
        );

        using var extended = await developer.PostAsync($"/requests/{id}/extend", new { by = "P1D" });
        Assert.Equal(
            ready.GetProperty("expiresAt").GetDateTime().AddDays(1),
            (await extended.BodyAsync()).GetProperty("expiresAt").GetDateTime()
        );

        using var givenBack = await developer.PostAsync($"/requests/{id}/cancel", new { reason = "done with it" });
        Assert.Equal(HttpStatusCode.OK, givenBack.StatusCode);
        await UntilAsync(developer, id, "Ended");
        await UntilGoneAsync(developer, "dev-by-api");
    }

    private static async Task<JsonElement> UntilAsync(HttpClient client, string id, string status)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var request = await client.GetJsonAsync($"/requests/{id}");
            if (request.Text("status") == status)
                return request;
            Assert.False(request.Text("status") is "Failed" or "Blocked", request.ToString());
            Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromMinutes(2), $"Not {status}: {request}");
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    private static async Task UntilGoneAsync(HttpClient client, string cluster)
    {
        var started = TimeProvider.System.GetTimestamp();
        while ((await ClustersAsync(client)).Contains(cluster))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromMinutes(2), $"{cluster} is still there");
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    private static JsonElement Evidence(JsonElement request, string step) =>
        request.GetProperty("steps").EnumerateArray().Single(one => one.Text("name") == step).GetProperty("evidence");

    private static async Task<List<string>> ClustersAsync(HttpClient client) =>
        [
            .. (await client.GetJsonAsync("/accounts"))
                .EnumerateArray()
                .Single(account => account.Text("name") == "dev")
                .GetProperty("clusters")
                .EnumerateArray()
                .Select(cluster => cluster.Text("identifier")),
        ];
}
