using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Exposing.Strays;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Shares.Drift;
using SnapshotShare.Core.Tests.Planning;

namespace SnapshotShare.Core.Tests;

/// <summary>Rows as a trip would leave them, without the trip; a test says what it is about.</summary>
internal static class SampleRows
{
    public static Request Request(
        string id = Sample.Id,
        RequestStatus status = RequestStatus.Running,
        Plan? plan = null,
        DateTime? createdAt = null,
        string requester = "somebody",
        RequestTerms? terms = null,
        params IReadOnlyList<StepState> steps
    )
    {
        plan ??= Sample.Plan(Sample.Facts);
        return new Request
        {
            Id = id,
            Installation = Sample.Installation,
            RequesterId = requester,
            RequesterName = requester,
            CreatedAt = createdAt ?? Sample.Now,
            Terms = terms ?? Rig.Terms,
            Status = status,
            Plan = plan,
            PlanVersion = 1,
            SourceCluster = plan.Source.Cluster,
            Steps = steps,
        };
    }

    public static Share Share(
        string requestId = Sample.Id,
        string target = Sample.Dev,
        DateTime? intendedAt = null,
        DateTime? deadline = null
    ) =>
        new()
        {
            RequestId = requestId,
            SourceAccount = "prod",
            SnapshotIdentifier = "shared",
            SnapshotArn = Sample.Route.From.ClusterSnapshotArn("shared"),
            TargetAccountId = target,
            SnapshotIsOurs = true,
            IntendedAt = intendedAt ?? Sample.Now,
            Deadline = deadline ?? Sample.Now.AddHours(1),
        };

    public static DriftFinding Drift(string id, string sharedWith = Sample.Dev, DateTime? firstSeenAt = null) =>
        new()
        {
            Id = id,
            Account = "prod",
            SnapshotIdentifier = id,
            SnapshotArn = Sample.Route.From.ClusterSnapshotArn(id),
            SharedWith = sharedWith,
            Kind = DriftKind.MadeElsewhere,
            FirstSeenAt = firstSeenAt ?? Sample.Now,
            LastSeenAt = firstSeenAt ?? Sample.Now,
        };

    /// <summary>A snapshot in the target account that a request left, which is over.</summary>
    public static Stray Stray(
        string id,
        StrayKind kind = StrayKind.LeftOver,
        StrayThing thing = StrayThing.Snapshot,
        string account = "dev",
        string? name = null,
        string? requestId = "over234567abcdef",
        string? madeOf = null,
        DateTime? madeAt = null
    ) =>
        new()
        {
            Id = id,
            Kind = kind,
            Thing = thing,
            Account = account,
            Identity = $"identity-{id}",
            Arn = $"arn:{id}",
            Name = name ?? id,
            RequestId = requestId,
            MadeOf = madeOf,
            MadeAt = madeAt,
            FirstSeenAt = Sample.Now,
            LastSeenAt = Sample.Now,
        };

    public static Decision Decision(string requestId, string digest, string by, Verdict verdict = Verdict.Approved) =>
        new()
        {
            RequestId = requestId,
            PlanVersion = 1,
            Digest = digest,
            Verdict = verdict,
            ActorId = by,
            ActorName = by,
            Reason = "",
            At = Sample.Now,
        };

    /// <summary>Puts rows into the database as they are.</summary>
    public static async Task WriteAsync(this Rig rig, params object[] rows)
    {
        await using var db = await rig.Get<IDbContextFactory<Db>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        db.AddRange(rows);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
    }
}
