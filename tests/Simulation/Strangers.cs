using Amazon.RDS;
using Amazon.RDS.Model;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;

namespace SnapshotShare.Simulation.Tests;

/// <summary>Somebody with a console in the same accounts, who knows nothing of the product and undoes, takes and shares what he likes.</summary>
internal sealed class Strangers(SimulatedRun run)
{
    /// <summary>A manual snapshot already under the sharing key.</summary>
    public const string Shareable = "prod-orders-quarter-end";

    private readonly List<string> _shared = [];
    private readonly List<Action> _undo = [];
    private int _handsLeft = 4;

    /// <summary>When the key, the role and what was done to a cluster are as they were again.</summary>
    public DateTime? KeyBackAt { get; private set; }

    /// <summary>When the share by hand is taken away by hand.</summary>
    public DateTime? HandsOffAt { get; private set; }

    public bool MayShare => run.Scenario.AsItIs && _handsLeft > 0;

    /// <summary>Somebody does something in the accounts behind our back.</summary>
    public void Meddle()
    {
        var row = run.Rows.Request(run.People.AnyRequest());
        var what = run.Random.Next(20);
        run.Trace.Note($"somebody meddles ({what}) with {row.Id}");
        run.Disturb();
        try
        {
            Meddle(what, row);
        }
        catch (AmazonRDSException)
        {
            // Not there, or not in a state for it: nobody is hindered from trying.
        }
    }

    /// <summary>Somebody shares it with the target without asking anybody, and thinks better of it some time later.</summary>
    public void ShareByHand()
    {
        _handsLeft--;
        run.Trace.Note("somebody shares it by hand");
        run.Disturb();
        try
        {
            Share(Shareable);
        }
        catch (AmazonRDSException)
        {
            // Somebody else has deleted it.
        }
    }

    /// <summary>Takes back, each at its time, what would otherwise keep a request from ever coming to its end.</summary>
    public void UndoWhenDue()
    {
        if (HandsOffAt <= run.Time.Now)
        {
            HandsOffAt = null;
            HandsOff();
        }
        if (KeyBackAt <= run.Time.Now)
        {
            KeyBackAt = null;
            LetRole("dev", allowCopy: true);
            LetKey("Enabled");
            List<Action> undo = [.. _undo];
            _undo.Clear();
            undo.ForEach(each => each());
        }
    }

