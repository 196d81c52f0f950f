using System.Text.RegularExpressions;
using SnapshotShare.AwsSandbox.Wire;

namespace SnapshotShare.AwsSandbox.Rds;

/// <summary>The identifiers that may name a snapshot, a cluster or an instance.</summary>
internal static partial class Identifiers
{
    /// <summary>1 to 63 letters, digits and hyphens; first a letter; no hyphen at the end, nor two in a row.</summary>
    public static Refusal? Check(string parameter, string value, int longest = 63)
    {
        if (value.Length > 0 && !char.IsAsciiLetter(value[0]) && parameter.Contains("Snapshot", StringComparison.Ordinal))
            return RdsFaults.InvalidValue($"Invalid snapshot identifier:  {value}");
        return value.Length <= longest && Name().IsMatch(value) ? null : NotValid(parameter);
    }

    public static Refusal NotValid(string parameter) =>
        RdsFaults.InvalidValue(
            $"The parameter {parameter} is not a valid identifier. Identifiers must begin with a letter; must contain only ASCII letters, digits, and hyphens; and must not end with a hyphen or contain two consecutive hyphens."
        );

    /// <summary>The name in an ARN of RDS, with the place it belongs to; null where the text is no such ARN.</summary>
    public static (State.Place Place, string Name)? FromArn(string text, string kind)
    {
        var parts = text.Split(':', 7);
        return parts.Length == 7 && parts[0] == "arn" && parts[1] == "aws" && parts[2] == "rds" && parts[5] == kind
            ? (new(parts[4], parts[3]), parts[6])
            : null;
    }

    [GeneratedRegex("^[a-zA-Z](?:-?[a-zA-Z0-9])*\\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Name();
}
