using SnapshotShare.Core.Plans;

namespace SnapshotShare.Core.Tests.Execution;

public sealed class a_look_that_the_target_refuses
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task blames_the_targets_role_though_the_step_is_the_sources()
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await rig.AskAsync(ByHand.AsItIs(Goal.Share));
        await rig.ApproveAsync(asked);
        await rig.RunUntilAsync(asked.Id, request => request.Step(StepName.SeeInTarget).IsOver);
        await rig.Aws.AllowAsync(
            SandboxControl.DevRole,
            actions => actions.Where(action => !action.StartsWith("rds:Describe", StringComparison.Ordinal))
        );
        await rig.Verbs.UnshareAsync(Rig.Dba, asked.Id, Ct);

        var stuck = await rig.RunUntilAsync(asked.Id, request => request.Step(StepName.ProveNotShared).Finding is not null);

        var finding = stuck.Step(StepName.ProveNotShared).Finding!;
        Assert.Equal(("aws-access-denied", "dev"), (finding.Code, finding.Account));
        Assert.StartsWith("In account dev the role is not allowed rds:Describe", finding.Message.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("987654321000", finding.Paste, StringComparison.Ordinal);
        Assert.Null((await rig.ShareAsync(asked.Id))!.ProvenAt);
    }
}
