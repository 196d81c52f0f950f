using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Plans;

namespace SnapshotShare.Core.Requests;

/// <summary>One request as a line of a list.</summary>
/// <param name="Title">Its result, by the name people look for.</param>
/// <param name="TakesSource">The base snapshot is taken for it, and deleted with the rest.</param>
public sealed record RequestListItem(
    string Id,
    int Version,
    RequestStatus Status,
    bool NeedsHelp,
    DateTime CreatedAt,
    string RequesterName,
    string Route,
    string Title,
    string SourceCluster,
    string SourceIdentifier,
    string SourceArn,
    bool TakesSource,
    string SharingSnapshotArn,
    string TargetAccountId,
    string? TargetSnapshot,
    int StepsOver,
    int StepsAll
)
{
    public static RequestListItem Of(Request request) =>
        new(
            request.Id,
            request.Version,
            request.Status,
            request.NeedsHelp,
            request.CreatedAt,
            request.RequesterName,
            request.Plan.Route,
            request.Title,
            request.SourceCluster,
            request.Plan.Source.Identifier,
            request.Plan.Source.Arn,
            request.Plan.Step(StepName.TakeSnapshot) is not null,
            request.Plan.SharingSnapshotArn,
            request.Plan.To.AccountId,
            request.Plan.TargetSnapshot,
            request.Steps.Count(step => step.IsOver),
            request.Steps.Count
        );
}

/// <summary>
/// Every request as a line, one set for all pages that are open: whole requests are read again only where the row's version says that
/// they changed, so a page full of them costs what a page of ten does.
/// </summary>
public sealed class RequestListItems(IDbContextFactory<Db> databases)
{
    private readonly ConcurrentDictionary<string, RequestListItem> _known = new(StringComparer.Ordinal);

    /// <returns>As the database has them now, the newest first.</returns>
    public async Task<IReadOnlyList<RequestListItem>> ReadAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var rows = await db
            .Requests.OrderByDescending(request => request.CreatedAt)
            .ThenBy(request => request.Id)
            .Select(request => new { request.Id, request.Version })
            .ToListAsync(ct);
        var changed = rows.Where(row => _known.GetValueOrDefault(row.Id)?.Version != row.Version).Select(row => row.Id).ToList();
        foreach (var some in changed.Chunk(200))
        await foreach (
            var request in db.Requests.AsNoTracking().Where(request => some.Contains(request.Id)).AsAsyncEnumerable().WithCancellation(ct)
        )
            Learn(RequestListItem.Of(request));
        return [.. rows.Select(row => _known[row.Id])];
    }

    /// <summary>Two pages may read at once; the older of what they saw never wins.</summary>
    private void Learn(RequestListItem line) =>
        _known.AddOrUpdate(line.Id, line, (_, known) => known.Version > line.Version ? known : line);
}
