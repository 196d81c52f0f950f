using System.Net;
using Amazon.RDS.Model.Internal.MarshallTransformations;
using Amazon.Runtime;

namespace Amazon.RDS.Model;

[ErrorCode("AuthorizationNotFound")]
public class AuthorizationNotFoundException : AmazonRDSException
{
    public AuthorizationNotFoundException(string message)
        : base(message) { }

    public AuthorizationNotFoundException(string message, Exception innerException)
        : base(message, innerException) { }

    public AuthorizationNotFoundException(Exception innerException)
        : base(innerException) { }

    public AuthorizationNotFoundException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public AuthorizationNotFoundException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

[ErrorCode("DBSecurityGroupNotFound")]
public class DBSecurityGroupNotFoundException : AmazonRDSException
{
    public DBSecurityGroupNotFoundException(string message)
        : base(message) { }

    public DBSecurityGroupNotFoundException(string message, Exception innerException)
        : base(message, innerException) { }

    public DBSecurityGroupNotFoundException(Exception innerException)
        : base(innerException) { }

    public DBSecurityGroupNotFoundException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public DBSecurityGroupNotFoundException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

[ErrorCode("DBSubnetGroupDoesNotCoverEnoughAZs")]
public class DBSubnetGroupDoesNotCoverEnoughAZsException : AmazonRDSException
{
    public DBSubnetGroupDoesNotCoverEnoughAZsException(string message)
        : base(message) { }

    public DBSubnetGroupDoesNotCoverEnoughAZsException(string message, Exception innerException)
        : base(message, innerException) { }

    public DBSubnetGroupDoesNotCoverEnoughAZsException(Exception innerException)
        : base(innerException) { }

    public DBSubnetGroupDoesNotCoverEnoughAZsException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public DBSubnetGroupDoesNotCoverEnoughAZsException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

[ErrorCode("DBSubnetGroupNotFoundFault")]
public class DBSubnetGroupNotFoundException : AmazonRDSException
{
    public DBSubnetGroupNotFoundException(string message)
        : base(message) { }

    public DBSubnetGroupNotFoundException(string message, Exception innerException)
        : base(message, innerException) { }

    public DBSubnetGroupNotFoundException(Exception innerException)
        : base(innerException) { }

    public DBSubnetGroupNotFoundException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public DBSubnetGroupNotFoundException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

[ErrorCode("DomainNotFoundFault")]
public class DomainNotFoundException : AmazonRDSException
{
    public DomainNotFoundException(string message)
        : base(message) { }

    public DomainNotFoundException(string message, Exception innerException)
        : base(message, innerException) { }

    public DomainNotFoundException(Exception innerException)
        : base(innerException) { }

    public DomainNotFoundException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public DomainNotFoundException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

[ErrorCode("InvalidDBSecurityGroupState")]
public class InvalidDBSecurityGroupStateException : AmazonRDSException
{
    public InvalidDBSecurityGroupStateException(string message)
        : base(message) { }

    public InvalidDBSecurityGroupStateException(string message, Exception innerException)
        : base(message, innerException) { }

    public InvalidDBSecurityGroupStateException(Exception innerException)
        : base(innerException) { }

    public InvalidDBSecurityGroupStateException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public InvalidDBSecurityGroupStateException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

[ErrorCode("InvalidDBSubnetGroupStateFault")]
public class InvalidDBSubnetGroupStateException : AmazonRDSException
{
    public InvalidDBSubnetGroupStateException(string message)
        : base(message) { }

    public InvalidDBSubnetGroupStateException(string message, Exception innerException)
        : base(message, innerException) { }

    public InvalidDBSubnetGroupStateException(Exception innerException)
        : base(innerException) { }

    public InvalidDBSubnetGroupStateException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public InvalidDBSubnetGroupStateException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

[ErrorCode("InvalidSubnet")]
public class InvalidSubnetException : AmazonRDSException
{
    public InvalidSubnetException(string message)
        : base(message) { }

    public InvalidSubnetException(string message, Exception innerException)
        : base(message, innerException) { }

    public InvalidSubnetException(Exception innerException)
        : base(innerException) { }

    public InvalidSubnetException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public InvalidSubnetException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

[ErrorCode("InvalidVPCNetworkStateFault")]
public class InvalidVPCNetworkStateException : AmazonRDSException
{
    public InvalidVPCNetworkStateException(string message)
        : base(message) { }

    public InvalidVPCNetworkStateException(string message, Exception innerException)
        : base(message, innerException) { }

    public InvalidVPCNetworkStateException(Exception innerException)
        : base(innerException) { }

    public InvalidVPCNetworkStateException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public InvalidVPCNetworkStateException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

[ErrorCode("NetworkTypeNotSupported")]
public class NetworkTypeNotSupportedException : AmazonRDSException
{
    public NetworkTypeNotSupportedException(string message)
        : base(message) { }

    public NetworkTypeNotSupportedException(string message, Exception innerException)
        : base(message, innerException) { }

    public NetworkTypeNotSupportedException(Exception innerException)
        : base(innerException) { }

    public NetworkTypeNotSupportedException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public NetworkTypeNotSupportedException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

[ErrorCode("VpcEncryptionControlViolationException")]
public class VpcEncryptionControlViolationException : AmazonRDSException
{
    public VpcEncryptionControlViolationException(string message)
        : base(message) { }

    public VpcEncryptionControlViolationException(string message, Exception innerException)
        : base(message, innerException) { }

    public VpcEncryptionControlViolationException(Exception innerException)
        : base(innerException) { }

    public VpcEncryptionControlViolationException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public VpcEncryptionControlViolationException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}
