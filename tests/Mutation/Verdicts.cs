namespace SnapshotShare.Mutation;

internal enum Verdict
{
    Killed,
    Survived,

    /// <summary>No test passes its code.</summary>
    Unmet,
}

/// <summary>The verdict on every mutant, line by line in a file, so that a run that was cut off goes on where it was.</summary>
internal sealed class Verdicts(string file)
{
    private readonly Dictionary<string, (Verdict Verdict, string By)> _known = Read(file);
    private readonly Lock _lock = new();

    public (Verdict Verdict, string By)? Of(Mutant mutant) => _known.TryGetValue(mutant.Name, out var known) ? known : null;

    public void Add(Mutant mutant, Verdict verdict, string by)
    {
        lock (_lock)
        {
            _known[mutant.Name] = (verdict, by);
            File.AppendAllText(file, $"{verdict}\t{by}\t{mutant.Name}\n");
        }
    }

    private static Dictionary<string, (Verdict Verdict, string By)> Read(string file)
    {
        var known = new Dictionary<string, (Verdict Verdict, string By)>(StringComparer.Ordinal);
        if (File.Exists(file))
            foreach (var parts in File.ReadLines(file).Select(line => line.Split('\t', 3)).Where(parts => parts.Length == 3))
                known[parts[2]] = (Enum.Parse<Verdict>(parts[0]), parts[1]);
        return known;
    }
}
