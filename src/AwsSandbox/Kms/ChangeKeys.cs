using System.Text.Json;
using System.Text.RegularExpressions;
using SnapshotShare.AwsSandbox.Rds;
using SnapshotShare.AwsSandbox.Wire;

namespace SnapshotShare.AwsSandbox.Kms;

/// <summary>CreateKey, CreateAlias and the operations that change a key's state.</summary>
internal static partial class ChangeKeys
{
    private static readonly Dictionary<string, string> UsageOf = new(StringComparer.Ordinal)
    {
        [Key.Symmetric] = "ENCRYPT_DECRYPT",
        ["RSA_2048"] = "SIGN_VERIFY",
        ["RSA_3072"] = "SIGN_VERIFY",
        ["RSA_4096"] = "SIGN_VERIFY",
        ["ECC_NIST_P256"] = "SIGN_VERIFY",
        ["ECC_NIST_P384"] = "SIGN_VERIFY",
        ["HMAC_256"] = "GENERATE_VERIFY_MAC",
        ["HMAC_512"] = "GENERATE_VERIFY_MAC",
    };

    public static Outcome CreateKey(KmsCall request)
    {
        var call = request.Call;
        if (call.Require("kms:CreateKey", "*") is { } denied)
            return denied;
        var spec = request.Text("KeySpec") ?? request.Text("CustomerMasterKeySpec") ?? Key.Symmetric;
        if (!UsageOf.TryGetValue(spec, out var usual))
            return KmsFaults.Validation(
                $"1 validation error detected: Value '{spec}' at 'keySpec' failed to satisfy constraint: Member must satisfy enum value set"
            );
        var usage = request.Text("KeyUsage") ?? usual;
        if (usage != usual && !(usage == "ENCRYPT_DECRYPT" && spec.StartsWith("RSA_", StringComparison.Ordinal)))
            return KmsFaults.Validation($"KeyUsage {usage} is not compatible with KeySpec {spec}");
        if (request.Text("Origin") is not (null or "AWS_KMS"))
            return new Refusal(400, "UnsupportedOperationException", "Only keys that AWS KMS makes itself are supported here.");
        var policy = request.Text("Policy") ?? KeyPolicies.Default(call.Caller.Account);
        var multi = request.Bool("MultiRegion");
        var key = new Key(call.Caller.Account, call.Region, multi ? "mrk-" + call.Names.Guid().ToString("N") : call.Names.Uuid())
        {
            Policy = policy,
            CreatedAt = call.Now,
            Description = request.Text("Description") ?? "",
            Spec = spec,
            Usage = usage,
            MultiRegion = multi,
            Tags = ReadTags(request.Body),
        };
        if (request.Text("Policy") is not null && PolicyCheck.WhyNot(request, policy, key) is { } refusal)
            return refusal;
        call.World.Keys.Put(key);
        return new JsonResult(new() { ["KeyMetadata"] = DescribeKeys.Trim(KmsOperations.Metadata(key)) });
    }

    public static Outcome CreateAlias(KmsCall request)
    {
        var call = request.Call;
        if (request.Text("AliasName") is not { Length: > 0 } name)
            return KmsFaults.Missing("AliasName");
        if (!AliasName().IsMatch(name) || name.Length > 256)
            return new Refusal(
                400,
                "InvalidAliasNameException",
                "Alias must start with the prefix \"alias/\". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html"
            );
        if (name.StartsWith("alias/aws/", StringComparison.Ordinal))
            return new Refusal(400, "NotAuthorizedException", "");
        var (key, refusal) = KeyLookup.Find(request, "TargetKeyId");
        if (refusal is not null)
            return refusal;
        if (call.Require("kms:CreateAlias", call.Place.KmsArn(name)) is { } denied)
            return denied;
        if (key!.State == Key.PendingDeletion)
            return KmsFaults.PendingDeletion(key.Arn);
        if (call.World.Aliases.Find(call.Place.Prefix + name) is { } taken)
            return new Refusal(400, "AlreadyExistsException", $"An alias with the name {taken.Arn} already exists");
        if (call.World.Aliases.Range(call.Place.Prefix).Count(a => a.KeyId == key.Id) >= 50)
            return new Refusal(400, "LimitExceededException", "Cannot create more than 50 aliases for a key.");
        call.World.Aliases.Put(new(key.Account, key.Region, name, key.Id, call.Now));
        return new JsonResult(null);
    }

    public static Outcome Disable(KmsCall request) =>
        Change(
            request,
            key =>
            {
                KeyStates.Disable(request.Call.Accounts, key, request.Call.Now);
                return new JsonResult(null);
            }
        );

    public static Outcome Enable(KmsCall request) =>
        Change(
            request,
            key =>
            {
                KeyStates.Enable(request.Call.Accounts, key);
                return new JsonResult(null);
            }
        );

    public static Outcome ScheduleDeletion(KmsCall request)
    {
        var days = request.Has("PendingWindowInDays") ? request.Int("PendingWindowInDays") ?? 0 : 30;
        if (days is < 7 or > 30)
            return KmsFaults.Validation(
                "1 validation error detected: Value at 'pendingWindowInDays' failed to satisfy constraint: Member must have value between 7 and 30"
            );
        return Change(
            request,
            key =>
            {
                KeyStates.ScheduleDeletion(request.Call.Accounts, key, days, request.Call.Now);
                return new JsonResult(
                    new()
                    {
                        ["KeyId"] = key.Arn,
                        ["DeletionDate"] = KmsOperations.Epoch(request.Call.Now.AddDays(days)),
                        ["KeyState"] = Key.PendingDeletion,
                        ["PendingWindowInDays"] = days,
                    }
                );
            }
        );
    }

    public static Outcome CancelDeletion(KmsCall request)
    {
        var (key, refusal) = KeyLookup.Find(request);
        if (refusal is not null)
            return refusal;
        if (key!.State != Key.PendingDeletion)
            return KmsFaults.InvalidState($"{key.Arn} is not pending deletion.");
        request.Call.World.Keys.Put(key with { State = Key.Disabled, DeletionDate = null, PendingWindowDays = null });
        return new JsonResult(new() { ["KeyId"] = key.Arn });
    }

    private static Outcome Change(KmsCall request, Func<Key, Outcome> change)
    {
        var (key, refusal) = KeyLookup.Find(request);
        if (refusal is not null)
            return refusal;
        return key!.State == Key.PendingDeletion ? KmsFaults.PendingDeletion(key.Arn) : change(key);
    }

    private static List<Tag> ReadTags(JsonElement body) =>
        body.TryGetProperty("Tags", out var tags) && tags.ValueKind == JsonValueKind.Array
            ?
            [
                .. tags.EnumerateArray()
                    .Where(t => t.ValueKind == JsonValueKind.Object)
                    .Select(t => new Tag(JsonText(t, "TagKey"), JsonText(t, "TagValue"))),
            ]
            : [];

    private static string JsonText(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    [GeneratedRegex("^alias/[a-zA-Z0-9/_-]+\\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex AliasName();
}
