using System.Text.Json.Nodes;
using SnapshotShare.Core.Exposing.Strays;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;

namespace SnapshotShare.Core.Tests.Planning.Policies;

public sealed class the_policies_to_paste_for_the_roles
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task carry_a_whole_trip_and_its_way_back_and_hold_no_RDS_call_that_is_never_made()
    {
        await using var rig = await new Rig().OpenAsync();
        // A snapshot taken now goes through every step there is.
        var terms = Rig.Terms with
        {
            Source = SourceChoice.TakenNow("prod-altplus-cluster"),
        };
        var plan = (await rig.Verbs.PreviewAsync(Rig.Developer, terms, Ct)).Value!;
        var (source, target) = (Actions(plan, "prod"), Actions(plan, "dev"));
        await rig.Aws.AllowAsync(SandboxControl.ProdRole, _ => source);
        await rig.Aws.AllowAsync(SandboxControl.DevRole, _ => target);

        var asked = await rig.AskAsync(terms);
        Assert.All(asked.Plan.Findings, finding => Assert.Null(finding.Fault));
        await rig.ApproveAsync(asked);
        await rig.RunUntilAsync(asked.Id, request => request.Status == RequestStatus.Ready);
        await rig.Verbs.CancelAsync(Rig.Developer, asked.Id, "done with it", Ct);
        await rig.RunUntilAsync(asked.Id, request => request.Status == RequestStatus.Ended);
        await rig.Get<StraySweep>().LookAsync(Ct);

        Assert.DoesNotContain(
            await rig.Aws.CallsAsync(),
            call => ((string?)call!["code"])?.StartsWith("AccessDenied", StringComparison.Ordinal) == true
        );
        await OnlyWhatIsCalledAsync(rig, Sample.Prod, source);
        await OnlyWhatIsCalledAsync(rig, Sample.Dev, target);
    }

    private static async Task OnlyWhatIsCalledAsync(Rig rig, string accountId, IReadOnlyList<string> allowed)
    {
        string[] implied =
        [
            // Tags are part of other calls, an optional parameter group is not asked for here, and the attributes are read for pages.
            "rds:AddTagsToResource",
            "rds:DescribeDBClusterParameterGroups",
            "rds:DescribeDBClusterSnapshotAttributes",
        ];
        var called = await rig.Aws.ActionsOfAsync(accountId);
        Assert.Empty(
            allowed
                .Where(action => action.StartsWith("rds:", StringComparison.Ordinal) || action.StartsWith("ec2:", StringComparison.Ordinal))
                .Except(called)
                .Except(implied)
        );
    }

    private static List<string> Actions(Plan plan, string account)
    {
        var note = Assert.Single(plan.Findings, finding => finding.Code == "rights-not-verifiable" && finding.Account == account);
        return
        [
            .. JsonNode.Parse(note.Paste!)!["Statement"]!
                .AsArray()
                .SelectMany(statement => statement!["Action"]!.AsArray())
                .Select(action => (string)action!)
                .Distinct(StringComparer.Ordinal),
        ];
    }
}
