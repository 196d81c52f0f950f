using SnapshotShare.Core.Exposing;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Shares.Drift;
using SnapshotShare.Core.Tests.Planning;
using SnapshotShare.Core.Workflows.Steps;

namespace SnapshotShare.Core.Tests.Exposing;

/// <summary>Always on the side of caution: from when it could have been there, until it was seen gone.</summary>
public sealed class where_the_data_is
{
    private static readonly DateTime Asked = Sample.Now;
    private static readonly DateTime Gone = Sample.Now.AddHours(5);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void is_from_its_first_moment_until_it_was_seen_gone()
    {
        var there = new DataLocation(DataLocationKind.Cluster, "dev", "x", Asked, Gone);
        Assert.True(there.IsThereAt(Asked) && there.IsThereAt(Gone - Moment));
        Assert.False(there.IsThereAt(Asked - Moment) || there.IsThereAt(Gone));
        Assert.True((there with { Until = null }).IsThereAt(Gone.AddYears(1)));
    }

    /// <summary>Page, API and evidence say the same moment: the one before AWS was asked, not the one at which it was seen.</summary>
    [Fact]
    public void is_readable_from_before_AWS_was_asked_until_it_was_seen_closed_and_for_that_long()
    {
        var share = SampleRows.Share(intendedAt: Asked);
        share.OpenedAt = Asked.AddSeconds(9);
        Assert.Equal((Asked, null, (TimeSpan?)null), (share.ReadableFrom, share.ReadableUntil, Place().Length));
        share.ClosedAt = Gone;
        Assert.Equal((Asked, Gone), (share.ReadableFrom, share.ReadableUntil!.Value));
        Assert.Equal((Asked, Gone, Gone - Asked), (Place().From, Place().Until!.Value, Place().Length!.Value));

        DataLocation Place() => Assert.Single(DataLocations.Of(SampleRows.Request(steps: []), share));
    }

    [Fact]
    public void follows_the_steps_that_made_it_in_the_order_it_travels()
    {
        var share = SampleRows.Share(intendedAt: Asked.AddHours(1));
        share.ClosedAt = Gone;
        var request = SampleRows.Request(
            steps:
            [
                Made(StepName.RestoreCluster, Asked.AddHours(3)),
                Made(StepName.CopyInTarget, Asked.AddHours(2)),
                Made(StepName.CopyForSharing, Asked),
                Made(StepName.CreateWriter, Asked),
                new StepState(StepName.DeleteSharingSnapshot, StepStatus.Done) { EndedAt = Gone },
                new StepState(StepName.DeleteCluster, StepStatus.Running) { EndedAt = Gone },
            ]
        );
        Assert.Equal(
            [
                new DataLocation(DataLocationKind.SharingSnapshot, "prod", request.Plan.SharingSnapshot, Asked, Gone),
                new DataLocation(DataLocationKind.Share, "dev", share.SnapshotArn, Asked.AddHours(1), Gone),
                new DataLocation(DataLocationKind.TargetCopy, "dev", request.Plan.TargetSnapshot!, Asked.AddHours(2), Until: null),
                new DataLocation(DataLocationKind.Cluster, "dev", request.Plan.TargetCluster!, Asked.AddHours(3), Until: null),
            ],
            DataLocations.Of(request, share)
        );
        Assert.Equal(3, DataLocations.Of(request, share: null).Count);
    }

    /// <summary>Whatever nobody answered may have happened.</summary>
    [Fact]
    public void may_be_where_a_call_went_that_nobody_answered_and_is_not_where_it_was_refused_for_good()
    {
        var refused = new AttemptResponse(Asked, AwsRequestId: null, new AwsError("AccessDenied", "no", RequestId: null, 403));
        Assert.Empty(Of(new StepState(StepName.CopyForSharing, StepStatus.Running)));
        Assert.Single(Of(With(response: null)));
        Assert.Empty(Of(With(refused)));
        // An earlier try may still arrive, and what is there in spite of a refusal is there.
        Assert.Single(Of(With(refused) with { LateUntil = Asked }));
        Assert.Single(Of(With(refused) with { Status = StepStatus.Done }));

        static IReadOnlyList<DataLocation> Of(StepState step) => DataLocations.Of(SampleRows.Request(steps: [step]), share: null);

        static StepState With(AttemptResponse? response) =>
            new(StepName.CopyForSharing, StepStatus.Running) { Attempt = new Attempt(1, "CopyDBClusterSnapshot", Asked, response) };
    }

