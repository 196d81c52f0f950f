namespace SnapshotShare.Core.Aws;

/// <summary>
/// A bound on a call as a whole. The SDK's timeout ends with the headers: a body that never comes to its end would be waited for as long as
/// the process lives, and everybody who needs the same listing with it.
/// </summary>
public static class CallTimeout
{
    /// <summary>The longest a question may take, with the SDK's own retries; one that lists may have many pages.</summary>
    public static readonly TimeSpan ForOne = TimeSpan.FromMinutes(2.5);

    public static readonly TimeSpan ForAll = TimeSpan.FromMinutes(10);

    /// <exception cref="TimeoutException">It took longer; what became of it is unknown. A call not sent yet is not sent any more.</exception>
    public static async Task<T> WithinAsync<T>(TimeSpan most, TimeProvider time, Func<CancellationToken, Task<T>> ask, CancellationToken ct)
    {
        using var bound = new CancellationTokenSource(most, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(bound.Token, ct);
        try
        {
            // Not left to the call to notice: it may be reading a stream that says nothing.
            return await ask(either.Token).WaitAsync(either.Token);
        }
        catch (OperationCanceledException e) when (bound.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            throw new TimeoutException($"AWS did not finish its answer within {most.TotalSeconds} s.", e);
        }
    }
}
