using System.Net;
using Amazon.RDS.Model.Internal.MarshallTransformations;
using Amazon.Runtime;

namespace Amazon.RDS.Model;

[ErrorCode("InsufficientDBClusterCapacityFault")]
public class InsufficientDBClusterCapacityException : AmazonRDSException
{
    public InsufficientDBClusterCapacityException(string message)
        : base(message) { }

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
