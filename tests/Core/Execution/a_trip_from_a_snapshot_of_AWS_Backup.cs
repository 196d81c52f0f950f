using SnapshotShare.AwsSandbox;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;

namespace SnapshotShare.Core.Tests.Execution;

/// <summary>Nobody can tell beforehand how AWS lists such a snapshot: the trip copes with each way.</summary>
public sealed class a_trip_from_a_snapshot_of_AWS_Backup
{
    private static readonly RequestTerms Terms = Rig.Terms with { Source = SourceChoice.Named(ByHand.OfAwsBackup) };

    [Theory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task goes_all_the_way_by_a_copy_whatever_type_AWS_gives_it(bool hasItsOwnType, bool needsItsType)
    {
        var rules = new SandboxRules { AwsBackupHasItsOwnType = hasItsOwnType, AwsBackupByIdentifierNeedsType = needsItsType };
        await using var rig = await new Rig(rules: rules).OpenAsync();
        var asked = await rig.AskAsync(Terms);
        await rig.ApproveAsync(asked);

        var ready = await rig.RunUntilAsync(asked.Id, request => request.Status is RequestStatus.Ready || request.Status.IsFinal());

        Assert.Equal(RequestStatus.Ready, ready.Status);
        var plan = ready.Plan;
        Assert.Equal((ByHand.OfAwsBackup, "awsbackup"), (plan.Source.Identifier, plan.Source.SnapshotType));
        Assert.All(
            [plan.SharingSnapshot, plan.TargetSnapshot!, plan.TargetCluster!, plan.WriterInstance!],
            name => Assert.True(ResourceNames.IsIdentifier(name), name)
        );
        Assert.All(
            [StepName.FindSource, StepName.CopyForSharing, StepName.VerifyCluster],
            step => Assert.Equal(StepStatus.Done, ready.Step(step).Status)
        );
        Assert.Equal(Severity.Note, plan.Findings.Single(finding => finding.Code == "source-of-aws-backup").Severity);
        Assert.Empty(await rig.SharedWithAsync(ByHand.OfAwsBackup));

        await rig.Verbs.CancelAsync(Rig.Developer, asked.Id, "done with it", TestContext.Current.CancellationToken);
        var ended = await rig.RunUntilAsync(asked.Id, request => request.Status.IsFinal());
        Assert.Equal(RequestStatus.Ended, ended.Status);
        var state = await rig.Aws.StateAsync();
        Assert.Contains(ByHand.OfAwsBackup, state, StringComparison.Ordinal);
        Assert.DoesNotContain(plan.SharingSnapshot, state, StringComparison.Ordinal);
    }
}
