namespace Amazon.RDS.Model;

public class ScalingConfiguration
{
    public int? MinCapacity { get; set; }
    public int? MaxCapacity { get; set; }
    public bool? AutoPause { get; set; }
    public int? SecondsUntilAutoPause { get; set; }
    public string TimeoutAction { get; set; }
    public int? SecondsBeforeTimeout { get; set; }
}

public class ServerlessV2ScalingConfiguration
{
    public double? MinCapacity { get; set; }
    public double? MaxCapacity { get; set; }
    public int? SecondsUntilAutoPause { get; set; }
}

public class ScalingConfigurationInfo
{
    public int? MinCapacity { get; set; }
    public int? MaxCapacity { get; set; }
    public bool? AutoPause { get; set; }
    public int? SecondsUntilAutoPause { get; set; }
    public string TimeoutAction { get; set; }
    public int? SecondsBeforeTimeout { get; set; }
}

public class ServerlessV2ScalingConfigurationInfo
{
    public double? MinCapacity { get; set; }
    public double? MaxCapacity { get; set; }
    public int? SecondsUntilAutoPause { get; set; }
}

public class LimitlessDatabase
{
    public LimitlessDatabaseStatus Status { get; set; }
    public double? MinRequiredACU { get; set; }
}
