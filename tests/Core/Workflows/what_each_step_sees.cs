using Amazon.RDS.Model;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Observing;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Tests.Planning;
using SnapshotShare.Core.Workflows;
using SnapshotShare.Core.Workflows.Steps;

namespace SnapshotShare.Core.Tests.Workflows;

/// <summary>Every step, everything that AWS may show it, and what it makes of that. A step without a row fails.</summary>
public sealed class what_each_step_sees
{
    private const string OwnKey = Sample.SharingKeyArn;
    private static readonly Plan Plan = Sample.Plan(Sample.Facts);
    private static readonly Plan AsItIs = Sample.Plan(Sample.Facts with { Source = Sample.Shareable });
    private static readonly DateTime Taken = Sample.Automated.TakenAt!.Value;

    /// <summary>The step, what is there, and what it is: there, not there, under way or wrong, with what is told of it.</summary>
    public static TheoryData<StepName, string, Func<StepContext>, string> Sights =>
        new()
        {
            { StepName.FindSource, "nothing", () => Context(new()), "wrong for good: source-gone" },
            { StepName.FindSource, "it", () => Context(new() { SourceSnapshot = Source() }), "there: Arn, KmsKeyId" },
            {
                StepName.FindSource,
                "it, a moment before it is available",
                () => Context(new() { SourceSnapshot = Source(s => s.Status = "creating") }),
                "under way: creating 100"
            },
            {
                StepName.FindSource,
                "it, broken",
                () => Context(new() { SourceSnapshot = Source(s => s.Status = "failed") }),
                "wrong for good: snapshot-failed"
            },
            {
                StepName.FindSource,
                "another of its name",
                () => Context(new() { SourceSnapshot = Source(s => s.SnapshotCreateTime = Taken.AddMilliseconds(1)) }),
                "wrong for good: source-replaced"
            },
            { StepName.TakeSnapshot, "nothing", () => Context(new(), FromNow), "not there" },
            { StepName.TakeSnapshot, "ours", () => Context(InSource(Taking(FromNow.Source.Identifier)), FromNow), "there: Arn, KmsKeyId" },
            {
                StepName.TakeSnapshot,
                "ours, half",
                () => Context(InSource(Taking(FromNow.Source.Identifier, s => s.PercentProgress = 99)), FromNow),
                "under way: available 99"
            },
            {
                StepName.TakeSnapshot,
                "a stranger's",
                () => Context(InSource(Taking(FromNow.Source.Identifier, s => s.TagList = [])), FromNow),
                "wrong for good: name-taken"
            },
            { StepName.CopyForSharing, "nothing", () => Context(new()), "not there" },
            { StepName.CopyForSharing, "ours", () => Context(InSource(Copy())), "there: Arn, KmsKeyId" },
            {
                StepName.CopyForSharing,
                "another snapshot",
                () => Context(InSource(Copy(s => s.DBClusterSnapshotIdentifier = "x"))),
                "not there"
            },
            { StepName.CopyForSharing, "ours in other letters", () => Context(InSource(Copy(Upper))), "there: Arn, KmsKeyId" },
            {
                StepName.CopyForSharing,
                "ours without a percentage",
                () => Context(InSource(Copy(s => s.PercentProgress = null))),
                "there: Arn, KmsKeyId"
            },
            {
                StepName.CopyForSharing,
                "ours, copying",
                () => Context(InSource(Copy(s => (s.Status, s.PercentProgress) = ("copying", 7)))),
                "under way: copying 7"
            },
            {
                StepName.CopyForSharing,
                "ours, available at half",
                () => Context(InSource(Copy(s => s.PercentProgress = 50))),
                "under way: available 50"
            },
            {
                StepName.CopyForSharing,
                "ours, broken",
                () => Context(InSource(Copy(s => s.Status = "failed"))),
                "wrong for good: snapshot-failed"
            },
            { StepName.CopyForSharing, "a stranger's", () => Context(InSource(Copy(s => s.TagList = null))), "wrong for good: name-taken" },
            {
                StepName.CopyForSharing,
                "another request's",
                () => Context(InSource(Copy(s => s.TagList[0].Value = "other"))),
                "wrong for good: name-taken"
            },
            {
                StepName.CopyForSharing,
                "another tag of ours",
                () => Context(InSource(Copy(s => s.TagList[0].Key = "other"))),
                "wrong for good: name-taken"
            },
            {
                StepName.CopyForSharing,
                "ours under the target's key",
                () => Context(InSource(Copy(s => s.KmsKeyId = Sample.TargetKeyArn))),
                "wrong for good: copy-under-foreign-key"
            },
            {
                StepName.CopyForSharing,
                "ours under no key",
                () => Context(InSource(Copy(s => s.KmsKeyId = null))),
                "wrong for good: copy-under-foreign-key"
            },
            {
                StepName.CopyForSharing,
                "no copy, and a source that was replaced",
                () => Context(InSource(Listed(FromManual.Source.Identifier, s => s.SnapshotCreateTime = Taken.AddDays(1))), FromManual),
                "wrong for good: source-replaced"
            },
            {
                StepName.CopyForSharing,
                "no copy, and the source as it was",
                () => Context(InSource(Listed(FromManual.Source.Identifier, s => s.SnapshotCreateTime = Taken)), FromManual),
                "not there"
            },
            {
                StepName.CopyForSharing,
                "no copy, and another than the one that was taken for it",
                () => Context(InSource(Listed(FromNow.Source.Identifier, s => s.TagList = [])), FromNow),
                "wrong for good: name-taken"
            },
            { StepName.Share, "no snapshot", () => Context(new()), "wrong for good: sharing-snapshot-gone" },
            { StepName.Share, "no attribute", () => Context(new() { SharingSnapshot = Copy() }), "wrong for good: sharing-snapshot-gone" },
            { StepName.Share, "shared with nobody", () => Context(Shared()), "not there" },
            { StepName.Share, "shared with somebody else", () => Context(Shared(Sample.Stranger)), "not there" },
            { StepName.Share, "shared by us", () => Context(Shared(Sample.Dev), share: Open()), "there: SharedWith, SnapshotArn" },
            { StepName.Share, "shared by somebody", () => Context(Shared(Sample.Dev)), "wrong: source-shared-by-others" },
            { StepName.Share, "shared by another request", () => Context(Shared(Sample.Dev)) with { HeldBy = "other" }, "not there" },
            {
                StepName.Share,
                "closed",
                () => Context(Shared(), share: Open(s => s.ClosedAt = Sample.Now)),
                "wrong for good: share-closed-early"
            },
            {
                StepName.Share,
                "its time is over",
                () => Context(Shared(), share: Open(s => s.Deadline = Sample.Now)),
                "wrong for good: share-closed-early"
            },
            {
                StepName.Share,
                "its time is nearly over",
                () => Context(Shared(), share: Open(s => s.Deadline = Sample.Now.AddTicks(1))),
                "not there"
            },
            {
                StepName.Share,
                "a stranger's of its name",
                () => Context(new() { SharedWith = [], SharingSnapshot = Copy(s => s.TagList = []) }),
                "wrong for good: name-taken"
            },
            {
                StepName.Share,
                "another in the place of the approved one",
                () => Context(new() { SharedWith = [], SharingSnapshot = Source(s => s.SnapshotCreateTime = Taken.AddDays(1)) }, AsItIs),
                "wrong for good: source-replaced"
            },
            { StepName.SeeInTarget, "nothing", () => Context(new(), share: Open()), "not there" },
            {
                StepName.SeeInTarget,
                "nothing, and the share is closed",
                () => Context(new(), share: Open(s => s.ClosedAt = Sample.Now)),
                "wrong for good: share-closed-early"
            },
            { StepName.SeeInTarget, "it", () => Context(new() { SharedToTarget = [Copy()] }), "there: KmsKeyId, SeenAs, SnapshotArn" },
            {
                StepName.SeeInTarget,
                "another of its name",
                () => Context(new() { SharedToTarget = [Copy(s => s.DBClusterSnapshotArn += "x")] }),
                "not there"
            },
            {
                StepName.SeeInTarget,
                "it, not available",
                () => Context(new() { SharedToTarget = [Copy(s => s.Status = "modifying")] }),
                "under way: modifying 100"
            },
            { StepName.CopyInTarget, "nothing", () => Context(new()), "not there" },
            { StepName.CopyInTarget, "nothing, while it is shared", () => Context(new(), share: Open()), "not there" },
            {
                StepName.CopyInTarget,
                "nothing, and the share is closed",
                () => Context(new(), share: Open(s => s.ClosedAt = Sample.Now)),
                "wrong for good: share-closed-early"
            },
            { StepName.CopyInTarget, "ours", () => Context(InTarget(TargetCopy())), "there: Arn, KmsKeyId" },
            {
                StepName.CopyInTarget,
                "ours, after the share was closed",
                () => Context(InTarget(TargetCopy()), share: Open(s => s.ClosedAt = Sample.Now)),
                "there: Arn, KmsKeyId"
            },
            {
                StepName.CopyInTarget,
                "ours under the source's key",
                () => Context(InTarget(TargetCopy(s => s.KmsKeyId = OwnKey))),
                "wrong for good: copy-under-foreign-key"
            },
            {
                StepName.CopyInTarget,
                "a stranger's",
                () => Context(InTarget(TargetCopy(s => s.TagList = []))),
                "wrong for good: name-taken"
            },
            { StepName.RestoreCluster, "nothing", () => Context(new()), "not there" },
            {
                StepName.RestoreCluster,
                "another cluster",
                () => Context(Clusters(Cluster(c => (c.DBClusterIdentifier, c.TagList) = ("x", [])))),
                "not there"
            },
            {
                StepName.RestoreCluster,
                "ours, renamed before it was seen",
                () => Context(Clusters(Cluster(c => c.DBClusterIdentifier = "x"))),
                "there: Arn, EngineVersion, KmsKeyId"
            },
            {
                StepName.RestoreCluster,
                "ours, stopped",
                () => Context(Clusters(Cluster(c => c.Status = "stopped"))),
                "wrong: cluster-stopped"
            },
            { StepName.RestoreCluster, "ours", () => Context(Clusters(Cluster())), "there: Arn, EngineVersion, KmsKeyId" },
            {
                StepName.RestoreCluster,
                "ours, creating",
                () => Context(Clusters(Cluster(c => (c.Status, c.PercentProgress) = ("creating", "12")))),
                "under way: creating 12"
            },
            {
                StepName.RestoreCluster,
                "ours, broken",
                () => Context(Clusters(Cluster(c => c.Status = "inaccessible-encryption-credentials"))),
                "wrong for good: restore-failed"
            },
            {
                StepName.RestoreCluster,
                "a stranger's",
                () => Context(Clusters(Cluster(c => c.TagList = []))),
                "wrong for good: name-taken"
            },
            { StepName.CreateWriter, "no instance", () => Context(Clusters(Cluster())), "not there" },
            {
                StepName.CreateWriter,
                "no instance, and a stranger's cluster",
                () => Context(Clusters(Cluster(c => c.TagList = []))),
                "wrong for good: name-taken"
            },
            { StepName.CreateWriter, "ours", () => Context(With(Cluster(), Writer())), "there: Arn, PubliclyAccessible" },
            {
                StepName.CreateWriter,
                "ours, creating",
                () => Context(With(Cluster(), Writer(w => w.DBInstanceStatus = "creating"))),
                "under way: creating"
            },
            {
                StepName.CreateWriter,
                "ours, a reader yet",
                () => Context(With(Cluster(c => c.DBClusterMembers[0].IsClusterWriter = false), Writer())),
                "under way: available (not-yet-writer)"
            },
            {
                StepName.CreateWriter,
                "ours, and another is the writer",
                () => Context(With(Cluster(c => c.DBClusterMembers[0].DBInstanceIdentifier = "x"), Writer())),
                "under way: available (not-yet-writer)"
            },
            {
                StepName.CreateWriter,
                "ours without its cluster",
                () => Context(new() { TargetInstances = [Writer()] }),
                "under way: available (not-yet-writer)"
            },
            {
                StepName.CreateWriter,
                "ours, broken",
                () => Context(With(Cluster(), Writer(w => w.DBInstanceStatus = "insufficient-capacity"))),
                "wrong for good: restore-failed"
            },
            {
                StepName.CreateWriter,
                "a stranger's",
                () => Context(With(Cluster(), Writer(w => w.TagList = []))),
                "wrong for good: name-taken"
            },
            { StepName.ReplacePassword, "no cluster", () => Context(new()), "not there" },
            {
                StepName.ReplacePassword,
                "production's password",
                () => Context(Clusters(Cluster(c => c.MasterUserSecret = null))),
                "not there"
            },
            {
                StepName.ReplacePassword,
                "production's password in a busy cluster",
                () => Context(Clusters(Cluster(c => (c.MasterUserSecret, c.Status) = (null, "backing-up")))),
                "under way: backing-up"
            },
            {
                StepName.ReplacePassword,
                "a secret that is being made",
                () => Context(Clusters(Cluster(c => c.MasterUserSecret.SecretStatus = "creating"))),
                "under way: creating (secret-not-active)"
            },
            {
                StepName.ReplacePassword,
                "a secret in a busy cluster",
                () => Context(Clusters(Cluster(c => c.Status = "resetting-master-credentials"))),
                "under way: resetting-master-credentials"
            },
            {
                StepName.ReplacePassword,
                "a secret",
                () => Context(Clusters(Cluster())),
                "there: Endpoint, MasterUsername, Port, SecretArn"
            },
            {
                StepName.ReplacePassword,
                "a stranger's cluster",
                () => Context(Clusters(Cluster(c => c.TagList = []))),
                "wrong for good: name-taken"
            },
            { StepName.VerifyCluster, "nothing", () => Context(new()), "wrong for good: vanished" },
            { StepName.VerifyCluster, "a cluster without a writer", () => Context(Clusters(Cluster())), "wrong for good: vanished" },
            { StepName.StopSharing, "no snapshot", () => Context(new()), "there: SnapshotArn, SnapshotGone" },
            { StepName.StopSharing, "shared with nobody", () => Context(Shared()), "there: SharedWith, SnapshotArn" },
            { StepName.StopSharing, "shared with somebody else", () => Context(Shared(Sample.Stranger)), "there: SharedWith, SnapshotArn" },
            { StepName.StopSharing, "shared", () => Context(Shared(Sample.Stranger, Sample.Dev)), "not there" },
            {
                StepName.ProveNotShared,
                "shared with nobody, listed nowhere",
                () => Context(Shared()),
                "there: SnapshotArn, SourceRestoreAttribute, TargetListing"
            },
            { StepName.ProveNotShared, "shared again", () => Context(Shared(Sample.Dev)), "under way: (shared-again)" },
            {
                StepName.ProveNotShared,
                "listed yet",
                () => Context(Shared() with { SharedToTarget = [Copy()] }),
                "under way: (still-listed)"
            },
            {
                StepName.ProveNotShared,
                "a listing from before the closing",
                () =>
                    Context(Shared() with { SharedToTargetAt = Sample.Now.AddMilliseconds(-1) }, share: Open(s => s.ClosedAt = Sample.Now)),
                "under way: (still-listed)"
            },
            {
                StepName.ProveNotShared,
                "a listing from the moment of the closing",
                () => Context(Shared() with { SharedToTargetAt = Sample.Now }, share: Open(s => s.ClosedAt = Sample.Now)),
                "there: SnapshotArn, SourceRestoreAttribute, TargetListing"
            },
            { StepName.DeleteSharingSnapshot, "nothing", () => Context(new()), "there: Gone" },
            { StepName.DeleteSharingSnapshot, "ours", () => Context(InSource(Copy())), "not there" },
            {
                StepName.DeleteSharingSnapshot,
                "ours, going",
                () => Context(InSource(Copy(s => s.Status = "deleting"))),
                "under way: deleting"
            },
            { StepName.DeleteSharingSnapshot, "a stranger's", () => Context(InSource(Copy(s => s.TagList = []))), "there: LeftAlone" },
            { StepName.DeleteTakenSnapshot, "nothing", () => Context(new(), FromNow), "there: Gone" },
            { StepName.DeleteTakenSnapshot, "ours", () => Context(InSource(Listed(FromNow.Source.Identifier)), FromNow), "not there" },
            {
                StepName.DeleteTakenSnapshot,
                "a stranger's",
                () => Context(InSource(Listed(FromNow.Source.Identifier, s => s.TagList = [])), FromNow),
                "there: LeftAlone"
            },
            { StepName.DeleteTargetSnapshot, "nothing", () => Context(new()), "there: Gone" },
            { StepName.DeleteTargetSnapshot, "ours", () => Context(InTarget(TargetCopy())), "not there" },
            { StepName.DeleteTargetSnapshot, "a stranger's", () => Context(InTarget(TargetCopy(s => s.TagList = []))), "there: LeftAlone" },
            { StepName.DeleteWriter, "nothing", () => Context(new()), "there: Gone" },
            { StepName.DeleteWriter, "ours", () => Context(With(Cluster(), Writer())), "not there" },
            {
                StepName.DeleteWriter,
                "ours, going",
                () => Context(With(Cluster(), Writer(w => w.DBInstanceStatus = "deleting"))),
                "under way: deleting"
            },
            { StepName.DeleteWriter, "a stranger's", () => Context(With(Cluster(), Writer(w => w.TagList = []))), "there: LeftAlone" },
            { StepName.DeleteCluster, "nothing", () => Context(new()), "there: Gone" },
            { StepName.DeleteCluster, "ours", () => Context(Clusters(Cluster())), "not there" },
            {
                StepName.DeleteCluster,
                "ours without a list of members",
                () => Context(Clusters(Cluster(c => c.DBClusterMembers = null))),
                "not there"
            },
            { StepName.DeleteCluster, "ours, going", () => Context(Clusters(Cluster(c => c.Status = "deleting"))), "under way: deleting" },
            { StepName.DeleteCluster, "a stranger's", () => Context(Clusters(Cluster(c => c.TagList = []))), "there: LeftAlone" },
            {
                StepName.DeleteCluster,
                "ours with somebody's reader",
                () => Context(With(Cluster(WithReader), Reader(r => r.TagList = []))),
                "wrong: cluster-has-others"
            },
            {
                StepName.DeleteCluster,
                "ours, protected",
                () => Context(Clusters(Cluster(c => c.DeletionProtection = true))),
                "wrong: cluster-protected"
            },
        };

