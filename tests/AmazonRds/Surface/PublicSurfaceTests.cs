using System.Reflection;
using Amazon.RDS;

namespace SnapshotShare.AmazonRds.Tests.Surface;

/// <summary>The client must be replaceable by AWSSDK.RDS without touching a caller, so its public names and types are held to a written list.</summary>
public sealed class PublicSurfaceTests
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    [Fact]
    public void the_public_surface_is_the_written_list()
    {
        var written = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Surface", "PublicSurface.txt"))
            .SkipWhile(line => line.StartsWith('#'));

        Assert.Equal(written, Describe(typeof(IAmazonRDS).Assembly));
    }

    private static IEnumerable<string> Describe(Assembly assembly) =>
        assembly
            .GetExportedTypes()
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .SelectMany(type =>
                Members(type).Order(StringComparer.Ordinal).Select(member => "  " + member).Prepend(Head(type)).Prepend("")
            );

    private static string Head(Type type)
    {
        var parents = type.GetInterfaces()
            .Where(parent => parent.IsPublic && !parent.IsAssignableFrom(type.BaseType))
            .Where(parent => !type.GetInterfaces().Any(other => other != parent && parent.IsAssignableFrom(other)))
            .Select(parent => parent.Name)
            .Order(StringComparer.Ordinal);
        if (type.BaseType is { } ancestor && ancestor != typeof(object))
        {
            parents = parents.Prepend(ancestor.Name).Order(StringComparer.Ordinal);
        }

        var kind =
            type.IsInterface ? "interface "
            : type is { IsAbstract: true, IsSealed: true } ? "static "
            : "";
        var list = string.Join(", ", parents);
        return kind + type.FullName + (list.Length == 0 ? "" : " : " + list);
    }

    private static IEnumerable<string> Members(Type type) => type.GetMembers(Declared).Select(Member).OfType<string>();

    private static string? Member(MemberInfo member) =>
        member switch
        {
            PropertyInfo property => Static(property.GetMethod!) + property.Name + " : " + Name(property.PropertyType),
            FieldInfo field => (field.IsStatic ? "static " : "") + field.Name + " : " + Name(field.FieldType),
            ConstructorInfo constructor => "new" + Parameters(constructor),
            MethodInfo method when !method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal) => Static(method)
                + method.Name
                + Parameters(method)
                + " : "
                + Name(method.ReturnType),
            _ => null,
        };

    private static string Static(MethodInfo method) => method.IsStatic ? "static " : "";

    private static string Parameters(MethodBase method) =>
        "("
        + string.Join(
            ", ",
            method
                .GetParameters()
                .Select(parameter => $"{Name(parameter.ParameterType)} {parameter.Name}{(parameter.HasDefaultValue ? " = default" : "")}")
        )
        + ")";

    private static string Name(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } value)
        {
            return Name(value) + "?";
        }

        if (type.IsGenericType)
        {
            var arguments = string.Join(", ", type.GenericTypeArguments.Select(Name));
            return $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{arguments}>";
        }

        return type.IsEnum
            ? type.Name
            : Type.GetTypeCode(type) switch
            {
                TypeCode.String => "string",
                TypeCode.Int32 => "int",
                TypeCode.Int64 => "long",
                TypeCode.Double => "double",
                TypeCode.Boolean => "bool",
                _ => type.Name,
            };
    }
}
