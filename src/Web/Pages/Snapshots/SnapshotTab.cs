using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Observing;
using SnapshotShare.Web.Diagram.Model;

namespace SnapshotShare.Web.Pages.Snapshots;

/// <summary>The tabs that the console's reader knows. Pure.</summary>
public static class SnapshotTab
{
    public const string Manual = "manual";
    public const string System = "system";
    public const string AwsBackup = "awsbackup";
    public const string Shared = "shared";

    public static readonly IReadOnlyList<string> All = [Manual, System, AwsBackup, Shared];

    public static string Of(SnapshotView snapshot) =>
        snapshot.Type switch
        {
            "shared" or "public" => Shared,
            SnapshotTypes.Manual => Manual,
            SnapshotTypes.AwsBackup => AwsBackup,
            _ => System,
        };

    /// <summary>Every word must be somewhere in what the row shows.</summary>
    public static IReadOnlyList<SnapshotView> Filter(IEnumerable<SnapshotView> snapshots, string tab, string? words)
    {
        var wanted = (words ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return
        [
            .. snapshots.Where(snapshot =>
                Of(snapshot) == tab && wanted.All(word => Shown(snapshot).Contains(word, StringComparison.OrdinalIgnoreCase))
            ),
        ];
    }

    /// <summary>A shared snapshot's identifier is its whole ARN; people know it by the last part.</summary>
    public static string ShortName(SnapshotView snapshot) =>
        snapshot.Identifier.StartsWith("arn:", StringComparison.Ordinal) ? snapshot.Identifier.Split(':', 7)[^1] : snapshot.Identifier;

    /// <summary>The name people know its key by: an alias whole, an ID by its ends.</summary>
    public static string KeyLabel(SnapshotView snapshot)
    {
        if (snapshot.KeyArn is not { } arn)
            return "KMS";
        var label = DiagramKey.LabelOf(snapshot.KeyAlias, arn);
        return snapshot.KeyAlias is { Length: > 0 } ? label : Fold.Middle(label, 15);
    }

    private static string Shown(SnapshotView snapshot) =>
        string.Join(
            ' ',
            [
                snapshot.Identifier,
                snapshot.Cluster,
                snapshot.Type,
                snapshot.Status,
                snapshot.KeyAlias,
                snapshot.KeyArn,
                snapshot.Type is "shared" or "public" ? snapshot.OwnerAccountId : null,
                .. snapshot.SharedWith ?? [],
            ]
        );
}
