using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Observing;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Shares.Drift;
using SnapshotShare.Core.Text;
using Route = SnapshotShare.Core.Topology.Route;

namespace SnapshotShare.Web.Pages.Snapshots;

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
public sealed record SnapshotOffer(SnapshotAction Action, string? Address, Message? Why);

/// <summary>The offers for a snapshot, each with the reason where it cannot. Pure.</summary>
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
        RequestListItem? madeBy
    )
    {
        var whyNotAsk = WhyNotAsk(actor, snapshot, account, routes);
        var ask = whyNotAsk is null ? Urls.AskFor(routes[0].Name, snapshot.Identifier) : null;
        return
        [
            new(SnapshotAction.Ask, ask, whyNotAsk ?? WhatToKnow(snapshot)),
            ShareAsItIs(snapshot, routes, whyNotAsk),
            Unshare(snapshot, openShare, drift),
            Delete(snapshot, madeBy),
        ];
    }

    private static SnapshotOffer ShareAsItIs(SnapshotView snapshot, IReadOnlyList<Route> routes, Message? whyNotAsk)
    {
        if (whyNotAsk is not null)
            return new(SnapshotAction.ShareAsItIs, Address: null, whyNotAsk);
        return routes.FirstOrDefault(route => WhyCopy(snapshot, route) is null) is { } route
            ? new(SnapshotAction.ShareAsItIs, Urls.AskFor(route.Name, snapshot.Identifier), Message.Of("snapshot.no-copy-needed"))
            : new(SnapshotAction.ShareAsItIs, Address: null, WhyCopy(snapshot, routes[0]));
    }

    /// <summary>Why nobody, or not this person, can ask for anything from it; null when they can.</summary>
    public static Message? WhyNotAsk(Actor actor, SnapshotView snapshot, string account, IReadOnlyList<Route> routes) =>
        snapshot.Type is "shared" or "public" ? Message.Of("snapshot.why.not-own", ("account", snapshot.OwnerAccountId))
        : routes.Count == 0 ? Message.Of("snapshot.why.no-route", ("account", account))
        : snapshot.Type is not (SnapshotTypes.Manual or SnapshotTypes.Automated or SnapshotTypes.AwsBackup)
            ? Message.Of("snapshot.why.kind", ("type", snapshot.Type))
        : !snapshot.Encrypted ? Message.Of("snapshot.why.unencrypted")
        : snapshot.Status is not "available" ? Message.Of("snapshot.why.status", ("status", snapshot.Status))
        : !actor.Allows(Permission.Request) ? Message.Of("snapshot.why.role")
        : null;

    /// <summary>The plan's own words, before anybody asks for one.</summary>
    private static Message? WhatToKnow(SnapshotView snapshot) =>
        snapshot.IsUnderAwsOwnedKey ? Message.Of("finding.source-sse-rds", ("snapshot", snapshot.Identifier))
        : snapshot.Type is SnapshotTypes.AwsBackup ? Message.Of("finding.source-of-aws-backup", ("snapshot", snapshot.Identifier))
        : null;

    /// <summary>Why it cannot be shared as it is; null when it can.</summary>
    private static Message? WhyCopy(SnapshotView snapshot, Route route) =>
        WhyNeverShared(snapshot) is { } never ? never
        : snapshot.KeyManager is "AWS" ? Message.Of("snapshot.why.aws-managed", ("key", snapshot.KeyAlias ?? snapshot.KeyArn))
        : snapshot.IsUnderAwsOwnedKey ? Message.Of("snapshot.why.aws-owned")
        : !IsUnder(snapshot, route) ? Message.Of("snapshot.why.other-key", ("key", route.SharingKey))
        : null;

    /// <summary>Why its owner cannot share it, whatever key it is under; null when the owner can.</summary>
    private static Message? WhyNeverShared(SnapshotView snapshot) =>
        snapshot.Type switch
        {
            SnapshotTypes.Manual => null,
            SnapshotTypes.AwsBackup => Message.Of("snapshot.why.aws-backup"),
            _ => Message.Of("snapshot.why.automated"),
        };

    private static bool IsUnder(SnapshotView snapshot, Route route) =>
        snapshot.KeyArn is { } arn
        && route.From.Means(route.SharingKey, arn, snapshot.KeyAlias is { } alias ? [alias, .. snapshot.KeyAliases] : snapshot.KeyAliases);

    private static SnapshotOffer Unshare(SnapshotView snapshot, Share? openShare, DriftFinding? drift)
    {
        if (openShare is not null)
            return new(SnapshotAction.Unshare, Urls.RequestOf(openShare.RequestId), Message.Of("snapshot.shared-by-request"));
        if (drift is not null)
            return new(SnapshotAction.Unshare, Urls.Home, Message.Of("snapshot.shared-by-nobody-here"));
        var why =
            snapshot.Type is "shared" or "public" ? Message.Of("snapshot.why.owner-only", ("account", snapshot.OwnerAccountId))
            : WhyNeverShared(snapshot) is { } never ? never
            : snapshot.SharedWith is null ? Message.Of("snapshot.why.sharing-not-read")
            : snapshot.SharedWith.Count > 0 ? Message.Of("snapshot.why.not-looked-at-yet")
            : Message.Of("snapshot.why.not-shared");
        return new(SnapshotAction.Unshare, Address: null, why);
    }

    private static SnapshotOffer Delete(SnapshotView snapshot, RequestListItem? madeBy) =>
        madeBy is not null
            ? new(SnapshotAction.Delete, Urls.RequestOf(madeBy.Id), Message.Of("snapshot.deleted-by-request"))
            : new(
                SnapshotAction.Delete,
                Address: null,
                snapshot.Type switch
                {
                    "shared" or "public" => Message.Of("snapshot.why.owner-only", ("account", snapshot.OwnerAccountId)),
                    SnapshotTypes.Automated => Message.Of("snapshot.why.retention"),
                    SnapshotTypes.AwsBackup => Message.Of("snapshot.why.backup-plan"),
                    _ => Message.Of("snapshot.why.not-ours"),
                }
            );
}
