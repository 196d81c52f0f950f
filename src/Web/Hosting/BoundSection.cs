using System.Collections;
using System.Reflection;
using System.Text.RegularExpressions;

namespace SnapshotShare.Web.Hosting;

/// <summary>Reads a configuration section into its options and names every value that cannot be read and every key that means nothing.</summary>
public static partial class BoundSection
{
    public static T Bind<T>(IConfiguration configuration, string section, List<string> mistakes)
        where T : new()
    {
        var unknown = new List<string>();
        CheckKeys(configuration.GetSection(section), typeof(T), unknown, mistakes);
        var values = configuration
            .GetSection(section)
            .AsEnumerable()
            .Where(value => !unknown.Exists(key => IsAtOrBelow(value.Key, key)))
            .ToDictionary(StringComparer.OrdinalIgnoreCase);
        while (true)
        {
            try
            {
                // Without this the binder drops a route whole when one of its values cannot be read.
                return new ConfigurationBuilder().AddInMemoryCollection(values).Build().GetSection(section).Get<T>(Strictly) ?? new T();
            }
            catch (InvalidOperationException e) when (Find(e) is { } match && values.Remove(match.Groups["key"].Value))
            {
                mistakes.Add(
                    $"{match.Groups["key"].Value}: '{match.Groups["value"].Value}' is not {Expected(match.Groups["type"].Value)}."
                );
            }
        }
    }

    private static void Strictly(BinderOptions options) => options.ErrorOnUnknownConfiguration = true;

    private static Match? Find(Exception e) =>
        Unreadable().Match(e.Message) is { Success: true } match ? match
        : e.InnerException is { } inner ? Find(inner)
        : null;

    /// <summary>A mistyped key would leave a default in force that the operator believes changed.</summary>
    private static void CheckKeys(IConfigurationSection section, Type type, List<string> unknown, List<string> mistakes)
    {
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Dictionary<,>))
        {
            foreach (var entry in section.GetChildren())
                CheckKeys(entry, type.GetGenericArguments()[1], unknown, mistakes);
        }
        else if (type.IsClass && type != typeof(string) && !typeof(IEnumerable).IsAssignableFrom(type))
        {
            foreach (var child in section.GetChildren())
            {
                if (type.GetProperty(child.Key, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase) is { } property)
                {
                    CheckKeys(child, property.PropertyType, unknown, mistakes);
                    continue;
                }
                unknown.Add(child.Path);
                mistakes.Add($"{child.Path}: there is no such setting; known here are {Known(type)}.");
            }
        }
    }

    private static bool IsAtOrBelow(string path, string key) =>
        path.StartsWith(key, StringComparison.OrdinalIgnoreCase) && (path.Length == key.Length || path[key.Length] == ':');

    private static string Known(Type type) => string.Join(", ", type.GetProperties().Select(property => property.Name));

    private static string Expected(string type) =>
        type switch
        {
            _ when type.Contains("Boolean", StringComparison.Ordinal) => "true or false",
            _ when type.Contains("TimeSpan", StringComparison.Ordinal) => "a duration such as 1.12:00:00 (a day and a half)",
            _ => "a number",
        };

    [GeneratedRegex(
        "^Failed to convert configuration value '(?<value>.*)' at '(?<key>.*)' to type '(?<type>.*)'",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Unreadable();
}
