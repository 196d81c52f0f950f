using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace SnapshotShare.Mutation;

internal enum Verdict
{
    Killed,
    Survived,

    /// <summary>No test passes its code.</summary>
    Unmet,
}

/// <summary>
/// The verdict on every mutant, line by line in a file, so that a run that was cut off goes on where it was. A verdict stands as long as the mutant's file
/// stays as it is: tests are taken away seldom, and <c>--again</c> asks for all anew.
/// </summary>
internal sealed class Verdicts(string file, string root)
{
    private readonly Dictionary<string, (Verdict Verdict, string By)> _known = Read(file);
    private readonly ConcurrentDictionary<string, string> _hashes = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    public (Verdict Verdict, string By)? Of(Mutant mutant)
    {
        lock (_lock)
            return _known.TryGetValue(Key(mutant), out var known) ? known : null;
    }

    public void Add(Mutant mutant, Verdict verdict, string by)
    {
        lock (_lock)
        {
            _known[Key(mutant)] = (verdict, by);
            File.AppendAllText(file, $"{verdict}\t{by}\t{Key(mutant)}\n");
        }
    }

    /// <summary>Tells one content of a file from another.</summary>
    public string HashOf(string source) =>
        _hashes.GetOrAdd(source, path => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(root, path))))[..12]);

    private string Key(Mutant mutant) => $"{HashOf(mutant.File)}\t{mutant.Name}";

    private static Dictionary<string, (Verdict Verdict, string By)> Read(string file)
    {
        var known = new Dictionary<string, (Verdict Verdict, string By)>(StringComparer.Ordinal);
        if (File.Exists(file))
            foreach (var parts in File.ReadLines(file).Select(line => line.Split('\t', 3)).Where(parts => parts.Length == 3))
                known[parts[2]] = (Enum.Parse<Verdict>(parts[0]), parts[1]);
        return known;
    }
}
