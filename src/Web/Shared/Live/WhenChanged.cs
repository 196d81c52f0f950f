using Microsoft.AspNetCore.Components;
using SnapshotShare.Core.Persistence;

namespace SnapshotShare.Web.Shared.Live;

/// <summary>
/// Renders nothing; tells its page when something it shows has changed, at most a few times a second. The page reads the database
/// again. Does nothing while prerendering.
/// </summary>
public sealed class WhenChanged(ChangeFeed feed, TimeProvider time) : ComponentBase, IDisposable
{
    private static readonly TimeSpan Burst = TimeSpan.FromMilliseconds(250);
    private IDisposable? _subscription;
    private ITimer? _timer;
    private int _pending;

    /// <summary>True when the page shows what has changed; everything when not given.</summary>
    [Parameter]
    public Func<Change, bool>? Of { get; set; }

    [Parameter, EditorRequired]
    public required EventCallback Do { get; set; }

    protected override void OnInitialized()
    {
        if (!RendererInfo.IsInteractive)
            return;
        _timer = time.CreateTimer(_ => _ = InvokeAsync(TellAsync), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _subscription = feed.Subscribe(OnChange);
    }

    public void Dispose()
    {
        _subscription?.Dispose();
        _timer?.Dispose();
    }

    private void OnChange(Change change)
    {
        if (Of?.Invoke(change) == false)
            return;
        if (Interlocked.Exchange(ref _pending, 1) == 0)
            _timer?.Change(Burst, Timeout.InfiniteTimeSpan);
    }

    private async Task TellAsync()
    {
        Interlocked.Exchange(ref _pending, 0);
        await Do.InvokeAsync();
    }
}
