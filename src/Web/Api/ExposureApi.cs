using Microsoft.AspNetCore.Http.HttpResults;
using SnapshotShare.Core.Exposing;
using SnapshotShare.Web.Api.Contracts;

namespace SnapshotShare.Web.Api;

/// <summary>Who could read production data, now or at a moment in the past, and where it is.</summary>
public static class ExposureApi
{
    public static void MapExposure(this RouteGroupBuilder api) =>
        api.MapGet("/exposure", AtAsync)
            .WithTags(ApiTags.Shares)
            .WithSummary("Where production data was at a moment (now when at is not given), and who could read it")
            .WithDescription(
                "Every place that a request put data in, from when to when, who asked and who approved, and shares that nobody here made."
            );

    private static async Task<Results<Ok<ExposureContract>, ProblemHttpResult>> AtAsync(
        Exposures exposures,
        TimeProvider time,
        CancellationToken ct,
        string? at = null
    )
    {
        var moment = LedgerQuery.Moment(at);
        // Now would be the right answer to another question.
        return moment is null && !string.IsNullOrWhiteSpace(at)
            ? Problems.Invalid("at", "at must be a moment, such as 2026-01-31T12:00:00Z.")
            : TypedResults.Ok(ExposureContract.Of(await exposures.AtAsync(moment ?? time.GetUtcNow().UtcDateTime, ct)));
    }
}

public sealed record ExposureContract(DateTime At, IReadOnlyList<ExposedContract> Requests, IReadOnlyList<DriftContract> Elsewhere)
{
    public static ExposureContract Of(Exposure exposure) =>
        new(exposure.At, [.. exposure.Requests.Select(ExposedContract.Of)], [.. exposure.Elsewhere.Select(DriftContract.Of)]);
}

public sealed record ExposedContract(
    string Request,
    string Requester,
    IReadOnlyList<string> Approvers,
    string Source,
    IReadOnlyList<DataLocation> Places
)
{
    public static ExposedContract Of(Exposed one) =>
        new(one.Request.Id, one.Request.RequesterName, one.Approvers, one.Request.Plan.Source.Arn, one.Locations);
}
