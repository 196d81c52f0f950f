using System.Net;
using Amazon.RDS;
using Amazon.Runtime;

namespace SnapshotShare.AmazonRds.Tests.Wire;

/// <summary>
/// Gives the answers it was told to give without a server or a socket, and so without the header of an answer in which AWS repeats the request's ID.
/// Keeps what it was sent.
/// </summary>
internal sealed class InMemory(params Answer[] answers) : HttpClientFactory, IDisposable
{
    private readonly Handler _handler = new(new Queue<Answer>(answers));

    public IReadOnlyList<SentRequest> Requests => _handler.Requests;

    public AmazonRDSClient Client() =>
        Client(new AmazonRDSConfig { ServiceURL = "http://rds.invalid", AuthenticationRegion = "ap-northeast-1" });

    public AmazonRDSClient Client(AmazonRDSConfig config, AWSCredentials? credentials = null)
    {
        config.HttpClientFactory = this;
        config.MaxErrorRetry = 0;
        return new AmazonRDSClient(credentials ?? new BasicAWSCredentials("AKIAEXAMPLE", "secret"), config);
    }

    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(_handler, disposeHandler: false);

    public void Dispose() => _handler.Dispose();

    private sealed class Handler(Queue<Answer> answers) : HttpMessageHandler
    {
        public List<SentRequest> Requests { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var headers = request.Headers.ToDictionary(
                header => header.Key,
                header => string.Join(' ', header.Value),
                StringComparer.OrdinalIgnoreCase
            );
            var body = await request.Content!.ReadAsStringAsync(cancellationToken);
            Requests.Add(new SentRequest(request.Method.Method, request.RequestUri!.AbsolutePath, body, headers));
            var answer = answers.TryDequeue(out var next) ? next : new Answer(500, "no answer left");
            return new HttpResponseMessage((HttpStatusCode)answer.Status) { Content = new StringContent(answer.Body) };
        }
    }
}
