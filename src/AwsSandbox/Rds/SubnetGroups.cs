using SnapshotShare.AwsSandbox.Wire;

namespace SnapshotShare.AwsSandbox.Rds;

/// <summary>DescribeDBSubnetGroups.</summary>
internal static class SubnetGroups
{
    public static Outcome Describe(Call call)
    {
        var (_, badFilter) = Filters.Read(call.Form);
        if ((badFilter ?? Paging.Check(call.Form)) is { } refusal)
            return refusal;
        var rows = call.World.SubnetGroups.Range(call.Place.Prefix, Paging.After(call.Form));
        if (call.Form.Text("DBSubnetGroupName") is { } name)
        {
            if (call.World.SubnetGroups.Find(call.Place.Key(name)) is not { } one)
                return RdsFaults.SubnetGroupNotFound(name);
            rows = [one];
        }
        return new XmlResult(Paging.Page(call.Form, rows, g => g.Place.Key(g.Name), "DBSubnetGroups", "DBSubnetGroup", Write));
    }

    public static void Write(XmlText xml, SubnetGroup group) =>
        xml.Add("DBSubnetGroupName", group.Name)
            .Add("DBSubnetGroupDescription", group.Description)
            .Add("VpcId", group.VpcId)
            .Add("SubnetGroupStatus", "Complete")
            .List(
                "Subnets",
                "Subnet",
                group.Subnets,
                (x, subnet) =>
                    x.Add("SubnetIdentifier", subnet.Id)
                        .Nest("SubnetAvailabilityZone", zone => zone.Add("Name", subnet.Zone))
                        .Nest("SubnetOutpost", _ => { })
                        .Add("SubnetStatus", "Active")
            )
            .Add("DBSubnetGroupArn", group.Arn)
            .List("SupportedNetworkTypes", "member", ["IPV4"]);
}
