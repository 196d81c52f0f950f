using SnapshotShare.Core.Requests;

namespace SnapshotShare.Core.Planning;

/// <summary>What is in the way of a plan, or should be known before saying yes to it.</summary>
public static class PlanFindings
{
    public static IEnumerable<Finding> Of(Facts facts, Plan plan) =>
        [
            .. facts.Refused,
            .. Source(facts, plan),
            .. SharingKey(facts, plan),
            .. TargetKey(facts, plan),
            .. Target(facts, plan),
            .. Always(plan),
        ];

    private static IEnumerable<Finding> Source(Facts facts, Plan plan)
    {
        var source = facts.Source;
        var values = new[]
        {
            ("snapshot", (string?)source.Identifier),
            ("status", source.Status),
            ("accounts", string.Join(", ", source.SharedWith)),
        };
        if (source.Status is not ("available" or "creating"))
            yield return Blocking("source-not-available", plan.From.Account, source.Arn, values);
        if (!source.Encrypted)
            yield return Blocking("source-unencrypted", plan.From.Account, source.Arn, values);
        if (source.EncryptionType == "sse-rds")
            yield return Warning("source-sse-rds", plan.From.Account, source.Arn, values);
        var strangers = source.SharedWith.Where(account => account != plan.To.AccountId).ToList();
        if (strangers.Count > 0)
            yield return Warning(
                "source-already-shared",
                plan.From.Account,
                source.Arn,
                ("snapshot", source.Identifier),
                ("accounts", string.Join(", ", strangers))
            );
        if (plan.SharingSnapshot == source.Identifier && source.SharedWith.Contains(plan.To.AccountId, StringComparer.Ordinal))
            yield return Blocking(
                "source-shared-by-others",
                plan.From.Account,
                source.Arn,
                ("snapshot", source.Identifier),
                ("account", plan.To.AccountId)
            );
    }

    private static IEnumerable<Finding> SharingKey(Facts facts, Plan plan)
    {
        if (facts.SharingKey is not { } key)
            yield break;
        if (key.Manager == "AWS")
            yield return Blocking("sharing-key-aws-managed", plan.From.Account, key.Arn, ("key", key.Alias ?? key.Arn));
        if (key.State != "Enabled")
            yield return Blocking("key-not-enabled", plan.From.Account, key.Arn, ("key", key.Alias ?? key.Arn), ("state", key.State));
        if (key.Spec != "SYMMETRIC_DEFAULT")
            yield return Blocking("key-not-symmetric", plan.From.Account, key.Arn, ("key", key.Alias ?? key.Arn), ("spec", key.Spec));
        if (!key.Arn.Contains($":{plan.From.Region}:{plan.From.AccountId}:", StringComparison.Ordinal))
            yield return Blocking(
                "sharing-key-elsewhere",
                plan.From.Account,
                key.Arn,
                ("key", key.Arn),
                ("account", plan.From.AccountId),
                ("region", plan.From.Region)
            );
        if (
            facts.SharingKeyPolicy is not null
            && !plan.AdmittedPrincipals.Any(principal =>
                principal == "*" || principal.Contains($"::{plan.To.AccountId}:", StringComparison.Ordinal)
            )
        )
            yield return Blocking(
                "sharing-key-closed-to-target",
                plan.From.Account,
                key.Arn,
                ("key", key.Alias ?? key.Arn),
                ("account", plan.To.AccountId)
            ) with
            {
                Paste = KeyStatements.For(plan.To.AccountId),
            };
        var strangers = plan
            .AdmittedPrincipals.Where(principal => !principal.Contains($"::{plan.To.AccountId}:", StringComparison.Ordinal))
            .ToList();
        if (strangers.Count > 0)
            yield return Warning(
                "sharing-key-open-to-others",
                plan.From.Account,
                key.Arn,
                ("key", key.Alias ?? key.Arn),
                ("principals", string.Join(", ", strangers))
            );
    }

    private static IEnumerable<Finding> TargetKey(Facts facts, Plan plan)
    {
        if (facts.TargetKey is not { } key)
            yield break;
        if (key.State != "Enabled")
            yield return Blocking("key-not-enabled", plan.To.Account, key.Arn, ("key", key.Alias ?? key.Arn), ("state", key.State));
        if (!key.Arn.Contains($":{plan.To.Region}:{plan.To.AccountId}:", StringComparison.Ordinal))
            yield return Blocking("target-key-elsewhere", plan.To.Account, key.Arn, ("key", key.Arn), ("account", plan.To.AccountId));
    }

    private static IEnumerable<Finding> Target(Facts facts, Plan plan)
    {
        if (plan.TargetCluster is not { } cluster)
            yield break;
        if (facts.TargetClusters.Contains(cluster))
            yield return Blocking("target-cluster-taken", plan.To.Account, cluster, ("cluster", cluster), ("account", plan.To.Account));
        else if (plan.WriterInstance is { } writer && facts.TargetInstances.Contains(writer))
            yield return Blocking("target-instance-taken", plan.To.Account, writer, ("instance", writer), ("account", plan.To.Account));
        if (!facts.SubnetGroupExists && plan.Restore is { } restore)
            yield return Blocking(
                "subnet-group-missing",
                plan.To.Account,
                restore.SubnetGroup,
                ("group", restore.SubnetGroup),
                ("account", plan.To.Account)
            );
    }

    /// <summary>True of every trip, and nobody may say later that it was not said.</summary>
    private static IEnumerable<Finding> Always(Plan plan)
    {
        if (plan.Goal != Goal.Share)
            yield return new Finding(
                "production-data",
                Severity.Note,
                plan.To.Account,
                plan.TargetCluster ?? plan.TargetSnapshot ?? "",
                Phrase.Of("finding.production-data")
            );
    }

    private static Finding Blocking(string code, string account, string resource, params ReadOnlySpan<(string, string?)> values) =>
        new(code, Severity.Blocking, account, resource, Phrase.Of($"finding.{code}", values), Phrase.Of($"remedy.{code}", values));

    private static Finding Warning(string code, string account, string resource, params ReadOnlySpan<(string, string?)> values) =>
        new(code, Severity.Warning, account, resource, Phrase.Of($"finding.{code}", values), Phrase.Of($"remedy.{code}", values));
}
