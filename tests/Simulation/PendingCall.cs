using System.Net;
using System.Net.Http.Headers;

namespace SnapshotShare.Simulation.Tests;

/// <summary>A call on its way to AWS: nothing happens to it until the schedule says what.</summary>
internal sealed class PendingCall(ServerProcess process, HttpRequestMessage request, byte[] body, string id, TimeSpan ahead)
{
    private readonly TaskCompletionSource<HttpResponseMessage> _answer = new();

    /// <summary>AWS's ID of the call where the simulation answers it in AWS's place.</summary>
    public string Id { get; } = id;
    public ServerProcess Process { get; } = process;

    /// <summary>By how much the machine's clock was ahead when it was sent.</summary>
    public TimeSpan Ahead { get; } = ahead;
    public Task<HttpResponseMessage> Answer => _answer.Task;

    public WireCall Wire { get; } = WireCall.Read(request, body);

    /// <summary>The bytes as they were signed; a late one is delivered long after its sender has forgotten it.</summary>
    public HttpRequestMessage Again()
    {
        var again = new HttpRequestMessage(request.Method, request.RequestUri) { Content = new ByteArrayContent(body) };
        foreach (var (name, value) in request.Headers.NonValidated)
            again.Headers.TryAddWithoutValidation(name, value.AsEnumerable());
        foreach (var (name, value) in request.Content?.Headers.NonValidated ?? default)
            again.Content.Headers.TryAddWithoutValidation(name, value.AsEnumerable());
        return again;
    }

    /// <summary>Runs the caller on, here and now, on the schedule's own thread.</summary>
    public void Complete(HttpResponseMessage response) => _answer.SetResult(response);

    public void Break(string why) => _answer.SetException(new HttpRequestException(HttpRequestError.ResponseEnded, why));

    public void Refuse(int status, string code, string text)
    {
        var isJson = Wire.Service == "kms";
        var content = isJson
            ? $$"""{"__type":"{{code}}","message":"{{text}}"}"""
            : $"<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>{text}</Message></Error><RequestId>{Id}</RequestId></ErrorResponse>";
        var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(content), RequestMessage = request };
        response.Content.Headers.ContentType = new MediaTypeHeaderValue(isJson ? "application/x-amz-json-1.1" : "text/xml");
        _answer.SetResult(response);
    }
}
