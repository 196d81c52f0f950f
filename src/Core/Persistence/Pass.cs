namespace SnapshotShare.Core.Persistence;

/// <summary>One pass of a hosted service, of which nobody awaits the end.</summary>
public static class Pass
{
    /// <summary>
    /// Tells of a failure, and the service goes on. While the server stops nothing is told: whatever the pass uses may be gone before it.
    /// </summary>
    public static async Task RunAsync(Func<CancellationToken, Task> pass, Action<Exception> tell, CancellationToken ct)
    {
        try
        {
            await pass(ct);
        }
        catch (Exception e) when (IsOver(e, ct))
        {
            // Nothing is left that it could be done for.
        }
        catch (Exception e)
        {
            tell(e);
        }
    }

    /// <summary>True where it failed because it is to stop. A host that is disposed unstopped lets go of its services before it tells those that run.</summary>
    public static bool IsOver(Exception failure, CancellationToken ct) => ct.IsCancellationRequested || IsWithoutServices(failure);

    /// <summary>True where the host has let go of its services already.</summary>
    public static bool IsWithoutServices(Exception failure) => failure is ObjectDisposedException { ObjectName: nameof(IServiceProvider) };
}
