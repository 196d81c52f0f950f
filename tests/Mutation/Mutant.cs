namespace SnapshotShare.Mutation;

/// <summary>One small mistake that can be switched on in the build that holds them all.</summary>
/// <param name="Number">Its switch, counted from 1 over every file.</param>
/// <param name="File">Path from the root of the tree, with slashes.</param>
/// <param name="Member">The member it stands in, such as <c>KeyChecks.Usable</c>.</param>
/// <param name="Line">Line in the sound file, counted from 1.</param>
/// <param name="Mistake">The mistake that is made, such as <c>drop the left side</c>.</param>
/// <param name="Code">The sound code, on one line.</param>
/// <param name="Occurrence">Counts the same mistake on the same code in the same member, from 1.</param>
internal sealed record Mutant(int Number, string File, string Member, int Line, string Mistake, string Code, int Occurrence)
{
    /// <summary>The name by which verdicts are kept: it stays when other lines of the file change.</summary>
    public string Name => $"{File} {Member}: {Mistake}: {Code}" + (Occurrence > 1 ? $" #{Occurrence}" : "");
}
