using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Plans;

namespace SnapshotShare.Core.Planning.Checks;

/// <summary>Judges whether the cluster can go where the route says, on the class that is asked for.</summary>
internal static class NetworkChecks
{
    /// <summary>Aurora wants subnets in two Availability Zones at least (RDS API Reference, DBSubnetGroupDoesNotCoverEnoughAZs).</summary>
    private const int FewestZones = 2;

    public static IEnumerable<Finding> Of(Facts facts, Plan plan) =>
        plan.Restore is { } restore && facts.Network is { } network
            ?
            [
                .. SubnetGroup(plan, restore, network),
                .. SecurityGroups(plan, restore, network),
                .. ParameterGroup(plan, restore, network),
                .. Version(facts, plan),
                .. Class(facts, plan, restore, network),
                .. Zone(facts, plan, restore, network),
                .. Storage(facts, plan, restore),
            ]
            : [];

    private static IEnumerable<Finding> SubnetGroup(Plan plan, PlanRestore restore, NetworkFacts network)
    {
        if (!network.SubnetGroupKnown)
            yield break;
        if (network.SubnetGroup is not { } group)
            yield return Finding.Blocking(
                "subnet-group-missing",
                plan.To.Account,
                restore.SubnetGroup,
                ("group", restore.SubnetGroup),
                ("account", plan.To.Account)
            ) with
            {
                Paste =
                    $"aws rds create-db-subnet-group --db-subnet-group-name {restore.SubnetGroup} --db-subnet-group-description 'Development databases' --subnet-ids SUBNET-1 SUBNET-2",
            };
        else if (group.Zones.Count < FewestZones)
            yield return Finding.Blocking(
                "subnet-group-few-zones",
                plan.To.Account,
                group.Name,
                ("group", group.Name),
                ("account", plan.To.Account),
                ("zones", string.Join(", ", group.Zones))
            ) with
            {
                Paste = $"aws rds modify-db-subnet-group --db-subnet-group-name {group.Name} --subnet-ids SUBNET-1 SUBNET-2",
            };
    }

    private static IEnumerable<Finding> SecurityGroups(Plan plan, PlanRestore restore, NetworkFacts network)
    {
        if (network.SecurityGroups is not { } known)
            yield break;
        foreach (var id in restore.SecurityGroups)
        {
            var found = known.FirstOrDefault(group => group.Id == id);
            if (found is null)
                yield return Finding.Blocking(
                    "security-group-missing",
                    plan.To.Account,
                    id,
                    ("group", id),
                    ("account", plan.To.Account)
                ) with
                {
                    Paste = InVpc(network),
                };
            else if (network.SubnetGroup is { } subnets && found.VpcId != subnets.VpcId)
                yield return Finding.Blocking(
                    "security-group-elsewhere",
                    plan.To.Account,
                    id,
                    ("group", id),
                    ("vpc", found.VpcId),
                    ("subnets", subnets.Name),
                    ("wanted", subnets.VpcId)
                ) with
                {
                    Paste = InVpc(network),
                };
        }
    }

    private static string InVpc(NetworkFacts network) =>
        network.SubnetGroup is { } subnets
            ? $"aws ec2 describe-security-groups --filters Name=vpc-id,Values={subnets.VpcId}"
            : "aws ec2 describe-security-groups";

    private static IEnumerable<Finding> ParameterGroup(Plan plan, PlanRestore restore, NetworkFacts network)
    {
        if (restore.ClusterParameterGroup is not { } name || !network.ParameterGroupKnown)
            yield break;
        var family = EngineVersions.Family(plan.Source.Engine, plan.EngineVersion);
        var create =
            $"aws rds create-db-cluster-parameter-group --db-cluster-parameter-group-name {name} --db-parameter-group-family {family} --description 'Development databases'";
        if (network.ParameterGroup is not { } group)
            yield return Finding.Blocking(
                "parameter-group-missing",
                plan.To.Account,
                name,
                ("group", name),
                ("account", plan.To.Account),
                ("family", family)
            ) with
            {
                Paste = create,
            };
        else if (group.Family != family)
            yield return Finding.Blocking(
                "parameter-group-unfit",
                plan.To.Account,
                name,
                ("group", name),
                ("family", group.Family),
                ("wanted", family),
                ("version", $"{plan.Source.Engine} {plan.EngineVersion}")
            ) with
            {
                Paste = create.Replace($" {name} ", $" {name}-{family.Replace('.', '-')} ", StringComparison.Ordinal),
            };
    }

