using System.Text.Json;
using System.Text.Json.Serialization;
using System.Xml;

namespace SnapshotShare.Web.Api;

/// <summary>Durations as ISO 8601 says them: <c>PT24H</c>, <c>P7D</c>. Months and years have no fixed length and are refused.</summary>
public sealed class IsoDuration : JsonConverter<TimeSpan>
{
    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.TokenType == JsonTokenType.String ? reader.GetString()! : "";
        try
        {
            if (!text.AsSpan()[..(text.IndexOf('T', StringComparison.Ordinal) is var t and >= 0 ? t : text.Length)].ContainsAny('Y', 'M'))
                return XmlConvert.ToTimeSpan(text);
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            // Said below.
        }
        throw new JsonException($"'{text}' is not an ISO 8601 duration in weeks, days, hours, minutes and seconds, such as PT24H or P7D.");
    }

    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) =>
        writer.WriteStringValue(XmlConvert.ToString(value));
}
