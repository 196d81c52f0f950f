using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;

namespace Amazon.RDS.Model.Internal.MarshallTransformations;

/// <summary>
/// Fills a shape from the element the context stands on. Elements that the shape does not know are passed over, so AWS may add members;
/// a list without items stays what it was, which is null unless AWSConfigs.InitializeCollections says otherwise.
/// </summary>
internal static class ShapeReader
{
    private static readonly ConcurrentDictionary<Type, Func<string, object>> Constants = new();

    public static void ReadInto(object shape, XmlUnmarshallerContext context)
    {
        var members = Members.Of(shape.GetType());
        foreach (var name in Children(context))
        {
            if (!members.TryGetValue(name, out var member))
            {
                continue;
            }

            if (member.ItemType is null)
            {
                member.Set(shape, ReadValue(member.Type, context));
            }
            else
            {
                ReadList(shape, member, context);
            }
        }
    }

    private static void ReadList(object shape, Member member, XmlUnmarshallerContext context)
    {
        foreach (var _ in Children(context))
        {
            if (member.Get(shape) is not IList list)
            {
                list = (IList)Activator.CreateInstance(member.Type);
                member.Set(shape, list);
            }

            list.Add(ReadValue(member.ItemType, context));
        }
    }

    private static IEnumerable<string> Children(XmlUnmarshallerContext context)
    {
        var depth = context.CurrentDepth;
        while (context.ReadAtDepth(depth))
        {
            if (context.IsStartElement && context.CurrentDepth == depth + 1)
            {
                yield return context.CurrentElementName;
            }
        }
    }

    private static object ReadValue(Type type, XmlUnmarshallerContext context)
    {
        if (type == typeof(string))
        {
            return StringUnmarshaller.Instance.Unmarshall(context);
        }

        if (type == typeof(bool?))
        {
            return NullableBoolUnmarshaller.Instance.Unmarshall(context);
        }

        if (type == typeof(int?))
        {
            return NullableIntUnmarshaller.Instance.Unmarshall(context);
        }

        if (type == typeof(long?))
        {
            return NullableLongUnmarshaller.Instance.Unmarshall(context);
        }

        if (type == typeof(double?))
        {
            return NullableDoubleUnmarshaller.Instance.Unmarshall(context);
        }

        if (type == typeof(DateTime?))
        {
            return NullableDateTimeUnmarshaller.Instance.Unmarshall(context);
        }

        if (type.IsSubclassOf(typeof(ConstantClass)))
        {
            return Constants.GetOrAdd(type, FindValueOf)(StringUnmarshaller.Instance.Unmarshall(context));
        }

        var shape = Activator.CreateInstance(type);
        ReadInto(shape, context);
        return shape;
    }

    private static Func<string, object> FindValueOf(Type constant) =>
        constant
            .GetMethod("FindValue", BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .CreateDelegate<Func<string, object>>();
}
