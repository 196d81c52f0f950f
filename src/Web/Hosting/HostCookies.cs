using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Net.Http.Headers;

namespace SnapshotShare.Web.Hosting;

/// <summary>
/// Over https every cookie of ours that says who somebody is, or that a form is ours, carries the prefix <c>__Host-</c>: the browser takes it
/// only from this very host, never from a sibling under the same domain, who could else plant one.
/// </summary>
public static class HostCookies
{
    private const string Prefix = "__Host-";
    private const string Ours = "snapshotshare";

    /// <summary>Renames at the edge, so that nobody behind it needs to know over which scheme the request came.</summary>
    public static IApplicationBuilder UseHostCookies(this IApplicationBuilder app) =>
        app.Use(
            (context, next) =>
            {
                if (!context.Request.IsHttps)
                    return next(context);
                context.Request.Cookies = new Renamed(context.Request.Cookies);
                context.Response.OnStarting(() =>
                {
                    context.Response.Headers.SetCookie = context.Response.Headers.SetCookie.Select(WithPrefix).ToArray();
                    return Task.CompletedTask;
                });
                return next(context);
            }
        );

    private static string? WithPrefix(string? line)
    {
        if (line?.StartsWith(Ours, StringComparison.Ordinal) != true || !SetCookieHeaderValue.TryParse(line, out var cookie))
            return line;
        cookie.Name = Prefix + cookie.Name;
        cookie.Path = "/";
        cookie.Domain = null;
        cookie.Secure = true;
        return cookie.ToString();
    }

    /// <summary>Ours under the names that the code behind asks for, from those with the prefix alone; everybody else's as they came.</summary>
    private sealed class Renamed(IRequestCookieCollection sent) : IRequestCookieCollection
    {
        private readonly Dictionary<string, string> _cookies = sent.Where(cookie =>
                !cookie.Key.StartsWith(Ours, StringComparison.OrdinalIgnoreCase)
            )
            .ToDictionary(
                cookie => cookie.Key.StartsWith(Prefix + Ours, StringComparison.Ordinal) ? cookie.Key[Prefix.Length..] : cookie.Key,
                cookie => cookie.Value,
                StringComparer.OrdinalIgnoreCase
            );

        public int Count => _cookies.Count;

        public ICollection<string> Keys => _cookies.Keys;

        public string? this[string key] => _cookies.GetValueOrDefault(key);

        public bool ContainsKey(string key) => _cookies.ContainsKey(key);

        public bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => _cookies.TryGetValue(key, out value);

        public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _cookies.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
