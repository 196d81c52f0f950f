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
    public async Task<string> AskAsync(string reason = "to look at a slow query", string cluster = "prod-altplus-cluster")
    {
        var asked = await PostAsync(
            "/requests",
            new
            {
                route = "prod-to-dev",
                source = new { newestOfCluster = cluster },
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

    public async Task<JsonElement> GetAsync(string path) => await _http.GetFromJsonAsync<JsonElement>($"/api/v1{path}", Ct);

    public void Dispose() => _http.Dispose();

    private async Task<JsonElement> PostAsync(string path, object body)
    {
        using var answer = await _http.PostAsJsonAsync($"/api/v1{path}", body, Ct);
        var text = await answer.Content.ReadAsStringAsync(Ct);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {text}");
        return JsonSerializer.Deserialize<JsonElement>(text);
    }
}
