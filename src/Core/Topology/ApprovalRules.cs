using System.Text.RegularExpressions;

namespace SnapshotShare.Core.Topology;

/// <summary>
/// A route's demands before production data travels, in the order it is asked: the reason, its ticket, the age of the data, the
/// instance class; then of each approver the group; then how many. The first rule that refuses names itself;
/// <c>ApprovalPolicy</c> asks them.
/// </summary>
public sealed record ApprovalRules
{
    public static ApprovalRules Default { get; } = new();

    /// <summary>The number of people who must say yes to the same plan, 1 to 10.</summary>
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
