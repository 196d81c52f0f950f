using System.Net.Http.Json;
using System.Text.Json;

namespace SnapshotShare.Process.Tests;

/// <summary>Trouble that does not end: of each kind some always waits at AWS for the next calls to come.</summary>
internal sealed class Weather(Uri aws, int seed) : IAsyncDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = aws };
    private readonly CancellationTokenSource _over = new();
    private readonly Random _random = new(seed);
    private Task _blowing = Task.CompletedTask;

    public void Begin() => _blowing = BlowAsync(_over.Token);

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _blowing;
        _over.Dispose();
        _http.Dispose();
    }

    private async Task BlowAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                var waiting = await _http.GetFromJsonAsync<JsonElement>(new Uri("/_sandbox/faults", UriKind.Relative), ct);
                var kinds = waiting
                    .EnumerateArray()
                    .Select(fault => (fault.GetProperty("kind").GetString(), fault.GetProperty("operation").GetString() == "*"))
                    .ToHashSet();
                foreach (var fault in Faults().Where(fault => !kinds.Contains((fault.Kind, fault.Operation == "*"))))
                    using (await _http.PostAsJsonAsync(new Uri("/_sandbox/faults", UriKind.Relative), fault, JsonSerializerOptions.Web, ct))
                    { }
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, ct);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <summary>How many calls pass first is drawn anew each time.</summary>
    private IEnumerable<Fault> Faults() =>
        [
            new("Throttling", _random.Next(40)) { Count = 1 + _random.Next(4) },
            new("InternalFailure", _random.Next(40)),
            // An answer to a change is what hurts, and most calls are reads.
            new("AnswerLost", _random.Next(60)),
            new("AnswerLost", _random.Next(2)) { Operation = Changing[_random.Next(Changing.Length)] },
            new("SlowShare", _random.Next(3)) { Seconds = 1 + _random.Next(5) },
            new("CopyFails", 2 + _random.Next(8)) { Percent = _random.Next(100) },
        ];

    private static readonly string[] Changing =
    [
        "CopyDBClusterSnapshot",
        "ModifyDBClusterSnapshotAttribute",
        "DeleteDBClusterSnapshot",
        "RestoreDBClusterFromSnapshot",
        "CreateDBInstance",
        "DeleteDBCluster",
    ];

    private sealed record Fault(string Kind, int Skip)
    {
        public string Operation { get; init; } = "*";
        public int Count { get; init; } = 1;
        public int Percent { get; init; } = 50;
        public double Seconds { get; init; } = 1;
    }
}
