using SnapshotShare.AwsSandbox.State;
using SnapshotShare.AwsSandbox.Wire;

namespace SnapshotShare.AwsSandbox.Rds;

/// <summary>DescribeDBClusterSnapshots: own snapshots first, then those of others.</summary>
internal static class DescribeSnapshots
{
    private static readonly string[] Types = ["automated", "manual", "shared", "public", Snapshots.OfAwsBackup];

    private sealed record Seen(Snapshot Snapshot, string? As)
    {
        // Own names sort before foreign ARNs, so that a marker tells which part of the listing it belongs to.
        public string Key => As is null ? "0/" + Snapshot.Place.Key(Snapshot.Name) : $"{(As == "shared" ? 1 : 2)}/{Snapshot.Arn}";
    }

    public static Outcome Run(Call call)
    {
        var form = call.Form;
        var type = form.Text("SnapshotType");
        var (filters, badFilter) = Filters.Read(form, "db-cluster-id", "db-cluster-snapshot-id", "snapshot-type", "engine");
        if ((badFilter ?? Paging.Check(form)) is { } refusal)
            return refusal;
        if (type is not null && (!Types.Contains(type) || (type == Snapshots.OfAwsBackup && !call.Rules.AwsBackupHasItsOwnType)))
            return RdsFaults.InvalidValue($"Invalid snapshot type: {type}");
        if (form.Text("DBClusterIdentifier") is not null && form.Text("DBClusterSnapshotIdentifier") is not null)
            return RdsFaults.InvalidCombination("DBClusterIdentifier and DBClusterSnapshotIdentifier cannot be used together.");
        if (form.Text("DBClusterSnapshotIdentifier") is { } asked)
        {
            return One(call, asked, type) is { } one
                ? new XmlResult(Paging.Page(form, [one], s => s.Key, "DBClusterSnapshots", "DBClusterSnapshot", Write))
                : RdsFaults.SnapshotNotFound(asked);
        }
        var rows = Listing(call, type, Paging.After(form)).Where(s => Matches(s, call, filters));
        return new XmlResult(Paging.Page(form, rows, s => s.Key, "DBClusterSnapshots", "DBClusterSnapshot", Write));

        void Write(XmlText xml, Seen s) => SnapshotXml.Write(xml, s.Snapshot, call, s.As);
    }

    private static Seen? One(Call call, string asked, string? type)
    {
        if (Snapshots.FindUsable(call, asked) is not { } found || found.Region != call.Region)
            return null;
        if (found.Account == call.Caller.Account)
        {
            var needsType = found.Type switch
            {
                "automated" => call.Rules.AutomatedByIdentifierNeedsType,
                Snapshots.OfAwsBackup => call.Rules.AwsBackupByIdentifierNeedsType,
                _ => false,
            };
            return type == Snapshots.TypeShown(call, found) || (type is null && !needsType) ? new(found, null) : null;
        }
        var everyones = found.Shares.All(s => s.Account != call.Caller.Account);
        var asShared = type == "shared" || (type is null && call.Form.Bool("IncludeShared") == true);
        var asPublic = type == "public" || (type is null && call.Form.Bool("IncludePublic") == true);
        var lenient = type is null && !call.Rules.SharedByArnNeedsIncludeShared;
        return (everyones ? asPublic : asShared) || lenient ? new(found, everyones ? "public" : "shared") : null;
    }

    private static IEnumerable<Seen> Listing(Call call, string? type, string? after)
    {
        var shared = type == "shared" || (type is null && call.Form.Bool("IncludeShared") == true);
        var everyones = type == "public" || (type is null && call.Form.Bool("IncludePublic") == true);
        if (type is not ("shared" or "public") && After('0') is { } own)
        {
            foreach (
                var s in call
                    .World.Snapshots.Range(call.Place.Prefix, own.Length > 0 ? own : null)
                    .Where(s => type is null || Snapshots.TypeShown(call, s) == type)
            )
                yield return new(s, null);
        }
        if (shared && After('1') is { } mine)
        {
            foreach (var s in call.World.Shared.VisibleTo(call.Place, call.Now, everyones: false, mine))
                yield return new(s, "shared");
        }
        if (everyones && After('2') is { } all)
        {
            foreach (var s in call.World.Shared.VisibleTo(call.Place, call.Now, everyones: true, all))
                yield return new(s, "public");
        }

        // Null: this part of the listing is behind the marker. Empty: it starts at its beginning.
        string? After(char part) =>
            after is null || after[0] < part ? ""
            : after[0] == part && after.Length > 2 ? after[2..]
            : null;
    }

    private static bool Matches(Seen seen, Call call, Filters filters)
    {
        var (s, form) = (seen.Snapshot, call.Form);
        var cluster = form.Text("DBClusterIdentifier");
        var name = Identifiers.FromArn(cluster ?? "", "cluster")?.Name ?? cluster;
        return (name is null || s.Cluster.Equals(name, StringComparison.OrdinalIgnoreCase))
            && (form.Text("DbClusterResourceId") is not { } resource || resource == s.ClusterResourceId)
            && filters.Match("db-cluster-id", s.Cluster, new Place(s.Account, s.Region).RdsArn("cluster", s.Cluster))
            && filters.Match("db-cluster-snapshot-id", seen.As is null ? s.Name : s.Arn, s.Arn)
            && filters.Match("snapshot-type", seen.As ?? Snapshots.TypeShown(call, s))
            && filters.Match("engine", s.Engine);
    }
}
