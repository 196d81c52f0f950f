using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Planning;
using SnapshotShare.Core.Planning.Policies;
using SnapshotShare.Core.Planning.Readers;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Text;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Commands;

/// <summary>
/// Tells whether a route would work, before anybody needs it: a preflight with the account's newest snapshot. Costs no change in AWS. What was
/// found stands in the ledger, with who asked; so the last answer is known after a restart too.
/// </summary>
public sealed class RouteChecks(
    AwsTopology topology,
    Authorizer authorizer,
    Limits limits,
    Preflight preflight,
    AwsClients clients,
    CommandLedger ledger,
    TimeProvider time,
    IDbContextFactory<Db> databases
)
{
    /// <summary>Stands where a request's ID would; no request can have it.</summary>
    private const string NoRequest = "route-check-00000";

    /// <summary>Null for a route that was never checked: only a check of ours can change that.</summary>
    private readonly ConcurrentDictionary<string, RouteCheck?> _last = new(StringComparer.OrdinalIgnoreCase);

    public async Task<RouteCheck?> LastOfAsync(string route, CancellationToken ct)
    {
        if (_last.TryGetValue(route, out var known))
            return known;
        await using var db = await databases.CreateDbContextAsync(ct);
        var last = await db
            .Ledger.AsNoTracking()
            .Where(entry => entry.Kind == LedgerKind.RouteChecked)
            .OrderByDescending(entry => entry.Sequence)
            .AsAsyncEnumerable()
            .Select(entry => entry.ReadEvent())
            .OfType<RouteChecked>()
            .FirstOrDefaultAsync(check => string.Equals(check.Route, route, StringComparison.OrdinalIgnoreCase), ct);
        return _last.GetOrAdd(route, last is null ? null : Read(last));
    }

    public async Task<(RouteCheck? Check, Refusal? Refusal)> CheckAsync(Actor actor, string routeName, CancellationToken ct)
    {
        if (await authorizer.RefusesAsync(actor, Permission.CheckRoute, subject: "", ct) is { } forbidden)
            return (null, forbidden);
        if (!topology.Routes.TryGetValue(routeName, out var route))
            return (null, new Refusal(RefusalKind.NotFound, Message.Of("no-such-route", ("route", routeName)), "route"));
        using var turn = await limits.TakeAsync(actor, Cost.Aws, ct);
        if (turn.Refusal is { } tooMany)
            return (null, tooMany);
        var isNeeded = await IsKeyNeededAsync(route, ct);
        var check = await TryAsync(actor, route, isNeeded, ct);
        // What was found stands, though whoever asked may have hung up.
        if (await ledger.AppendAsync(actor, subject: "", Kept(check), CancellationToken.None) is { } unwritten)
            return (null, unwritten);
        _last[route.Name] = check;
        return (check, null);
    }

    /// <summary>Asks AWS for the newest snapshot too: what a page shows of the account may be old, or missing.</summary>
    private async Task<RouteCheck> TryAsync(Actor actor, Route route, bool isKeyNeeded, CancellationToken ct)
    {
        var from = new AccountProbe(clients.For(route.From.Name, AwsClients.ObserverSession));
        var to = new AccountProbe(clients.For(route.To.Name, AwsClients.ObserverSession));
        SnapshotFact? newest = null;
        try
        {
            newest = await SourceReader.NewestOfAllAsync(from, ct);
            if (newest is not null)
            {
                var terms = new RequestTerms(route.Name, Goal.Cluster, SourceChoice.Named(newest.Identifier));
                return Judged(await preflight.FactsAsync(route, terms, from, to, newest, installation: null, ct), actor, isKeyNeeded);
            }
            return from.Refused is [var refused, ..]
                ? Only(refused, isKnown: true)
                : Only(
                    Finding.Warning("nothing-to-check-with", route.From.Name, resource: "", ("account", route.From.Name)),
                    isKnown: false
                );
        }
        catch (NoAnswerException e)
        {
            var account = e.Account.Name;
            return Only(
                Finding.Warning("route-unanswered", account, e.Action, ("account", account), ("action", e.Action)) with
                {
                    Fault = e.Refusal,
                },
                isKnown: false
            );
        }

        RouteCheck Only(Finding finding, bool isKnown) =>
            new(route.Name, time.UtcNowMilliseconds(), actor.Name, newest?.Identifier, [finding], IsKnown: isKnown);
    }

    /// <summary>True while some request has its share to make or its copy to take, on this route or on another under the same key.</summary>
    private async Task<bool> IsKeyNeededAsync(Route route, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var alive = await db.Requests.AsNoTracking().Where(row => row.EndedAt == null && row.Status != RequestStatus.Ready).ToListAsync(ct);
        return alive.Exists(row =>
            row.Plan.To.AccountId == route.To.AccountId
            && route.From.Means(route.SharingKey, row.Plan.SharingKey.Arn, row.Plan.SharingKey.Alias is { } alias ? [alias] : [])
        );
    }

    private static RouteCheck Judged(Facts facts, Actor actor, bool isKeyNeeded)
    {
        var route = facts.Route;
        var plan = Planner.Make(facts, NoRequest);
        return new RouteCheck(
            route.Name,
            facts.At,
            actor.Name,
            facts.Source.Identifier,
            plan.Findings,
            RoutePart.Of(facts, plan),
            RolePolicy.OfSource(route, facts.SharingKey?.Arn, facts.SourceKey),
            RolePolicy.OfTarget(route, facts.SharingKey?.Arn, facts.TargetKey, facts.SecretKey),
            KeyClosing: !isKeyNeeded && facts is { SharingKeyPolicy: { } policy, SharingKey: { Manager: "CUSTOMER" } key }
                ? KeyClosing.Of(key.Arn, policy, facts.SharingKeyGrants ?? [], route.To)
                : null
        );
    }

    /// <summary>Without what is long and can be made again: policies to paste, and the words that point to them.</summary>
    private static RouteChecked Kept(RouteCheck check) =>
        new(
            check.Route,
            check.At,
            check.By,
            check.Snapshot,
            [.. check.Findings.Select(finding => finding.Paste is null ? finding : finding with { Remedy = null, Paste = null })],
            check.Parts?.Select(part => new CheckedPart(part.Name.ToString(), part.Health.ToString(), part.Resource)).ToList(),
            check.IsKnown,
            LacksPaste: check.Findings.Any(finding => finding.Paste is not null)
        );

    private static RouteCheck Read(RouteChecked kept) =>
        new(
            kept.Route,
            kept.At,
            kept.By,
            kept.Snapshot,
            kept.Findings,
            kept.Parts?.Select(part => new RoutePart(
                    Enum.Parse<RoutePartName>(part.Name),
                    Enum.Parse<PartHealth>(part.Health),
                    part.Resource
                ))
                .ToList(),
            IsKnown: kept.IsKnown,
            LacksPaste: kept.LacksPaste
        );
}
