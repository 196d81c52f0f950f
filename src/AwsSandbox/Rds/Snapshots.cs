using SnapshotShare.AwsSandbox.State;
using SnapshotShare.AwsSandbox.Wire;

namespace SnapshotShare.AwsSandbox.Rds;

/// <summary>Finding snapshots, and what becomes of them with time.</summary>
internal static class Snapshots
{
    /// <summary>The type of those that AWS Backup took, whatever it is shown as.</summary>
    public const string OfAwsBackup = "awsbackup";

    /// <summary>One of the caller's own, by name or ARN; or one shared with the caller, by ARN only.</summary>
    public static Snapshot? FindUsable(Call call, string asked)
    {
        if (Identifiers.FromArn(asked, "cluster-snapshot") is not { } named)
            return call.World.Snapshots.Find(call.Place.Key(asked));
        var found = call.World.Snapshots.Find(named.Place.Key(named.Name));
        return found is null || found.Account == call.Caller.Account || IsVisible(call, found) ? found : null;
    }

    /// <summary>Only the caller's own, in this Region.</summary>
    public static Snapshot? FindOwn(Call call, string asked) =>
        Identifiers.FromArn(asked, "cluster-snapshot") is not { } named ? call.World.Snapshots.Find(call.Place.Key(asked))
        : named.Place == call.Place ? call.World.Snapshots.Find(named.Place.Key(named.Name))
        : null;

    /// <summary>Shared with the caller, by name or with everybody, and the share has made its way.</summary>
    public static bool IsVisible(Call call, Snapshot snapshot) =>
        snapshot.Shares.Any(s => (s.Account == call.Caller.Account || s.Account == Share.Everyone) && s.IsVisibleAt(call.Now));

    /// <summary>The type that a listing gives it to its owner.</summary>
    public static string TypeShown(Call call, Snapshot s) =>
        s.Type == OfAwsBackup && !call.Rules.AwsBackupHasItsOwnType ? "manual" : s.Type;

    public static int CountManual(World world, Place place) => world.Snapshots.Range(place.Prefix).Count(s => s.Type == "manual");

    public static bool UsesKey(World world, Snapshot copy, string keyArn) =>
        copy.KmsKeyArn == keyArn || world.Grants.Range(keyArn + "/").Any(g => g.ForSnapshotArn == copy.Arn);

    /// <summary>Ends what was under way with a snapshot.</summary>
    public static void Settle(Accounts accounts, Snapshot snapshot)
    {
        var life = snapshot.Life!;
        if (life.Then == Timeline.Gone)
        {
            accounts.World.Snapshots.Remove(snapshot);
            return;
        }
        accounts.World.Snapshots.Put(snapshot with { Life = null, Status = life.Then, DisablesKeyArn = null });
        ReleaseGrants(accounts.World, snapshot);
        if (snapshot.DisablesKeyArn is { } arn && Kms.KeyRing.Find(accounts.World, snapshot.Place, arn) is { } key)
            Kms.KeyStates.Disable(accounts, key, life.EndsAt);
    }

    public static void FailCopy(Accounts accounts, Snapshot copy, DateTimeOffset now)
    {
        var percent = copy.Life!.PercentAt(now);
        accounts.World.Snapshots.Put(copy with { Life = null, Status = "failed", FailedAtPercent = percent, DisablesKeyArn = null });
        ReleaseGrants(accounts.World, copy);
        CloseUp(accounts, copy.SourceArn!, now);
    }

    /// <summary>A copy needs its source until it is done.</summary>
    public static void SourceGone(Accounts accounts, Snapshot source, DateTimeOffset now)
    {
        if (!accounts.Options.Rules.DeletedSourceFailsRunningCopy)
            return;
        foreach (var copy in CopiesOf(accounts.World, source.Arn).ToList())
            FailCopy(accounts, copy, now);
    }

    public static void ReleaseGrants(World world, Snapshot copy)
    {
        foreach (var grant in world.Grants.All.Where(g => g.ForSnapshotArn == copy.Arn).ToList())
            world.Grants.Remove(grant);
    }

    /// <summary>Copies of one source run one after another: when one leaves the queue, the others move up.</summary>
    public static void CloseUp(Accounts accounts, string sourceArn, DateTimeOffset now)
    {
        var free = now;
        foreach (var copy in CopiesOf(accounts.World, sourceArn).OrderBy(c => c.Life!.StartsAt).ToList())
        {
            if (copy.Life!.StartsAt > free)
                accounts.World.Snapshots.Put(copy with { Life = copy.Life.StartingAt(free) });
            free = accounts.World.Snapshots.Find(copy.Place.Key(copy.Name))!.Life!.EndsAt;
        }
    }

    public static IEnumerable<Snapshot> CopiesOf(World world, string sourceArn) =>
        world.Snapshots.Moving().Where(s => s.IsCopying && s.SourceArn == sourceArn);
}
