using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Audit;
using SnapshotShare.Core.Data;
using SnapshotShare.Core.People;
using SnapshotShare.Core.Pipeline;
using SnapshotShare.Web.Api.Shapes;
using SnapshotShare.Web.SignIn;

namespace SnapshotShare.Web.Api;

/// <summary>The ledger from its first line on, a page at a time.</summary>
public static class LedgerApi
{
    private const int LongestPage = 1000;

    public static void MapLedger(this RouteGroupBuilder api) =>
        api.MapGet("/ledger", PageAsync)
            .WithSummary("Ledger entries after a sequence number, oldest first; subject= narrows to one request");

    private static async Task<Results<Ok<LedgerPageShape>, ProblemHttpResult>> PageAsync(
        ClaimsPrincipal user,
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
        var others = await OthersRequestsAsync(user.ToActor(), entries, db, ct);
        return TypedResults.Ok(
            new LedgerPageShape(
                [.. entries.Select(entry => LedgerEntryShape.Of(entry, Connects(entry) && others.Contains(entry.Subject)))],
                next
            )
        );
    }

    /// <summary>Of the requests these entries are about, those whose connection data this person may not see.</summary>
    private static async Task<HashSet<string>> OthersRequestsAsync(
        Actor actor,
        IReadOnlyList<AuditEntry> entries,
        SnapshotShareDb db,
        CancellationToken ct
    )
    {
        var subjects = entries.Where(Connects).Select(entry => entry.Subject).Distinct().ToList();
        var owners = await db
            .Requests.AsNoTracking()
            .Where(request => subjects.Contains(request.Id))
            .Select(request => new { request.Id, request.RequesterId })
            .ToListAsync(ct);
        return [.. owners.Where(owner => !ConnectionData.MayBeSeenBy(actor, owner.RequesterId)).Select(owner => owner.Id)];
    }

    private static bool Connects(AuditEntry entry) =>
        entry.Kind == AuditKind.StepDone
        && JsonElement.Parse(entry.Details).TryGetProperty("step", out var step)
        && Enum.TryParse<StepName>(step.GetString(), out var name)
        && ConnectionData.IsLearntBy(name);
}