    private void Meddle(int what, Request row)
    {
        switch (what)
        {
            case 0:
                DeleteSnapshot("prod", row.Plan.SharingSnapshot);
                break;
            case 1:
                DeleteSnapshot("dev", row.Plan.TargetSnapshot);
                break;
            case 2:
                Done(ByHand(row.Plan.SharingSnapshot, add: false));
                run.Model.Unshared(row.Plan.SharingSnapshot);
                break;
            case 3:
                Done(
                    run.Aws.Consoles["dev"]
                        .DeleteDBInstanceAsync(new() { DBInstanceIdentifier = row.Plan.WriterInstance ?? "none", SkipFinalSnapshot = true })
                );
                run.Model.Gone($"instance/{row.Plan.WriterInstance}");
                break;
            case 4 when !run.Model.IsMade($"snapshot/{row.Plan.SharingSnapshot}"):
                TakeName("prod", "prod-altplus-cluster", row.Plan.SharingSnapshot, row);
                break;
            case 5 or 6 when row.Plan.TargetSnapshot is { } name && !run.Model.IsMade($"snapshot/{name}"):
                TakeName("dev", "dev-altplus-cluster", name, row);
                break;
            case 8 when row.Plan.TargetCluster is { } cluster && !run.Model.IsMade($"cluster/{cluster}") && _undo.Count == 0:
                TakeClusterName(cluster, row);
                break;
            case 9 when row.Plan.WriterInstance is { } writer && !run.Model.IsMade($"instance/{writer}"):
                TakeInstanceName(writer, row);
                break;
            case 10:
                Share(row.Plan.SharingSnapshot);
                break;
            case 11 when OurCluster(row) is { } cluster:
                Rename(row, cluster, $"theirs-{row.Id[..8]}-{run.Random.Next(1000)}");
                break;
            case 12 when OurCluster(row) is { } cluster:
                Untag(row, cluster);
                break;
            case 13 when OurCluster(row) is { } cluster:
                Modify(cluster.DBClusterIdentifier, change => change.DeletionProtection = true);
                UndoLater(() => WithOurs(row, now => Modify(now.DBClusterIdentifier, change => change.DeletionProtection = false)));
                break;
            case 14:
                UntagSnapshots(row);
                break;
            case 15 when OurCluster(row) is { } cluster:
                AddReader(row, cluster);
                break;
            case 16 when OurCluster(row) is { } cluster:
                Derive(
                    row,
                    "snapshot",
                    name =>
                        run.Aws.Consoles["dev"]
                            .CreateDBClusterSnapshotAsync(
                                new() { DBClusterIdentifier = cluster.DBClusterIdentifier, DBClusterSnapshotIdentifier = name }
                            )
                );
                break;
            case 17 when OurSnapshot(row, "dev", StepName.CopyInTarget) is { } copy:
                Derive(
                    row,
                    "snapshot",
                    name =>
                        run.Aws.Consoles["dev"]
                            .CopyDBClusterSnapshotAsync(
                                new()
                                {
                                    SourceDBClusterSnapshotIdentifier = copy.DBClusterSnapshotIdentifier,
                                    TargetDBClusterSnapshotIdentifier = name,
                                }
                            )
                );
                break;
            case 18 when OurCluster(row) is { } cluster:
                Done(run.Aws.Consoles["dev"].StopDBClusterAsync(new() { DBClusterIdentifier = cluster.DBClusterIdentifier }));
                UndoLater(() => WithOurs(row, now => Start(row, now)));
                break;
            case 19 when OurCluster(row) is { } cluster:
                Derive(
                    row,
                    "cluster",
                    name =>
                        run.Aws.Consoles["dev"]
                            .RestoreDBClusterToPointInTimeAsync(
                                new()
                                {
                                    DBClusterIdentifier = name,
                                    SourceDBClusterIdentifier = cluster.DBClusterIdentifier,
                                    RestoreType = "copy-on-write",
                                    UseLatestRestorableTime = true,
                                    DBSubnetGroupName = cluster.DBSubnetGroup,
                                }
                            )
                );
                break;
            case 7:
                LetKey("Disabled");
                UndoLater();
                break;
            default:
                LetRole("dev", allowCopy: false);
                UndoLater();
                break;
        }
    }

    private void UndoLater(Action? undo = null)
    {
        if (undo is not null)
            _undo.Add(undo);
        KeyBackAt = run.Time.Now.AddMinutes(run.Random.Next(1, 90));
    }

    /// <summary>
    /// The request's own cluster as AWS has it by now. None before the product has seen it: what has no tag and was never seen cannot be told from a
    /// stranger's by anybody.
    /// </summary>
    private DBCluster? OurCluster(Request row)
    {
        if (row.FindStep(StepName.RestoreCluster)?.Identity is not { } identity)
            return null;
        var all = run.Aws.Consoles["dev"].DescribeDBClustersAsync(new DescribeDBClustersRequest()).GetAwaiter().GetResult();
        return all.DBClusters.Find(cluster => cluster.DbClusterResourceId == identity);
    }

    /// <summary>What the request made by one of its copies; none before the product has seen it.</summary>
    private DBClusterSnapshot? OurSnapshot(Request row, string account, StepName maker)
    {
        if (row.FindStep(maker)?.Identity is not { } identity)
            return null;
        var all = run.Aws.Consoles[account].DescribeDBClusterSnapshotsAsync(new() { SnapshotType = "manual" }).GetAwaiter().GetResult();
        return all.DBClusterSnapshots.Find(snapshot => AwsModel.IdentityOf(snapshot) == identity);
    }

    /// <summary>Nobody puts the tags back: what was seen once is known by AWS's own ID of it.</summary>
    private void UntagSnapshots(Request row)
    {
        foreach (var (account, maker) in new[] { ("prod", StepName.CopyForSharing), ("dev", StepName.CopyInTarget) })
            if (OurSnapshot(row, account, maker) is { } snapshot)
                Done(
                    run.Aws.Consoles[account]
                        .RemoveTagsFromResourceAsync(
                            new() { ResourceName = snapshot.DBClusterSnapshotArn, TagKeys = [OwnTags.Request, OwnTags.Installation] }
                        )
                );
    }

