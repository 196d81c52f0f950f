namespace Amazon.RDS.Model;

public class DBClusterParameterGroup
{
    public string DBClusterParameterGroupName { get; set; }
    public string DBParameterGroupFamily { get; set; }
    public string Description { get; set; }
    public string DBClusterParameterGroupArn { get; set; }
}
