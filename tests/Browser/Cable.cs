using System.Net;
using System.Net.Sockets;

namespace SnapshotShare.Browser.Tests;

/// <summary>A wire between a browser and the application that can be pulled out and put back.</summary>
public sealed class Cable : IAsyncDisposable
{
    private readonly Uri _application;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Lock _gate = new();
    private readonly List<TcpClient> _ends = [];
    private readonly CancellationTokenSource _end = new();
    private readonly Task _accepting;
    private bool _isCut;

    public Cable(Uri application)
    {
        _application = application;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    /// <summary>Everything that goes through it ends, and nothing new comes through.</summary>
    public void Cut()
    {
        lock (_gate)
        {
            _isCut = true;
            foreach (var end in _ends)
                end.Dispose();
            _ends.Clear();
        }
    }

    public void Mend()
    {
        lock (_gate)
            _isCut = false;
    }

    public async ValueTask DisposeAsync()
    {
        Cut();
        // Before the listener is stopped: between two connections it would be asked for the next and say that it was never started.
        await _end.CancelAsync();
        await _accepting;
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            TcpClient near;
            try
            {
                near = await _listener.AcceptTcpClientAsync(_end.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            _ = CarryAsync(near);
        }
    }

    private async Task CarryAsync(TcpClient near)
    {
        var far = new TcpClient();
        lock (_gate)
        {
            if (_isCut)
            {
                near.Dispose();
                far.Dispose();
                return;
            }
            _ends.AddRange([near, far]);
        }
        try
        {
            await far.ConnectAsync(_application.Host, _application.Port);
            var (nearStream, farStream) = (near.GetStream(), far.GetStream());
            await Task.WhenAny(nearStream.CopyToAsync(farStream), farStream.CopyToAsync(nearStream));
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Cut, or closed by one of the two; either way it is over.
        }
        finally
        {
            near.Dispose();
            far.Dispose();
        }
    }
}
