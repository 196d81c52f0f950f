using System.Text;
using System.Text.Json;

namespace SnapshotShare.Core.Persistence;

/// <summary>The content of such a file.</summary>
/// <param name="Sequence">Grows with each writing; the higher of the two halves counts.</param>
internal abstract record AllocatedPage(long Sequence);

/// <summary>
/// A page of JSON in a file whose room was allocated beforehand, so that a full disk takes it too. Its two halves take turns, so that a crash in the
/// middle of one leaves the other.
/// </summary>
/// <param name="room">Bytes of one half, and the most that a page may take.</param>
internal sealed class AllocatedFile<T>(string path, int room)
    where T : AllocatedPage
{
    private long _sequence;

    public string Path => path;

    /// <summary>Allocates the file, unless it is there.</summary>
    /// <returns>The page that was written last; null when there is none that can be read.</returns>
    /// <exception cref="IOException"/>
    /// <exception cref="UnauthorizedAccessException"/>
    public T? Open()
    {
        if (!File.Exists(path))
        {
            OwnFolder.CreateFile(path);
        }
        Allocate();
        var last = Read();
        _sequence = last?.Sequence ?? 0;
        return last;
    }

    /// <summary>Also where somebody emptied it or cut it off.</summary>
    private void Allocate()
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.Read);
        if (file.Length >= 2 * room)
            return;
        file.Seek(0, SeekOrigin.End);
        file.Write(Encoding.ASCII.GetBytes(new string(' ', (int)(2 * room - file.Length))));
        file.Flush(flushToDisk: true);
    }

    /// <summary>The page that was written last, and nothing is made or changed for it; null when there is none that can be read.</summary>
    /// <exception cref="IOException"/>
    /// <exception cref="UnauthorizedAccessException"/>
    public T? Read() => File.Exists(path) ? Enumerable.Range(0, 2).Select(Half).OfType<T>().MaxBy(page => page.Sequence) : null;

    /// <exception cref="IOException"/>
    /// <exception cref="UnauthorizedAccessException"/>
    public void Write(Func<long, T> page)
    {
        _sequence++;
        var bytes = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(page(_sequence), StoredJson.Options));
        if (bytes.Length > room)
            throw new IOException($"{bytes.Length} bytes are more than the {room} that were allocated.");
        using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.Read);
        file.Seek(_sequence % 2 * room, SeekOrigin.Begin);
        file.Write(bytes);
        file.Write(Encoding.ASCII.GetBytes(new string(' ', room - bytes.Length)));
        file.Flush(flushToDisk: true);
    }

    private T? Half(int number)
    {
        var bytes = new byte[room];
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Seek(number * room, SeekOrigin.Begin);
        var length = file.ReadAtLeast(bytes, room, throwOnEndOfStream: false);
        try
        {
            return JsonSerializer.Deserialize<T>(Encoding.UTF8.GetString(bytes, 0, length), StoredJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
