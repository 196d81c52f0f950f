using Amazon.RDS.Model;
using Amazon.SecurityToken.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Clocks;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Observing;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Shares;

/// <summary>
/// All that is left of the product where it could not start whole: it takes shares away when they are due, and at once where nobody can say when that
/// is. It knows them from the rows and entries of the database, or else from what was remembered outside it and from our tags in AWS. It begins nothing and writes nothing but
/// the emergency journal, from which the next whole start enters what was done.
/// </summary>
public sealed partial class ClosingOnly(
    IDbContextFactory<Db> databases,
    Observer observer,
    ShareCloser closer,
    EmergencyJournal emergency,
    AwsClients clients,
    ClockCheck clocks,
    AwsTopology topology,
    Timings timings,
    TimeProvider time,
    ILogger<ClosingOnly> logger
)
{
    /// <summary>This machine may have slept, or have a wrong clock from the start.</summary>
    private static readonly TimeSpan AskTheTimeEvery = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan AskTheTimePatience = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, DateTime> _searched = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTime> _sweepAgain = new(StringComparer.Ordinal);
    private List<Watched> _watched = [];
    private StartRefusedException _why = new();
    private string? _installation;
    private DateTime _askTheTimeAt;
    private bool _sweeps;

    /// <summary>Shares that are open as far as is known, the soonest deadline first.</summary>
    public IReadOnlyList<OpenShare> Open
    {
        get
        {
            lock (_gate)
                return
                [
                    .. _watched
                        .Where(watched => watched.ClosedAt is null)
                        .Select(watched => watched.Share)
                        .OrderBy(share => share.Deadline),
                ];
        }
    }

    /// <summary>Shares that were taken away, or found taken away, since this start.</summary>
    public IReadOnlyList<OpenShare> Closed
    {
        get
        {
            lock (_gate)
                return [.. _watched.Where(watched => watched.ClosedAt is not null).Select(watched => watched.Share)];
        }
    }

    /// <summary>False once nothing is open, and whatever was still on its way to AWS has arrived and been taken away too.</summary>
    public bool MayBeOpen
    {
        get
        {
            var now = time.UtcNowMilliseconds();
            lock (_gate)
                return _watched.Exists(watched => watched.ClosedAt is null || watched.ClosedAt > now - Arrival)
                    // Whatever may have been asked of AWS by the process before is waited for, from the first search on.
                    || (
                        _sweeps && topology.Accounts.Keys.Any(account => !_searched.TryGetValue(account, out var at) || at > now - Arrival)
                    );
        }
    }

    private TimeSpan Arrival => timings.ChangeTimeout + timings.LateArrival;

    /// <summary>Finds out what may be open.</summary>
    /// <param name="why">Why the product does not start whole.</param>
    /// <param name="databaseFile">Not opened where it is not there: opening would make it.</param>
    public async Task BeginAsync(string why, string databaseFile, string folder, CancellationToken ct)
    {
        _why = new StartRefusedException(why);
        (var remembered, _, _installation) = OpenShares.Read(folder);
        if (await ReadRowsAsync(databaseFile, ct) is { } rows)
        {
            // Drift stands in other rows, whose deadlines the last whole process remembered; and what somebody wrote into a share's row since makes it end
            // no later, nor something else, nor over.
            foreach (var share in remembered.Concat(await ReadEntriesAsync(databaseFile, ct)))
            {
                var at = rows.FindIndex(row => row.Share.IsOf(share));
                if (at < 0)
                    rows.Add(Watched.Of(share));
                else if (share.Deadline < rows[at].Share.Deadline)
                    rows[at] = rows[at] with { Share = rows[at].Share with { Deadline = share.Deadline } };
            }
            _watched = rows;
            return;
        }
        _watched = [.. remembered.Select(Watched.Of)];
        // A folder in which nothing ever was is a first start with a mistake in it.
        _sweeps =
            File.Exists(databaseFile)
            || remembered.Count > 0
            || Directory.Exists(folder) && Directory.EnumerateFiles(folder, "ledger-heads.*").Any();
    }

    /// <summary>Runs until nothing is open any more.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
        var passes = new List<Task>();
        try
        {
            do
            {
                // Not awaited: a pass that hangs in one account must not keep the next one from the others.
                passes.RemoveAll(pass => pass.IsCompleted);
                passes.Add(LookAsync(ct));
            } while (await timer.WaitForNextTickAsync(ct) && MayBeOpen);
        }
        finally
        {
            // What was sent gets its result written into the emergency journal before the process goes.
            await Task.WhenAll(passes).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>One pass over all that is known. An account that hangs keeps nobody else's share open.</summary>
    public async Task LookAsync(CancellationToken ct)
    {
        await AskTheTimeAsync(ct);
        if (_sweeps)
            await Task.WhenAll(topology.Accounts.Keys.Select(account => SweepAsync(account, ct)));
        List<Watched> due;
        lock (_gate)
        {
            var now = time.UtcNowMilliseconds();
            due = [.. _watched.Where(watched => watched.LookAgainAt <= now && IsDue(watched))];
        }
        await Task.WhenAll(due.Select(watched => CloseAsync(watched, ct)));
    }

    /// <summary>Somebody at the server wants all of them away now, and none made before somebody has looked.</summary>
    public void Freeze(Actor actor, string reason) => emergency.Freeze(actor, reason, _why);

    /// <summary>Somebody at the server wants this one away now.</summary>
    public void Unshare(Actor actor, string subject) => emergency.Unshare(actor, subject, _why);

    private bool IsDue(Watched watched) =>
        watched.ClosedAt is not null
        || clocks.IsOver(watched.Share.Deadline)
        || (watched.Share.Since is { } since && clocks.IsAhead(since))
        || emergency.Wants(watched.Share.Subject);

    /// <summary>Nothing else asks AWS anything before a deadline, and who is not asked cannot say that it has come.</summary>
    private async Task AskTheTimeAsync(CancellationToken ct)
    {
        lock (_gate)
        {
            var now = time.UtcNowMilliseconds();
            if (now < _askTheTimeAt)
                return;
            _askTheTimeAt = now + AskTheTimeEvery;
        }
        await Task.WhenAny(
            Task.WhenAll(topology.Accounts.Keys.Select(account => AskTheTimeAsync(account, ct))),
            Task.Delay(AskTheTimePatience, time, ct)
        );
    }

    private async Task AskTheTimeAsync(string account, CancellationToken ct)
    {
        try
        {
            await clients.For(account, AwsClients.ObserverSession).Sts.GetCallerIdentityAsync(new GetCallerIdentityRequest(), ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            Log.NotAsked(logger, account, AwsErrors.IsFromAws(e) ? AwsErrors.Classify(e).Refusal.Message : e.Message);
        }
    }

    /// <summary>Null where the rows cannot be read.</summary>
    private async Task<List<Watched>?> ReadRowsAsync(string databaseFile, CancellationToken ct)
    {
        if (!File.Exists(databaseFile))
            return null;
        try
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            // These members alone: a database of another version may have others beside them.
            var rows = await db
                .Shares.AsNoTracking()
                .Where(share => share.WatchEndedAt == null)
                .Select(share => new
                {
                    share.RequestId,
                    share.SnapshotArn,
                    share.TargetAccountId,
                    share.Deadline,
                    share.ClosedAt,
                    share.IntendedAt,
                })
                .ToListAsync(ct);
            return
            [
                .. rows.Select(row => new Watched(
                    new OpenShare(row.RequestId, row.SnapshotArn, row.TargetAccountId, row.Deadline, row.IntendedAt),
                    row.ClosedAt,
                    DateTime.MinValue
                )),
            ];
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            Log.RowsNotRead(logger, databaseFile, e.Message);
            return null;
        }
    }

    /// <summary>The shares whose end no entry tells; none where the entries cannot be read.</summary>
    private async Task<IReadOnlyList<OpenShare>> ReadEntriesAsync(string databaseFile, CancellationToken ct)
    {
        try
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            return [.. (await new ToldShares().ReadAsync(db, ct)).Values.Select(share => share.AsOpen)];
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            Log.EntriesNotRead(logger, databaseFile, e.Message);
            return [];
        }
    }

    /// <summary>A share that carries our tag, and that nothing remembers with a deadline, is due at once.</summary>
    private async Task SweepAsync(string account, CancellationToken ct)
    {
        var now = time.UtcNowMilliseconds();
        lock (_gate)
        {
            if (_sweepAgain.TryGetValue(account, out var again) && again > now)
                return;
            _sweepAgain[account] = now + Shorter(timings.Look, TimeSpan.FromSeconds(30));
        }
        try
        {
            var scope = new ReadScope(account, SourceSnapshot: "", SharingSnapshot: "", account);
            var snapshots = (await observer.ObserveAsync(Reads.SourceSnapshots, scope, now, ct)).SourceSnapshots ?? [];
            foreach (var snapshot in snapshots)
            {
                if (RequestOf(snapshot) is not { } request)
                    continue;
                var restore = await observer.RestoreAttributeAsync(account, snapshot.DBClusterSnapshotIdentifier, ct);
                foreach (var with in restore.SharedWith ?? [])
                    Found(request, snapshot.DBClusterSnapshotArn, with);
            }
            lock (_gate)
                _searched.TryAdd(account, now);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            Log.NotSwept(logger, account, AwsErrors.IsFromAws(e) ? AwsErrors.Classify(e).Refusal.Message : e.Message);
        }
    }

    /// <summary>Another installation's are left alone, where this one's ID is known; where it is not, too much is taken away rather than too little.</summary>
    private string? RequestOf(DBClusterSnapshot snapshot) =>
        _installation is null ? OwnTags.RequestOfAnybody(snapshot.TagList) : OwnTags.RequestOf(snapshot.TagList, _installation);

    private void Found(string request, string snapshotArn, string with)
    {
        lock (_gate)
        {
            var known = _watched.FindIndex(watched => watched.Share.SnapshotArn == snapshotArn && watched.Share.SharedWith == with);
            if (known < 0)
                _watched.Add(Watched.Of(new OpenShare(request, snapshotArn, with, Deadline: time.UtcNowMilliseconds())));
            else if (_watched[known].ClosedAt is not null)
                _watched[known] = _watched[known] with { ClosedAt = null };
        }
    }

    private async Task CloseAsync(Watched watched, CancellationToken ct)
    {
        var share = watched.Share;
        var again = time.UtcNowMilliseconds() + Shorter(timings.Look / 3, TimeSpan.FromSeconds(10));
        Update(share, before => before with { LookAgainAt = again });
        try
        {
            var account =
                AccountOf(share.SnapshotArn)
                ?? throw new StartRefusedException("Neither the configuration nor what was remembered says how that account is reached.");
            var restore = await closer.CloseAsync(new Unrecorded(account, share, _why), ct);
            if (restore?.Names(share.SharedWith) == false)
                Update(share, before => before with { ClosedAt = before.ClosedAt ?? time.UtcNowMilliseconds() });
            else
                Update(share, before => before with { ClosedAt = null, LookAgainAt = time.UtcNowMilliseconds() + timings.Quick });
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            Log.CouldNotClose(
                logger,
                share.SnapshotArn,
                share.SharedWith,
                AwsErrors.IsFromAws(e) ? AwsErrors.Classify(e).Refusal.Message : e.Message
            );
        }
    }

    private void Update(OpenShare share, Func<Watched, Watched> change)
    {
        lock (_gate)
            _watched = [.. _watched.Select(watched => watched.Share == share ? change(watched) : watched)];
    }

    /// <summary>By ID and Region: the configuration may call it by another name now, or mean another account by the old one.</summary>
    private Account? AccountOf(string snapshotArn) =>
        snapshotArn.Split(':') is [_, _, _, var region, var id, ..]
            ? topology.Accounts.Values.FirstOrDefault(account => (account.AccountId, account.Region) == (id, region))
            : null;

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private sealed record Watched(OpenShare Share, DateTime? ClosedAt, DateTime LookAgainAt)
    {
        public static Watched Of(OpenShare share) => new(share, ClosedAt: null, DateTime.MinValue);
    }

    /// <summary>No record can be written here, so that none is tried.</summary>
    private sealed class Unrecorded(Account account, OpenShare share, StartRefusedException why) : ShareClosing
    {
        public override string Account => account.Name;
        public override string SnapshotIdentifier =>
            share.SnapshotArn[(share.SnapshotArn.LastIndexOf("snapshot:", StringComparison.Ordinal) + 9)..];
        public override string SharedWith => share.SharedWith;
        public override string Subject => share.Subject;
        public override string Session => AwsClients.SessionOf(share.Subject);

        public override Task<bool> IntendAsync(AwsChange change, CancellationToken ct) => Task.FromException<bool>(why);

        public override Task RecordAsync(AwsChange change, CloseOutcome outcome) => Task.FromException(why);
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Error,
            Message = "The shares in {File} cannot be read ({Text}); they are looked for by what was remembered outside it and by their tags in AWS."
        )]
        public static partial void RowsNotRead(ILogger logger, string file, string text);

        [LoggerMessage(
            Level = LogLevel.Error,
            Message = "The ledger in {File} cannot be read ({Text}); its open shares are those of the rows and of what was remembered outside it."
        )]
        public static partial void EntriesNotRead(ILogger logger, string file, string text);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Account {Account} could not be asked for the time: {Text}")]
        public static partial void NotAsked(ILogger logger, string account, string text);

        [LoggerMessage(Level = LogLevel.Critical, Message = "Account {Account} could not be searched for open shares: {Text}")]
        public static partial void NotSwept(ILogger logger, string account, string text);

        [LoggerMessage(Level = LogLevel.Critical, Message = "The share of {SnapshotArn} with {SharedWith} could not be taken away: {Text}")]
        public static partial void CouldNotClose(ILogger logger, string snapshotArn, string sharedWith, string text);
    }
}