    [Fact]
    public async Task is_told_of_the_requests_and_shares_of_that_moment_and_of_no_others()
    {
        await using var rig = await new Rig().OpenAsync();
        var moment = Asked.AddHours(2);
        var came = SampleRows.Share("came0back0after0", intendedAt: Asked);
        var closed = SampleRows.Share("closed0closed0cl", intendedAt: Asked);
        closed.ClosedAt = moment;
        var ended = Request("ended0ended0ende", ended: moment);
        var first = Request("first0first0firs", ended: moment + Moment);
        await rig.WriteAsync(
            Request("second0second0se", created: Asked + Moment),
            first,
            ended,
            Request("later0later0late", created: moment + Moment),
            Request("came0back0after0", ended: Asked),
            came,
            Request("closed0closed0cl", ended: Asked),
            closed,
            SampleRows.Request("nothing0nothing0"),
            SampleRows.Drift("seen0later", firstSeenAt: moment + Moment),
            SampleRows.Drift("second", firstSeenAt: moment),
            SampleRows.Drift("first", firstSeenAt: Asked),
            Left("left", moment),
            Left("leaves", moment + Moment)
        );
        var exposure = await rig.Get<Exposures>().AtAsync(moment, Ct);
        Assert.Equal(moment, exposure.At);
        Assert.Equal(
            ["came0back0after0", "first0first0firs", "second0second0se"],
            exposure.Requests.Select(one => one.Request.Id).Order(StringComparer.Ordinal)
        );
        Assert.Equal(
            exposure.Requests.Select(one => one.Request.CreatedAt).Order(),
            exposure.Requests.Select(one => one.Request.CreatedAt)
        );
        Assert.Equal(["first", "leaves", "second"], exposure.Elsewhere.Select(finding => finding.Id).Order(StringComparer.Ordinal));
        Assert.Equal(
            exposure.Elsewhere.Select(finding => finding.FirstSeenAt).Order(),
            exposure.Elsewhere.Select(finding => finding.FirstSeenAt)
        );

        static Request Request(string id, DateTime? created = null, DateTime? ended = null)
        {
            var request = SampleRows.Request(id, createdAt: created ?? Asked, steps: [Made(StepName.CopyForSharing, Asked)]);
            request.EndedAt = ended;
            return request;
        }

        static DriftFinding Left(string id, DateTime at)
        {
            var finding = SampleRows.Drift(id);
            finding.GoneAt = at;
            return finding;
        }
    }

    [Fact]
    public async Task names_once_everybody_who_said_yes_to_the_plan_that_ran()
    {
        await using var rig = await new Rig().OpenAsync();
        var request = SampleRows.Request(steps: [Made(StepName.CopyForSharing, Asked)]);
        request.ApprovedDigest = request.Plan.Digest;
        await rig.WriteAsync(
            request,
            SampleRows.Decision(request.Id, request.Plan.Digest, "dba"),
            SampleRows.Decision(request.Id, request.Plan.Digest, "dba"),
            SampleRows.Decision(request.Id, "another", "too early"),
            SampleRows.Decision(request.Id, request.Plan.Digest, "no", Verdict.Rejected),
            SampleRows.Decision("another0another0", request.Plan.Digest, "other")
        );
        Assert.Equal(["dba"], Assert.Single((await rig.Get<Exposures>().AtAsync(Asked, Ct)).Requests).Approvers);
    }

    private static StepState Made(StepName name, DateTime asked) =>
        new(name, StepStatus.Done)
        {
            Attempt = new Attempt(1, "x", asked, new AttemptResponse(asked.AddMinutes(1), AwsRequestId: null, Fault: null)),
            EndedAt = asked.AddHours(1),
        };
}
