using System.Text.Json;
using System.Text.Json.Serialization;

namespace SnapshotShare.Core.Persistence;

/// <summary>JSON as it stands in columns: enum names, not numbers, so that a row can be read by a person.</summary>
public static class StoredJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    public static T Read<T>(string text) => JsonSerializer.Deserialize<T>(text, Options)!;
}
