using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Shares.Drift;

namespace SnapshotShare.Core.Tests.Shares.Drift;

/// <summary>Runs the passes of drift as its hosted service does, and reads what they left.</summary>
internal static class DriftRig
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static Task LookForDriftAsync(this Rig rig) => rig.Get<DriftScan>().LookAsync(Ct);

    /// <summary>Looks until AWS's answers, which are kept for a while, have become old enough to be asked for again.</summary>
    public static Task LookForDriftUntilAsync(this Rig rig, Func<Task<bool>> there) => UntilAsync(rig, rig.LookForDriftAsync, there);

    public static Task UnshareUntilAsync(this Rig rig, Func<Task<bool>> there) =>
        UntilAsync(rig, () => rig.Get<DriftCloser>().DueAsync(Ct), there);

    public static async Task<IReadOnlyList<DriftFinding>> DriftAsync(this Rig rig)
    {
        await using var db = await rig.Get<IDbContextFactory<Db>>().CreateDbContextAsync(Ct);
        return await db.Drift.AsNoTracking().OrderBy(row => row.SnapshotIdentifier).ToListAsync(Ct);
    }

    public static async Task<DriftFinding> DriftAsync(this Rig rig, string id) => (await rig.DriftAsync()).Single(row => row.Id == id);

    /// <summary>Nobody waits a day here: the row says what it would say a day later.</summary>
    public static async Task DeadlineHasComeAsync(this Rig rig, string id)
    {
        await using var db = await rig.Get<IDbContextFactory<Db>>().CreateDbContextAsync(Ct);
        var now = rig.Get<TimeProvider>().UtcNowMilliseconds();
        await db.Drift.Where(row => row.Id == id).ExecuteUpdateAsync(rows => rows.SetProperty(row => row.AdoptedUntil, now), Ct);
    }

    private static async Task UntilAsync(Rig rig, Func<Task> pass, Func<Task<bool>> there)
    {
        var looks = 0;
        do
        {
            Assert.True(looks++ < Rig.MostLooks, "still not there after that many looks");
            await pass();
            rig.Time.Pass(TimeSpan.FromMilliseconds(50));
        } while (!await there());
    }
}
