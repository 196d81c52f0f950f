using SnapshotShare.AwsSandbox.Rds;
using SnapshotShare.AwsSandbox.State;

namespace SnapshotShare.AwsSandbox.Kms;

/// <summary>The consequences when a key is disabled, comes back, or is gone for ever.</summary>
internal static class KeyStates
{
    public static void Disable(Accounts accounts, Key key, DateTimeOffset now)
    {
        accounts.World.Keys.Put(key with { State = Key.Disabled });
        LoseKey(accounts, key, now);
    }

    public static void ScheduleDeletion(Accounts accounts, Key key, int days, DateTimeOffset now)
    {
        // Key deletion counts real days, as AWS does: nobody should lose a key in a demonstration.
        accounts.World.Keys.Put(key with { State = Key.PendingDeletion, DeletionDate = now.AddDays(days), PendingWindowDays = days });
        LoseKey(accounts, key, now);
    }

    public static void Enable(Accounts accounts, Key key)
    {
        accounts.World.Keys.Put(key with { State = Key.Enabled });
        foreach (var cluster in ClustersUnder(accounts, key).Where(c => c.KeyLostAt is not null && c.Life is not null))
            accounts.World.Clusters.Put(cluster with { KeyLostAt = null, Life = null, Status = "available" });
    }

    public static void Delete(Accounts accounts, Key key)
    {
        accounts.World.Keys.Remove(key);
        foreach (var alias in accounts.World.Aliases.Range(key.Place.Prefix).Where(a => a.KeyId == key.Id).ToList())
            accounts.World.Aliases.Remove(alias);
        foreach (var grant in accounts.World.Grants.Range(key.Arn + "/").ToList())
            accounts.World.Grants.Remove(grant);
        foreach (var cluster in ClustersUnder(accounts, key))
            accounts.World.Clusters.Put(cluster with { Life = null, Status = "inaccessible-encryption-credentials" });
    }

    /// <summary>A running copy lives on its grant, not on the policy; the other belief is a switch.</summary>
    public static void PolicyChanged(Accounts accounts, Key key, DateTimeOffset now)
    {
        if (!accounts.Options.Rules.KeyPolicyFailsRunningCopy)
            return;
        foreach (
            var copy in accounts.World.Snapshots.Moving().Where(s => s.IsCopying && Snapshots.UsesKey(accounts.World, s, key.Arn)).ToList()
        )
        {
            if (!KeyAccess.StillMayGrant(key, new(copy.Account, copy.CopiedBy!, copy.CopiedBy!), now))
                Snapshots.FailCopy(accounts, copy, now);
        }
    }

    private static void LoseKey(Accounts accounts, Key key, DateTimeOffset now)
    {
        foreach (
            var copy in accounts.World.Snapshots.Moving().Where(s => s.IsCopying && Snapshots.UsesKey(accounts.World, s, key.Arn)).ToList()
        )
            Snapshots.FailCopy(accounts, copy, now);
        var recovery = TimeSpan.FromMinutes(accounts.Options.Durations.KeyRecovery / accounts.Options.Speed);
        foreach (var cluster in ClustersUnder(accounts, key).Where(c => c.Life is null && c.Status is "available" or "stopped"))
        {
            var life = Timeline.Of(now, recovery, "inaccessible-encryption-credentials-recoverable", "inaccessible-encryption-credentials");
            accounts.World.Clusters.Put(cluster with { KeyLostAt = now, Life = life });
        }
    }

    private static List<Cluster> ClustersUnder(Accounts accounts, Key key) =>
        [.. accounts.World.Clusters.All.Where(c => c.KmsKeyArn == key.Arn)];
}
