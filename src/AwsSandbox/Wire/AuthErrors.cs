namespace SnapshotShare.AwsSandbox.Wire;

/// <summary>The refusals that come before any operation; every protocol has its own codes for them.</summary>
internal sealed class AuthErrors(Dialect dialect)
{
    public static AuthErrors For(Dialect dialect) => new(dialect);

    public Refusal Unsigned() =>
        dialect switch
        {
            Dialect.Json => new(400, "MissingAuthenticationTokenException", "Missing Authentication Token"),
            _ => new(403, "MissingAuthenticationToken", "Request is missing Authentication Token"),
        };

    public Refusal Incomplete(string message) =>
        dialect == Dialect.Json ? new(400, "IncompleteSignatureException", message) : new(400, "IncompleteSignature", message);

    public Refusal UnknownKey() =>
        dialect switch
        {
            Dialect.Json => new(400, "UnrecognizedClientException", "The security token included in the request is invalid."),
            Dialect.Ec2 => new(401, "AuthFailure", "AWS was not able to validate the provided access credentials"),
            _ => new(403, "InvalidClientTokenId", "The security token included in the request is invalid."),
        };

    public Refusal ExpiredToken() =>
        dialect switch
        {
            Dialect.Json => new(400, "ExpiredTokenException", "The security token included in the request is expired"),
            Dialect.Ec2 => new(400, "RequestExpired", "Request has expired."),
            _ => new(403, "ExpiredToken", "The security token included in the request is expired"),
        };

    public Refusal Mismatch(string message) =>
        dialect switch
        {
            Dialect.Json => new(400, "InvalidSignatureException", message),
            Dialect.Ec2 => new(403, "SignatureDoesNotMatch", message),
            _ => new(403, "SignatureDoesNotMatch", message),
        };

    public Refusal WrongTime(string message) =>
        dialect == Dialect.Json ? new(400, "InvalidSignatureException", message) : new(400, "RequestExpired", message);

    public Refusal Throttled() =>
        dialect switch
        {
            Dialect.Json => new(400, "ThrottlingException", "Rate exceeded"),
            Dialect.Ec2 => new(503, "RequestLimitExceeded", "Request limit exceeded."),
            _ => new(400, "Throttling", "Rate exceeded"),
        };

    public Refusal Internal() =>
        dialect switch
        {
            Dialect.Json => new(
                500,
                "KMSInternalException",
                "The request was rejected because an internal exception occurred. The request can be retried."
            ),
            Dialect.Ec2 => new(500, "InternalError", "An internal error has occurred"),
            _ => new(500, "InternalFailure", "The request processing has failed because of an unknown error, exception or failure."),
        };

    public Refusal Unavailable() =>
        dialect switch
        {
            Dialect.Json => new(
                503,
                "DependencyTimeoutException",
                "The system timed out while trying to fulfill the request. The request can be retried."
            ),
            Dialect.Ec2 => new(503, "Unavailable", "The server is overloaded and can't handle the request."),
            _ => new(503, "ServiceUnavailable", "The request has failed due to a temporary failure of the server."),
        };

    public Refusal UnknownAction(string action) =>
        dialect == Dialect.Json
            ? new(400, "UnknownOperationException", "")
            : new(400, "InvalidAction", $"Could not find operation {action} for the version given.");

    public static Refusal NoAction() => new(400, "MissingAction", "Could not find an Action or an X-Amz-Target in the request.");

    public Refusal Malformed(string message) =>
        dialect == Dialect.Json ? new(400, "SerializationException", message) : new(404, "MalformedQueryString", message);

    public Refusal TooLarge() =>
        dialect == Dialect.Json
            ? new(413, "RequestEntityTooLargeException", "Request body is too large.")
            : new(413, "RequestEntityTooLarge", "Request body is too large.");

    public Refusal Denied(string arn, string action, string resource, string because) =>
        dialect switch
        {
            Dialect.Json => new(400, "AccessDeniedException", Sentence(arn, action, resource, because)),
            Dialect.Ec2 => new(
                403,
                "UnauthorizedOperation",
                $"You are not authorized to perform this operation. {Sentence(arn, action, resource, because)}"
            ),
            _ => new(403, "AccessDenied", Sentence(arn, action, resource, because)),
        };

    // AWS says "because no … policy allows" where nothing allows it, and "with an explicit deny" where something forbids it.
    private static string Sentence(string arn, string action, string resource, string because)
    {
        var start = $"User: {arn} is not authorized to perform: {action} on resource: {resource}";
        return because.StartsWith("with ", StringComparison.Ordinal) ? $"{start} {because}" : $"{start} because {because}";
    }
}
