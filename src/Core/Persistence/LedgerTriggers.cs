namespace SnapshotShare.Core.Persistence;

/// <summary>The database itself refuses to change or delete a ledger entry, whoever asks.</summary>
public static class LedgerTriggers
{
    public static readonly IReadOnlyList<string> Names = ["Ledger_refuses_update", "Ledger_refuses_delete", "Ledger_refuses_gap"];

    public const string Create = """
        CREATE TRIGGER Ledger_refuses_update BEFORE UPDATE ON Ledger
        BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
        CREATE TRIGGER Ledger_refuses_delete BEFORE DELETE ON Ledger
        BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
        CREATE TRIGGER Ledger_refuses_gap BEFORE INSERT ON Ledger
        WHEN NEW.Sequence <> (SELECT COALESCE(MAX(Sequence), 0) + 1 FROM Ledger)
        BEGIN SELECT RAISE(ABORT, 'the ledger has no gaps'); END;
        """;
}
