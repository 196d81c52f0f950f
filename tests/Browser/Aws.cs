using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using SnapshotShare.Web.Hosting;

namespace SnapshotShare.Browser.Tests;

/// <summary>What happens in the sandbox behind the application's back, as its <c>/_sandbox/</c> understands it.</summary>
internal static class Aws
{
    public static async Task ChangeAsync(Application app, string what, object how)
    {
        using var http = new HttpClient { BaseAddress = app.Services.GetRequiredService<EmbeddedSandbox>().Endpoint };
        using var answer = await http.PostAsJsonAsync($"_sandbox/{what}", how, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
    }
}
