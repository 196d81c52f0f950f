using System.Text.Json.Nodes;

namespace SnapshotShare.AwsSandbox.Tests.Cli;

/// <summary>The whole procedure of sharing a snapshot across accounts, typed by hand, account by account.</summary>
public sealed class WholeTripTests(FastAws aws) : IClassFixture<FastAws>
{
    private const string ForSharing = "from-prod-altplus-cluster-to-dev";
    private const string ForSharingArn = Cast.Rds + Cast.Production + ":cluster-snapshot:" + ForSharing;
    private const string Copied = "dev-altplus-cluster-2";
    private const string DescribeSnapshot = "rds describe-db-cluster-snapshots --db-cluster-snapshot-identifier ";
    private const string DescribeShared = "rds describe-db-cluster-snapshots --snapshot-type shared";
    private const string DescribeCluster = "rds describe-db-clusters --db-cluster-identifier dev-trip";
    private const string DescribeInstance = "rds describe-db-instances --db-instance-identifier dev-trip-1";

    [Fact]
    public async Task a_snapshot_travels_from_production_to_development_and_leaves_nothing_behind()
    {
        AwsProgram.Require();
        await EveryAccountIsWhoItSays();
        var automated = await TheNewestAutomatedSnapshot();
        await CopyItUnderTheSharingKey(automated);
        await ShareItAndSeeIt();
        await CopyItUnderDevelopmentsOwnKey();
        await RestoreIt();
        await StopSharingAndProveIt();
        await DeleteEverything();
    }

    private async Task EveryAccountIsWhoItSays()
    {
        foreach (var (who, account) in new[] { (As.Prod, Cast.Production), (As.Dev, Cast.Development) })
        {
            var identity = (await aws.RunAsync(who, "sts get-caller-identity")).Json;
            Assert.Equal(account, (string?)identity["Account"]);
            Assert.Equal($"arn:aws:sts::{account}:assumed-role/SnapshotShare/judge", (string?)identity["Arn"]);
            Assert.Matches("^AROA[A-Z0-9]+:judge$", (string?)identity["UserId"]);
        }
    }

    private async Task<string> TheNewestAutomatedSnapshot()
    {
        const string command = $"rds describe-db-cluster-snapshots --db-cluster-identifier {Cast.ProdCluster} --snapshot-type automated";
        var snapshots = (await aws.RunAsync(As.Prod, command)).Json["DBClusterSnapshots"]!.AsArray();
        Assert.True(snapshots.Count >= 7);
        Assert.All(
            snapshots,
            snapshot =>
            {
                var name = (string)snapshot!["DBClusterSnapshotIdentifier"]!;
                Assert.Matches(@$"^rds:{Cast.ProdCluster}-\d{{4}}-\d\d-\d\d-\d\d-\d\d$", name);
                Assert.Equal($"{Cast.Rds}{Cast.Production}:cluster-snapshot:{name}", (string?)snapshot["DBClusterSnapshotArn"]);
                Assert.Equal(("automated", "available", 100), State(snapshot));
                Assert.Equal(Cast.ProdDefaultKey, (string?)snapshot["KmsKeyId"]);
                Assert.True((bool)snapshot["StorageEncrypted"]!);
                Assert.Equal("aurora-mysql", (string?)snapshot["Engine"]);
            }
        );
        var key = (await aws.RunAsync(As.Prod, "kms describe-key --key-id alias/aws/rds")).Json["KeyMetadata"]!;
        Assert.Equal(("AWS", Cast.ProdDefaultKey), ((string)key["KeyManager"]!, (string)key["Arn"]!));

        var newest = (string)snapshots.MaxBy(s => (string)s!["SnapshotCreateTime"]!)!["DBClusterSnapshotIdentifier"]!;
        var share = await aws.RunAsync(
            As.Prod,
            $"rds modify-db-cluster-snapshot-attribute --db-cluster-snapshot-identifier {newest} --attribute-name restore --values-to-add {Cast.Development}"
        );
        share.Refused(400, "InvalidParameterValue", "The parameter DBClusterSnapshotIdentifier is not a valid identifier. …");
        return newest;
    }

    private async Task CopyItUnderTheSharingKey(string automated)
    {
        var answer = await aws.RunAsync(
            As.Prod,
            $"rds copy-db-cluster-snapshot --source-db-cluster-snapshot-identifier {automated} --target-db-cluster-snapshot-identifier {ForSharing} --kms-key-id {Cast.SharingAlias} --tags Key=purpose,Value=sharing"
        );
        var copy = answer.Json["DBClusterSnapshot"]!;
        Assert.Equal(("manual", "copying", 0), State(copy));
        Assert.Equal(Cast.SharingKey, (string?)copy["KmsKeyId"]);
        Assert.Equal($"{Cast.Rds}{Cast.Production}:cluster-snapshot:{automated}", (string?)copy["SourceDBClusterSnapshotArn"]);
        await UntilAvailable(As.Prod, ForSharing);
        (await aws.RunAsync(As.Prod, $"rds wait db-cluster-snapshot-available --db-cluster-snapshot-identifier {ForSharing}")).Succeeded();
    }

