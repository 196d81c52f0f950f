using Amazon.KeyManagementService.Model;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Planning.Policies;
using SnapshotShare.Core.Plans;

namespace SnapshotShare.Core.Planning.Readers;

/// <summary>Keys, the sharing key's policy, and what each role may do with them as far as KMS tells without doing it.</summary>
internal static class KeyReader
{
    /// <summary>The finding that AWS knows no such key.</summary>
    public const string Missing = "key-missing";

    private const int MostGrants = 2000;

    /// <summary>Null for a key of another account or Region too: its name tells enough, and KMS would not say more.</summary>
    public static async Task<KeyFact?> DescribeAsync(AccountProbe side, string key, Severity without, CancellationToken ct)
    {
        if (!key.Contains($":{side.Account.Region}:{side.Account.AccountId}:", StringComparison.Ordinal))
            return null;
        var metadata = await side.AskAsync(
            KeyActions.DescribeKey,
            key,
            without,
            async () =>
            {
                try
                {
                    return (await side.Clients.Keys.DescribeKeyAsync(new DescribeKeyRequest { KeyId = key }, ct)).KeyMetadata;
                }
                catch (NotFoundException e)
                {
                    side.Add(
                        Finding.Blocking(Missing, side.Account.Name, key, ("key", key), ("account", side.Account.Name)) with
                        {
                            Fault = AwsErrors.Classify(e).Refusal,
                        }
                    );
                    return null;
                }
            }
        );
        return metadata is null
            ? null
            : new KeyFact(
                metadata.Arn,
                await AliasAsync(side, metadata.Arn, key, ct),
                metadata.KeyManager?.Value ?? "CUSTOMER",
                metadata.KeyState?.Value ?? "Enabled",
                metadata.KeySpec?.Value ?? "SYMMETRIC_DEFAULT"
            );
    }

    public static Task<string?> PolicyAsync(AccountProbe owner, KeyFact? key, CancellationToken ct) =>
        key is null
            ? Task.FromResult<string?>(null)
            : owner.AskAsync<string>(
                "kms:GetKeyPolicy",
                key.Arn,
                Severity.Warning,
                async () =>
                    // It takes a key ID or key ARN, not an alias.
                    (
                        await owner.Clients.Keys.GetKeyPolicyAsync(new GetKeyPolicyRequest { KeyId = key.Arn, PolicyName = "default" }, ct)
                    ).Policy
            );

    /// <summary>Null where they could not be read. A key of many databases has thousands, of which AWS's own services hold most.</summary>
    public static async Task<IReadOnlyList<GrantFact>?> GrantsAsync(AccountProbe owner, KeyFact? key, CancellationToken ct)
    {
        if (key is not { Manager: "CUSTOMER" })
            return null;
        var grants = new List<GrantFact>();
        for (string? marker = null; ; )
        {
            var request = new ListGrantsRequest
            {
                KeyId = key.Arn,
                Limit = 100,
                Marker = marker,
            };
            var page = await owner.AskAsync<ListGrantsResponse>(
                KeyActions.ListGrants,
                key.Arn,
                Severity.Note,
                async () => await owner.Clients.Keys.ListGrantsAsync(request, ct)
            );
            if (page is null)
                return null;
            grants.AddRange((page.Grants ?? []).Select(Fact));
            marker = page.Truncated == true ? page.NextMarker : null;
            if (marker is null)
                return grants;
            if (grants.Count >= MostGrants)
            {
                owner.Add(
                    Finding.Note("sharing-key-many-grants", owner.Account.Name, key.Arn, ("key", key.Label), ("read", $"{grants.Count}"))
                );
                return grants;
            }
        }
    }

    private static GrantFact Fact(GrantListEntry grant) =>
        new(
            grant.GrantId,
            grant.GranteePrincipal ?? "",
            [.. (grant.Operations ?? []).Order(StringComparer.Ordinal)],
            grant.Constraints is { } constraints
                && ((constraints.EncryptionContextEquals?.Count ?? 0) > 0 || (constraints.EncryptionContextSubset?.Count ?? 0) > 0)
        );

    /// <summary>Asks for each right that a role needs of a key, one by one. AWS managed keys answer RDS alone, so they are not asked.</summary>
    public static async Task<IReadOnlyList<KeyRight>> RightsAsync(
        AccountProbe from,
        AccountProbe to,
        KeyFact? sourceKey,
        KeyFact? sharingKey,
        KeyFact? targetKey,
        CancellationToken ct
    )
    {
        var rights = new List<KeyRight?>();
        foreach (var key in new[] { sharingKey, sourceKey }.OfType<KeyFact>().DistinctBy(key => key.Arn).Where(IsAskable))
            rights.Add(await MayGrantAsync(from, key, ct));
        if (sharingKey is not null && IsAskable(sharingKey))
        {
            rights.Add(await MayDescribeAsync(to, sharingKey, ct));
            rights.Add(await MayGrantAsync(to, sharingKey, ct));
        }
        if (targetKey is not null && IsAskable(targetKey))
            rights.Add(await MayGrantAsync(to, targetKey, ct));
        return [.. rights.OfType<KeyRight>()];
    }

    private static bool IsAskable(KeyFact key) => key is { Manager: "CUSTOMER", IsUsable: true };

    private static Task<KeyRight?> MayDescribeAsync(AccountProbe side, KeyFact key, CancellationToken ct) =>
        AskAsync(
            side,
            key,
            KeyActions.DescribeKey,
            () => side.Clients.Keys.DescribeKeyAsync(new DescribeKeyRequest { KeyId = key.Arn }, ct)
        );

    private static Task<KeyRight?> MayGrantAsync(AccountProbe side, KeyFact key, CancellationToken ct) =>
        AskAsync(
            side,
            key,
            KeyActions.CreateGrant,
            async () =>
            {
                try
                {
                    var request = new CreateGrantRequest
                    {
                        KeyId = key.Arn,
                        GranteePrincipal = side.Account.RoleArn ?? $"arn:{side.Account.Partition}:iam::{side.Account.AccountId}:root",
                        Operations = ["Decrypt", "DescribeKey"],
                        DryRun = true,
                    };
                    return await side.Clients.Keys.CreateGrantAsync(request, ct);
                }
                catch (DryRunOperationException)
                {
                    // KMS's way to say that the role may (KMS API Reference, CreateGrant).
                    return new CreateGrantResponse();
                }
            }
        );

    private static async Task<KeyRight?> AskAsync<T>(AccountProbe side, KeyFact key, string action, Func<Task<T>> ask)
        where T : class
    {
        var (answer, refusal) = await side.AdviseAsync<T>(async () => await ask());
        return answer is null && refusal is null || side.IsClosed ? null : new KeyRight(side.Account.Name, key.Arn, action, refusal);
    }

    private static async Task<string?> AliasAsync(AccountProbe side, string arn, string named, CancellationToken ct)
    {
        if (named.Contains(":alias/", StringComparison.Ordinal))
            return named[(named.IndexOf(":alias/", StringComparison.Ordinal) + 1)..];
        // An alias is for people only; a role without kms:ListAliases shows ARNs.
        var (aliases, _) = await side.AdviseAsync<ListAliasesResponse>(async () =>
            await side.Clients.Keys.ListAliasesAsync(new ListAliasesRequest { KeyId = arn }, ct)
        );
        return aliases?.Aliases?.FirstOrDefault()?.AliasName;
    }
}
