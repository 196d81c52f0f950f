using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SnapshotShare.AwsSandbox.Rds;
using SnapshotShare.AwsSandbox.Wire;

namespace SnapshotShare.AwsSandbox.Kms;

/// <summary>CreateGrant, ListGrants and RevokeGrant.</summary>
internal static partial class Grants
{
    private const int MostGrants = 50_000;

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
        if ((refusal ?? Check(request)) is { } invalid)
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
        var grantee = request.Text("GranteePrincipal")!;
        var operations = request.Strings("Operations");
        // The same grant under the same name is the same grant: that is how AWS makes a retry harmless.
        var grant =
            existing.Find(g =>
                g.Name is not null && g.Name == request.Text("Name") && g.Grantee == grantee && g.Operations.SequenceEqual(operations)
            )
            ?? new Grant(key.Arn, SigV4.Hash(call.Names.Guid().ToByteArray()), call.Names.Token(), grantee, operations, call.Now)
            {
                Name = request.Text("Name"),
                Retiring = request.Text("RetiringPrincipal"),
                IssuingAccount = call.Caller.Account,
                ContextSubset = Context(request, "EncryptionContextSubset"),
                ContextEquals = Context(request, "EncryptionContextEquals"),
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
        call.World.Grants.Remove(grant);
        if (call.World.Snapshots.Moving().FirstOrDefault(s => s.IsCopying && s.Arn == grant.ForSnapshotArn) is { } copy)
            Snapshots.FailCopy(call.Accounts, copy, call.Now);
        return new JsonResult(null);
    }

    private static Refusal? Check(KmsCall request)
    {
        if (request.Text("GranteePrincipal") is not { Length: > 0 } grantee)
            return KmsFaults.Missing("GranteePrincipal");
        if (!grantee.StartsWith("arn:aws:", StringComparison.Ordinal) && !grantee.EndsWith(".amazonaws.com", StringComparison.Ordinal))
            return KmsFaults.InvalidArn(grantee);
        var operations = request.Strings("Operations");
        if (operations.Count == 0)
            return KmsFaults.Missing("Operations");
        return operations.FirstOrDefault(o => !Known.Contains(o)) is { } unknown
            ? KmsFaults.Validation(
                $"1 validation error detected: Value '[{unknown}]' at 'operations' failed to satisfy constraint: Member must satisfy enum value set"
            )
            : null;
    }

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

    [GeneratedRegex("^[0-9a-f]{64}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex GrantId();
}