    private async Task ShareItAndSeeIt()
    {
        Assert.DoesNotContain(await Shared(), s => (string?)s!["DBClusterSnapshotArn"] == ForSharingArn);
        Assert.Empty(await HoldersOf(ForSharing));

        var share = await aws.RunAsync(
            As.Prod,
            $"rds modify-db-cluster-snapshot-attribute --db-cluster-snapshot-identifier {ForSharing} --attribute-name restore --values-to-add {Cast.Development}"
        );
        Assert.Equal([Cast.Development], Holders(share));
        Assert.Equal([Cast.Development], await HoldersOf(ForSharing));

        var listing = await aws.UntilAsync(As.Dev, DescribeShared, answer => Find(answer, ForSharingArn) is not null);
        var shared = Find(listing, ForSharingArn)!;
        Assert.Equal(ForSharingArn, (string?)shared["DBClusterSnapshotIdentifier"]);
        Assert.Equal("shared", (string?)shared["SnapshotType"]);
        Assert.Equal("available", (string?)shared["Status"]);
        Assert.Equal(Cast.ProdCluster, (string?)shared["DBClusterIdentifier"]);
        Assert.Equal(Cast.SharingKey, (string?)shared["KmsKeyId"]);
        Assert.Empty(shared["TagList"]?.AsArray() ?? []);

        (await aws.RunAsync(As.Dev, DescribeSnapshot + ForSharing)).Refused(
            404,
            "DBClusterSnapshotNotFoundFault",
            $"DBClusterSnapshot not found: {ForSharing}"
        );
    }

    private async Task CopyItUnderDevelopmentsOwnKey()
    {
        var answer = await aws.RunAsync(
            As.Dev,
            $"rds copy-db-cluster-snapshot --source-db-cluster-snapshot-identifier {ForSharingArn} --target-db-cluster-snapshot-identifier {Copied} --kms-key-id alias/aws/rds"
        );
        var copy = answer.Json["DBClusterSnapshot"]!;
        Assert.Equal(("manual", "copying", 0), State(copy));
        Assert.Equal(Cast.DevDefaultKey, (string?)copy["KmsKeyId"]);
        Assert.Equal(ForSharingArn, (string?)copy["SourceDBClusterSnapshotArn"]);
        Assert.Equal($"{Cast.Rds}{Cast.Development}:cluster-snapshot:{Copied}", (string?)copy["DBClusterSnapshotArn"]);
        await UntilAvailable(As.Dev, Copied);
    }

    private async Task RestoreIt()
    {
        var answer = await aws.RunAsync(
            As.Dev,
            $"rds restore-db-cluster-from-snapshot --db-cluster-identifier dev-trip --snapshot-identifier {Copied} --engine aurora-mysql --db-subnet-group-name {Cast.DevSubnets} --vpc-security-group-ids sg-0d3adb33f01230de1"
        );
        var cluster = answer.Json["DBCluster"]!;
        Assert.Equal("creating", (string?)cluster["Status"]);
        Assert.Empty(cluster["DBClusterMembers"]!.AsArray());
        Assert.Equal(Cast.DevDefaultKey, (string?)cluster["KmsKeyId"]);

        var restored = await aws.UntilAsync(As.Dev, DescribeCluster, a => (string?)Only(a, "DBClusters")["Status"] == "available");
        Assert.Matches(
            $@"^dev-trip\.cluster-[a-z0-9]+\.{Cast.Region}\.rds\.amazonaws\.com$",
            (string?)Only(restored, "DBClusters")["Endpoint"]
        );
        Assert.Empty(Only(restored, "DBClusters")["DBClusterMembers"]!.AsArray());

        answer = await aws.RunAsync(
            As.Dev,
            "rds create-db-instance --db-instance-identifier dev-trip-1 --db-cluster-identifier dev-trip --db-instance-class db.r6g.large --engine aurora-mysql --no-publicly-accessible"
        );
        Assert.Equal("creating", (string?)answer.Json["DBInstance"]!["DBInstanceStatus"]);
        await aws.UntilAsync(As.Dev, DescribeInstance, a => (string?)Only(a, "DBInstances")["DBInstanceStatus"] == "available");
        (await aws.RunAsync(As.Dev, "rds wait db-instance-available --db-instance-identifier dev-trip-1")).Succeeded();

        await aws.RunAsync(
            As.Dev,
            "rds modify-db-cluster --db-cluster-identifier dev-trip --manage-master-user-password --apply-immediately"
        );
        var secured = await aws.UntilAsync(
            As.Dev,
            DescribeCluster,
            a => (string?)Only(a, "DBClusters")["MasterUserSecret"]?["SecretStatus"] == "active"
        );
        var ready = Only(secured, "DBClusters");
        Assert.Matches(
            $"^arn:aws:secretsmanager:{Cast.Region}:{Cast.Development}:secret:rds!cluster-[0-9a-f-]{{36}}-[A-Za-z0-9]{{6}}$",
            (string?)ready["MasterUserSecret"]!["SecretArn"]
        );
        var member = Assert.Single(ready["DBClusterMembers"]!.AsArray())!;
        Assert.Equal("dev-trip-1", (string?)member["DBInstanceIdentifier"]);
        Assert.True((bool)member["IsClusterWriter"]!);
    }

