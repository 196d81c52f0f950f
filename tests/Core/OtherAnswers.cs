using System.Net;
using System.Text;

namespace SnapshotShare.Core.Tests;

/// <summary>Stands between the clients and the sandbox, and may put another answer in the place of AWS's.</summary>
/// <param name="instead">Gets the body of the request and that of the answer; null leaves the answer as it is.</param>
internal sealed class OtherAnswers(Func<string, string, (HttpStatusCode Status, string Text)?> instead)
{
    public HttpMessageHandler Over(HttpMessageHandler aws) => new Handler(instead) { InnerHandler = aws };

    public static (HttpStatusCode Status, string Text) Refused(HttpStatusCode status, string code) =>
        (
            status,
            $"<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>no</Message></Error><RequestId>r</RequestId></ErrorResponse>"
        );

    private sealed class Handler(Func<string, string, (HttpStatusCode Status, string Text)?> instead) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var asked = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
            var answer = await base.SendAsync(request, cancellationToken);
            if (instead(asked, await answer.Content.ReadAsStringAsync(cancellationToken)) is not { } other)
                return answer;
            answer.Dispose();
            return new HttpResponseMessage(other.Status) { Content = new StringContent(other.Text, Encoding.UTF8, "text/xml") };
        }
    }
}