    [Theory]
    [MemberData(nameof(Sights))]
    public void is_one_of_four_things(StepName name, string what, Func<StepContext> context, string expected)
    {
        var seen = Workflow.Step(name).Observe(context());
        Assert.True(Told(seen) == expected, $"{name} sees {what} as '{Told(seen)}' and not as '{expected}'");
    }

    /// <summary>A reader of the ledger must see whether a writer could be reached from everywhere.</summary>
    [Theory]
    [InlineData(true, "true")]
    [InlineData(false, "false")]
    [InlineData(null, "false")]
    public void is_evidence_of_whether_the_writer_is_public(bool? isPublic, string told)
    {
        var seen = Workflow.Step(StepName.CreateWriter).Observe(Context(With(Cluster(), Writer(w => w.PubliclyAccessible = isPublic))));
        Assert.Equal(told, Assert.IsType<Observation.There>(seen).Evidence["PubliclyAccessible"]);
    }

    /// <summary>What was made is there, whatever became of the source since; an automated snapshot is no name that anybody takes again.</summary>
    [Fact]
    public void is_its_own_copy_whatever_became_of_the_source_since()
    {
        var replaced = Listed(FromManual.Source.Identifier, s => s.SnapshotCreateTime = Taken.AddDays(1));
        var made = Listed(FromManual.SharingSnapshot);
        var step = Workflow.Step(StepName.CopyForSharing);
        Assert.Equal("there: Arn, KmsKeyId", Told(step.Observe(Context(new() { SourceSnapshots = [made, replaced] }, FromManual))));
        var automated = Listed(Plan.Source.Identifier, s => s.SnapshotCreateTime = Taken.AddDays(1));
        Assert.Equal("not there", Told(step.Observe(Context(InSource(automated)))));
    }

