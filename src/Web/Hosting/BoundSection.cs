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
        // The binder leaves out what has another shape, and a list of approvers' groups that is left out lets everybody approve.
        if (Misshapen(section, type) is { } wanted)
        {
            unknown.Add(section.Path);
            mistakes.Add($"{section.Path}: must be {wanted}.");
        }
        else if (IsDictionary(type))
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

    /// <summary>The shape that it should have; null when it has it.</summary>
    private static string? Misshapen(IConfigurationSection section, Type type)
    {
        var hasParts = section.GetChildren().Any();
        if (type == typeof(string) || type.IsValueType)
            return hasParts ? "one value, and is a list or a section" : null;
        if (section.Value is not { Length: > 0 } value)
            return null;
        return IsDictionary(type) || !typeof(IEnumerable).IsAssignableFrom(type)
            ? $"a section with settings of its own, and is the value '{value}'"
            : $"a list, with one entry too ({section.Path}:0, or {section.Path.Replace(":", "__", StringComparison.Ordinal)}__0 in the environment), and is the value '{value}'";
    }

    private static bool IsDictionary(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Dictionary<,>);

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
