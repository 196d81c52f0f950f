using System.Net;
using Amazon.RDS.Model.Internal.MarshallTransformations;
using Amazon.Runtime;

namespace Amazon.RDS.Model;

[ErrorCode("DBClusterSnapshotAlreadyExistsFault")]
public class DBClusterSnapshotAlreadyExistsException : AmazonRDSException
{
    public DBClusterSnapshotAlreadyExistsException(string message)
        : base(message) { }

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
