using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace SnapshotShare.AwsSandbox.State;

/// <summary>
/// The tables on disk: one line of JSON per answered request, written and flushed to the disk before the answer goes out.
/// A line that a kill cut short was never answered, so it is dropped.
/// </summary>
internal sealed class Journal : IDisposable
{
    public static readonly JsonSerializerOptions Json = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    private const long SmallEnough = 4 * 1024 * 1024;
    private readonly string path;
    private readonly IReadOnlyList<Table> tables;
    private readonly FileStream lockFile;
    private FileStream file;
    private long compactAt;

    private Journal(string path, FileStream lockFile, IReadOnlyList<Table> tables)
    {
        this.lockFile = lockFile;
        this.path = path;
        file = OpenFile(path);
        this.tables = tables;
    }

    /// <summary>Reads the journal of a folder into the tables. Only one process may have it open.</summary>
    public static Journal Open(string folder, IReadOnlyList<Table> tables)
    {
        Directory.CreateDirectory(folder);
        var name = Path.Combine(folder, "sandbox.journal");
        var journal = new Journal(name, Lock(folder), tables);
        journal.Replay();
        journal.CompactWhenLarge();
        return journal;
    }

    /// <summary>Writes what changed. Durable: the disk has it when this returns.</summary>
    public void Write(bool durable)
    {
        var line = Line(tables.Select(t => (t.Name, t.TakeChanges())));
        if (line is null)
            return;
        file.Write(line);
        file.Flush(durable);
        CompactWhenLarge();
    }

    public void Dispose()
    {
        file.Dispose();
        lockFile.Dispose();
    }

    // The operating system lets go of it when the process ends, however it ends.
    private static FileStream Lock(string folder)
    {
        try
        {
            return new(Path.Combine(folder, "sandbox.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new IOException($"The folder {folder} is in use by another sandbox.", e);
        }
    }

    private static FileStream OpenFile(string path) =>
        new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite, 64 * 1024);

    private void Replay()
    {
        using var reader = new BinaryReader(file, Encoding.UTF8, leaveOpen: true);
        var bytes = reader.ReadBytes(checked((int)file.Length));
        var start = 0;
        for (var end = Array.IndexOf(bytes, (byte)'\n'); end >= 0; end = Array.IndexOf(bytes, (byte)'\n', start))
        {
            Apply(bytes.AsSpan(start, end - start));
            start = end + 1;
        }
        file.SetLength(start);
        file.Position = start;
    }

    private void Apply(ReadOnlySpan<byte> line)
    {
        foreach (var (table, rows) in JsonNode.Parse(line)!.AsObject())
        {
            var target = tables.FirstOrDefault(t => t.Name == table);
            foreach (var (key, row) in rows!.AsObject())
                target?.Load(key, row);
        }
    }

    private static byte[]? Line(IEnumerable<(string Name, IEnumerable<KeyValuePair<string, JsonNode?>> Rows)> contents)
    {
        var line = new JsonObject();
        foreach (var (name, rows) in contents)
        {
            var changes = new JsonObject(rows);
            if (changes.Count > 0)
                line[name] = changes;
        }
        return line.Count == 0 ? null : Encoding.UTF8.GetBytes(line.ToJsonString() + "\n");
    }

    // The new file is complete on the disk before it takes the old one's name.
    private void CompactWhenLarge()
    {
        if (file.Length < Math.Max(SmallEnough, compactAt))
            return;
        var fresh = path + ".new";
        using (var next = new FileStream(fresh, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            next.Write(Line(tables.Select(t => (t.Name, t.Everything()))) ?? []);
            next.Flush(flushToDisk: true);
            compactAt = next.Length * 2;
        }
        file.Dispose();
        File.Move(fresh, path, overwrite: true);
        file = OpenFile(path);
        file.Seek(0, SeekOrigin.End);
    }
}
