using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace SnapshotShare.Process.Tests;

/// <summary>A process of its own, everything it says, and the way to end it without its having a say in it.</summary>
public sealed class Child : IAsyncDisposable
{
    private readonly System.Diagnostics.Process _process;
    private readonly StringBuilder _output = new();
    private volatile bool _isOver;
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Child(ProcessStartInfo start)
    {
        _process = new System.Diagnostics.Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.EnableRaisingEvents = true;
        _process.Exited += (_, _) => _address.TrySetException(new InvalidOperationException($"It ended before it listened:\n{Output}"));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Whoever still holds one that was replaced may ask too.</summary>
    public bool HasExited => _isOver || _process.HasExited;

    public int Id => _process.Id;

    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    /// <summary>Starts <c>dotnet</c> with nothing of this process's own ASP.NET Core and Aws settings.</summary>
    public static Child Start(IEnumerable<string> arguments, string folder, IReadOnlyDictionary<string, string> environment) =>
        Start(["dotnet"], arguments, folder, environment);

    public static Child Start(
        IReadOnlyList<string> command,
        IEnumerable<string> arguments,
        string folder,
        IReadOnlyDictionary<string, string> environment
    )
    {
        var start = new ProcessStartInfo(command[0], [.. command.Skip(1), .. arguments])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(IsOurs).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return new Child(start);
    }

    /// <summary>The address it says it listens on.</summary>
    public Task<Uri> AddressAsync(CancellationToken ct) => _address.Task.WaitAsync(TimeSpan.FromMinutes(2), TimeProvider.System, ct);

    public async Task<int> ExitAsync(CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(TimeSpan.FromMinutes(4));
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    /// <summary>SIGKILL: nothing of the process runs after this.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillAsync();
        _ = _address.Task.Exception;
        _isOver = true;
        _process.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is null)
            return;
        lock (_output)
            _output.AppendLine(line);
        if (
            Regex.Match(
                line,
                "listening on:? (?<url>http://\\S+)",
                RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
                TimeSpan.FromSeconds(1)
            ) is
            { Success: true } match
        )
            _address.TrySetResult(new Uri(match.Groups["url"].Value));
    }

    private static bool IsOurs(string name) =>
        name.StartsWith("ASPNETCORE_", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("DOTNET_ENVIRONMENT", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("Aws", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("SignIn__", StringComparison.OrdinalIgnoreCase);
}