    /// <summary>What was taken away, and what was left alone, is named.</summary>
    [Theory]
    [InlineData(true, "LeftAlone")]
    [InlineData(false, "Gone")]
    public void is_evidence_of_what_is_gone_or_left_alone(bool isThere, string told)
    {
        var seen = Workflow
            .Step(StepName.DeleteSharingSnapshot)
            .Observe(Context(isThere ? InSource(Copy(s => s.TagList = [])) : new ObservedState()));
        Assert.Equal(Plan.SharingSnapshot, Assert.IsType<Observation.There>(seen).Evidence[told]);
    }

    /// <summary>Whoever must take away somebody else's share has the command to paste, and whoever finds a foreign key its name.</summary>
    [Fact]
    public void is_told_with_what_a_person_needs()
    {
        var shared = Assert.IsType<Observation.Wrong>(Workflow.Step(StepName.Share).Observe(Context(Shared(Sample.Dev))));
        Assert.Equal(RestoreAttribute.Remove("prod", Plan.SharingSnapshot, Sample.Dev).Cli, shared.Finding.Paste);

        var copying = Workflow.Step(StepName.CopyForSharing);
        var foreign = Assert.IsType<Observation.Wrong>(copying.Observe(Context(InSource(Copy(s => s.KmsKeyId = Sample.TargetKeyArn)))));
        Assert.Equal(Sample.TargetKeyArn, foreign.Finding.Message.Values["key"]);
        var none = Assert.IsType<Observation.Wrong>(copying.Observe(Context(InSource(Copy(s => s.KmsKeyId = null)))));
        Assert.Equal("-", none.Finding.Message.Values["key"]);
    }

