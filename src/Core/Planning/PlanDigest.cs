using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using SnapshotShare.Core.Audit;

namespace SnapshotShare.Core.Planning;

/// <summary>
/// What an approval is bound to: a SHA-256 over everything of a plan that matters, in canonical JSON behind a leading 0x02. Sentences
/// and findings are left out, and so is when it was made; a new finding is compared by itself.
/// </summary>
public static class PlanDigest
{
    private const byte PlanPrefix = 0x02;

    public static string Of(Plan plan) =>
        Convert.ToHexStringLower(SHA256.HashData([PlanPrefix, .. Encoding.UTF8.GetBytes(CanonicalJson.Write(Subject(plan)))]));

    /// <summary>What is digested, so that two plans can be compared in words.</summary>
    public static JsonObject Subject(Plan plan) =>
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
            ["restore"] = plan.Restore is { } restore
                ? new JsonObject
                {
                    ["subnetGroup"] = restore.SubnetGroup,
                    ["securityGroups"] = Texts(restore.SecurityGroups),
                    ["instanceClass"] = restore.InstanceClass,
                    ["clusterParameterGroup"] = restore.ClusterParameterGroup,
                    ["minCapacity"] = restore.MinCapacity?.ToString(CultureInfo.InvariantCulture),
                    ["maxCapacity"] = restore.MaxCapacity?.ToString(CultureInfo.InvariantCulture),
                    ["masterPassword"] = "ManageMasterUserPassword",
                }
                : null,
            ["windowSeconds"] = (long)plan.Window.TotalSeconds,
            ["lifeSeconds"] = plan.Life is { } life ? (long)life.TotalSeconds : null,
            ["admittedPrincipals"] = Texts(plan.AdmittedPrincipals.Order(StringComparer.Ordinal)),
            ["steps"] = Texts(plan.Steps.Select(step => $"{step.Number} {step.Name}")),
        };

    /// <summary>The members in which two plans differ, old and new, for a person to read.</summary>
    public static IReadOnlyList<PlanDifference> Differences(Plan before, Plan after)
    {
        var (old, now) = (Subject(before), Subject(after));
        return
        [
            .. old.Select(member => new PlanDifference(member.Key, Text(member.Value), Text(now[member.Key])))
                .Where(difference => difference.Before != difference.After),
        ];
    }

    private static string Text(JsonNode? node) => node is null ? "-" : CanonicalJson.Write(node).Trim('"');

    private static JsonArray Texts(IEnumerable<string> texts) => [.. texts.Select(text => (JsonNode)text)];
}

public sealed record PlanDifference(string What, string Before, string After);
