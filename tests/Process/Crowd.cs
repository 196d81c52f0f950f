using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace SnapshotShare.Process.Tests;

/// <summary>Developers who ask, approvers who say yes, and owners who give back, over the HTTP API and undeterred by anything that happens to it.</summary>
internal sealed class Crowd : IAsyncDisposable
{
    /// <summary>The statuses out of which no request comes again.</summary>
    public static readonly IReadOnlySet<string> Final = new HashSet<string>(StringComparer.Ordinal)
    {
        "Rejected",
        "Unanswered",
        "Cancelled",
        "Failed",
        "Ended",
    };

    private const int AtOnce = 6;
    private const int LongestList = 200;
    private readonly HttpClient _http;
    private readonly int _size;
    private readonly CancellationTokenSource _over = new();
    private readonly ConcurrentDictionary<int, string> _asked = new();
    private readonly List<Task> _busy = [];
    private int _next = -1;
    private int _sentAgain;

    public Crowd(Uri address, int size)
    {
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = address, Timeout = TimeSpan.FromMinutes(1) };
        _size = size;
    }

    /// <summary>The number of requests that were answered with an identifier, or found again after an answer that never came.</summary>
    public int Asked => _asked.Count;

    /// <summary>The times that somebody had to ask once more, because nobody answered or AWS did not let the plan be made.</summary>
    public int SentAgain => Volatile.Read(ref _sentAgain);

    public void Begin()
    {
        for (var i = 0; i < AtOnce; i++)
            _busy.Add(Task.Run(() => AskAsync(_over.Token)));
        _busy.Add(Task.Run(() => ApproveAsync(_over.Token)));
        _busy.Add(Task.Run(() => GiveBackAsync(_over.Token)));
    }

    /// <summary>Whoever has asked in vain so far rests; a mistake of theirs comes to light here.</summary>
    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await Task.WhenAll(_busy);
        _over.Dispose();
        _http.Dispose();
    }

    /// <summary>Every request as the list has it, newest first; null where nobody answers.</summary>
    public async Task<IReadOnlyList<JsonElement>?> AllAsync(CancellationToken ct, string? status = null)
    {
        var all = new List<JsonElement>();
        while (true)
        {
            var after = all.Count == 0 ? "" : $"&after={all[^1].GetProperty("id").GetString()}";
            var only = status is null ? "" : $"&status={status}";
            var (code, page) = await SayAsync(HttpMethod.Get, $"/api/v1/requests?limit={LongestList}{after}{only}", "auditor", null, ct);
            if (code != HttpStatusCode.OK)
                return null;
            all.AddRange(page.EnumerateArray());
            if (page.GetArrayLength() < LongestList)
                return all;
        }
    }

    public async Task<JsonElement> OneAsync(string id, CancellationToken ct)
    {
        var (code, request) = await SayAsync(HttpMethod.Get, $"/api/v1/requests/{id}", "auditor", null, ct);
        Assert.Equal(HttpStatusCode.OK, code);
        return request;
    }

    /// <summary>The status and what was said; no status where nobody answers.</summary>
    public async Task<(HttpStatusCode? Code, JsonElement Said)> SayAsync(
        HttpMethod method,
        string path,
        string role,
        object? body,
        CancellationToken ct
    )
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", $"sandbox-{role}");
        try
        {
            using var answer = await _http.SendAsync(request, ct);
            return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>(ct));
        }
        catch (Exception e) when (e is HttpRequestException or IOException or JsonException or TaskCanceledException)
        {
            ct.ThrowIfCancellationRequested();
            return (null, default);
        }
    }

    private async Task AskAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested && Interlocked.Increment(ref _next) is var number && number < _size)
        {
            try
            {
                _asked[number] = await AskAsync(number, ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task<string> AskAsync(int number, CancellationToken ct)
    {
        var wish = Wish(number);
        while (true)
        {
            var (code, said) = await SayAsync(HttpMethod.Post, "/api/v1/requests?another=true", "requester", wish, ct);
            if (code == HttpStatusCode.Created)
                return said.GetProperty("id").GetString()!;
            Assert.False(code is HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden, said.ToString());
            // Asked, and the answer lost: made all the same, perhaps. Nobody asks twice before having looked.
            for (var isKnown = code is not null; !isKnown; )
            {
                await PauseAsync(0.5, ct);
                if (await AllAsync(ct) is not { } all)
                    continue;
                isKnown = true;
                foreach (var row in all.Select(row => row.GetProperty("id").GetString()!).Except(_asked.Values, StringComparer.Ordinal))
                {
                    var (found, request) = await SayAsync(HttpMethod.Get, $"/api/v1/requests/{row}", "requester", null, ct);
                    isKnown &= found == HttpStatusCode.OK;
                    if (isKnown && request.GetProperty("terms").GetProperty("reason").GetString() == Reason(number))
                        return row;
                }
            }
            Interlocked.Increment(ref _sentAgain);
            await PauseAsync(0.5, ct);
        }
    }

    private static string Reason(int number) => string.Create(CultureInfo.InvariantCulture, $"the {number}th wish of the flood");

    /// <summary>Clusters that are given back, copies, shares that run out, and clusters whose life does.</summary>
    private static object Wish(int number) =>
        new
        {
            route = "prod-to-dev",
            goal = (number % 4) switch
            {
                1 => "Copy",
                2 => "Share",
                _ => "Cluster",
            },
            source = new { newestOfCluster = number % 3 == 0 ? "prod-batch-cluster" : "prod-altplus-cluster" },
            targetCluster = number % 4 is 1 or 2 ? null : $"dev-flood-{number}",
            window = number % 4 == 2 ? "PT15S" : "PT2M",
            life = number % 4 == 3 ? "PT10S" : null,
            reason = Reason(number),
        };

    private async Task ApproveAsync(CancellationToken ct)
    {
        try
        {
            while (true)
            {
                foreach (var row in await AllAsync(ct, "WaitingForApproval") ?? [])
                {
                    var id = row.GetProperty("id").GetString();
                    var (code, request) = await SayAsync(HttpMethod.Get, $"/api/v1/requests/{id}", "approver", null, ct);
                    if (code != HttpStatusCode.OK)
                        continue;
                    var digest = request.GetProperty("plan").GetProperty("digest").GetString();
                    await SayAsync(HttpMethod.Post, $"/api/v1/requests/{id}/approve", "approver", new { digest, reason = "fine" }, ct);
                }
                await PauseAsync(0.2, ct);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested) { }
    }

    private async Task GiveBackAsync(CancellationToken ct)
    {
        try
        {
            while (true)
            {
                foreach (var row in await AllAsync(ct, "Ready") ?? [])
                    if (!EndsByItself(row))
                        await SayAsync(
                            HttpMethod.Post,
                            $"/api/v1/requests/{row.GetProperty("id").GetString()}/cancel",
                            "requester",
                            new { reason = "seen what I wanted" },
                            ct
                        );
                await PauseAsync(0.5, ct);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested) { }
    }

    /// <summary>The life of some is short; what is only a copy has none.</summary>
    private static bool EndsByItself(JsonElement row) =>
        row.GetProperty("expiresAt") is { ValueKind: JsonValueKind.String } end
        && end.GetDateTime() - row.GetProperty("readyAt").GetDateTime() < TimeSpan.FromHours(1);

    private static Task PauseAsync(double seconds, CancellationToken ct) =>
        Task.Delay(TimeSpan.FromSeconds(seconds), TimeProvider.System, ct);
}
