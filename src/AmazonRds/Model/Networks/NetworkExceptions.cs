using System.Net;
using Amazon.RDS.Model.Internal.MarshallTransformations;
using Amazon.Runtime;

namespace Amazon.RDS.Model;

[ErrorCode("AuthorizationNotFound")]
public class AuthorizationNotFoundException : AmazonRDSException
{
    public AuthorizationNotFoundException(string message)
        : base(message) { }

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
