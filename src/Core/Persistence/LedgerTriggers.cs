using Microsoft.EntityFrameworkCore;

namespace SnapshotShare.Core.Persistence;

/// <summary>The database itself refuses to change or delete a ledger entry, whoever asks.</summary>
public static class LedgerTriggers
{
    /// <summary>Each trigger as the database keeps it.</summary>
    public static readonly IReadOnlyDictionary<string, string> All = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Ledger_refuses_update"] = """
            CREATE TRIGGER Ledger_refuses_update BEFORE UPDATE ON Ledger
            BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END
            """,
        ["Ledger_refuses_delete"] = """
            CREATE TRIGGER Ledger_refuses_delete BEFORE DELETE ON Ledger
            BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END
            """,
        ["Ledger_refuses_gap"] = """
            CREATE TRIGGER Ledger_refuses_gap BEFORE INSERT ON Ledger
            WHEN NEW.Sequence <> (SELECT COALESCE(MAX(Sequence), 0) + 1 FROM Ledger)
            BEGIN SELECT RAISE(ABORT, 'the ledger has no gaps'); END
            """,
    };

    public static readonly string Create = string.Concat(All.Values.Select(trigger => trigger + ";\n"));

    /// <summary>Names of those that are gone, or that do something else by now.</summary>
    public static async Task<IReadOnlyList<string>> MissingAsync(Db db, CancellationToken ct)
    {
        var kept = await db
            .Database.SqlQueryRaw<string>("SELECT sql AS Value FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'Ledger'")
            .ToListAsync(ct);
        return [.. All.Where(trigger => !kept.Contains(trigger.Value, StringComparer.Ordinal)).Select(trigger => trigger.Key)];
    }
}
