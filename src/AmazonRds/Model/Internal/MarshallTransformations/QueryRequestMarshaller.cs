using System.Collections;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace Amazon.RDS.Model.Internal.MarshallTransformations;

/// <summary>Writes a request as AWS Query does: <c>Action</c>, <c>Version</c> and its members, nested with dots, list items numbered from one.</summary>
internal sealed class QueryRequestMarshaller(string action, Type requestType) : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var request = new DefaultRequest(input, "Amazon.RDS");
        request.Parameters["Action"] = action;
        request.Parameters["Version"] = "2014-10-31";
        AddMembers(request.Parameters, "", requestType, input);
        return request;
    }

    private static void AddMembers(IDictionary<string, string> form, string prefix, Type shape, object value)
    {
        foreach (var member in Members.Of(shape).Values)
        {
            var name = prefix + member.Name;
            switch (member.Get(value))
            {
                case null:
                    break;
                case IList list when member.ItemType is not null:
                    AddList(form, name, member, list);
                    break;
                case var scalarOrShape:
                    Add(form, name, scalarOrShape);
                    break;
            }
        }
    }

    private static void AddList(IDictionary<string, string> form, string name, Member member, IList list)
    {
        // An empty list says something only where a list that nobody set is null.
        if (list.Count == 0 && !AWSConfigs.InitializeCollections)
        {
            form[name] = "";
        }

        for (var i = 0; i < list.Count; i++)
        {
            Add(form, $"{name}.{member.ItemName}.{StringUtils.FromInt(i + 1)}", list[i]);
        }
    }

    private static void Add(IDictionary<string, string> form, string name, object value)
    {
        if (Scalar(value) is { } text)
        {
            form[name] = text;
        }
        else if (value is not null)
        {
            AddMembers(form, name + ".", value.GetType(), value);
        }
    }

    private static string Scalar(object value) =>
        value switch
        {
            string text => StringUtils.FromString(text),
            bool flag => StringUtils.FromBool(flag),
            int number => StringUtils.FromInt(number),
            long number => StringUtils.FromLong(number),
            double number => StringUtils.FromDouble(number),
            DateTime moment => StringUtils.FromDateTimeToISO8601WithOptionalMs(moment),
            ConstantClass constant => StringUtils.FromString(constant),
            _ => null,
        };
}
