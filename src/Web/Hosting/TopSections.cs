using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Json;
using SnapshotShare.Core.Commands;
using SnapshotShare.Core.Notifications;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Web.Hosting;

/// <summary>
/// Finds sections that nothing reads: <c>Sigin:Mode</c> would leave a default in force that the operator believes changed. Files are
/// ours to the last key. The environment belongs to other programs too, so there a name must be nearly one of ours, and its member one of ours.
/// </summary>
public static class TopSections
{
    private static readonly Dictionary<string, string[]> Ours = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Aws"] = MembersOf<AwsOptions>(),
        ["SignIn"] = MembersOf<SignInOptions>(),
        ["Webhook"] = MembersOf<WebhookOptions>(),
        ["Limits"] = MembersOf<LimitOptions>(),
        ["Data"] = ["Folder"],
        ["Database"] = ["ConnectionString"],
        ["Proxies"] = ["Trusted"],
    };

    /// <summary>The sections that ASP.NET Core reads of a settings file (docs/operations.md, The framework's own).</summary>
    private static readonly HashSet<string> Frameworks = new(StringComparer.OrdinalIgnoreCase)
    {
        "$schema",
        "AllowedHosts",
        "ApplicationName",
        "ContentRoot",
        "DetailedErrors",
        "Environment",
        "Http_Ports",
        "Https_Ports",
        "Kestrel",
        "Logging",
        "PathBase",
        "PreferHostingUrls",
        "ShutdownTimeoutSeconds",
        "Urls",
        "WebRoot",
    };

    /// <summary>Sections read by their key alone; those that are bound name their own unknown members.</summary>
    private static readonly string[] ReadByKey = ["Data", "Database", "Proxies"];

    public static void Check(IConfiguration configuration, List<string> mistakes)
    {
        if (configuration is not IConfigurationRoot root)
            return;
        var found = new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var provider in root.Providers)
        foreach (var top in provider.GetChildKeys([], parentPath: null).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            var members = provider.GetChildKeys([], top).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
            if (Ours.TryGetValue(top, out var known))
                foreach (var member in members.Where(member => IsNoMember(provider, top, member, known)))
                    found[$"{top}:{member}"] = $"there is no such setting; known here are {string.Join(", ", known)}.";
            else if (!Frameworks.Contains(top) && IsMeantForUs(provider, top, members))
                found[members.Count > 0 ? $"{top}:{members[0]}" : top] =
                    $"nothing reads a section '{top}'; "
                    + (Near(top) is { } near ? $"did you mean {near}?" : $"known here are {string.Join(", ", Ours.Keys)}.");
        }
        mistakes.AddRange(found.Select(one => $"{one.Key}: {one.Value}"));
    }

    private static bool IsNoMember(IConfigurationProvider provider, string top, string member, string[] known) =>
        ReadByKey.Contains(top, StringComparer.OrdinalIgnoreCase)
        && !known.Contains(member, StringComparer.OrdinalIgnoreCase)
        && (provider is not EnvironmentVariablesConfigurationProvider || Syntax.Nearest(member, known, most: 2) is not null);

    private static bool IsMeantForUs(IConfigurationProvider provider, string top, List<string> members) =>
        provider switch
        {
            JsonConfigurationProvider => true,
            EnvironmentVariablesConfigurationProvider => Near(top) is { } near
                && members.Exists(member => Ours[near].Contains(member, StringComparer.OrdinalIgnoreCase)),
            // The command line is ours, but for words without a section, which the host reads.
            _ => members.Count > 0,
        };

    private static string? Near(string top) => Syntax.Nearest(top, Ours.Keys, most: 2);

    private static string[] MembersOf<T>() => [.. typeof(T).GetProperties().Where(member => member.CanWrite).Select(member => member.Name)];
}
