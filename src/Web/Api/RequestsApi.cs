using System.ComponentModel;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Approvals;
using SnapshotShare.Core.Commands;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Shares;
using SnapshotShare.Web.Api.Contracts;
using SnapshotShare.Web.SignIn;

namespace SnapshotShare.Web.Api;

/// <summary>Reading requests and making them.</summary>
public static class RequestsApi
{
    private const int LongestList = 200;

    public static void MapRequests(this RouteGroupBuilder api, RouteGroupBuilder changes)
    {
        api.MapGet("/requests", ListAsync)
            .WithTags(ApiTags.Requests)
            .WithSummary("Requests, newest first; after= the last ID seen reads on")
            .WithDescription("At most 200 at a time; status= only those that stand there.");
        api.MapGet("/requests/{id}", OneAsync)
            .WithTags(ApiTags.Requests)
            .WithSummary("One request: plan, steps, share, decisions")
            .WithDescription("How far it is and what AWS says. How its cluster is reached is not in it: that is asked for by itself.")
            .WithName(nameof(OneAsync));
        api.MapGet("/requests/{id}/sheet", SheetAsync)
            .WithTags(ApiTags.Approvals)
            .WithSummary("What an approver must know before deciding, as it is now")
            .WithDescription("The plan beside what its requester already holds and what else the target account can read at this moment.");
        changes
            .MapPost("/requests", MakeAsync)
            .WithTags(ApiTags.Requests)
            .WithSummary("Ask for a dev cluster; an approver must say yes before anything happens")
            .WithDescription(
                "Plans first, as POST /plans does; a plan with a blocking finding is refused. Answers 201 with the request's address. Where the "
                    + "route's rules allow it without a person, it is approved at once and the ledger names the rule. The same once more, within a minute "
                    + "or while the first waits for approval, makes no second: it answers 409 with the code asked-already and the first one's ID in "
                    + "request. A second is made with another=true."
            );
    }

    private static async Task<Results<Ok<IReadOnlyList<RequestSummaryContract>>, ProblemHttpResult>> ListAsync(
        Db db,
        CancellationToken ct,
        RequestStatus? status = null,
        string? after = null,
        int limit = 50
    )
    {
        if (limit is < 1 or > LongestList)
            return Problems.Invalid("limit", $"limit must be between 1 and {LongestList}.");
        var requests = db.Requests.AsNoTracking();
        if (status is { } only)
            requests = requests.Where(request => request.Status == only);
        if (after is not null)
        {
            if (await db.Requests.AsNoTracking().FirstOrDefaultAsync(request => request.Id == after, ct) is not { } last)
                return Problems.NotFound("no-such-request", $"There is no request '{after}'.");
#pragma warning disable CA1309 // The database compares, byte by byte.
            requests = requests.Where(request =>
                request.CreatedAt < last.CreatedAt || (request.CreatedAt == last.CreatedAt && string.Compare(request.Id, last.Id) < 0)
            );
#pragma warning restore CA1309
        }
        var page = await requests
            .OrderByDescending(request => request.CreatedAt)
            .ThenByDescending(request => request.Id)
            .Take(limit)
            .ToListAsync(ct);
        return TypedResults.Ok<IReadOnlyList<RequestSummaryContract>>([.. page.Select(RequestSummaryContract.Of)]);
    }

    private static async Task<Results<Ok<RequestContract>, ProblemHttpResult>> OneAsync(string id, Db db, CancellationToken ct) =>
        await db.Requests.AsNoTracking().FirstOrDefaultAsync(request => request.Id == id, ct) is { } request
            ? TypedResults.Ok(await ShapeAsync(request, db, ct))
            : Problems.NotFound("no-such-request", $"There is no request '{id}'.");

    private static async Task<Results<Ok<SheetContract>, ProblemHttpResult>> SheetAsync(
        string id,
        DecisionSheets sheets,
        TimeProvider time,
        CancellationToken ct
    ) =>
        await sheets.ReadAsync(id, ct) is { } sheet
            ? TypedResults.Ok(SheetContract.Of(sheet, time.GetUtcNow().UtcDateTime))
            : Problems.NotFound("no-such-request", $"There is no request '{id}'.");

    private static async Task<Results<Created<RequestContract>, ProblemHttpResult>> MakeAsync(
        TermsContract terms,
        ClaimsPrincipal user,
        RequestCommands verbs,
        Db db,
        CancellationToken ct,
        [Description("Makes a second request for the same on purpose.")] bool another = false
    )
    {
        var actor = user.ToActor();
        var (request, refusal) = await verbs.RequestAsync(actor, terms.ToTerms(), ct, another);
        if (request is null)
            return Problems.Of(refusal!);
        return TypedResults.Created($"{ApiEndpoints.Root}/requests/{request.Id}", await ShapeAsync(request, db, ct));
    }

    /// <summary>The request with its share and decisions.</summary>
    public static async Task<RequestContract> ShapeAsync(Request request, Db db, CancellationToken ct)
    {
        var share = await db.Shares.AsNoTracking().FirstOrDefaultAsync(share => share.RequestId == request.Id, ct);
        var decisions = await db.Decisions.AsNoTracking().Where(decision => decision.RequestId == request.Id).ToListAsync(ct);
        return RequestContract.Of(request, share, decisions);
    }
}
