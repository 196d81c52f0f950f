using System.Globalization;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Plans;

namespace SnapshotShare.Core.Planning.Checks;

/// <summary>Judges whether the trip can start from this snapshot, and who reads it already.</summary>
internal static class SourceChecks
{
    /// <summary>RDS's fixed limit of accounts that one snapshot can be shared with (Aurora User Guide, Sharing a DB cluster snapshot).</summary>
    public const int MostAccounts = 20;

    private static readonly TimeSpan SoonGone = TimeSpan.FromHours(12);

    public static IEnumerable<Finding> Of(Facts facts, Plan plan)
    {
        var (source, account) = (facts.Source, plan.From.Account);
        if (source.Engine is not ("aurora-mysql" or "aurora-postgresql"))
            yield return Finding.Blocking(
                "engine-not-aurora",
                account,
                source.Arn,
                ("snapshot", source.Identifier),
                ("engine", source.Engine)
            );
        var isTakenNow = plan.Step(StepName.TakeSnapshot) is not null;
        if (isTakenNow && source.Status is not ("available" or "backing-up"))
            yield return Finding.Blocking(
                "source-cluster-not-available",
                account,
                source.Cluster,
                ("cluster", source.Cluster),
                ("status", source.Status)
            );
        if (!isTakenNow && source.Status is not ("available" or "creating"))
            yield return Finding.Blocking(
                "source-not-available",
                account,
                source.Arn,
                ("snapshot", source.Identifier),
                ("status", source.Status)
            );
        if (!source.Encrypted)
            yield return Finding.Blocking("source-unencrypted", account, source.Arn, ("snapshot", source.Identifier)) with
            {
                Paste =
                    $"aws rds restore-db-cluster-from-snapshot --db-cluster-identifier {source.Cluster}-encrypted --snapshot-identifier {AwsCli.Quote(source.Identifier)} --engine {source.Engine} --kms-key-id {plan.SharingKey.Arn}",
            };
        if (source.EncryptionType == SnapshotFacts.AwsOwnedKey)
            yield return Finding.Warning("source-sse-rds", account, source.Arn, ("snapshot", source.Identifier));
        if (source.SnapshotType == SnapshotTypes.AwsBackup)
            yield return Finding.Note("source-of-aws-backup", account, source.Arn, ("snapshot", source.Identifier));
        foreach (var finding in Ending(facts, plan).Concat(Shared(facts, plan)))
            yield return finding;
    }

    private static IEnumerable<Finding> Ending(Facts facts, Plan plan)
    {
        var source = facts.Source;
        if (source is not { SnapshotType: SnapshotTypes.Automated, TakenAt: { } taken } || facts.RetentionDays is not { } days)
            yield break;
        var until = taken.AddDays(days);
        if (until - facts.At < SoonGone)
            yield return Finding.Warning(
                "source-retention-ends",
                plan.From.Account,
                source.Arn,
                ("snapshot", source.Identifier),
                ("days", days.ToString(CultureInfo.InvariantCulture)),
                ("until", until.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture))
            ) with
            {
                Paste =
                    $"aws rds copy-db-cluster-snapshot --source-db-cluster-snapshot-identifier {AwsCli.Quote(source.Identifier)} --target-db-cluster-snapshot-identifier {ResourceNames.Kept(source.Identifier)}",
            };
    }

    private static IEnumerable<Finding> Shared(Facts facts, Plan plan)
    {
        var (source, account) = (facts.Source, plan.From.Account);
        var sharedAsItIs = plan.SharingSnapshot == source.Identifier;
        if (source.SharedWith.Contains(RestoreAttribute.Everybody, StringComparer.Ordinal))
            yield return Finding.Warning("source-public", account, source.Arn, ("snapshot", source.Identifier)) with
            {
                Paste = RestoreAttribute.Remove(account, source.Identifier, RestoreAttribute.Everybody).Cli,
            };
        var strangers = source.SharedWith.Where(other => other != plan.To.AccountId && other != RestoreAttribute.Everybody).ToList();
        if (strangers.Count > 0)
            yield return Finding.Warning(
                "source-already-shared",
                account,
                source.Arn,
                ("snapshot", source.Identifier),
                ("accounts", string.Join(", ", strangers))
            ) with
            {
                Paste = RestoreAttribute.Remove(account, source.Identifier, strangers).Cli,
            };
        if (!sharedAsItIs)
            yield break;
        if (source.SharedWith.Contains(plan.To.AccountId, StringComparer.Ordinal))
            yield return Finding.Blocking(
                "source-shared-by-others",
                account,
                source.Arn,
                ("snapshot", source.Identifier),
                ("account", plan.To.AccountId)
            ) with
            {
                Paste = RestoreAttribute.Remove(account, source.Identifier, plan.To.AccountId).Cli,
            };
        else if (source.SharedWith.Count >= MostAccounts)
            yield return Finding.Blocking(
                "source-shared-with-too-many",
                account,
                source.Arn,
                ("snapshot", source.Identifier),
                ("most", MostAccounts.ToString(CultureInfo.InvariantCulture))
            ) with
            {
                Paste = RestoreAttribute.Remove(account, source.Identifier, strangers.Take(1)).Cli,
            };
    }
}