    /// <summary>Who asked for a share alone was promised no copy.</summary>
    [Theory]
    [InlineData(Goal.Share, StepName.Share, "finding.share-ended-early")]
    [InlineData(Goal.Share, StepName.SeeInTarget, "finding.share-ended-early")]
    [InlineData(Goal.Copy, StepName.SeeInTarget, "finding.share-closed-early")]
    [InlineData(Goal.Copy, StepName.CopyInTarget, "finding.share-closed-early")]
    [InlineData(Goal.Cluster, StepName.Share, "finding.share-closed-early")]
    public void is_told_by_what_was_asked_for_where_a_share_ended_early(Goal goal, StepName name, string said)
    {
        var context = Context(
            name == StepName.Share ? Shared() : new(),
            Plan with
            {
                Goal = goal,
            },
            Open(share => share.ClosedAt = Sample.Now)
        );
        var wrong = Assert.IsType<Observation.Wrong>(Workflow.Step(name).Observe(context));
        Assert.Equal(("share-closed-early", said), (wrong.Finding.Code, wrong.Finding.Message.Key));
    }

    [Fact]
    public void has_a_row_for_every_step() =>
        Assert.Empty(Workflow.Steps.Select(step => step.Name).Except(Sights.Select(row => row.Data.Item1)));

