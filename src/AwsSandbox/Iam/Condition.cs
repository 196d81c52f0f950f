namespace SnapshotShare.AwsSandbox.Iam;

/// <summary>The condition operators that key policies use.</summary>
internal static class Condition
{
    public static readonly IReadOnlyCollection<string> Operators =
    [
        "Bool",
        "StringEquals",
        "StringNotEquals",
        "StringEqualsIgnoreCase",
        "StringNotEqualsIgnoreCase",
        "StringLike",
        "StringNotLike",
        "ArnEquals",
        "ArnLike",
        "ArnNotEquals",
        "ArnNotLike",
        "Null",
    ];

    public static bool IsKnown(string name) => Operators.Contains(Bare(name).Operator);

    /// <summary>A test that cannot be judged never allows and always denies.</summary>
    public static bool Holds(PolicyCondition condition, IReadOnlyDictionary<string, string> context, bool allow)
    {
        var (name, ifExists, forAll) = Bare(condition.Operator);
        if (!Operators.Contains(name))
            return !allow;
        var value = context.GetValueOrDefault(condition.Key.ToLowerInvariant());
        if (name == "Null")
            return condition.Values.Any(v => v.Equals(value is null ? "true" : "false", StringComparison.OrdinalIgnoreCase));
        var negated = name.Contains("Not", StringComparison.Ordinal);
        if (value is null)
            return ifExists || forAll || negated;
        return condition.Values.Any(expected => Matches(name, expected, value)) != negated;
    }

    private static bool Matches(string name, string expected, string value) =>
        name switch
        {
            "Bool" or "StringEqualsIgnoreCase" or "StringNotEqualsIgnoreCase" => expected.Equals(value, StringComparison.OrdinalIgnoreCase),
            "StringEquals" or "StringNotEquals" => expected == value,
            _ => Wildcard.Matches(expected, value),
        };

    private static (string Operator, bool IfExists, bool ForAll) Bare(string name)
    {
        var forAll = name.StartsWith("ForAllValues:", StringComparison.Ordinal);
        var bare = name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..];
        var ifExists = bare.EndsWith("IfExists", StringComparison.Ordinal);
        return (ifExists ? bare[..^"IfExists".Length] : bare, ifExists, forAll);
    }
}
