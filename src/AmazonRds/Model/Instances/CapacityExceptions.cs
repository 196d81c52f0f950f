using System.Net;
using Amazon.RDS.Model.Internal.MarshallTransformations;
using Amazon.Runtime;

namespace Amazon.RDS.Model;

[ErrorCode("InsufficientDBClusterCapacityFault")]
public class InsufficientDBClusterCapacityException : AmazonRDSException
{
    public InsufficientDBClusterCapacityException(string message)
        : base(message) { }

    public InsufficientDBClusterCapacityException(string message, Exception innerException)
        : base(message, innerException) { }

    public InsufficientDBClusterCapacityException(Exception innerException)
        : base(innerException) { }

    public InsufficientDBClusterCapacityException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public InsufficientDBClusterCapacityException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

[ErrorCode("InsufficientDBInstanceCapacity")]
public class InsufficientDBInstanceCapacityException : AmazonRDSException
{
    public InsufficientDBInstanceCapacityException(string message)
        : base(message) { }

    public InsufficientDBInstanceCapacityException(string message, Exception innerException)
        : base(message, innerException) { }

    public InsufficientDBInstanceCapacityException(Exception innerException)
        : base(innerException) { }

    public InsufficientDBInstanceCapacityException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public InsufficientDBInstanceCapacityException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

[ErrorCode("InsufficientStorageClusterCapacity")]
public class InsufficientStorageClusterCapacityException : AmazonRDSException
{
    public InsufficientStorageClusterCapacityException(string message)
        : base(message) { }

    public InsufficientStorageClusterCapacityException(string message, Exception innerException)
        : base(message, innerException) { }

    public InsufficientStorageClusterCapacityException(Exception innerException)
        : base(innerException) { }

    public InsufficientStorageClusterCapacityException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public InsufficientStorageClusterCapacityException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

[ErrorCode("ProvisionedIopsNotAvailableInAZFault")]
public class ProvisionedIopsNotAvailableInAZException : AmazonRDSException
{
    public ProvisionedIopsNotAvailableInAZException(string message)
        : base(message) { }

    public ProvisionedIopsNotAvailableInAZException(string message, Exception innerException)
        : base(message, innerException) { }

    public ProvisionedIopsNotAvailableInAZException(Exception innerException)
        : base(innerException) { }

    public ProvisionedIopsNotAvailableInAZException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public ProvisionedIopsNotAvailableInAZException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

[ErrorCode("StorageTypeNotAvailableFault")]
public class StorageTypeNotAvailableException : AmazonRDSException
{
    public StorageTypeNotAvailableException(string message)
        : base(message) { }

    public StorageTypeNotAvailableException(string message, Exception innerException)
        : base(message, innerException) { }

    public StorageTypeNotAvailableException(Exception innerException)
        : base(innerException) { }

    public StorageTypeNotAvailableException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public StorageTypeNotAvailableException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

[ErrorCode("StorageTypeNotSupported")]
public class StorageTypeNotSupportedException : AmazonRDSException
{
    public StorageTypeNotSupportedException(string message)
        : base(message) { }

    public StorageTypeNotSupportedException(string message, Exception innerException)
        : base(message, innerException) { }

    public StorageTypeNotSupportedException(Exception innerException)
        : base(innerException) { }

    public StorageTypeNotSupportedException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public StorageTypeNotSupportedException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}
