using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Text;

namespace SnapshotShare.Core.Commands;

/// <summary>The ledger as commands write it: a change that it does not take is not made, and whoever asked for it is told why.</summary>
public sealed class CommandLedger(LedgerTransaction ledger, EmergencyJournal emergency)
{
    /// <param name="goesUnwritten">It is done all the same where it cannot be written, so the database's failure is let out.</param>
    public async Task<CommandResult<T>> WriteAsync<T>(
        Func<LedgerScope, Task<CommandResult<T>>> change,
        CancellationToken ct,
        bool goesUnwritten = false
    )
        where T : class
    {
        try
        {
            return await ledger.WriteAsync(change, ct);
        }
        catch (LedgerKeyException) when (!goesUnwritten)
        {
            // A decision that cannot be signed is not made.
            return new Refusal(RefusalKind.Unavailable, Message.Of("ledger-key-missing"));
        }
        catch (Exception e) when (!goesUnwritten && EmergencyJournal.IsOfDatabase(e))
        {
            return emergency.Refuse(e);
        }
    }

    /// <summary>Writes down what somebody did that changes no row.</summary>
    /// <returns>Null once it is written.</returns>
    internal async Task<Refusal?> AppendAsync(Actor actor, string subject, LedgerEvent entry, CancellationToken ct)
    {
        var answer = await WriteAsync<LedgerEvent>(
            scope =>
            {
                scope.Append(actor, subject, entry);
                return Task.FromResult<CommandResult<LedgerEvent>>(entry);
            },
            ct
        );
        return answer.Refusal;
    }
}
