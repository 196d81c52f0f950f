using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using SnapshotShare.Core.Commands;
using SnapshotShare.Core.Notifications;
using SnapshotShare.Core.Topology;
using SnapshotShare.Web.Hosting;

namespace SnapshotShare.Web.Tests.Hosting;

/// <summary>
/// The tables under "Settings" in <c>docs/operations.md</c> and the options that the configuration is bound to say the same: one row per
/// setting, its full key in backticks first, then its type, then its default.
/// </summary>
public sealed partial class the_operations_guide
{
    private const string None = "none";
    private const string Required = "required";

    /// <summary>Every section and what it is bound to.</summary>
    private static readonly (string Section, Type Options)[] Bound =
    [
        ("Aws", typeof(AwsOptions)),
        ("SignIn", typeof(SignInOptions)),
        ("Webhook", typeof(WebhookOptions)),
        ("Limits", typeof(LimitOptions)),
    ];

    /// <summary>Settings that are read by their key, without options.</summary>
    private static readonly Setting[] ReadByKey =
    [
        new("Data:Folder", typeof(string), "data"),
        new("Database:ConnectionString", typeof(string), Default: null),
        new("Proxies:Trusted", typeof(List<string>), Default: null),
    ];

    private static readonly IReadOnlyList<Setting> Settings =
    [
        .. Bound.SelectMany(section => Below(section.Section, section.Options, Activator.CreateInstance(section.Options)!)),
        .. ReadByKey,
    ];

    private static readonly IReadOnlyList<Row> Rows = Read();

    public static TheoryData<string> Keys => [.. Settings.Select(setting => setting.Key)];

    [Fact]
    public void has_a_row_for_every_setting_and_a_setting_for_every_row() =>
        Assert.Equal(
            Settings.Select(setting => setting.Key).Order(StringComparer.Ordinal),
            Rows.Select(row => row.Key).Order(StringComparer.Ordinal)
        );

    [Theory]
    [MemberData(nameof(Keys))]
    public void says_the_default_that_is_in_force(string key)
    {
        var (setting, row) = (Settings.Single(one => one.Key == key), Rows.Single(one => one.Key == key));
        if (setting.Default is { } value)
            Assert.Equal($"`{value}`", row.Default);
        else
            Assert.Contains(row.Default, new[] { None, Required });
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void says_what_kind_of_value_it_takes(string key)
    {
        var (setting, row) = (Settings.Single(one => one.Key == key), Rows.Single(one => one.Key == key));
        Assert.StartsWith(KindOf(setting.Type), row.Kind, StringComparison.Ordinal);
        Assert.NotEmpty(row.Meaning);
    }

    private static IEnumerable<Setting> Below(string key, Type type, object defaults)
    {
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.SetMethod is not { IsPublic: true })
                continue;
            var (below, value) = ($"{key}:{property.Name}", property.GetValue(defaults));
            var kind = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            if (kind.IsGenericType && kind.GetGenericTypeDefinition() == typeof(Dictionary<,>))
            {
                var each = kind.GetGenericArguments()[1];
                foreach (var setting in Below($"{below}:<name>", each, Activator.CreateInstance(each)!))
                    yield return setting;
            }
            else if (kind.IsClass && kind != typeof(string) && !typeof(IEnumerable).IsAssignableFrom(kind))
            {
                foreach (var setting in Below(below, kind, value ?? Activator.CreateInstance(kind)!))
                    yield return setting;
            }
            else
            {
                yield return new Setting(below, kind, Text(value));
            }
        }
    }

    /// <summary>As an operator would write it; null where nothing is set.</summary>
    private static string? Text(object? value) =>
        value switch
        {
            null or "" or ICollection { Count: 0 } => null,
            bool yes => yes ? "true" : "false",
            TimeSpan length => length.ToString("c", CultureInfo.InvariantCulture),
            IFormattable number => number.ToString(format: null, CultureInfo.InvariantCulture),
            _ => value.ToString(),
        };

    private static string KindOf(Type type) =>
        type == typeof(bool) ? "true or false"
        : type == typeof(TimeSpan) ? "length of time"
        : type == typeof(int) ? "whole number"
        : type == typeof(double) ? "number"
        : type == typeof(string) ? "text"
        : typeof(IEnumerable<string>).IsAssignableFrom(type) ? "list of text"
        : throw new NotSupportedException($"The guide has no word for {type}.");

    private static List<Row> Read()
    {
        var text = File.ReadAllText(Path.Combine(Application.Root, "docs", "operations.md"));
        var settings = text[text.IndexOf("\n## Settings\n", StringComparison.Ordinal)..];
        settings = settings[..settings.IndexOf("\n### The framework's own\n", StringComparison.Ordinal)];
        return
        [
            .. RowOfATable()
                .Matches(settings)
                .Select(row => new Row(
                    row.Groups["key"].Value,
                    row.Groups["kind"].Value.Trim(),
                    row.Groups["default"].Value.Trim(),
                    row.Groups["meaning"].Value.Trim()
                )),
        ];
    }

    [GeneratedRegex(
        @"^\| `(?<key>[^`]+)` \|(?<kind>[^|]+)\|(?<default>[^|]+)\|(?<meaning>[^|]+)\|$",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline,
        1000
    )]
    private static partial Regex RowOfATable();

    private sealed record Setting(string Key, Type Type, string? Default);

    private sealed record Row(string Key, string Kind, string Default, string Meaning);
}
