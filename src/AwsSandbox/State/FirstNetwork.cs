using SnapshotShare.AwsSandbox.Rds;

namespace SnapshotShare.AwsSandbox.State;

/// <summary>VPCs, subnet groups, security groups and parameter groups of the first state.</summary>
internal static class FirstNetwork
{
    public const string ProdGroup = "prod-db-subnets";
    public const string DevGroup = "dev-db-subnets";
    public const string ProdSecurity = "sg-0a11b22c33d44e55f";
    public const string DevSecurity = "sg-0d3adb33f01230de1";
    private const string ProdVpc = "vpc-0aa1bb2cc3dd4ee50";
    private const string DevVpc = "vpc-0de5c0ffee1234567";
    private const string DevDefaultVpc = "vpc-0fedcba9876543210";

    private static readonly string[] Families = ["aurora-mysql8.0", "aurora-postgresql14", "aurora-postgresql15", "aurora-postgresql16"];

    public static void Fill(World world, Place prod, Place dev)
    {
        world.Vpcs.Put(new(prod.Account, prod.Region, ProdVpc, "10.10.0.0/16", false, "production"));
        world.Vpcs.Put(new(dev.Account, dev.Region, DevVpc, "10.20.0.0/16", false, "development"));
        world.Vpcs.Put(new(dev.Account, dev.Region, DevDefaultVpc, "172.31.0.0/16", true, "default"));

        SubnetGroup(world, prod, ProdGroup, "Production databases", ProdVpc, 3);
        SubnetGroup(world, dev, DevGroup, "Development databases", DevVpc, 3);
        SubnetGroup(world, dev, "dev-one-zone", "A single zone: too few for Aurora", DevVpc, 1);
        SubnetGroup(world, dev, "default", "default", DevDefaultVpc, 3);

        SecurityGroup(world, prod, ProdSecurity, "prod-db", "Production databases", ProdVpc, 3306);
        SecurityGroup(world, prod, "sg-0a11b22c33d44e550", "default", "default VPC security group", ProdVpc, null);
        SecurityGroup(world, dev, DevSecurity, "dev-db", "Development databases", DevVpc, 3306);
        SecurityGroup(world, dev, "sg-0d3adb33f01230de2", "dev-postgres", "Development PostgreSQL", DevVpc, 5432);
        SecurityGroup(world, dev, "sg-0d3adb33f01230de0", "default", "default VPC security group", DevVpc, null);
        SecurityGroup(world, dev, "sg-0fedcba9876543210", "default", "default VPC security group", DevDefaultVpc, null);

        foreach (var place in new[] { prod, dev })
        {
            foreach (var family in Families)
                world.ParameterGroups.Put(
                    new(place.Account, place.Region, "default." + family, family, $"Default cluster parameter group for {family}")
                );
        }
        world.ParameterGroups.Put(new(prod.Account, prod.Region, "prod-altplus-params", "aurora-mysql8.0", "utf8mb4, binlog on"));
        world.ParameterGroups.Put(new(dev.Account, dev.Region, "dev-altplus-params", "aurora-mysql8.0", "The same settings as production"));
        world.ParameterGroups.Put(new(dev.Account, dev.Region, "dev-postgres15-params", "aurora-postgresql15", "Logical replication off"));
    }

    private static void SubnetGroup(World world, Place place, string name, string description, string vpc, int zones)
    {
        var subnets = Zones.Of(place.Region).Take(zones).Select((zone, i) => new Subnet($"subnet-0{vpc[^10..]}{name.Length:00}{i}", zone));
        world.SubnetGroups.Put(new(place.Account, place.Region, name, description, vpc, [.. subnets]));
    }

    private static void SecurityGroup(World world, Place place, string id, string name, string description, string vpc, int? port) =>
        world.SecurityGroups.Put(new(place.Account, place.Region, id, name, description, vpc, port));
}
