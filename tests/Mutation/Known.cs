using System.Globalization;

namespace SnapshotShare.Mutation;

/// <summary>A file of rules whose mutants were all judged.</summary>
/// <param name="Hash">Of its content then.</param>
internal sealed record JudgedFile(string File, string Hash, int Mutants, int Killed);

/// <summary>Files that are judged, and the mutants that are known to survive, one a line, in files that stand beside the program.</summary>
internal sealed class Known(string folder)
{
    private readonly Dictionary<string, string> _equivalent = Lines(Path.Combine(folder, "equivalents.tsv"))
        .Select(line => line.Split('\t', 2))
        .Where(parts => parts.Length == 2)
        .ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);

    private readonly HashSet<string> _survivors = Lines(Path.Combine(folder, "survivors.txt")).ToHashSet(StringComparer.Ordinal);

    private readonly Dictionary<string, JudgedFile> _judged = Lines(Path.Combine(folder, "judged.tsv"))
        .Select(line => line.Split('\t'))
        .Select(parts => new JudgedFile(parts[0], parts[1], Number(parts[2]), Number(parts[3])))
        .ToDictionary(judged => judged.File, StringComparer.Ordinal);

    /// <summary>Null where the file was never judged, or has changed since.</summary>
    public JudgedFile? Judged(string file, string hash) => _judged.TryGetValue(file, out var known) && known.Hash == hash ? known : null;

    /// <summary>Somebody read it and found that it changes nothing that can be seen; the reason stands behind it.</summary>
    public bool IsEquivalent(Mutant mutant) => _equivalent.ContainsKey(mutant.Name);

    /// <summary>Mutants of a file that survived when it was last judged, without those that were found equivalent since.</summary>
    public IEnumerable<string> SurvivorsOf(string file) =>
        _survivors.Where(name => name.StartsWith(file + " ", StringComparison.Ordinal) && !_equivalent.ContainsKey(name));

    /// <summary>It survived when its file was last judged, and waits for a test.</summary>
    public bool IsSurvivor(Mutant mutant) => _survivors.Contains(mutant.Name);

    /// <summary>Keeps who survives now, of the files that were judged; of others nothing is known.</summary>
    /// <param name="there">All files of rules; what is not among them any more is forgotten.</param>
    public void Keep(IReadOnlyCollection<JudgedFile> judged, IEnumerable<Mutant> survivors, IReadOnlySet<string> there)
    {
        var files = judged.Select(one => one.File).ToHashSet(StringComparer.Ordinal);
        foreach (var one in judged)
            _judged[one.File] = one;
        File.WriteAllLines(
            Path.Combine(folder, "judged.tsv"),
            [
                "# Files of rules whose mutants were all judged (tests/mutation.sh --keep): file, hash of its content, mutants, killed.",
                .. _judged
                    .Values.Where(one => there.Contains(one.File))
                    .OrderBy(one => one.File, StringComparer.Ordinal)
                    .Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.File}\t{one.Hash}\t{one.Mutants}\t{one.Killed}")),
            ]
        );
        var names = _survivors
            .Where(name => name.Split(' ')[0] is var file && there.Contains(file) && !files.Contains(file))
            .Concat(survivors.Select(mutant => mutant.Name));
        File.WriteAllLines(
            Path.Combine(folder, "survivors.txt"),
            [
                "# Mutants that survived when they were last judged (tests/mutation.sh --keep). Each waits for a test, or for a reason in equivalents.tsv.",
                .. names.Order(StringComparer.Ordinal),
            ]
        );
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static IEnumerable<string> Lines(string file) =>
        File.Exists(file) ? File.ReadLines(file).Where(line => line.Length > 0 && !line.StartsWith('#')) : [];
}
