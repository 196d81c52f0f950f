using Amazon.RDS.Model;
using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Accounts;
using SnapshotShare.Core.Data;
using SnapshotShare.Core.Requests;

namespace SnapshotShare.Core.Pipeline;

/// <summary>
/// An account copies only so many snapshots at once (Aurora User Guide: five). Whoever comes later waits here, in the order of asking,
/// instead of being refused by AWS.
/// </summary>
internal sealed class CopyQueue(IDbContextFactory<SnapshotShareDb> databases, Estate estate)
{
    /// <summary>Null when it is this request's turn, otherwise its place in words.</summary>
    public async Task<Phrase?> PlaceAsync(StepContext context, StepName name, CancellationToken ct)
    {
        if (Copies(context, name) is not { } copies)
            return null;
        var account = estate.Account(copies.Account);
        var running = copies.Snapshots.Count(snapshot => snapshot.Status == "copying");
        var ahead = await AheadAsync(context.Request, name, account.Name, ct);
        return running + ahead < account.CopiesAtOnce
            ? null
            : Phrase.Of(
                "in-line",
                ("place", $"{running + ahead - account.CopiesAtOnce + 1}"),
                ("running", $"{running}"),
                ("account", account.Name)
            );
    }

    private static (string Account, IReadOnlyList<DBClusterSnapshot> Snapshots)? Copies(StepContext context, StepName name) =>
        name switch
        {
            StepName.CopyForSharing => (context.Plan.From.Account, context.Sights.SourceSnapshots),
            StepName.CopyInTarget => (context.Plan.To.Account, context.Sights.TargetSnapshots),
            _ => null,
        };

    /// <summary>Requests asked for earlier whose copy in the same account is next but has not been asked of AWS.</summary>
    private async Task<int> AheadAsync(Request request, StepName name, string account, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var earlier = await db
            .Requests.AsNoTracking()
            .Where(other => other.Status == RequestStatus.Running && other.CreatedAt < request.CreatedAt)
            .ToListAsync(ct);
        return earlier.Count(other =>
            Trip.Active(other)
                .Any(step =>
                    step is { Name: StepName.CopyForSharing or StepName.CopyInTarget, Attempt: null }
                    && other.Plan.Step(step.Name)?.Account == account
                )
        );
    }
}
