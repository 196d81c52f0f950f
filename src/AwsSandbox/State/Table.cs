using System.Text.Json;
using System.Text.Json.Nodes;

namespace SnapshotShare.AwsSandbox.State;

/// <summary>The part of a table that the journal needs to know.</summary>
internal abstract class Table(string name)
{
    public string Name => name;

    public abstract IEnumerable<KeyValuePair<string, JsonNode?>> TakeChanges();

    public abstract IEnumerable<KeyValuePair<string, JsonNode?>> Everything();

    public abstract void Load(string key, JsonNode? row);

    public abstract void Clear();

    /// <summary>The row whose time comes next.</summary>
    public abstract (DateTimeOffset At, string Key)? NextDue { get; }
}

/// <summary>
/// Rows in order of their keys, so that a page starts where the last one ended however many came before it; and in order
/// of the moment at which time changes them.
/// </summary>
internal sealed class Table<T>(string name, Func<T, string> keyOf, Func<T, DateTimeOffset?>? dueOf = null) : Table(name)
    where T : class
{
    private readonly Dictionary<string, T> rows = new(StringComparer.Ordinal);
    private readonly List<string> keys = [];
    private readonly HashSet<string> changed = new(StringComparer.Ordinal);
    private readonly SortedSet<(DateTimeOffset At, string Key)> due = new(
        Comparer<(DateTimeOffset At, string Key)>.Create(
            (a, b) => a.At == b.At ? string.CompareOrdinal(a.Key, b.Key) : a.At.CompareTo(b.At)
        )
    );

    /// <summary>Told of every row that is put or goes: what it was, what it is.</summary>
    public Action<T?, T?>? Changed { get; set; }

    public int Count => rows.Count;

    public IEnumerable<T> All => keys.Select(key => rows[key]);

    public override (DateTimeOffset At, string Key)? NextDue => due.Count == 0 ? null : due.Min;

    public T? Find(string key) => rows.GetValueOrDefault(key);

    public void Put(T row)
    {
        var key = keyOf(row);
        Set(key, row);
        changed.Add(key);
    }

    public void Remove(T row)
    {
        var key = keyOf(row);
        Unset(key);
        changed.Add(key);
    }

    /// <summary>The rows whose keys begin with <paramref name="prefix"/>, after the key <paramref name="after"/>.</summary>
    public IEnumerable<T> Range(string prefix, string? after = null)
    {
        var start = Position(after ?? prefix);
        for (var i = start; i < keys.Count && keys[i].StartsWith(prefix, StringComparison.Ordinal); i++)
        {
            if (keys[i] != after)
                yield return rows[keys[i]];
        }
    }

    /// <summary>The rows that time is about to change.</summary>
    public IEnumerable<T> Moving() => due.Select(d => rows[d.Key]);

    public override IEnumerable<KeyValuePair<string, JsonNode?>> TakeChanges()
    {
        var taken = changed.Order(StringComparer.Ordinal).Select(key => KeyValuePair.Create(key, Written(Find(key)))).ToList();
        changed.Clear();
        return taken;
    }

    public override IEnumerable<KeyValuePair<string, JsonNode?>> Everything() =>
        keys.Select(key => KeyValuePair.Create(key, Written(rows[key])));

    public override void Load(string key, JsonNode? row)
    {
        if (row.Deserialize<T>(Journal.Json) is { } loaded)
            Set(key, loaded);
        else
            Unset(key);
    }

    public override void Clear()
    {
        foreach (var row in All.ToList())
            Remove(row);
    }

    private static JsonNode? Written(T? row) => row is null ? null : JsonSerializer.SerializeToNode(row, Journal.Json);

    private void Set(string key, T row)
    {
        if (rows.TryGetValue(key, out var old))
            Forget(key, old);
        else
            keys.Insert(Position(key), key);
        rows[key] = row;
        if (dueOf?.Invoke(row) is { } at)
            due.Add((at, key));
        Changed?.Invoke(old, row);
    }

    private void Unset(string key)
    {
        if (!rows.Remove(key, out var old))
            return;
        keys.RemoveAt(Position(key));
        Forget(key, old);
        Changed?.Invoke(old, null);
    }

    private void Forget(string key, T old)
    {
        if (dueOf?.Invoke(old) is { } at)
            due.Remove((at, key));
    }

    private int Position(string key)
    {
        var found = keys.BinarySearch(key, StringComparer.Ordinal);
        return found < 0 ? ~found : found;
    }
}
