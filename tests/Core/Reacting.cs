namespace SnapshotShare.Core.Tests;

/// <summary>Something happens on the way to AWS, or on the way back, by what was asked.</summary>
internal sealed class Reacting(HttpMessageHandler aws, Func<string, Task>? before = null, Func<string, Task>? after = null)
    : DelegatingHandler(aws)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is { } content ? await content.ReadAsStringAsync(cancellationToken) : "";
        if (before is not null)
            await before(body);
        var answer = await base.SendAsync(request, cancellationToken);
        if (after is not null)
            await after(body);
        return answer;
    }
}
