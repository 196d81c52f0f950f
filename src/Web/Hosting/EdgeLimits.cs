using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.Options;
using SnapshotShare.Core.Commands;
using SnapshotShare.Core.Findings;
using SnapshotShare.Web.SignIn;

namespace SnapshotShare.Web.Hosting;

/// <summary>Stands on endpoints and pages that answer however often they are asked, such as probes and sign-in.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NeverLimitedAttribute : Attribute;

/// <summary>
/// Counts what no command counts: what a person reads over HTTP, and what somebody asks who is nobody yet. The latter by address, and only where a
/// trusted proxy names addresses: else everybody behind an unnamed one would be the same address.
/// </summary>
public static class EdgeLimits
{
    public static void UseEdgeLimits(this WebApplication app)
    {
        var limits = app.Services.GetRequiredService<Limits>();
        var proxies = app.Services.GetRequiredService<IOptions<ForwardedHeadersOptions>>().Value;
        var namesAddresses = proxies.KnownProxies.Count + proxies.KnownIPNetworks.Count > 0;
        app.Use(
            (context, next) =>
            {
                if (IsFree(context) || Refuses(context) is not { } refusal)
                    return next(context);
                context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
                context.Response.Headers.RetryAfter = refusal.RetryAfter!.Value.TotalSeconds.ToString(CultureInfo.InvariantCulture);
                return Task.CompletedTask;
            }
        );

        Refusal? Refuses(HttpContext context) =>
            context.User.ToActor() is { Id.Length: > 0 } person
                ? HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)
                    ? limits.Refuses(person, Cost.Read)
                    : null
                : namesAddresses && context.Connection.RemoteIpAddress is { } address
                    ? limits.Refuses(Network(address))
                    : null;
    }

    private static bool IsFree(HttpContext context) =>
        context.GetEndpoint()?.Metadata is { } said
        && (
            said.GetMetadata<NeverLimitedAttribute>()
            ?? (object?)said.GetMetadata<HubMetadata>()
            ?? said.GetMetadata<StaticAssetDescriptor>()
        )
            is not null;

    /// <summary>Whoever has one IPv6 address has the 2⁶⁴ beside it.</summary>
    private static string Network(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? new System.Net.IPNetwork(new IPAddress([.. address.GetAddressBytes().Take(8), .. new byte[8]]), 64).ToString()
            : address.ToString();
    }
}
