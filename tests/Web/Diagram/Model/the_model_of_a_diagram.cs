using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Text;
using SnapshotShare.Core.Workflows;
using SnapshotShare.Web.Diagram.Model;

namespace SnapshotShare.Web.Tests.Diagram.Model;

public sealed class the_model_of_a_diagram
{
    [Fact]
    public void a_plan_alone_has_its_first_step_next_and_the_rest_not_yet()
    {
        var model = DiagramModel.Of(Samples.Plan());

        Assert.Equal(DiagramState.Next, model.Step(StepName.FindSource)?.State);
        Assert.All(model.Steps.Skip(1), step => Assert.Equal(DiagramState.NotYet, step.State));
        Assert.Equal([1, 2, 3, 4, 5, 6, 6, 6, 7, 8, 9], model.Steps.Select(step => step.Number));
        Assert.False(model.IsMoving);
    }

    [Theory]
    [InlineData(StepStatus.Done, null, DiagramState.Done)]
    [InlineData(StepStatus.Skipped, null, DiagramState.Skipped)]
    [InlineData(StepStatus.Blocked, null, DiagramState.Blocked)]
    [InlineData(StepStatus.Failed, null, DiagramState.Failed)]
    [InlineData(StepStatus.Running, null, DiagramState.Waiting)]
    [InlineData(StepStatus.Running, "copying", DiagramState.Running)]
    public void a_step_shows_as_its_status_says(StepStatus status, string? awsStatus, DiagramState expected)
    {
        var model = With(Samples.Done(StepName.FindSource), new StepState(StepName.CopyForSharing, status) { AwsStatus = awsStatus });

        Assert.Equal(expected, model.Step(StepName.CopyForSharing)?.State);
        Assert.Equal(expected, model.Node(Element.SharingSnapshot)?.State);
        Assert.Equal(expected is DiagramState.Waiting or DiagramState.Running, model.IsMoving);
    }

    [Fact]
    public void a_step_is_next_while_what_it_waits_for_is_under_way()
    {
        var model = With(
            Samples.Done(StepName.FindSource),
            new StepState(StepName.CopyForSharing, StepStatus.Running) { AwsStatus = "copying" }
        );

        Assert.Equal(StepName.Share, Assert.Single(model.Steps, step => step.State == DiagramState.Next).Name);
    }

    [Fact]
    public void a_step_is_not_next_while_what_it_waits_for_needs_a_person()
    {
        var model = With(Samples.Done(StepName.FindSource), new StepState(StepName.CopyForSharing, StepStatus.Blocked));

        Assert.DoesNotContain(model.Steps, step => step.State == DiagramState.Next);
    }

    [Fact]
    public void what_stands_in_aws_has_its_times()
    {
        var plan = Samples.Plan();
        var during = With(
            Samples.Done(StepName.CopyForSharing),
            new StepState(StepName.CopyInTarget, StepStatus.Running) { StartedAt = Samples.Noon }
        );
        var after = DiagramModel.Of(plan, [.. plan.Steps.Select(step => Samples.Done(step.Name))]);
        var minuteLater = Samples.Noon.AddMinutes(1);

        Assert.Equal(plan.Source.TakenAt, during.Node(Element.BaseSnapshot)?.MadeAt);
        Assert.Equal(minuteLater, during.Node(Element.SharingSnapshot)?.MadeAt);
        Assert.Null(during.Node(Element.SharingSnapshot)?.GoneAt);
        Assert.Equal((Samples.Noon, null), (during.Node(Element.TargetSnapshot)?.StartedAt, during.Node(Element.TargetSnapshot)?.MadeAt));
        Assert.Equal(minuteLater, after.Node(Element.SharingSnapshot)?.GoneAt);
        Assert.Equal(minuteLater, after.Node(Element.SeenSnapshot)?.GoneAt);
    }

    [Fact]
    public void a_way_out_deletes_what_the_request_made_and_nothing_else()
    {
        var plan = Samples.Plan();
        var running = With(
            Samples.Done(StepName.FindSource),
            Samples.Done(StepName.CopyForSharing),
            Samples.Done(StepName.Share),
            Samples.Done(StepName.SeeInTarget),
            new StepState(StepName.CopyInTarget, StepStatus.Blocked)
        );
        var asItIs = Samples.Plan(sharedAsItIs: true);

        Assert.Empty(DiagramModel.Of(plan).Ours);
        Assert.Equal([Element.SharingSnapshot, Element.TargetSnapshot], running.Ours.Select(node => node.Element));
        Assert.Equal(
            [Element.TargetSnapshot, Element.TargetCluster, Element.Writer],
            DiagramModel.Of(asItIs, [.. asItIs.Steps.Select(step => Samples.Done(step.Name))]).Ours.Select(node => node.Element)
        );
    }

