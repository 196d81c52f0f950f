using System.Globalization;

namespace SnapshotShare.Simulation.Tests;

/// <summary>A run's story, line by line with its virtual time: two runs of one seed tell the same one, and a broken seed is read from it.</summary>
internal sealed class Trace(VirtualTime time)
{
    private readonly List<string> _lines = [];

    public IReadOnlyList<string> Lines => _lines;

    public void Note(string what) => _lines.Add(string.Create(CultureInfo.InvariantCulture, $"{time.Now:dd HH:mm:ss.fff} {what}"));
}
