using SnapshotShare.AwsSandbox.Rds;

namespace SnapshotShare.AwsSandbox.State;

/// <summary>One time for which an account stood in a snapshot's restore attribute.</summary>
/// <param name="Until">Null while it stands there.</param>
internal sealed record LoggedShare(string SnapshotArn, string Account, DateTimeOffset From, DateTimeOffset? Until);

/// <summary>Every share that was granted since the process began: the attribute itself forgets what it was.</summary>
internal sealed class ShareLog
{
    private readonly List<LoggedShare> shares = [];

    public IReadOnlyList<LoggedShare> All => shares;

    /// <summary>Takes down what a change grants and takes back. The owner's attribute counts, not what the other account sees yet.</summary>
    public void Changed(Snapshot before, Snapshot after, DateTimeOffset now)
    {
        var (had, has) = (Granted(before), Granted(after));
        foreach (var account in has.Except(had, StringComparer.Ordinal))
            shares.Add(new(after.Arn, account, now, null));
        foreach (var account in had.Except(has, StringComparer.Ordinal))
        {
            var i = shares.FindLastIndex(s => s.SnapshotArn == after.Arn && s.Account == account && s.Until is null);
            if (i >= 0)
                shares[i] = shares[i] with { Until = now };
        }
    }

    private static List<string> Granted(Snapshot snapshot) => [.. snapshot.Shares.Where(s => s.IsGranted).Select(s => s.Account)];
}
