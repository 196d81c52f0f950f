using System.Net;
using Amazon.RDS.Model.Internal.MarshallTransformations;
using Amazon.Runtime;

namespace Amazon.RDS.Model;

[ErrorCode("BackupPolicyNotFoundFault")]
public class BackupPolicyNotFoundException : AmazonRDSException
{
    public BackupPolicyNotFoundException(string message)
        : base(message) { }

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

[ErrorCode("InvalidDBInstanceState")]
public class InvalidDBInstanceStateException : AmazonRDSException
{
    public InvalidDBInstanceStateException(string message)
        : base(message) { }

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
