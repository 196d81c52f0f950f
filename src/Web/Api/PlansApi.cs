using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using SnapshotShare.Core.Commands;
using SnapshotShare.Web.Api.Contracts;
using SnapshotShare.Web.SignIn;

namespace SnapshotShare.Web.Api;

public static class PlansApi
{
    public static void MapPlans(this RouteGroupBuilder changes) =>
        changes
            .MapPost("/plans", PreviewAsync)
            .WithTags(ApiTags.Requests)
            .WithSummary("The plan as it would be approved; changes nothing")
            .WithDescription(
                "Every step with its reason, what is left out and why, findings with their remedy, and the digest. Asks AWS in both accounts, "
                    + "which takes some seconds."
            );

    private static async Task<Results<Ok<PlanContract>, ProblemHttpResult>> PreviewAsync(
        TermsContract terms,
        ClaimsPrincipal user,
        RequestCommands verbs,
        CancellationToken ct
    )
    {
        var (plan, refusal) = await verbs.PreviewAsync(user.ToActor(), terms.ToTerms(), ct);
        return plan is null ? Problems.Of(refusal!) : TypedResults.Ok(PlanContract.Of(plan));
    }
}
