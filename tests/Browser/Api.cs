using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace SnapshotShare.Browser.Tests;

/// <summary>What happens elsewhere while a page is open.</summary>
internal sealed class Api(Application app, string persona) : IDisposable
{
    private readonly HttpClient _http = new()
    {
        BaseAddress = app.Address,
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", $"sandbox-{persona}") },
    };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <returns>The request's ID.</returns>
    public async Task<string> AskAsync(
        string reason = "to look at a slow query",
        string cluster = "prod-altplus-cluster",
        string goal = "Cluster"
    )
    {
        var asked = await PostAsync(
            "/requests?another=true",
            new
            {
                route = "prod-to-dev",
                source = new { newestOfCluster = cluster },
                goal,
                reason,
            }
        );
        return asked.GetProperty("id").GetString()!;
    }

    public async Task ApproveAsync(string request)
    {
        var plan = (await GetAsync($"/requests/{request}")).GetProperty("plan");
        await PostAsync($"/requests/{request}/approve", new { digest = plan.GetProperty("digest").GetString(), reason = "agreed" });
    }

    public Task RejectAsync(string request, string reason) => PostAsync($"/requests/{request}/reject", new { reason });

    public Task CancelAsync(string request) => PostAsync($"/requests/{request}/cancel", new { reason = "not needed" });

    public Task FreezeAsync(string reason) => PostAsync("/freezes", new { reason });

    public Task LiftAsync() => PostAsync("/freezes/lift", new { });

    /// <summary>The share that somebody made by hand, once it has been found.</summary>
    /// <returns>The finding's ID.</returns>
    public async Task<string> FirstDriftAsync()
    {
        var since = Stopwatch.StartNew();
        JsonElement drift;
        while ((drift = await GetAsync("/drift")).GetArrayLength() == 0)
        {
            Assert.True(since.Elapsed < TimeSpan.FromMinutes(4), "No drift is found.");
            await PauseAsync();
        }
        return drift[0].GetProperty("id").GetString()!;
    }

    /// <summary>Proposes to keep a share that nobody here made; somebody else must agree.</summary>
    public Task ProposeAdoptionAsync(string drift, DateTime until) =>
        PostAsync($"/drift/{drift}/adopt", new { until, reason = "a partner reads it" });

    public async Task<string> StatusAsync(string request) => (await GetAsync($"/requests/{request}")).GetProperty("status").GetString()!;

    /// <summary>Until the request is as it should be.</summary>
    public async Task UntilAsync(string request, Func<JsonElement, bool> isSo)
    {
        var since = Stopwatch.StartNew();
        JsonElement row;
        while (!isSo(row = await GetAsync($"/requests/{request}")))
        {
            Assert.True(since.Elapsed < TimeSpan.FromMinutes(4), $"Still {row}");
            await PauseAsync();
        }
    }

    public Task UntilAsync(string request, string status) => UntilAsync(request, row => row.GetProperty("status").GetString() == status);

    public async Task<JsonElement> GetAsync(string path) => await _http.GetFromJsonAsync<JsonElement>($"/api/v1{path}", Ct);

    public void Dispose() => _http.Dispose();

    private static Task PauseAsync() => Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Ct);

    private async Task<JsonElement> PostAsync(string path, object body)
    {
        using var answer = await _http.PostAsJsonAsync($"/api/v1{path}", body, Ct);
        var text = await answer.Content.ReadAsStringAsync(Ct);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {text}");
        return JsonSerializer.Deserialize<JsonElement>(text);
    }
}
