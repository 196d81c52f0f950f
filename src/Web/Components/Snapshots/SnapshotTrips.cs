using SnapshotShare.Core.Observing;
using SnapshotShare.Core.Requests;
using SnapshotShare.Web.Diagram;

namespace SnapshotShare.Web.Components.Snapshots;

/// <param name="As">What the snapshot is in that request's picture.</param>
public sealed record SnapshotTrip(Request Request, Element As);

/// <summary>The requests a snapshot has a part in: where it came from, and where its data went. Pure.</summary>
public static class SnapshotTrips
{
    public static IReadOnlyList<SnapshotTrip> Of(SnapshotView snapshot, IEnumerable<Request> requests) =>
        [
            .. from request in requests
            let part = PartOf(snapshot, request)
            where part is not null
            orderby request.CreatedAt descending
            select new SnapshotTrip(request, part.Value),
        ];

    private static Element? PartOf(SnapshotView snapshot, Request request)
    {
        var plan = request.Plan;
        if (snapshot.Arn == plan.Source.Arn)
            return Element.BaseSnapshot;
        if (snapshot.Arn == plan.SharingSnapshotArn)
            return snapshot.Type is "shared" ? Element.SeenSnapshot : Element.SharingSnapshot;
        return snapshot.OwnerAccountId == plan.To.AccountId && snapshot.Identifier == plan.TargetSnapshot ? Element.TargetSnapshot : null;
    }
}
