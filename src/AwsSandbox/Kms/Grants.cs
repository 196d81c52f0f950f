using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SnapshotShare.AwsSandbox.Policies;
using SnapshotShare.AwsSandbox.Rds;
using SnapshotShare.AwsSandbox.Wire;

namespace SnapshotShare.AwsSandbox.Kms;

/// <summary>CreateGrant, ListGrants and RevokeGrant.</summary>
internal static partial class Grants
{
    private const int MostGrants = 50_000;
    private const int MostPairs = 8;
    private const int LongestValue = 384;

    private static readonly string[] Known =
    [
        "Decrypt",
        "Encrypt",
        "GenerateDataKey",
        "GenerateDataKeyWithoutPlaintext",
        "ReEncryptFrom",
        "ReEncryptTo",
        "Sign",
        "Verify",
        "GetPublicKey",
        "CreateGrant",
        "RetireGrant",
        "DescribeKey",
        "GenerateDataKeyPair",
        "GenerateDataKeyPairWithoutPlaintext",
        "GenerateMac",
        "VerifyMac",
        "DeriveSharedSecret",
    ];

    public static Outcome Create(KmsCall request)
    {
        var call = request.Call;
        var (key, refusal) = KeyLookup.Find(request);
        if ((refusal ?? Check(request, key!)) is { } invalid)
            return invalid;
        if (key!.State == Key.Disabled)
            return KmsFaults.Disabled(key.Arn);
        if (key.State == Key.PendingDeletion)
            return KmsFaults.PendingDeletion(key.Arn);
        var existing = call.World.Grants.Range(key.Arn + "/").ToList();
        if (existing.Count >= MostGrants)
            return new Refusal(400, "LimitExceededException", $"Cannot create more than {MostGrants} grants for a key.");
        if (request.Bool("DryRun"))
            return KmsFaults.DryRun();
        var asked = Asked(request)!;
        // The same grant under the same name is the same grant: that is how AWS makes a retry harmless.
        var grant =
            existing.Find(g => g.Name is not null && g.Name == request.Text("Name") && IsSame(g.Terms, asked))
            ?? new Grant(
                key.Arn,
                SigV4.Hash(call.Names.Guid().ToByteArray()),
                call.Names.Token(),
                asked.Grantee,
                asked.Operations,
                call.Now
            )
            {
                Name = request.Text("Name"),
                Retiring = asked.Retiring,
                IssuingAccount = call.Caller.Account,
                ContextSubset = asked.ContextSubset,
                ContextEquals = asked.ContextEquals,
            };
        call.World.Grants.Put(grant);
        return new JsonResult(new() { ["GrantToken"] = grant.Token, ["GrantId"] = grant.Id });
    }

    public static Outcome List(KmsCall request)
    {
        var (key, refusal) = KeyLookup.Find(request);
        if (refusal is not null)
            return refusal;
        var id = request.Text("GrantId");
        var grantee = request.Text("GranteePrincipal");
        if (request.Has("GrantId") && !GrantId().IsMatch(id ?? ""))
            return new Refusal(400, "InvalidGrantIdException", "The grant ID is not valid.");
        return DescribeKeys.Page(
            request,
            100,
            50,
            "Grants",
            after =>
                request
                    .Call.World.Grants.Range(key!.Arn + "/", after)
                    .Where(g => (id is null || g.Id == id) && (grantee is null || g.Grantee == grantee))
                    .Select(g => ($"{g.KeyArn}/{g.Id}", Json(g)))
        );
    }

    public static Outcome Revoke(KmsCall request)
    {
        var call = request.Call;
        var (key, refusal) = KeyLookup.Find(request);
        if (refusal is not null)
            return refusal;
        if (request.Text("GrantId") is not { Length: > 0 } id)
            return KmsFaults.Missing("GrantId");
        if (!GrantId().IsMatch(id))
            return new Refusal(400, "InvalidGrantIdException", "The grant ID is not valid.");
        if (call.World.Grants.Find($"{key!.Arn}/{id}") is not { } grant)
            return KmsFaults.NotFound($"Grant ID {id} not found");
        if (request.Bool("DryRun"))
            return KmsFaults.DryRun();
        return Delete(call, grant);
    }

    /// <summary>Deletes a grant, and with it whatever lives on it.</summary>
    public static Outcome Delete(Call call, Grant grant)
    {
        call.World.Grants.Remove(grant);
        if (call.World.Snapshots.Moving().FirstOrDefault(s => s.IsCopying && s.Arn == grant.ForSnapshotArn) is { } copy)
            Snapshots.FailCopy(call.Accounts, copy, call.Now);
        return new JsonResult(null);
    }

    /// <summary>The grant that CreateGrant asks for; null where it does not say for whom.</summary>
    public static GrantTerms? Asked(KmsCall request) =>
        request.Text("GranteePrincipal") is { Length: > 0 } grantee
            ? new(grantee, request.Strings("Operations"))
            {
                Retiring = request.Text("RetiringPrincipal"),
                ContextSubset = Context(request, "EncryptionContextSubset"),
                ContextEquals = Context(request, "EncryptionContextEquals"),
            }
            : null;

