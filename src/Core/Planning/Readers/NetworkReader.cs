using Amazon.EC2.Model;
using Amazon.RDS.Model;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Topology;
using Filter = Amazon.EC2.Model.Filter;

namespace SnapshotShare.Core.Planning.Readers;

/// <summary>Where a restored cluster would go, and on what it may run.</summary>
internal static class NetworkReader
{
    public static async Task<NetworkFacts> FindAsync(AccountProbe side, RestoreDefaults restore, CancellationToken ct)
    {
        var (groupKnown, group) = await SubnetGroupAsync(side, restore.SubnetGroup, ct);
        var security = await SecurityGroupsAsync(side, restore.SecurityGroups, ct);
        var (parametersKnown, parameters) = restore.ClusterParameterGroup is { } named
            ? await ParameterGroupAsync(side, named, ct)
            : (true, null);
        return new NetworkFacts
        {
            SubnetGroup = group,
            SubnetGroupKnown = groupKnown,
            SecurityGroups = security,
            ParameterGroup = parameters,
            ParameterGroupKnown = parametersKnown,
        };
    }

    /// <summary>The engine's versions that AWS offers for a new cluster.</summary>
    public static async Task<IReadOnlyList<string>?> VersionsAsync(AccountProbe side, string engine, CancellationToken ct) =>
        await side.AskAsync(
            "rds:DescribeDBEngineVersions",
            engine,
            // Roles from before it was asked lack the right; then the snapshot's own version is meant, as it was then.
            Severity.Note,
            async () =>
            {
                var found = new List<string>();
                var request = new DescribeDBEngineVersionsRequest { Engine = engine };
                await foreach (
                    var version in side.Clients.Reading.Paginators.DescribeDBEngineVersions(request).DBEngineVersions.WithCancellation(ct)
                )
                    if (version.Status is null or "available")
                        found.Add(version.EngineVersion);
                return found;
            }
        );

    /// <summary>True when the class can be had for the engine version; only when it cannot, the classes that can.</summary>
    public static async Task<OfferFact?> OfferAsync(
        AccountProbe side,
        string engine,
        string version,
        string instanceClass,
        CancellationToken ct
    )
    {
        if (await OptionsAsync(side, engine, version, instanceClass, ct) is not { } wanted)
            return null;
        var zones = wanted.SelectMany(option => option.AvailabilityZones ?? []).Select(zone => zone.Name);
        var others = wanted.Count > 0 ? [] : await OptionsAsync(side, engine, version, instanceClass: null, ct) ?? [];
        return new OfferFact(
            [.. zones.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            [
                .. (wanted.Count > 0 ? wanted : others)
                    .Select(option => option.DBInstanceClass)
                    .Distinct(StringComparer.Ordinal)
                    .Order(StringComparer.Ordinal),
            ]
        );
    }

    private static Task<List<OrderableDBInstanceOption>?> OptionsAsync(
        AccountProbe side,
        string engine,
        string version,
        string? instanceClass,
        CancellationToken ct
    ) =>
        side.AskAsync(
            "rds:DescribeOrderableDBInstanceOptions",
            "*",
            Severity.Warning,
            async () =>
            {
                var found = new List<OrderableDBInstanceOption>();
                var request = new DescribeOrderableDBInstanceOptionsRequest
                {
                    Engine = engine,
                    EngineVersion = version,
                    DBInstanceClass = instanceClass,
                };
                await foreach (
                    var option in side
                        .Clients.Reading.Paginators.DescribeOrderableDBInstanceOptions(request)
                        .OrderableDBInstanceOptions.WithCancellation(ct)
                )
                    found.Add(option);
                return (List<OrderableDBInstanceOption>?)found;
            }
        );

    private static async Task<(bool Known, SubnetGroupFact? Group)> SubnetGroupAsync(AccountProbe side, string name, CancellationToken ct)
    {
        var missing = false;
        var group = await side.AskAsync(
            "rds:DescribeDBSubnetGroups",
            name,
            Severity.Warning,
            async () =>
            {
                try
                {
                    var request = new DescribeDBSubnetGroupsRequest { DBSubnetGroupName = name };
                    return (await side.Clients.Reading.DescribeDBSubnetGroupsAsync(request, ct)).DBSubnetGroups?.FirstOrDefault();
                }
                catch (DBSubnetGroupNotFoundException)
                {
                    missing = true;
                    return null;
                }
            }
        );
        return (
            missing || group is not null,
            group is null
                ? null
                : new SubnetGroupFact(
                    group.DBSubnetGroupName,
                    group.VpcId,
                    [
                        .. (group.Subnets ?? [])
                            .Select(subnet => subnet.SubnetAvailabilityZone?.Name)
                            .OfType<string>()
                            .Distinct(StringComparer.Ordinal)
                            .Order(StringComparer.Ordinal),
                    ]
                )
        );
    }

    private static Task<List<SecurityGroupFact>?> SecurityGroupsAsync(AccountProbe side, IReadOnlyList<string> ids, CancellationToken ct) =>
        side.AskAsync(
            "ec2:DescribeSecurityGroups",
            string.Join(", ", ids),
            Severity.Warning,
            async () =>
            {
                // By filter, so that one missing group does not hide the others.
                var request = new DescribeSecurityGroupsRequest { Filters = [new Filter("group-id", [.. ids])] };
                var found = await side.Clients.Ec2.DescribeSecurityGroupsAsync(request, ct);
                return (List<SecurityGroupFact>?)
                    [.. (found.SecurityGroups ?? []).Select(group => new SecurityGroupFact(group.GroupId, group.VpcId))];
            }
        );

    private static async Task<(bool Known, ParameterGroupFact? Group)> ParameterGroupAsync(
        AccountProbe side,
        string name,
        CancellationToken ct
    )
    {
        var missing = false;
        var group = await side.AskAsync(
            "rds:DescribeDBClusterParameterGroups",
            name,
            Severity.Warning,
            async () =>
            {
                try
                {
                    var request = new DescribeDBClusterParameterGroupsRequest { DBClusterParameterGroupName = name };
                    return (
                        await side.Clients.Reading.DescribeDBClusterParameterGroupsAsync(request, ct)
                    ).DBClusterParameterGroups?.FirstOrDefault();
                }
                catch (Amazon.RDS.AmazonRDSException e)
                    when (e.ErrorCode is "DBClusterParameterGroupNotFound" or "DBParameterGroupNotFound")
                {
                    // AWS has been seen to answer with either code.
                    missing = true;
                    return null;
                }
            }
        );
        return (
            missing || group is not null,
            group is null ? null : new ParameterGroupFact(group.DBClusterParameterGroupName, group.DBParameterGroupFamily)
        );
    }
}
