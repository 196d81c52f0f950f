using SnapshotShare.Core.Persistence;

namespace SnapshotShare.Core.Tests.Persistence;

/// <summary>Each failure of a service that runs by itself is told; what ends with its host is none.</summary>
public sealed class a_pass
{
    [Theory]
    [InlineData("IOException", false, true)]
    [InlineData("IOException", true, false)]
    [InlineData("OperationCanceledException", false, true)]
    [InlineData("OperationCanceledException", true, false)]
    [InlineData("IServiceProvider", false, false)]
    [InlineData("IServiceProvider", true, false)]
    [InlineData("SemaphoreSlim", false, true)]
    [InlineData("SemaphoreSlim", true, false)]
    [InlineData("", false, false)]
    public async Task tells_of_what_failed_unless_its_host_goes(string what, bool isToStop, bool isTold)
    {
        using var stop = new CancellationTokenSource();
        if (isToStop)
            await stop.CancelAsync();
        var told = new List<Exception>();
        await Pass.RunAsync(
            _ =>
                what switch
                {
                    "" => Task.CompletedTask,
                    "IOException" => Task.FromException(new IOException("no")),
                    "OperationCanceledException" => Task.FromException(new OperationCanceledException()),
                    _ => Task.FromException(new ObjectDisposedException(what)),
                },
            told.Add,
            stop.Token
        );
        Assert.Equal(isTold, told.Count == 1);
    }
}
