using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Planning.Policies;

/// <summary>
/// Takes the target account out of a sharing key between trips, and lets it in again: the commands to paste, with the policies that go with them. The product
/// changes no policy itself.
/// </summary>
/// <param name="Close">Puts the key's policy without the target's principals, and revokes the grants that the target's principals hold.</param>
/// <param name="Reopen">Puts back what stood there, as far as it is known.</param>
/// <param name="StaysOpen">The target may use the key even so: a statement for everybody lets it in.</param>
public sealed record KeyClosing(string Close, string Reopen, bool StaysOpen)
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <returns>Null where nothing names the target, or nothing would be left of the policy.</returns>
    public static KeyClosing? Of(string keyArn, string policy, IReadOnlyList<GrantFact> grants, Account target)
    {
        if (PolicyDocument.Parse(policy) is null || JsonNode.Parse(policy) is not JsonObject before)
            return null;
        var after = (JsonObject)before.DeepClone();
        var statements = Many(after["Statement"]);
        var left = statements
            .Where(statement => Keeps((JsonObject)statement!, target))
            .Select(statement => statement!.DeepClone())
            .ToArray();
        var held = grants
            .Where(grant => grant.GranteesAccount == target.AccountId)
            .OrderBy(grant => grant.Id, StringComparer.Ordinal)
            .ToList();
        after["Statement"] = new JsonArray(left);
        var isNamed = !JsonNode.DeepEquals(
            new JsonArray([.. Many(before["Statement"]).Select(one => one!.DeepClone())]),
            after["Statement"]
        );
        if (left.Length == 0 || (!isNamed && held.Count == 0))
            return null;
        string?[] close =
        [
            isNamed ? Put(keyArn, after) : null,
            .. held.Select(grant => $"aws kms revoke-grant --key-id {keyArn} --grant-id {grant.Id}"),
        ];
        string?[] reopen = [isNamed ? Put(keyArn, before) : null, .. held.Select(grant => Grant(keyArn, grant))];
        return new KeyClosing(Joined(close), Joined(reopen), MayStill(after, keyArn, target));
    }

    /// <summary>Takes the target's principals out of a statement that allows something.</summary>
    /// <returns>False where it was for nobody else.</returns>
    private static bool Keeps(JsonObject statement, Account target)
    {
        if ((string?)statement["Effect"] != "Allow")
            return true;
        if (statement["Principal"] is JsonObject principals && principals["AWS"] is { } named)
        {
            if (Without(named, name => new PolicyPrincipal(PolicyPrincipal.Aws, name).AccountId == target.AccountId) is { } others)
                principals["AWS"] = others;
            else
                principals.Remove("AWS");
            if (principals.Count == 0)
                return false;
        }
        foreach (var (test, keys) in statement["Condition"] as JsonObject ?? [])
        foreach (var (key, values) in (keys as JsonObject ?? []).ToList())
        {
            if (values is null || !new PolicyCondition(test, key, []).NamesTheOnlyOnes() || TargetIn(key, target) is not { } isTargets)
                continue;
            if (Without(values, isTargets) is not { } others)
                return false;
            keys![key] = others;
        }
        return true;
    }

    /// <summary>Tells the target among the values of a condition key; null for a key that names nobody.</summary>
    private static Func<string, bool>? TargetIn(string key, Account target) =>
        key.ToLowerInvariant() switch
        {
            "kms:calleraccount" or "aws:principalaccount" => value => value == target.AccountId,
            "aws:principalarn" => value => new PolicyPrincipal(PolicyPrincipal.Aws, value).AccountId == target.AccountId,
            _ => null,
        };

    /// <summary>The names that are left, in the form they had; null where none is.</summary>
    private static JsonNode? Without(JsonNode names, Func<string, bool> isLeftOut)
    {
        if (names is not JsonArray many)
            return isLeftOut(names.ToString()) ? null : names.DeepClone();
        var left = many.OfType<JsonNode>().Where(name => !isLeftOut(name.ToString())).Select(name => name.DeepClone()).ToArray();
        return left.Length == 0 ? null : new JsonArray(left);
    }

    private static List<JsonNode?> Many(JsonNode? statements) => statements is JsonArray many ? [.. many] : [statements];

    private static bool MayStill(JsonObject policy, string keyArn, Account target) =>
        PolicyDocument.Parse(policy.ToJsonString()) is { } document
        && KeyPolicy.Allows(document, KeyCall.ThroughRds(target.AccountId, target.RoleArn, KeyActions.CreateGrant, keyArn)) != Truth.No;

    private static string Put(string keyArn, JsonObject policy) =>
        $"""
            aws kms put-key-policy --key-id {keyArn} --policy-name default --policy file://key-policy.json

            key-policy.json:
            {policy.ToJsonString(Readable)}

            """;

    private static string Grant(string keyArn, GrantFact grant) =>
        grant.IsConstrained
            ? $"# Grant {grant.Id} had an encryption context, which is not known here: aws kms list-grants --key-id {keyArn}"
            : $"aws kms create-grant --key-id {keyArn} --grantee-principal {grant.Grantee} --operations {string.Join(' ', grant.Operations)}";

    private static string Joined(IEnumerable<string?> parts) => string.Join('\n', parts.OfType<string>()).Trim();
}
