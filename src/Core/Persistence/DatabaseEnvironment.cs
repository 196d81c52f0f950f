namespace SnapshotShare.Core.Persistence;

/// <summary>
/// The world a database belongs to: the sandbox, or real accounts by their IDs, and how people sign in. Production's history must never
/// be opened with the sandbox's doors, nor the other way round.
/// </summary>
/// <param name="Kind"><c>sandbox</c> or <c>aws</c>.</param>
public sealed record DatabaseEnvironment(string Kind, IReadOnlyList<string> AccountIds, string SignInMode)
{
    public string AccountText => string.Join(",", AccountIds.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    /// <summary>True when a database of that stamp may be opened in this environment. More accounts may join; none may leave.</summary>
    public bool Admits(EnvironmentStamp stamp) =>
        string.Equals(stamp.Kind, Kind, StringComparison.Ordinal)
        && string.Equals(stamp.SignInMode, SignInMode, StringComparison.Ordinal)
        && stamp.AccountIds.Split(',').All(id => AccountIds.Contains(id, StringComparer.Ordinal));

    public override string ToString() => Describe(Kind, AccountText, SignInMode);

    public static string Describe(EnvironmentStamp stamp) => Describe(stamp.Kind, stamp.AccountIds, stamp.SignInMode);

    private static string Describe(string kind, string accounts, string signIn) => $"{kind} (accounts {accounts}; sign-in {signIn})";
}
