using System.Net;

namespace SnapshotShare.Web.Hosting;

/// <summary>The addresses that the configuration makes the server listen on, in the framework's own order of precedence.</summary>
public static class Listening
{
    /// <summary>Where a newcomer finds it when nothing is configured.</summary>
    public const string Default = "http://127.0.0.1:5080";

    public static IReadOnlyList<string> Addresses(IConfiguration configuration)
    {
        var endpoints = configuration
            .GetSection("Kestrel:Endpoints")
            .GetChildren()
            .Select(endpoint => endpoint["Url"])
            .OfType<string>()
            .ToList();
        if (endpoints.Count > 0)
            return endpoints;
        if (configuration[WebHostDefaults.ServerUrlsKey] is { Length: > 0 } urls)
            return Parts(urls);
        var ports = Parts(configuration[WebHostDefaults.HttpPortsKey]).Select(port => $"http://*:{port}");
        return [.. ports, .. Parts(configuration[WebHostDefaults.HttpsPortsKey]).Select(port => $"https://*:{port}")];
    }

    public static bool IsLoopback(string address)
    {
        var binding = BindingAddress.Parse(address);
        return binding.IsUnixPipe
            || string.Equals(binding.Host, "localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(binding.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
    }

    public static bool IsAddress(string address)
    {
        try
        {
            return BindingAddress.Parse(address).Host.Length > 0;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static string[] Parts(string? text) =>
        (text ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
