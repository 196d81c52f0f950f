using System.Net;
using System.Reflection;
using System.Xml;
using Amazon.Runtime;
using SnapshotShare.Core.Aws;

namespace SnapshotShare.Core.Tests.Aws;

/// <summary>What each of AWS's answers means for whoever asked. A code that the product knows and no row names fails.</summary>
public sealed class the_errors_of_aws
{
    public static TheoryData<string, ErrorHandling> Codes =>
        new()
        {
            { "Throttling", ErrorHandling.Retry },
            { "ThrottlingException", ErrorHandling.Retry },
            { "RequestLimitExceeded", ErrorHandling.Retry },
            { "ExpiredToken", ErrorHandling.Retry },
            { "ExpiredTokenException", ErrorHandling.Retry },
            { "RequestExpired", ErrorHandling.Retry },
            { "InvalidDBClusterSnapshotStateFault", ErrorHandling.Retry },
            { "InvalidDBClusterStateFault", ErrorHandling.Retry },
            { "InvalidDBInstanceState", ErrorHandling.Retry },
            { "InvalidDBSnapshotState", ErrorHandling.Retry },
            { "DBClusterSnapshotAlreadyExistsFault", ErrorHandling.Retry },
            { "DBClusterAlreadyExistsFault", ErrorHandling.Retry },
            { "DBInstanceAlreadyExists", ErrorHandling.Retry },
            { "DBClusterNotFoundFault", ErrorHandling.Retry },
            { "DBInstanceNotFound", ErrorHandling.Retry },
            { "DBClusterSnapshotNotFoundFault", ErrorHandling.Gone },
            { "KMSKeyNotAccessibleFault", ErrorHandling.Propagation },
            { "NotFoundException", ErrorHandling.Person },
            { "InvalidParameterValue", ErrorHandling.Final },
            { "InvalidParameterCombination", ErrorHandling.Final },
            { "MissingParameter", ErrorHandling.Final },
            { "ValidationError", ErrorHandling.Final },
            { "InvalidRestoreFault", ErrorHandling.Final },
            // What nobody foresaw is a person's: a right, a quota, a new rule of AWS's.
            { "AccessDenied", ErrorHandling.Person },
            { "SnapshotQuotaExceeded", ErrorHandling.Person },
            { "ACodeThatNobodyKnows", ErrorHandling.Person },
        };

    [Theory]
    [MemberData(nameof(Codes))]
    public void mean_by_their_code_whether_to_wait_to_ask_somebody_or_to_give_up(string code, ErrorHandling handling)
    {
        var (fault, refusal) = AwsErrors.Classify(Refused(code));
        Assert.Equal(handling, fault);
        Assert.Equal((code, "in words", "request-1", 400), (refusal.Code, refusal.Message, refusal.RequestId, refusal.HttpStatus));
    }

    /// <summary>Such as the page of a proxy: it is told as it came, and enough of it to see whose it is.</summary>
    [Fact]
    public void are_told_as_they_came_where_they_are_not_aws_s()
    {
        var page = "<html>Bad gateway of the house</html>" + new string(' ', 300);
        var unreadable = new AmazonServiceException("The service returned an error.", Unmarshalling(page))
        {
            StatusCode = HttpStatusCode.BadGateway,
        };
        var (fault, refusal) = AwsErrors.Classify(unreadable);
        Assert.Equal(
            (ErrorHandling.Unknown, "HTTP 502", "<html>Bad gateway of the house</html>…", 502),
            (fault, refusal.Code, refusal.Message, refusal.HttpStatus)
        );
        Assert.Equal(
            "words",
            AwsErrors.Classify(new AmazonServiceException("words") { StatusCode = HttpStatusCode.BadRequest }).Refusal.Message
        );

        static AmazonUnmarshallingException Unmarshalling(string body) =>
            new("request-1", "", body, new XmlException("not XML"), HttpStatusCode.BadGateway);
    }

    [Fact]
    public void have_a_row_for_every_code_that_the_product_knows()
    {
        var known =
            (Dictionary<string, ErrorHandling>)
                typeof(AwsErrors).GetField("ByCode", BindingFlags.NonPublic | BindingFlags.Static)!.GetValue(obj: null)!;
        Assert.Empty(known.Keys.Except(Codes.Select(row => row.Data.Item1)));
    }

    /// <summary>A server that fails may have done first what it was asked.</summary>
    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    public void of_awss_own_making_may_have_happened_whatever_their_code_says(int status)
    {
        foreach (var code in new[] { "Throttling", "InvalidParameterValue", "InternalFailure" })
            Assert.Equal(ErrorHandling.Unknown, AwsErrors.Classify(Refused(code, (HttpStatusCode)status)).Fault);
        Assert.Equal(ErrorHandling.Retry, AwsErrors.Classify(Refused("Throttling", (HttpStatusCode)499)).Fault);
    }

    [Fact]
    public void that_nobody_can_read_are_no_answer()
    {
        Assert.Equal(ErrorHandling.Unknown, AwsErrors.Classify(Refused("")).Fault);
        var (fault, refusal) = AwsErrors.Classify(new HttpRequestException("outer", new IOException("the line was cut")));
        Assert.Equal((ErrorHandling.Unknown, "NoAnswer", "the line was cut"), (fault, refusal.Code, refusal.Message));
        Assert.Equal((null, null), (refusal.RequestId, refusal.HttpStatus));
    }

    [Fact]
    public void carry_the_account_that_was_asked_and_mean_the_same()
    {
        var asked = new AwsCallException("dev", Refused("AccessDenied"));
        Assert.Equal((ErrorHandling.Person, "dev"), (AwsErrors.Classify(asked).Fault, AwsErrors.AccountOf(asked)));
        Assert.Null(AwsErrors.AccountOf(Refused("AccessDenied")));
    }

    [Fact]
    public void are_told_from_mistakes_of_the_product()
    {
        Exception[] aws =
        [
            Refused("AccessDenied"),
            new AwsCallException("dev", Refused("AccessDenied")),
            new AmazonClientException("no credentials"),
            new HttpRequestException(),
            new TimeoutException(),
            new IOException(),
            new XmlException(),
            new FormatException(),
            new OperationCanceledException("late", new TimeoutException()),
        ];
        Assert.All(aws, exception => Assert.True(AwsErrors.IsFromAws(exception), exception.GetType().Name));
        Exception[] ours = [new InvalidOperationException(), new OperationCanceledException(), new KeyNotFoundException()];
        Assert.All(ours, exception => Assert.False(AwsErrors.IsFromAws(exception), exception.GetType().Name));
    }

    [Theory]
    [InlineData("ExpiredToken", true)]
    [InlineData("ExpiredTokenException", true)]
    [InlineData("RequestExpired", false)]
    [InlineData("AccessDenied", false)]
    public void of_a_session_that_is_over_are_known(string code, bool expired) =>
        Assert.Equal(expired, AwsErrors.IsExpiredSession(AwsErrors.Classify(Refused(code)).Refusal));

    private static AmazonServiceException Refused(string code, HttpStatusCode status = HttpStatusCode.BadRequest) =>
        new("in words", innerException: null, ErrorType.Sender, code, "request-1", status);
}
