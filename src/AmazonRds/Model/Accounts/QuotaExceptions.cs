using System.Net;
using Amazon.RDS.Model.Internal.MarshallTransformations;
using Amazon.Runtime;

namespace Amazon.RDS.Model;

[ErrorCode("DBClusterAutomatedBackupQuotaExceededFault")]
public class DBClusterAutomatedBackupQuotaExceededException : AmazonRDSException
{
    public DBClusterAutomatedBackupQuotaExceededException(string message)
        : base(message) { }

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
