using System.Text.Json;

namespace SnapshotShare.AwsSandbox.Policies;

/// <summary>A name in Principal or NotPrincipal: its kind is AWS, Service, Federated or CanonicalUser.</summary>
public sealed record NamedPrincipal(string Kind, string Name);

public sealed record PolicyCondition(string Operator, string Key, IReadOnlyList<string> Values);

/// <summary>One statement. A null list means that the element is not there.</summary>
public sealed record PolicyStatement(bool Allow)
{
    public string? Sid { get; init; }
    public IReadOnlyList<NamedPrincipal>? Principals { get; init; }
    public IReadOnlyList<NamedPrincipal>? NotPrincipals { get; init; }
    public IReadOnlyList<string>? Actions { get; init; }
    public IReadOnlyList<string>? NotActions { get; init; }
    public IReadOnlyList<string>? Resources { get; init; }
    public IReadOnlyList<string>? NotResources { get; init; }
    public IReadOnlyList<PolicyCondition> Conditions { get; init; } = [];
}

/// <summary>A policy as IAM's grammar has it ("Grammar of the IAM JSON policy language").</summary>
/// <param name="HasVariables">Version 2012-10-17; in an older policy, or one without a version, a variable is so many characters.</param>
public sealed record PolicyDocument(IReadOnlyList<PolicyStatement> Statements, bool HasVariables = true)
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>A policy that allows some actions on everything.</summary>
    public static PolicyDocument Allowing(IReadOnlyList<string> actions) =>
        new([new PolicyStatement(Allow: true) { Actions = actions, Resources = ["*"] }]);

    /// <summary>
    /// Null where the text breaks the grammar. A statement may lack its action, resource or principal: who takes the policy says
    /// whether that is a mistake.
    /// </summary>
    public static PolicyDocument? Parse(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text, Strict);
            return Read(json.RootElement);
        }
        catch (Exception e) when (e is JsonException or MalformedPolicyException)
        {
            return null;
        }
    }

    /// <summary>It may stand as a role's or a session's policy: it names actions and resources, and nobody.</summary>
    public bool IsIdentityPolicy =>
        Statements.All(s =>
            (s.Actions ?? s.NotActions) is not null
            && (s.Resources ?? s.NotResources) is not null
            && s is { Principals: null, NotPrincipals: null }
        );

    private static PolicyDocument Read(JsonElement root)
    {
        Know(root, "Version", "Id", "Statement");
        var version = Text(root, "Version");
        if (version is not (null or "2008-10-17" or "2012-10-17") || !root.TryGetProperty("Statement", out var given))
            throw new MalformedPolicyException();
        var statements = Many(given).Select(Statement).ToList();
        var names = statements.Select(s => s.Sid).Where(sid => !string.IsNullOrEmpty(sid)).ToList();
        if (statements.Count == 0 || names.Distinct(StringComparer.Ordinal).Count() < names.Count)
            throw new MalformedPolicyException();
        return new(statements, version == "2012-10-17");
    }

    private static PolicyStatement Statement(JsonElement given)
    {
        Know(given, "Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition");
        var statement = new PolicyStatement(Text(given, "Effect") == "Allow")
        {
            Sid = Text(given, "Sid"),
            Principals = Principals(given, "Principal"),
            NotPrincipals = Principals(given, "NotPrincipal"),
            Actions = Texts(given, "Action", IsAction),
            NotActions = Texts(given, "NotAction", IsAction),
            Resources = Texts(given, "Resource", IsResource),
            NotResources = Texts(given, "NotResource", IsResource),
            Conditions = given.TryGetProperty("Condition", out var conditions) ? Conditions(conditions) : [],
        };
        var both =
            (statement.Principals is not null && statement.NotPrincipals is not null)
            || (statement.Actions is not null && statement.NotActions is not null)
            || (statement.Resources is not null && statement.NotResources is not null);
        return Text(given, "Effect") is "Allow" or "Deny" && !both ? statement : throw new MalformedPolicyException();
    }

    private static List<NamedPrincipal>? Principals(JsonElement statement, string element)
    {
        if (!statement.TryGetProperty(element, out var principal))
            return null;
        if (principal.ValueKind == JsonValueKind.String && principal.GetString() == "*")
            return [new("AWS", "*")];
        Know(principal, "AWS", "Service", "Federated", "CanonicalUser");
        return [.. principal.EnumerateObject().SelectMany(p => Many(p.Value).Select(name => new NamedPrincipal(p.Name, Text(name))))];
    }

    private static List<PolicyCondition> Conditions(JsonElement conditions)
    {
        var read = Members(conditions)
            .SelectMany(o => Members(o.Value).Select(k => new PolicyCondition(o.Name, k.Name, [.. Many(k.Value).Select(Scalar)])))
            .ToList();
        return read.TrueForAll(c => Condition.IsKnown(c.Operator)) ? read : throw new MalformedPolicyException();
    }

    private static List<string>? Texts(JsonElement statement, string element, Func<string, bool> isOne)
    {
        if (!statement.TryGetProperty(element, out var value))
            return null;
        var texts = Many(value).Select(Text).ToList();
        return texts.Count > 0 && texts.TrueForAll(t => isOne(t)) ? texts : throw new MalformedPolicyException();
    }

    private static bool IsAction(string text) => text == "*" || text.Split(':') is [{ Length: > 0 }, { Length: > 0 }];

    private static bool IsResource(string text) => text == "*" || text.Split(':', 6) is ["arn", _, _, _, _, { Length: > 0 }];

    private static void Know(JsonElement element, params string[] names)
    {
        if (Members(element).Any(m => !names.Contains(m.Name)))
            throw new MalformedPolicyException();
    }

    private static JsonElement.ObjectEnumerator Members(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object ? element.EnumerateObject() : throw new MalformedPolicyException();

    // The brackets may be left out around a single one.
    private static List<JsonElement> Many(JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? [.. element.EnumerateArray()] : [element];

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? Text(value) : null;

    private static string Text(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : throw new MalformedPolicyException();

    private static string Scalar(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            JsonValueKind.Number => value.GetRawText(),
            _ => Text(value),
        };

    private sealed class MalformedPolicyException : Exception;
}
