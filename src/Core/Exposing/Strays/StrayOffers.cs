using Amazon.RDS;
using Amazon.RDS.Model;
using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Text;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Exposing.Strays;

/// <summary>
/// Tells which strays somebody may decide about, and of every other why not: only what a request of this installation made, that is over, and that this
/// database knows enough of.
/// </summary>
public sealed class StrayOffers(IDbContextFactory<Db> databases, AwsTopology topology, LedgerReach reach, Timings timings)
{
    /// <summary>By the ID of each.</summary>
    public async Task<IReadOnlyDictionary<string, StrayOffer>> OfAsync(IEnumerable<Stray> strays, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var alive = await UnderWayAsync(db, ct);
        return strays.ToDictionary(stray => stray.Id, stray => Of(stray, alive), StringComparer.Ordinal);
    }

    internal async Task<StrayOffer> OfAsync(Db db, Stray stray, CancellationToken ct) => Of(stray, await UnderWayAsync(db, ct));

    private static async Task<HashSet<string>> UnderWayAsync(Db db, CancellationToken ct) =>
        (await db.Requests.Where(request => request.EndedAt == null).Select(request => request.Id).ToListAsync(ct)).ToHashSet(
            StringComparer.Ordinal
        );

    private StrayOffer Of(Stray stray, HashSet<string> underWay)
    {
        if (stray.Thing == StrayThing.Export)
            return new StrayOffer(Message.Of("stray-export"), $"aws s3 rm --recursive {AwsCli.Quote(stray.Arn)}");
        if (stray.Kind == StrayKind.AnothersInstallation)
            return No("stray-anothers-installation");
        if (stray.Kind == StrayKind.WithoutInstallation)
            return No("stray-without-installation");
        if (stray.Kind == StrayKind.Derived)
            return new StrayOffer(Message.Of("stray-made-by-others", ("request", stray.RequestId)), ByHand(stray));
        // A request here makes no cluster in the account that data comes from, whatever its tags say.
        if (!IsMadeIn(stray))
            return No("stray-not-made-here", ("account", stray.Account));
        if (stray.Thing == StrayThing.Instance)
            return No("stray-goes-with-cluster");
        if (IsAwsOwn(stray))
            return No("stray-aws-own");
        if (stray.RequestId is { } request && underWay.Contains(request))
            return No("stray-request-under-way", ("request", request));
        return IsTooYoung(stray) ? No("stray-too-young") : StrayOffer.Open;

        static StrayOffer No(string key, params ReadOnlySpan<(string, string?)> values) => new(Message.Of(key, values));
    }

    private bool IsMadeIn(Stray stray)
    {
        return topology.Routes.Values.Any(route => Is(route.To) || (stray.Thing == StrayThing.Snapshot && Is(route.From)));

        bool Is(Account account) => string.Equals(account.Name, stray.Account, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>AWS's backups, and those of AWS Backup, have a colon in their names, which nobody can give.</summary>
    private static bool IsAwsOwn(Stray stray) => stray.Thing == StrayThing.Snapshot && stray.Name.Contains(':', StringComparison.Ordinal);

    /// <summary>
    /// A request that the database does not know belongs to another line of its history, and what that made stays until it is older than all this one knows. One that
    /// it knows as over may have been alive in that line, between what was known last and the start; a call sent just before may have arrived late.
    /// </summary>
    private bool IsTooYoung(Stray stray) =>
        stray.Kind == StrayKind.UnknownRequest
            ? stray.MadeAt is not { } made || made > (reach.KnownUpTo ?? DateTime.MinValue)
            : stray.MadeAt > (reach.KnownUpTo ?? DateTime.MinValue) + timings.LateArrival && stray.MadeAt < reach.StartedAt;

    /// <summary>A person at work there made it, and that person removes it.</summary>
    private static string? ByHand(Stray stray) =>
        stray switch
        {
            { Thing: StrayThing.Cluster } => Cli(
                new DeleteDBClusterRequest { DBClusterIdentifier = stray.Name, SkipFinalSnapshot = true },
                stray
            ),
            { Thing: StrayThing.Instance } => Cli(
                new DeleteDBInstanceRequest { DBInstanceIdentifier = stray.Name, SkipFinalSnapshot = true },
                stray
            ),
            // A backup that AWS kept when its cluster went is deleted by that cluster's ID.
            _ when IsAwsOwn(stray) => stray.Name.StartsWith("rds:", StringComparison.Ordinal)
            && stray.MadeOf is { } cluster
            && !cluster.StartsWith("arn:", StringComparison.Ordinal)
                ? $"aws rds delete-db-cluster-automated-backup --db-cluster-resource-id {AwsCli.Quote(cluster)}"
                : null,
            _ => Cli(new DeleteDBClusterSnapshotRequest { DBClusterSnapshotIdentifier = stray.Name }, stray),
        };

    private static string Cli(AmazonRDSRequest request, Stray stray) => new AwsChange(stray.Account, request).Cli;
}
