using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Data;
using SnapshotShare.Web.Api.Shapes;

namespace SnapshotShare.Web.Api;

/// <summary>The ledger from its first line on, a page at a time.</summary>
public static class LedgerApi
{
    private const int LongestPage = 1000;

    public static void MapLedger(this RouteGroupBuilder api) =>
        api.MapGet("/ledger", PageAsync)
            .WithSummary("Ledger entries after a sequence number, oldest first; subject= narrows to one request");

    private static async Task<Results<Ok<LedgerPageShape>, ProblemHttpResult>> PageAsync(
        SnapshotShareDb db,
        CancellationToken ct,
        long after = 0,
        int limit = 200,
        string? subject = null
    )
    {
        if (limit is < 1 or > LongestPage)
            return Problems.Invalid("limit", $"limit must be between 1 and {LongestPage}.");
        var entries = await db
            .Ledger.AsNoTracking()
            .Where(entry => entry.Sequence > after && (subject == null || entry.Subject == subject))
            .OrderBy(entry => entry.Sequence)
            .Take(limit)
            .ToListAsync(ct);
        var next = entries.Count == limit ? entries[^1].Sequence : (long?)null;
        return TypedResults.Ok(new LedgerPageShape([.. entries.Select(LedgerEntryShape.Of)], next));
    }
}
