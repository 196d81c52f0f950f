using SnapshotShare.AwsSandbox.Faults;
using SnapshotShare.AwsSandbox.State;
using SnapshotShare.AwsSandbox.Wire;

namespace SnapshotShare.AwsSandbox.Rds;

/// <summary>CreateDBInstance, for members of Aurora clusters.</summary>
internal static class CreateInstance
{
    public static Outcome Run(Call call)
    {
        var name = call.Form.Text("DBInstanceIdentifier")!.ToLowerInvariant();
        var tags = Tags.Read(call.Form);
        if (
            (
                Tags.Require(call, call.Place.RdsArn("db", name))
                ?? Identifiers.Check("DBInstanceIdentifier", name)
                ?? Tags.Check(tags, call.Quotas.TagsPerResource)
                ?? Tags.Specified(call, "auto-backup").Refusal
                ?? CheckParameters(call)
            ) is
            { } invalid
        )
            return invalid;
        var asked = call.Form.Text("DBClusterIdentifier")!;
        if (Clusters.Find(call, asked) is not { } cluster)
            return RdsFaults.ClusterNotFound(asked);
        if (CheckCluster(call, name, cluster) is { } refusal)
            return refusal;
        var instance = Make(call, name, cluster) with { Tags = tags, Life = Life(call) };
        call.World.Instances.Put(instance);
        return InstanceXml.Result(call, instance);
    }

    private static Refusal? CheckParameters(Call call)
    {
        var form = call.Form;
        if (form.Text("DBClusterIdentifier") is null)
            return RdsFaults.InvalidCombination("This AWS makes Aurora instances only: DBClusterIdentifier must be given.");
        if ((UnplayedMembers.Check(call) ?? SettingRules.CheckInstance(call)) is { } refusal)
            return refusal;
        return form.Int("PromotionTier") is < 0 or > 15 ? RdsFaults.InvalidValue("The promotion tier must be between 0 and 15.") : null;
    }

    private static Refusal? CheckCluster(Call call, string name, Cluster cluster)
    {
        var engine = call.Form.Text("Engine")!;
        var wanted = call.Form.Text("DBInstanceClass")!;
        var version = call.Form.Text("EngineVersion") ?? cluster.EngineVersion;
        if (call.World.Instances.Find(call.Place.Key(name)) is not null)
            return RdsFaults.InstanceExists();
        if (call.World.Instances.Range(call.Place.Prefix).Count() >= call.Quotas.Instances)
            return RdsFaults.InstanceQuota();
        if (Instances.Of(call.World, cluster).Count() > call.Quotas.ReadersPerCluster)
            return RdsFaults.InstanceQuota();
        if (engine != cluster.Engine)
        {
            return RdsFaults.InvalidCombination(
                $"The engine name requested for your DB instance ({engine}) doesn't match the engine name of your DB cluster ({cluster.Engine})."
            );
        }
        if (version != cluster.EngineVersion)
        {
            return RdsFaults.InvalidCombination(
                $"The engine version that you requested for your DB instance ({version}) does not match the engine version of your DB cluster ({cluster.EngineVersion})."
            );
        }
        if (!Engines.Offers(call.World, engine, version, wanted))
        {
            return RdsFaults.InvalidCombination(
                $"RDS does not support creating a DB instance with the following combination: DBInstanceClass={wanted}, Engine={engine}, EngineVersion={version}, LicenseModel={Engines.License(engine)}. For supported combinations of instance class and database engine version, see the documentation."
            );
        }
        if (call.Form.Text("LicenseModel") is { } license && license != Engines.License(engine))
        {
            return RdsFaults.InvalidCombination(
                $"Invalid license model '{license}' for engine '{engine}'. Valid license models are: {Engines.License(engine)}."
            );
        }
        if (CheckPlace(call, cluster) is { } elsewhere)
            return elsewhere;
        if (wanted == "db.serverless" && cluster.Scaling is null)
        {
            return RdsFaults.ClusterState(
                "Set the Serverless v2 scaling configuration on the parent DB cluster before creating a Serverless v2 DB instance."
            );
        }
        // This AWS has no instance parameter groups but the families' own.
        if (call.Form.Text("DBParameterGroupName") is { } group && group != DefaultGroup(cluster))
            return RdsFaults.InstanceParameterGroupNotFound(group);
        return cluster.StatusAt(call.Now) switch
        {
            "creating" or "backing-up" when !call.Rules.InstanceNeedsAvailableCluster => null,
            not "available" and var status => RdsFaults.ClusterStateExpected(cluster.Name, status),
            _ => null,
        };
    }

