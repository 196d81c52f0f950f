using System.IO.Compression;
using System.Text.Json;
using SnapshotShare.Core.Execution;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Tests.Persistence;

/// <summary>What the previous version left behind when it was stopped, gone on with by this one. <c>PreviousVersion/README.md</c> says how it was made.</summary>
internal sealed class PreviousVersion : IAsyncDisposable
{
    private static readonly Left Manifest = JsonSerializer.Deserialize<Left>(Resource("left.json"), JsonSerializerOptions.Web)!;

    public PreviousVersion()
    {
        using var left = new ZipArchive(Resource("left.zip"), ZipArchiveMode.Read);
        Rig = new Rig(speed: 1, left: left) { Approval = Route };
    }

    public static DateTimeOffset LeftAt => Manifest.LeftAt;

    /// <summary>Request IDs by what their request is there for.</summary>
    public static IReadOnlyDictionary<string, string> Requests => Manifest.Requests;

    public Rig Rig { get; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static ApprovalOptions Route =>
        new()
        {
            Approvers = 2,
            ReasonLength = 5,
            Ticket = "DB-[0-9]+",
        };

    /// <summary>This version starts, ten minutes after the previous one was stopped.</summary>
    public async Task<PreviousVersion> OpenAsync()
    {
        Rig.Time.Pass(LeftAt.AddMinutes(10) - Rig.Time.GetUtcNow());
        await Rig.OpenAsync();
        return this;
    }

    public Task<Request> ReadAsync(string name) => Rig.ReadAsync(Requests[name]);

    public Task<Share?> ShareAsync(string name) => Rig.ShareAsync(Requests[name]);

    /// <summary>Time passes and everything that is due is done, until all of these are where the test wants them.</summary>
    public async Task UntilAsync(IReadOnlyCollection<string> names, Func<Request, bool> there, TimeSpan within)
    {
        for (var end = Rig.Time.GetUtcNow() + within; ; Rig.Time.Pass(TimeSpan.FromMinutes(1)))
        {
            await Rig.Get<Watchdog>().LookAsync(Ct);
            foreach (var due in await Rig.Get<Engine>().DueAsync(Ct))
                await Rig.Get<Engine>().AdvanceAsync(due, Ct);
            var late = new List<string>();
            foreach (var name in names)
                if (await ReadAsync(name) is var request && !there(request))
                    late.Add($"{name} is {request.Status}: {StoredSteps(request)}");
            if (late.Count == 0)
                return;
            Assert.True(Rig.Time.GetUtcNow() < end, string.Join('\n', late));
        }
    }

    public ValueTask DisposeAsync() => Rig.DisposeAsync();

    private static string StoredSteps(Request request) =>
        string.Join(", ", request.Steps.Select(step => $"{step.Name} {step.Status} {step.Finding?.Code}"));

    private static Stream Resource(string name) => typeof(PreviousVersion).Assembly.GetManifestResourceStream(name)!;

    private sealed record Left(DateTimeOffset LeftAt, IReadOnlyDictionary<string, string> Requests);
}
