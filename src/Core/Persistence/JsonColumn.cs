using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace SnapshotShare.Core.Persistence;

/// <summary>A value that stands as JSON in one column.</summary>
internal static class JsonColumn
{
    public static void IsJson<T>(this PropertyBuilder<T> property) =>
        property.HasConversion(
            new ValueConverter<T, string>(value => StoredJson.Write(value), text => StoredJson.Read<T>(text)),
            new ValueComparer<T>(
                (left, right) => ReferenceEquals(left, right) || StoredJson.Write(left) == StoredJson.Write(right),
                value => StoredJson.Write(value).GetHashCode(StringComparison.Ordinal),
                value => value
            )
        );
}
