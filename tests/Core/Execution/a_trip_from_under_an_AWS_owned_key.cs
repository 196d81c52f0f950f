using SnapshotShare.AwsSandbox;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;

namespace SnapshotShare.Core.Tests.Execution;

/// <summary>Nobody can tell beforehand whether AWS copies such a snapshot under another key: the trip copes with either.</summary>
public sealed class a_trip_from_under_an_AWS_owned_key
{
    private static readonly RequestTerms Terms = Rig.Terms with { Goal = Goal.Copy, Source = SourceChoice.Newest("prod-survey-cluster") };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task goes_all_the_way_where_AWS_copies_it_under_another(bool showsAsEncrypted)
    {
        var rules = new SandboxRules { CopyMayLeaveAwsOwnedKey = true, AwsOwnedKeyShowsAsEncrypted = showsAsEncrypted };
        await using var rig = await new Rig(rules: rules).OpenAsync();
        var asked = await rig.AskAsync(Terms);
        await rig.ApproveAsync(asked);

        var over = await rig.RunUntilAsync(asked.Id, request => request.Status is RequestStatus.Ready || request.Status.IsFinal());

        Assert.Equal((RequestStatus.Ready, StepStatus.Done), (over.Status, over.Step(StepName.CopyForSharing).Status));
    }

    [Fact]
    public async Task ends_with_AWSs_own_word_and_nothing_left_where_AWS_does_not()
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await rig.AskAsync(Terms);
        await rig.ApproveAsync(asked);

        var over = await rig.RunUntilAsync(asked.Id, request => request.Status is RequestStatus.Ready || request.Status.IsFinal());

        Assert.Equal(RequestStatus.Failed, over.Status);
        Assert.Equal("InvalidParameterCombination", over.Step(StepName.CopyForSharing).Finding?.Fault?.Code);
        Assert.Null(await rig.ShareAsync(asked.Id));
        var state = await rig.Aws.StateAsync();
        Assert.DoesNotContain($":{over.Plan.SharingSnapshot}\"", state, StringComparison.Ordinal);
    }
}