    /// <summary>The same request ID on everything: another installation may have it, or somebody who copied a command line.</summary>
    [Fact]
    public void is_a_strangers_where_another_installation_made_it()
    {
        foreach (var step in Workflow.Steps.OfType<ChangingStep>())
        {
            var plan = step.Name is StepName.TakeSnapshot or StepName.DeleteTakenSnapshot ? FromNow : Plan;
            var seen = Told(step.Observe(Context(Everything(plan, OwnTags.Of(Sample.Id, "another")), plan)));
            var expected =
                step.Change(Context(new(), plan)).Parameters.ContainsKey(nameof(StepContext.Tags)) || step.Name == StepName.ReplacePassword
                    ? "wrong for good: name-taken"
                : step.Name is StepName.Share or StepName.StopSharing ? seen
                : "there: LeftAlone";
            Assert.True(seen == expected, $"{step.Name} sees {seen}");
        }
    }

    [Theory]
    [InlineData(true, "there: Arn, KmsKeyId", "not there")]
    [InlineData(false, "wrong for good: name-taken", "there: LeftAlone")]
    public void is_its_own_without_the_second_tag_only_where_the_request_is_older_than_that(bool isOlder, string made, string leftToRemove)
    {
        var seen = Everything(Plan, OwnTags.Of(Sample.Id, Sample.Installation)[..1]);
        Assert.Equal(made, Told(Workflow.Step(StepName.CopyForSharing).Observe(Context(seen, isOlder: isOlder))));
        Assert.Equal(leftToRemove, Told(Workflow.Step(StepName.DeleteSharingSnapshot).Observe(Context(seen, isOlder: isOlder))));
        var elsewhere = Everything(Plan, OwnTags.Of(Sample.Id, "another"));
        Assert.Equal("there: LeftAlone", Told(Workflow.Step(StepName.DeleteCluster).Observe(Context(elsewhere, isOlder: isOlder))));
    }

