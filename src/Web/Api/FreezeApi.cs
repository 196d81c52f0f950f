using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Commands;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Shares;
using SnapshotShare.Web.SignIn;
using FreezeResult = Microsoft.AspNetCore.Http.HttpResults.Results<
    Microsoft.AspNetCore.Http.HttpResults.Ok<SnapshotShare.Web.Api.FreezeContract>,
    Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult
>;

namespace SnapshotShare.Web.Api;

/// <summary>The switch for an incident.</summary>
public static class FreezeApi
{
    public static void MapFreeze(this RouteGroupBuilder api, RouteGroupBuilder changes)
    {
        api.MapGet("/freezes", ListAsync)
            .WithTags(ApiTags.Freeze)
            .WithSummary("Every freeze there was, the newest first; the one without liftedAt stands now")
            .WithDescription("Who set it, when and why, and who lifted it.");
        changes
            .MapPost("/freezes", SetAsync)
            .WithTags(ApiTags.Freeze)
            .WithSummary("Stop sharing and take every open share away, without an approval")
            .WithDescription(
                "For an incident: nothing new is shared or approved, every open share is closed within seconds, and so is what somebody shared by "
                    + "hand. For approvers and administrators."
            );
        changes
            .MapPost("/freezes/lift", LiftAsync)
            .WithTags(ApiTags.Freeze)
            .WithSummary("Let sharing go on; never one's own freeze")
            .WithDescription("Requests that waited for their share go on. For an administrator other than the one who froze.");
    }

    private static async Task<Ok<IReadOnlyList<FreezeContract>>> ListAsync(Db db, CancellationToken ct)
    {
        var all = await db.Freezes.AsNoTracking().OrderByDescending(freeze => freeze.Id).ToListAsync(ct);
        return TypedResults.Ok<IReadOnlyList<FreezeContract>>([.. all.Select(FreezeContract.Of)]);
    }

    private static async Task<FreezeResult> SetAsync(
        FreezeReasonContract body,
        ClaimsPrincipal user,
        FreezeCommands verbs,
        CancellationToken ct
    ) => Said(await verbs.FreezeAsync(user.ToActor(), body.Reason, ct));

    private static async Task<FreezeResult> LiftAsync(ClaimsPrincipal user, FreezeCommands verbs, CancellationToken ct) =>
        Said(await verbs.LiftAsync(user.ToActor(), ct));

    private static FreezeResult Said(CommandResult<Freeze> answer) =>
        answer.Value is { } freeze ? TypedResults.Ok(FreezeContract.Of(freeze)) : Problems.Of(answer.Refusal!);
}

public sealed record FreezeReasonContract(string Reason);

public sealed record FreezeContract(string SetBy, DateTime SetAt, string Reason, string? LiftedBy, DateTime? LiftedAt)
{
    public static FreezeContract Of(Freeze freeze) =>
        new(freeze.SetByName, freeze.SetAt, freeze.Reason, freeze.LiftedByName, freeze.LiftedAt);
}
