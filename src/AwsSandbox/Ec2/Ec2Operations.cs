using SnapshotShare.AwsSandbox.Wire;

namespace SnapshotShare.AwsSandbox.Ec2;

/// <summary>EC2 as far as a database's network goes: DescribeVpcs and DescribeSecurityGroups.</summary>
internal static class Ec2Operations
{
    public static readonly IReadOnlyDictionary<string, Operation> All = new Operation[]
    {
        new("DescribeSecurityGroups", DescribeSecurityGroups),
        new("DescribeVpcs", DescribeVpcs),
    }.ToDictionary(o => o.Name, StringComparer.Ordinal);

    private static Outcome DescribeVpcs(Call call)
    {
        var ids = call.Form.Flat("VpcId");
        var rows = call.World.Vpcs.Range(call.Place.Prefix).ToList();
        if (ids.FirstOrDefault(id => !rows.Exists(v => v.Id == id)) is { } missing)
            return new Refusal(400, "InvalidVpcID.NotFound", $"The vpc ID '{missing}' does not exist");
        var (filters, refusal) = Ec2Filters.Read(call.Form, "vpc-id", "is-default", "isDefault", "cidr", "state", "owner-id", "tag:Name");
        if (refusal is not null)
            return refusal;
        var found = rows.Where(v =>
            (ids.Count == 0 || ids.Contains(v.Id))
            && filters.Match("vpc-id", v.Id)
            && filters.Match("is-default", v.IsDefault ? "true" : "false")
            && filters.Match("isDefault", v.IsDefault ? "true" : "false")
            && filters.Match("cidr", v.Cidr)
            && filters.Match("state", "available")
            && filters.Match("owner-id", v.Account)
            && filters.Match("tag:Name", v.Name)
        );
        return Ec2Paging.Page(
            call,
            found,
            "vpcSet",
            (xml, v) =>
                xml.Add("vpcId", v.Id)
                    .Add("ownerId", v.Account)
                    .Add("state", "available")
                    .Add("cidrBlock", v.Cidr)
                    .Add("dhcpOptionsId", "dopt-0a1b2c3d4e5f60718")
                    .Add("instanceTenancy", "default")
                    .Add("isDefault", v.IsDefault)
                    .List("tagSet", "item", [v.Name], (x, name) => x.Add("key", "Name").Add("value", name))
        );
    }

    private static Outcome DescribeSecurityGroups(Call call)
    {
        var ids = call.Form.Flat("GroupId");
        var names = call.Form.Flat("GroupName");
        if (ids.FirstOrDefault(id => !id.StartsWith("sg-", StringComparison.Ordinal)) is { } malformed)
            return new Refusal(400, "InvalidGroupId.Malformed", $"Invalid id: \"{malformed}\" (expecting \"sg-...\")");
        var rows = call.World.SecurityGroups.Range(call.Place.Prefix).ToList();
        if (ids.FirstOrDefault(id => !rows.Exists(g => g.Id == id)) is { } missing)
            return new Refusal(400, "InvalidGroup.NotFound", $"The security group '{missing}' does not exist");
        if (names.FirstOrDefault(name => !rows.Exists(g => g.Name == name)) is { } unknown)
            return new Refusal(400, "InvalidGroup.NotFound", $"The security group '{unknown}' does not exist");
        var (filters, refusal) = Ec2Filters.Read(call.Form, "vpc-id", "group-id", "group-name", "owner-id", "description");
        if (refusal is not null)
            return refusal;
        var found = rows.Where(g =>
            (ids.Count == 0 || ids.Contains(g.Id))
            && (names.Count == 0 || names.Contains(g.Name))
            && filters.Match("vpc-id", g.VpcId)
            && filters.Match("group-id", g.Id)
            && filters.Match("group-name", g.Name)
            && filters.Match("owner-id", g.Account)
            && filters.Match("description", g.Description)
        );
        return Ec2Paging.Page(call, found, "securityGroupInfo", Write);
    }

    private static void Write(XmlText xml, SecurityGroup g) =>
        xml.Add("ownerId", g.Account)
            .Add("groupId", g.Id)
            .Add("groupName", g.Name)
            .Add("groupDescription", g.Description)
            .Add("vpcId", g.VpcId)
            .List(
                "ipPermissions",
                "item",
                g.OpenPort is { } port ? [port] : Array.Empty<int>(),
                (x, p) =>
                    x.Add("ipProtocol", "tcp")
                        .Add("fromPort", p)
                        .Add("toPort", p)
                        .Nest("groups", _ => { })
                        .List("ipRanges", "item", ["10.20.0.0/16"], (r, cidr) => r.Add("cidrIp", cidr))
            )
            .List(
                "ipPermissionsEgress",
                "item",
                ["0.0.0.0/0"],
                (x, cidr) =>
                    x.Add("ipProtocol", "-1").Nest("groups", _ => { }).List("ipRanges", "item", [cidr], (r, c) => r.Add("cidrIp", c))
            )
            .Nest("tagSet", _ => { });
}
