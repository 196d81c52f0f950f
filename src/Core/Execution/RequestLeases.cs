using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Approvals;
using SnapshotShare.Core.Clocks;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Topology;
using SnapshotShare.Core.Workflows;

namespace SnapshotShare.Core.Execution;

/// <summary>Reads and writes one request's row under a lease.</summary>
internal sealed class RequestLeases(
    LedgerTransaction ledger,
    StandingApprovals approvals,
    EmergencyJournal emergency,
    ClockCheck clocks,
    Timings timings,
    TimeProvider time
)
{
    private readonly OutcomeWriter _writer = new(approvals, emergency, clocks, timings);

    public Task<RequestLease?> TakeAsync(string requestId, CancellationToken ct) =>
        ledger.WriteAsync<RequestLease?>(
            async scope =>
            {
                var request = await scope.Db.Requests.FirstOrDefaultAsync(row => row.Id == requestId, ct);
                if (request is null || request.NextLookAt is null || request.NextLookAt > scope.Now || request.LeaseUntil > scope.Now)
                    return null;
                request.LeaseOwner = Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
                request.LeaseUntil = scope.Now + timings.Lease;
                request.Version++;
                return new RequestLease(request.LeaseOwner, request.LeaseUntil.Value, request);
            },
            ct
        );

    /// <summary>Writes one outcome into the row as it is now, if the lease still stands.</summary>
    public Task WriteAsync(RequestLease lease, Outcome outcome, CancellationToken ct) =>
        ledger.WriteAsync(
            async scope =>
            {
                var row = await HeldAsync(scope, lease, ct);
                _writer.Write(scope, row, outcome);
                row.Version++;
                lease.Request = row;
            },
            ct
        );

    /// <summary>Writes what was seen and gives the lease back, in one; whoever lost the lease writes nothing.</summary>
    public Task ReleaseAsync(RequestLease lease, IReadOnlyList<Outcome> outcomes, CancellationToken ct, TimeSpan pause = default) =>
        ledger.WriteAsync(
            async scope =>
            {
                var row = await scope.Db.Requests.FirstOrDefaultAsync(row => row.Id == lease.Request.Id, ct);
                if (row is null || row.LeaseOwner != lease.Owner)
                    return;
                if (row.LeaseUntil > scope.Now)
                    foreach (var outcome in outcomes)
                        _writer.Write(scope, row, outcome);
                row.LeaseOwner = null;
                row.LeaseUntil = null;
                row.NextLookAt = NextLook(row, scope.Now);
                if (row.NextLookAt < scope.Now + pause)
                    row.NextLookAt = scope.Now + pause;
                row.Version++;
            },
            ct
        );

    private static async Task<Request> HeldAsync(LedgerScope scope, RequestLease lease, CancellationToken ct)
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
                var active = Workflow.Active(row).Select(step => step.NextLookAt ?? now).ToList();
                return active.Count == 0 ? now + timings.Look : active.Min();
            case RequestStatus.Approved:
                return row.NextLookAt > now ? row.NextLookAt : now + timings.Look;
            case RequestStatus.Ready:
                var end = Ahead(row.WarnedAt is null ? row.WarnsAt : row.ExpiresAt);
                return Workflow.Standing(row) is not null && !(end < now + timings.Standing) ? now + timings.Standing : end;
            case RequestStatus.WaitingForApproval:
                return Ahead(row.DecideBy);
            default:
                return null;
        }

        // What has come and was held, because the clocks disagree, is looked at again in a while and not at once.
        DateTime? Ahead(DateTime? at) => at <= now ? now + timings.Look : at;
    }
}
