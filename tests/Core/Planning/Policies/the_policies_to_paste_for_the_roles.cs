using System.Text.Json.Nodes;
using SnapshotShare.Core.Exposing.Strays;
using SnapshotShare.Core.Planning.Policies;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Text;

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

    /// <summary>The name of one holds a colon, as an ARN does.</summary>
    [Fact]
    public void let_the_source_copy_what_AWS_Backup_took()
    {
        var policy = JsonNode.Parse(RolePolicy.OfSource(Sample.Route, Sample.SharingKeyArn, Sample.Facts.SourceKey))!;

        var copying = Assert.Single(
            policy["Statement"]!.AsArray(),
            statement => statement!["Action"]!.AsArray().Any(action => (string)action! == "rds:CopyDBClusterSnapshot")
        );
        foreach (var snapshot in new[] { Sample.OfAwsBackup, Sample.Automated, Sample.Manual })
            Assert.Contains(
                copying!["Resource"]!.AsArray(),
                pattern => Wildcard.Matches((string)pattern!, snapshot.Arn, StringComparison.Ordinal)
            );
    }

    [Theory]
    [InlineData("source")]
    [InlineData("target")]
    public async Task are_told_in_short_by_the_operations_guide(string account)
    {
        await using var rig = await new Rig().OpenAsync();
        var plan = (
            await rig.Verbs.PreviewAsync(Rig.Developer, Rig.Terms with { Source = SourceChoice.TakenNow("prod-altplus-cluster") }, Ct)
        ).Value!;
        var row = File.ReadLines(Repository.Path("docs", "operations.md"))
            .Single(line => line.StartsWith($"| {account} | `rds:", StringComparison.Ordinal));
        Assert.Equal(
            Actions(plan, account == "source" ? "prod" : "dev").Order(StringComparer.Ordinal),
            Named(row).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
        );

        // A name without its service is of the one before it.
        static IEnumerable<string> Named(string row)
        {
            var service = "";
            foreach (var name in row.Split('`').Where((_, part) => part % 2 == 1))
            {
                service = name.Contains(':', StringComparison.Ordinal)
                    ? name[..(name.IndexOf(':', StringComparison.Ordinal) + 1)]
                    : service;
                yield return service + name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..];
            }
        }
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
