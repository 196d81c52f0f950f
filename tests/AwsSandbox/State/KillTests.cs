using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace SnapshotShare.AwsSandbox.Tests.State;

/// <summary>The sandbox as a process of its own, killed in the middle of its work.</summary>
public sealed class KillTests
{
    [Fact]
    public async Task whatever_was_answered_survives_a_kill()
    {
        var token = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        var answered = 0;
        for (var round = 0; round < 4; round++)
        {
            using var process = Start(folder.Path);
            try
            {
                using var client = new HttpClient { BaseAddress = await AddressAsync(process, token) };
                var state = await client.GetFromJsonAsync<JsonObject>("_sandbox/state", token);
                var there = state!["snapshots"]!.AsArray().Count(s => ((string)s!["arn"]!).Contains(":kill-", StringComparison.Ordinal));
                // A request whose answer the kill swallowed may have been done.
                Assert.InRange(there, answered, answered + 1);
                answered = there;
                await foreach (var __ in AddUntilKilledAsync(client, round, token))
                {
                    // The kill comes from the side, while the requests go on.
                    if (++answered % 7 == 0)
                        _ = Task.Run(process.Kill, CancellationToken.None);
                }
                await process.WaitForExitAsync(token);
            }
            finally
            {
                if (!process.HasExited)
                    process.Kill();
            }
        }
        Assert.InRange(answered, 7, int.MaxValue);
    }

    private static async IAsyncEnumerable<int> AddUntilKilledAsync(
        HttpClient client,
        int round,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken token
    )
    {
        for (var i = 0; ; i++)
        {
            try
            {
                var body = string.Create(CultureInfo.InvariantCulture, $$"""{"count":1,"prefix":"kill-{{round}}-{{i}}"}""");
                using var content = new StringContent(body);
                using var response = await client.PostAsync("_sandbox/snapshots", content, token);
                response.EnsureSuccessStatusCode();
                await response.Content.ReadAsByteArrayAsync(token);
            }
            catch (HttpRequestException)
            {
                yield break;
            }
            yield return i;
        }
    }

    private static Process Start(string folder) =>
        Process.Start(
            new ProcessStartInfo(
                "dotnet",
                [
                    Path.Combine(AppContext.BaseDirectory, "SnapshotShare.AwsSandbox.dll"),
                    "--urls",
                    "http://127.0.0.1:0",
                    "--Speed",
                    "60",
                    "--Data",
                    folder,
                ]
            )
            {
                RedirectStandardOutput = true,
                UseShellExecute = false,
            }
        )!;

    private static async Task<Uri> AddressAsync(Process process, CancellationToken token)
    {
        var line = await process.StandardOutput.ReadLineAsync(token) ?? throw new InvalidOperationException("The sandbox did not start.");
        return new(line.Split(' ').First(w => w.StartsWith("http://", StringComparison.Ordinal)));
    }
}
