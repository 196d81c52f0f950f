using SnapshotShare.Core.Observing;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Tests.Planning;
using SnapshotShare.Core.Topology;
using SnapshotShare.Core.Workflows;
using SnapshotShare.Core.Workflows.Steps;

namespace SnapshotShare.Core.Tests.Workflows;

/// <summary>Everything that is to be known of each step besides what it sees, written down a second time. A step without a row fails.</summary>
public sealed class what_a_step_is
{
    private static readonly Plan Trip = Sample.Plan(Sample.Facts);
    private static readonly Plan TakenNow = Sample.Plan(
        Sample.Facts with
        {
            Terms = Rig.Terms with { Source = SourceChoice.TakenNow("prod-altplus-cluster") },
            Source = Sample.Shareable with { TakenAt = null },
        }
    );

    /// <summary>Minutes are AWS's, at real speed; 0 where no usual time is told.</summary>
    private sealed record Row(
        int Number,
        StepSide Side,
        Reads Reads,
        int Sightings,
        double UsualMinutes,
        double DeadlineMinutes,
        ShareEffect OnShare = ShareEffect.None,
        string Undoes = "",
        bool TakesCopySlot = false,
        bool MayBeRepeated = false,
        string Makes = ""
    );

    private static readonly Dictionary<StepName, Row> Rows = new()
    {
        [StepName.FindSource] = new(1, StepSide.Source, Reads.SourceSnapshot, 1, 0, 720),
        [StepName.TakeSnapshot] = new(1, StepSide.Source, Reads.SourceSnapshots, 1, 8, 720),
        [StepName.CopyForSharing] = new(
            2,
            StepSide.Source,
            Reads.SourceSnapshots,
            2,
            15,
            2160,
            TakesCopySlot: true,
            Makes: "SharingSnapshot"
        ),
        [StepName.Share] = new(3, StepSide.Source, Reads.SharingSnapshot | Reads.SharedWith, 1, 0, 30, ShareEffect.Opens),
        [StepName.SeeInTarget] = new(4, StepSide.Target, Reads.SharedToTarget, 1, 0, 30),
        [StepName.CopyInTarget] = new(5, StepSide.Target, Reads.TargetSnapshots, 2, 15, 2160, TakesCopySlot: true, Makes: "TargetCopy"),
        [StepName.RestoreCluster] = new(6, StepSide.Target, Reads.TargetClusters, 1, 12, 720, Makes: "Cluster"),
        [StepName.CreateWriter] = new(6, StepSide.Target, Reads.TargetInstances | Reads.TargetClusters, 1, 8, 180),
        [StepName.ReplacePassword] = new(6, StepSide.Target, Reads.TargetClusters, 1, 2, 60, MayBeRepeated: true),
        [StepName.VerifyCluster] = new(6, StepSide.Target, Reads.TargetClusters | Reads.TargetInstances, 1, 0, 60),
        [StepName.StopSharing] = new(7, StepSide.Source, Reads.SharedWith, 1, 0, 30, ShareEffect.Closes, "Share", MayBeRepeated: true),
        [StepName.ProveNotShared] = new(
            8,
            StepSide.Source,
            Reads.SharedWith | Reads.SharedToTarget,
            1,
            0,
            30,
            ShareEffect.Proves,
            "Share after StopSharing"
        ),
        [StepName.DeleteSharingSnapshot] = new(
            9,
            StepSide.Source,
            Reads.SourceSnapshots,
            1,
            0.5,
            240,
            ShareEffect.EndsWatch,
            "CopyForSharing after StopSharing, ProveNotShared",
            MayBeRepeated: true
        ),
        [StepName.DeleteTakenSnapshot] = new(
            9,
            StepSide.Source,
            Reads.SourceSnapshots,
            1,
            0.5,
            240,
            ShareEffect.None,
            "TakeSnapshot after StopSharing, ProveNotShared, DeleteSharingSnapshot",
            MayBeRepeated: true
        ),
        [StepName.DeleteWriter] = new(
            9,
            StepSide.Target,
            Reads.TargetInstances | Reads.TargetClusters,
            1,
            5,
            240,
            Undoes: "CreateWriter after StopSharing",
            MayBeRepeated: true
        ),
        [StepName.DeleteCluster] = new(
            9,
            StepSide.Target,
            Reads.TargetClusters | Reads.TargetInstances,
            1,
            3,
            240,
            Undoes: "RestoreCluster after StopSharing, DeleteWriter",
            MayBeRepeated: true
        ),
        [StepName.DeleteTargetSnapshot] = new(
            9,
            StepSide.Target,
            Reads.TargetSnapshots,
            1,
            0.5,
            240,
            Undoes: "CopyInTarget after StopSharing, DeleteCluster",
            MayBeRepeated: true
        ),
    };

