using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using SnapshotShare.Core.Requests;
using SnapshotShare.Web.Api.Shapes;
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

    private static async Task<Results<Ok<PlanShape>, ProblemHttpResult>> PreviewAsync(
        TermsShape terms,
        ClaimsPrincipal user,
        RequestVerbs verbs,
        CancellationToken ct
    )
    {
        var (plan, refusal) = await verbs.PreviewAsync(user.ToActor(), terms.ToTerms(), ct);
        return plan is null ? Problems.Of(refusal!) : TypedResults.Ok(PlanShape.Of(plan));
    }
}