    [Fact]
    public void the_cluster_has_its_arn_and_the_key_that_its_automated_snapshots_are_under()
    {
        var cluster = DiagramModel.Of(Samples.Plan()).Node(Element.SourceCluster);

        Assert.Equal($"arn:aws:rds:ap-northeast-1:{Samples.Prod}:cluster:prod-altplus-cluster", cluster?.Arn);
        Assert.Equal("aws/rds", cluster?.Key?.Label);
        Assert.Null(DiagramModel.Of(Samples.Plan(sharedAsItIs: true)).Node(Element.SourceCluster)?.Key);
    }

    [Fact]
    public void a_step_is_next_once_all_it_waits_for_is_over()
    {
        var model = With(
            Samples.Done(StepName.FindSource),
            Samples.Done(StepName.CopyForSharing),
            Samples.Done(StepName.Share),
            Samples.Done(StepName.SeeInTarget),
            Samples.Done(StepName.CopyInTarget)
        );

        Assert.Equal(
            [StepName.RestoreCluster, StepName.StopSharing],
            model.Steps.Where(step => step.State == DiagramState.Next).Select(step => step.Name)
        );
    }

    [Fact]
    public void the_percentage_and_aws_s_word_stand_on_what_the_step_makes()
    {
        var model = With(new StepState(StepName.CopyInTarget, StepStatus.Running) { Percent = 40, AwsStatus = "copying" });

        Assert.Equal((40, "copying"), (model.Node(Element.TargetSnapshot)?.Percent, model.Node(Element.TargetSnapshot)?.AwsStatus));
    }

    [Fact]
    public void keys_are_badges_on_what_they_protect()
    {
        var model = DiagramModel.Of(Samples.Plan());

        Assert.Equal(("aws/rds", true), Badge(Element.BaseSnapshot));
        Assert.Equal(("dev-altplus-key", false), Badge(Element.SharingSnapshot));
        Assert.Equal(("dev-altplus-key", false), Badge(Element.SeenSnapshot));
        Assert.Equal(("aws/rds", true), Badge(Element.TargetSnapshot));
        Assert.NotEqual(model.Node(Element.BaseSnapshot)?.Key?.Arn, model.Node(Element.TargetSnapshot)?.Key?.Arn);

        (string?, bool?) Badge(Element element) => (model.Node(element)?.Key?.Label, model.Node(element)?.Key?.IsAwsManaged);
    }

    [Fact]
    public void the_target_knows_the_shared_snapshot_by_its_arn_and_its_own_copy_has_one_in_its_account()
    {
        var model = DiagramModel.Of(Samples.Plan());

        Assert.StartsWith(
            $"arn:aws:rds:ap-northeast-1:{Samples.Prod}:",
            model.Node(Element.SeenSnapshot)?.Identifier,
            StringComparison.Ordinal
        );
        Assert.Equal(
            $"arn:aws:rds:ap-northeast-1:{Samples.Dev}:cluster-snapshot:dev-altplus-cluster-2026-01-15-abcdefgh",
            model.Node(Element.TargetSnapshot)?.Arn
        );
    }

    [Fact]
    public void a_snapshot_that_can_be_shared_as_it_is_has_its_copy_and_clean_up_skipped_with_the_reason()
    {
        var model = DiagramModel.Of(Samples.Plan(sharedAsItIs: true));

        var copy = model.Step(StepName.CopyForSharing);
        Assert.Equal(DiagramState.Skipped, copy?.State);
        Assert.Equal("why-not.copy-for-sharing", copy?.Reason?.Key);
        Assert.Equal(DiagramState.Skipped, model.Node(Element.SharingSnapshot)?.State);
        Assert.Equal(DiagramState.Skipped, model.Step(StepName.DeleteSharingSnapshot)?.State);
        Assert.Equal("dev-altplus-key", model.Node(Element.BaseSnapshot)?.Key?.Label);
    }

    [Fact]
    public void what_is_not_shared_any_more_is_no_longer_seen_and_what_was_deleted_is_undone()
    {
        var plan = Samples.Plan();
        var model = DiagramModel.Of(plan, [.. plan.Steps.Select(step => Samples.Done(step.Name))]);

        Assert.Equal(DiagramState.Undone, model.Node(Element.SeenSnapshot)?.State);
        Assert.Equal(DiagramState.Undone, model.Node(Element.SharingSnapshot)?.State);
        Assert.Equal(DiagramState.Done, model.Node(Element.TargetCluster)?.State);
        Assert.True(model.Node(Element.TargetCluster)?.NewPassword);
    }

    [Fact]
    public void before_the_password_is_replaced_the_cluster_does_not_claim_a_new_one()
    {
        var model = With(Samples.Done(StepName.RestoreCluster), Samples.Done(StepName.CreateWriter));

        Assert.False(model.Node(Element.TargetCluster)?.NewPassword);
    }

