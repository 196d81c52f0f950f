using System.Xml;
using Amazon.Runtime;
using SnapshotShare.Core.Findings;

namespace SnapshotShare.Core.Aws;

/// <summary>The meaning of a failed call for whoever made it.</summary>
public enum ErrorHandling
{
    /// <summary>Nothing happened; ask again later (throttling, a state that passes, an expired session).</summary>
    Retry,

    /// <summary>No answer, or AWS's own failure: it may have happened. Only looking tells.</summary>
    Unknown,

    /// <summary>Something was just changed elsewhere and is not seen everywhere yet; within minutes it is, or a person must help.</summary>
    Propagation,

    /// <summary>The thing it is made from is not there. For minutes that may be propagation; after that it is gone.</summary>
    Gone,

    /// <summary>Refused until a person changes something: a right, a key, a quota.</summary>
    Person,

    /// <summary>Refused for good: what was asked can never work.</summary>
    Final,
}

/// <summary>The one place that sorts AWS's errors. Codes are those on the wire (RDS API Reference; KMS and STS likewise).</summary>
public static class AwsErrors
{
    private static readonly Dictionary<string, ErrorHandling> ByCode = new(StringComparer.Ordinal)
    {
        ["Throttling"] = ErrorHandling.Retry,
        ["ThrottlingException"] = ErrorHandling.Retry,
        ["RequestLimitExceeded"] = ErrorHandling.Retry,
        ["ExpiredToken"] = ErrorHandling.Retry,
        ["ExpiredTokenException"] = ErrorHandling.Retry,
        ["RequestExpired"] = ErrorHandling.Retry,
        ["InvalidDBClusterSnapshotStateFault"] = ErrorHandling.Retry,
        ["InvalidDBClusterStateFault"] = ErrorHandling.Retry,
        ["InvalidDBInstanceState"] = ErrorHandling.Retry,
        ["InvalidDBSnapshotState"] = ErrorHandling.Retry,
        // It is there already: the next look tells whose it is.
        ["DBClusterSnapshotAlreadyExistsFault"] = ErrorHandling.Retry,
        ["DBClusterAlreadyExistsFault"] = ErrorHandling.Retry,
        ["DBInstanceAlreadyExists"] = ErrorHandling.Retry,
        // It is gone already: the next look tells.
        ["DBClusterNotFoundFault"] = ErrorHandling.Retry,
        ["DBInstanceNotFound"] = ErrorHandling.Retry,
        ["DBClusterSnapshotNotFoundFault"] = ErrorHandling.Gone,
        ["KMSKeyNotAccessibleFault"] = ErrorHandling.Propagation,
        ["NotFoundException"] = ErrorHandling.Person,
        ["InvalidParameterValue"] = ErrorHandling.Final,
        ["InvalidParameterCombination"] = ErrorHandling.Final,
        ["MissingParameter"] = ErrorHandling.Final,
        ["ValidationError"] = ErrorHandling.Final,
        ["InvalidRestoreFault"] = ErrorHandling.Final,
    };

    public static (ErrorHandling Fault, AwsError Refusal) Classify(Exception exception) =>
        exception switch
        {
            AwsCallException { InnerException: { } failure } => Classify(failure),
            AmazonServiceException { StatusCode: >= System.Net.HttpStatusCode.InternalServerError } server => (
                ErrorHandling.Unknown,
                Refusal(server)
            ),
            AmazonServiceException { ErrorCode: { Length: > 0 } code } refused => (
                ByCode.GetValueOrDefault(code, ErrorHandling.Person),
                Refusal(refused)
            ),
            AmazonServiceException unreadable => (ErrorHandling.Unknown, Refusal(unreadable)),
            _ => (ErrorHandling.Unknown, new AwsError("NoAnswer", Innermost(exception).Message, RequestId: null, HttpStatus: null)),
        };

    /// <summary>True when an exception came from asking AWS, as opposed to a mistake of ours. An answer that cannot be read is no answer.</summary>
    public static bool IsFromAws(Exception exception) =>
        exception
            is AwsCallException
                or AmazonServiceException
                or AmazonClientException
                or HttpRequestException
                or TimeoutException
                or IOException
                or XmlException
                or FormatException
        || (exception is OperationCanceledException { InnerException: TimeoutException });

    /// <summary>Name of the account that was asked; null when the call did not say.</summary>
    public static string? AccountOf(Exception exception) => (exception as AwsCallException)?.Account;

    public static bool IsExpiredSession(AwsError refusal) => refusal.Code is "ExpiredToken" or "ExpiredTokenException";

    private static AwsError Refusal(AmazonServiceException e) =>
        new(
            // What is not AWS's own answer, such as a proxy's page, has no code.
            string.IsNullOrEmpty(e.ErrorCode)
                ? $"HTTP {(int)e.StatusCode}"
                : e.ErrorCode,
            e.InnerException is AmazonUnmarshallingException { ResponseBody: { Length: > 0 } body } ? Start(body) : e.Message,
            string.IsNullOrEmpty(e.RequestId) ? null : e.RequestId,
            (int)e.StatusCode
        );

    /// <summary>Enough of an answer to see whose it is.</summary>
    private static string Start(string body) => body.Length <= 200 ? body.Trim() : body[..200].Trim() + "…";

    private static Exception Innermost(Exception e) => e.InnerException is { } inner ? Innermost(inner) : e;
}
