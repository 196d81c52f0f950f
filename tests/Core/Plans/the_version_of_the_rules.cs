using System.Text.RegularExpressions;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Tests.Planning;
using SnapshotShare.Core.Topology;
using Route = SnapshotShare.Core.Topology.Route;

namespace SnapshotShare.Core.Tests.Plans;

/// <summary>Everything that a route demands is in the version of its rules: a plan made under another is approved again.</summary>
public sealed class the_version_of_the_rules
{
    private static readonly AutomaticApproval Limits = new(["a"], ["b"], TimeSpan.FromHours(1), TimeSpan.FromDays(1));
    private static readonly Route Strict = Sample.Route with { Approval = new ApprovalRules { Automatic = Limits } };

    public static TheoryData<string, Func<Route, Route>> Demands =>
        new()
        {
            { nameof(ApprovalRules.Approvers), route => Rules(route, rules => rules with { Approvers = 2 }) },
            { nameof(ApprovalRules.Groups), route => Rules(route, rules => rules with { Groups = ["dba"] }) },
            { nameof(ApprovalRules.ReasonLength), route => Rules(route, rules => rules with { ReasonLength = 1 }) },
            { nameof(ApprovalRules.Ticket), route => Rules(route, rules => rules with { Ticket = new Regex("DB-1", RegexOptions.None) }) },
            {
                nameof(ApprovalRules.YoungestSnapshot),
                route => Rules(route, rules => rules with { YoungestSnapshot = TimeSpan.FromSeconds(1) })
            },
            {
                nameof(ApprovalRules.OldestSnapshot),
                route => Rules(route, rules => rules with { OldestSnapshot = TimeSpan.FromSeconds(1) })
            },
            { nameof(ApprovalRules.InstanceClasses), route => Rules(route, rules => rules with { InstanceClasses = ["db.*"] }) },
            { nameof(ApprovalRules.Automatic), route => Rules(route, rules => rules with { Automatic = null }) },
            { nameof(AutomaticApproval.Clusters), route => Automatic(route, limits => limits with { Clusters = ["*"] }) },
            { nameof(AutomaticApproval.Groups), route => Automatic(route, limits => limits with { Groups = [] }) },
            {
                nameof(AutomaticApproval.LongestWindow),
                route => Automatic(route, limits => limits with { LongestWindow = TimeSpan.FromHours(2) })
            },
            {
                nameof(AutomaticApproval.LongestLife),
                route => Automatic(route, limits => limits with { LongestLife = TimeSpan.FromDays(2) })
            },
            {
                nameof(Route.LongestShareWindow),
                route => route with { LongestShareWindow = route.LongestShareWindow + TimeSpan.FromSeconds(1) }
            },
            {
                nameof(Route.LongestClusterLife),
                route => route with { LongestClusterLife = route.LongestClusterLife + TimeSpan.FromSeconds(1) }
            },
        };

    [Theory]
    [MemberData(nameof(Demands))]
    public void changes_with_every_demand(string what, Func<Route, Route> change)
    {
        Assert.NotNull(what);
        Assert.NotEqual(RulesVersion.Of(Strict), RulesVersion.Of(change(Strict)));
    }

    [Fact]
    public void has_a_row_for_every_member_of_the_rules()
    {
        var members = new[] { typeof(ApprovalRules), typeof(AutomaticApproval) }
            .SelectMany(type => type.GetProperties())
            .Where(property => property is { CanWrite: true } && property.GetMethod is { IsStatic: false })
            .Select(property => property.Name);
        Assert.Empty(members.Except(Demands.Select(row => row.Data.Item1)));
    }

    [Fact]
    public void is_sixteen_digits_that_stay_while_the_demands_do()
    {
        Assert.Matches("^[0-9a-f]{16}$", RulesVersion.Of(Strict));
        Assert.Equal(RulesVersion.Of(Strict), RulesVersion.Of(Strict with { ShareWindow = TimeSpan.FromMinutes(1), SharingKey = "other" }));
    }

    private static Route Rules(Route route, Func<ApprovalRules, ApprovalRules> change) => route with { Approval = change(route.Approval) };

    private static Route Automatic(Route route, Func<AutomaticApproval, AutomaticApproval> change) =>
        Rules(route, rules => rules with { Automatic = change(rules.Automatic!) });
}
