using Hangfire;

namespace SnapshotShare.Jobs;

/// <summary>
/// The one place that chooses where Hangfire keeps its records. They may be lost at any time: a request's row says when it is due, so a
/// lost record costs a second and never a request.
/// </summary>
public abstract class JobStorageChoice
{
    /// <summary>The embedded default: a SQLite file that holds nothing else.</summary>
    public static JobStorageChoice SqliteFile(string path) => new SqliteJobFile(path);

    /// <summary>Opens the records, or makes them anew where they cannot be used, and tells in <paramref name="madeAnew"/> for which reason.</summary>
    public abstract JobStorage Open(out string? madeAnew);

    /// <summary>Finds the reason why the opened records cannot be used any more; null while they can. Asked several times a second.</summary>
    public virtual string? FindTrouble() => null;
}
