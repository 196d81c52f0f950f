using System.Runtime.InteropServices;
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

internal static partial class Spoiling
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
                Directory.CreateDirectory(Beside(file));
                PutInPlace(file);
                File.Delete(Beside(file));
                break;
            case Spoiled.AnotherDatabase:
                using (var other = new SQLiteConnection(Beside(file)))
                    other.Execute("CREATE TABLE Job (Whatever INTEGER)");
                PutInPlace(file);
                File.Delete(Beside(file));
                break;
            case Spoiled.ItsLogADirectory:
                File.Delete($"{file}-wal");
                Directory.CreateDirectory($"{file}-wal");
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(how), how, message: null);
        }
    }

    private static string Beside(string file) => $"{file}.beside";

    /// <summary>
    /// In one step. With a moment between them, a server that looks just then makes a file of its own, and two things have gone wrong
    /// instead of one.
    /// </summary>
    private static void PutInPlace(string file)
    {
        const int CurrentFolder = -100;
        const uint Exchange = 2;
        if (renameat2(CurrentFolder, Beside(file), CurrentFolder, file, Exchange) != 0)
            throw new IOException($"{Beside(file)} and {file} could not change places: error {Marshal.GetLastPInvokeError()}.");
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int renameat2(int oldFolder, string oldPath, int newFolder, string newPath, uint flags);

    /// <summary>In place, as somebody else's process would: the file stays the one that is open.</summary>
    private static void Write(string file, long length, byte[] bytes)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        stream.SetLength(length);
        stream.Write(bytes);
    }
}
