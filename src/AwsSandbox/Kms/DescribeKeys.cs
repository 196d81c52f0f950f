using System.Text;
using System.Text.Json.Nodes;
using SnapshotShare.AwsSandbox.Wire;

namespace SnapshotShare.AwsSandbox.Kms;

/// <summary>DescribeKey, GetKeyPolicy, ListKeys and ListAliases: what only reads.</summary>
internal static class DescribeKeys
{
    public static Outcome Describe(KmsCall request)
    {
        var (key, refusal) = KeyLookup.Find(request, aliases: true);
        return refusal is not null ? refusal : new JsonResult(new() { ["KeyMetadata"] = Trim(KmsOperations.Metadata(key!)) });
    }

    public static Outcome GetPolicy(KmsCall request)
    {
        var (key, refusal) = KeyLookup.Find(request);
        if (refusal is not null)
            return refusal;
        return request.Text("PolicyName") is null or "default"
            ? new JsonResult(new() { ["Policy"] = key!.Policy, ["PolicyName"] = "default" })
            : KmsFaults.NotFound("No such policy exists");
    }

    public static Outcome ListKeys(KmsCall request)
    {
        var call = request.Call;
        if (call.Require("kms:ListKeys", "*") is { } denied)
            return denied;
        return Page(
            request,
            1000,
            100,
            "Keys",
            after =>
                call.World.Keys.Range(call.Place.Prefix, after)
                    .Select(k => (k.Place.Key(k.Id), Item: new JsonObject { ["KeyId"] = k.Id, ["KeyArn"] = k.Arn }))
        );
    }

    public static Outcome ListAliases(KmsCall request)
    {
        var call = request.Call;
        if (call.Require("kms:ListAliases", "*") is { } denied)
            return denied;
        string? only = null;
        if (request.Has("KeyId"))
        {
            var reference = request.Text("KeyId") ?? "";
            if (KeyRing.Find(call.World, call.Place, reference, aliases: false) is not { } key || key.Account != call.Caller.Account)
                return KmsFaults.NotFound($"Invalid keyId {reference}");
            only = key.Id;
        }
        return Page(
            request,
            100,
            50,
            "Aliases",
            after =>
                call.World.Aliases.Range(call.Place.Prefix, after)
                    .Where(a => only is null || a.KeyId == only)
                    .Select(a => (a.Place.Prefix + a.Name, Alias(a)))
        );
    }

    public static Outcome Page(
        KmsCall request,
        int largest,
        int usual,
        string list,
        Func<string?, IEnumerable<(string Key, JsonObject Item)>> rows
    )
    {
        var limit = request.Int("Limit") ?? usual;
        if (request.Has("Limit") && (request.Int("Limit") is null || limit < 1 || limit > largest))
            return KmsFaults.Validation(
                $"1 validation error detected: Value at 'limit' failed to satisfy constraint: Member must have value between 1 and {largest}"
            );
        string? after = null;
        if (request.Has("Marker"))
        {
            var bytes = new byte[request.Text("Marker")?.Length ?? 0];
            if (!Convert.TryFromBase64String(request.Text("Marker") ?? "", bytes, out var length) || length == 0)
                return KmsFaults.InvalidMarker();
            after = Encoding.UTF8.GetString(bytes, 0, length);
        }
        var page = rows(after).Take(limit + 1).ToList();
        var more = page.Count > limit;
        var shown = page.Take(limit).ToList();
        var answer = new JsonObject { [list] = new JsonArray([.. shown.Select(r => r.Item)]), ["Truncated"] = more };
        if (more)
            answer["NextMarker"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(shown[^1].Key));
        return new JsonResult(answer);
    }

    /// <summary>Leaves out what is not there.</summary>
    public static JsonObject Trim(JsonObject json)
    {
        foreach (var empty in json.Where(p => p.Value is null).Select(p => p.Key).ToList())
            json.Remove(empty);
        return json;
    }

    private static JsonObject Alias(KeyAlias alias) =>
        Trim(
            new()
            {
                ["AliasName"] = alias.Name,
                ["AliasArn"] = alias.Arn,
                ["TargetKeyId"] = alias.KeyId,
                ["CreationDate"] = alias.CreatedAt is { } at ? KmsOperations.Epoch(at) : null,
                ["LastUpdatedDate"] = alias.CreatedAt is { } updated ? KmsOperations.Epoch(updated) : null,
            }
        );
}
