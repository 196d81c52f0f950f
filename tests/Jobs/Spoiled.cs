using SQLite;

namespace SnapshotShare.Jobs.Tests;

/// <summary>The ways in which a file is spoiled.</summary>
public enum Spoiled
{
    Deleted,
    Emptied,
    Zeroed,
    Halved,
    Overwritten,
    ADirectory,
    AnotherDatabase,
    ItsLogADirectory,
}

internal static class Spoiling
{
    public static void Apply(this Spoiled how, string file)
    {
        switch (how)
        {
            case Spoiled.Deleted:
                File.Delete(file);
                break;
            case Spoiled.Emptied:
                Write(file, 0, []);
                break;
            case Spoiled.Zeroed:
                Write(file, new FileInfo(file).Length, new byte[new FileInfo(file).Length]);
                break;
            case Spoiled.Halved:
                Write(file, new FileInfo(file).Length / 2, []);
                break;
            case Spoiled.Overwritten:
                Write(file, new FileInfo(file).Length, [.. Enumerable.Range(0, 5000).Select(i => (byte)(i * 7))]);
                break;
            case Spoiled.ADirectory:
                File.Delete(file);
                Directory.CreateDirectory(file);
                break;
            case Spoiled.AnotherDatabase:
                File.Delete(file);
                using (var other = new SQLiteConnection(file))
                    other.Execute("CREATE TABLE Job (Whatever INTEGER)");
                break;
            case Spoiled.ItsLogADirectory:
                File.Delete($"{file}-wal");
                Directory.CreateDirectory($"{file}-wal");
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(how), how, message: null);
        }
    }

    /// <summary>In place, as somebody else's process would: the file stays the one that is open.</summary>
    private static void Write(string file, long length, byte[] bytes)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        stream.SetLength(length);
        stream.Write(bytes);
    }
}
