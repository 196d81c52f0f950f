namespace Amazon.RDS.Model;

public class ProcessorFeature
{
    public string Name { get; set; }
    public string Value { get; set; }
}

public class AvailableProcessorFeature
{
    public string Name { get; set; }
    public string DefaultValue { get; set; }
    public string AllowedValues { get; set; }
}
