using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace SnapshotShare.Web.Hosting;

/// <summary>
/// A proxy in front ends TLS and says so in headers that anybody could send, so its address must be named:
/// <c>Proxies:Trusted</c>, a list of addresses or networks. Without it the headers mean nothing.
/// </summary>
public static class Proxies
{
    private const string Key = "Proxies:Trusted";

    public static void AddProxies(this WebApplicationBuilder builder)
    {
        var trusted = builder.Configuration.GetSection(Key).Get<string[]>() ?? [];
        builder.Services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            foreach (var one in trusted)
            {
                if (IPAddress.TryParse(one, out var address))
                    options.KnownProxies.Add(address);
                else if (System.Net.IPNetwork.TryParse(one, out var network))
                    options.KnownIPNetworks.Add(network);
            }
            if (trusted.Length > 0)
                options.ForwardedHeaders =
                    ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
        });
    }

    public static void Check(IConfiguration configuration, List<string> mistakes)
    {
        if (configuration[Key] is { Length: > 0 } single)
            mistakes.Add(
                $"{Key}: must be a list, with one entry too ({Key}:0, or Proxies__Trusted__0 in the environment), and is '{single}'."
            );
        foreach (var one in configuration.GetSection(Key).Get<string[]>() ?? [])
            if (System.Net.IPNetwork.TryParse(one, out var network) && network.PrefixLength == 0)
                mistakes.Add($"{Key}: '{one}' is everybody, and anybody could say who they are; name the proxy's own address.");
            else if (!IPAddress.TryParse(one, out _) && !System.Net.IPNetwork.TryParse(one, out _))
                mistakes.Add($"{Key}: '{one}' is neither an address (10.0.0.5) nor a network (10.0.0.0/8).");
    }
}
