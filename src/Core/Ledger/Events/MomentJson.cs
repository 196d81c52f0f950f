using System.Text.Json;
using System.Text.Json.Serialization;
using SnapshotShare.Core.Persistence;

namespace SnapshotShare.Core.Ledger.Events;

/// <summary>Moments as the ledger writes them, see <see cref="Clock.Timestamp"/>.</summary>
internal sealed class MomentJson : JsonConverter<DateTime>
{
    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTime();

    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Clock.Timestamp(value));
}

/// <summary>Moments as rows have them, without zeros at the end.</summary>
internal sealed class ShortMomentJson : JsonConverter<DateTime>
{
    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTime();

    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
