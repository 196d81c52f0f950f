using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SnapshotShare.Core.Accounts;
using SnapshotShare.Core.Audit;
using SnapshotShare.Core.People;
using SnapshotShare.Core.Planning;
using SnapshotShare.Core.Planning.Policies;
using SnapshotShare.Core.Requests;

namespace SnapshotShare.Core.Approvals;

/// <summary>
/// What a route demands before production data travels, in the order it is asked: the reason, its ticket, the age of the data, the
/// instance class; then of each approver the group; then how many. The first rule that refuses names itself. Pure.
/// </summary>
public sealed record ApprovalRules
{
    public static ApprovalRules Default { get; } = new();

    /// <summary>How many people must say yes to the same plan.</summary>
    public int Approvers { get; init; } = 1;

    /// <summary>Group IDs as the identity provider claims them; an approver is in one of them. Empty admits every approver.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>Fewest characters of a reason.</summary>
    public int ReasonLength { get; init; }

    /// <summary>A regular expression that the reason must contain a match of, such as <c>DB-[0-9]+</c>.</summary>
    public Regex? Ticket { get; init; }
    public TimeSpan? YoungestSnapshot { get; init; }
    public TimeSpan? OldestSnapshot { get; init; }

    /// <summary>Allowed classes, <c>*</c> for any run of characters; empty allows all.</summary>
    public IReadOnlyList<string> InstanceClasses { get; init; } = [];
    public AutomaticApproval? Automatic { get; init; }

    /// <summary>The rules of a request's words.</summary>
    public Refusal? RefusesReason(string reason, string route) =>
        reason.Length < ReasonLength
            ? Says("rule.reason-length", "reason", ("route", route), ("least", ReasonLength.ToString(CultureInfo.InvariantCulture)))
        : Ticket is { } ticket && !ticket.IsMatch(reason) ? Says("rule.ticket", "reason", ("route", route), ("pattern", ticket.ToString()))
        : null;

    /// <summary>The rules of what is planned, as findings that are in its way.</summary>
    public IEnumerable<Finding> FindingsOf(Plan plan, DateTime at)
    {
        if (plan.Source.TakenAt is { } taken && YoungestSnapshot is { } youngest && at - taken < youngest)
            yield return AgeFinding("rule-youngest-snapshot", plan, taken, youngest);
        if (plan.Source.TakenAt is { } takenAt && OldestSnapshot is { } oldest && at - takenAt > oldest)
            yield return AgeFinding("rule-oldest-snapshot", plan, takenAt, oldest);
        if (plan.Restore is { } restore && InstanceClasses.Count > 0 && !Any(InstanceClasses, restore.InstanceClass))
            yield return Findings.Blocking(
                "rule-instance-class",
                plan.To.Account,
                restore.InstanceClass,
                ("route", plan.Route),
                ("class", restore.InstanceClass),
                ("classes", string.Join(", ", InstanceClasses))
            );
    }

    /// <summary>Whether this approver's word counts on the route.</summary>
    public Refusal? RefusesApprover(Actor actor, string route) =>
        Groups.Count == 0 || Groups.Any(group => actor.Groups.Contains(group, StringComparer.OrdinalIgnoreCase))
            ? null
            : new Refusal(RefusalKind.Forbidden, Phrase.Of("rule.groups", ("route", route), ("groups", string.Join(", ", Groups))));

    /// <summary>Whether the rule says yes by itself: within its limits, with nothing in the plan that a person should look at.</summary>
    public bool ApprovesByItself(Actor requester, Plan plan) =>
        Automatic is { } limits
        && Any(limits.Clusters, plan.Source.Cluster)
        && plan.Window <= limits.LongestWindow
        && (plan.Life is not { } life || life <= limits.LongestLife)
        && (limits.Groups.Count == 0 || limits.Groups.Any(group => requester.Groups.Contains(group, StringComparer.OrdinalIgnoreCase)))
        && plan.Findings.All(finding => finding.Severity == Severity.Note);

    /// <summary>
    /// Sixteen hex digits over everything that is demanded of a route, its longest times included. It is part of the plan's digest, so a
    /// request planned under other rules is planned and approved again.
    /// </summary>
    public static string VersionOf(Route route)
    {
        var rules = route.Approval;
        var text = CanonicalJson.Write(
            new JsonObject
            {
                ["approvers"] = rules.Approvers,
                ["groups"] = Texts(rules.Groups),
                ["reasonLength"] = rules.ReasonLength,
                ["ticket"] = rules.Ticket?.ToString(),
                ["youngestSnapshotSeconds"] = Seconds(rules.YoungestSnapshot),
                ["oldestSnapshotSeconds"] = Seconds(rules.OldestSnapshot),
                ["instanceClasses"] = Texts(rules.InstanceClasses),
                ["longestShareWindowSeconds"] = Seconds(route.LongestShareWindow),
                ["longestClusterLifeSeconds"] = Seconds(route.LongestClusterLife),
                ["automatic"] = rules.Automatic is { } automatic
                    ? new JsonObject
                    {
                        ["clusters"] = Texts(automatic.Clusters),
                        ["groups"] = Texts(automatic.Groups),
                        ["longestWindowSeconds"] = Seconds(automatic.LongestWindow),
                        ["longestLifeSeconds"] = Seconds(automatic.LongestLife),
                    }
                    : null,
            }
        );
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
    }

    private static Finding AgeFinding(string code, Plan plan, DateTime taken, TimeSpan limit) =>
        Findings.Blocking(
            code,
            plan.From.Account,
            plan.Source.Identifier,
            ("route", plan.Route),
            ("snapshot", plan.Source.Identifier),
            ("taken", HashChain.Timestamp(taken)),
            ("limit", limit.ToString())
        );

    private static Refusal Says(string key, string field, params ReadOnlySpan<(string, string?)> values) =>
        new(RefusalKind.Invalid, Phrase.Of(key, values), field);

    private static bool Any(IReadOnlyList<string> patterns, string text) =>
        patterns.Any(pattern => Wildcard.Matches(pattern, text, StringComparison.OrdinalIgnoreCase));

    private static long? Seconds(TimeSpan? time) => time is { } some ? (long)some.TotalSeconds : null;

    private static JsonArray Texts(IEnumerable<string> texts) => [.. texts.Select(text => (JsonNode)text)];
}

/// <summary>Limits within which a request needs nobody's yes. The ledger names the rule as the approver.</summary>
/// <param name="Clusters">Source clusters it is for, <c>*</c> for any run of characters; never empty.</param>
/// <param name="Groups">Groups the requester must be in one of; empty means any requester.</param>
public sealed record AutomaticApproval(
    IReadOnlyList<string> Clusters,
    IReadOnlyList<string> Groups,
    TimeSpan LongestWindow,
    TimeSpan LongestLife
);
