using System.Net;
using System.Text;

namespace SnapshotShare.AwsSandbox;

/// <summary>The accounts behind an <see cref="HttpMessageHandler"/>: the same bytes in and out, no socket between.</summary>
public sealed class InProcessSandbox : IDisposable
{
    private readonly AwsEndpoint aws;

    internal InProcessSandbox(SandboxOptions options, TimeProvider time, TimeProvider? wire) => aws = new(options, time, wire);

    /// <summary>A handler for any HTTP client. An answer lost on the way is an <see cref="HttpRequestException"/>.</summary>
    public HttpMessageHandler CreateHandler() => new Door(aws);

    public void Dispose() => aws.Dispose();

    private sealed class Door(AwsEndpoint aws) : HttpMessageHandler
    {
        protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var body = new MemoryStream();
            request.Content?.CopyTo(body, null, cancellationToken);
            return Answer(request, body.ToArray());
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return Answer(request, request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken));
        }

        private HttpResponseMessage Answer(HttpRequestMessage request, byte[] body)
        {
            var uri = request.RequestUri ?? throw new InvalidOperationException("The request has no address.");
            var (path, query) = HttpFrontEnd.Split(uri.PathAndQuery);
            var headers = request
                .Headers.NonValidated.Concat(request.Content?.Headers.NonValidated ?? default)
                .SelectMany(h => h.Value.Select(v => KeyValuePair.Create(h.Key, v)))
                .ToList();
            if (request.Headers.Host is null)
                headers.Add(new("Host", uri.Authority));
            var answer = aws.Answer(new(request.Method.Method, path, query, headers, body, FromLoopback: true));
            if (answer.Lost)
                throw new HttpRequestException(HttpRequestError.ResponseEnded, "The connection was reset.");
            var response = new HttpResponseMessage((HttpStatusCode)answer.Status)
            {
                RequestMessage = request,
                Content = new ByteArrayContent(Encoding.UTF8.GetBytes(answer.Body)),
            };
            foreach (var (name, value) in HttpFrontEnd.Headers(answer))
            {
                if (!response.Headers.TryAddWithoutValidation(name, value))
                    response.Content.Headers.TryAddWithoutValidation(name, value);
            }
            return response;
        }
    }
}
