using System.Diagnostics.Tracing;
using Microsoft.Diagnostics.NETCore.Client;

namespace SnapshotShare.Process.Tests;

/// <summary>A process's memory as the operating system counts it, after its runtime was made to collect all garbage.</summary>
internal static class Memory
{
    private const long CollectNow = 0x800000;

    public static async Task<long> SettledMegabytesAsync(int process, CancellationToken ct)
    {
        var runtime = new DiagnosticsClient(process);
        // Twice: what the first frees of finalizers only the second takes away.
        for (var i = 0; i < 2; i++)
        {
            using var session = await runtime.StartEventPipeSessionAsync(
                new EventPipeProvider("Microsoft-Windows-DotNETRuntime", EventLevel.Informational, CollectNow),
                requestRundown: false,
                circularBufferMB: 1,
                ct
            );
            var drained = session.EventStream.CopyToAsync(Stream.Null, ct);
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, ct);
            await session.StopAsync(ct);
            await drained;
        }
        using var now = System.Diagnostics.Process.GetProcessById(process);
        return now.WorkingSet64 / (1024 * 1024);
    }
}
