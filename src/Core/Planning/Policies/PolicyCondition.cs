using System.Globalization;
using SnapshotShare.Core.Text;

namespace SnapshotShare.Core.Planning.Policies;

/// <summary>One test of a statement: an operator, a key of the request, and the values of which one must match (IAM User Guide, Condition operators).</summary>
public sealed record PolicyCondition(string Operator, string Key, IReadOnlyList<string> Values)
{
    public Truth Holds(KeyCall call)
    {
        var (name, ifExists, quantifier) = Parts();
        if (!call.TryGet(Key, out var value))
            return Truth.Unknown;
        if (name == "Null")
            return Truths.Of(
                Values.Any(expected => string.Equals(expected, value is null ? "true" : "false", StringComparison.OrdinalIgnoreCase))
            );
        if (value is null)
            return Absent(name, ifExists, quantifier);
        if (value == KeyCall.AddressOfAws && IsOfAddresses(name))
            return Truths.Of(Values.Any(range => range.EndsWith("/0", StringComparison.Ordinal)) != IsNegated(name));
        if (Key.Equals(KeyCall.CurrentTime, StringComparison.OrdinalIgnoreCase))
            return Since(name, value);
        if (!IsJudgeable(name) || Values.Any(expected => expected.Contains("${", StringComparison.Ordinal)))
            return Truth.Unknown;
        var matches = Values.Any(expected => Matches(name, expected, value));
        return Truths.Of(IsNegated(name) ? !matches : matches);
    }

    /// <summary>True where the test holds for nobody but those whom its values name.</summary>
    public bool NamesTheOnlyOnes()
    {
        var (name, ifExists, quantifier) = Parts();
        return name is "StringEquals" or "StringEqualsIgnoreCase" or "StringLike" or "ArnEquals" or "ArnLike"
            && (IsAlwaysThere || (!ifExists && quantifier != "ForAllValues"));
    }

    /// <summary>True where the test holds for everybody but those whom its values name.</summary>
    public bool NamesTheExempt() =>
        Parts().Name is "StringNotEquals" or "StringNotEqualsIgnoreCase" or "StringNotLike" or "ArnNotEquals" or "ArnNotLike";

    /// <summary>True for a test that spares principals by their ARN.</summary>
    public bool SparesByArn => NamesTheExempt() && Key.Equals("aws:PrincipalArn", StringComparison.OrdinalIgnoreCase);

    private bool IsAlwaysThere => Key.ToLowerInvariant() is "kms:calleraccount" or "aws:principalaccount" or "aws:principalarn";

    public override string ToString() => $"{Operator} {Key} {string.Join(", ", Values)}";

    /// <summary>The past stays past; a moment to come hangs on when the call is made.</summary>
    private Truth Since(string name, string now) =>
        name is "DateLessThan" or "DateLessThanEquals" or "DateGreaterThan" or "DateGreaterThanEquals"
        && Values is [var only]
        && DateTime.TryParse(only, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var moment)
        && moment < DateTime.Parse(now, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal)
            ? Truths.Of(name.StartsWith("DateGreater", StringComparison.Ordinal))
            : Truth.Unknown;

    private static Truth Absent(string name, bool ifExists, string? quantifier) =>
        ifExists || quantifier == "ForAllValues" ? Truth.Yes
        : quantifier == "ForAnyValue" ? Truth.No
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

    private static bool IsOfAddresses(string name) => name is "IpAddress" or "NotIpAddress";

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
