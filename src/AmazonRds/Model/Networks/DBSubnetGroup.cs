namespace Amazon.RDS.Model;

public class DBSubnetGroup
{
    public string DBSubnetGroupName { get; set; }
    public string DBSubnetGroupDescription { get; set; }
    public string VpcId { get; set; }
    public string SubnetGroupStatus { get; set; }
    public List<Subnet> Subnets { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public string DBSubnetGroupArn { get; set; }
    public List<string> SupportedNetworkTypes { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
}

public class Subnet
{
    public string SubnetIdentifier { get; set; }
    public AvailabilityZone SubnetAvailabilityZone { get; set; }
    public Outpost SubnetOutpost { get; set; }
    public string SubnetStatus { get; set; }
}

public class AvailabilityZone
{
    public string Name { get; set; }
}

public class Outpost
{
    public string Arn { get; set; }
}