    private static Refusal? Check(KmsCall request, Key key)
    {
        if (Asked(request) is not { } asked)
            return KmsFaults.Missing("GranteePrincipal");
        if (asked.Operations.Count == 0)
            return KmsFaults.Missing("Operations");
        // No service can be a grantee by this operation, and nobody who does not exist.
        var principals = asked.Retiring is { } retiring ? new[] { asked.Grantee, retiring } : [asked.Grantee];
        if (Array.Find(principals, p => !PolicyPrincipals.Exists(request.Call.World, p)) is { } nobody)
            return KmsFaults.InvalidArn(nobody);
        if (asked.Operations.FirstOrDefault(o => !Known.Contains(o)) is { } unknown)
            return KmsFaults.Validation(
                $"1 validation error detected: Value '[{unknown}]' at 'operations' failed to satisfy constraint: Member must satisfy enum value set"
            );
        if (asked.Operations.FirstOrDefault(o => !Supports(key, o)) is { } unfit)
            return KmsFaults.Validation($"The operation {unfit} is not supported by a key of the usage {key.Usage} and spec {key.Spec}.");
        return asked.Context is null ? null : CheckContext(asked, key);
    }

    private static Refusal? CheckContext(GrantTerms asked, Key key)
    {
        if (key.Spec != Key.Symmetric)
            return KmsFaults.Validation("An encryption context constraint is valid only for a symmetric encryption key.");
        var contexts = new[] { asked.ContextSubset, asked.ContextEquals }.OfType<IReadOnlyDictionary<string, string>>().ToList();
        return contexts.Exists(c => c.Count > MostPairs || c.Values.Any(v => v.Length > LongestValue))
            ? KmsFaults.Validation($"A grant constraint has at most {MostPairs} pairs, and a value at most {LongestValue} characters.")
            : null;
    }

    private static bool Supports(Key key, string operation) =>
        operation is "CreateGrant" or "DescribeKey" or "RetireGrant"
        || key switch
        {
            { Usage: "SIGN_VERIFY" } => operation is "Sign" or "Verify" or "GetPublicKey",
            { Usage: "GENERATE_VERIFY_MAC" } => operation is "GenerateMac" or "VerifyMac",
            { Spec: Key.Symmetric } => operation is "Encrypt" or "Decrypt" or "ReEncryptFrom" or "ReEncryptTo"
                || operation.StartsWith("GenerateDataKey", StringComparison.Ordinal),
            _ => operation is "Encrypt" or "Decrypt" or "ReEncryptFrom" or "ReEncryptTo" or "GetPublicKey",
        };

    private static bool IsSame(GrantTerms one, GrantTerms other) =>
        one.Grantee == other.Grantee
        && one.Retiring == other.Retiring
        && one.Operations.Order(StringComparer.Ordinal).SequenceEqual(other.Operations.Order(StringComparer.Ordinal))
        && IsSame(one.ContextEquals, other.ContextEquals)
        && IsSame(one.ContextSubset, other.ContextSubset);

    private static bool IsSame(IReadOnlyDictionary<string, string>? one, IReadOnlyDictionary<string, string>? other) =>
        one is null ? other is null : other is not null && one.Count == other.Count && !one.Except(other).Any();

    private static Dictionary<string, string>? Context(KmsCall request, string kind) =>
        request.Body.TryGetProperty("Constraints", out var constraints)
        && constraints.ValueKind == JsonValueKind.Object
        && constraints.TryGetProperty(kind, out var context)
        && context.ValueKind == JsonValueKind.Object
            ? context
                .EnumerateObject()
                .Where(p => p.Value.ValueKind == JsonValueKind.String)
                .ToDictionary(p => p.Name, p => p.Value.GetString()!, StringComparer.Ordinal)
            : null;

    private static JsonObject Json(Grant g) =>
        DescribeKeys.Trim(
            new()
            {
                ["KeyId"] = g.KeyArn,
                ["GrantId"] = g.Id,
                ["Name"] = g.Name ?? "",
                ["CreationDate"] = KmsOperations.Epoch(g.CreatedAt),
                ["GranteePrincipal"] = g.Grantee,
                ["RetiringPrincipal"] = g.Retiring,
                ["IssuingAccount"] = $"arn:aws:iam::{g.IssuingAccount}:root",
                ["Operations"] = new JsonArray([.. g.Operations.Select(o => JsonValue.Create(o))]),
                ["Constraints"] = Constraints(g),
            }
        );

    private static JsonObject? Constraints(Grant g)
    {
        if (g.ContextSubset is null && g.ContextEquals is null)
            return null;
        return DescribeKeys.Trim(
            new() { ["EncryptionContextSubset"] = Context(g.ContextSubset), ["EncryptionContextEquals"] = Context(g.ContextEquals) }
        );
    }

    private static JsonObject? Context(IReadOnlyDictionary<string, string>? context) =>
        context is null ? null : new JsonObject(context.Select(p => KeyValuePair.Create<string, JsonNode?>(p.Key, p.Value)));

    [GeneratedRegex("^[0-9a-f]{64}\\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex GrantId();
}
