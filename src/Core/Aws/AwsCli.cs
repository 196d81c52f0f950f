using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace SnapshotShare.Core.Aws;

/// <summary>Spells API members the way the AWS CLI does.</summary>
public static partial class AwsCli
{
    /// <summary><c>SourceDBClusterSnapshotIdentifier</c> becomes <c>source-db-cluster-snapshot-identifier</c>.</summary>
    public static string Kebab(string name) => WordStart().Replace(name, "-").ToLowerInvariant();

    public static void Append(StringBuilder line, string name, JsonNode? value)
    {
        switch (value)
        {
            case JsonArray items:
                line.Append(" --").Append(Kebab(name)).Append(' ').AppendJoin(' ', items.Select(Item));
                break;
            case JsonObject members:
                line.Append(" --").Append(Kebab(name)).Append(' ').Append(Item(members));
                break;
            case JsonValue flag when flag.GetValueKind() is JsonValueKind.True or JsonValueKind.False:
                line.Append(flag.GetValueKind() == JsonValueKind.True ? " --" : " --no-").Append(Kebab(name));
                break;
            default:
                line.Append(" --").Append(Kebab(name)).Append(' ').Append(Quote(value!.ToString()));
                break;
        }
    }

    private static string Item(JsonNode? item) =>
        item is JsonObject members
            ? Quote(string.Join(',', members.Select(member => $"{member.Key}={member.Value}")))
            : Quote(item!.ToString());

    /// <summary>Quotes for a POSIX shell where needed.</summary>
    public static string Quote(string value) =>
        SafeWord().IsMatch(value) ? value : $"'{value.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex WordStart();

    [GeneratedRegex(@"^[A-Za-z0-9_.:/=,@+-]+\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SafeWord();
}
