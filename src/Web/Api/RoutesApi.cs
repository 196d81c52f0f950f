using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using SnapshotShare.Core.Commands;
using SnapshotShare.Core.Planning;
using SnapshotShare.Core.Topology;
using SnapshotShare.Web.Api.Contracts;
using SnapshotShare.Web.SignIn;

namespace SnapshotShare.Web.Api;

public static class RoutesApi
{
    public static void MapRoutes(this RouteGroupBuilder api, RouteGroupBuilder changes)
    {
        api.MapGet("/routes", List)
            .WithTags(ApiTags.Routes)
            .WithSummary("The ways production data may travel, with their limits")
            .WithDescription("As configured: accounts, keys, longest window and life, and what is demanded before data travels.");
        changes
            .MapPost("/routes/{name}/check", CheckAsync)
            .WithTags(ApiTags.Routes)
            .WithSummary("Whether the route would work now; changes nothing in AWS")
            .WithDescription(
                "Asks AWS with the roles that would act, KMS by dry run. The answer holds findings with what to paste, and the policies of both "
                    + "roles. Each check stands in the ledger. For approvers and administrators."
            );
    }

    private static async Task<Results<Ok<RouteCheckContract>, ProblemHttpResult>> CheckAsync(
        string name,
        ClaimsPrincipal user,
        RouteChecks health,
        CancellationToken ct
    )
    {
        var (check, refusal) = await health.CheckAsync(user.ToActor(), name, ct);
        return check is null ? Problems.Of(refusal!) : TypedResults.Ok(RouteCheckContract.Of(check));
    }

    private static Ok<IReadOnlyList<RouteContract>> List(AwsTopology topology) =>
        TypedResults.Ok<IReadOnlyList<RouteContract>>([.. topology.Routes.Values.Select(RouteContract.Of)]);
}

/// <summary>The findings of a route's preflight.</summary>
/// <param name="IsKnown">False where AWS gave no answer or had nothing to try with: then nobody knows whether the route would work.</param>
/// <param name="Snapshot">The snapshot it was tried with; null when the source account showed none.</param>
/// <param name="Parts">Each role and key by itself; null when the source account told nothing.</param>
/// <param name="KeyClosing">Null while a request needs the key, and where nothing lets the target in.</param>
public sealed record RouteCheckContract(
    DateTime At,
    bool IsFit,
    bool IsKnown,
    string? Snapshot,
    IReadOnlyList<RoutePartContract>? Parts,
    IReadOnlyList<FindingContract> Findings,
    string? SourceRole,
    string? TargetRole,
    KeyClosingContract? KeyClosing
)
{
    public static RouteCheckContract Of(RouteCheck check) =>
        new(
            check.At,
            check.IsFit,
            check.IsKnown,
            check.Snapshot,
            check.Parts?.Select(part => new RoutePartContract(part.Name, part.Health, part.Resource)).ToList(),
            [.. check.Findings.Select(FindingContract.Of)],
            check.SourceRole,
            check.TargetRole,
            check.KeyClosing is { } closing ? new KeyClosingContract(closing.Close, closing.Reopen, closing.StaysOpen) : null
        );
}

/// <summary>The way to close the sharing key to the target account between trips, as commands to paste, and the way back.</summary>
/// <param name="StaysOpen">The target may use the key even so: a statement for everybody lets it in.</param>
public sealed record KeyClosingContract(string Close, string Reopen, bool StaysOpen);

/// <param name="Resource">Its ARN; the account ID where the product's own identity acts without a role.</param>
public sealed record RoutePartContract(RoutePartName Name, PartHealth Health, string Resource);
