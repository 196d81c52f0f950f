using SnapshotShare.Core.Observing;
using SnapshotShare.Core.Requests;
using SnapshotShare.Web.Diagram.Model;

namespace SnapshotShare.Web.Pages.Snapshots;

/// <param name="As">The snapshot's part in that request's picture.</param>
public sealed record SnapshotTrip(RequestListItem Request, Element As)
{
    /// <summary>The request made it, and deletes it.</summary>
    public bool IsItsOwn =>
        As switch
        {
            Element.SharingSnapshot or Element.TargetSnapshot => true,
            Element.BaseSnapshot => Request.TakesSource,
            _ => false,
        };
}

/// <summary>The requests a snapshot has a part in: where it came from, and where its data went. Pure.</summary>
public static class SnapshotTrips
{
    /// <returns>In the order of the requests.</returns>
    public static IReadOnlyList<SnapshotTrip> Of(SnapshotView snapshot, IEnumerable<RequestListItem> requests) =>
        [
            .. from request in requests
            let part = PartOf(snapshot, request)
            where part is not null
            select new SnapshotTrip(request, part.Value),
        ];

    private static Element? PartOf(SnapshotView snapshot, RequestListItem request)
    {
        if (snapshot.Arn == request.SourceArn)
            return Element.BaseSnapshot;
        if (snapshot.Arn == request.SharingSnapshotArn)
            return snapshot.Type is "shared" ? Element.SeenSnapshot : Element.SharingSnapshot;
        return snapshot.OwnerAccountId == request.TargetAccountId && snapshot.Identifier == request.TargetSnapshot
            ? Element.TargetSnapshot
            : null;
    }
}
