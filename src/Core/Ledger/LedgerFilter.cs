using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Persistence;

namespace SnapshotShare.Core.Ledger;

/// <summary>Which entries somebody wants to see; null means all. Account, cluster and snapshot are those of the request an entry is about.</summary>
/// <param name="Person">Actor ID, or where nobody has that the name as it was, whole.</param>
/// <param name="Kind">One of <see cref="Events.LedgerKind"/>, or its part before the dot.</param>
/// <param name="Until">Exclusive.</param>
public sealed record LedgerFilter(
    string? Subject = null,
    string? Account = null,
    string? Cluster = null,
    string? Snapshot = null,
    string? Person = null,
    string? Kind = null,
    DateTime? From = null,
    DateTime? Until = null
)
{
    public bool IsEverything => this == new LedgerFilter();

    /// <summary>The entries, in no order yet.</summary>
    public async Task<IQueryable<LedgerEntry>> OfAsync(Db db, CancellationToken ct)
    {
        var entries = db.Ledger.AsNoTracking();
        if (Subject is not null)
            entries = entries.Where(entry => entry.Subject == Subject);
        if (await RequestsAsync(db, ct) is { } subjects)
            entries = entries.Where(entry => subjects.Contains(entry.Subject));
        if (Person is not null)
            // One of the two and not "or": only then does an index bring the page in order, however many entries the person has.
            entries = await db.Ledger.AnyAsync(entry => entry.ActorId == Person, ct)
                ? entries.Where(entry => entry.ActorId == Person)
                : entries.Where(entry => entry.ActorName == Person);
        if (Kind is not null)
        {
            var family = Kind + ".";
            entries = Kind.Contains('.', StringComparison.Ordinal)
                ? entries.Where(entry => entry.Kind == Kind)
                : entries.Where(entry => entry.Kind.StartsWith(family));
        }
        if (From is { } from)
            entries = entries.Where(entry => entry.At >= from);
        if (Until is { } until)
            entries = entries.Where(entry => entry.At < until);
        return entries;
    }

    /// <summary>The requests that travel through the account, cluster and snapshot meant; null when none is.</summary>
    private async Task<List<string>?> RequestsAsync(Db db, CancellationToken ct)
    {
        if (Account is null && Cluster is null && Snapshot is null)
            return null;
        return await db
            .Database.SqlQuery<string>(
                $"""
                SELECT Id AS Value FROM Requests
                WHERE ({Account} IS NULL OR {Account} IN (json_extract(Plan, '$.from.account'), json_extract(Plan, '$.from.accountId'),
                        json_extract(Plan, '$.to.account'), json_extract(Plan, '$.to.accountId')))
                  AND ({Cluster} IS NULL OR {Cluster} IN (SourceCluster, json_extract(Plan, '$.targetCluster')))
                  AND ({Snapshot} IS NULL OR {Snapshot} IN (json_extract(Plan, '$.source.identifier'), json_extract(Plan, '$.source.arn'),
                        json_extract(Plan, '$.sharingSnapshot'), json_extract(Plan, '$.sharingSnapshotArn'), json_extract(Plan, '$.targetSnapshot')))
                """
            )
            .ToListAsync(ct);
    }
}
