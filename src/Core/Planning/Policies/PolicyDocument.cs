using System.Text.Json;

namespace SnapshotShare.Core.Planning.Policies;

/// <summary>A policy as AWS reads it: a text may stand for a list of one, a statement for a list of statements.</summary>
public sealed record PolicyDocument(IReadOnlyList<PolicyStatement> Statements)
{
    /// <summary>Null where the text is no policy.</summary>
    public static PolicyDocument? Parse(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            var statements = Many(json.RootElement, "Statement").Select((statement, index) => Read(statement, index + 1)).ToList();
            return statements.Count == 0 || statements.Contains(null) ? null : new([.. statements.OfType<PolicyStatement>()]);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static PolicyStatement? Read(JsonElement statement, int number)
    {
        if (statement.ValueKind != JsonValueKind.Object || Text(statement, "Effect") is not ("Allow" or "Deny"))
            return null;
        if (Names(statement, "Action") is not { } actions)
            return null;
        return new PolicyStatement(
            number,
            Text(statement, "Sid"),
            Text(statement, "Effect") == "Allow",
            Principals(statement),
            actions,
            // KMS takes a statement that names no resource, and it applies to no key (KMS Developer Guide, Creating a key policy).
            Names(statement, "Resource") ?? new NameSet([], IsInverted: false),
            [.. Conditions(statement)]
        );
    }

    private static PrincipalSet Principals(JsonElement statement)
    {
        var inverted = statement.TryGetProperty("NotPrincipal", out var principal);
        if (!inverted && !statement.TryGetProperty("Principal", out principal))
            return new PrincipalSet([], IsInverted: false);
        return new PrincipalSet(
            principal.ValueKind == JsonValueKind.Object
                ?
                [
                    .. principal
                        .EnumerateObject()
                        .SelectMany(kind => Texts(kind.Value).Select(name => new PolicyPrincipal(kind.Name, name))),
                ]
                : [.. Texts(principal).Select(name => new PolicyPrincipal(PolicyPrincipal.Aws, name))],
            inverted
        );
    }

    private static NameSet? Names(JsonElement statement, string name) =>
        statement.TryGetProperty(name, out var names) ? new NameSet([.. Texts(names)], IsInverted: false)
        : statement.TryGetProperty("Not" + name, out names) ? new NameSet([.. Texts(names)], IsInverted: true)
        : null;

    private static IEnumerable<PolicyCondition> Conditions(JsonElement statement) =>
        statement.TryGetProperty("Condition", out var conditions) && conditions.ValueKind == JsonValueKind.Object
            ? conditions
                .EnumerateObject()
                .Where(test => test.Value.ValueKind == JsonValueKind.Object)
                .SelectMany(test =>
                    test.Value.EnumerateObject().Select(key => new PolicyCondition(test.Name, key.Name, [.. Texts(key.Value)]))
                )
            : [];

    private static IEnumerable<string> Texts(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Array => element.EnumerateArray().SelectMany(Texts),
            JsonValueKind.String => [element.GetString()!],
            JsonValueKind.True => ["true"],
            JsonValueKind.False => ["false"],
            JsonValueKind.Number => [element.GetRawText()],
            _ => [],
        };

    private static List<JsonElement> Many(JsonElement parent, string name) =>
        parent.ValueKind != JsonValueKind.Object || !parent.TryGetProperty(name, out var child) ? []
        : child.ValueKind == JsonValueKind.Array ? [.. child.EnumerateArray()]
        : [child];

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
