using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SnapshotShare.Core.Aws;

/// <summary>IAM policies as text to paste, in the grammar of the IAM User Guide (Policy elements).</summary>
public static class IamPolicy
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>One statement to add to a role's policy.</summary>
    public static string Statement(IReadOnlyList<string> actions, IReadOnlyList<string> resources) =>
        Allow(actions, resources).ToJsonString(Readable);

    /// <summary>Who may assume the role, with the external ID where one is agreed (IAM User Guide, Roles for third parties).</summary>
    public static string Trust(string principalArn, string? externalId)
    {
        var statement = new JsonObject
        {
            ["Effect"] = "Allow",
            ["Principal"] = new JsonObject { ["AWS"] = principalArn },
            ["Action"] = "sts:AssumeRole",
        };
        if (externalId is not null)
            statement["Condition"] = new JsonObject { ["StringEquals"] = new JsonObject { ["sts:ExternalId"] = externalId } };
        return Document(statement);
    }

    public static string Document(params ReadOnlySpan<JsonObject?> statements)
    {
        var list = new JsonArray();
        foreach (var statement in statements)
            if (statement is not null)
                list.Add(statement);
        return new JsonObject { ["Version"] = "2012-10-17", ["Statement"] = list }.ToJsonString(Readable);
    }

    public static JsonObject Allow(IReadOnlyList<string> actions, IReadOnlyList<string> resources) =>
        new()
        {
            ["Effect"] = "Allow",
            ["Action"] = new JsonArray([.. actions.Select(action => (JsonNode)action)]),
            ["Resource"] = new JsonArray([.. resources.Select(resource => (JsonNode)resource)]),
        };
}
