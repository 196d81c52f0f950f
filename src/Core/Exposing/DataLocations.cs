using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Workflows;
using SnapshotShare.Core.Workflows.Steps;

namespace SnapshotShare.Core.Exposing;

/// <summary>Tells where the data of a request went, and what of it is still there. Pure.</summary>
public static class DataLocations
{
    /// <summary>In the order the data travels. Always on the side of caution: from when it could have been there, until it was seen gone.</summary>
    public static IReadOnlyList<DataLocation> Of(Request request, Share? share)
    {
        var locations = request.Steps.Select(state => MadeBy(request, state)).OfType<DataLocation>();
        if (share is not null)
            locations = locations.Append(
                new DataLocation(
                    DataLocationKind.Share,
                    request.Plan.To.Account,
                    share.SnapshotArn,
                    share.ReadableFrom,
                    share.ReadableUntil
                )
            );
        return [.. locations.OrderBy(location => location.Kind)];
    }

    private static DataLocation? MadeBy(Request request, StepState state)
    {
        var step = Workflow.Step(state.Name);
        if (step.Makes(request.Plan) is not { } made || state.Attempt is not { } attempt)
            return null;
        // Refused for good, nothing came to be.
        if (state is { Status: not StepStatus.Done, Attempt.Response.Accepted: false, LateUntil: null })
            return null;
        var remover = Workflow.RemoverOf(state.Name) is { } name ? request.FindStep(name) : null;
        return new DataLocation(
            made.Kind,
            step.Side == StepSide.Source ? request.Plan.From.Account : request.Plan.To.Account,
            made.Identifier,
            attempt.IntendedAt,
            remover is { Status: StepStatus.Done } gone ? gone.EndedAt : null
        )
        {
            Identity = state.Identity,
        };
    }
}
