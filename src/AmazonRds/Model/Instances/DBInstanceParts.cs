namespace Amazon.RDS.Model;

public class CertificateDetails
{
    public string CAIdentifier { get; set; }
    public DateTime? ValidTill { get; set; }
}

public class Endpoint
{
    public string Address { get; set; }
    public int? Port { get; set; }
    public string HostedZoneId { get; set; }
}

public class DBSecurityGroupMembership
{
    public string DBSecurityGroupName { get; set; }
    public string Status { get; set; }
}

public class DBParameterGroupStatus
{
    public string DBParameterGroupName { get; set; }
    public string ParameterApplyStatus { get; set; }
}

public class OptionGroupMembership
{
    public string OptionGroupName { get; set; }
    public string Status { get; set; }
}

public class DBInstanceStatusInfo
{
    public string StatusType { get; set; }
    public bool? Normal { get; set; }
    public string Status { get; set; }
    public string Message { get; set; }
}

public class DBInstanceRole
{
    public string RoleArn { get; set; }
    public string FeatureName { get; set; }
    public string Status { get; set; }
}

public class DBInstanceAutomatedBackupsReplication
{
    public string DBInstanceAutomatedBackupsArn { get; set; }
}
