using Amazon.RDS.Model.Internal.MarshallTransformations;

namespace Amazon.RDS.Model;

public class Filter
{
    public string Name { get; set; }

    [ListItem("Value")]
    public List<string> Values { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
}
