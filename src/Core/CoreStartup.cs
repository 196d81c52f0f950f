using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Shares.Drift;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core;

/// <summary>
/// Opens the database and holds what is in it against the configuration. Whatever is wrong throws <see cref="StartRefusedException"/>
/// before anything else has begun.
/// </summary>
public sealed class CoreStartup(
    Database database,
    IDbContextFactory<Db> databases,
    LedgerTransaction ledger,
    LedgerReach reach,
    EmergencyJournal emergency,
    OpenShares open,
    LedgerKey key,
    DatabaseEnvironment environment,
    RequestIds ids,
    AwsTopology topology
)
{
    public async Task OpenAsync(CancellationToken ct)
    {
        CheckThere();
        await database.OpenAsync(ct);
        await reach.OpenAsync(ct);
        CheckFiles();
        emergency.Open();
        await TakeUpAsync(ct);
        await StampAsync(ct);
        await NameInstallationAsync(ct);
        await OpenRememberedAsync(ct);
        await CheckAccountsAsync(ct);
    }

    /// <summary>A new database beside signed heads would be an empty ledger in the place of one that is lost, and shares that nobody knows of.</summary>
    private void CheckThere()
    {
        if (database.IsThere || !File.Exists(key.HeadsFile) || new FileInfo(key.HeadsFile).Length == 0)
            return;
        throw new StartRefusedException(
            $"The database {database.Path} is not there, and {key.HeadsFile} says that there was one. Put it back from a backup. To begin anew, move the "
                + "whole data folder away."
        );
    }

    /// <summary>With what cannot be read as what it is, nobody could approve anything, and nothing would be vouched for or remembered.</summary>
    private void CheckFiles()
    {
        foreach (var file in new[] { key.KeyFile, key.HeadsFile, key.PublicKeyFile, emergency.File, open.File })
            if (Directory.Exists(file))
                throw new StartRefusedException(
                    $"{file} is a folder, and must be a file. Move it away, and put the file back from its copy where there was one."
                );
        try
        {
            if (File.Exists(key.HeadsFile))
                File.OpenRead(key.HeadsFile).Dispose();
            // One that is not there is made when it is needed, or missed by the check of the ledger beside heads that it signed.
            if (File.Exists(key.KeyFile))
                key.Open().Dispose();
        }
        catch (LedgerKeyException e)
        {
            throw new StartRefusedException(
                $"{e.Message} Put it back from its copy. Without one, move {key.KeyFile}, {key.PublicKeyFile} and {key.HeadsFile} away together: "
                    + "approvals that it signed have to be given again, and that the heads are gone will be said.",
                e
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException(
                $"{key.HeadsFile} cannot be read: {e.Message} It must belong to the user that runs the product.",
                e
            );
        }
    }

    private async Task OpenRememberedAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        open.Open((await db.Environments.AsNoTracking().SingleAsync(ct)).Installation);
    }

    /// <summary>
    /// Nobody else has this file, so every lease in it belongs to a process that is gone; and whatever is under way is looked at now, for that process
    /// may have had another clock.
    /// </summary>
    private Task TakeUpAsync(CancellationToken ct) =>
        ledger.WriteAsync(
            async scope =>
            {
                foreach (
                    var row in await scope
                        .Db.Requests.Where(row => row.EndedAt == null && (row.NextLookAt != null || row.Status == RequestStatus.Ready))
                        .ToListAsync(ct)
                )
                {
                    (row.LeaseOwner, row.LeaseUntil, row.NextLookAt) = (null, null, scope.Now);
                    foreach (var step in row.Steps.Where(step => step is { IsOver: false, NextLookAt: not null }).ToList())
                        row.Replace(step with { NextLookAt = null });
                    row.Version++;
                }
            },
            ct
        );

    private Task StampAsync(CancellationToken ct) =>
        ledger.WriteAsync(
            async scope =>
            {
                var stamp = await scope.Db.Environments.SingleOrDefaultAsync(ct);
                if (stamp is null)
                {
                    scope.Db.Environments.Add(
                        new EnvironmentStamp
                        {
                            Id = 1,
                            Kind = environment.Kind,
                            AccountIds = environment.AccountText,
                            SignInMode = environment.SignInMode,
                            CreatedAt = scope.Now,
                            Installation = ids.Next(),
                        }
                    );
                    scope.Append(
                        Actor.Engine,
                        subject: "",
                        new EnvironmentCreated(environment.Kind, environment.AccountText, environment.SignInMode)
                    );
                }
                else if (!environment.Admits(stamp))
                {
                    throw new StartRefusedException(
                        $"This database belongs to another world: it was made for {DatabaseEnvironment.Describe(stamp)}, and the configuration says {environment}. "
                            + "Point Database:ConnectionString at a database of its own."
                    );
                }
                else if (environment.AccountText != stamp.AccountIds)
                {
                    // From now on it holds data of the new account too, so that one may not leave either.
                    scope.Append(Actor.Engine, subject: "", new EnvironmentExtended(stamp.AccountIds, environment.AccountText));
                    stamp.AccountIds = environment.AccountText;
                }
            },
            ct
        );

    /// <summary>A database of an older version becomes an installation; what its requests made until then carries their tag alone.</summary>
    private Task NameInstallationAsync(CancellationToken ct) =>
        ledger.WriteAsync(
            async scope =>
            {
                var stamp = await scope.Db.Environments.SingleAsync(ct);
                if (stamp.Installation.Length > 0)
                    return;
                var name = stamp.Installation = ids.Next();
                await scope.Db.Requests.ExecuteUpdateAsync(
                    rows => rows.SetProperty(row => row.Installation, name).SetProperty(row => row.MayLackInstallation, true),
                    ct
                );
            },
            ct
        );

    /// <summary>
    /// Rows hold accounts by name. Under another name a share could not be closed; under a name that means another account now, it would
    /// be looked for there and taken for gone.
    /// </summary>
    private async Task CheckAccountsAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var requests = await db.Requests.AsNoTracking().Where(request => request.EndedAt == null).ToListAsync(ct);
        var shares = await db.Shares.AsNoTracking().Where(share => share.WatchEndedAt == null).ToListAsync(ct);
        var drift = await db.Drift.AsNoTracking().Where(finding => finding.GoneAt == null).ToListAsync(ct);
        var strange = requests
            .SelectMany(request => new[] { request.Plan.From, request.Plan.To }.Select(side => (What: $"request {request.Id}", Side: side)))
            .Concat(shares.Select(share => (What: $"share {share.RequestId}", Side: SideOf(share.SourceAccount, share.SnapshotArn))))
            .Concat(drift.Select(finding => (What: $"drift {finding.Id}", Side: SideOf(finding.Account, finding.SnapshotArn))))
            .Where(live => !IsKnown(live.Side))
            .GroupBy(live => live.Side, live => live.What)
            .Select(group =>
                $"'{group.Key.Account}' ({string.Join(", ", group.Order(StringComparer.Ordinal).Take(5))}): {Words(group.Key)}"
            )
            .ToList();
        if (strange.Count > 0)
            throw new StartRefusedException(
                $"What is under way names accounts that the configuration does not know so any more: {string.Join("; ", strange)}. "
                    + "Give them back their names in Aws:Accounts until it has come to its end."
            );
    }

    private static PlanSide SideOf(string account, string arn) =>
        arn.Split(':') is [_, _, _, var region, var id, ..] ? new(account, id, region) : new(account, "?", "?");

    private bool IsKnown(PlanSide side) =>
        topology.Accounts.TryGetValue(side.Account, out var now) && (now.AccountId, now.Region) == (side.AccountId, side.Region);

    private string Words(PlanSide side) =>
        $"it was account {side.AccountId} in {side.Region}"
        + (topology.Accounts.TryGetValue(side.Account, out var now) ? $", and now it is {now.AccountId} in {now.Region}" : "");
}
