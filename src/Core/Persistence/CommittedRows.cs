using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace SnapshotShare.Core.Persistence;

/// <summary>A row that somebody must know of though the database cannot be read a moment after it was written.</summary>
public interface IRemembered
{
    string Key { get; }

    /// <summary>Counted up by every change.</summary>
    int Version { get; }

    /// <summary>Nobody asks for it any more.</summary>
    bool IsOver { get; }
}

/// <summary>Keeps what this process committed last of each row that it must not forget: a deadline that was just set is known without being read again.</summary>
public sealed class CommittedRows
{
    private readonly ConcurrentDictionary<(Type Type, string Key), IRemembered> _rows = new();

    internal void Take(ChangeTracker changes)
    {
        foreach (var row in changes.Entries<IRemembered>().Select(entry => entry.Entity))
            if (row.IsOver)
                _rows.TryRemove((row.GetType(), row.Key), out _);
            else
                _rows[(row.GetType(), row.Key)] = row;
    }

    /// <summary>Null where this process wrote none, or it is over.</summary>
    public T? Of<T>(string key)
        where T : class, IRemembered => _rows.GetValueOrDefault((typeof(T), key)) as T;

    /// <summary>The rows as just read, and where a commit overtook the read, as that left them.</summary>
    public IEnumerable<T> Over<T>(IEnumerable<T> read)
        where T : class, IRemembered => read.Select(row => Of<T>(row.Key) is { } newer && newer.Version > row.Version ? newer : row);

    /// <summary>The rows as read before the database could not be read any more, and what was committed since.</summary>
    public IEnumerable<T> And<T>(IReadOnlyCollection<T> before)
        where T : class, IRemembered
    {
        var known = before.Select(row => row.Key).ToHashSet(StringComparer.Ordinal);
        return Over(before).Concat(_rows.Values.OfType<T>().Where(row => !known.Contains(row.Key)));
    }
}
