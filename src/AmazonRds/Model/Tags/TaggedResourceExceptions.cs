using System.Net;
using Amazon.RDS.Model.Internal.MarshallTransformations;
using Amazon.Runtime;

namespace Amazon.RDS.Model;

[ErrorCode("BlueGreenDeploymentNotFoundFault")]
public class BlueGreenDeploymentNotFoundException : AmazonRDSException
{
    public BlueGreenDeploymentNotFoundException(string message)
        : base(message) { }

    public BlueGreenDeploymentNotFoundException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

[ErrorCode("DBProxyEndpointNotFoundFault")]
public class DBProxyEndpointNotFoundException : AmazonRDSException
{
    public DBProxyEndpointNotFoundException(string message)
        : base(message) { }

    public DBProxyEndpointNotFoundException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

[ErrorCode("DBProxyNotFoundFault")]
public class DBProxyNotFoundException : AmazonRDSException
{
    public DBProxyNotFoundException(string message)
        : base(message) { }

    public DBProxyNotFoundException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

[ErrorCode("DBProxyTargetGroupNotFoundFault")]
public class DBProxyTargetGroupNotFoundException : AmazonRDSException
{
    public DBProxyTargetGroupNotFoundException(string message)
        : base(message) { }

    public DBProxyTargetGroupNotFoundException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

[ErrorCode("DBShardGroupNotFound")]
public class DBShardGroupNotFoundException : AmazonRDSException
{
    public DBShardGroupNotFoundException(string message)
        : base(message) { }

    public DBShardGroupNotFoundException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

[ErrorCode("DBSnapshotTenantDatabaseNotFoundFault")]
public class DBSnapshotTenantDatabaseNotFoundException : AmazonRDSException
{
    public DBSnapshotTenantDatabaseNotFoundException(string message)
        : base(message) { }

    public DBSnapshotTenantDatabaseNotFoundException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

[ErrorCode("IntegrationNotFoundFault")]
public class IntegrationNotFoundException : AmazonRDSException
{
    public IntegrationNotFoundException(string message)
        : base(message) { }

    public IntegrationNotFoundException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

[ErrorCode("InvalidDBClusterEndpointStateFault")]
public class InvalidDBClusterEndpointStateException : AmazonRDSException
{
    public InvalidDBClusterEndpointStateException(string message)
        : base(message) { }

    public InvalidDBClusterEndpointStateException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

[ErrorCode("TenantDatabaseNotFound")]
public class TenantDatabaseNotFoundException : AmazonRDSException
{
    public TenantDatabaseNotFoundException(string message)
        : base(message) { }

    public TenantDatabaseNotFoundException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}
