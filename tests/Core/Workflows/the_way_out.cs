using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Text;
using SnapshotShare.Core.Workflows;

namespace SnapshotShare.Core.Tests.Workflows;

/// <summary>What is looked at when, on the way there and on the way out.</summary>
public sealed class the_way_out
{
    [Fact]
    public void skips_what_was_not_reached_and_takes_away_what_was_asked_for_even_without_an_answer()
    {
        var request = SampleRows.Request(
            steps:
            [
                new StepState(StepName.FindSource, StepStatus.Done),
                Asked(StepName.CopyForSharing, StepStatus.Done),
                Asked(StepName.Share, StepStatus.Failed) with
                {
                    NextLookAt = Sampled,
                },
                Asked(StepName.CopyInTarget, StepStatus.Running) with
                {
                    NextLookAt = Sampled,
                },
                new StepState(StepName.RestoreCluster, StepStatus.NotYet),
                new StepState(StepName.StopSharing, StepStatus.Blocked)
                {
                    NextLookAt = Sampled,
                    Note = Message.Of("late-call"),
                    Finding = new Finding("x", Severity.Blocking, "prod", "it", Message.Of("finding.x")),
                },
                new StepState(StepName.ProveNotShared, StepStatus.NotYet),
                new StepState(StepName.DeleteSharingSnapshot, StepStatus.Done),
            ]
        );
        var turned = Workflow.TurnRound(request);
        Assert.Equal(
            [
                (StepName.FindSource, StepStatus.Done),
                (StepName.CopyForSharing, StepStatus.Done),
                (StepName.Share, StepStatus.Failed),
                (StepName.CopyInTarget, StepStatus.Skipped),
                (StepName.RestoreCluster, StepStatus.Skipped),
                (StepName.StopSharing, StepStatus.NotYet),
                (StepName.ProveNotShared, StepStatus.NotYet),
                (StepName.DeleteSharingSnapshot, StepStatus.Done),
                (StepName.DeleteTargetSnapshot, StepStatus.NotYet),
            ],
            turned.Select(step => (step.Name, step.Status))
        );
        Assert.All(turned.Where(step => step.Name != StepName.Share), step => Assert.Null(step.NextLookAt));
        var anew = turned.Single(step => step.Name == StepName.StopSharing);
        Assert.Equal((null, null), (anew.Finding, anew.Note));
    }

    [Fact]
    public void looks_at_what_is_not_over_and_waits_for_nothing_that_is_not()
    {
        var closing = SampleRows.Request(
            status: RequestStatus.Closing,
            steps:
            [
                Asked(StepName.Share, StepStatus.Failed),
                new StepState(StepName.StopSharing, StepStatus.NotYet),
                new StepState(StepName.ProveNotShared, StepStatus.NotYet),
                new StepState(StepName.DeleteTargetSnapshot, StepStatus.NotYet),
            ]
        );
        Assert.Equal([StepName.StopSharing], Workflow.Active(closing).Select(step => step.Name));
        closing.Replace(closing.Step(StepName.StopSharing) with { Status = StepStatus.Done });
        // The cluster that would have to go first was never asked for.
        Assert.Equal([StepName.ProveNotShared, StepName.DeleteTargetSnapshot], Workflow.Active(closing).Select(step => step.Name));
    }

    [Fact]
    public void follows_the_plan_on_the_way_there()
    {
        var running = SampleRows.Request(
            steps: [new StepState(StepName.FindSource, StepStatus.Running), new StepState(StepName.CopyForSharing, StepStatus.NotYet)]
        );
        Assert.Equal([StepName.FindSource], Workflow.Active(running).Select(step => step.Name));
        Assert.Equal([StepName.FindSource], Workflow.Waits(running, StepName.CopyForSharing));
        Assert.Empty(Workflow.Waits(running, StepName.DeleteWriter));
    }

    [Theory]
    [InlineData(StepName.TakeSnapshot, StepName.DeleteTakenSnapshot)]
    [InlineData(StepName.CopyForSharing, StepName.DeleteSharingSnapshot)]
    [InlineData(StepName.Share, StepName.StopSharing)]
    [InlineData(StepName.CopyInTarget, StepName.DeleteTargetSnapshot)]
    [InlineData(StepName.RestoreCluster, StepName.DeleteCluster)]
    [InlineData(StepName.CreateWriter, StepName.DeleteWriter)]
    [InlineData(StepName.FindSource, null)]
    [InlineData(StepName.VerifyCluster, null)]
    public void removes_what_each_step_makes(StepName maker, StepName? remover)
    {
        Assert.Equal(remover, Workflow.RemoverOf(maker));
        if (remover is not { } name)
            return;
        var made = new StepState(maker, StepStatus.Done);
        Assert.Same(made, Workflow.MakerOf(SampleRows.Request(steps: [made]), name));
        Assert.Null(Workflow.MakerOf(SampleRows.Request(), name));
        Assert.Null(Workflow.MakerOf(SampleRows.Request(steps: [made]), maker));
    }

    [Fact]
    public void names_changes_and_commands_of_steps_that_the_request_has()
    {
        var request = SampleRows.Request(
            steps: [new StepState(StepName.Share, StepStatus.NotYet), new StepState(StepName.SeeInTarget, StepStatus.NotYet)]
        );
        Assert.Equal("ModifyDBClusterSnapshotAttribute", Workflow.ChangeOf(request, StepName.Share)!.Operation);
        Assert.Equal([Workflow.ChangeOf(request, StepName.Share)!.Cli], Workflow.CommandsOf(request, StepName.Share));
        Assert.Null(Workflow.ChangeOf(request, StepName.SeeInTarget));
        Assert.Single(Workflow.CommandsOf(request, StepName.SeeInTarget));
        Assert.Null(Workflow.ChangeOf(request, StepName.CopyInTarget));
        Assert.Empty(Workflow.CommandsOf(request, StepName.CopyInTarget));
    }

    private static DateTime Sampled => Planning.Sample.Now;

    private static StepState Asked(StepName name, StepStatus status) => new(name, status) { Attempt = new Attempt(1, "x", Sampled) };
}
