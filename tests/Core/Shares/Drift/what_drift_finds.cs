using Amazon.RDS.Model;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Shares.Drift;
using SnapshotShare.Core.Tests.Planning;

namespace SnapshotShare.Core.Tests.Shares.Drift;

public sealed class what_drift_finds
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task is_what_somebody_shared_by_hand_with_a_known_account_or_a_stranger()
    {
        await using var rig = await new Rig().OpenAsync();
        await rig.LookForDriftAsync();
        var found = await rig.DriftAsync();
        Assert.Equal(2, found.Count);
        Assert.Single(found, finding => finding.SharedWith == "123456789000");
        Assert.Single(found, finding => finding.SharedWith != "123456789000");
        Assert.All(
            found,
            finding =>
            {
                Assert.Equal((DriftKind.MadeElsewhere, DriftState.Open, "prod"), (finding.Kind, finding.State, finding.Account));
                Assert.Equal($"arn:aws:rds:ap-northeast-1:987654321000:cluster-snapshot:{finding.SnapshotIdentifier}", finding.SnapshotArn);
            }
        );
        Assert.Equal(
            found.Select(finding => finding.Id).Order(StringComparer.Ordinal),
            (await rig.LedgerAsync()).Where(entry => entry.Kind == LedgerKind.DriftFound).Select(entry => entry.Subject).Order()
        );
    }

    [Fact]
    public async Task is_found_once_however_often_it_is_looked_for_and_by_whichever_process()
    {
        await using var rig = await new Rig().OpenAsync();
        await rig.LookForDriftAsync();
        await rig.RestartAsync();
        await rig.LookForDriftAsync();
        await rig.LookForDriftAsync();
        Assert.Equal(2, (await rig.LedgerAsync()).Count(entry => entry.Kind == LedgerKind.DriftFound));
        Assert.All(await rig.DriftAsync(), finding => Assert.True(finding.LastSeenAt > finding.FirstSeenAt));
    }

    [Fact]
    public async Task is_never_a_share_of_ours_while_it_is_open_or_under_watch()
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await rig.AskAsync(Rig.Terms with { Goal = Goal.Share });
        await rig.ApproveAsync(asked);
        await rig.RunUntilAsync(asked.Id, request => request.FindStep(StepName.SeeInTarget)?.IsOver == true);
        await rig.LookForDriftAsync();
        Assert.Equal(2, (await rig.DriftAsync()).Count);
        Assert.DoesNotContain(await rig.DriftAsync(), finding => finding.SnapshotIdentifier == asked.Plan.SharingSnapshot);
    }

    [Fact]
    public async Task is_gone_when_somebody_else_unshares_and_found_anew_when_it_is_shared_again()
    {
        await using var rig = await new Rig().OpenAsync();
        await rig.LookForDriftAsync();
        var finding = (await rig.DriftAsync())[0];
        await ByHandAsync(rig, finding, remove: [finding.SharedWith]);
        await rig.LookForDriftUntilAsync(async () => (await rig.DriftAsync(finding.Id)).State == DriftState.Gone);
        var gone = Assert.Single(await rig.LedgerAsync(), entry => entry.Kind == LedgerKind.DriftGone);
        Assert.Equal((finding.Id, "drift"), (gone.Subject, gone.ActorId));
        Assert.DoesNotContain(await rig.LedgerAsync(), entry => entry.Kind == LedgerKind.Intent);
        Assert.NotNull((await rig.DriftAsync(finding.Id)).GoneAt);

        await ByHandAsync(rig, finding, add: [finding.SharedWith]);
        await rig.LookForDriftUntilAsync(async () =>
            (await rig.DriftAsync()).Any(other =>
                other.Id != finding.Id && other.SnapshotArn == finding.SnapshotArn && other.State == DriftState.Open
            )
        );
    }

    /// <summary>Two accounts may each have a snapshot of one name: what is seen in one says nothing of the other.</summary>
    [Fact]
    public async Task is_not_taken_for_gone_because_its_namesake_in_another_account_is()
    {
        await using var rig = await new Rig().OpenAsync();
        await rig.ShareByHandAsync(ByHand.Shareable);
        await rig.LookForDriftAsync();
        var inProd = Assert.Single(await rig.DriftAsync(), finding => finding.SnapshotIdentifier == ByHand.Shareable);
        await rig.WriteAsync(
            new DriftFinding
            {
                Id = "namesake",
                Account = "dev",
                SnapshotIdentifier = ByHand.Shareable,
                SnapshotArn = Sample.Route.To.ClusterSnapshotArn(ByHand.Shareable),
                SharedWith = Sample.Stranger,
                Kind = DriftKind.MadeElsewhere,
                FirstSeenAt = inProd.FirstSeenAt,
                LastSeenAt = inProd.LastSeenAt,
            }
        );
        await rig.Aws.AllowAsync(SandboxControl.DevRole, _ => []);

        await rig.UnshareByHandAsync(ByHand.Shareable);
        await rig.LookForDriftUntilAsync(async () => (await rig.DriftAsync(inProd.Id)).State == DriftState.Gone);

        Assert.Equal(DriftState.Open, (await rig.DriftAsync("namesake")).State);
    }

    [Fact]
    public async Task is_not_taken_for_gone_while_the_account_cannot_be_read()
    {
        await using var rig = await new Rig().OpenAsync();
        await rig.LookForDriftAsync();
        await rig.RestartAsync();
        await rig.Aws.AllowAsync(SandboxControl.ProdRole, actions => actions.Except(["rds:Describe*"]));
        await rig.LookForDriftAsync();
        Assert.All(await rig.DriftAsync(), finding => Assert.Equal(DriftState.Open, finding.State));
    }

    private static Task ByHandAsync(Rig rig, DriftFinding finding, List<string>? add = null, List<string>? remove = null) =>
        rig.Rds("prod")
            .ModifyDBClusterSnapshotAttributeAsync(
                new ModifyDBClusterSnapshotAttributeRequest
                {
                    DBClusterSnapshotIdentifier = finding.SnapshotIdentifier,
                    AttributeName = "restore",
                    ValuesToAdd = add ?? [],
                    ValuesToRemove = remove ?? [],
                },
                Ct
            );
}
