namespace Amazon.RDS.Model;

public class DBClusterOptionGroupStatus
{
    public string DBClusterOptionGroupName { get; set; }
    public string Status { get; set; }
}

public class DBClusterStatusInfo
{
    public string StatusType { get; set; }
    public bool? Normal { get; set; }
    public string Status { get; set; }
    public string Message { get; set; }
}

public class DBClusterMember
{
    public string DBInstanceIdentifier { get; set; }
    public bool? IsClusterWriter { get; set; }
    public string DBClusterParameterGroupStatus { get; set; }
    public int? PromotionTier { get; set; }
}

public class DBClusterRole
{
    public string RoleArn { get; set; }
    public string Status { get; set; }
    public string FeatureName { get; set; }
}
