using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Notifications;

namespace SnapshotShare.Simulation.Tests;

/// <summary>
/// Gets the notices of every server, or does not, where it is rough. It believes nothing: what it is told must be signed, must have been
/// committed, and must come in order.
/// </summary>
internal sealed class Receiver(SimulatedRun run)
{
    private const string Secret = "a secret that nobody else has, of enough letters";

    private readonly HashSet<long> _heard = [];
    private readonly List<SignedHead> _heads = [];
    private long _newest;

    public static WebhookOptions Options { get; } = new() { Url = "https://receiver.simulated/notices", Secret = Secret };

    /// <summary>The entries it was told of.</summary>
    public IReadOnlySet<long> Heard => _heard;

    /// <summary>The ledger's ends that it was told, to hold the ledger against.</summary>
    public IReadOnlyList<SignedHead> Heads => _heads;

    /// <summary>The receiver as one server reaches it.</summary>
    public HttpMessageHandler For(ServerProcess process) => new Door(this, process);

    private async Task<HttpResponseMessage> PostAsync(ServerProcess process, HttpRequestMessage message)
    {
        if (run.Deaths.Strike(process, "before notice"))
            return await DiesAsync(process);
        var trouble = !run.IsCalm && run.Random.NextDouble() < run.Scenario.Trouble ? run.Random.Next(4) : -1;
        if (trouble is not (0 or 1))
            await HearAsync(message);
        run.Trace.Note($"{process.Name} tells {Id(message)}{(trouble < 0 ? "" : $", trouble {trouble}")}");
        if (run.Deaths.Strike(process, "after notice"))
            return await DiesAsync(process);
        return trouble switch
        {
            0 or 2 => new HttpResponseMessage(HttpStatusCode.BadGateway),
            1 or 3 => throw new HttpRequestException(HttpRequestError.ConnectionError, "reset"),
            _ => new HttpResponseMessage(HttpStatusCode.NoContent),
        };
    }

    private async Task HearAsync(HttpRequestMessage message)
    {
        var body = await message.Content!.ReadAsStringAsync();
        var notice = JsonNode.Parse(body)!;
        var id = notice["id"]!.GetValue<long>();
        var kind = notice["kind"]!.GetValue<string>();
        if (Header(message, WebhookMessage.SignatureHeader) != WebhookMessage.Signature(Secret, run.Time.GetUtcNow(), body))
            throw new InvariantBrokenException($"I8: notice {id} is not signed as of now");
        if (Id(message) != id.ToString(CultureInfo.InvariantCulture))
            throw new InvariantBrokenException($"I8: notice {id} is called {Id(message)}");
        if (run.Rows.Entry(id) is not { } entry)
            throw new InvariantBrokenException($"I5: notice {id} ({kind}) tells what the ledger does not know");
        if (notice["ledgerHead"] is { } head)
            _heads.Add(new SignedHead(head["sequence"]!.GetValue<long>(), head["hash"]!.GetValue<string>(), "", ""));
        if (kind == "ledger-head")
            return;
        if (Notice.KindOf(entry.ReadEvent()) != kind || notice["at"]!.GetValue<string>() != HashChain.Timestamp(entry.At))
            throw new InvariantBrokenException($"I5: notice {id} is told as {kind} at {notice["at"]}, and is {entry.Kind} at {entry.At}");
        var isNew = _heard.Add(id);
        // Told again is told again; told for the first time, it may not be older than what was told before.
        if (isNew && id < _newest)
            throw new InvariantBrokenException($"I5: notice {id} comes after {_newest}");
        _newest = Math.Max(_newest, id);
    }

    private static Task<HttpResponseMessage> DiesAsync(ServerProcess process)
    {
        process.Kill();
        return new TaskCompletionSource<HttpResponseMessage>().Task;
    }

    private static string Id(HttpRequestMessage message) => Header(message, WebhookMessage.IdHeader);

    private static string Header(HttpRequestMessage message, string name) => message.Headers.GetValues(name).Single();

    private sealed class Door(Receiver receiver, ServerProcess process) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            receiver.PostAsync(process, request);
    }
}
