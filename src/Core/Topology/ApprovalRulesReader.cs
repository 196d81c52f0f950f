using System.Text.RegularExpressions;

namespace SnapshotShare.Core.Topology;

/// <summary>Checks the section <c>Approval</c> of a route; every mistake names its key.</summary>
internal static class ApprovalRulesReader
{
    public static ApprovalRules Read(string route, RouteOptions options, List<string> mistakes)
    {
        var (key, given) = ($"{route}:Approval", options.Approval);
        if (given.Approvers is < 1 or > 10)
            mistakes.Add($"{key}:Approvers: must be 1 to 10, is {given.Approvers}.");
        if (given.ReasonLength is < 0 or > 500)
            mistakes.Add($"{key}:ReasonLength: must be 0 to 500, is {given.ReasonLength}.");
        Positive(nameof(given.YoungestSnapshot), given.YoungestSnapshot);
        Positive(nameof(given.OldestSnapshot), given.OldestSnapshot);
        if (given.YoungestSnapshot > given.OldestSnapshot)
            mistakes.Add($"{key}:YoungestSnapshot: {given.YoungestSnapshot} is longer ago than OldestSnapshot, {given.OldestSnapshot}.");
        Named(nameof(given.Groups), given.Groups);
        Named(
            nameof(given.InstanceClasses),
            given.InstanceClasses,
            Syntax.IsInstanceClassPattern,
            "a class such as db.r6g.large or db.t4g.*"
        );
        return new ApprovalRules
        {
            Approvers = given.Approvers,
            Groups = given.Groups,
            ReasonLength = given.ReasonLength,
            Ticket = Ticket(),
            YoungestSnapshot = given.YoungestSnapshot,
            OldestSnapshot = given.OldestSnapshot,
            InstanceClasses = given.InstanceClasses,
            Automatic = Automatic(),
        };

        Regex? Ticket()
        {
            if (given.Ticket is not { Length: > 0 } pattern)
                return null;
            try
            {
                // Whoever writes the reason must not be able to make the matching slow.
                return new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
            }
            catch (Exception e) when (e is ArgumentException or NotSupportedException)
            {
                mistakes.Add($"{key}:Ticket: '{pattern}' is not a regular expression that can be matched in linear time: {e.Message}");
                return null;
            }
        }

        AutomaticApproval? Automatic()
        {
            if (given.Automatic is not { } automatic)
                return null;
            if (automatic.Clusters.Count == 0)
                mistakes.Add($"{key}:Automatic:Clusters: name the source clusters it is for; * is every one.");
            Named(
                $"{nameof(given.Automatic)}:{nameof(automatic.Clusters)}",
                automatic.Clusters,
                Syntax.IsClusterPattern,
                "a cluster's identifier, such as prod-altplus-*"
            );
            Named($"{nameof(given.Automatic)}:{nameof(automatic.Groups)}", automatic.Groups);
            AtMost(
                $"{nameof(given.Automatic)}:{nameof(automatic.LongestWindow)}",
                automatic.LongestWindow,
                nameof(options.LongestShareWindow),
                options.LongestShareWindow
            );
            AtMost(
                $"{nameof(given.Automatic)}:{nameof(automatic.LongestLife)}",
                automatic.LongestLife,
                nameof(options.LongestClusterLife),
                options.LongestClusterLife
            );
            return new AutomaticApproval(automatic.Clusters, automatic.Groups, automatic.LongestWindow, automatic.LongestLife);
        }

        void Positive(string member, TimeSpan? value)
        {
            if (value <= TimeSpan.Zero)
                mistakes.Add($"{key}:{member}: must be longer than zero, is {value}.");
        }

        void AtMost(string member, TimeSpan value, string cap, TimeSpan most)
        {
            Positive(member, value);
            if (value > most)
                mistakes.Add(
                    $"{key}:{member}: {value} is longer than the route's {cap}, {most}; say a length that somebody may ask for at all."
                );
        }

        void Named(string member, List<string> values, Func<string, bool>? isSo = null, string what = "")
        {
            foreach (var (number, value) in values.Index())
                if (string.IsNullOrWhiteSpace(value))
                    mistakes.Add($"{key}:{member}:{number}: is empty.");
                else if (isSo?.Invoke(value) == false)
                    mistakes.Add($"{key}:{member}:{number}: must be {what}, is '{value}'.");
            if (values.Count > values.Distinct(StringComparer.OrdinalIgnoreCase).Count())
                mistakes.Add($"{key}:{member}: names one of them twice ({string.Join(", ", values)}).");
        }
    }
}
