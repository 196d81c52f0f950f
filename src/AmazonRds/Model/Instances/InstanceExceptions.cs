using System.Net;
using Amazon.RDS.Model.Internal.MarshallTransformations;
using Amazon.Runtime;

namespace Amazon.RDS.Model;

[ErrorCode("BackupPolicyNotFoundFault")]
public class BackupPolicyNotFoundException : AmazonRDSException
{
    public BackupPolicyNotFoundException(string message)
        : base(message) { }

    public BackupPolicyNotFoundException(string message, Exception innerException)
        : base(message, innerException) { }

    public BackupPolicyNotFoundException(Exception innerException)
        : base(innerException) { }

    public BackupPolicyNotFoundException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public BackupPolicyNotFoundException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

[ErrorCode("CertificateNotFound")]
public class CertificateNotFoundException : AmazonRDSException
{
    public CertificateNotFoundException(string message)
        : base(message) { }

    public CertificateNotFoundException(string message, Exception innerException)
        : base(message, innerException) { }

    public CertificateNotFoundException(Exception innerException)
        : base(innerException) { }

    public CertificateNotFoundException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public CertificateNotFoundException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

[ErrorCode("DBInstanceAlreadyExists")]
public class DBInstanceAlreadyExistsException : AmazonRDSException
{
    public DBInstanceAlreadyExistsException(string message)
        : base(message) { }

    public DBInstanceAlreadyExistsException(string message, Exception innerException)
        : base(message, innerException) { }

    public DBInstanceAlreadyExistsException(Exception innerException)
        : base(innerException) { }

    public DBInstanceAlreadyExistsException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public DBInstanceAlreadyExistsException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

[ErrorCode("DBInstanceNotFound")]
public class DBInstanceNotFoundException : AmazonRDSException
{
    public DBInstanceNotFoundException(string message)
        : base(message) { }

    public DBInstanceNotFoundException(string message, Exception innerException)
        : base(message, innerException) { }

    public DBInstanceNotFoundException(Exception innerException)
        : base(innerException) { }

    public DBInstanceNotFoundException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public DBInstanceNotFoundException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

[ErrorCode("DBParameterGroupNotFound")]
public class DBParameterGroupNotFoundException : AmazonRDSException
{
    public DBParameterGroupNotFoundException(string message)
        : base(message) { }

    public DBParameterGroupNotFoundException(string message, Exception innerException)
        : base(message, innerException) { }

    public DBParameterGroupNotFoundException(Exception innerException)
        : base(innerException) { }

    public DBParameterGroupNotFoundException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public DBParameterGroupNotFoundException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

[ErrorCode("DBUpgradeDependencyFailure")]
public class DBUpgradeDependencyFailureException : AmazonRDSException
{
    public DBUpgradeDependencyFailureException(string message)
        : base(message) { }

    public DBUpgradeDependencyFailureException(string message, Exception innerException)
        : base(message, innerException) { }

    public DBUpgradeDependencyFailureException(Exception innerException)
        : base(innerException) { }

    public DBUpgradeDependencyFailureException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public DBUpgradeDependencyFailureException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

[ErrorCode("InvalidDBInstanceState")]
public class InvalidDBInstanceStateException : AmazonRDSException
{
    public InvalidDBInstanceStateException(string message)
        : base(message) { }

    public InvalidDBInstanceStateException(string message, Exception innerException)
        : base(message, innerException) { }

    public InvalidDBInstanceStateException(Exception innerException)
        : base(innerException) { }

    public InvalidDBInstanceStateException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public InvalidDBInstanceStateException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

[ErrorCode("OptionGroupNotFoundFault")]
public class OptionGroupNotFoundException : AmazonRDSException
{
    public OptionGroupNotFoundException(string message)
        : base(message) { }

    public OptionGroupNotFoundException(string message, Exception innerException)
        : base(message, innerException) { }

    public OptionGroupNotFoundException(Exception innerException)
        : base(innerException) { }

    public OptionGroupNotFoundException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public OptionGroupNotFoundException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}