    /// <summary>A reader of theirs stands in the way of the cluster's end until they take it away.</summary>
    private void AddReader(Request row, DBCluster cluster)
    {
        var name = NameOfTheirs(row);
        Done(
            run.Aws.Consoles["dev"]
                .CreateDBInstanceAsync(
                    new()
                    {
                        DBInstanceIdentifier = name,
                        DBClusterIdentifier = cluster.DBClusterIdentifier,
                        DBInstanceClass = "db.r6g.large",
                        Engine = "aurora-mysql",
                    }
                )
        );
        run.Model.Taken($"instance/{name}");
        UndoLater(() => WithOurs(row, _ => Done(Delete(name))));

        Task Delete(string instance) =>
            run.Aws.Consoles["dev"].DeleteDBInstanceAsync(new() { DBInstanceIdentifier = instance, SkipFinalSnapshot = true });
    }

    /// <summary>What they make of a request's data stays theirs, and stands under exposure.</summary>
    private void Derive(Request row, string kind, Func<string, Task> make)
    {
        var name = NameOfTheirs(row);
        Done(make(name));
        run.Model.Taken($"{kind}/{name}");
        run.Descendants.Made(name, row.Id);
    }

    private string NameOfTheirs(Request row) => $"theirs-{row.Id[..8]}-{run.Random.Next(1_000_000)}";

    /// <summary>Until it is stopped AWS starts it for nobody, and by itself in seven days only.</summary>
    private void Start(Request row, DBCluster stopped)
    {
        if (stopped.Status == "stopping")
            UndoLater(() => WithOurs(row, now => Start(row, now)));
        else if (stopped.Status == "stopped")
            Done(run.Aws.Consoles["dev"].StartDBClusterAsync(new() { DBClusterIdentifier = stopped.DBClusterIdentifier }));
    }

    private void WithOurs(Request row, Action<DBCluster> act)
    {
        try
        {
            if (OurCluster(row) is { } cluster)
                act(cluster);
        }
        catch (AmazonRDSException)
        {
            // Busy, or going: whoever wanted to put it right finds that it need not be.
        }
    }

    /// <summary>While the trip is under way it waits for its name; afterwards nobody gives that back.</summary>
    private void Rename(Request row, DBCluster cluster, string name)
    {
        Rename(cluster, name);
        if (row.Status is RequestStatus.Running or RequestStatus.Blocked)
            UndoLater(() => WithOurs(row, now => Rename(now, row.Plan.TargetCluster!)));
    }

    private void Rename(DBCluster cluster, string name)
    {
        Modify(cluster.DBClusterIdentifier, change => change.NewDBClusterIdentifier = name);
        run.Model.Renamed($"cluster/{cluster.DBClusterIdentifier}", $"cluster/{name}");
    }

    private void Untag(Request row, DBCluster cluster)
    {
        Done(
            run.Aws.Consoles["dev"]
                .RemoveTagsFromResourceAsync(
                    new() { ResourceName = cluster.DBClusterArn, TagKeys = [OwnTags.Request, OwnTags.Installation] }
                )
        );
        if (row.Status is RequestStatus.Running or RequestStatus.Blocked)
            UndoLater(() =>
                WithOurs(
                    row,
                    now =>
                        Done(
                            run.Aws.Consoles["dev"]
                                .AddTagsToResourceAsync(
                                    new() { ResourceName = now.DBClusterArn, Tags = OwnTags.Of(row.Id, row.Installation) }
                                )
                        )
                )
            );
    }

    private void Modify(string cluster, Action<ModifyDBClusterRequest> change)
    {
        var asked = new ModifyDBClusterRequest { DBClusterIdentifier = cluster, ApplyImmediately = true };
        change(asked);
        Done(run.Aws.Consoles["dev"].ModifyDBClusterAsync(asked));
    }

    private void DeleteSnapshot(string account, string? name)
    {
        Done(run.Aws.Consoles[account].DeleteDBClusterSnapshotAsync(new() { DBClusterSnapshotIdentifier = name ?? "none" }));
        run.Model.Gone($"snapshot/{name}");
    }

