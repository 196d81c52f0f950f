using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Data;
using SnapshotShare.Core.Requests;

namespace SnapshotShare.Core.Pipeline;

/// <summary>The right to advance one request for a while. The request is as it was last written under this lease.</summary>
internal sealed class Lease(string owner, DateTime until, Request request)
{
    public string Owner { get; } = owner;
    public DateTime Until { get; } = until;
    public Request Request { get; set; } = request;
}

/// <summary>Another engine holds the row now; whatever this one knew is out of date.</summary>
internal sealed class LeaseLostException : Exception;

/// <summary>Reads and writes one request's row under a lease.</summary>
internal sealed class RequestRow(WritingLane lane, Pace pace, TimeProvider time)
{
    public Task<Lease?> TakeAsync(string requestId, CancellationToken ct) =>
        lane.WriteAsync<Lease?>(
            async scope =>
            {
                var request = await scope.Db.Requests.FirstOrDefaultAsync(row => row.Id == requestId, ct);
                if (request is null || request.NextLookAt is null || request.NextLookAt > scope.Now || request.LeaseUntil > scope.Now)
                    return null;
                request.LeaseOwner = Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
                request.LeaseUntil = scope.Now + pace.Lease;
                request.Version++;
                return new Lease(request.LeaseOwner, request.LeaseUntil.Value, request);
            },
            ct
        );

    /// <summary>Changes the row as it is now, if the lease still stands.</summary>
    public Task WriteAsync(Lease lease, Action<LaneScope, Request> change, CancellationToken ct) =>
        lane.WriteAsync(
            async scope =>
            {
                var row = await HeldAsync(scope, lease, ct);
                change(scope, row);
                row.Version++;
                lease.Request = row;
            },
            ct
        );

    /// <summary>Writes what was seen and gives the lease back, in one; whoever lost the lease writes nothing.</summary>
    public Task ReleaseAsync(
        Lease lease,
        IReadOnlyList<Action<LaneScope, Request>> changes,
        CancellationToken ct,
        TimeSpan pause = default
    ) =>
        lane.WriteAsync(
            async scope =>
            {
                var row = await scope.Db.Requests.FirstOrDefaultAsync(row => row.Id == lease.Request.Id, ct);
                if (row is null || row.LeaseOwner != lease.Owner)
                    return;
                if (row.LeaseUntil > scope.Now)
                    foreach (var change in changes)
                        change(scope, row);
                row.LeaseOwner = null;
                row.LeaseUntil = null;
                row.NextLookAt = NextLook(row, scope.Now);
                if (row.NextLookAt < scope.Now + pause)
                    row.NextLookAt = scope.Now + pause;
                row.Version++;
            },
            ct
        );

    private static async Task<Request> HeldAsync(LaneScope scope, Lease lease, CancellationToken ct)
    {
        var row = await scope.Db.Requests.FirstAsync(row => row.Id == lease.Request.Id, ct);
        if (row.LeaseOwner != lease.Owner || row.LeaseUntil <= scope.Now)
            throw new LeaseLostException();
        return row;
    }

    /// <summary>Never sooner than AWS could have changed, never later than the first step that wants a look.</summary>
    private DateTime? NextLook(Request row, DateTime now)
    {
        switch (row.Status)
        {
            case RequestStatus.Running or RequestStatus.Blocked or RequestStatus.Closing:
                var active = Trip.Active(row).Select(step => step.NextLookAt ?? now).ToList();
                return active.Count == 0 ? now + pace.Look : active.Min();
            case RequestStatus.Approved:
                return row.NextLookAt > now ? row.NextLookAt : now + pace.Look;
            case RequestStatus.Ready:
                return row.WarnedAt is null ? row.WarnsAt : row.ExpiresAt;
            case RequestStatus.WaitingForApproval:
                return row.AnswerBy;
            default:
                return null;
        }
    }
}
