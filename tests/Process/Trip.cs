using System.Text.Json;

namespace SnapshotShare.Process.Tests;

/// <summary>One request from asking to its end, by somebody who starts the application again whenever it is found dead.</summary>
public sealed class Trip(Stage stage)
{
    private TaskCompletionSource _look = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private string? _digest;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public string Id { get; private set; } = "";

    public async Task AskAndApproveAsync(string cluster, string? window = null)
    {
        await AskAsync(cluster, window);
        await ApproveAsync();
    }

    /// <param name="window">A duration as the API takes it; null for the route's.</param>
    public async Task AskAsync(string cluster, string? window = null) =>
        Read(await CallAsync(HttpMethod.Post, "/api/v1/requests", "requester", Terms(cluster, window)));

    public static object Terms(string cluster, string? window = null) =>
        new
        {
            route = "prod-to-dev",
            source = new { newestOfCluster = "prod-altplus-cluster" },
            targetCluster = cluster,
            window,
            reason = "to see it survive",
        };

    /// <summary>A share and nothing else, which stands until its deadline.</summary>
    /// <param name="window">A duration as the API takes it.</param>
    public async Task AskForShareAsync(string window)
    {
        Read(
            await CallAsync(
                HttpMethod.Post,
                "/api/v1/requests",
                "requester",
                new
                {
                    route = "prod-to-dev",
                    goal = "Share",
                    source = new { newestOfCluster = "prod-altplus-cluster" },
                    window,
                    reason = "to see it taken away",
                }
            )
        );
        await ApproveAsync();
    }

    public Task ApproveAsync() => CallAsync(HttpMethod.Post, $"/api/v1/requests/{Id}/approve", "approver", Yes);

    /// <summary>The body of an approval.</summary>
    public object Yes => new { digest = _digest, reason = "fine" };

    public async Task<JsonElement> ShareAsync() =>
        (await CallAsync(HttpMethod.Get, $"/api/v1/requests/{Id}", "auditor", body: null)).GetProperty("share");

    public async Task UntilEndedAsync()
    {
        for (var looks = 0; ; looks++)
        {
            var request = await CallAsync(HttpMethod.Get, $"/api/v1/requests/{Id}", "auditor", body: null);
            if (request.GetProperty("status").GetString() == "Ended")
                return;
            Assert.True(looks < 400, $"It has not ended: {request}\n{stage.Application.Output}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Ct);
        }
    }

    /// <summary>Ends when every entry that is in the ledger now has been told to <c>onEntry</c>, or the application has died of one.</summary>
    public async Task HeardAsync()
    {
        // The look under way may have begun before the newest entry.
        await Volatile.Read(ref _look).Task;
        await Volatile.Read(ref _look).Task;
    }

    /// <summary>
    /// Looks until the request stands there, calling <paramref name="onEntry"/> with each new ledger entry on the way.
    /// Where it kills the application, what comes after that entry is told to it once the application is back.
    /// </summary>
    public async Task<JsonElement> UntilAsync(string status, Func<JsonElement, Task>? onEntry = null)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        patience.CancelAfter(TimeSpan.FromMinutes(10));
        JsonElement? last = null;
        try
        {
            return await LookUntilAsync(status, onEntry, row => last = row, patience.Token);
        }
        catch (OperationCanceledException e) when (!Ct.IsCancellationRequested)
        {
            throw new TimeoutException($"It has not come to {status}: {last}\n{stage.Application.Output}", e);
        }
    }

    private async Task<JsonElement> LookUntilAsync(
        string status,
        Func<JsonElement, Task>? onEntry,
        Action<JsonElement> onRow,
        CancellationToken ct
    )
    {
        long seen = 0;
        while (true)
        {
            if (stage.Application.HasExited)
                await stage.StartAsync(ct);
            var request = await stage.TryAsync(HttpMethod.Get, $"/api/v1/requests/{Id}", "auditor", body: null, ct);
            // After the status, so that the entries that led to it are told too.
            if (onEntry is not null)
            {
                (seen, var isAll) = await HearAsync(seen, onEntry, ct);
                if (isAll || stage.Application.HasExited)
                    Interlocked.Exchange(ref _look, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
                else
                    continue;
            }
            if (request is { } row)
            {
                onRow(row);
                if (row.GetProperty("status").GetString() == status && !stage.Application.HasExited)
                    return row;
                Assert.False(row.GetProperty("status").GetString() is "Failed" or "Cancelled" or "Ended", row.ToString());
            }
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, ct);
        }
    }

    public async Task<List<JsonElement>> LedgerAsync()
    {
        var page = await CallAsync(HttpMethod.Get, "/api/v1/ledger?limit=1000", "auditor", body: null);
        return [.. page.GetProperty("entries").EnumerateArray()];
    }

    private void Read(JsonElement request) =>
        (Id, _digest) = (request.GetProperty("id").GetString()!, request.GetProperty("plan").GetProperty("digest").GetString());

    /// <returns>The newest entry told, and whether it was the ledger's newest.</returns>
    private async Task<(long Seen, bool IsAll)> HearAsync(long seen, Func<JsonElement, Task> onEntry, CancellationToken ct)
    {
        while (await stage.TryAsync(HttpMethod.Get, $"/api/v1/ledger?after={seen}", "auditor", body: null, ct) is { } page)
        {
            foreach (var entry in page.GetProperty("entries").EnumerateArray())
            {
                seen = entry.GetProperty("sequence").GetInt64();
                await onEntry(entry);
                if (stage.Application.HasExited)
                    return (seen, false);
            }
            if (page.GetProperty("next").ValueKind is JsonValueKind.Null)
                return (seen, true);
        }
        return (seen, false);
    }

    private async Task<JsonElement> CallAsync(HttpMethod method, string path, string role, object? body)
    {
        var answer = await stage.TryAsync(method, path, role, body, Ct);
        Assert.True(answer is not null, stage.Application.Output);
        return answer.Value;
    }
}
