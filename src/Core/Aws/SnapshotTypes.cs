using Amazon.RDS;
using Amazon.RDS.Model;

namespace SnapshotShare.Core.Aws;

/// <summary>The types of DB cluster snapshots in AWS's words, and how one of the account's own is found by its name.</summary>
public static class SnapshotTypes
{
    public const string Manual = "manual";
    public const string Automated = "automated";
    public const string Shared = "shared";
    public const string AwsBackup = "awsbackup";

    /// <summary>
    /// <c>awsbackup:job-…</c>, <c>awsbackup:copyjob-…</c>: nobody else can give a name with a colon. AWS's documentation does not say whether a listing of
    /// cluster snapshots has a type for them, so the name decides.
    /// </summary>
    private const string AwsBackupPrefix = "awsbackup:";

    private const string AutomatedPrefix = "rds:";

    /// <summary>AWS's type, but <see cref="AwsBackup"/> for all that AWS Backup took, which AWS may tell of as manual: it can be neither shared nor deleted here.</summary>
    public static string Of(DBClusterSnapshot snapshot) =>
        IsOfAwsBackup(snapshot.DBClusterSnapshotIdentifier) ? AwsBackup : snapshot.SnapshotType;

    public static bool IsOfAwsBackup(string identifier) => identifier.StartsWith(AwsBackupPrefix, StringComparison.OrdinalIgnoreCase);

    /// <summary>One of the account's own; null when it is not there.</summary>
    public static async Task<DBClusterSnapshot?> FindAsync(IAmazonRDS rds, string identifier, CancellationToken ct)
    {
        foreach (var type in TypesToAskWith(identifier))
            if (await FindAsync(rds, identifier, type, ct) is { } found)
                return found;
        return null;
    }

    private static async Task<DBClusterSnapshot?> FindAsync(IAmazonRDS rds, string identifier, string? type, CancellationToken ct)
    {
        try
        {
            var answer = await rds.DescribeDBClusterSnapshotsAsync(
                new DescribeDBClusterSnapshotsRequest { DBClusterSnapshotIdentifier = identifier, SnapshotType = type },
                ct
            );
            return answer.DBClusterSnapshots?.FirstOrDefault();
        }
        catch (DBClusterSnapshotNotFoundException)
        {
            return null;
        }
        catch (AmazonRDSException e) when (type == AwsBackup && IsNoType(e.ErrorCode))
        {
            return null;
        }
    }

    /// <summary>True for the refusal of <see cref="AwsBackup"/> as a type: what AWS Backup took then stands among the manual ones.</summary>
    public static bool IsNoType(string? errorCode) => errorCode == "InvalidParameterValue";

    /// <summary>Believed, not confirmed by AWS's documentation: an automated snapshot is found by name only with its type, and one of AWS Backup perhaps too.</summary>
    private static string?[] TypesToAskWith(string identifier) =>
        IsOfAwsBackup(identifier) ? [null, AwsBackup]
        : identifier.StartsWith(AutomatedPrefix, StringComparison.Ordinal) ? [Automated]
        : [Manual];
}
