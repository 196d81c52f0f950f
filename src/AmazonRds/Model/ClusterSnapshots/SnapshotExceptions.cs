using System.Net;
using Amazon.RDS.Model.Internal.MarshallTransformations;
using Amazon.Runtime;

namespace Amazon.RDS.Model;

[ErrorCode("DBClusterSnapshotAlreadyExistsFault")]
public class DBClusterSnapshotAlreadyExistsException : AmazonRDSException
{
    public DBClusterSnapshotAlreadyExistsException(string message)
        : base(message) { }

    public DBClusterSnapshotAlreadyExistsException(string message, Exception innerException)
        : base(message, innerException) { }

    public DBClusterSnapshotAlreadyExistsException(Exception innerException)
        : base(innerException) { }

    public DBClusterSnapshotAlreadyExistsException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public DBClusterSnapshotAlreadyExistsException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

[ErrorCode("DBClusterSnapshotNotFoundFault")]
public class DBClusterSnapshotNotFoundException : AmazonRDSException
{
    public DBClusterSnapshotNotFoundException(string message)
        : base(message) { }

    public DBClusterSnapshotNotFoundException(string message, Exception innerException)
        : base(message, innerException) { }

    public DBClusterSnapshotNotFoundException(Exception innerException)
        : base(innerException) { }

    public DBClusterSnapshotNotFoundException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public DBClusterSnapshotNotFoundException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

[ErrorCode("DBSnapshotAlreadyExists")]
public class DBSnapshotAlreadyExistsException : AmazonRDSException
{
    public DBSnapshotAlreadyExistsException(string message)
        : base(message) { }

    public DBSnapshotAlreadyExistsException(string message, Exception innerException)
        : base(message, innerException) { }

    public DBSnapshotAlreadyExistsException(Exception innerException)
        : base(innerException) { }

    public DBSnapshotAlreadyExistsException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public DBSnapshotAlreadyExistsException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

[ErrorCode("DBSnapshotNotFound")]
public class DBSnapshotNotFoundException : AmazonRDSException
{
    public DBSnapshotNotFoundException(string message)
        : base(message) { }

    public DBSnapshotNotFoundException(string message, Exception innerException)
        : base(message, innerException) { }

    public DBSnapshotNotFoundException(Exception innerException)
        : base(innerException) { }

    public DBSnapshotNotFoundException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public DBSnapshotNotFoundException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

[ErrorCode("InvalidDBClusterSnapshotStateFault")]
public class InvalidDBClusterSnapshotStateException : AmazonRDSException
{
    public InvalidDBClusterSnapshotStateException(string message)
        : base(message) { }

    public InvalidDBClusterSnapshotStateException(string message, Exception innerException)
        : base(message, innerException) { }

    public InvalidDBClusterSnapshotStateException(Exception innerException)
        : base(innerException) { }

    public InvalidDBClusterSnapshotStateException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public InvalidDBClusterSnapshotStateException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

[ErrorCode("InvalidDBSnapshotState")]
public class InvalidDBSnapshotStateException : AmazonRDSException
{
    public InvalidDBSnapshotStateException(string message)
        : base(message) { }

    public InvalidDBSnapshotStateException(string message, Exception innerException)
        : base(message, innerException) { }

    public InvalidDBSnapshotStateException(Exception innerException)
        : base(innerException) { }

    public InvalidDBSnapshotStateException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public InvalidDBSnapshotStateException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

[ErrorCode("InvalidRestoreFault")]
public class InvalidRestoreException : AmazonRDSException
{
    public InvalidRestoreException(string message)
        : base(message) { }

    public InvalidRestoreException(string message, Exception innerException)
        : base(message, innerException) { }

    public InvalidRestoreException(Exception innerException)
        : base(innerException) { }

    public InvalidRestoreException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public InvalidRestoreException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

[ErrorCode("KMSKeyNotAccessibleFault")]
public class KMSKeyNotAccessibleException : AmazonRDSException
{
    public KMSKeyNotAccessibleException(string message)
        : base(message) { }

    public KMSKeyNotAccessibleException(string message, Exception innerException)
        : base(message, innerException) { }

    public KMSKeyNotAccessibleException(Exception innerException)
        : base(innerException) { }

    public KMSKeyNotAccessibleException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public KMSKeyNotAccessibleException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}
