using Microsoft.AspNetCore.Components;

namespace SnapshotShare.Web.Shared.Controls;

/// <param name="SortBy">The value rows are sorted by; null where sorting makes no sense.</param>
/// <param name="Under">The value that stands small in the same cells, to be sorted by as well.</param>
public sealed record Column<T>(
    string Key,
    string Title,
    RenderFragment<T> Cell,
    Func<T, IComparable?>? SortBy = null,
    string? Class = null,
    Column<T>.Second? Under = null
)
{
    public sealed record Second(string Key, string Title, Func<T, IComparable?> SortBy);

    /// <summary>Everything its head can be pressed for.</summary>
    public IEnumerable<Second> Orders => new[] { SortBy is { } by ? new Second(Key, Title, by) : null, Under }.OfType<Second>();
}

public readonly record struct Sorting(string Column, bool Descending)
{
    /// <summary>A press on a column's head: the same column turns round, another starts ascending.</summary>
    public Sorting Press(string column) => column == Column ? this with { Descending = !Descending } : new(column, Descending: false);

    /// <summary>As it stands in an address: the column, behind a minus where it is descending.</summary>
    public override string ToString() => Descending ? $"-{Column}" : Column;

    /// <returns>The address's word, or <paramref name="otherwise"/> where it says nothing.</returns>
    public static Sorting Of(string address, Sorting otherwise) =>
        address.Length == 0 ? otherwise : new(address.TrimStart('-'), address[0] == '-');
}

public static class Sorted
{
    /// <summary>Stable, nulls last whichever way it is turned.</summary>
    public static IReadOnlyList<T> By<T>(IEnumerable<T> rows, IReadOnlyList<Column<T>> columns, Sorting sorting)
    {
        if (columns.SelectMany(column => column.Orders).FirstOrDefault(order => order.Key == sorting.Column)?.SortBy is not { } key)
            return [.. rows];
        var keyed = rows.Select(row => (Row: row, Key: key(row))).ToList();
        var there = keyed.Where(pair => pair.Key is not null);
        var ordered = sorting.Descending ? there.OrderByDescending(pair => pair.Key, Order) : there.OrderBy(pair => pair.Key, Order);
        return [.. ordered.Select(pair => pair.Row), .. keyed.Where(pair => pair.Key is null).Select(pair => pair.Row)];
    }

    private static readonly Comparer<IComparable?> Order = Comparer<IComparable?>.Create(
        (a, b) => a is string x && b is string y ? string.CompareOrdinal(x, y) : Comparer<object>.Default.Compare(a, b)
    );
}
