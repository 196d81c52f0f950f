using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Tests.Planning;

namespace SnapshotShare.Core.Tests.Requests;

public sealed class a_request
{
    private static readonly DateTime Now = Sample.Now;

    /// <summary>Each status, whether it is an end, and whether the pipeline has something to do.</summary>
    public static TheoryData<RequestStatus, bool, bool> Statuses =>
        new()
        {
            { RequestStatus.WaitingForApproval, false, false },
            { RequestStatus.Approved, false, true },
            { RequestStatus.Running, false, true },
            { RequestStatus.Blocked, false, true },
            { RequestStatus.Ready, false, false },
            { RequestStatus.Closing, false, true },
            { RequestStatus.Rejected, true, false },
            { RequestStatus.Unanswered, true, false },
            { RequestStatus.Cancelled, true, false },
            { RequestStatus.Failed, true, false },
            { RequestStatus.Ended, true, false },
        };

    [Theory]
    [MemberData(nameof(Statuses))]
    public void is_at_an_end_or_moves_by_its_status(RequestStatus status, bool isFinal, bool isMoving) =>
        Assert.Equal((isFinal, isMoving), (status.IsFinal(), status.IsMoving()));

    [Fact]
    public void has_a_row_for_every_status() =>
        Assert.Empty(Enum.GetValues<RequestStatus>().Except(Statuses.Select(row => row.Data.Item1)));

    /// <summary>On its way out a request keeps its status, and the step alone says that it stands still.</summary>
    [Theory]
    [InlineData(RequestStatus.Blocked, StepStatus.Running, true)]
    [InlineData(RequestStatus.Closing, StepStatus.Blocked, true)]
    [InlineData(RequestStatus.Closing, StepStatus.Running, false)]
    [InlineData(RequestStatus.Running, StepStatus.Blocked, false)]
    [InlineData(RequestStatus.Ready, StepStatus.Done, false)]
    public void needs_help_where_it_cannot_go_on_alone(RequestStatus status, StepStatus step, bool needsHelp) =>
        Assert.Equal(
            needsHelp,
            SampleRows
                .Request(
                    status: status,
                    steps: [new StepState(StepName.FindSource, StepStatus.Done), new StepState(StepName.StopSharing, step)]
                )
                .NeedsHelp
        );

    [Theory]
    [InlineData(10, 9)]
    [InlineData(4, 3)]
    [InlineData(2, 1.5)]
    public void warns_a_day_before_its_life_ends_or_a_quarter_of_a_shorter_one(double days, double warnsAfter)
    {
        var request = SampleRows.Request();
        Assert.Null(request.WarnsAt);
        request.ReadyAt = Now;
        Assert.Null(request.WarnsAt);
        request.ExpiresAt = Now.AddDays(days);
        Assert.Equal(Now.AddDays(warnsAfter), request.WarnsAt);
    }

    [Fact]
    public void is_called_after_what_comes_of_it()
    {
        var plan = Sample.Plan(Sample.Facts);
        Assert.Equal(plan.TargetCluster, SampleRows.Request(plan: plan).Title);
        Assert.Equal(plan.TargetSnapshot, SampleRows.Request(plan: plan with { TargetCluster = null }).Title);
        Assert.Equal(plan.SharingSnapshot, SampleRows.Request(plan: plan with { TargetCluster = null, TargetSnapshot = null }).Title);
    }

    [Fact]
    public void replaces_one_step_and_leaves_the_others_with_times_of_whole_milliseconds()
    {
        var other = new StepState(StepName.FindSource, StepStatus.Done);
        var request = SampleRows.Request(steps: [other, new StepState(StepName.Share, StepStatus.NotYet)]);
        request.Replace(new StepState(StepName.Share, StepStatus.Running) { NextLookAt = Now.AddTicks(1) });
        Assert.Equal(Now.AddMilliseconds(1), request.Step(StepName.Share).NextLookAt);
        Assert.Same(other, request.Step(StepName.FindSource));
        Assert.Null(request.FindStep(StepName.CopyInTarget));
        Assert.Throws<InvalidOperationException>(() => request.Replace(other with { Status = StepStatus.Running }));
    }

