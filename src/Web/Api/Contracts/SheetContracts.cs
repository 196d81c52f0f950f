using SnapshotShare.Core.Approvals;
using SnapshotShare.Core.Requests;

namespace SnapshotShare.Web.Api.Contracts;

/// <summary>Everything an approver must know, on one sheet.</summary>
/// <param name="DataTakenAt">The data's age; null for a snapshot that is taken when the request runs.</param>
/// <param name="ReadableBy">The account whose principals can read the data, as far as that account's administrators let them.</param>
/// <param name="ReadableUntilAtLatest">If it were approved and shared at this moment.</param>
/// <param name="AlsoExposed">Everything else the target account can read now.</param>
/// <param name="Held">The requester's other requests.</param>
public sealed record SheetContract(
    string Request,
    RequestStatus Status,
    string Requester,
    string Reason,
    DateTime? DataTakenAt,
    string ReadableBy,
    TimeSpan Window,
    DateTime ReadableUntilAtLatest,
    TimeSpan? CopyLivesFor,
    int PlanVersion,
    PlanContract Plan,
    ApprovalRulesContract? Rules,
    IReadOnlyList<DecisionContract> SaidYes,
    int YesesLeft,
    IReadOnlyList<AlsoExposedContract> AlsoExposed,
    IReadOnlyList<RequestSummaryContract> Held
)
{
    public static SheetContract Of(DecisionSheet sheet, DateTime now) =>
        new(
            sheet.Request.Id,
            sheet.Request.Status,
            sheet.Request.RequesterName,
            sheet.Request.Terms.Reason,
            sheet.Request.Plan.Source.TakenAt,
            sheet.Request.Plan.To.AccountId,
            sheet.Request.Plan.Window,
            now + sheet.Request.Plan.Window,
            sheet.Request.Plan.Life,
            sheet.Request.PlanVersion,
            PlanContract.Of(sheet.Request.Plan),
            sheet.Route is { } route ? ApprovalRulesContract.Of(route) : null,
            [.. sheet.SaidYes.Select(DecisionContract.Of)],
            sheet.YesesLeft,
            [
                .. sheet.OpenShares.Select(share => new AlsoExposedContract(share.SnapshotArn, share.RequestId, share.Deadline)),
                .. sheet.OpenDrift.Select(finding => new AlsoExposedContract(finding.SnapshotArn, Request: null, finding.AdoptedUntil)),
            ],
            [.. sheet.Held.Select(RequestSummaryContract.Of)]
        );
}

/// <param name="Request">The request it is for; null when nobody here made the share.</param>
/// <param name="Until">Null when nothing ends it by itself.</param>
public sealed record AlsoExposedContract(string SnapshotArn, string? Request, DateTime? Until);
