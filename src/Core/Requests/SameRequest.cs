using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Requests;

/// <summary>Tells which request somebody asks for once more, so that one wish makes one copy of production. Pure.</summary>
public static class SameRequest
{
    /// <summary>A request that came within this is taken for the one before it, pressed or sent twice, even when that one runs already.</summary>
    public static readonly TimeSpan Twice = TimeSpan.FromMinutes(1);

    /// <summary>The oldest request of the same person for the same thing that a second one would only double; null when there is none.</summary>
    /// <param name="plan">The plan made of <paramref name="terms"/>: it says which snapshot they mean now.</param>
    public static Request? Of(IEnumerable<Request> others, string requesterId, RequestTerms terms, Plan plan, Route route, DateTime now) =>
        others
            .Where(other => other.RequesterId == requesterId && IsUndecidedOrNew(other, now) && IsFor(other, terms, plan, route))
            .MinBy(other => other.CreatedAt);

    /// <summary>One that was turned round or is over was given up: who asks again means it.</summary>
    private static bool IsUndecidedOrNew(Request other, DateTime now) =>
        other.Status == RequestStatus.WaitingForApproval
        || other.Status != RequestStatus.Closing && !other.Status.IsFinal() && now - other.CreatedAt < Twice;

    private static bool IsFor(Request other, RequestTerms terms, Plan plan, Route route) =>
        Wish.Of(other.Terms, other.Plan, route) == Wish.Of(terms, plan, route)
        && (
            terms is not { Goal: Goal.Cluster, TargetCluster: { Length: > 0 } named }
            || StringComparer.OrdinalIgnoreCase.Equals(named, other.Plan.TargetCluster)
        );

    /// <summary>Everything that somebody chose, a choice left out as the default it stands for. Why they ask is none: it may be typed anew.</summary>
    private sealed record Wish(
        string Route,
        Goal Goal,
        bool IsTakenNow,
        string Source,
        TimeSpan Window,
        TimeSpan? Life,
        string? InstanceClass,
        string? EngineVersion
    )
    {
        public static Wish Of(RequestTerms terms, Plan plan, Route route)
        {
            var isForCluster = terms.Goal == Goal.Cluster;
            var isTakenNow = terms.Source.TakenNowOfCluster is { Length: > 0 };
            return new Wish(
                plan.Route,
                terms.Goal,
                isTakenNow,
                // The name of a snapshot that is taken for a request is that request's alone.
                isTakenNow ? plan.Source.Cluster : plan.Source.Arn,
                terms.Window ?? route.ShareWindow,
                terms.Goal == Goal.Share ? null : terms.Life ?? route.ClusterLife,
                !isForCluster ? null
                    : terms.InstanceClass is { Length: > 0 } chosen ? chosen
                    : route.Restore.InstanceClass,
                // Left out and said are the same where they come to the same.
                isForCluster ? plan.EngineVersion : null
            );
        }
    }
}
