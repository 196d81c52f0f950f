namespace SnapshotShare.Web.Hosting;

/// <summary>Knows whether the start is over. Until then the refusal tells what went wrong, and the framework's log of it, a trace, is left out.</summary>
public sealed class HostStart
{
    private volatile bool _isOver;

    public bool IsOver => _isOver;

    public void Ended() => _isOver = true;
}
