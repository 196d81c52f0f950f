using SnapshotShare.Core;
using SnapshotShare.Core.Accounts;
using SnapshotShare.Core.Drift;
using SnapshotShare.Core.Observing;
using SnapshotShare.Core.People;
using SnapshotShare.Core.Requests;
using Route = SnapshotShare.Core.Accounts.Route;

namespace SnapshotShare.Web.Components.Snapshots;

public enum SnapshotAction
{
    Ask,

    /// <summary>A trip that needs no copy before the share.</summary>
    ShareAsItIs,
    Unshare,
    Delete,
}

/// <param name="Address">Where it is done; null when it is not possible.</param>
/// <param name="Why">Why not, or what to know before.</param>
public sealed record SnapshotOffer(SnapshotAction Action, string? Address, Phrase? Why);

/// <summary>What can be done with a snapshot, each with the reason where it cannot. Pure.</summary>
public static class SnapshotOffers
{
    /// <param name="routes">Those that start in the account that shows the snapshot.</param>
    /// <param name="madeBy">The request that made it and is not over.</param>
    public static IReadOnlyList<SnapshotOffer> For(
        Actor actor,
        SnapshotView snapshot,
        string account,
        IReadOnlyList<Route> routes,
        Share? openShare,
        DriftFinding? drift,
        RequestLine? madeBy
    )
    {
        var whyNotAsk = WhyNotAsk(actor, snapshot, account, routes);
        var ask = whyNotAsk is null ? Urls.AskFor(routes[0].Name, snapshot.Identifier) : null;
        return
        [
            new(SnapshotAction.Ask, ask, whyNotAsk),
            ShareAsItIs(snapshot, routes, whyNotAsk),
            Unshare(snapshot, openShare, drift),
            Delete(snapshot, madeBy),
        ];
    }

    private static SnapshotOffer ShareAsItIs(SnapshotView snapshot, IReadOnlyList<Route> routes, Phrase? whyNotAsk)
    {
        if (whyNotAsk is not null)
            return new(SnapshotAction.ShareAsItIs, Address: null, whyNotAsk);
        return routes.FirstOrDefault(route => WhyCopy(snapshot, route) is null) is { } route
            ? new(SnapshotAction.ShareAsItIs, Urls.AskFor(route.Name, snapshot.Identifier), Phrase.Of("snapshot.no-copy-needed"))
            : new(SnapshotAction.ShareAsItIs, Address: null, WhyCopy(snapshot, routes[0]));
    }

    /// <summary>Why nobody, or not this person, can ask for anything from it; null when they can.</summary>
    public static Phrase? WhyNotAsk(Actor actor, SnapshotView snapshot, string account, IReadOnlyList<Route> routes) =>
        snapshot.Type is "shared" or "public" ? Phrase.Of("snapshot.why.not-own", ("account", snapshot.OwnerAccountId))
        : routes.Count == 0 ? Phrase.Of("snapshot.why.no-route", ("account", account))
        : snapshot.Type is not ("manual" or "automated") ? Phrase.Of("snapshot.why.kind", ("type", snapshot.Type))
        : !snapshot.Encrypted ? Phrase.Of("snapshot.why.unencrypted")
        : snapshot.Status is not "available" ? Phrase.Of("snapshot.why.status", ("status", snapshot.Status))
        : !actor.Allows(Verb.Request) ? Phrase.Of("snapshot.why.role")
        : null;

    /// <summary>Why it cannot be shared as it is; null when it can.</summary>
    private static Phrase? WhyCopy(SnapshotView snapshot, Route route) =>
        snapshot.Type is "automated" ? Phrase.Of("snapshot.why.automated")
        : snapshot.KeyManager is "AWS" ? Phrase.Of("snapshot.why.aws-managed", ("key", snapshot.KeyAlias ?? snapshot.KeyArn))
        : snapshot.KeyAlias != route.SharingKey && snapshot.KeyArn != route.From.KeyArn(route.SharingKey)
            ? Phrase.Of("snapshot.why.other-key", ("key", route.SharingKey))
        : null;

    private static SnapshotOffer Unshare(SnapshotView snapshot, Share? openShare, DriftFinding? drift)
    {
        if (openShare is not null)
            return new(SnapshotAction.Unshare, Urls.RequestOf(openShare.RequestId), Phrase.Of("snapshot.shared-by-request"));
        if (drift is not null)
            return new(SnapshotAction.Unshare, Urls.Home, Phrase.Of("snapshot.shared-by-nobody-here"));
        var why =
            snapshot.Type is "shared" or "public" ? Phrase.Of("snapshot.why.owner-only", ("account", snapshot.OwnerAccountId))
            : snapshot.Type is not "manual" ? Phrase.Of("snapshot.why.automated")
            : snapshot.SharedWith is null ? Phrase.Of("snapshot.why.sharing-not-read")
            : snapshot.SharedWith.Count > 0 ? Phrase.Of("snapshot.why.not-looked-at-yet")
            : Phrase.Of("snapshot.why.not-shared");
        return new(SnapshotAction.Unshare, Address: null, why);
    }

    private static SnapshotOffer Delete(SnapshotView snapshot, RequestLine? madeBy) =>
        madeBy is not null
            ? new(SnapshotAction.Delete, Urls.RequestOf(madeBy.Id), Phrase.Of("snapshot.deleted-by-request"))
            : new(
                SnapshotAction.Delete,
                Address: null,
                snapshot.Type switch
                {
                    "shared" or "public" => Phrase.Of("snapshot.why.owner-only", ("account", snapshot.OwnerAccountId)),
                    "automated" => Phrase.Of("snapshot.why.retention"),
                    _ => Phrase.Of("snapshot.why.not-ours"),
                }
            );
}
