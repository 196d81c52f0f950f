using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using SnapshotShare.AwsSandbox.Wire;

namespace SnapshotShare.AwsSandbox;

/// <summary>From Kestrel's request to bytes, and back.</summary>
internal static class HttpFrontEnd
{
    public static async Task AnswerAsync(HttpContext context, AwsEndpoint aws)
    {
        byte[] body;
        try
        {
            body = await ReadAsync(context);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            return; // The caller hung up before it had said everything.
        }
        var (path, query) = Split(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget);
        var headers = context.Request.Headers.SelectMany(h => h.Value.Select(v => KeyValuePair.Create(h.Key, v ?? ""))).ToList();
        var remote = context.Connection.RemoteIpAddress;
        var answer = aws.Answer(
            new(context.Request.Method, path, query, headers, body, remote is not null && IPAddress.IsLoopback(remote))
        );
        if (answer.Lost)
        {
            context.Abort();
            return;
        }
        context.Response.StatusCode = answer.Status;
        foreach (var (name, value) in Headers(answer))
            context.Response.Headers[name] = value;
        var bytes = Encoding.UTF8.GetBytes(answer.Body);
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    /// <summary>The headers of an answer, apart from its length.</summary>
    public static IEnumerable<(string Name, string Value)> Headers(WireAnswer answer)
    {
        yield return ("Content-Type", answer.ContentType);
        yield return ("x-amzn-RequestId", answer.RequestId);
        yield return ("Date", answer.Date.UtcDateTime.ToString("r", CultureInfo.InvariantCulture));
        foreach (var (name, value) in answer.Extra)
            yield return (name, value);
    }

    public static (string Path, string Query) Split(string target)
    {
        // A request line may also carry the whole address.
        if (!target.StartsWith('/') && Uri.TryCreate(target, UriKind.Absolute, out var absolute))
            target = absolute.PathAndQuery;
        var mark = target.IndexOf('?', StringComparison.Ordinal);
        return mark < 0 ? (target, "") : (target[..mark], target[(mark + 1)..]);
    }

    // Reads one byte more than is allowed, so that too much can be told from just enough; the rest is thrown away.
    private static async Task<byte[]> ReadAsync(HttpContext context)
    {
        using var kept = new MemoryStream();
        var buffer = new byte[16 * 1024];
        try
        {
            int read;
            while ((read = await context.Request.Body.ReadAsync(buffer, context.RequestAborted)) > 0)
            {
                if (kept.Length <= WireRequest.LargestBody)
                    kept.Write(buffer, 0, read);
            }
            return kept.ToArray();
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return new byte[WireRequest.LargestBody + 1];
        }
        catch (BadHttpRequestException)
        {
            // A body that HTTP itself cannot read: what came of it will not match its signature.
            return kept.ToArray();
        }
    }
}
