using Amazon.RDS;
using Amazon.Runtime;
using SnapshotShare.AmazonRds.Tests.Wire;

namespace SnapshotShare.AmazonRds.Tests.Errors;

public sealed class ErrorTests
{
    public static TheoryData<string> Operations => [.. DeclaredErrors.ByOperation.Keys];

    [Fact]
    public void the_list_of_declared_errors_names_every_operation() =>
        Assert.Equal(
            typeof(IAmazonRDS)
                .GetMethods()
                .Where(method => method.Name.EndsWith("Async", StringComparison.Ordinal))
                .Select(method => method.Name[..^5])
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
            DeclaredErrors.ByOperation.Keys.Order(StringComparer.Ordinal)
        );

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task an_error_has_the_type_its_operation_declares_and_else_the_common_type(string operation)
    {
        var declared = DeclaredErrors.ByOperation[operation];
        await using var server = await WireServer.Start([.. DeclaredErrors.All.Select(error => Answer.Error(error.Status, error.Code))]);
        using var client = server.Client(config => config.MaxErrorRetry = 0);

        foreach (var expected in DeclaredErrors.All)
        {
            var error = await Assert.ThrowsAnyAsync<AmazonRDSException>(() => Call(client, operation));

            Assert.Equal(
                declared.Contains(expected.Code, StringComparer.Ordinal) ? expected.Exception : nameof(AmazonRDSException),
                error.GetType().Name
            );
            Assert.Equal(
                (expected.Code, expected.Status, Answer.RequestId, ErrorType.Sender, "because"),
                (error.ErrorCode, (int)error.StatusCode, error.RequestId, error.ErrorType, error.Message)
            );
        }
    }

    [Theory]
    [InlineData(403, "AccessDenied")]
    [InlineData(400, "InvalidParameterValue")]
    [InlineData(400, "InvalidParameterCombination")]
    [InlineData(403, "ExpiredToken")]
    [InlineData(403, "InvalidClientTokenId")]
    [InlineData(400, "ANameNobodyHeardOf")]
    public async Task an_error_that_no_operation_declares_is_told_apart_by_its_code(int status, string code)
    {
        await using var server = await WireServer.Start(Answer.Error(status, code, "User: x is not authorized &amp; so on"));
        using var client = server.Client(config => config.MaxErrorRetry = 0);

        var error = await Assert.ThrowsAsync<AmazonRDSException>(() => Call(client, "CopyDBClusterSnapshot"));

        Assert.Equal((code, status, Answer.RequestId), (error.ErrorCode, (int)error.StatusCode, error.RequestId));
        Assert.Equal("User: x is not authorized & so on", error.Message);
    }

    [Fact]
    public async Task a_receivers_fault_says_so()
    {
        await using var server = await WireServer.Start(Answer.Error(500, "InternalFailure", type: "Receiver"));
        using var client = server.Client(config => config.MaxErrorRetry = 0);

        var error = await Assert.ThrowsAsync<AmazonRDSException>(() => Call(client, "DescribeDBClusters"));

        Assert.Equal((ErrorType.Receiver, "InternalFailure", 500), (error.ErrorType, error.ErrorCode, (int)error.StatusCode));
    }

    [Theory]
    [InlineData("<html><body>502 Bad Gateway</body></html>")]
    [InlineData("upstream connect error")]
    [InlineData("")]
    public async Task an_answer_that_is_not_from_rds_keeps_its_status(string body)
    {
        await using var server = await WireServer.Start(new Answer(502, body));
        using var client = server.Client(config => config.MaxErrorRetry = 0);

        var error = await Assert.ThrowsAsync<AmazonRDSException>(() => Call(client, "DescribeDBClusters"));

        Assert.Equal(502, (int)error.StatusCode);
    }

    public static TheoryData<Type> Exceptions =>
        [.. typeof(AmazonRDSException).Assembly.GetExportedTypes().Where(type => type.IsAssignableTo(typeof(AmazonRDSException)))];

    [Theory]
    [MemberData(nameof(Exceptions))]
    public void an_error_is_made_in_the_five_ways_in_which_the_SDK_makes_it(Type type)
    {
        var inner = new InvalidOperationException("inside");
        Type[] of = [typeof(ErrorType), typeof(string), typeof(string), typeof(System.Net.HttpStatusCode)];
        object[] values = [ErrorType.Receiver, "Code", "request", System.Net.HttpStatusCode.Conflict];

        Assert.Equal(5, type.GetConstructors().Length);
        Assert.Equal(("words", null, null), Made([typeof(string)], ["words"]));
        Assert.Equal(("words", inner, null), Made([typeof(string), typeof(Exception)], ["words", inner]));
        Assert.Equal(("inside", inner, null), Made([typeof(Exception)], [inner]));
        Assert.Equal(("words", null, "Receiver Code request 409"), Made([typeof(string), .. of], ["words", .. values]));
        Assert.Equal(
            ("words", inner, "Receiver Code request 409"),
            Made([typeof(string), typeof(Exception), .. of], ["words", inner, .. values])
        );

        (string, Exception?, string?) Made(Type[] parameters, object[] arguments)
        {
            var made = (AmazonRDSException)type.GetConstructor(parameters)!.Invoke(arguments);
            var told = made.ErrorCode is null ? null : $"{made.ErrorType} {made.ErrorCode} {made.RequestId} {(int)made.StatusCode}";
            return (made.Message, made.InnerException, told);
        }
    }

    private static Task Call(AmazonRDSClient client, string operation)
    {
        var request = Activator.CreateInstance(
            typeof(AmazonRDSClient).Assembly.GetType($"Amazon.RDS.Model.{operation}Request", throwOnError: true)!
        )!;
        var method = typeof(AmazonRDSClient).GetMethod(operation + "Async", [request.GetType(), typeof(CancellationToken)])!;
        return (Task)method.Invoke(client, [request, TestContext.Current.CancellationToken])!;
    }
}