    private static ObservedState Everything(Plan plan, List<Tag> tags) =>
        new()
        {
            SourceSnapshots = [Copy(s => s.TagList = tags), Listed(plan.Source.Identifier, s => s.TagList = tags)],
            SharingSnapshot = Copy(s => s.TagList = tags),
            TargetSnapshots = [TargetCopy(s => s.TagList = tags)],
            TargetClusters = [Cluster(c => c.TagList = tags)],
            TargetInstances = [Writer(w => w.TagList = tags)],
        };

    /// <summary>AWS's words for what is broken for good (RDS User Guide, statuses of clusters, instances and snapshots).</summary>
    [Theory]
    [InlineData("failed", true, true)]
    [InlineData("incompatible-restore", true, true)]
    [InlineData("incompatible-parameters", true, true)]
    [InlineData("incompatible-network", true, true)]
    [InlineData("restore-failed", true, false)]
    [InlineData("restore-error", true, false)]
    [InlineData("cloning-failed", true, false)]
    [InlineData("migration-failed", true, false)]
    [InlineData("incompatible-option-group", true, false)]
    [InlineData("incompatible-create", true, false)]
    [InlineData("incompatible-credentials", true, false)]
    [InlineData("insufficient-capacity", true, false)]
    [InlineData("inaccessible-encryption-credentials", true, false)]
    [InlineData("creating", false, false)]
    [InlineData("stopped", false, false)]
    public void is_broken_for_good_by_awss_own_words(string status, bool cluster, bool snapshot)
    {
        var seenCluster = Workflow.Step(StepName.RestoreCluster).Observe(Context(Clusters(Cluster(c => c.Status = status))));
        var seenSnapshot = Workflow.Step(StepName.CopyForSharing).Observe(Context(InSource(Copy(s => s.Status = status))));
        Assert.Equal(
            (cluster, snapshot),
            (seenCluster is Observation.Wrong { Final: true }, seenSnapshot is Observation.Wrong { Final: true })
        );
    }

