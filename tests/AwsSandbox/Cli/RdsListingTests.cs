using System.Text.Json.Nodes;

namespace SnapshotShare.AwsSandbox.Tests.Cli;

public sealed class RdsListingTests(SlowAws aws) : IClassFixture<SlowAws>
{
    private const string Snapshots = "rds describe-db-cluster-snapshots";

    [Fact]
    public async Task a_listing_shows_what_is_asked_for_and_shared_ones_only_on_request()
    {
        AwsProgram.Require();
        var own = await ListAsync(As.Dev, Snapshots);
        Assert.Equal(["automated", "manual"], own.Select(Type).Distinct().Order());
        Assert.All(own, s => Assert.StartsWith($"{Cast.Rds}{Cast.Development}:", Arn(s), StringComparison.Ordinal));

        var all = await ListAsync(As.Dev, Snapshots + " --include-shared");
        var shared = Assert.Single(all, s => Type(s) == "shared");
        Assert.Equal(own.Count + 1, all.Count);
        Assert.Equal((Cast.SharedWithDevArn, Cast.SharedWithDevArn), (Name(shared), Arn(shared)));

        var only = Assert.Single(await ListAsync(As.Dev, Snapshots + " --snapshot-type shared"));
        Assert.Equal(Cast.SharedWithDevArn, Name(only));
        Assert.DoesNotContain(await ListAsync(As.Dev, Snapshots + " --snapshot-type manual --include-shared"), s => Type(s) != "manual");
        Assert.Empty(await ListAsync(As.Dev, Snapshots + " --snapshot-type public"));
        var byArn = $"{Snapshots} --include-shared --db-cluster-snapshot-identifier {Cast.SharedWithDevArn}";
        Assert.Equal(Cast.SharedWithDevArn, Name(Assert.Single(await ListAsync(As.Dev, byArn))));
    }

    [Fact]
    public async Task snapshots_are_found_by_cluster_type_and_filter()
    {
        AwsProgram.Require();
        var automated = await ListAsync(As.Prod, $"{Snapshots} --db-cluster-identifier {Cast.ProdCluster} --snapshot-type automated");
        Assert.NotEmpty(automated);
        var filtered = await ListAsync(
            As.Prod,
            $"{Snapshots} --filters Name=db-cluster-id,Values={Cast.ProdCluster} Name=snapshot-type,Values=automated"
        );
        Assert.Equal(automated.Select(Name), filtered.Select(Name));
        var two = await ListAsync(
            As.Prod,
            $"{Snapshots} --filters Name=db-cluster-snapshot-id,Values={Cast.UnderDefaultKey},{Cast.UnderSharingKey},nope"
        );
        Assert.Equal([Cast.UnderDefaultKey, Cast.UnderSharingKey], two.Select(Name).Order());
        var postgres = await ListAsync(As.Prod, $"{Snapshots} --filters Name=engine,Values=aurora-postgresql");
        Assert.NotEmpty(postgres);
        Assert.All(postgres, s => Assert.Equal("aurora-postgresql", (string?)s["Engine"]));
        var one = await ListAsync(
            As.Prod,
            $"{Snapshots} --snapshot-type automated --db-cluster-snapshot-identifier {Cast.Automated.ToUpperInvariant()}"
        );
        Assert.Equal(Cast.Automated, Name(Assert.Single(one)));
        Assert.Empty(await ListAsync(As.Prod, $"{Snapshots} --db-cluster-identifier deleted-long-ago"));
    }

    [Fact]
    public async Task what_AWS_Backup_took_is_listed_by_its_type_and_found_by_its_name()
    {
        AwsProgram.Require();
        var backups = await ListAsync(As.Prod, $"{Snapshots} --snapshot-type awsbackup");
        Assert.Equal(2, backups.Count);
        Assert.All(backups, s => Assert.StartsWith("awsbackup:job-", Name(s), StringComparison.Ordinal));
        var one = await ListAsync(As.Prod, $"{Snapshots} --db-cluster-snapshot-identifier {Name(backups[0])}");
        Assert.Equal("awsbackup", Type(Assert.Single(one)));
    }

    [Fact]
    public async Task a_stopped_cluster_says_when_AWS_starts_it()
    {
        AwsProgram.Require();
        var named = await ListAsync(As.Dev, "rds describe-db-clusters --db-cluster-identifier dev-reports-cluster", "DBClusters");
        var cluster = Assert.Single(named);
        Assert.Equal("stopped", (string?)cluster["Status"]);
        Assert.NotNull((DateTimeOffset?)cluster["AutomaticRestartTime"]);
    }

