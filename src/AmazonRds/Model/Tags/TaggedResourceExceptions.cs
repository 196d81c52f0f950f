using System.Net;
using Amazon.RDS.Model.Internal.MarshallTransformations;
using Amazon.Runtime;

namespace Amazon.RDS.Model;

[ErrorCode("BlueGreenDeploymentNotFoundFault")]
public class BlueGreenDeploymentNotFoundException : AmazonRDSException
{
    public BlueGreenDeploymentNotFoundException(string message)
        : base(message) { }

    public BlueGreenDeploymentNotFoundException(string message, Exception innerException)
        : base(message, innerException) { }

    public BlueGreenDeploymentNotFoundException(Exception innerException)
        : base(innerException) { }

    public BlueGreenDeploymentNotFoundException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, errorType, errorCode, requestId, statusCode) { }

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

    public DBProxyEndpointNotFoundException(string message, Exception innerException)
        : base(message, innerException) { }

    public DBProxyEndpointNotFoundException(Exception innerException)
        : base(innerException) { }

    public DBProxyEndpointNotFoundException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, errorType, errorCode, requestId, statusCode) { }

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

    public DBProxyNotFoundException(string message, Exception innerException)
        : base(message, innerException) { }

    public DBProxyNotFoundException(Exception innerException)
        : base(innerException) { }

    public DBProxyNotFoundException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }

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

    public DBProxyTargetGroupNotFoundException(string message, Exception innerException)
        : base(message, innerException) { }

    public DBProxyTargetGroupNotFoundException(Exception innerException)
        : base(innerException) { }

    public DBProxyTargetGroupNotFoundException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, errorType, errorCode, requestId, statusCode) { }

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

    public DBShardGroupNotFoundException(string message, Exception innerException)
        : base(message, innerException) { }

    public DBShardGroupNotFoundException(Exception innerException)
        : base(innerException) { }

    public DBShardGroupNotFoundException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }

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

    public DBSnapshotTenantDatabaseNotFoundException(string message, Exception innerException)
        : base(message, innerException) { }

    public DBSnapshotTenantDatabaseNotFoundException(Exception innerException)
        : base(innerException) { }

    public DBSnapshotTenantDatabaseNotFoundException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, errorType, errorCode, requestId, statusCode) { }

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

    public IntegrationNotFoundException(string message, Exception innerException)
        : base(message, innerException) { }

    public IntegrationNotFoundException(Exception innerException)
        : base(innerException) { }

    public IntegrationNotFoundException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }

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

    public InvalidDBClusterEndpointStateException(string message, Exception innerException)
        : base(message, innerException) { }

    public InvalidDBClusterEndpointStateException(Exception innerException)
        : base(innerException) { }

    public InvalidDBClusterEndpointStateException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, errorType, errorCode, requestId, statusCode) { }

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

    public TenantDatabaseNotFoundException(string message, Exception innerException)
        : base(message, innerException) { }

    public TenantDatabaseNotFoundException(Exception innerException)
        : base(innerException) { }

    public TenantDatabaseNotFoundException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, errorType, errorCode, requestId, statusCode) { }

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
