using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using Amazon.RDS.Model;
using SnapshotShare.Core.Accounts;
using SnapshotShare.Core.Requests;

namespace SnapshotShare.Core.Planning;

/// <summary>Gathers the facts of a plan, each with the role that will act, so that a plan also proves that the roles work. Changes nothing.</summary>
public sealed class Preflight(AwsClients clients, TimeProvider time)
{
    /// <summary>The facts, or why there can be no plan at all.</summary>
    public async Task<(Facts? Facts, Refusal? Refusal)> GatherAsync(Route route, RequestTerms terms, string session, CancellationToken ct)
    {
        var (from, to) = (clients.For(route.From.Name, session), clients.For(route.To.Name, session));
        var refused = new List<Finding>();
        try
        {
            if (await SourceAsync(from, terms.Source, ct) is not { } source)
                return (null, NoSource(route, terms.Source));
            var targetClusters = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            await foreach (
                var cluster in to.Reading.Paginators.DescribeDBClusters(new DescribeDBClustersRequest()).DBClusters.WithCancellation(ct)
            )
                targetClusters.Add(cluster.DBClusterIdentifier);
            var targetInstances = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            await foreach (
                var instance in to.Reading.Paginators.DescribeDBInstances(new DescribeDBInstancesRequest()).DBInstances.WithCancellation(ct)
            )
                targetInstances.Add(instance.DBInstanceIdentifier);
            return (
                new Facts
                {
                    Route = route,
                    Terms = terms,
                    Source = source with
                    {
                        SharedWith = source.SnapshotType == "manual" ? await SharedWithAsync(from, source.Identifier, ct) : [],
                    },
                    SourceKey = source.KeyArn is { } sourceKey ? await KeyAsync(from, sourceKey, refused, ct) : null,
                    SharingKey = await KeyAsync(from, route.SharingKey, refused, ct),
                    TargetKey = await KeyAsync(to, route.TargetKey, refused, ct),
                    SharingKeyPolicy = await PolicyAsync(from, route.SharingKey, refused, ct),
                    TargetClusters = targetClusters,
                    TargetInstances = targetInstances,
                    SubnetGroupExists = await SubnetGroupAsync(to, route.Restore.SubnetGroup, ct),
                    Refused = refused,
                    At = time.UtcNowMilliseconds(),
                },
                null
            );
        }
        catch (Exception e) when (AwsFaults.IsFromAws(e))
        {
            var (fault, refusal) = AwsFaults.Sort(e);
            if (AwsFaults.IsExpiredSession(refusal))
            {
                from.RenewSession();
                to.RenewSession();
            }
            var kind = fault is AwsFault.Person or AwsFault.Final ? RefusalKind.Conflict : RefusalKind.Unavailable;
            return (
                null,
                new Refusal(kind, Phrase.Of("preflight-failed", ("code", refusal.Code), ("message", refusal.Message)), Fault: refusal)
            );
        }
    }

    private static async Task<SnapshotFact?> SourceAsync(AccountClients from, SourceChoice choice, CancellationToken ct)
    {
        if (choice.NewestOfCluster is { } cluster)
        {
            DBClusterSnapshot? newest = null;
            var request = new DescribeDBClusterSnapshotsRequest { DBClusterIdentifier = cluster, SnapshotType = "automated" };
            await foreach (
                var snapshot in from.Reading.Paginators.DescribeDBClusterSnapshots(request).DBClusterSnapshots.WithCancellation(ct)
            )
                // The listing holds snapshots still being made; only an available one can be copied.
                if (snapshot.Status == "available" && (newest is null || snapshot.SnapshotCreateTime > newest.SnapshotCreateTime))
                    newest = snapshot;
            return newest is null ? null : Fact(newest);
        }
        var name = choice.SnapshotIdentifier!;
        var type = name.StartsWith("rds:", StringComparison.Ordinal) ? "automated" : "manual";
        try
        {
            var found = await from.Reading.DescribeDBClusterSnapshotsAsync(
                new DescribeDBClusterSnapshotsRequest { DBClusterSnapshotIdentifier = name, SnapshotType = type },
                ct
            );
            return found.DBClusterSnapshots?.FirstOrDefault() is { } snapshot ? Fact(snapshot) : null;
        }
        catch (DBClusterSnapshotNotFoundException)
        {
            return null;
        }
    }

    private static SnapshotFact Fact(DBClusterSnapshot snapshot) =>
        new(
            snapshot.DBClusterSnapshotIdentifier,
            snapshot.DBClusterSnapshotArn,
            snapshot.SnapshotType,
            snapshot.Status,
            snapshot.DBClusterIdentifier,
            snapshot.SnapshotCreateTime?.ToUniversalTime(),
            snapshot.Engine,
            snapshot.EngineVersion,
            snapshot.StorageEncrypted == true || snapshot.StorageEncryptionType == "sse-rds",
            snapshot.StorageEncryptionType,
            snapshot.KmsKeyId,
            []
        );