    public static TheoryData<StepName> All => [.. Enum.GetValues<StepName>()];

    [Theory]
    [MemberData(nameof(All))]
    public void is_as_it_stands_in_its_row(StepName name)
    {
        var step = Workflow.Step(name);
        var undoes = step.Undoing is { } undoing
            ? undoing.After.Count > 0
                ? $"{undoing.Of} after {string.Join(", ", undoing.After)}"
                : $"{undoing.Of}"
            : "";
        Assert.Equal(
            Rows[name],
            new Row(
                step.Number,
                step.Side,
                step.Reads,
                step.SightingsNeeded,
                step.UsualTime?.TotalMinutes ?? 0,
                step.Deadline.TotalMinutes,
                step.OnShare(Trip),
                undoes,
                step.TakesCopySlot,
                step.MayBeRepeated,
                step.Makes(Trip)?.Kind.ToString() ?? ""
            )
        );
        Assert.Equal(undoes.Length > 0, step.TakesAway);
        Assert.Equal(name == StepName.StopSharing, step.WaitsForWindow(Trip with { Goal = Goal.Share }));
        Assert.False(step.WaitsForWindow(Trip));
    }

    /// <summary>These ask for a proven approval: what only looks shows nothing, and taking away waits for nobody's word.</summary>
    [Fact]
    public void is_one_of_these_six_where_it_puts_data_or_a_way_to_it_where_it_was_not() =>
        Assert.Equal(
            [
                StepName.TakeSnapshot,
                StepName.CopyForSharing,
                StepName.Share,
                StepName.CopyInTarget,
                StepName.RestoreCluster,
                StepName.CreateWriter,
            ],
            Workflow.Steps.Where(step => step.AddsExposure).Select(step => step.Name)
        );

    [Fact]
    public void is_known_in_the_order_of_the_numbers_and_once() =>
        Assert.Equal(
            Workflow.Steps.Select(step => (step.Number, step.Name)).Distinct().OrderBy(step => step.Number),
            Workflow.Steps.Select(step => (step.Number, step.Name))
        );

    /// <summary>What is taken for a request is what it shares where it needs no copy, and then its deletion ends the watch.</summary>
    [Fact]
    public void hangs_on_the_plan_where_a_snapshot_is_taken_now()
    {
        Assert.Null(TakenNow.Step(StepName.CopyForSharing));
        Assert.Equal("SharingSnapshot", Workflow.Step(StepName.TakeSnapshot).Makes(TakenNow)?.Kind.ToString());
        Assert.Equal(TakenNow.Source.Identifier, Workflow.Step(StepName.TakeSnapshot).Makes(TakenNow)!.Identifier);
        Assert.Equal(ShareEffect.EndsWatch, Workflow.Step(StepName.DeleteTakenSnapshot).OnShare(TakenNow));
        Assert.Null(Workflow.Step(StepName.TakeSnapshot).Makes(Trip));
    }

