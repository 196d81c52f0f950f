using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Text;
using SnapshotShare.Web.Diagram.Model;

namespace SnapshotShare.Web.Shared.Requests;

/// <summary>As much of a request as a card shows. A page that is open all day holds these; whole plans carry policies to paste and are large.</summary>
public sealed record RequestCardModel(
    string Id,
    string Title,
    Goal Goal,
    RequestStatus Status,
    string RequesterId,
    string RequesterName,
    DateTime CreatedAt,
    DateTime? ExpiresAt,
    bool NeedsHelp,
    bool IsAboutToExpire,
    Message? StatusReason,
    DiagramModel Picture
)
{
    public static RequestCardModel Of(Request request) =>
        new(
            request.Id,
            request.Title,
            request.Plan.Goal,
            request.Status,
            request.RequesterId,
            request.RequesterName,
            request.CreatedAt,
            request.ExpiresAt,
            request.NeedsHelp,
            request is { Status: RequestStatus.Ready, WarnedAt: not null, ExpiresAt: not null },
            request.StatusReason,
            DiagramModel.Of(request)
        );
}
