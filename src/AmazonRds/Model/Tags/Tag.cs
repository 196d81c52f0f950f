using Amazon.RDS.Model.Internal.MarshallTransformations;

namespace Amazon.RDS.Model;

public class Tag
{
    public string Key { get; set; }
    public string Value { get; set; }
}

public class TagSpecification
{
    public string ResourceType { get; set; }

    [ListItem("Tag")]
    public List<Tag> Tags { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
}