    private void Share(string snapshot)
    {
        Done(ByHand(snapshot, add: true));
        run.Model.SharedByHand(snapshot);
        run.Drift.SharedByHand(snapshot);
        _shared.Add(snapshot);
        HandsOffAt ??= run.Time.Now.AddMinutes(run.Random.Next(1, 120));
    }

    private void HandsOff()
    {
        run.Trace.Note("somebody takes it away by hand");
        run.Disturb();
        foreach (var snapshot in _shared)
            try
            {
                Done(ByHand(snapshot, add: false));
                run.Model.Unshared(snapshot);
            }
            catch (AmazonRDSException)
            {
                // Somebody else has deleted it.
            }
        _shared.Clear();
    }

    private Task ByHand(string snapshot, bool add)
    {
        List<string> dev = [run.AwsTopology.Account("dev").AccountId];
        return run
            .Aws.Consoles["prod"]
            .ModifyDBClusterSnapshotAttributeAsync(
                new()
                {
                    DBClusterSnapshotIdentifier = snapshot,
                    AttributeName = "restore",
                    ValuesToAdd = add ? dev : [],
                    ValuesToRemove = add ? [] : dev,
                }
            );
    }

    /// <summary>Makes a snapshot of something else, under the name that a request is going to use.</summary>
    private void TakeName(string account, string cluster, string name, Request row)
    {
        Done(
            run.Aws.Consoles[account]
                .CreateDBClusterSnapshotAsync(
                    new()
                    {
                        DBClusterIdentifier = cluster,
                        DBClusterSnapshotIdentifier = name,
                        Tags = Tags(row),
                    }
                )
        );
        run.Model.Taken($"snapshot/{name}");
    }

    /// <summary>Restores a cluster of their own, under the name that a request is going to use.</summary>
    private void TakeClusterName(string name, Request row)
    {
        Done(
            run.Aws.Consoles["dev"]
                .RestoreDBClusterFromSnapshotAsync(
                    new()
                    {
                        DBClusterIdentifier = name,
                        SnapshotIdentifier = "dev-altplus-cluster-2023-12-21-00-00",
                        Engine = "aurora-mysql",
                        Tags = Tags(row),
                    }
                )
        );
        run.Model.Taken($"cluster/{name}");
    }

    /// <summary>Adds a reader to a cluster of their own, under the name that a request's writer is going to have.</summary>
    private void TakeInstanceName(string name, Request row)
    {
        Done(
            run.Aws.Consoles["dev"]
                .CreateDBInstanceAsync(
                    new()
                    {
                        DBInstanceIdentifier = name,
                        DBClusterIdentifier = "dev-altplus-cluster",
                        DBInstanceClass = "db.r6g.large",
                        Engine = "aurora-mysql",
                        Tags = Tags(row),
                    }
                )
        );
        run.Model.Taken($"instance/{name}");
    }

    /// <summary>None, or those of another installation, which tells the same request and is another's all the same.</summary>
    private List<Tag> Tags(Request row) => run.Random.Next(2) == 0 ? [] : OwnTags.Of(row.Id, "another");

    /// <summary>The dev role loses a right, or has it back.</summary>
    private void LetRole(string account, bool allowCopy)
    {
        var id = run.AwsTopology.Account(account).AccountId;
        var actions = allowCopy
            ? """["*"]"""
            : """["rds:Describe*","rds:Delete*","rds:Modify*","rds:ListTagsForResource","rds:AddTagsToResource","kms:*"]""";
        run.Aws.Control("roles", $$"""{"account":"{{id}}","name":"SnapshotShare","actions":{{actions}}}""");
    }

    /// <summary>The sharing key is disabled in the middle of everything, or enabled again.</summary>
    private void LetKey(string state) =>
        run.Aws.Control(
            "keys",
            $$"""{"key":"arn:aws:kms:ap-northeast-1:987654321000:key/0987dcba-09fe-87dc-65ba-ab0987654321","state":"{{state}}"}"""
        );

    /// <summary>No schedule stands between a console and AWS: it is done when the call returns.</summary>
    private static void Done(Task call) => call.GetAwaiter().GetResult();
}
