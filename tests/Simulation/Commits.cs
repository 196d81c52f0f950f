using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;

namespace SnapshotShare.Simulation.Tests;

/// <summary>Stands before and after each commit of a process, where it may die with the change lost or with the change made and nothing told.</summary>
internal sealed class Commits(SimulatedRun run, ServerProcess process) : DbTransactionInterceptor
{
    private string _label = "";

    public SaveChangesInterceptor Labels => field ??= new Labelling(this);

    public override ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
        DbConnection connection,
        TransactionStartingEventData eventData,
        InterceptionResult<DbTransaction> result,
        CancellationToken cancellationToken = default
    )
    {
        run.Records.Begin();
        return ValueTask.FromResult(result);
    }

    public override ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction,
        TransactionEventData eventData,
        InterceptionResult result,
        CancellationToken cancellationToken = default
    )
    {
        run.Records.Commit();
        if (!run.Deaths.Strike(process, $"before commit: {_label}"))
            return ValueTask.FromResult(result);
        var connection = transaction.Connection!;
        transaction.Rollback();
        connection.Close();
        process.Kill();
        return new ValueTask<InterceptionResult>(new TaskCompletionSource<InterceptionResult>().Task);
    }

    public override Task TransactionCommittedAsync(
        DbTransaction transaction,
        TransactionEndEventData eventData,
        CancellationToken cancellationToken = default
    )
    {
        var label = _label;
        _label = "";
        run.Committed(process, label);
        if (!run.Deaths.Strike(process, $"after commit: {label}"))
            return Task.CompletedTask;
        process.Kill();
        return new TaskCompletionSource().Task;
    }

    private sealed class Labelling(Commits commits) : SaveChangesInterceptor
    {
        public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
            DbContextEventData eventData,
            InterceptionResult<int> result,
            CancellationToken cancellationToken = default
        )
        {
            var entries = eventData
                .Context!.ChangeTracker.Entries()
                .Where(entry => entry.State is EntityState.Added or EntityState.Modified)
                .ToList();
            var kinds = entries.Select(entry => entry.Entity).OfType<LedgerEntry>().Select(Kind).Order(StringComparer.Ordinal).ToList();
            commits._label =
                kinds.Count > 0
                    ? string.Join(" + ", kinds)
                    : string.Join(" + ", entries.Select(entry => entry.Entity.GetType().Name).Distinct().Order(StringComparer.Ordinal));
            return ValueTask.FromResult(result);
        }

        private static string Kind(LedgerEntry entry) =>
            entry.ReadEvent() switch
            {
                ChangeIntended intended => $"{entry.Kind} {intended.Operation}",
                ChangeResult result => $"{entry.Kind} {result.Operation}",
                _ => entry.Kind,
            };
    }
}
