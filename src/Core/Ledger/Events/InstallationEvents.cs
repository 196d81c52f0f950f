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

/// <summary>Somebody, or the network's time, has set the machine's clock. What is under way goes by the time that really passed.</summary>
/// <param name="Seconds">Seconds that it went forward; less than zero for back.</param>
/// <param name="Says">The machine's clock afterwards.</param>
/// <param name="AwsSays">AWS's clock at that moment; left out before AWS has answered.</param>
public sealed record ClockMoved(long Seconds, DateTime Says, DateTime? AwsSays = null) : LedgerEvent(LedgerKind.ClockMoved);

/// <summary>The machine's clock is more than five minutes behind the last entry, or away from AWS's: nothing new begins.</summary>
/// <param name="Why">The reason in words.</param>
/// <param name="Code">The reason's name.</param>
public sealed record ClockDistrusted(string Why, string Code) : LedgerEvent(LedgerKind.ClockDistrusted);

/// <summary>The clocks agree again.</summary>
public sealed record ClockTrusted() : LedgerEvent(LedgerKind.ClockTrusted);
