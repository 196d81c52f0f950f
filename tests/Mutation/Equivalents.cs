namespace SnapshotShare.Mutation;

/// <summary>Survivors that somebody read and found to change nothing that can be seen, each with the reason.</summary>
internal sealed class Equivalents(string file)
{
    /// <summary>Lines <c>name of the mutant⇥reason</c>; others are comments.</summary>
    private readonly Dictionary<string, string> _reasons = File.ReadLines(file)
        .Where(line => !line.StartsWith('#'))
        .Select(line => line.Split('\t', 2))
        .Where(parts => parts.Length == 2)
        .ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);

    public bool Has(Mutant mutant) => _reasons.ContainsKey(mutant.Name);
}
