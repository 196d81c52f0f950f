using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace SnapshotShare.Core.Persistence;

/// <summary>
/// A value that stands as JSON in one column. Such a value is never changed in place but replaced, so it is compared by reference, and
/// those who read the same text share what it was read into.
/// </summary>
internal static class JsonColumn
{
    public static void IsJson<T>(this PropertyBuilder<T> property) =>
        property.HasConversion(
            new ValueConverter<T, string>(value => StoredJson.Write(value), text => ReadTexts<T>.Read(text)),
            new ValueComparer<T>(
                (left, right) => ReferenceEquals(left, right),
                value => value == null ? 0 : RuntimeHelpers.GetHashCode(value),
                value => value
            )
        );

    /// <summary>Rows are read far more often than they change, and reading their JSON was a fourteenth of the engine's work.</summary>
    private static class ReadTexts<T>
    {
        private const int Kept = 512;
        private static readonly ConcurrentDictionary<string, T> Known = new(StringComparer.Ordinal);

        public static T Read(string text)
        {
            if (Known.Count >= Kept)
                Known.Clear();
            return Known.GetOrAdd(text, StoredJson.Read<T>);
        }
    }
}
