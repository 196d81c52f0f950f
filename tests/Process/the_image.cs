using System.Net;

namespace SnapshotShare.Process.Tests;

/// <summary>The image without a container engine: the published output with the Dockerfile's own variables, started from an empty folder.</summary>
public sealed class the_image(Published published) : IDisposable
{
    private readonly DirectoryInfo _empty = Directory.CreateTempSubdirectory("snapshotshare-image-");
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task the_image_asks_which_world_it_is_in()
    {
        await using var container = Run();
        Assert.NotEqual(0, await container.ExitAsync(Ct));
        Assert.Contains("Aws:Sandbox:Enabled: say true", container.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task the_image_becomes_healthy_and_keeps_everything_in_its_one_volume()
    {
        await using var container = Run(("Aws__Sandbox__Enabled", "true"), ("SignIn__AllowPersonasOnNetwork", "true"));
        var address = await container.AddressAsync(Ct);
        using var http = new HttpClient();
        using var ready = await http.GetAsync(new Uri($"http://127.0.0.1:{address.Port}/readyz"), Ct);
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);

        await using var health = Start(
            ["--health"],
            ("ASPNETCORE_HTTP_PORTS", address.Port.ToString(System.Globalization.CultureInfo.InvariantCulture))
        );
        Assert.Equal(0, await health.ExitAsync(Ct));
        await using var nobody = Start(["--health"], ("ASPNETCORE_HTTP_PORTS", "1"));
        Assert.Equal(1, await nobody.ExitAsync(Ct));

        var inVolume = Directory.GetFileSystemEntries(Volume).Select(Path.GetFileName).ToList();
        Assert.Contains("snapshotshare.db", inVolume);
        Assert.Contains("jobs.db", inVolume);
        Assert.Contains("keys", inVolume);
        Assert.Contains("sandbox", inVolume);
        Assert.Equal([Volume], Directory.GetFileSystemEntries(_empty.FullName));
    }

    public void Dispose() => _empty.Delete(recursive: true);

    private string Volume => Path.Combine(_empty.FullName, "data");

    /// <summary>On a port of the system's choice, otherwise as the image says.</summary>
    private Child Run(params (string Name, string Value)[] given) => Start([], [("ASPNETCORE_HTTP_PORTS", "0"), .. given]);

    private Child Start(string[] arguments, params (string Name, string Value)[] given)
    {
        var environment = ImageVariables();
        foreach (var (name, value) in given)
            environment[name] = value;
        return Child.Start([published.Web, .. arguments], _empty.FullName, environment);
    }

    private Dictionary<string, string> ImageVariables() =>
        File.ReadLines(Path.Combine(Published.Root, "Dockerfile"))
            .Where(line => line.StartsWith("ENV ", StringComparison.Ordinal))
            .Select(line => line[4..].Split('=', 2))
            .ToDictionary(pair => pair[0], pair => pair[1] == "/data" ? Volume : pair[1], StringComparer.Ordinal);
}