    /// <summary>The change of each step, as one would type it.</summary>
    public static TheoryData<StepName, string> Changes =>
        new()
        {
            {
                StepName.TakeSnapshot,
                "aws rds create-db-cluster-snapshot --db-cluster-snapshot-identifier taken-from-prod-altplus-cluster-k7m2p9qa"
                    + " --db-cluster-identifier prod-altplus-cluster --tags Key=snapshotshare:request,Value=k7m2p9qaxyzw3456 Key=snapshotshare:installation,Value=n3w7h5u2jcbd4efg"
            },
            {
                StepName.CopyForSharing,
                "aws rds copy-db-cluster-snapshot"
                    + " --source-db-cluster-snapshot-identifier arn:aws:rds:ap-northeast-1:987654321000:cluster-snapshot:rds:prod-altplus-cluster-2023-12-21-00-00"
                    + " --target-db-cluster-snapshot-identifier from-prod-altplus-cluster-to-dev-k7m2p9qa"
                    + " --kms-key-id arn:aws:kms:ap-northeast-1:987654321000:key/0987dcba-09fe-87dc-65ba-ab0987654321"
                    + " --tags Key=snapshotshare:request,Value=k7m2p9qaxyzw3456 Key=snapshotshare:installation,Value=n3w7h5u2jcbd4efg"
            },
            {
                StepName.Share,
                "aws rds modify-db-cluster-snapshot-attribute"
                    + " --db-cluster-snapshot-identifier from-prod-altplus-cluster-to-dev-k7m2p9qa --attribute-name restore"
                    + " --values-to-add 123456789000"
            },
            {
                StepName.CopyInTarget,
                "aws rds copy-db-cluster-snapshot"
                    + " --source-db-cluster-snapshot-identifier arn:aws:rds:ap-northeast-1:987654321000:cluster-snapshot:from-prod-altplus-cluster-to-dev-k7m2p9qa"
                    + " --target-db-cluster-snapshot-identifier dev-altplus-cluster-k7m2p9qa-2023-12-21-00-00-k7m2p9qa"
                    + " --kms-key-id arn:aws:kms:ap-northeast-1:123456789000:key/1a2b3c4d-5e6f-1a2b-3c4d-5e6f1a2b3c4d"
                    + " --tags Key=snapshotshare:request,Value=k7m2p9qaxyzw3456 Key=snapshotshare:installation,Value=n3w7h5u2jcbd4efg"
            },
            {
                StepName.RestoreCluster,
                "aws rds restore-db-cluster-from-snapshot --db-cluster-identifier dev-altplus-cluster-k7m2p9qa"
                    + " --snapshot-identifier dev-altplus-cluster-k7m2p9qa-2023-12-21-00-00-k7m2p9qa --engine aurora-mysql"
                    + " --engine-version 8.0.mysql_aurora.3.04.1 --db-subnet-group-name dev-db-subnets"
                    + " --vpc-security-group-ids sg-0d3adb33f01230de1 --tags Key=snapshotshare:request,Value=k7m2p9qaxyzw3456 Key=snapshotshare:installation,Value=n3w7h5u2jcbd4efg"
                    + " --kms-key-id arn:aws:kms:ap-northeast-1:123456789000:key/1a2b3c4d-5e6f-1a2b-3c4d-5e6f1a2b3c4d"
                    + " --no-enable-iam-database-authentication --no-deletion-protection --no-copy-tags-to-snapshot --storage-type aurora"
                    + " --backup-retention-period 1 --engine-lifecycle-support open-source-rds-extended-support"
            },
            {
                StepName.CreateWriter,
                "aws rds create-db-instance --db-instance-identifier dev-altplus-cluster-k7m2p9qa-instance-1"
                    + " --db-instance-class db.r6g.large --engine aurora-mysql --no-publicly-accessible"
                    + " --tags Key=snapshotshare:request,Value=k7m2p9qaxyzw3456 Key=snapshotshare:installation,Value=n3w7h5u2jcbd4efg --db-cluster-identifier dev-altplus-cluster-k7m2p9qa"
            },
            {
                StepName.ReplacePassword,
                "aws rds modify-db-cluster --db-cluster-identifier dev-altplus-cluster-k7m2p9qa --apply-immediately"
                    + " --manage-master-user-password"
            },
            {
                StepName.StopSharing,
                "aws rds modify-db-cluster-snapshot-attribute"
                    + " --db-cluster-snapshot-identifier from-prod-altplus-cluster-to-dev-k7m2p9qa --attribute-name restore"
                    + " --values-to-remove 123456789000"
            },
            {
                StepName.DeleteSharingSnapshot,
                "aws rds delete-db-cluster-snapshot --db-cluster-snapshot-identifier from-prod-altplus-cluster-to-dev-k7m2p9qa"
            },
            {
                StepName.DeleteTakenSnapshot,
                "aws rds delete-db-cluster-snapshot --db-cluster-snapshot-identifier taken-from-prod-altplus-cluster-k7m2p9qa"
            },
            {
                StepName.DeleteWriter,
                "aws rds delete-db-instance --db-instance-identifier dev-altplus-cluster-k7m2p9qa-instance-1" + " --skip-final-snapshot"
            },
            {
                StepName.DeleteCluster,
                "aws rds delete-db-cluster --db-cluster-identifier dev-altplus-cluster-k7m2p9qa --skip-final-snapshot"
            },
            {
                StepName.DeleteTargetSnapshot,
                "aws rds delete-db-cluster-snapshot"
                    + " --db-cluster-snapshot-identifier dev-altplus-cluster-k7m2p9qa-2023-12-21-00-00-k7m2p9qa"
            },
        };

