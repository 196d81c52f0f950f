using Amazon.RDS.Model;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;

namespace SnapshotShare.Core.Tests.Execution;

/// <summary>Between AWS's answer and the first look somebody takes the tags away: what the answer said is being made is still the request's.</summary>
public sealed class a_thing_that_somebody_untags_at_once
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(StepName.TakeSnapshot)]
    [InlineData(StepName.CopyForSharing)]
    [InlineData(StepName.CopyInTarget)]
    [InlineData(StepName.RestoreCluster)]
    [InlineData(StepName.CreateWriter)]
    public async Task is_found_by_what_aws_answered_and_is_gone_at_the_end(StepName maker)
    {
        await using var rig = await new Rig().OpenAsync();
        foreach (var role in new[] { SandboxControl.ProdRole, SandboxControl.DevRole })
            await rig.Aws.AllowAsync(role, actions => [.. actions, "rds:RemoveTagsFromResource"]);
        var terms = maker == StepName.TakeSnapshot ? Rig.Terms with { Source = SourceChoice.TakenNow("prod-altplus-cluster") } : Rig.Terms;
        var request = await rig.ApproveAsync(await rig.AskAsync(terms));
        var plan = request.Plan;
        await rig.RunUntilAsync(request.Id, row => row.FindStep(maker)?.Attempt?.Response is { Accepted: true });
        var (account, kind, name) = maker switch
        {
            StepName.TakeSnapshot => (plan.From, "cluster-snapshot", plan.Source.Identifier),
            StepName.CopyForSharing => (plan.From, "cluster-snapshot", plan.SharingSnapshot),
            StepName.CopyInTarget => (plan.To, "cluster-snapshot", plan.TargetSnapshot),
            StepName.RestoreCluster => (plan.To, "cluster", plan.TargetCluster),
            _ => (plan.To, "db", plan.WriterInstance),
        };
        await rig.Rds(account.Account)
            .RemoveTagsFromResourceAsync(
                new RemoveTagsFromResourceRequest
                {
                    ResourceName = $"arn:aws:rds:{account.Region}:{account.AccountId}:{kind}:{name}",
                    TagKeys = ["snapshotshare:request", "snapshotshare:installation"],
                },
                Ct
            );

        var row = await rig.RunUntilAsync(request.Id, row => row.Status is RequestStatus.Ready or RequestStatus.Failed || row.NeedsHelp);
        if (row.NeedsHelp)
        {
            // What is handed out has its tags again before that.
            var differs = row.Step(StepName.VerifyCluster).Finding!;
            Assert.Equal("cluster-differs", differs.Code);
            Assert.StartsWith("aws rds add-tags-to-resource", differs.Paste, StringComparison.Ordinal);
        }
        Assert.Equal(maker is StepName.RestoreCluster or StepName.CreateWriter, row.NeedsHelp);
        Assert.NotEqual(RequestStatus.Failed, row.Status);
        Assert.Null((await rig.Verbs.CancelAsync(Rig.Developer, request.Id, "done with it", Ct)).Refusal);
        await rig.RunUntilAsync(request.Id, row => row.Status.IsFinal());
        var state = await rig.Aws.StateAsync();
        foreach (var made in new[] { plan.SharingSnapshot, plan.TargetSnapshot, plan.TargetCluster, plan.WriterInstance })
            Assert.DoesNotContain($":{made}\"", state, StringComparison.Ordinal);
    }
}
