using Amazon.RDS;
using Amazon.RDS.Model;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Requests;

namespace SnapshotShare.Simulation.Tests;

/// <summary>Somebody with a console in the same accounts, who knows nothing of the product and undoes, takes and shares what he likes.</summary>
internal sealed class Strangers(SimulatedRun run)
{
    /// <summary>A manual snapshot already under the sharing key.</summary>
    public const string Shareable = "prod-orders-quarter-end";

    private readonly List<string> _shared = [];
    private int _handsLeft = 4;

    /// <summary>When the key and the role are as they were again.</summary>
    public DateTime? KeyBackAt { get; private set; }

    /// <summary>When the share by hand is taken away by hand.</summary>
    public DateTime? HandsOffAt { get; private set; }

    public bool MayShare => run.Scenario.AsItIs && _handsLeft > 0;

    /// <summary>Somebody does something in the accounts behind our back.</summary>
    public void Meddle()
    {
        var row = run.Rows.Request(run.People.AnyRequest());
        var what = run.Random.Next(11);
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
            case 8 when row.Plan.TargetCluster is { } cluster && !run.Model.IsMade($"cluster/{cluster}"):
                TakeClusterName(cluster, row);
                break;
            case 9 when row.Plan.WriterInstance is { } writer && !run.Model.IsMade($"instance/{writer}"):
                TakeInstanceName(writer, row);
                break;
            case 10:
                Share(row.Plan.SharingSnapshot);
                break;
            case 7:
                LetKey("Disabled");
                KeyBackAt = run.Time.Now.AddMinutes(run.Random.Next(1, 90));
                break;
            default:
                LetRole("dev", allowCopy: false);
                KeyBackAt = run.Time.Now.AddMinutes(run.Random.Next(1, 90));
                break;
        }
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
