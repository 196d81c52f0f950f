using System.Net;
using Amazon.RDS.Model.Internal.MarshallTransformations;
using Amazon.Runtime;

namespace Amazon.RDS.Model;

[ErrorCode("DBClusterAutomatedBackupQuotaExceededFault")]
public class DBClusterAutomatedBackupQuotaExceededException : AmazonRDSException
{
    public DBClusterAutomatedBackupQuotaExceededException(string message)
        : base(message) { }

    public DBClusterAutomatedBackupQuotaExceededException(string message, Exception innerException)
        : base(message, innerException) { }

    public DBClusterAutomatedBackupQuotaExceededException(Exception innerException)
        : base(innerException) { }

    public DBClusterAutomatedBackupQuotaExceededException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public DBClusterAutomatedBackupQuotaExceededException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

[ErrorCode("DBClusterQuotaExceededFault")]
public class DBClusterQuotaExceededException : AmazonRDSException
{
    public DBClusterQuotaExceededException(string message)
        : base(message) { }

    public DBClusterQuotaExceededException(string message, Exception innerException)
        : base(message, innerException) { }

    public DBClusterQuotaExceededException(Exception innerException)
        : base(innerException) { }

    public DBClusterQuotaExceededException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public DBClusterQuotaExceededException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

[ErrorCode("DBInstanceAutomatedBackupQuotaExceeded")]
public class DBInstanceAutomatedBackupQuotaExceededException : AmazonRDSException
{
    public DBInstanceAutomatedBackupQuotaExceededException(string message)
        : base(message) { }

    public DBInstanceAutomatedBackupQuotaExceededException(string message, Exception innerException)
        : base(message, innerException) { }

    public DBInstanceAutomatedBackupQuotaExceededException(Exception innerException)
        : base(innerException) { }

    public DBInstanceAutomatedBackupQuotaExceededException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public DBInstanceAutomatedBackupQuotaExceededException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

[ErrorCode("InstanceQuotaExceeded")]
public class InstanceQuotaExceededException : AmazonRDSException
{
    public InstanceQuotaExceededException(string message)
        : base(message) { }

    public InstanceQuotaExceededException(string message, Exception innerException)
        : base(message, innerException) { }

    public InstanceQuotaExceededException(Exception innerException)
        : base(innerException) { }

    public InstanceQuotaExceededException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public InstanceQuotaExceededException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

[ErrorCode("SharedSnapshotQuotaExceeded")]
public class SharedSnapshotQuotaExceededException : AmazonRDSException
{
    public SharedSnapshotQuotaExceededException(string message)
        : base(message) { }

    public SharedSnapshotQuotaExceededException(string message, Exception innerException)
        : base(message, innerException) { }

    public SharedSnapshotQuotaExceededException(Exception innerException)
        : base(innerException) { }

    public SharedSnapshotQuotaExceededException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public SharedSnapshotQuotaExceededException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

[ErrorCode("SnapshotQuotaExceeded")]
public class SnapshotQuotaExceededException : AmazonRDSException
{
    public SnapshotQuotaExceededException(string message)
        : base(message) { }

    public SnapshotQuotaExceededException(string message, Exception innerException)
        : base(message, innerException) { }

    public SnapshotQuotaExceededException(Exception innerException)
        : base(innerException) { }

    public SnapshotQuotaExceededException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public SnapshotQuotaExceededException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

[ErrorCode("StorageQuotaExceeded")]
public class StorageQuotaExceededException : AmazonRDSException
{
    public StorageQuotaExceededException(string message)
        : base(message) { }

    public StorageQuotaExceededException(string message, Exception innerException)
        : base(message, innerException) { }

    public StorageQuotaExceededException(Exception innerException)
        : base(innerException) { }

    public StorageQuotaExceededException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public StorageQuotaExceededException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

[ErrorCode("TenantDatabaseQuotaExceeded")]
public class TenantDatabaseQuotaExceededException : AmazonRDSException
{
    public TenantDatabaseQuotaExceededException(string message)
        : base(message) { }

    public TenantDatabaseQuotaExceededException(string message, Exception innerException)
        : base(message, innerException) { }

    public TenantDatabaseQuotaExceededException(Exception innerException)
        : base(innerException) { }

    public TenantDatabaseQuotaExceededException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public TenantDatabaseQuotaExceededException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}
