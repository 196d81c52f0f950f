using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Tests.Planning;

namespace SnapshotShare.Core.Tests.Execution;

/// <summary>A rig whose clock stands, so that every edge can be met, for all rows of a table.</summary>
public sealed class StandingRig : IAsyncLifetime
{
    internal Rig Rig { get; } =
        new() { AddMore = services => services.AddSingleton<TimeProvider>(new FakeTimeProvider(new DateTimeOffset(Sample.Now))) };

    public async ValueTask InitializeAsync() => await Rig.OpenAsync();

    public ValueTask DisposeAsync() => Rig.DisposeAsync();
}

/// <summary>One write on a request's row, in a transaction of its own.</summary>
/// <param name="Row">The row as it is read again.</param>
/// <param name="Events">The entries that were written with it.</param>
internal sealed record Written(Request Row, IReadOnlyList<LedgerEvent> Events)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static string NewId() => Guid.NewGuid().ToString("N")[..16];

    /// <param name="before">Puts the row, and what stands beside it, where they are before the write.</param>
    public static async Task<Written> ByAsync(
        Rig rig,
        Request row,
        Action<LedgerScope, Request> write,
        Action<LedgerScope, Request>? before = null
    )
    {
        await rig.WriteAsync(row);
        await InTransactionAsync(before ?? ((_, _) => { }));
        var entries = (await rig.LedgerAsync()).Count;
        await InTransactionAsync(write);
        return new Written(await rig.ReadAsync(row.Id), [.. (await rig.LedgerAsync()).Skip(entries).Select(entry => entry.ReadEvent()!)]);

        Task InTransactionAsync(Action<LedgerScope, Request> work) =>
            rig.Get<LedgerTransaction>()
                .WriteAsync(async scope => work(scope, await scope.Db.Requests.FirstAsync(known => known.Id == row.Id, Ct)), Ct);
    }

    /// <summary>The only entry, of this kind.</summary>
    public T Only<T>()
        where T : LedgerEvent => Assert.IsType<T>(Assert.Single(Events));
}
