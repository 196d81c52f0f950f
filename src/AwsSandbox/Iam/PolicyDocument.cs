using System.Text.Json;

namespace SnapshotShare.AwsSandbox.Iam;

/// <summary>One statement of a resource policy. A null list means that the element is not there.</summary>
internal sealed record PolicyStatement(
    bool Allow,
    IReadOnlyList<string> Principals,
    IReadOnlyList<string>? NotPrincipals,
    IReadOnlyList<string>? Actions,
    IReadOnlyList<string>? NotActions,
    IReadOnlyList<PolicyCondition> Conditions
);

internal sealed record PolicyCondition(string Operator, string Key, IReadOnlyList<string> Values);

/// <summary>A policy as AWS reads it: a string may stand for a list of one, a statement for a list of statements.</summary>
internal sealed record PolicyDocument(IReadOnlyList<PolicyStatement> Statements)
{
    /// <summary>Null where the text is no policy.</summary>
    public static PolicyDocument? Parse(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            if (json.RootElement.ValueKind != JsonValueKind.Object || !json.RootElement.TryGetProperty("Statement", out var statements))
                return null;
            var read = (statements.ValueKind == JsonValueKind.Array ? statements.EnumerateArray() : Once(statements)).Select(Read).ToList();
            return read.Contains(null) ? null : new([.. read.OfType<PolicyStatement>()]);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Some statement allows the action and none denies it, whoever asks.</summary>
    public bool AllowsAction(string action)
    {
        var matching = Statements.Where(s => KeyPolicy.ActionMatches(s, action)).ToList();
        return matching.Exists(s => s.Allow) && matching.TrueForAll(s => s.Allow);
    }

    private static IEnumerable<JsonElement> Once(JsonElement element) => [element];

    private static PolicyStatement? Read(JsonElement statement)
    {
        if (statement.ValueKind != JsonValueKind.Object || Text(statement, "Effect") is not ("Allow" or "Deny"))
            return null;
        var actions = Strings(statement, "Action");
        var others = Strings(statement, "NotAction");
        if (actions is null == others is null)
            return null;
        return new(
            Text(statement, "Effect") == "Allow",
            Principals(statement, "Principal") ?? [],
            Principals(statement, "NotPrincipal"),
            actions,
            others,
            Conditions(statement)
        );
    }

    private static List<string>? Principals(JsonElement statement, string name)
    {
        if (!statement.TryGetProperty(name, out var principal))
            return null;
        if (principal.ValueKind == JsonValueKind.String)
            return [principal.GetString()!];
        return principal.ValueKind == JsonValueKind.Object
            ? [.. principal.EnumerateObject().SelectMany(p => Values(p.Value).Select(v => p.Name == "AWS" ? v : $"{p.Name}:{v}"))]
            : [];
    }

    private static List<PolicyCondition> Conditions(JsonElement statement) =>
        statement.TryGetProperty("Condition", out var conditions) && conditions.ValueKind == JsonValueKind.Object
            ?
            [
                .. conditions
                    .EnumerateObject()
                    .Where(o => o.Value.ValueKind == JsonValueKind.Object)
                    .SelectMany(o => o.Value.EnumerateObject().Select(k => new PolicyCondition(o.Name, k.Name, Values(k.Value)))),
            ]
            : [];

    private static List<string>? Strings(JsonElement statement, string name) =>
        statement.TryGetProperty(name, out var value) ? Values(value) : null;

    private static List<string> Values(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Array => [.. value.EnumerateArray().SelectMany(Values)],
            JsonValueKind.String => [value.GetString()!],
            JsonValueKind.True => ["true"],
            JsonValueKind.False => ["false"],
            JsonValueKind.Number => [value.GetRawText()],
            _ => [],
        };

    private static string? Text(JsonElement statement, string name) =>
        statement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