    /// <summary>The instance is where its cluster is.</summary>
    private static Refusal? CheckPlace(Call call, Cluster cluster)
    {
        var group = call.World.SubnetGroups.Find(cluster.Place.Key(cluster.SubnetGroup));
        if (call.Form.Text("DBSubnetGroupName") is { } asked)
        {
            if (call.World.SubnetGroups.Find(call.Place.Key(asked)) is not { } named)
                return RdsFaults.SubnetGroupNotFound(asked);
            if (named != group)
            {
                return RdsFaults.InvalidCombination(
                    $"The DB subnet group {named.Name} isn't that of the DB cluster {cluster.Name}, which is {cluster.SubnetGroup}."
                );
            }
        }
        if (call.Form.Text("AvailabilityZone") is not { } zone)
            return null;
        if (!Zones.Of(call.Region).Contains(zone))
            return RdsFaults.InvalidValue($"Invalid availability zone: {zone}");
        return group is null || group.Subnets.Any(s => s.Zone == zone)
            ? null
            : new Refusal(
                400,
                "InvalidVPCNetworkStateFault",
                $"The DB subnet group {group.Name} doesn't have a subnet in the availability zone {zone}."
            );
    }

    private static Instance Make(Call call, string name, Cluster cluster)
    {
        var zones = Zones.Of(call.Region);
        var members = Instances.Of(call.World, cluster).Count();
        return new(call.Caller.Account, call.Region, name)
        {
            ResourceId = "db-" + call.Names.Capitals(26),
            Cluster = cluster.Name,
            Class = call.Form.Text("DBInstanceClass")!,
            Engine = cluster.Engine,
            EngineVersion = cluster.EngineVersion,
            SubnetGroup = cluster.SubnetGroup,
            ParameterGroup = DefaultGroup(cluster),
            Zone = call.Form.Text("AvailabilityZone") ?? zones[members % zones.Count],
            HostHash = cluster.HostHash,
            CreatedAt = call.Now,
            PromotionTier = call.Form.Int("PromotionTier") ?? 1,
            PubliclyAccessible = call.Form.Bool("PubliclyAccessible") ?? false,
            AutoMinorVersionUpgrade = call.Form.Bool("AutoMinorVersionUpgrade") ?? true,
            PerformanceInsights = call.Form.Bool("EnablePerformanceInsights") ?? false,
            MonitoringInterval = call.Form.Int("MonitoringInterval") ?? 0,
            Port = cluster.Port,
            KmsKeyArn = cluster.KmsKeyArn,
            IsUnderAwsOwnedKey = cluster.IsUnderAwsOwnedKey,
            Status = "creating",
        };
    }

    private static string DefaultGroup(Cluster cluster) => "default." + Engines.Family(cluster.Engine, cluster.EngineVersion);

    private static Timeline Life(Call call)
    {
        var whole = call.Takes(call.Durations.CreateInstance);
        var then = call.Accounts.Faults.Take(call, FaultKind.InstanceFails) is { } fails
            ? fails.Status ?? "incompatible-network"
            : "available";
        return call.Rules.InstancesFlicker
            ? Timeline.Of(
                call.Now,
                whole,
                then,
                ("creating", 0.7),
                ("available", 0.75),
                ("configuring-enhanced-monitoring", 0.85),
                ("rebooting", 1)
            )
            : Timeline.Of(call.Now, whole, then, ("creating", 0.8), ("modifying", 0.9), ("backing-up", 1));
    }
}