    [Fact]
    public async Task clusters_and_instances_are_found_by_name_ARN_and_filter()
    {
        AwsProgram.Require();
        const string clusters = "rds describe-db-clusters";
        var all = await ListAsync(As.Dev, clusters, "DBClusters");
        Assert.All(all, c => Assert.Equal(3, c["AvailabilityZones"]!.AsArray().Count));
        var arn = $"{Cast.Rds}{Cast.Development}:cluster:{Cast.DevCluster}";
        var named = Assert.Single(await ListAsync(As.Dev, $"{clusters} --db-cluster-identifier {Cast.DevCluster}", "DBClusters"));
        var byArn = Assert.Single(await ListAsync(As.Dev, $"{clusters} --db-cluster-identifier {arn}", "DBClusters"));
        Assert.Equal(arn, (string?)named["DBClusterArn"]);
        Assert.Equal(arn, (string?)byArn["DBClusterArn"]);
        Assert.Empty(await ListAsync(As.Dev, $"{clusters} --filters Name=db-cluster-id,Values=nope", "DBClusters"));
        Assert.Single(await ListAsync(As.Dev, $"{clusters} --filters Name=db-cluster-id,Values={arn}", "DBClusters"));

        const string instances = "rds describe-db-instances";
        var members = await ListAsync(As.Dev, $"{instances} --filters Name=db-cluster-id,Values={Cast.DevCluster}", "DBInstances");
        var member = Assert.Single(members);
        Assert.Equal((Cast.DevInstance, "available"), ((string?)member["DBInstanceIdentifier"], (string?)member["DBInstanceStatus"]));
        Assert.Matches(@"^dev-altplus\.[a-z0-9]+\.ap-northeast-1\.rds\.amazonaws\.com$", (string?)member["Endpoint"]!["Address"]);
        Assert.Equal(
            Cast.DevInstance,
            (string?)Assert.Single(named["DBClusterMembers"]!.AsArray(), m => (bool)m!["IsClusterWriter"]!)!["DBInstanceIdentifier"]
        );
    }

    [Fact]
    public async Task tags_are_added_listed_shown_and_removed()
    {
        AwsProgram.Require();
        const string resource = $"--resource-name {Cast.Rds}{Cast.Development}:cluster-snapshot:{Cast.DevSnapshot}";
        (
            await aws.RunAsync(
                As.DevAdmin,
                $"rds add-tags-to-resource {resource} --tags Key=owner,Value=judge 'Key=why not,Value=a:b/c=d+e-@'"
            )
        ).Succeeded();
        var tags = await ListAsync(As.DevAdmin, $"rds list-tags-for-resource {resource}", "TagList");
        Assert.Contains(tags, t => ((string?)t["Key"], (string?)t["Value"]) == ("why not", "a:b/c=d+e-@"));
        var shown = Assert.Single(await ListAsync(As.DevAdmin, $"{Snapshots} --db-cluster-snapshot-identifier {Cast.DevSnapshot}"));
        Assert.Contains(shown["TagList"]!.AsArray(), t => (string?)t!["Key"] == "owner");
        (await aws.RunAsync(As.DevAdmin, $"rds remove-tags-from-resource {resource} --tag-keys owner 'why not'")).Succeeded();
        tags = await ListAsync(As.DevAdmin, $"rds list-tags-for-resource {resource}", "TagList");
        Assert.DoesNotContain(tags, t => (string?)t["Key"] is "owner" or "why not");
    }

    [Fact]
    public async Task subnet_groups_and_parameter_groups_are_described()
    {
        AwsProgram.Require();
        var groups = await ListAsync(As.Dev, "rds describe-db-subnet-groups", "DBSubnetGroups");
        var group = Assert.Single(groups, g => (string?)g["DBSubnetGroupName"] == Cast.DevSubnets);
        Assert.Equal(
            ("Complete", $"{Cast.Rds}{Cast.Development}:subgrp:{Cast.DevSubnets}"),
            ((string?)group["SubnetGroupStatus"], (string?)group["DBSubnetGroupArn"])
        );
        Assert.All(group["Subnets"]!.AsArray(), s => Assert.Equal("Active", (string?)s!["SubnetStatus"]));
        Assert.True(group["Subnets"]!.AsArray().Select(s => (string)s!["SubnetAvailabilityZone"]!["Name"]!).Distinct().Count() >= 2);

        const string describe = "rds describe-db-cluster-parameter-groups";
        var parameters = await ListAsync(As.Dev, describe, "DBClusterParameterGroups");
        var mysql = Assert.Single(parameters, p => (string?)p["DBClusterParameterGroupName"] == "default.aurora-mysql8.0");
        Assert.Equal("aurora-mysql8.0", (string?)mysql["DBParameterGroupFamily"]);
        Assert.Equal($"{Cast.Rds}{Cast.Development}:cluster-pg:default.aurora-mysql8.0", (string?)mysql["DBClusterParameterGroupArn"]);
    }

