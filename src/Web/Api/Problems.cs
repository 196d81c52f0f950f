using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.HttpResults;
using SnapshotShare.Core.Findings;
using SnapshotShare.Web.Api.Contracts;
using SnapshotShare.Web.Hosting;

namespace SnapshotShare.Web.Api;

/// <summary>Refusals as problem details (RFC 9457): the same sentence as on the page in <c>detail</c>, its key in <c>code</c>.</summary>
public static partial class Problems
{
    /// <summary>Whole seconds, as in the header of that name.</summary>
    private const string RetryAfter = "retryAfter";

    public static ProblemHttpResult Of(Refusal refusal)
    {
        var extensions = new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = refusal.Message.Key };
        if (refusal.Field is { } field)
            extensions["field"] = field;
        if (refusal.RequestId is { } request)
            extensions["request"] = request;
        if (refusal.Fault is { } fault)
            extensions["fault"] = FaultContract.Of(fault);
        if (refusal.RetryAfter is { } wait)
            extensions[RetryAfter] = (int)wait.TotalSeconds;
        return TypedResults.Problem(refusal.Message.ToString(), statusCode: StatusOf(refusal.Kind), extensions: extensions);
    }

    public static ProblemHttpResult NotFound(string code, string detail) => Of(StatusCodes.Status404NotFound, code, detail);

    public static ProblemHttpResult Invalid(string code, string detail) => Of(StatusCodes.Status400BadRequest, code, detail);

    /// <summary>Gives the framework's answers without a body (not signed in, not allowed, unreadable, nothing there) says why as well.</summary>
    public static void Explain(ProblemDetailsContext context)
    {
        var problem = context.ProblemDetails;
        var (code, detail) = problem.Status switch
        {
            StatusCodes.Status401Unauthorized => ("not-signed-in", "Say who you are: send the header Authorization: Bearer with a token."),
            StatusCodes.Status403Forbidden => ("not-your-role", "Your role does not allow this."),
            StatusCodes.Status404NotFound => ("no-such-resource", "There is nothing at this address."),
            StatusCodes.Status405MethodNotAllowed => ("method-not-allowed", "This address does not know that method."),
            StatusCodes.Status413PayloadTooLarge => (
                "body-too-large",
                $"A body of more than {BodyLimit.Most / 1024} KB is not read: nothing here needs one."
            ),
            StatusCodes.Status415UnsupportedMediaType => ("not-json", "Send the body as application/json."),
            StatusCodes.Status429TooManyRequests => (
                "too-many",
                "This was read too often within a minute; Retry-After says when it works again."
            ),
            StatusCodes.Status503ServiceUnavailable => (
                "records-unavailable",
                "Nothing can be written or read at present; it works again as soon as the database does. What is shared is taken away all the same."
            ),
            StatusCodes.Status500InternalServerError => (
                "internal-error",
                "Something broke here; the log has the details under the trace ID."
            ),
            _ => ("not-understood", "The request could not be understood."),
        };
        problem.Extensions.TryAdd("code", code);
        problem.Detail ??= context.Exception is BadHttpRequestException { StatusCode: StatusCodes.Status400BadRequest } bad
            ? Unreadable(bad)
            : detail;
        if (problem.Extensions.TryGetValue(RetryAfter, out var seconds))
            context.HttpContext.Response.Headers.RetryAfter = $"{seconds}";
    }

    private static ProblemHttpResult Of(int status, string code, string detail) =>
        TypedResults.Problem(
            detail,
            statusCode: status,
            extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = code }
        );

    private static int StatusOf(RefusalKind kind) =>
        kind switch
        {
            RefusalKind.NotFound => StatusCodes.Status404NotFound,
            RefusalKind.Forbidden => StatusCodes.Status403Forbidden,
            RefusalKind.SignedOut => StatusCodes.Status401Unauthorized,
            RefusalKind.Invalid => StatusCodes.Status400BadRequest,
            RefusalKind.Conflict => StatusCodes.Status409Conflict,
            RefusalKind.TooMany => StatusCodes.Status429TooManyRequests,
            _ => StatusCodes.Status503ServiceUnavailable,
        };

    /// <summary>Where a body or parameter could not be read and why, without the names of our types.</summary>
    private static string Unreadable(BadHttpRequestException bad)
    {
        if (bad.InnerException is not JsonException json)
            return bad.Message;
        if (json.Message.Contains("could not be mapped", StringComparison.Ordinal))
            return $"{json.Path}: there is no such member here.";
        var message = OurType().Replace(json.Message, "");
        foreach (var advice in new[] { " Path: ", " Consider " })
            if (message.IndexOf(advice, StringComparison.Ordinal) is var at and > 0)
                message = message[..at];
        return json.Path is { Length: > 1 } path ? $"{path}: {message}" : message;
    }

    [GeneratedRegex(" (for|on|contained in) type '[^']*'", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OurType();
}
