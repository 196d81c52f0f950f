using System.Net;
using Amazon.RDS.Model.Internal.MarshallTransformations;
using Amazon.Runtime;

namespace Amazon.RDS.Model;

[ErrorCode("DBClusterAlreadyExistsFault")]
public class DBClusterAlreadyExistsException : AmazonRDSException
{
    public DBClusterAlreadyExistsException(string message)
        : base(message) { }

    public DBClusterAlreadyExistsException(string message, Exception innerException)
        : base(message, innerException) { }

    public DBClusterAlreadyExistsException(Exception innerException)
        : base(innerException) { }

    public DBClusterAlreadyExistsException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public DBClusterAlreadyExistsException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

[ErrorCode("DBClusterNotFoundFault")]
public class DBClusterNotFoundException : AmazonRDSException
{
    public DBClusterNotFoundException(string message)
        : base(message) { }

    public DBClusterNotFoundException(string message, Exception innerException)
        : base(message, innerException) { }

    public DBClusterNotFoundException(Exception innerException)
        : base(innerException) { }

    public DBClusterNotFoundException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public DBClusterNotFoundException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

[ErrorCode("DBClusterParameterGroupNotFound")]
public class DBClusterParameterGroupNotFoundException : AmazonRDSException
{
    public DBClusterParameterGroupNotFoundException(string message)
        : base(message) { }

    public DBClusterParameterGroupNotFoundException(string message, Exception innerException)
        : base(message, innerException) { }

    public DBClusterParameterGroupNotFoundException(Exception innerException)
        : base(innerException) { }

    public DBClusterParameterGroupNotFoundException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public DBClusterParameterGroupNotFoundException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

[ErrorCode("InvalidDBClusterStateFault")]
public class InvalidDBClusterStateException : AmazonRDSException
{
    public InvalidDBClusterStateException(string message)
        : base(message) { }

    public InvalidDBClusterStateException(string message, Exception innerException)
        : base(message, innerException) { }

    public InvalidDBClusterStateException(Exception innerException)
        : base(innerException) { }

    public InvalidDBClusterStateException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public InvalidDBClusterStateException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

[ErrorCode("InvalidGlobalClusterStateFault")]
public class InvalidGlobalClusterStateException : AmazonRDSException
{
    public InvalidGlobalClusterStateException(string message)
        : base(message) { }

    public InvalidGlobalClusterStateException(string message, Exception innerException)
        : base(message, innerException) { }

    public InvalidGlobalClusterStateException(Exception innerException)
        : base(innerException) { }

    public InvalidGlobalClusterStateException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public InvalidGlobalClusterStateException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

[ErrorCode("InvalidDBShardGroupState")]
public class InvalidDBShardGroupStateException : AmazonRDSException
{
    public InvalidDBShardGroupStateException(string message)
        : base(message) { }

    public InvalidDBShardGroupStateException(string message, Exception innerException)
        : base(message, innerException) { }

    public InvalidDBShardGroupStateException(Exception innerException)
        : base(innerException) { }

    public InvalidDBShardGroupStateException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public InvalidDBShardGroupStateException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

[ErrorCode("DBClusterAutomatedBackupNotFoundFault")]
public class DBClusterAutomatedBackupNotFoundException : AmazonRDSException
{
    public DBClusterAutomatedBackupNotFoundException(string message)
        : base(message) { }

    public DBClusterAutomatedBackupNotFoundException(string message, Exception innerException)
        : base(message, innerException) { }

    public DBClusterAutomatedBackupNotFoundException(Exception innerException)
        : base(innerException) { }

    public DBClusterAutomatedBackupNotFoundException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public DBClusterAutomatedBackupNotFoundException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}