    [Fact]
    public async Task orderable_options_name_the_classes_of_an_engine_version()
    {
        AwsProgram.Require();
        const string describe = "rds describe-orderable-db-instance-options --engine aurora-mysql --engine-version 8.0.mysql_aurora.3.04.1";
        var options = await ListAsync(As.Dev, describe + " --vpc", "OrderableDBInstanceOptions");
        Assert.All(options, o => Assert.Equal("8.0.mysql_aurora.3.04.1", (string?)o["EngineVersion"]));
        Assert.Contains(options, o => (string?)o["DBInstanceClass"] == "db.serverless");
        var one = await ListAsync(As.Dev, describe + " --db-instance-class db.r6g.large", "OrderableDBInstanceOptions");
        Assert.NotEmpty(one);
        Assert.All(
            one,
            o =>
            {
                Assert.Equal("db.r6g.large", (string?)o["DBInstanceClass"]);
                Assert.Contains((string?)o["StorageType"], new[] { "aurora", "aurora-iopt1" });
                Assert.Contains("provisioned", o["SupportedEngineModes"]!.AsArray().Select(m => (string)m!));
                Assert.NotEmpty(o["AvailabilityZones"]!.AsArray());
            }
        );
        Assert.Empty(await ListAsync(As.Dev, describe + " --db-instance-class db.t3.small", "OrderableDBInstanceOptions"));
    }

    [Fact]
    public async Task engine_versions_say_what_is_offered_and_what_each_can_become()
    {
        AwsProgram.Require();
        const string describe = "rds describe-db-engine-versions --engine aurora-postgresql";
        var offered = await ListAsync(As.Dev, describe, "DBEngineVersions");
        var all = await ListAsync(As.Prod, describe + " --include-all", "DBEngineVersions");
        Assert.All(offered, v => Assert.Equal("available", (string?)v["Status"]));
        Assert.Equal(all.Count(v => (string?)v["Status"] == "available"), offered.Count);
        var gone = Assert.Single(all, v => (string?)v["EngineVersion"] == "15.2");
        Assert.Equal(("deprecated", "15"), ((string?)gone["Status"], (string?)gone["MajorEngineVersion"]));
        Assert.Equal(
            (0.5, 128),
            ((double)gone["ServerlessV2FeaturesSupport"]!["MinCapacity"]!, (double)gone["ServerlessV2FeaturesSupport"]!["MaxCapacity"]!)
        );
        Assert.Equal(
            [("15.4", false), ("15.8", false), ("16.4", true)],
            gone["ValidUpgradeTarget"]!.AsArray().Select(t => ((string)t!["EngineVersion"]!, (bool)t["IsMajorVersionUpgrade"]!))
        );
        var one = Assert.Single(await ListAsync(As.DevReader, describe + " --engine-version 15 --default-only", "DBEngineVersions"));
        Assert.Equal("15.8", (string?)one["EngineVersion"]);
    }

    [Fact]
    public async Task quotas_say_how_much_is_used()
    {
        AwsProgram.Require();
        var quotas = await ListAsync(As.Prod, "rds describe-account-attributes", "AccountQuotas");
        var manual = await ListAsync(As.Prod, Snapshots + " --snapshot-type manual");
        var clusters = await ListAsync(As.Prod, "rds describe-db-clusters", "DBClusters");
        Assert.Equal((manual.Count, 100), Quota("ManualClusterSnapshots"));
        Assert.Equal((clusters.Count, 40), Quota("DBClusters"));
        Assert.Equal(40, Quota("DBInstances").Most);

        (int Used, int Most) Quota(string name)
        {
            var quota = Assert.Single(quotas, q => (string?)q["AccountQuotaName"] == name);
            return ((int)quota["Used"]!, (int)quota["Max"]!);
        }
    }

    private async Task<List<JsonNode>> ListAsync(As who, string command, string list = "DBClusterSnapshots") =>
        [.. (await aws.RunAsync(who, command)).Json[list]!.AsArray().Select(item => item!)];

    private static string Name(JsonNode snapshot) => (string)snapshot["DBClusterSnapshotIdentifier"]!;

    private static string Arn(JsonNode snapshot) => (string)snapshot["DBClusterSnapshotArn"]!;

    private static string Type(JsonNode snapshot) => (string)snapshot["SnapshotType"]!;
}
