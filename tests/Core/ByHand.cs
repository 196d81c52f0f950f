using Amazon.RDS.Model;
using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Shares;

namespace SnapshotShare.Core.Tests;

/// <summary>What somebody with a console, or with the database file, does behind the product's back.</summary>
internal static class ByHand
{
    public const string Dev = "123456789000";

    /// <summary>A manual snapshot already under the sharing key, which nobody may restore yet.</summary>
    public const string Shareable = "prod-orders-quarter-end";

    /// <summary>One that AWS Backup took, under production's own key.</summary>
    public const string OfAwsBackup = "awsbackup:job-3f0c6a51-7d2e-4b98-a1c4-5e8f9b0d2a36";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static RequestTerms AsItIs(Goal goal) => Rig.Terms with { Goal = goal, Source = SourceChoice.Named(Shareable) };

    public static Task ShareByHandAsync(this Rig rig, string snapshot) => rig.ChangeAsync(snapshot, add: [Dev], remove: []);

    public static Task UnshareByHandAsync(this Rig rig, string snapshot) => rig.ChangeAsync(snapshot, add: [], remove: [Dev]);

    public static async Task<IReadOnlyList<string>> SharedWithAsync(this Rig rig, string snapshot)
    {
        var answer = await rig.Rds("prod")
            .DescribeDBClusterSnapshotAttributesAsync(
                new DescribeDBClusterSnapshotAttributesRequest { DBClusterSnapshotIdentifier = snapshot },
                Ct
            );
        return
        [
            .. answer
                .DBClusterSnapshotAttributesResult.DBClusterSnapshotAttributes.Where(attribute => attribute.AttributeName == "restore")
                .SelectMany(attribute => attribute.AttributeValues ?? []),
        ];
    }

    /// <summary>A share that stands in the database alone.</summary>
    public static async Task WriteShareAsync(this Rig rig, string requestId, string account, string accountId)
    {
        var now = rig.Get<TimeProvider>().UtcNowMilliseconds();
        await using var db = await rig.Get<IDbContextFactory<Db>>().CreateDbContextAsync(Ct);
        db.Shares.Add(
            new Share
            {
                RequestId = requestId,
                SourceAccount = account,
                SnapshotIdentifier = "long-ago",
                SnapshotArn = $"arn:aws:rds:ap-northeast-1:{accountId}:cluster-snapshot:long-ago",
                TargetAccountId = Dev,
                SnapshotIsOurs = true,
                IntendedAt = now.AddDays(-2),
                Deadline = now.AddDays(-1),
                NextLookAt = now.AddDays(-1),
            }
        );
        await db.SaveChangesAsync(Ct);
    }

    private static Task ChangeAsync(this Rig rig, string snapshot, List<string> add, List<string> remove) =>
        rig.Rds("prod")
            .ModifyDBClusterSnapshotAttributeAsync(
                new ModifyDBClusterSnapshotAttributeRequest
                {
                    DBClusterSnapshotIdentifier = snapshot,
                    AttributeName = "restore",
                    ValuesToAdd = add,
                    ValuesToRemove = remove,
                },
                Ct
            );
}