    private static Plan FromNow { get; } =
        Sample.Plan(
            Sample.Facts with
            {
                Terms = Rig.Terms with { Source = SourceChoice.TakenNow("prod-altplus-cluster") },
                Source = Sample.Manual with { TakenAt = null },
            }
        );

    private static Plan FromManual { get; } = Sample.Plan(Sample.Facts with { Source = Sample.Manual });

    private static string Told(Observation seen) =>
        seen switch
        {
            Observation.There there => $"there: {string.Join(", ", there.Evidence.Keys.Order(StringComparer.Ordinal))}",
            Observation.Underway way => "under way: "
                + string.Join(
                    ' ',
                    new[]
                    {
                        way.AwsStatus,
                        way.Percent?.ToString(System.Globalization.CultureInfo.InvariantCulture),
                        way.Note is { } note ? $"({note.Key})" : null,
                    }.OfType<string>()
                ),
            Observation.Wrong wrong => $"wrong{(wrong.Final ? " for good" : "")}: {wrong.Finding.Code}",
            _ => "not there",
        };

    private static StepContext Context(ObservedState seen, Plan? plan = null, Share? share = null, bool isOlder = false)
    {
        plan ??= Plan;
        var request = new Request
        {
            Id = Sample.Id,
            Installation = Sample.Installation,
            MayLackInstallation = isOlder,
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
        return new StepContext(request, new StepState(StepName.FindSource, StepStatus.Running), share, seen, Sample.Now);
    }

    private static Share Open(Action<Share>? change = null) =>
        Changed(
            new Share
            {
                RequestId = Sample.Id,
                SourceAccount = "prod",
                SnapshotIdentifier = Plan.SharingSnapshot,
                SnapshotArn = Plan.SharingSnapshotArn,
                TargetAccountId = Sample.Dev,
                SnapshotIsOurs = true,
                IntendedAt = Sample.Now,
                Deadline = Sample.Now.AddHours(1),
            },
            change
        );

    private static ObservedState Shared(params string[] with) => new() { SharedWith = with, SharingSnapshot = Copy() };

    private static ObservedState InSource(DBClusterSnapshot snapshot) => new() { SourceSnapshots = [snapshot] };

    private static ObservedState InTarget(DBClusterSnapshot snapshot) => new() { TargetSnapshots = [snapshot] };

    private static ObservedState Clusters(DBCluster cluster) => new() { TargetClusters = [cluster] };

    private static ObservedState With(DBCluster cluster, DBInstance writer) =>
        new() { TargetClusters = [cluster], TargetInstances = [writer] };

    private static DBClusterSnapshot Source(Action<DBClusterSnapshot>? change = null) =>
        Changed(Listed(Plan.Source.Identifier, snapshot => (snapshot.SnapshotCreateTime, snapshot.TagList) = (Taken, [])), change);

    private static DBClusterSnapshot Copy(Action<DBClusterSnapshot>? change = null) => Listed(Plan.SharingSnapshot, change);

    private static DBClusterSnapshot Taking(string identifier, Action<DBClusterSnapshot>? change = null) => Listed(identifier, change);

    private static DBClusterSnapshot TargetCopy(Action<DBClusterSnapshot>? change = null) =>
        Changed(Listed(Plan.TargetSnapshot!, snapshot => snapshot.KmsKeyId = Sample.TargetKeyArn), change);

    private static void Upper(DBClusterSnapshot snapshot) =>
        snapshot.DBClusterSnapshotIdentifier = snapshot.DBClusterSnapshotIdentifier.ToUpperInvariant();

    private static DBClusterSnapshot Listed(string identifier, Action<DBClusterSnapshot>? change = null) =>
        Changed(
            new DBClusterSnapshot
            {
                DBClusterSnapshotIdentifier = identifier,
                DBClusterSnapshotArn = Sample.Route.From.ClusterSnapshotArn(identifier),
                Status = "available",
                PercentProgress = 100,
                KmsKeyId = OwnKey,
                TagList = Tags,
            },
            change
        );

    private static DBCluster Cluster(Action<DBCluster>? change = null) =>
        Changed(
            new DBCluster
            {
                DBClusterIdentifier = Plan.TargetCluster,
                DBClusterArn = "arn:cluster",
                Status = "available",
                KmsKeyId = Sample.TargetKeyArn,
                EngineVersion = Plan.Source.EngineVersion,
                Endpoint = "endpoint",
                Port = 3306,
                MasterUsername = "admin",
                MasterUserSecret = new MasterUserSecret { SecretStatus = "active", SecretArn = "arn:secret" },
                DBClusterMembers = [new DBClusterMember { DBInstanceIdentifier = Plan.WriterInstance, IsClusterWriter = true }],
                TagList = Tags,
            },
            change
        );

    private static DBInstance Writer(Action<DBInstance>? change = null) =>
        Changed(
            new DBInstance
            {
                DBInstanceIdentifier = Plan.WriterInstance,
                DBInstanceArn = "arn:writer",
                DBInstanceStatus = "available",
                PubliclyAccessible = false,
                TagList = Tags,
            },
            change
        );

    private static DBInstance Reader(Action<DBInstance>? change = null) =>
        Changed(Writer(reader => (reader.DBInstanceIdentifier, reader.DBClusterIdentifier) = ("reader", Plan.TargetCluster)), change);

    private static void WithReader(DBCluster cluster) =>
        cluster.DBClusterMembers.Add(new DBClusterMember { DBInstanceIdentifier = "reader" });

    private static List<Tag> Tags => OwnTags.Of(Sample.Id, Sample.Installation);

    private static T Changed<T>(T thing, Action<T>? change)
    {
        change?.Invoke(thing);
        return thing;
    }
}
