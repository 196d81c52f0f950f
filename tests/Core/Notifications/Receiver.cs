using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace SnapshotShare.Core.Tests.Notifications;

/// <summary>Somebody's server that takes what the webhook sends, over a real socket.</summary>
internal sealed class Receiver : IDisposable
{
    private readonly HttpListener _listener;

    public Receiver()
    {
        for (var port = 20_000 + (Environment.ProcessId % 20_000); ; port++)
        {
            // A new one each time: one that could not start is closed for good.
            _listener = new HttpListener();
            try
            {
                Url = $"http://127.0.0.1:{port}/hook/";
                _listener.Prefixes.Add(Url);
                _listener.Start();
                break;
            }
            catch (HttpListenerException)
            {
                // Taken; the next one.
            }
        }
        _ = TakeAsync();
    }

    public string Url { get; private set; } = "";

    /// <summary>What it answers; 500 stands for a receiver that is broken.</summary>
    public int Answers { get; set; } = 204;

    public List<(string? Signature, string Body)> Taken { get; } = [];

    /// <summary>Method and path of everything that arrived, whatever was answered.</summary>
    public List<string> Heard { get; } = [];

    public IReadOnlyList<string> Kinds => [.. Bodies.Select(body => (string)body["kind"]!)];

    public IReadOnlyList<JsonObject> Bodies => [.. Taken.Select(one => JsonNode.Parse(one.Body)!.AsObject())];

    public void Dispose() => _listener.Close();

    private async Task TakeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                using var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8);
                var body = await reader.ReadToEndAsync();
                Heard.Add($"{context.Request.HttpMethod} {context.Request.Url!.AbsolutePath}");
                if (Answers < 300)
                    Taken.Add((context.Request.Headers["SnapshotShare-Signature"], body));
                context.Response.StatusCode = Answers;
                if (Answers is 302)
                    context.Response.RedirectLocation = $"{Url}elsewhere";
                context.Response.Close();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }
}
