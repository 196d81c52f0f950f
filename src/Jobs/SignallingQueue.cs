using Hangfire.States;
using Hangfire.Storage;
using Hangfire.Storage.SQLite;
using Hangfire.Storage.SQLite.Entities;
using SQLite;

namespace SnapshotShare.Jobs;

/// <summary>
/// Hands a job to a waiting worker as soon as it is queued. The package's own queue asks the file at an interval, which makes every look
/// late by half of it, or the file busy.
/// </summary>
#pragma warning disable CA1001 // A semaphore holds nothing to dispose of as long as nobody asks for its wait handle.
internal sealed class SignallingQueue(Action<SQLiteException> onTrouble) : IPersistentJobQueueProvider
#pragma warning restore CA1001
{
    public const string Name = EnqueuedState.DefaultQueue;

    /// <summary>A job that a stopping worker put back is not signalled.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    private readonly Action<SQLiteException> _onTrouble = onTrouble;
    private readonly SemaphoreSlim _queued = new(0);
    private readonly Lock _taking = new();

    public IPersistentJobQueue GetJobQueue(HangfireDbContext connection) => new Queue(this, connection);

    public IPersistentJobQueueMonitoringApi GetJobQueueMonitoringApi(HangfireDbContext connection) => new Monitoring(connection);

    /// <summary>Oldest first, which the dispatcher relies on: whoever was overtaken is lost.</summary>
    private JobQueue? Take(HangfireDbContext context)
    {
        lock (_taking)
        {
            var next = context.JobQueueRepository.Where(row => row.FetchedAt == DateTime.MinValue).OrderBy(row => row.Id).FirstOrDefault();
            if (next is null)
                return null;
            next.FetchedAt = TimeProvider.System.GetUtcNow().UtcDateTime;
            return context.Database.Update(next) == 1 ? next : null;
        }
    }

    private sealed class Queue(SignallingQueue owner, HangfireDbContext context) : IPersistentJobQueue
    {
        public IFetchedJob Dequeue(string[] queues, CancellationToken cancellationToken)
        {
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                try
                {
                    if (owner.Take(context) is { } job)
                        return new SQLiteFetchedJob(context, job.Id, job.JobId, job.Queue);
                }
                catch (SQLiteException e) when (e.Result is not (SQLite3.Result.Busy or SQLite3.Result.Locked))
                {
                    owner._onTrouble(e);
                    throw;
                }
                owner._queued.Wait(LookAgain, cancellationToken);
            }
        }

        public void Enqueue(string queue, string jobId)
        {
            new SQLiteJobQueue(context, context.StorageOptions).Enqueue(queue, jobId);
            owner._queued.Release();
        }
    }

    /// <summary>The package's default provider lists the queues already; here they would be listed a second time.</summary>
    private sealed class Monitoring(HangfireDbContext context) : IPersistentJobQueueMonitoringApi
    {
        private readonly SQLiteJobQueueMonitoringApi _all = new(context);

        public IEnumerable<string> GetQueues() => [];

        public IEnumerable<int> GetEnqueuedJobIds(string queue, int from, int perPage) => _all.GetEnqueuedJobIds(queue, from, perPage);

        public IEnumerable<int> GetFetchedJobIds(string queue, int from, int perPage) => _all.GetFetchedJobIds(queue, from, perPage);

        public EnqueuedAndFetchedCountDto GetEnqueuedAndFetchedCount(string queue) => _all.GetEnqueuedAndFetchedCount(queue);
    }
}
