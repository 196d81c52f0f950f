using System.Collections.Frozen;
using System.Net;
using System.Reflection;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;

namespace Amazon.RDS.Model.Internal.MarshallTransformations;

/// <summary>Reads <c>OpResponse/OpResult</c> into the response, and an error's envelope into the exception declared for its code.</summary>
internal sealed class QueryResponseUnmarshaller<TResponse>(string resultElement, Type[] errors) : XmlResponseUnmarshaller
    where TResponse : AmazonWebServiceResponse, new()
{
    private readonly FrozenDictionary<string, Type> _errors = errors.ToFrozenDictionary(
        type => type.GetCustomAttribute<ErrorCodeAttribute>().Code,
        StringComparer.Ordinal
    );

    public override AmazonWebServiceResponse Unmarshall(XmlUnmarshallerContext context)
    {
        var response = new TResponse();
        context.Read();
        var depth = context.CurrentDepth;
        while (context.ReadAtDepth(depth))
        {
            if (!context.IsStartElement)
            {
                continue;
            }

            if (context.TestExpression(resultElement, depth + 1))
            {
                ShapeReader.ReadInto(response, context);
            }
            else if (context.TestExpression("ResponseMetadata", depth + 1))
            {
                response.ResponseMetadata = ResponseMetadataUnmarshaller.Instance.Unmarshall(context);
            }
        }

        return response;
    }

    public override AmazonServiceException UnmarshallException(
        XmlUnmarshallerContext context,
        Exception innerException,
        HttpStatusCode statusCode
    )
    {
        var error = XmlErrorResponseUnmarshaller.GetInstance().Unmarshall(context);
        var type = error.Code is null ? null : _errors.GetValueOrDefault(error.Code);
        return (AmazonServiceException)
            Activator.CreateInstance(
                type ?? typeof(AmazonRDSException),
                error.Message,
                innerException,
                error.Type,
                error.Code,
                error.RequestId,
                statusCode
            );
    }
}
