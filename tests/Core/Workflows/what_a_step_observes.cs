using Amazon.RDS.Model;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Observing;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Tests.Planning;
using SnapshotShare.Core.Workflows;
using SnapshotShare.Core.Workflows.Steps;

namespace SnapshotShare.Core.Tests.Workflows;

/// <summary>AWS's status word is AWS's; what we know beside it is said in words that can be translated.</summary>
public sealed class what_a_step_observes
{
    private static readonly Request Asked = Running();

    [Fact]
    public void a_share_that_is_back_is_noted()
    {
        var seen = Look(StepName.ProveNotShared, new ObservedState { SharedWith = [Sample.Dev] });

        Assert.Equal((null, "shared-again"), (seen.AwsStatus, seen.Note?.Key));
    }

    [Fact]
    public void a_share_that_the_target_still_lists_is_noted()
    {
        var listed = new DBClusterSnapshot { DBClusterSnapshotArn = Asked.Plan.SharingSnapshotArn, Status = "available" };

        var seen = Look(StepName.ProveNotShared, new ObservedState { SharedWith = [], SharedToTarget = [listed] });

        Assert.Equal((null, "still-listed"), (seen.AwsStatus, seen.Note?.Key));
    }

    [Fact]
    public void an_instance_that_is_not_the_writer_yet_has_its_own_status_and_a_note()
    {
        var writer = new DBInstance
        {
            DBInstanceIdentifier = Asked.Plan.WriterInstance,
            DBInstanceStatus = "available",
            TagList = Tags,
        };

        var seen = Look(StepName.CreateWriter, new ObservedState { TargetInstances = [writer], TargetClusters = [Cluster()] });

        Assert.Equal(("available", "not-yet-writer"), (seen.AwsStatus, seen.Note?.Key));
    }

    [Fact]
    public void a_secret_that_is_not_active_yet_has_its_own_status_and_a_note()
    {
        var cluster = Cluster();
        cluster.MasterUserSecret = new MasterUserSecret { SecretStatus = "creating" };

        var seen = Look(StepName.ReplacePassword, new ObservedState { TargetClusters = [cluster] });

        Assert.Equal(("creating", "secret-not-active"), (seen.AwsStatus, seen.Note?.Key));
    }

    [Fact]
    public void a_cluster_under_way_says_what_AWS_says_and_no_more()
    {
        var cluster = Cluster();
        (cluster.Status, cluster.MasterUserSecret) = ("resetting-master-credentials", new MasterUserSecret { SecretStatus = "creating" });

        var seen = Look(StepName.ReplacePassword, new ObservedState { TargetClusters = [cluster] });

        Assert.Equal(("resetting-master-credentials", null), (seen.AwsStatus, seen.Note));
    }

    private static List<Tag> Tags => OwnTags.Of(Sample.Id, Sample.Installation);

    private static DBCluster Cluster() =>
        new()
        {
            DBClusterIdentifier = Asked.Plan.TargetCluster,
            Status = "available",
            TagList = Tags,
        };

    private static Observation.Underway Look(StepName name, ObservedState sights) =>
        Assert.IsType<Observation.Underway>(
            Workflow.Step(name).Observe(new StepContext(Asked, Asked.Step(name), Share: null, sights, Sample.Now))
        );

    private static Request Running()
    {
        var plan = Sample.Plan(Sample.Facts);
        return new Request
        {
            Id = Sample.Id,
            Installation = Sample.Installation,
            RequesterId = Rig.Developer.Id,
            RequesterName = Rig.Developer.Name,
            CreatedAt = Sample.Now,
            Terms = Rig.Terms,
            Status = RequestStatus.Running,
            Plan = plan,
            PlanVersion = 1,
            SourceCluster = plan.Source.Cluster,
            Steps = [.. plan.Steps.Select(step => new StepState(step.Name, StepStatus.Running))],
        };
    }
}
