using System.Collections.Concurrent;
using SnapshotShare.Core.Accounts;
using SnapshotShare.Core.Observing;
using SnapshotShare.Core.People;
using SnapshotShare.Core.Planning.Policies;
using SnapshotShare.Core.Requests;

namespace SnapshotShare.Core.Planning;

/// <summary>What a route's last preflight found, made for nobody's request.</summary>
/// <param name="By">Who had it made.</param>
/// <param name="Snapshot">The snapshot it was tried with.</param>
/// <param name="SourceRole">The IAM policy of the source account's role, to paste.</param>
/// <param name="TargetRole">The IAM policy of the target account's role, to paste.</param>
public sealed record RouteCheck(
    DateTime At,
    string By,
    string Snapshot,
    IReadOnlyList<Finding> Findings,
    string SourceRole,
    string TargetRole
)
{
    public bool IsFit => Findings.All(finding => finding.Severity != Severity.Blocking);
}

/// <summary>
/// Whether a route would work, before anybody needs it: a preflight with the account's newest snapshot. Costs no change in AWS. The last
/// answers are kept in memory; after a restart nothing has been checked.
/// </summary>
public sealed class RouteHealth(Estate estate, Gate gate, Preflight preflight, Observer observer, ChangeFeed feed)
{
    /// <summary>Stands where a request's ID would; no request can have it.</summary>
    private const string NoRequest = "route-check-00000";

    private readonly ConcurrentDictionary<string, RouteCheck> _last = new(StringComparer.OrdinalIgnoreCase);

    public RouteCheck? LastOf(string route) => _last.GetValueOrDefault(route);

    public async Task<(RouteCheck? Check, Refusal? Refusal)> CheckAsync(Actor actor, string routeName, CancellationToken ct)
    {
        if (await gate.RefusesAsync(actor, Verb.CheckRoute, subject: "", ct) is { } forbidden)
            return (null, forbidden);
        if (!estate.Routes.TryGetValue(routeName, out var route))
            return (null, new Refusal(RefusalKind.NotFound, Phrase.Of("no-such-route", ("route", routeName)), "route"));
        await observer.RefreshAsync(route.From.Name, ct);
        var view = observer.View(route.From.Name);
        if (view.Trouble is { } trouble)
            return (null, new Refusal(RefusalKind.Unavailable, trouble));
        var newest = view
            .Snapshots.Where(snapshot => snapshot is { Type: "automated" or "manual", Status: "available" })
            .MaxBy(snapshot => snapshot.TakenAt);
        if (newest is null)
            return (null, new Refusal(RefusalKind.Conflict, Phrase.Of("nothing-to-check-with", ("account", route.From.Name))));
        var terms = new RequestTerms(route.Name, Goal.Cluster, SourceChoice.Named(newest.Identifier));
        var (facts, refusal) = await preflight.GatherAsync(route, terms, AwsClients.ObserverSession, ct);
        if (facts is null)
            return (null, refusal);
        var plan = Planner.Make(facts, NoRequest);
        var check = new RouteCheck(
            facts.At,
            actor.Name,
            newest.Identifier,
            plan.Findings,
            RolePolicy.OfSource(route, facts.SharingKey?.Arn, facts.SourceKey),
            RolePolicy.OfTarget(route, facts.SharingKey?.Arn, facts.TargetKey)
        );
        _last[route.Name] = check;
        feed.Publish(Change.OfEverything);
        return (check, null);
    }
}