    [Theory]
    [MemberData(nameof(Changes))]
    public void asks_aws_for_exactly_this(StepName name, string line)
    {
        var step = Workflow.Step(name);
        var change = step.Change(Context(name))!;
        Assert.True(line == change.Cli, $"{name} asks for {change.Cli}");
        Assert.Equal(step.Side == StepSide.Source ? "prod" : "dev", change.Account);
        Assert.Equal([line], step.Commands(Context(name)));
    }

    /// <summary>What the route says beyond its defaults goes to AWS; what a plan of before left to AWS still does.</summary>
    [Fact]
    public void says_of_a_restore_what_the_plan_says()
    {
        const string SecretKey = "arn:aws:kms:ap-northeast-1:123456789000:key/secret";
        var plan = Trip with
        {
            Restore = Trip.Restore! with
            {
                Settings = new RestoreSettings(7, "aurora-iopt1", ExtendedSupport: false, IamAuthentication: true, 3307, "ap-northeast-1c"),
                SecretKey = new PlanKey(SecretKey, Alias: null, "CUSTOMER"),
            },
        };
        var restore = Cli(StepName.RestoreCluster, plan);
        foreach (
            var said in new[]
            {
                "--port 3307",
                "--enable-iam-database-authentication",
                "--storage-type aurora-iopt1",
                "--backup-retention-period 7",
                "--engine-lifecycle-support open-source-rds-extended-support-disabled",
            }
        )
            Assert.Contains($" {said}", restore, StringComparison.Ordinal);
        Assert.Contains(" --availability-zone ap-northeast-1c", Cli(StepName.CreateWriter, plan), StringComparison.Ordinal);
        Assert.EndsWith(
            $"--manage-master-user-password --master-user-secret-kms-key-id {SecretKey}",
            Cli(StepName.ReplacePassword, plan),
            StringComparison.Ordinal
        );
        var old = Cli(StepName.RestoreCluster, Sample.Plan(Sample.Facts, rules: 4));
        Assert.EndsWith(" --no-deletion-protection --no-copy-tags-to-snapshot", old, StringComparison.Ordinal);

        static string Cli(StepName name, Plan plan) => ((ChangingStep)Workflow.Step(name)).Change(Context(name, plan)).Cli;
    }

    /// <summary>By the calls themselves: whatever AWS lets be tagged when it is made is tagged with both IDs.</summary>
    [Fact]
    public void tags_everything_that_it_makes_with_the_request_and_the_installation()
    {
        var makers = Workflow
            .Steps.OfType<ChangingStep>()
            .Select(step => (step.Name, step.Change(Context(step.Name)).Request))
            .Where(made => made.Request.GetType().GetProperty("Tags") is not null)
            .ToList();
        Assert.Equal(
            [StepName.TakeSnapshot, StepName.CopyForSharing, StepName.CopyInTarget, StepName.RestoreCluster, StepName.CreateWriter],
            makers.Select(made => made.Name)
        );
        Assert.All(
            makers,
            made =>
                Assert.Equal(
                    [("snapshotshare:request", Sample.Id), ("snapshotshare:installation", Sample.Installation)],
                    ((List<Amazon.RDS.Model.Tag>)made.Request.GetType().GetProperty("Tags")!.GetValue(made.Request)!).Select(tag =>
                        (tag.Key, tag.Value)
                    )
                )
        );
        // No other call that makes something can be sent at all.
        Assert.Equal(
            typeof(Amazon.RDS.AmazonRDSRequest)
                .Assembly.GetExportedTypes()
                .Where(type => type.IsSubclassOf(typeof(Amazon.RDS.AmazonRDSRequest)) && type.GetProperty("Tags") is not null)
                // The second is there for whoever plays a stranger in a test; no step sends it.
                .Where(type => type.Name is not ("AddTagsToResourceRequest" or "RestoreDBClusterToPointInTimeRequest"))
                .Select(type => type.Name)
                .Order(StringComparer.Ordinal),
            makers.Select(made => made.Request.GetType().Name).Distinct().Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void asks_for_nothing_where_it_only_looks() =>
        Assert.Equal(
            Workflow.Steps.Where(step => step is LookingStep).Select(step => step.Name).Order(),
            Enum.GetValues<StepName>().Except(Changes.Select(row => row.Data.Item1)).Order()
        );

    private static StepContext Context(StepName name, Plan? planned = null)
    {
        var plan = planned ?? (name is StepName.TakeSnapshot or StepName.DeleteTakenSnapshot ? TakenNow : Trip);
        var request = new Request
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
            Steps = [],
        };
        return new StepContext(request, new StepState(name, StepStatus.Running), Share: null, new ObservedState(), Sample.Now);
    }
}
