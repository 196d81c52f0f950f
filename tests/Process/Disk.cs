namespace SnapshotShare.Process.Tests;

/// <summary>
/// A small disk under one folder, filled by another file while the application runs on it. It is a tmpfs in a mount namespace of its own, which goes with
/// the process that holds it; root may make one, and in most places anybody. Where nobody may, or on request, no file of the application takes a byte instead,
/// which needs no right at all: then what was allocated beforehand is not taken either.
/// </summary>
public sealed class Disk : IAsyncDisposable
{
    private const string Size = "24m";

    /// <summary>Ways into a namespace, and the way in for somebody else.</summary>
    private static readonly (string[] Make, string[] Enter)[] Namespaces =
    [
        (["unshare", "--mount"], ["--mount"]),
        (["unshare", "--map-root-user", "--mount"], ["--user", "--preserve-credentials", "--mount"]),
    ];

    private readonly Child? _holder;
    private readonly string _folder;
    private readonly Func<Child> _application;

    private Disk(Child? holder, string folder, Func<Child> application, IReadOnlyList<string> before)
    {
        (_holder, _folder, _application) = (holder, folder, application);
        Before = before;
    }

    /// <summary>The command that starts the application on it, before its own.</summary>
    public IReadOnlyList<string> Before { get; }

    /// <summary>A full disk takes what needs no more room; a limit on files takes nothing.</summary>
    public bool TakesWhatWasAllocated => _holder is not null;

    /// <param name="folder">Empty; the application's data folder.</param>
    public static async Task<Disk> MountAsync(string folder, Func<Child> application, CancellationToken ct)
    {
        foreach (var (make, enter) in Namespaces)
        {
            var holder = Child.Start(
                make,
                [
                    "sh",
                    "-c",
                    $"mount -t tmpfs -o size={Size},mode=700 tmpfs \"$0\" && echo listening on http://mounted && exec sleep 3600",
                    folder,
                ],
                Path.GetTempPath(),
                new Dictionary<string, string>(StringComparer.Ordinal)
            );
            try
            {
                await holder.AddressAsync(ct);
                return new Disk(
                    holder,
                    $"/proc/{holder.Id}/root{folder}",
                    application,
                    ["nsenter", $"--target={holder.Id}", .. enter, "sh", "-c", "cd \"$0\" && exec \"$@\"", Path.GetTempPath()]
                );
            }
            catch (InvalidOperationException)
            {
                await holder.DisposeAsync();
            }
        }
        return Limit(folder, application);
    }

    /// <summary>No disk of its own: the application's files are limited instead. The signal for that would end it.</summary>
    public static Disk Limit(string folder, Func<Child> application) =>
        new(holder: null, folder, application, ["sh", "-c", "trap '' XFSZ && exec \"$0\" \"$@\""]);

    public async Task FillAsync()
    {
        if (_holder is null)
        {
            await LimitAsync("0:unlimited");
            return;
        }
        using var file = File.OpenHandle(Filler, FileMode.Create, FileAccess.Write);
        var bytes = new byte[64 * 1024];
        for (var (at, length) = (0L, bytes.Length); length > 0; )
            try
            {
                RandomAccess.Write(file, bytes.AsSpan(0, length), at);
                at += length;
            }
            catch (IOException)
            {
                length /= 2;
            }
    }

    public async Task MakeRoomAsync()
    {
        if (_holder is not null)
            File.Delete(Filler);
        else if (!_application().HasExited)
            await LimitAsync("unlimited:unlimited");
    }

    public async ValueTask DisposeAsync()
    {
        if (_holder is not null)
            await _holder.DisposeAsync();
    }

    private string Filler => Path.Combine(_folder, "somebody-else's");

    private async Task LimitAsync(string size)
    {
        await using var prlimit = Child.Start(
            ["prlimit"],
            [$"--pid={_application().Id}", $"--fsize={size}"],
            Path.GetTempPath(),
            new Dictionary<string, string>(StringComparer.Ordinal)
        );
        Assert.Equal(0, await prlimit.ExitAsync(CancellationToken.None));
    }
}
