using System.Globalization;
using SnapshotShare.AwsSandbox.Rds;

namespace SnapshotShare.AwsSandbox.State;

/// <summary>The night (00:00 UTC) up to which the automated snapshots are made.</summary>
internal sealed record LastBackup(DateTimeOffset Night);

/// <summary>
/// The automated snapshots of one night. Their names carry the date on the wire, so they come once a real day, whatever the
/// speed; what is past its retention goes, even from under a copy, as on AWS.
/// </summary>
internal static class NightlyBackup
{
    public static void Take(Accounts accounts)
    {
        var world = accounts.World;
        var night = world.Backups.All.Single().Night.AddDays(1);
        world.Backups.Put(new(night));
        foreach (var cluster in world.Clusters.All.Where(c => c.StatusAt(night) == "available").ToList())
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"rds:{cluster.Name}-{night:yyyy-MM-dd-HH-mm}");
            var tags = cluster.CopyTagsToSnapshot ? cluster.Tags : [];
            world.Snapshots.Put(CreateAndDeleteSnapshot.Take(world, cluster, name, "automated", night) with { Tags = tags });
            foreach (var old in Expired(world, cluster, night))
            {
                world.Snapshots.Remove(old);
                Snapshots.SourceGone(accounts, old, night);
            }
        }
    }

    // The article's own snapshot is older than any retention and stays, so that its story can always be told.
    private static List<Snapshot> Expired(World world, Cluster cluster, DateTimeOffset night) =>
        [
            .. world
                .Snapshots.Range(cluster.Place.Prefix)
                .Where(s => s.Type == "automated" && s.ClusterResourceId == cluster.ResourceId)
                .Where(s => s.CreatedAt < night.AddDays(1 - cluster.BackupRetention) && s.CreatedAt.Year != 2023),
        ];
}
