using System.Text.Json;

namespace SnapshotShare.Core.Planning;

/// <summary>Reads a KMS key policy (IAM JSON policy language; KMS Developer Guide, Key policies).</summary>
public static class KeyPolicy
{
    /// <summary>Every AWS principal outside the owner's account that an Allow statement names, <c>*</c> included.</summary>
    public static IReadOnlyList<string> AdmittedPrincipals(string policy, string ownerAccountId)
    {
        using var document = JsonDocument.Parse(policy);
        var admitted = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var statement in Many(document.RootElement, "Statement"))
        {
            if (
                !statement.TryGetProperty("Effect", out var effect)
                || effect.GetString() != "Allow"
                || !statement.TryGetProperty("Principal", out var principal)
            )
                continue;
            var names =
                principal.ValueKind == JsonValueKind.String
                    ? [principal.GetString()!]
                    : Many(principal, "AWS").Select(name => name.GetString()!);
            foreach (var name in names.Where(name => !IsOf(name, ownerAccountId)))
                admitted.Add(name.Length == 12 && name.All(char.IsAsciiDigit) ? $"arn:aws:iam::{name}:root" : name);
        }
        return [.. admitted];
    }

    private static bool IsOf(string principal, string accountId) =>
        principal == accountId || principal.Contains($"::{accountId}:", StringComparison.Ordinal);

    private static List<JsonElement> Many(JsonElement parent, string name)
    {
        if (parent.ValueKind != JsonValueKind.Object || !parent.TryGetProperty(name, out var child))
            return [];
        return child.ValueKind == JsonValueKind.Array ? [.. child.EnumerateArray()] : [child];
    }
}
