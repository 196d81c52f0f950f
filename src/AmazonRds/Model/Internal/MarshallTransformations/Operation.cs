using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Amazon.RDS.Model.Internal.MarshallTransformations;

/// <summary>Tells how one operation is put on the wire and read back; its name is the request type's without "Request".</summary>
internal sealed class Operation<TRequest, TResponse> : InvokeOptionsBase
    where TRequest : AmazonRDSRequest
    where TResponse : AmazonWebServiceResponse, new()
{
    public Operation(params Type[] errors)
    {
        var name = typeof(TRequest).Name[..^"Request".Length];
        RequestMarshaller = new QueryRequestMarshaller(name, typeof(TRequest));
        ResponseUnmarshaller = new QueryResponseUnmarshaller<TResponse>(name + "Result", errors);
    }
}
