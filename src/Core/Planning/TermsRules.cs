using System.Text.RegularExpressions;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Text;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Planning;

/// <summary>Judges a request before AWS is asked anything.</summary>
public static partial class TermsRules
{
    public const int LongestReason = 1000;

    public static Refusal? Check(RequestTerms terms, Route route)
    {
        var named = new[] { terms.Source.SnapshotIdentifier, terms.Source.NewestOfCluster, terms.Source.TakenNowOfCluster }
            .Where(name => !string.IsNullOrWhiteSpace(name))
            .ToList();
        if (named.Count > 1)
            return Invalid("source", "source-twice");
        if (named is not [{ Length: <= 255 } source] || source.EndsWith(' '))
            return Invalid("source", "source-missing");
        if (TooLong(terms.Reason) is { } tooLong)
            return tooLong;
        if (terms.TargetCluster is { Length: > 0 } cluster && !ResourceNames.IsIdentifier(cluster))
            return Invalid("targetCluster", "cluster-identifier", ("cluster", cluster));
        if (terms.InstanceClass is { Length: > 0 } chosen && !InstanceClass().IsMatch(chosen))
            return Invalid("instanceClass", "instance-class", ("class", chosen));
        if (terms.EngineVersion is { Length: > 0 } version && !EngineVersion().IsMatch(version))
            return Invalid("engineVersion", "engine-version", ("version", version));
        if (terms.Window is { } window && (window < TimeSpan.FromSeconds(1) || window > route.LongestShareWindow))
            return Invalid("window", "window-bounds", ("window", $"{window}"), ("most", $"{route.LongestShareWindow}"));
        if (terms.Life is { } life && (life < TimeSpan.FromSeconds(1) || life > route.LongestClusterLife))
            return Invalid("life", "life-bounds", ("life", $"{life}"), ("most", $"{route.LongestClusterLife}"));
        return null;
    }

    /// <summary>A reason stands in the ledger for ever, whoever gives it and for what.</summary>
    public static Refusal? TooLong(string reason) =>
        reason.Length > LongestReason ? Invalid("reason", "reason-too-long", ("most", $"{LongestReason}")) : null;

    private static Refusal Invalid(string field, string key, params ReadOnlySpan<(string, string?)> values) =>
        new(RefusalKind.Invalid, Message.Of(key, values), field);

    [GeneratedRegex(@"^[0-9][a-z0-9._-]{0,60}\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex EngineVersion();

    [GeneratedRegex(@"^db\.[a-z0-9][a-z0-9.-]{0,40}\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex InstanceClass();
}
