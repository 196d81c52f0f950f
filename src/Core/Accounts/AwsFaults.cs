using System.Xml;
using Amazon.Runtime;
using SnapshotShare.Core.Planning;

namespace SnapshotShare.Core.Accounts;

/// <summary>What a failed call means for whoever made it.</summary>
public enum AwsFault
{
    /// <summary>Nothing happened; ask again later (throttling, a state that passes, an expired session).</summary>
    Retry,

    /// <summary>No answer, or AWS's own failure: it may have happened. Only looking tells.</summary>
    Unknown,

    /// <summary>Something was just changed elsewhere and is not seen everywhere yet; within minutes it is, or a person must help.</summary>
    Propagation,

    /// <summary>What it is made from is not there. For minutes that may be propagation; after that it is gone.</summary>
    Gone,

    /// <summary>Refused until a person changes something: a right, a key, a quota.</summary>
    Person,

    /// <summary>Refused for good: what was asked can never work.</summary>
    Final,
}

/// <summary>The one place that sorts AWS's errors. Codes are those on the wire (RDS API Reference; KMS and STS likewise).</summary>
public static class AwsFaults
{
    private static readonly Dictionary<string, AwsFault> ByCode = new(StringComparer.Ordinal)
    {
        ["Throttling"] = AwsFault.Retry,
        ["ThrottlingException"] = AwsFault.Retry,
        ["RequestLimitExceeded"] = AwsFault.Retry,
        ["ExpiredToken"] = AwsFault.Retry,
        ["ExpiredTokenException"] = AwsFault.Retry,
        ["RequestExpired"] = AwsFault.Retry,
        ["InvalidDBClusterSnapshotStateFault"] = AwsFault.Retry,
        ["InvalidDBClusterStateFault"] = AwsFault.Retry,
        ["InvalidDBInstanceState"] = AwsFault.Retry,
        ["InvalidDBSnapshotState"] = AwsFault.Retry,
        // It is there already: the next look tells whose it is.
        ["DBClusterSnapshotAlreadyExistsFault"] = AwsFault.Retry,
        ["DBClusterAlreadyExistsFault"] = AwsFault.Retry,
        ["DBInstanceAlreadyExists"] = AwsFault.Retry,
        // It is gone already: the next look tells.
        ["DBClusterNotFoundFault"] = AwsFault.Retry,
        ["DBInstanceNotFound"] = AwsFault.Retry,
        ["DBClusterSnapshotNotFoundFault"] = AwsFault.Gone,
        ["KMSKeyNotAccessibleFault"] = AwsFault.Propagation,
        ["NotFoundException"] = AwsFault.Person,
        ["InvalidParameterValue"] = AwsFault.Final,
        ["InvalidParameterCombination"] = AwsFault.Final,
        ["MissingParameter"] = AwsFault.Final,
        ["ValidationError"] = AwsFault.Final,
        ["InvalidRestoreFault"] = AwsFault.Final,
    };

    public static (AwsFault Fault, AwsRefusal Refusal) Sort(Exception exception) =>
        exception switch
        {
            AmazonServiceException { StatusCode: >= System.Net.HttpStatusCode.InternalServerError } server => (
                AwsFault.Unknown,
                Refusal(server)
            ),
            AmazonServiceException { ErrorCode: { Length: > 0 } code } refused => (
                ByCode.GetValueOrDefault(code, AwsFault.Person),
                Refusal(refused)
            ),
            AmazonServiceException unreadable => (AwsFault.Unknown, Refusal(unreadable)),
            _ => (AwsFault.Unknown, new AwsRefusal("NoAnswer", Innermost(exception).Message, RequestId: null, HttpStatus: null)),
        };

    /// <summary>Whether an exception came from asking AWS, as opposed to a mistake of ours. An answer that cannot be read is no answer.</summary>
    public static bool IsFromAws(Exception exception) =>
        exception
            is AmazonServiceException
                or AmazonClientException
                or HttpRequestException
                or TimeoutException
                or IOException
                or XmlException
                or FormatException
        || (exception is OperationCanceledException { InnerException: TimeoutException });

    public static bool IsExpiredSession(AwsRefusal refusal) => refusal.Code is "ExpiredToken" or "ExpiredTokenException";

    private static AwsRefusal Refusal(AmazonServiceException e) =>
        new(e.ErrorCode ?? "", e.Message, string.IsNullOrEmpty(e.RequestId) ? null : e.RequestId, (int)e.StatusCode);

    private static Exception Innermost(Exception e) => e.InnerException is { } inner ? Innermost(inner) : e;
}