    [Fact]
    public void a_goal_shows_only_what_it_promises()
    {
        Assert.Null(DiagramModel.Of(Samples.Plan(Goal.Copy)).Node(Element.TargetCluster));
        Assert.NotNull(DiagramModel.Of(Samples.Plan(Goal.Copy)).Node(Element.TargetSnapshot));
        Assert.Null(DiagramModel.Of(Samples.Plan(Goal.Share)).Node(Element.TargetSnapshot));
        Assert.NotNull(DiagramModel.Of(Samples.Plan(Goal.Share)).Node(Element.SeenSnapshot));
    }

    [Fact]
    public void the_clean_up_at_the_end_of_life_joins_the_picture_as_step_nine()
    {
        var model = With(
            Samples.Done(StepName.RestoreCluster),
            Samples.Done(StepName.ReplacePassword),
            new StepState(StepName.DeleteCluster, StepStatus.Running) { AwsStatus = "deleting" }
        );

        Assert.Equal((9, DiagramState.Running), (model.Step(StepName.DeleteCluster)?.Number, model.Step(StepName.DeleteCluster)?.State));
        Assert.Equal(
            (DiagramState.Running, "deleting"),
            (model.Node(Element.TargetCluster)?.State, model.Node(Element.TargetCluster)?.AwsStatus)
        );
        Assert.False(model.Node(Element.TargetCluster)?.NewPassword);
    }

    [Fact]
    public void on_the_way_out_one_thing_goes_after_another()
    {
        var model = With(
            new StepState(StepName.StopSharing, StepStatus.Done),
            new StepState(StepName.DeleteWriter, StepStatus.Running) { AwsStatus = "deleting" },
            new StepState(StepName.DeleteCluster, StepStatus.NotYet),
            new StepState(StepName.DeleteTargetSnapshot, StepStatus.NotYet)
        );

        Assert.Equal(DiagramState.Next, model.Step(StepName.DeleteCluster)?.State);
        Assert.Equal(DiagramState.NotYet, model.Step(StepName.DeleteTargetSnapshot)?.State);
    }

    [Fact]
    public void what_needs_a_person_comes_before_what_merely_runs()
    {
        var model = With(
            new StepState(StepName.RestoreCluster, StepStatus.Running) { AwsStatus = "creating" },
            new StepState(StepName.StopSharing, StepStatus.Blocked)
        );

        Assert.Equal([StepName.StopSharing, StepName.RestoreCluster], model.Now.Select(step => step.Name));
    }

    [Fact]
    public void what_was_asked_for_when_the_request_turned_round_is_given_up_until_it_is_taken_away()
    {
        var request = Samples.Request(RequestStatus.Running);
        AnyState.StepsOf(request) = Samples.Steps(
            request.Plan,
            Samples.Done(StepName.FindSource),
            Asked(StepName.CopyForSharing) with
            {
                AwsStatus = "copying",
                Percent = 40,
            }
        );
        TurnRound(request);

        var closing = DiagramModel.Of(request);
        AnyState.StepsOf(request) =
        [
            .. request.Steps.Select(step => step.Name is StepName.DeleteSharingSnapshot ? Samples.Done(step.Name) : step),
        ];
        AnyState.StatusOf(request) = RequestStatus.Cancelled;
        var over = DiagramModel.Of(request);

        Assert.Equal(DiagramState.Abandoned, closing.Step(StepName.CopyForSharing)?.State);
        Assert.Equal(DiagramState.Abandoned, closing.Node(Element.SharingSnapshot)?.State);
        Assert.Contains(closing.Ours, node => node.Element is Element.SharingSnapshot);
        Assert.Equal(DiagramState.Undone, over.Step(StepName.CopyForSharing)?.State);
        Assert.Equal(
            (DiagramState.Undone, Samples.Noon.AddMinutes(1)),
            (over.Node(Element.SharingSnapshot)?.State, over.Node(Element.SharingSnapshot)?.GoneAt)
        );
        Assert.All(
            new[] { closing, over },
            model =>
            {
                var step = model.Step(StepName.CopyForSharing);
                Assert.Equal(("why-not.turned-round", null, null), (step?.Reason?.Key, step?.AwsStatus, step?.Percent));
                Assert.Null(model.Node(Element.SharingSnapshot)?.AwsStatus);
            }
        );
        Assert.Equal(over.Progress.All, over.Progress.Over);
    }

