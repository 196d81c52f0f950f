namespace SnapshotShare.Core.Ledger.Events;

/// <summary>The kinds of ledger entries. Stored as text, so a name is never reused for something else.</summary>
public static class LedgerKind
{
    public const string WorldCreated = "world.created";
    public const string WorldExtended = "world.extended";
    public const string ClockMoved = "clock.moved";
    public const string ClockDistrusted = "clock.distrusted";
    public const string ClockTrusted = "clock.trusted";
    public const string Requested = "request.created";
    public const string Planned = "request.planned";
    public const string PlanChanged = "request.plan-changed";
    public const string Approved = "request.approved";
    public const string Rejected = "request.rejected";
    public const string Cancelled = "request.cancelled";
    public const string AboutToExpire = "request.about-to-expire";
    public const string ConnectionRead = "request.connection-read";
    public const string LifeBegun = "request.life-begun";
    public const string Extended = "request.extended";
    public const string Retried = "request.retried";
    public const string Unshared = "request.unshare-asked";
    public const string StatusChanged = "request.status";
    public const string StepDone = "step.done";
    public const string StepBlocked = "step.blocked";
    public const string StepUnblocked = "step.unblocked";
    public const string StepFailed = "step.failed";
    public const string ResultDiffers = "result.differs";
    public const string ResultAsApproved = "result.as-approved";
    public const string Intent = "aws.intent";
    public const string Result = "aws.result";
    public const string ShareOpened = "share.opened";
    public const string ShareClosed = "share.closed";
    public const string ShareProven = "share.proven-gone";
    public const string ShareOverdue = "share.overdue";
    public const string ClosedWithoutEntry = "share.closed-without-entry";
    public const string ShareReturned = "share.returned";
    public const string DriftFound = "drift.found";
    public const string DriftGone = "drift.gone";
    public const string DriftUnshared = "drift.unshare-asked";
    public const string DriftAdoptionProposed = "drift.adoption-proposed";
    public const string DriftAdopted = "drift.adopted";
    public const string DriftAdoptionEnded = "drift.adoption-ended";
    public const string StrayFound = "stray.found";
    public const string StrayGone = "stray.gone";
    public const string StrayRemovalDecided = "stray.removal-decided";
    public const string Frozen = "freeze.set";
    public const string FreezeLifted = "freeze.lifted";
    public const string RouteChecked = "route.checked";
    public const string Exported = "ledger.exported";
    public const string EvidenceTaken = "request.evidence-taken";
    public const string HeadsGivenUp = "ledger.heads-given-up";
    public const string NoticeGivenUp = "notice.given-up";
    public const string Refused = "attempt.refused";
    public const string LeftOut = "attempt.left-out";
    public const string SignedIn = "person.signed-in";
    public const string SignedOut = "person.signed-out";
}
