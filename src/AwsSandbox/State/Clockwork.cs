using SnapshotShare.AwsSandbox.Kms;
using SnapshotShare.AwsSandbox.Rds;

namespace SnapshotShare.AwsSandbox.State;

/// <summary>
/// The effects of passing time on the world. Nothing runs by itself: whoever asks first makes everything happen that was
/// due by then, in order, each at its own moment.
/// </summary>
internal sealed class Clockwork(Accounts accounts)
{
    private World World => accounts.World;

    /// <summary>True where something changed.</summary>
    public bool Advance(DateTimeOffset now)
    {
        var changed = false;
        while (Next() is { } next && next.At <= now)
        {
            changed = true;
            next.Happens();
        }
        return changed;
    }

    /// <summary>Lets what is under way go on at another speed.</summary>
    public void Stretch(DateTimeOffset now, double factor)
    {
        foreach (var snapshot in World.Snapshots.All.Where(s => s.Life is not null).ToList())
            World.Snapshots.Put(snapshot with { Life = snapshot.Life!.Stretch(now, factor) });
        foreach (var cluster in World.Clusters.All.Where(c => c.Life is not null).ToList())
            World.Clusters.Put(cluster with { Life = cluster.Life!.Stretch(now, factor) });
        foreach (var instance in World.Instances.All.Where(i => i.Life is not null).ToList())
            World.Instances.Put(instance with { Life = instance.Life!.Stretch(now, factor) });
        foreach (var export in World.Exports.All.Where(e => e.Life is not null).ToList())
            World.Exports.Put(export with { Life = export.Life!.Stretch(now, factor) });
    }

    private (DateTimeOffset At, Action Happens)? Next()
    {
        (DateTimeOffset At, Action Happens)? next = null;
        Offer(World.Snapshots.NextDue, key => Snapshots.Settle(accounts, World.Snapshots.Find(key)!));
        Offer(World.Clusters.NextDue, key => Clusters.Settle(accounts, World.Clusters.Find(key)!));
        Offer(World.Instances.NextDue, key => Instances.Settle(accounts, World.Instances.Find(key)!));
        Offer(World.Exports.NextDue, key => ExportTasks.Settle(accounts, World.Exports.Find(key)!));
        if (accounts.Options.DailyBackups)
            Offer(World.Backups.NextDue, _ => NightlyBackup.Take(accounts));
        Offer(World.Keys.NextDue, key => KeyStates.Delete(accounts, World.Keys.Find(key)!));
        return next;

        void Offer((DateTimeOffset At, string Key)? due, Action<string> happens)
        {
            if (due is { } d && (next is null || d.At < next.Value.At))
                next = (d.At, () => happens(d.Key));
        }
    }
}
