namespace SnapshotShare.AmazonRds.Tests.Wire;

/// <summary>What the server says next, in RDS's envelopes (AWS Query, version 2014-10-31).</summary>
public sealed record Answer(int Status, string Body)
{
    public const string RequestId = "5aae4e8d-25ae-4b3c-9a5b-0c5d5b8f2a11";

    /// <summary>A result as RDS wraps it; without members, the answer of an operation that has no result.</summary>
    public static Answer Result(string operation, string? members = null)
    {
        var result = members is null ? "" : $"<{operation}Result>{members}</{operation}Result>";
        return new Answer(
            200,
            $"""
            <{operation}Response xmlns="http://rds.amazonaws.com/doc/2014-10-31/">
              {result}
              <ResponseMetadata><RequestId>{RequestId}</RequestId></ResponseMetadata>
            </{operation}Response>
            """
        );
    }

    public static Answer Error(int status, string code, string message = "because", string type = "Sender") =>
        new(
            status,
            $"""
            <ErrorResponse xmlns="http://rds.amazonaws.com/doc/2014-10-31/">
              <Error><Type>{type}</Type><Code>{code}</Code><Message>{message}</Message></Error>
              <RequestId>{RequestId}</RequestId>
            </ErrorResponse>
            """
        );
}