    private static async Task<IReadOnlyList<string>> SharedWithAsync(AccountClients from, string snapshot, CancellationToken ct)
    {
        var answer = await from.Reading.DescribeDBClusterSnapshotAttributesAsync(
            new DescribeDBClusterSnapshotAttributesRequest { DBClusterSnapshotIdentifier = snapshot },
            ct
        );
        return
        [
            .. (answer.DBClusterSnapshotAttributesResult?.DBClusterSnapshotAttributes ?? [])
                .Where(attribute => attribute.AttributeName == "restore")
                .SelectMany(attribute => attribute.AttributeValues ?? []),
        ];
    }

    private static async Task<KeyFact?> KeyAsync(AccountClients account, string key, List<Finding> refused, CancellationToken ct)
    {
        try
        {
            var metadata = (await account.Keys.DescribeKeyAsync(new DescribeKeyRequest { KeyId = key }, ct)).KeyMetadata;
            return new KeyFact(
                metadata.Arn,
                await AliasAsync(account, metadata.Arn, key, ct),
                metadata.KeyManager?.Value ?? "CUSTOMER",
                metadata.KeyState?.Value ?? "Enabled",
                metadata.KeySpec?.Value ?? "SYMMETRIC_DEFAULT"
            );
        }
        catch (AmazonKeyManagementServiceException e) when (AwsFaults.Sort(e) is (AwsFault.Person or AwsFault.Final, var refusal))
        {
            refused.Add(Unreadable("key-not-describable", account.Account.Name, key, refusal));
            return null;
        }
    }

    private static async Task<string?> AliasAsync(AccountClients account, string arn, string named, CancellationToken ct)
    {
        if (named.Contains(":alias/", StringComparison.Ordinal))
            return named[(named.IndexOf(":alias/", StringComparison.Ordinal) + 1)..];
        try
        {
            var aliases = await account.Keys.ListAliasesAsync(new ListAliasesRequest { KeyId = arn }, ct);
            return aliases.Aliases?.FirstOrDefault()?.AliasName;
        }
        catch (AmazonKeyManagementServiceException e) when (AwsFaults.Sort(e).Fault is AwsFault.Person or AwsFault.Final)
        {
            // An alias is for people only; a role without kms:ListAliases shows ARNs.
            return null;
        }
    }

    private static async Task<string?> PolicyAsync(AccountClients from, string key, List<Finding> refused, CancellationToken ct)
    {
        try
        {
            // GetKeyPolicy takes a key ID or key ARN, not an alias.
            var arn = (await from.Keys.DescribeKeyAsync(new DescribeKeyRequest { KeyId = key }, ct)).KeyMetadata.Arn;
            return (await from.Keys.GetKeyPolicyAsync(new GetKeyPolicyRequest { KeyId = arn, PolicyName = "default" }, ct)).Policy;
        }
        catch (AmazonKeyManagementServiceException e) when (AwsFaults.Sort(e) is (AwsFault.Person or AwsFault.Final, var refusal))
        {
            if (refused.TrueForAll(finding => finding.Resource != key))
                refused.Add(Unreadable("key-policy-not-readable", from.Account.Name, key, refusal) with { Severity = Severity.Warning });
            return null;
        }
    }

    private static async Task<bool> SubnetGroupAsync(AccountClients to, string name, CancellationToken ct)
    {
        try
        {
            await to.Reading.DescribeDBSubnetGroupsAsync(new DescribeDBSubnetGroupsRequest { DBSubnetGroupName = name }, ct);
            return true;
        }
        catch (DBSubnetGroupNotFoundException)
        {
            return false;
        }
    }

    private static Finding Unreadable(string code, string account, string resource, AwsRefusal refusal) =>
        new(
            code,
            Severity.Blocking,
            account,
            resource,
            Phrase.Of($"finding.{code}", ("key", resource), ("account", account)),
            Phrase.Of($"remedy.{code}", ("key", resource), ("account", account)),
            Fault: refusal
        );

    private static Refusal NoSource(Route route, SourceChoice choice) =>
        choice.NewestOfCluster is { } cluster
            ? new Refusal(
                RefusalKind.NotFound,
                Phrase.Of("no-automated-snapshot", ("cluster", cluster), ("account", route.From.Name)),
                "source"
            )
            : new Refusal(
                RefusalKind.NotFound,
                Phrase.Of("no-such-snapshot", ("snapshot", choice.SnapshotIdentifier), ("account", route.From.Name)),
                "source"
            );
}
