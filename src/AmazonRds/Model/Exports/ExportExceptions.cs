using System.Net;
using Amazon.RDS.Model.Internal.MarshallTransformations;
using Amazon.Runtime;

namespace Amazon.RDS.Model;

[ErrorCode("ExportTaskNotFound")]
public class ExportTaskNotFoundException : AmazonRDSException
{
    public ExportTaskNotFoundException(string message)
        : base(message) { }

    public ExportTaskNotFoundException(string message, Exception innerException)
        : base(message, innerException) { }

    public ExportTaskNotFoundException(Exception innerException)
        : base(innerException) { }

    public ExportTaskNotFoundException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public ExportTaskNotFoundException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}
