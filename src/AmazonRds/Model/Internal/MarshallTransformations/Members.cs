using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Reflection;

namespace Amazon.RDS.Model.Internal.MarshallTransformations;

/// <summary>The members of a shape by their name on the wire, which for RDS is always the property's name.</summary>
internal static class Members
{
    private static readonly ConcurrentDictionary<Type, FrozenDictionary<string, Member>> Shapes = new();

    public static FrozenDictionary<string, Member> Of(Type shape) => Shapes.GetOrAdd(shape, Read);

    private static FrozenDictionary<string, Member> Read(Type shape) =>
        shape
            .GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(property => !property.IsDefined(typeof(NotSentAttribute)))
            .Select(property => new Member(property))
            .ToFrozenDictionary(member => member.Name, StringComparer.Ordinal);
}

internal sealed class Member(PropertyInfo property)
{
    public string Name => property.Name;

    public Type Type { get; } = property.PropertyType;

    /// <summary>The type of the items if the member is a list.</summary>
    public Type ItemType { get; } =
        property.PropertyType is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(List<>)
            ? type.GenericTypeArguments[0]
            : null;

    public string ItemName { get; } = property.GetCustomAttribute<ListItemAttribute>()?.Name ?? "member";

    public object Get(object shape) => property.GetValue(shape);

    public void Set(object shape, object value) => property.SetValue(shape, value);
}
