using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Commands;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Shares.Drift;
using SnapshotShare.Web.Api.Contracts;
using SnapshotShare.Web.SignIn;
using DriftResult = Microsoft.AspNetCore.Http.HttpResults.Results<
    Microsoft.AspNetCore.Http.HttpResults.Ok<SnapshotShare.Web.Api.Contracts.DriftContract>,
    Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult
>;

namespace SnapshotShare.Web.Api;

/// <summary>Shares that nobody here made, and what can be done with them.</summary>
public static class DriftApi
{
    public static void MapDrift(this RouteGroupBuilder api, RouteGroupBuilder changes)
    {
        api.MapGet("/drift", ListAsync)
            .WithTags(ApiTags.Drift)
            .WithSummary("Shares in AWS that the ledger does not account for; gone=true adds those no longer there")
            .WithDescription("One for each snapshot and each account that may restore it, with the command that takes it away by hand.");
        var one = changes.MapGroup("/drift/{id}").WithTags(ApiTags.Drift);
        one.MapPost("/unshare", UnshareAsync)
            .WithSummary("Take the share away at once, without an approval")
            .WithDescription("Tried again until AWS itself shows that it is gone. For approvers and administrators.");
        one.MapPost("/adopt", ProposeAsync)
            .WithSummary("Propose to keep the share until a deadline; somebody else must agree")
            .WithDescription("Ninety days at most. Nothing is kept by a proposal alone.");
        one.MapPost("/approve-adoption", ApproveAsync)
            .WithSummary("Say yes to exactly that deadline; never to one's own proposal")
            .WithDescription("The deadline is given as it was read; at it the share is taken away.");
    }

    private static async Task<Ok<IReadOnlyList<DriftContract>>> ListAsync(Db db, CancellationToken ct, bool gone = false)
    {
        var findings = await db
            .Drift.AsNoTracking()
            .Where(finding => gone || finding.GoneAt == null)
            .OrderByDescending(finding => finding.FirstSeenAt)
            .ThenBy(finding => finding.Id)
            .ToListAsync(ct);
        return TypedResults.Ok<IReadOnlyList<DriftContract>>([.. findings.Select(DriftContract.Of)]);
    }

    private static async Task<DriftResult> UnshareAsync(string id, ClaimsPrincipal user, DriftCommands verbs, CancellationToken ct) =>
        Said(await verbs.UnshareAsync(user.ToActor(), id, ct));

    private static async Task<DriftResult> ProposeAsync(
        string id,
        AdoptionContract body,
        ClaimsPrincipal user,
        DriftCommands verbs,
        CancellationToken ct
    ) => Said(await verbs.ProposeAdoptionAsync(user.ToActor(), id, body.Until, body.Reason, ct));

    private static async Task<DriftResult> ApproveAsync(
        string id,
        AdoptionApprovalContract body,
        ClaimsPrincipal user,
        DriftCommands verbs,
        CancellationToken ct
    ) => Said(await verbs.ApproveAdoptionAsync(user.ToActor(), id, body.Until, ct));

    private static DriftResult Said(CommandResult<DriftFinding> answer) =>
        answer.Value is { } finding ? TypedResults.Ok(DriftContract.Of(finding)) : Problems.Of(answer.Refusal!);
}
