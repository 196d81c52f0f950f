using System.Globalization;
using SnapshotShare.AwsSandbox.State;
using SnapshotShare.AwsSandbox.Wire;

namespace SnapshotShare.AwsSandbox.Rds;

internal sealed record ClusterNetwork(string SubnetGroup, IReadOnlyList<string> SecurityGroups);

/// <summary>The settings that restoring and modifying a cluster have in common.</summary>
internal static class ClusterSettings
{
    private const string ScalingName = "ServerlessV2ScalingConfiguration";

    /// <summary>Where the cluster will live. Not given: the group "default", and its VPC's default security group.</summary>
    /// <param name="otherwise">The subnet group where the request names none.</param>
    public static (ClusterNetwork? Network, Refusal? Refusal) Network(Call call, string? otherwise = null)
    {
        var asked = call.Form.Text("DBSubnetGroupName") ?? otherwise;
        if (call.World.SubnetGroups.Find(call.Place.Key(asked ?? "default")) is not { } group)
            return (null, asked is null ? RdsFaults.NoDefaultSubnet() : RdsFaults.SubnetGroupNotFound(asked));
        if (group.Subnets.Select(s => s.Zone).Distinct(StringComparer.Ordinal).Count() < 2)
            return (null, RdsFaults.TooFewZones());
        var groups = call.Form.List("VpcSecurityGroupIds", "VpcSecurityGroupId");
        if (CheckSecurityGroups(call, groups, group.VpcId) is { } refusal)
            return (null, refusal);
        var standard = call
            .World.SecurityGroups.Range(call.Place.Prefix)
            .Where(g => g.VpcId == group.VpcId && g.Name == "default")
            .Select(g => g.Id);
        return (new(group.Name, groups.Count > 0 ? groups : [.. standard]), null);
    }

    public static Refusal? CheckSecurityGroups(Call call, IReadOnlyList<string> ids, string vpc)
    {
        foreach (var id in ids)
        {
            if (call.World.SecurityGroups.Find(call.Place.Prefix + id) is not { } group)
                return RdsFaults.InvalidValue($"Invalid security group , groupId= {id}, groupName=.");
            if (group.VpcId != vpc)
            {
                return RdsFaults.InvalidCombination(
                    $"The DB instance and EC2 security group are in different VPCs. The DB instance is in {vpc} and the EC2 security group is in {group.VpcId}"
                );
            }
        }
        return null;
    }

    public static (string Name, Refusal? Refusal) ParameterGroup(Call call, string engine, string version)
    {
        var family = Engines.Family(engine, version);
        if (call.Form.Text("DBClusterParameterGroupName") is not { } asked)
            return ("default." + family, null);
        if (call.World.ParameterGroups.Find(call.Place.Key(asked)) is not { } group)
            return ("", RdsFaults.ParameterGroupNotFound(asked));
        return group.Family == family
            ? (group.Name, null)
            : (
                "",
                RdsFaults.InvalidCombination(
                    $"The Parameter Group {group.Name} with DBParameterGroupFamily {group.Family} cannot be used for this instance. Please use a Parameter Group with DBParameterGroupFamily {family}"
                )
            );
    }

    public static Refusal? CheckScaling(Parameters form, bool already = false)
    {
        var min = form.Double(ScalingName + ".MinCapacity");
        var max = form.Double(ScalingName + ".MaxCapacity");
        if (!form.All.Any(p => p.Key.StartsWith(ScalingName, StringComparison.Ordinal)))
            return null;
        if ((min is null || max is null) && !already)
            return RdsFaults.InvalidValue(
                "Both MinCapacity and MaxCapacity must be specified when you initialize Serverless v2 scaling configuration."
            );
        if (min is < 0 or > 256 || max is < 1 or > 256 || min > max || min * 2 % 1 > 0 || max * 2 % 1 > 0)
        {
            return RdsFaults.InvalidValue(
                $"Serverless v2 capacity {Shown(min)} to {Shown(max)} isn't valid: 0 to 256 in steps of 0.5, the maximum at least 1 and not below the minimum."
            );
        }
        var pause = form.Int(ScalingName + ".SecondsUntilAutoPause");
        return pause is < 300 or > 86400 ? RdsFaults.InvalidValue("SecondsUntilAutoPause must be between 300 and 86400.") : null;
    }

    /// <summary>The capacity lies within what the version can.</summary>
    public static Refusal? CheckCapacity(Parameters form, string engine, string version)
    {
        var min = form.Double(ScalingName + ".MinCapacity");
        var max = form.Double(ScalingName + ".MaxCapacity");
        if (min is null && max is null)
            return null;
        if (Engines.Capacity(engine, version) is not (var least, var most))
            return RdsFaults.InvalidCombination($"Serverless v2 isn't supported for {engine} {version}.");
        return min < least || max > most
            ? RdsFaults.InvalidValue(
                $"Serverless v2 capacity {Shown(min)} to {Shown(max)} isn't valid for {engine} {version}, which scales from {Shown(least)} to {Shown(most)}."
            )
            : null;
    }

    public static ServerlessScaling? Scaling(Parameters form, ServerlessScaling? old)
    {
        var min = form.Double(ScalingName + ".MinCapacity") ?? old?.MinCapacity;
        var max = form.Double(ScalingName + ".MaxCapacity") ?? old?.MaxCapacity;
        var pause = form.Int(ScalingName + ".SecondsUntilAutoPause") ?? old?.SecondsUntilAutoPause;
        return min is null || max is null ? old : new(min.Value, max.Value, min == 0 ? pause ?? 300 : null);
    }

    /// <summary>The part of an endpoint's name that is the account's own in a Region.</summary>
    public static string HostHash(Place place) => "c" + SigV4.Hash(System.Text.Encoding.UTF8.GetBytes(place.Prefix))[..11];

    private static string Shown(double? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "none";
}