    private async Task StopSharingAndProveIt()
    {
        var unshare = await aws.RunAsync(
            As.Prod,
            $"rds modify-db-cluster-snapshot-attribute --db-cluster-snapshot-identifier {ForSharing} --attribute-name restore --values-to-remove {Cast.Development}"
        );
        Assert.Empty(Holders(unshare));
        Assert.Empty(await HoldersOf(ForSharing));
        await aws.UntilAsync(As.Dev, DescribeShared, answer => Find(answer, ForSharingArn) is null);
        (await aws.RunAsync(As.Dev, DescribeSnapshot + ForSharingArn + " --include-shared")).Refused(
            404,
            "DBClusterSnapshotNotFoundFault",
            $"DBClusterSnapshot not found: {ForSharingArn}"
        );
    }

    private async Task DeleteEverything()
    {
        var deleted = await aws.RunAsync(As.Prod, $"rds delete-db-cluster-snapshot --db-cluster-snapshot-identifier {ForSharing}");
        Assert.Equal("available", (string?)deleted.Json["DBClusterSnapshot"]!["Status"]);
        await UntilGone(As.Prod, DescribeSnapshot + ForSharing, "DBClusterSnapshotNotFoundFault");

        const string deleteCluster = "rds delete-db-cluster --db-cluster-identifier dev-trip --skip-final-snapshot";
        (await aws.RunAsync(As.Dev, deleteCluster)).Refused(
            400,
            "InvalidDBClusterStateFault",
            "Cluster cannot be deleted, it still contains DB instances in non-deleting state."
        );
        deleted = await aws.RunAsync(As.Dev, "rds delete-db-instance --db-instance-identifier dev-trip-1 --skip-final-snapshot");
        Assert.Equal("deleting", (string?)deleted.Json["DBInstance"]!["DBInstanceStatus"]);
        await UntilGone(As.Dev, DescribeInstance, "DBInstanceNotFound");
        (await aws.RunAsync(As.Dev, deleteCluster)).Succeeded();
        await UntilGone(As.Dev, DescribeCluster, "DBClusterNotFoundFault");
        (await aws.RunAsync(As.Dev, "rds wait db-cluster-deleted --db-cluster-identifier dev-trip")).Succeeded();

        (await aws.RunAsync(As.Dev, $"rds delete-db-cluster-snapshot --db-cluster-snapshot-identifier {Copied}")).Succeeded();
        await UntilGone(As.Dev, DescribeSnapshot + Copied, "DBClusterSnapshotNotFoundFault");
    }

    private Task UntilAvailable(As who, string snapshot) =>
        aws.UntilAsync(who, DescribeSnapshot + snapshot, a => State(Only(a, "DBClusterSnapshots")) == ("manual", "available", 100));

    private Task UntilGone(As who, string command, string code) => aws.UntilAsync(who, command, answer => answer.Code == code);

    private async Task<JsonArray> Shared() => (await aws.RunAsync(As.Dev, DescribeShared)).Json["DBClusterSnapshots"]!.AsArray();

    private async Task<IEnumerable<string>> HoldersOf(string snapshot) =>
        Holders(await aws.RunAsync(As.Prod, "rds describe-db-cluster-snapshot-attributes --db-cluster-snapshot-identifier " + snapshot));

    private static IEnumerable<string> Holders(CliAnswer answer)
    {
        var attributes = answer.Json["DBClusterSnapshotAttributesResult"]!["DBClusterSnapshotAttributes"]!.AsArray();
        var restore = Assert.Single(attributes, a => (string?)a!["AttributeName"] == "restore")!;
        return restore["AttributeValues"]!.AsArray().Select(value => (string)value!);
    }

    private static JsonNode? Find(CliAnswer listing, string arn) =>
        listing.Json["DBClusterSnapshots"]!.AsArray().FirstOrDefault(s => (string?)s!["DBClusterSnapshotArn"] == arn);

    private static JsonNode Only(CliAnswer answer, string list) => Assert.Single(answer.Json[list]!.AsArray())!;

    private static (string Type, string Status, int Percent) State(JsonNode snapshot) =>
        ((string)snapshot["SnapshotType"]!, (string)snapshot["Status"]!, (int)snapshot["PercentProgress"]!);
}