    [Fact]
    public void a_share_that_was_sent_and_not_seen_is_taken_away_and_was_not_merely_unneeded()
    {
        var request = Samples.Request(RequestStatus.Running);
        AnyState.StepsOf(request) = Samples.Steps(
            request.Plan,
            Samples.Done(StepName.FindSource),
            Samples.Done(StepName.CopyForSharing),
            Asked(StepName.Share)
        );
        TurnRound(request);

        var closing = DiagramModel.Of(request);
        AnyState.StepsOf(request) = [.. request.Steps.Select(step => step.Name is StepName.StopSharing ? Samples.Done(step.Name) : step)];
        var stopped = DiagramModel.Of(request);

        Assert.Equal(DiagramState.Abandoned, closing.Step(StepName.Share)?.State);
        Assert.Equal(DiagramState.Abandoned, closing.Node(Element.SeenSnapshot)?.State);
        Assert.Equal(DiagramState.Undone, stopped.Step(StepName.Share)?.State);
        Assert.Equal(DiagramState.Undone, stopped.Node(Element.SeenSnapshot)?.State);
    }

    [Fact]
    public void what_AWS_refused_was_never_there_to_be_taken_away()
    {
        var request = Samples.Request(RequestStatus.Blocked);
        var refused = new AwsError("AccessDenied", "no", RequestId: null, HttpStatus: 403);
        AnyState.StepsOf(request) = Samples.Steps(
            request.Plan,
            Samples.Done(StepName.FindSource),
            Asked(StepName.CopyForSharing, new AttemptResponse(Samples.Noon, AwsRequestId: null, refused)) with
            {
                Status = StepStatus.Blocked,
                Finding = new Finding("aws-access-denied", Severity.Blocking, "prod", "", Message.Of("a"), Message.Of("b")),
            }
        );
        TurnRound(request);
        AnyState.StepsOf(request) =
        [
            .. request.Steps.Select(step => step.Name is StepName.DeleteSharingSnapshot ? Samples.Done(step.Name) : step),
        ];

        var model = DiagramModel.Of(request);

        Assert.Equal(DiagramState.Skipped, model.Node(Element.SharingSnapshot)?.State);
        Assert.Null(model.Node(Element.SharingSnapshot)?.GoneAt);
        Assert.Equal(
            (DiagramState.Skipped, null),
            (model.Step(StepName.CopyForSharing)?.State, model.Step(StepName.CopyForSharing)?.Finding)
        );
    }

    [Fact]
    public void what_was_not_reached_says_that_the_request_turned_round_and_what_takes_nothing_away_that_there_was_nothing()
    {
        var request = Samples.Request(RequestStatus.Running);
        AnyState.StepsOf(request) = Samples.Steps(request.Plan, Samples.Done(StepName.FindSource));
        TurnRound(request);

        var model = DiagramModel.Of(request);

        Assert.Equal(DiagramState.Done, model.Step(StepName.FindSource)?.State);
        Assert.All(model.Steps.Skip(1), step => Assert.Equal(DiagramState.Skipped, step.State));
        Assert.Equal("why-not.turned-round", model.Step(StepName.RestoreCluster)?.Reason?.Key);
        Assert.Equal("why-not.nothing-made", model.Step(StepName.StopSharing)?.Reason?.Key);
        Assert.Equal("why-not.nothing-made", model.Step(StepName.DeleteSharingSnapshot)?.Reason?.Key);
    }

    [Fact]
    public void a_request_that_is_cancelled_before_anything_began_does_not_speak_of_what_was_done()
    {
        var request = Samples.Request();
        TurnRound(request);

        Assert.All(
            DiagramModel.Of(request).Steps,
            step => Assert.Equal((DiagramState.Skipped, "why-not.never-begun"), (step.State, step.Reason?.Key))
        );
    }

    [Theory]
    [InlineData(RequestStatus.Rejected)]
    [InlineData(RequestStatus.Unanswered)]
    public void nothing_is_next_in_a_request_that_is_over_before_it_began(RequestStatus status)
    {
        var model = DiagramModel.Of(Samples.Request(status));

        Assert.All(model.Steps, step => Assert.Equal((DiagramState.Skipped, "why-not.never-begun"), (step.State, step.Reason?.Key)));
        Assert.Equal(DiagramState.Done, model.Node(Element.BaseSnapshot)?.State);
        Assert.Empty(model.Ours);
    }

    [Fact]
    public void a_request_that_waits_for_approval_still_has_its_first_step_next()
    {
        var model = DiagramModel.Of(Samples.Request());

        Assert.Equal(StepName.FindSource, Assert.Single(model.Steps, step => step.State is DiagramState.Next).Name);
    }

    private static StepState Asked(StepName name, AttemptResponse? answer = null) =>
        new(name, StepStatus.Running) { StartedAt = Samples.Noon, Attempt = new Attempt(1, "Act", Samples.Noon, answer) };

    private static void TurnRound(Request request)
    {
        AnyState.StepsOf(request) = Workflow.TurnRound(request);
        AnyState.StatusOf(request) = RequestStatus.Closing;
    }

    private static DiagramModel With(params ReadOnlySpan<StepState> known)
    {
        var plan = Samples.Plan();
        return DiagramModel.Of(plan, Samples.Steps(plan, known));
    }
}
