using SnapshotShare.AwsSandbox.Ec2;
using SnapshotShare.AwsSandbox.Iam;
using SnapshotShare.AwsSandbox.Kms;
using SnapshotShare.AwsSandbox.Rds;

namespace SnapshotShare.AwsSandbox.State;

/// <summary>Everything the accounts hold. Only one request at a time may touch it.</summary>
internal sealed class World
{
    public Table<User> Users { get; } = new("users", u => u.AccessKeyId);
    public Table<Role> Roles { get; } = new("roles", r => r.Arn);
    public Table<Session> Sessions { get; } = new("sessions", s => s.AccessKeyId);
    public Table<Key> Keys { get; } = new("keys", k => k.Place.Key(k.Id), k => k.DeletionDate);
    public Table<KeyAlias> Aliases { get; } = new("aliases", a => a.Place.Prefix + a.Name);
    public Table<Grant> Grants { get; } = new("grants", g => $"{g.KeyArn}/{g.Id}");
    public Table<Snapshot> Snapshots { get; } = new("snapshots", s => s.Place.Key(s.Name), s => s.Life?.EndsAt);
    public Table<Cluster> Clusters { get; } = new("clusters", c => c.Place.Key(c.Name), Rds.Clusters.DueOf);
    public Table<Instance> Instances { get; } = new("instances", i => i.Place.Key(i.Name), i => i.Life?.EndsAt);
    public Table<ExportTask> Exports { get; } = new("exports", e => e.Place.Key(e.Name), e => e.Life?.EndsAt);
    public Table<SubnetGroup> SubnetGroups { get; } = new("subnetGroups", g => g.Place.Key(g.Name));
    public Table<ParameterGroup> ParameterGroups { get; } = new("parameterGroups", g => g.Place.Key(g.Name));
    public Table<Vpc> Vpcs { get; } = new("vpcs", v => $"{v.Account}/{v.Region}/{v.Id}");
    public Table<SecurityGroup> SecurityGroups { get; } = new("securityGroups", g => $"{g.Account}/{g.Region}/{g.Id}");

    public Table<LastBackup> Backups { get; } = new("backups", _ => "last", b => b.Night.AddDays(1));

    public Table<VersionStatus> VersionStatuses { get; } = new("versionStatuses", v => v.Key);

    /// <summary>The snapshots of each owner that anybody else may see, so that a listing need not look at all of them.</summary>
    public SharedSnapshots Shared { get; }

    public IReadOnlyList<Table> Tables =>
        [
            Users,
            Roles,
            Sessions,
            Keys,
            Aliases,
            Grants,
            Snapshots,
            Clusters,
            Instances,
            Exports,
            SubnetGroups,
            ParameterGroups,
            Vpcs,
            SecurityGroups,
            Backups,
            VersionStatuses,
        ];

    public World() => Shared = new(Snapshots);

    public void Clear()
    {
        foreach (var table in Tables)
            table.Clear();
    }
}
