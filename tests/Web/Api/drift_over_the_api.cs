using System.Net;
using System.Text.Json;
using SnapshotShare.Web.Tests.Hosting;

namespace SnapshotShare.Web.Tests.Api;

/// <summary>What was shared by hand: found by itself, taken away or adopted through the API. Each test has a finding of its own.</summary>
public sealed class drift_over_the_api(Application application) : IClassFixture<Application>
{
    private const string SharedWithDev = "prod-altplus-adhoc-for-dev";
    private const string SharedWithStranger = "prod-batch-to-vendor";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task what_was_shared_by_hand_is_found_and_unshared_at_once_by_an_approver()
    {
        using var dba = application.As("approver");
        var finding = await FoundAsync(dba, SharedWithStranger);
        Assert.Equal(("MadeElsewhere", "Open", "prod"), (finding.Text("kind"), finding.Text("state"), finding.Text("account")));

        foreach (var role in new[] { "requester", "auditor" })
        {
            using var other = application.As(role);
            using var refused = await other.PostAsync($"/drift/{finding.Text("id")}/unshare", new { });
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
            Assert.Equal("not-your-role", (await refused.BodyAsync()).Text("code"));
        }
        using var answer = await dba.PostAsync($"/drift/{finding.Text("id")}/unshare", new { });

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("Gone", (await answer.BodyAsync()).Text("state"));
        var listed = (await dba.GetJsonAsync("/drift")).EnumerateArray();
        Assert.DoesNotContain(listed, one => one.Text("id") == finding.Text("id"));
        var all = (await dba.GetJsonAsync("/drift?gone=true")).EnumerateArray();
        Assert.Contains(all, one => one.Text("id") == finding.Text("id"));
    }

    [Fact]
    public async Task an_adoption_needs_a_deadline_and_a_second_person()
    {
        using var dba = application.As("approver");
        using var admin = application.As("admin");
        var id = (await FoundAsync(dba, SharedWithDev)).Text("id");
        using var past = await dba.PostAsync($"/drift/{id}/adopt", new { until = "2020-01-01T00:00:00Z", reason = "" });
        Assert.Equal("adoption-bounds", (await past.BodyAsync()).Text("code"));

        var deadline = TimeProvider.System.GetUtcNow().AddDays(7).UtcDateTime;
        using var proposed = await dba.PostAsync($"/drift/{id}/adopt", new { until = deadline, reason = "a partner reads it" });
        Assert.Equal(HttpStatusCode.OK, proposed.StatusCode);
        var proposal = await proposed.BodyAsync();
        Assert.Equal("AdoptionProposed", proposal.Text("state"));

        using var own = await dba.PostAsync($"/drift/{id}/approve-adoption", new { until = proposal.Text("adoptedUntil") });
        Assert.Equal(HttpStatusCode.Forbidden, own.StatusCode);
        Assert.Equal("own-proposal", (await own.BodyAsync()).Text("code"));
        using var approved = await admin.PostAsync($"/drift/{id}/approve-adoption", new { until = proposal.Text("adoptedUntil") });
        Assert.Equal("Adopted", (await approved.BodyAsync()).Text("state"));
    }

    [Fact]
    public async Task an_unknown_finding_is_not_found_by_any_verb()
    {
        using var admin = application.As("admin");
        foreach (var verb in new[] { "unshare", "adopt", "approve-adoption" })
        {
            object body = verb == "unshare" ? new { } : new { until = "2030-01-01T00:00:00Z" };
            using var answer = await admin.PostAsync($"/drift/nobody/{verb}", body);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            Assert.Equal("no-such-drift", (await answer.BodyAsync()).Text("code"));
        }
    }

    private static async Task<JsonElement> FoundAsync(HttpClient client, string snapshot)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var drift = (await client.GetJsonAsync("/drift")).EnumerateArray().ToList();
            if (drift.Find(finding => finding.Text("snapshotIdentifier") == snapshot) is { ValueKind: JsonValueKind.Object } found)
                return found;
            Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromMinutes(2), $"{snapshot} was not found");
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Ct);
        }
    }
}
