using SnapshotShare.Process.Tests;

[assembly: AssemblyFixture(typeof(Published))]

namespace SnapshotShare.Process.Tests;

/// <summary>The application as it is installed: published once for all tests of a run, to a folder outside the repository.</summary>
public sealed class Published : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("snapshotshare-published-");

    public static string Root { get; } = FindRoot();

    /// <summary>The same configuration as the tests', so that nothing is built here.</summary>
    private static string Configuration { get; } = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    public string Web => Path.Combine(_folder.FullName, "SnapshotShare.Web.dll");

    public string Sandbox { get; } =
        Path.Combine(
            Root,
            "src",
            "AwsSandbox",
            "bin",
            Configuration,
            new DirectoryInfo(AppContext.BaseDirectory).Name,
            "SnapshotShare.AwsSandbox.dll"
        );

    public async ValueTask InitializeAsync()
    {
        await using var publish = Child.Start(
            [
                "publish",
                Path.Combine(Root, "src", "Web"),
                "--no-build",
                "-c",
                Configuration,
                "-o",
                _folder.FullName,
                "-nodeReuse:false",
                "-v:q",
            ],
            _folder.FullName,
            new Dictionary<string, string>(StringComparer.Ordinal)
        );
        var exitCode = await publish.ExitAsync(CancellationToken.None);
        Assert.True(exitCode == 0 && File.Exists(Web), publish.Output);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "SnapshotShare.sln")))
            folder = folder.Parent!;
        return folder.FullName;
    }
}
