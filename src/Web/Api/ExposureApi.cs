using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using SnapshotShare.Core.Commands;
using SnapshotShare.Core.Exposing;
using SnapshotShare.Core.Exposing.Strays;
using SnapshotShare.Web.Api.Contracts;
using SnapshotShare.Web.SignIn;

namespace SnapshotShare.Web.Api;

/// <summary>Who could read production data, now or at a moment in the past, and where it is.</summary>
public static class ExposureApi
{
    public static void MapExposure(this RouteGroupBuilder api, RouteGroupBuilder changes)
    {
        api.MapGet("/exposure", AtAsync)
            .WithTags(ApiTags.Shares)
            .WithSummary("Where production data was at a moment (now when at is not given), and who could read it")
            .WithDescription(
                "Every place that a request put data in, from when until when and for how long, who asked and who approved, shares that nobody here made, "
                    + "and strays: what holds the data or has our tags and no request under way answers for. A place of kind Share names the snapshot that is shared, which is a copy of source unless it is source itself; no "
                    + "later than deadline it is taken away."
            );
        changes
            .MapPost("/strays/{id}/remove", RemoveAsync)
            .WithTags(ApiTags.Shares)
            .WithSummary("Decide that what is left over of an ended request goes")
            .WithDescription(
                "The very thing with that identity is deleted within minutes, the oldest first and at most ten at a time; removal.whyNot says of the others why "
                    + "they are not offered. For approvers and administrators, and for people alone."
            );
    }

    private static async Task<Results<Ok<ExposureContract>, ProblemHttpResult>> AtAsync(
        Exposures exposures,
        StrayOffers offers,
        TimeProvider time,
        CancellationToken ct,
        string? at = null
    )
    {
        var moment = LedgerQuery.Moment(at);
        // Now would be the right answer to another question.
        if (moment is null && !string.IsNullOrWhiteSpace(at))
            return Problems.Invalid("at", "at must be a moment, such as 2026-01-31T12:00:00Z.");
        var exposure = await exposures.AtAsync(moment ?? time.GetUtcNow().UtcDateTime, ct);
        return TypedResults.Ok(ExposureContract.Of(exposure, await offers.OfAsync(exposure.Strays, ct)));
    }

    private static async Task<Results<Ok<StrayContract>, ProblemHttpResult>> RemoveAsync(
        string id,
        ReasonContract body,
        ClaimsPrincipal user,
        StrayCommands verbs,
        CancellationToken ct
    )
    {
        var answer = await verbs.RemoveAsync(user.ToActor(), id, body.Reason, ct);
        return answer.Value is { } stray ? TypedResults.Ok(StrayContract.Of(stray, StrayOffer.Open)) : Problems.Of(answer.Refusal!);
    }
}

public sealed record ExposureContract(
    DateTime At,
    IReadOnlyList<ExposedContract> Requests,
    IReadOnlyList<DriftContract> Elsewhere,
    IReadOnlyList<StrayContract> Strays
)
{
    public static ExposureContract Of(Exposure exposure, IReadOnlyDictionary<string, StrayOffer> offers) =>
        new(
            exposure.At,
            [.. exposure.Requests.Select(ExposedContract.Of)],
            [.. exposure.Elsewhere.Select(DriftContract.Of)],
            [.. exposure.Strays.Select(stray => StrayContract.Of(stray, offers[stray.Id]))]
        );
}

/// <param name="Arn">Of an export to S3 the place of its files, <c>s3://BUCKET/PREFIX/NAME</c>.</param>
/// <param name="Identity">AWS's own ID of it, which alone says what may be removed.</param>
public sealed record StrayContract(
    string Id,
    StrayKind Kind,
    StrayThing Thing,
    string Account,
    string Name,
    string Arn,
    string Identity,
    string? Request,
    string? MadeOf,
    DateTime? MadeAt,
    DateTime FirstSeenAt,
    DateTime? GoneAt,
    StrayRemovalContract Removal
)
{
    public static StrayContract Of(Stray stray, StrayOffer offer) =>
        new(
            stray.Id,
            stray.Kind,
            stray.Thing,
            stray.Account,
            stray.Name,
            stray.Arn,
            stray.Identity,
            stray.RequestId,
            stray.MadeOf,
            stray.MadeAt,
            stray.FirstSeenAt,
            stray.GoneAt,
            StrayRemovalContract.Of(stray, offer)
        );
}

/// <param name="IsOffered">True where nobody has decided yet and somebody may.</param>
/// <param name="WhyNot">The reason why nobody may decide about it here.</param>
/// <param name="Paste">The command by which whoever it belongs to removes it.</param>
/// <param name="Trouble">The obstacle to what was decided, with its cure.</param>
public sealed record StrayRemovalContract(
    bool IsOffered,
    string? WhyNot,
    string? Paste,
    string? DecidedBy,
    DateTime? DecidedAt,
    string? Reason,
    FindingContract? Trouble
)
{
    public static StrayRemovalContract Of(Stray stray, StrayOffer offer) =>
        new(
            offer.IsOpen && stray is { DecidedAt: null, GoneAt: null },
            offer.WhyNot?.ToString(),
            offer.Paste,
            stray.DecidedByName,
            stray.DecidedAt,
            stray.DecisionReason,
            stray.Trouble is { } trouble ? FindingContract.Of(trouble) : null
        );
}

public sealed record ExposedContract(
    string Request,
    string Requester,
    IReadOnlyList<string> Approvers,
    string Source,
    IReadOnlyList<DataLocation> Places,
    DateTime? Deadline
)
{
    public static ExposedContract Of(Exposed one) =>
        new(one.Request.Id, one.Request.RequesterName, one.Approvers, one.Request.Plan.Source.Arn, one.Locations, one.Deadline);
}
