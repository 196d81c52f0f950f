using System.Text.Json;
using System.Text.Json.Nodes;
using SnapshotShare.AwsSandbox.Wire;

namespace SnapshotShare.AwsSandbox.Kms;

/// <summary>A KMS call: the JSON body beside the call itself.</summary>
internal sealed record KmsCall(Call Call, string Operation, JsonElement Body)
{
    public string? Text(string name) =>
        Body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public int? Int(string name) =>
        Body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number)
            ? number
            : null;

    public bool Bool(string name) => Body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    public bool Has(string name) => Body.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null;

    public IReadOnlyList<string> Strings(string name) =>
        Body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Where(v => v.ValueKind == JsonValueKind.String).Select(v => v.GetString()!)]
            : [];
}

/// <summary>KMS as far as it goes here.</summary>
internal static class KmsOperations
{
    private static readonly Dictionary<string, Func<KmsCall, Outcome>> All = new(StringComparer.Ordinal)
    {
        ["DescribeKey"] = DescribeKeys.Describe,
        ["GetKeyPolicy"] = DescribeKeys.GetPolicy,
        ["ListAliases"] = DescribeKeys.ListAliases,
        ["ListKeys"] = DescribeKeys.ListKeys,
        ["PutKeyPolicy"] = PolicyCheck.Put,
        ["CreateKey"] = ChangeKeys.CreateKey,
        ["CreateAlias"] = ChangeKeys.CreateAlias,
        ["DisableKey"] = ChangeKeys.Disable,
        ["EnableKey"] = ChangeKeys.Enable,
        ["ScheduleKeyDeletion"] = ChangeKeys.ScheduleDeletion,
        ["CancelKeyDeletion"] = ChangeKeys.CancelDeletion,
        ["CreateGrant"] = Grants.Create,
        ["ListGrants"] = Grants.List,
        ["RevokeGrant"] = Grants.Revoke,
        ["RetireGrant"] = RetireGrants.Retire,
    };

    public static Outcome Run(Call call, string target, ReadOnlyMemory<byte> body)
    {
        var operation = target.StartsWith("TrentService.", StringComparison.Ordinal) ? target["TrentService.".Length..] : "";
        if (!All.TryGetValue(operation, out var run))
            return call.Errors.UnknownAction(operation);
        if (Read(body) is not { } json)
            return call.Errors.Malformed("The request body is not a JSON object.");
        return run(new(call, operation, json));
    }

    private static JsonElement? Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body.Length == 0 ? "{}"u8.ToArray() : body);
            return json.RootElement.ValueKind == JsonValueKind.Object ? json.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static JsonObject Metadata(Key key) =>
        new()
        {
            ["AWSAccountId"] = key.Account,
            ["KeyId"] = key.Id,
            ["Arn"] = key.Arn,
            ["CreationDate"] = Epoch(key.CreatedAt),
            ["Enabled"] = key.State == Key.Enabled,
            ["Description"] = key.Description,
            ["KeyUsage"] = key.Usage,
            ["KeyState"] = key.State,
            ["Origin"] = "AWS_KMS",
            ["KeyManager"] = key.IsAwsManaged ? "AWS" : "CUSTOMER",
            ["CustomerMasterKeySpec"] = key.Spec,
            ["KeySpec"] = key.Spec,
            ["EncryptionAlgorithms"] = key.Usage == "ENCRYPT_DECRYPT" ? new JsonArray(key.Spec) : null,
            ["MultiRegion"] = key.MultiRegion,
            ["DeletionDate"] = key.DeletionDate is { } at ? Epoch(at) : null,
        };

    public static double Epoch(DateTimeOffset at) => at.ToUnixTimeMilliseconds() / 1000.0;
}
