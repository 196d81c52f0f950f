using SnapshotShare.Core.Text;

namespace SnapshotShare.Core.Planning.Policies;

/// <summary>One test of a statement: an operator, a key of the request, and the values of which one must match (IAM User Guide, Condition operators).</summary>
public sealed record PolicyCondition(string Operator, string Key, IReadOnlyList<string> Values)
{
    public Truth Holds(KeyCall call)
    {
        var (name, ifExists, quantifier) = Parts();
        if (!call.Context.TryGetValue(Key.ToLowerInvariant(), out var value))
            return Truth.Unknown;
        if (name == "Null")
            return Truths.Of(
                Values.Any(expected => string.Equals(expected, value is null ? "true" : "false", StringComparison.OrdinalIgnoreCase))
            );
        if (value is null)
            return Absent(name, ifExists, quantifier);
        if (!IsJudgeable(name) || Values.Any(expected => expected.Contains("${", StringComparison.Ordinal)))
            return Truth.Unknown;
        var matches = Values.Any(expected => Matches(name, expected, value));
        return Truths.Of(IsNegated(name) ? !matches : matches);
    }

    /// <summary>The accounts a statement for everybody is narrowed to by this test; null where it narrows nothing.</summary>
    public IReadOnlyList<string>? NarrowsToAccounts()
    {
        var (name, ifExists, quantifier) = Parts();
        return
            name is "StringEquals" or "StringEqualsIgnoreCase" or "StringLike"
            && !ifExists
            && quantifier != "ForAllValues"
            && Key.ToLowerInvariant() is "kms:calleraccount" or "aws:principalaccount"
            && Values.All(value => value.Length == 12 && value.All(char.IsAsciiDigit))
            ? Values
            : null;
    }

    public override string ToString() => $"{Operator} {Key} {string.Join(", ", Values)}";

    private static Truth Absent(string name, bool ifExists, string? quantifier) =>
        quantifier == "ForAnyValue" ? Truth.No
        : quantifier == "ForAllValues" || ifExists ? Truth.Yes
        : Truths.Of(IsNegated(name));

    private static bool IsNegated(string name) => name.Contains("Not", StringComparison.Ordinal);

    private static bool IsJudgeable(string name) =>
        name
            is "StringEquals"
                or "StringNotEquals"
                or "StringEqualsIgnoreCase"
                or "StringNotEqualsIgnoreCase"
                or "StringLike"
                or "StringNotLike"
                or "ArnEquals"
                or "ArnNotEquals"
                or "ArnLike"
                or "ArnNotLike"
                or "Bool";

    private static bool Matches(string name, string expected, string value) =>
        name switch
        {
            "StringEquals" or "StringNotEquals" => expected == value,
            "StringEqualsIgnoreCase" or "StringNotEqualsIgnoreCase" or "Bool" => string.Equals(
                expected,
                value,
                StringComparison.OrdinalIgnoreCase
            ),
            "StringLike" or "StringNotLike" => Wildcard.Matches(expected, value, StringComparison.Ordinal),
            _ => Wildcard.MatchesArn(expected, value),
        };

    private (string Name, bool IfExists, string? Quantifier) Parts()
    {
        var colon = Operator.IndexOf(':', StringComparison.Ordinal);
        var name = Operator[(colon + 1)..];
        var ifExists = name.EndsWith("IfExists", StringComparison.Ordinal);
        return (ifExists ? name[..^"IfExists".Length] : name, ifExists, colon < 0 ? null : Operator[..colon]);
    }
}
