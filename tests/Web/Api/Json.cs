using System.Net.Http.Json;
using System.Text.Json;

namespace SnapshotShare.Web.Tests.Api;

internal static class Json
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<JsonElement> GetJsonAsync(this HttpClient client, string path) =>
        await client.GetFromJsonAsync<JsonElement>($"/api/v1{path}", Ct);

    public static Task<HttpResponseMessage> PostAsync(this HttpClient client, string path, object body) =>
        client.PostAsJsonAsync($"/api/v1{path}", body, Ct);

    public static Task<JsonElement> BodyAsync(this HttpResponseMessage answer) => answer.Content.ReadFromJsonAsync<JsonElement>(Ct);

    public static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString()!;

    public static object Terms(string cluster) =>
        new
        {
            route = "prod-to-dev",
            source = new { newestOfCluster = "prod-altplus-cluster" },
            targetCluster = cluster,
            reason = "a bug that only shows with real data",
        };
}
