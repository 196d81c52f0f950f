using System.Text.Json.Serialization;

namespace SnapshotShare.Core.Ledger.Events;

/// <summary>The database was made.</summary>
/// <param name="Environment"><c>aws</c> or <c>sandbox</c>.</param>
/// <param name="Accounts">The account IDs, with commas between them.</param>
/// <param name="SignIn">The way people sign in.</param>
public sealed record EnvironmentCreated([property: JsonPropertyName("kind")] string Environment, string Accounts, string SignIn)
    : LedgerEvent(LedgerKind.WorldCreated);

/// <summary>An account was added to the configuration.</summary>
/// <param name="Before">The account IDs until then, with commas between them.</param>
/// <param name="Accounts">The account IDs from then on.</param>
public sealed record EnvironmentExtended(string Before, string Accounts) : LedgerEvent(LedgerKind.WorldExtended);
