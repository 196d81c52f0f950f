using Amazon.RDS;
using Amazon.RDS.Model;

namespace SnapshotShare.Core.Aws;

/// <summary>A manual snapshot's <c>restore</c> attribute: the accounts that may restore it. Here alone it is read and its change is made.</summary>
/// <param name="SharedWith">Account IDs, or <see cref="Everybody"/>; null when the snapshot is not there.</param>
/// <param name="AwsRequestId">AWS's ID of the read.</param>
public sealed record RestoreAttribute(IReadOnlyList<string>? SharedWith, string? AwsRequestId)
{
    /// <summary>The value that stands for every AWS account.</summary>
    public const string Everybody = "all";

    private const string Name = "restore";

    public bool Names(string accountId) => SharedWith?.Contains(accountId, StringComparer.Ordinal) == true;

    /// <param name="ifGone">Stands where there is no attribute, because there is no snapshot.</param>
    public string Text(string ifGone) => SharedWith is null ? ifGone : $"[{string.Join(',', SharedWith)}]";

    /// <summary>Lets an account restore the snapshot.</summary>
    /// <param name="account">Name of the account that owns the snapshot.</param>
    public static AwsChange Add(string account, string snapshot, string accountId) =>
        new(
            account,
            new ModifyDBClusterSnapshotAttributeRequest
            {
                DBClusterSnapshotIdentifier = snapshot,
                AttributeName = Name,
                ValuesToAdd = [accountId],
            }
        );

    /// <summary>Takes accounts, or <see cref="Everybody"/>, out again.</summary>
    /// <param name="account">Name of the account that owns the snapshot.</param>
    public static AwsChange Remove(string account, string snapshot, params IEnumerable<string> accountIds) =>
        new(
            account,
            new ModifyDBClusterSnapshotAttributeRequest
            {
                DBClusterSnapshotIdentifier = snapshot,
                AttributeName = Name,
                ValuesToRemove = [.. accountIds],
            }
        );

    public static async Task<RestoreAttribute> ReadAsync(IAmazonRDS rds, string snapshot, CancellationToken ct)
    {
        try
        {
            var answer = await rds.DescribeDBClusterSnapshotAttributesAsync(
                new DescribeDBClusterSnapshotAttributesRequest { DBClusterSnapshotIdentifier = snapshot },
                ct
            );
            return new RestoreAttribute(
                [
                    .. (answer.DBClusterSnapshotAttributesResult?.DBClusterSnapshotAttributes ?? [])
                        .Where(attribute => attribute.AttributeName == Name)
                        .SelectMany(attribute => attribute.AttributeValues ?? []),
                ],
                answer.ResponseMetadata?.RequestId
            );
        }
        catch (DBClusterSnapshotNotFoundException gone)
        {
            return new RestoreAttribute(SharedWith: null, gone.RequestId);
        }
    }
}
