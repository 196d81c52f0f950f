namespace SnapshotShare.Mutation;

/// <summary>The mutants that are known to survive, one a line, in files that stand beside the program.</summary>
internal sealed class Known(string folder)
{
    private readonly Dictionary<string, string> _equivalent = Lines(Path.Combine(folder, "equivalents.tsv"))
        .Select(line => line.Split('\t', 2))
        .Where(parts => parts.Length == 2)
        .ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);

    private readonly HashSet<string> _survivors = Lines(Path.Combine(folder, "survivors.txt")).ToHashSet(StringComparer.Ordinal);

    /// <summary>Somebody read it and found that it changes nothing that can be seen; the reason stands behind it.</summary>
    public bool IsEquivalent(Mutant mutant) => _equivalent.ContainsKey(mutant.Name);

    /// <summary>It survived the last time that everything was judged, and waits for a test.</summary>
    public bool IsSurvivor(Mutant mutant) => _survivors.Contains(mutant.Name);

    /// <summary>Keeps who survives now, of the files that were judged; of others nothing is known.</summary>
    public void Keep(IEnumerable<string> judged, IEnumerable<Mutant> survivors)
    {
        var files = judged.ToHashSet(StringComparer.Ordinal);
        var names = _survivors.Where(name => !files.Contains(name.Split(' ')[0])).Concat(survivors.Select(mutant => mutant.Name));
        File.WriteAllLines(
            Path.Combine(folder, "survivors.txt"),
            [
                "# Mutants that survived when they were last judged (tests/mutation.sh --keep). Each waits for a test, or for a reason in equivalents.tsv.",
                .. names.Order(StringComparer.Ordinal),
            ]
        );
    }

    private static IEnumerable<string> Lines(string file) =>
        File.Exists(file) ? File.ReadLines(file).Where(line => line.Length > 0 && !line.StartsWith('#')) : [];
}
