namespace Amazon.RDS.Model.Internal.MarshallTransformations;

/// <summary>The name that the RDS model gives to the items of a list in a request: <c>Tags.Tag.1</c>. Without it the name is "member".</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ListItemAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}

/// <summary>A property that the SDK has beside the RDS model, for the client itself.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NotSentAttribute : Attribute;

/// <summary>The code on the wire, which is not always the exception's name (RDS API Reference, the errors of each operation).</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class ErrorCodeAttribute(string code) : Attribute
{
    public string Code { get; } = code;
}
