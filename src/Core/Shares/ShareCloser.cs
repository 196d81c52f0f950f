using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Observing;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Shares;

/// <summary>
/// Takes one account, or everybody, out of one snapshot's restore attribute: look, intent, send, result, look again. The one who asks AWS for it,
/// whoever wants it: watchdog, drift, freeze, and the pipeline's own step, which has its own looks.
/// </summary>
public sealed class ShareCloser(
    Observer observer,
    AwsClients clients,
    AwsTopology topology,
    EmergencyJournal emergency,
    Timings timings,
    TimeProvider time
)
{
    private static readonly TimeSpan RecordPatience = TimeSpan.FromSeconds(15);

    /// <summary>The attribute as it stands afterwards, which alone says whether it is closed; null when it was not this closing's business any more.</summary>
    internal async Task<RestoreAttribute?> CloseAsync(ShareClosing closing, CancellationToken ct)
    {
        var restore = await observer.RestoreAttributeAsync(closing.Account, closing.SnapshotIdentifier, ct);
        if (!restore.Names(closing.SharedWith))
            return restore;
        return await SendAsync(closing, ct) ? await observer.RestoreAttributeAsync(closing.Account, closing.SnapshotIdentifier, ct) : null;
    }

    /// <summary>
    /// Sends once for each committed intent, and a second time only when the session had expired: then nothing happened. False when it was not this
    /// closing's business any more. What AWS refuses is recorded before it is thrown.
    /// </summary>
    internal async Task<bool> SendAsync(ShareClosing closing, CancellationToken ct)
    {
        var change = RestoreAttribute.Remove(closing.Account, closing.SnapshotIdentifier, closing.SharedWith);
        var account = clients.For(closing.Account, closing.Session);
        for (var renewed = false; ; renewed = true)
        {
            Exception? unwritten = null;
            try
            {
                if (!await IntendAsync(closing, change, ct))
                    return false;
            }
            catch (Exception e) when (closing.GoesAheadUnwritten && EmergencyJournal.IsOfRecords(e))
            {
                unwritten = e;
            }
            string? awsRequestId;
            try
            {
                awsRequestId = (await change.SendAsync(account.Changing, timings.ChangeTimeout, time, ct)).ResponseMetadata?.RequestId;
            }
            catch (Exception e) when (AwsErrors.IsFromAws(e))
            {
                await RecordAsync(CloseOutcome.Of(e), unwritten);
                if (!account.RenewIfExpired(e) || renewed)
                    throw new AwsCallException(closing.Account, e);
                continue;
            }
            catch (OperationCanceledException)
            {
                await RecordAsync(CloseOutcome.Unheard, unwritten);
                throw;
            }
            await RecordAsync(CloseOutcome.Accepted(awsRequestId), unwritten);
            return true;
        }

        async Task RecordAsync(CloseOutcome outcome, Exception? unwritten)
        {
            try
            {
                if (unwritten is null)
                    await closing.RecordAsync(change, outcome);
            }
            catch (Exception e) when (closing.GoesAheadUnwritten && EmergencyJournal.IsOfRecords(e))
            {
                unwritten = e;
            }
            if (unwritten is not null)
                emergency.Closed(
                    closing,
                    topology.Accounts[closing.Account].ClusterSnapshotArn(closing.SnapshotIdentifier),
                    outcome,
                    outcome.Told(change).Outcome,
                    unwritten
                );
        }
    }

    /// <summary>While nothing can be written as far as is known, nothing is tried; and no queue of others who try keeps a share open.</summary>
    private async Task<bool> IntendAsync(ShareClosing closing, AwsChange change, CancellationToken ct)
    {
        if (!closing.GoesAheadUnwritten)
            return await closing.IntendAsync(change, ct);
        if (emergency.Trouble is { } trouble)
            throw new RecordsUnavailableException(trouble);
        using var patience = new CancellationTokenSource(RecordPatience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, ct);
        try
        {
            return await closing.IntendAsync(change, either.Token);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            throw new RecordsUnavailableException($"The database has not answered within {RecordPatience.TotalSeconds} s.");
        }
    }
}

/// <summary>Our own records cannot be written, or not in time.</summary>
public sealed class RecordsUnavailableException(string message) : Exception(message);