    [Fact]
    public void takes_another_plan_with_nothing_begun_and_nothing_approved()
    {
        var request = SampleRows.Request(steps: [new StepState(StepName.FindSource, StepStatus.Running)]);
        request.ApprovedDigest = request.Plan.Digest;
        var other = Sample.Plan(Sample.With(Goal.Copy));
        request.Replan(other);
        Assert.Equal((other, 2, null), (request.Plan, request.PlanVersion, request.ApprovedDigest));
        Assert.Equal(other.Steps.Select(step => (step.Name, StepStatus.NotYet)), request.Steps.Select(step => (step.Name, step.Status)));
    }

    [Fact]
    public void takes_no_way_out_that_undoes_what_is_over()
    {
        var done = new StepState(StepName.FindSource, StepStatus.Done);
        var request = SampleRows.Request(steps: [done]);
        Assert.Throws<InvalidOperationException>(() => request.TurnRound([done with { Status = StepStatus.NotYet }]));
        request.TurnRound([done, new StepState(StepName.StopSharing, StepStatus.NotYet)]);
        Assert.Equal(2, request.Steps.Count);
    }

    /// <summary>The way to the cluster is told once all of ⑥ is done and until it is on its way out.</summary>
    [Theory]
    [InlineData(RequestStatus.Running, StepStatus.Done, StepStatus.Done, true)]
    [InlineData(RequestStatus.Blocked, StepStatus.Done, StepStatus.Done, true)]
    [InlineData(RequestStatus.Ready, StepStatus.Done, StepStatus.Done, true)]
    [InlineData(RequestStatus.Running, StepStatus.Done, StepStatus.Running, false)]
    [InlineData(RequestStatus.Running, StepStatus.Running, StepStatus.Done, false)]
    [InlineData(RequestStatus.Running, StepStatus.Done, StepStatus.Skipped, false)]
    [InlineData(RequestStatus.Closing, StepStatus.Done, StepStatus.Done, false)]
    [InlineData(RequestStatus.Ended, StepStatus.Done, StepStatus.Done, false)]
    public void tells_the_way_to_its_cluster_once_that_is_verified(
        RequestStatus status,
        StepStatus password,
        StepStatus verified,
        bool told
    )
    {
        var request = SampleRows.Request(
            status: status,
            steps:
            [
                new StepState(StepName.RestoreCluster, StepStatus.Done),
                new StepState(StepName.CreateWriter, StepStatus.Done),
                new StepState(StepName.ReplacePassword, password)
                {
                    Evidence = new Dictionary<string, string>(StringComparer.Ordinal)
                    {
                        ["Endpoint"] = "endpoint",
                        ["Port"] = "3306",
                        ["MasterUsername"] = "admin",
                        ["SecretArn"] = "arn:secret",
                    },
                },
                new StepState(StepName.VerifyCluster, verified),
            ]
        );
        Assert.Equal(told, ConnectionData.IsThere(request));
        var connection = ConnectionData.Of(request);
        Assert.Equal(told, connection is not null);
        if (connection is null)
            return;
        Assert.Equal(
            ("endpoint", "3306", "admin", "arn:secret"),
            (connection.Endpoint, connection.Port, connection.User, connection.SecretArn)
        );
        Assert.Contains("--region ap-northeast-1 --secret-id arn:secret", connection.SecretCommand, StringComparison.Ordinal);
        Assert.Contains("\"arn:secret\"", connection.SecretRight, StringComparison.Ordinal);
    }

    [Fact]
    public void tells_no_way_where_there_is_no_cluster() =>
        Assert.False(ConnectionData.IsThere(SampleRows.Request(status: RequestStatus.Ready, plan: Sample.Plan(Sample.With(Goal.Copy)))));

    [Fact]
    public void keeps_from_others_what_only_its_requester_is_to_read()
    {
        var evidence = new[] { "Endpoint", "Port", "MasterUsername", "SecretArn", "Arn", "KmsKeyId" }.ToDictionary(
            name => name,
            StringComparer.Ordinal
        );
        Assert.Equal(["Arn", "KmsKeyId"], ConnectionData.Without(evidence).Keys.Order(StringComparer.Ordinal));
    }
}
