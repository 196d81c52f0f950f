using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Text;

namespace SnapshotShare.Core.Plans;

/// <summary>
/// The thing an approval is bound to: a SHA-256 over everything of a plan that matters, in canonical JSON behind a leading 0x02. Sentences are
/// left out, and so is when it was made. What an approver is warned of is in it, so that nobody says yes past a warning they were not shown;
/// between approval and begin it is compared by itself, because one that vanished takes nothing back.
/// </summary>
public static class PlanDigest
{
    private const byte PlanPrefix = 0x02;

    public static string Of(Plan plan) =>
        Convert.ToHexStringLower(SHA256.HashData([PlanPrefix, .. Encoding.UTF8.GetBytes(CanonicalJson.Write(Subject(plan)))]));

    /// <summary>The members that are digested.</summary>
    public static JsonObject Subject(Plan plan)
    {
        var subject = Trip(plan);
        if (plan.Rules >= Plan.RulesWithTimeAndFindings)
            subject["findings"] = Texts(
                plan.Findings.Where(finding => finding.Severity != Severity.Note)
                    .Select(finding => $"{finding.Severity} {finding.Code} {finding.Resource}")
                    .Distinct(StringComparer.Ordinal)
                    .Order(StringComparer.Ordinal)
            );
        return subject;
    }

    /// <summary>True when two plans would do the same, whatever is to be said about it.</summary>
    public static bool IsSameTrip(Plan before, Plan after) =>
        string.Equals(CanonicalJson.Write(Trip(before)), CanonicalJson.Write(Trip(after)), StringComparison.Ordinal);

    /// <summary>The deeds alone, so that two plans can be compared in words.</summary>
    private static JsonObject Trip(Plan plan)
    {
        var subject = Members(plan);
        // Old plans keep the digest that their approvals name.
        if (plan.ApprovalRules is { } rules)
            subject["approvalRules"] = rules;
        if (plan.Rules >= Plan.RulesWithTimeAndFindings)
        {
            // A name can be deleted and taken again: the ARN alone says neither which data it is nor how old.
            subject["takenAt"] = plan.Source.TakenAt is { } taken ? HashChain.Timestamp(taken) : null;
            subject["sourceCluster"] = plan.Source.Cluster;
        }
        return subject;
    }

    private static JsonObject Members(Plan plan) =>
        new()
        {
            ["rules"] = plan.Rules,
            ["goal"] = plan.Goal.ToString(),
            ["route"] = plan.Route,
            ["sourceAccount"] = plan.From.AccountId,
            ["targetAccount"] = plan.To.AccountId,
            ["region"] = plan.From.Region,
            ["source"] = plan.Source.Arn,
            ["sourceKey"] = plan.Source.KeyArn,
            ["engine"] = $"{plan.Source.Engine} {plan.Source.EngineVersion}",
            ["sharingKey"] = plan.SharingKey.Arn,
            ["targetKey"] = plan.TargetKey.Arn,
            ["sharingSnapshot"] = plan.SharingSnapshotArn,
            ["targetSnapshot"] = plan.TargetSnapshot,
            ["targetCluster"] = plan.TargetCluster,
            ["writerInstance"] = plan.WriterInstance,
            ["restore"] = plan.Restore is { } restore ? Restored(restore) : null,
            ["windowSeconds"] = (long)plan.Window.TotalSeconds,
            ["lifeSeconds"] = plan.Life is { } life ? (long)life.TotalSeconds : null,
            ["admittedPrincipals"] = Texts(plan.AdmittedPrincipals.Order(StringComparer.Ordinal)),
            ["steps"] = Texts(plan.Steps.Select(step => $"{step.Number} {step.Name}")),
        };

    private static JsonObject Restored(PlanRestore restore)
    {
        var members = new JsonObject
        {
            ["subnetGroup"] = restore.SubnetGroup,
            ["securityGroups"] = Texts(restore.SecurityGroups),
            ["instanceClass"] = restore.InstanceClass,
            ["clusterParameterGroup"] = restore.ClusterParameterGroup,
            ["minCapacity"] = restore.MinCapacity?.ToString(CultureInfo.InvariantCulture),
            ["maxCapacity"] = restore.MaxCapacity?.ToString(CultureInfo.InvariantCulture),
            ["masterPassword"] = "ManageMasterUserPassword",
        };
        // Old plans keep the digest that their approvals name.
        if (restore.Settings is not { } settings)
            return members;
        members["engineVersion"] = restore.EngineVersion;
        members["backupRetention"] = settings.BackupRetention.ToString(CultureInfo.InvariantCulture);
        members["storageType"] = settings.StorageType;
        members["extendedSupport"] = settings.ExtendedSupport ? "true" : "false";
        members["iamAuthentication"] = settings.IamAuthentication ? "true" : "false";
        members["port"] = settings.Port?.ToString(CultureInfo.InvariantCulture);
        members["zone"] = settings.Zone;
        members["secretKey"] = restore.SecretKey?.Arn;
        return members;
    }

    /// <summary>The members in which what two plans do differs, old and new, for a person to read.</summary>
    public static IReadOnlyList<PlanDifference> Differences(Plan before, Plan after)
    {
        var (old, now) = (Flat(Trip(before)), Flat(Trip(after)));
        return
        [
            .. old
                .Keys.Union(now.Keys, StringComparer.Ordinal)
                .Select(what => new PlanDifference(what, old.GetValueOrDefault(what, "-"), now.GetValueOrDefault(what, "-")))
                .Where(difference => difference.Before != difference.After),
        ];
    }

    /// <summary>Members of members by their own name, lists as a person writes them, times in words.</summary>
    private static Dictionary<string, string> Flat(JsonObject subject)
    {
        var flat = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in subject)
        {
            if (value is JsonObject members)
                foreach (var (inner, text) in Flat(members))
                    flat[inner] = text;
            else
                flat[name] = value switch
                {
                    null => "-",
                    JsonArray { Count: 0 } => "-",
                    JsonArray items => string.Join(", ", items.Select(item => item!.ToString())),
                    _ when name.EndsWith("Seconds", StringComparison.Ordinal) => Words(TimeSpan.FromSeconds(value.GetValue<long>())),
                    _ => value.ToString(),
                };
        }
        return flat;
    }

    private static string Words(TimeSpan time) =>
        time.ToString(time.Days > 0 ? @"d\ \d\ hh\:mm\:ss" : @"hh\:mm\:ss", CultureInfo.InvariantCulture);

    private static JsonArray Texts(IEnumerable<string> texts) => [.. texts.Select(text => (JsonNode)text)];
}

public sealed record PlanDifference(string What, string Before, string After)
{
    public Message Sentence => Message.Of($"changed.{What}", ("before", Before), ("after", After));
}