    /// <summary>True where nobody knows better.</summary>
    private static bool IsOffered(Facts facts, Plan plan) =>
        facts.Versions?.Contains(plan.EngineVersion, StringComparer.Ordinal) != false && facts.Offer is not { Classes.Count: 0 };

    private static IEnumerable<Finding> Version(Facts facts, Plan plan)
    {
        var (engine, source, version) = (plan.Source.Engine, plan.Source.EngineVersion, plan.EngineVersion);
        var values = new[] { ("version", (string?)$"{engine} {version}"), ("source", source), ("account", plan.To.Account) };
        var offers = $"aws rds describe-db-engine-versions --engine {engine} --query 'DBEngineVersions[].EngineVersion'";
        if (EngineVersions.Family(engine, version) != EngineVersions.Family(engine, source))
            yield return Finding.Blocking("engine-version-of-another-major", plan.To.Account, version, values) with
            {
                Paste = offers,
            };
        else if (EngineVersions.Compare(version, source) < 0)
            yield return Finding.Blocking("engine-version-earlier", plan.To.Account, version, values) with
            {
                Paste = offers,
            };
        else if (!IsOffered(facts, plan))
            yield return Finding.Blocking("engine-version-not-offered", plan.To.Account, plan.Source.Arn, values) with
            {
                Paste = offers,
            };
        else if (version != source)
            yield return Finding.Of(
                "engine-version-newer",
                facts.Terms.EngineVersion is { Length: > 0 } ? Severity.Note : Severity.Warning,
                plan.To.Account,
                plan.TargetCluster!,
                values
            );
    }

    private static IEnumerable<Finding> Class(Facts facts, Plan plan, PlanRestore restore, NetworkFacts network)
    {
        if (restore is { InstanceClass: "db.serverless" } and not { MinCapacity: not null, MaxCapacity: not null })
            yield return Finding.Blocking("serverless-needs-capacity", plan.To.Account, restore.InstanceClass, ("route", plan.Route)) with
            {
                Paste = $"Aws__Routes__{plan.Route}__MinCapacity=0.5\nAws__Routes__{plan.Route}__MaxCapacity=8",
            };
        if (facts.Offer is not { } offer || !IsOffered(facts, plan))
            yield break;
        var version = $"{plan.Source.Engine} {plan.EngineVersion}";
        var ask =
            $"aws rds describe-orderable-db-instance-options --engine {plan.Source.Engine} --engine-version {AwsCli.Quote(plan.EngineVersion)} --query 'OrderableDBInstanceOptions[].DBInstanceClass'";
        if (offer.Zones.Count == 0)
            yield return Finding.Blocking(
                "class-not-offered",
                plan.To.Account,
                restore.InstanceClass,
                ("class", restore.InstanceClass),
                ("version", version),
                ("classes", string.Join(", ", offer.Classes))
            ) with
            {
                Paste = ask,
            };
        else if (network.SubnetGroup is { Zones.Count: > 0 } group && !group.Zones.Intersect(offer.Zones, StringComparer.Ordinal).Any())
            yield return Finding.Blocking(
                "class-not-in-zones",
                plan.To.Account,
                restore.InstanceClass,
                ("class", restore.InstanceClass),
                ("zones", string.Join(", ", group.Zones)),
                ("group", group.Name)
            ) with
            {
                Paste = ask,
            };
    }

    /// <summary>A zone that the route names must have a subnet of the group, and the class.</summary>
    private static IEnumerable<Finding> Zone(Facts facts, Plan plan, PlanRestore restore, NetworkFacts network)
    {
        if (restore.Settings?.Zone is not { } zone || network.SubnetGroup is not { } group)
            yield break;
        var zones = facts.Offer is { Zones.Count: > 0 } offer ? group.Zones.Intersect(offer.Zones, StringComparer.Ordinal) : group.Zones;
        if (!zones.Contains(zone, StringComparer.Ordinal))
            yield return Finding.Blocking(
                "zone-unfit",
                plan.To.Account,
                zone,
                ("zone", zone),
                ("group", group.Name),
                ("class", restore.InstanceClass),
                ("zones", string.Join(", ", zones))
            );
    }

    private static IEnumerable<Finding> Storage(Facts facts, Plan plan, PlanRestore restore)
    {
        if (restore.Settings is { } settings && facts.Source.StorageType is { } source && source != settings.StorageType)
            yield return Finding.Note(
                "storage-type-differs",
                plan.To.Account,
                plan.TargetCluster!,
                ("source", source),
                ("wanted", settings.StorageType)
            );
    }
}
