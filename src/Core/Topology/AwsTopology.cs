namespace SnapshotShare.Core.Topology;

/// <summary>Every account and route of this installation, checked.</summary>
public sealed record AwsTopology(IReadOnlyDictionary<string, Account> Accounts, IReadOnlyDictionary<string, Route> Routes)
{
    public Account Account(string name) =>
        Accounts.TryGetValue(name, out var account)
            ? account
            : throw new KeyNotFoundException($"The configuration knows no account by the name '{name}' (Aws:Accounts).");

    public Account? AccountById(string accountId) =>
        Accounts.Values.FirstOrDefault(account => string.Equals(account.AccountId, accountId, StringComparison.Ordinal));
}
