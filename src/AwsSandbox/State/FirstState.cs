using System.Globalization;
using SnapshotShare.AwsSandbox.Kms;
using SnapshotShare.AwsSandbox.Rds;

namespace SnapshotShare.AwsSandbox.State;

/// <summary>
/// The two accounts as they are found: production with its week of backups, development with one finished trip behind it; in both what an
/// account collects beside that.
/// </summary>
internal static class FirstState
{
    public const string Region = "ap-northeast-1";
    public const string Production = "987654321000";
    public const string Development = "123456789000";
    public const string Operator = "111122223333";
    public const string Stranger = "555566667777";
    private const string AuroraMySql = "8.0.mysql_aurora.3.04.1";
    private const string AuroraMySqlOfToday = "8.0.mysql_aurora.3.08.0";

    private static readonly Place Prod = new(Production, Region);
    private static readonly Place Dev = new(Development, Region);

    public static void Fill(Accounts accounts, DateTimeOffset now)
    {
        FirstIdentities.Fill(accounts.World, accounts.Options.ExternalId);
        FirstNetwork.Fill(accounts.World, Prod, Dev);
        var keys = FillKeys(accounts, now.AddYears(-3));
        FillProduction(accounts.World, keys, now);
        FillDevelopment(accounts.World, keys, now);
        FillGrants(accounts.World, keys, now);
    }

    private sealed record KeyArns(string ProdDefault, string DevDefault, string Sharing);

    private static KeyArns FillKeys(Accounts accounts, DateTimeOffset then)
    {
        var world = accounts.World;
        string Managed(Place place, string id, string service)
        {
            var key = KeyRing.ManagedKey(place, id, service, then);
            world.Keys.Put(key);
            world.Aliases.Put(new(place.Account, place.Region, "alias/aws/" + service, id, then));
            return key.Arn;
        }

        Managed(Prod, "7d3e1f20-4b5a-4c6d-8e9f-0a1b2c3d4e5f", "secretsmanager");
        Managed(Dev, "5b9c8d7e-6f50-4a41-9b32-8c23d14e05f6", "secretsmanager");
        world.Aliases.Put(new(Production, Region, "alias/aws/ebs", null, null));
        world.Aliases.Put(new(Development, Region, "alias/aws/ebs", null, null));
        var sharing = new Key(Production, Region, "0987dcba-09fe-87dc-65ba-ab0987654321")
        {
            Policy = KeyPolicies.SharedWith(Production, Development),
            CreatedAt = then.AddYears(1),
            Description = "Snapshots that development may use",
        };
        world.Keys.Put(sharing);
        world.Aliases.Put(new(Production, Region, "alias/dev-altplus-key", sharing.Id, sharing.CreatedAt));
        return new(
            Managed(Prod, "1234abcd-12ab-34cd-56ef-1234567890ab", "rds"),
            Managed(Dev, "1a2b3c4d-5e6f-1a2b-3c4d-5e6f1a2b3c4d", "rds"),
            sharing.Arn
        );
    }

    private static void FillProduction(World world, KeyArns keys, DateTimeOffset now)
    {
        var main = Cluster(Prod, "prod-altplus-cluster", "aurora-mysql", AuroraMySql, now.AddYears(-2), keys.ProdDefault) with
        {
            BackupRetention = 7,
            BackupWindow = "00:00-00:30",
            DeletionProtection = true,
            Tags = [new("environment", "production"), new("system", "altplus")],
        };
        var orders = Cluster(Prod, "prod-orders-cluster", "aurora-postgresql", "15.4", now.AddYears(-1), keys.ProdDefault) with
        {
            BackupRetention = 3,
            DeletionProtection = true,
            SizeGiB = 120,
            Tags = [new("environment", "production"), new("system", "orders")],
        };
        var batch = Cluster(Prod, "prod-batch-cluster", "aurora-mysql", "8.0.mysql_aurora.3.05.2", now.AddMonths(-5), keys.ProdDefault) with
        {
            SizeGiB = 8,
        };
        // Made lately and without a word about keys, so that it is under one of AWS's own.
        var survey = Cluster(Prod, "prod-survey-cluster", "aurora-mysql", AuroraMySqlOfToday, now.AddDays(-20), keyArn: null) with
        {
            SizeGiB = 2,
            IsUnderAwsOwnedKey = true,
        };
        Put(world, main, "prod-altplus", "db.r6g.large");
        Put(world, main, "prod-altplus-reader", "db.r6g.large", writer: false);
        Put(world, orders, "prod-orders", "db.r6g.xlarge");
        Put(world, batch, "prod-batch", "db.t4g.medium");
        Put(world, survey, "prod-survey", "db.t4g.medium");

        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        world.Backups.Put(new(today));
        foreach (var cluster in new[] { main, orders, batch, survey })
        {
            for (var day = 0; day < cluster.BackupRetention; day++)
                Automated(world, cluster, today.AddDays(-day));
        }
        Automated(world, main, new(2023, 12, 21, 0, 0, 0, TimeSpan.Zero));

        // Of a plan of AWS Backup, which starts at 05:00 where nobody says otherwise, and alone may delete what it takes.
        AwsBackup(world, main, "3f0c6a51-7d2e-4b98-a1c4-5e8f9b0d2a36", today.AddDays(-1).AddHours(5));
        AwsBackup(world, main, "b7e4d9c2-0a58-4f13-8c6d-21f3a7e95b40", today.AddDays(-8).AddHours(5));

        Manual(world, main, "prod-altplus-before-upgrade", now.AddDays(-40), keys.ProdDefault);
        Manual(world, orders, "prod-orders-quarter-end", now.AddDays(-20), keys.Sharing);
        // Shared by hand by nobody knows whom: what a look for drift must find.
        Manual(world, main, "prod-altplus-adhoc-for-dev", now.AddDays(-12), keys.Sharing, Development);
        Manual(world, batch, "prod-batch-to-vendor", now.AddDays(-90), keys.Sharing, Stranger);
    }

    // The finished request of the article: the snapshot that was shared for it is gone, as it should be.
    private static void FillDevelopment(World world, KeyArns keys, DateTimeOffset now)
    {
        var restored = Cluster(Dev, "dev-altplus-cluster", "aurora-mysql", AuroraMySql, now.AddDays(-9), keys.DevDefault) with
        {
            Secret = new(
                $"arn:aws:secretsmanager:{Region}:{Development}:secret:rds!cluster-4f1c2b3a-5d6e-4f70-8192-a3b4c5d6e7f8-hQ7x2c",
                Dev.KmsArn("key/5b9c8d7e-6f50-4a41-9b32-8c23d14e05f6"),
                "active"
            ),
        };
        var sandbox = Cluster(Dev, "dev-playground-cluster", "aurora-postgresql", "15.4", now.AddMonths(-2), keys.DevDefault) with
        {
            SizeGiB = 4,
        };
        var stopped = Cluster(Dev, "dev-reports-cluster", "aurora-mysql", AuroraMySql, now.AddMonths(-1), keys.DevDefault) with
        {
            SizeGiB = 3,
            Status = "stopped",
            RestartsAt = now.AddDays(5),
        };
        Put(world, restored, "dev-altplus", "db.r6g.large");
        Put(world, sandbox, "dev-playground", "db.t4g.medium");
        Put(world, stopped, "dev-reports", "db.t4g.medium");
        var source = world.Clusters.Find(Prod.Key("prod-altplus-cluster"))!;
        world.Snapshots.Put(
            CreateAndDeleteSnapshot.Take(world, source, "dev-altplus-cluster-2023-12-21-00-00", "manual", now.AddDays(-9).AddHours(-1)) with
            {
                Account = Development,
                KmsKeyArn = keys.DevDefault,
                SourceArn = Prod.RdsArn("cluster-snapshot", "from-prod-altplus-cluster-to-dev"),
            }
        );
        // Another team's SnapshotShare works in the same account, and its things are none of ours.
        world.Snapshots.Put(
            CreateAndDeleteSnapshot.Take(
                world,
                world.Clusters.Find(Prod.Key("prod-orders-cluster"))!,
                "team-b-orders-r4t8w2ze",
                "manual",
                now.AddDays(-2)
            ) with
            {
                Account = Development,
                KmsKeyArn = keys.DevDefault,
                SourceArn = Prod.RdsArn("cluster-snapshot", "from-prod-orders-cluster-r4t8w2ze"),
                Tags = [new("snapshotshare:request", "r4t8w2ze6k3mhq9b"), new("snapshotshare:installation", "vt5n8cye2xk7dgqw")],
            }
        );
        Automated(world, restored, new(now.UtcDateTime.Date, TimeSpan.Zero));
        Manual(world, sandbox, "dev-playground-before-experiment", now.AddDays(-3), keys.DevDefault);
    }

    // RDS leaves a grant where it may need a key again: development's of the finished trip, and one of production's own.
    private static void FillGrants(World world, KeyArns keys, DateTimeOffset now)
    {
        var main = world.Clusters.Find(Prod.Key("prod-altplus-cluster"))!;
        const string roleOfRds = $"arn:aws:iam::{Development}:role/aws-service-role/rds.amazonaws.com/AWSServiceRoleForRDS";
        Grant(world, keys.Sharing, roleOfRds, Development, main, now.AddDays(-9).AddHours(-1));
        Grant(world, keys.ProdDefault, $"rds.{Region}.amazonaws.com", Production, main, main.CreatedAt);
    }

    private static void Grant(World world, string keyArn, string grantee, string issuer, Cluster cluster, DateTimeOffset at) =>
        world.Grants.Put(
            new(keyArn, Sha256("grant on " + keyArn), Sha256("token of " + keyArn), grantee, KeyUse.Operations, at)
            {
                IssuingAccount = issuer,
                Retiring = $"rds.{Region}.amazonaws.com",
                ContextSubset = new Dictionary<string, string>(StringComparer.Ordinal) { ["aws:rds:dbc-id"] = cluster.ResourceId },
            }
        );

    private static Cluster Cluster(Place place, string name, string engine, string version, DateTimeOffset created, string? keyArn) =>
        new(place.Account, place.Region, name)
        {
            ResourceId = "cluster-" + Hash(place.Account + name),
            Engine = engine,
            EngineVersion = version,
            // A word that PostgreSQL keeps for itself where MySQL takes it.
            MasterUsername = engine == Engines.PostgreSql ? "postgres" : "admin",
            CreatedAt = created,
            SubnetGroup = place == Prod ? FirstNetwork.ProdGroup : FirstNetwork.DevGroup,
            SecurityGroups = [place == Prod ? FirstNetwork.ProdSecurity : FirstNetwork.DevSecurity],
            ParameterGroup = "default." + Engines.Family(engine, version),
            HostHash = ClusterSettings.HostHash(place),
            Port = Engines.Port(engine),
            DatabaseName = "altplus",
            KmsKeyArn = keyArn,
            RestorableFrom = created,
        };

    private static void Put(World world, Cluster cluster, string name, string instanceClass, bool writer = true)
    {
        world.Clusters.Put(cluster);
        world.Instances.Put(
            new(cluster.Account, cluster.Region, name)
            {
                ResourceId = "db-" + Hash(cluster.Account + name),
                Cluster = cluster.Name,
                Class = instanceClass,
                Engine = cluster.Engine,
                EngineVersion = cluster.EngineVersion,
                SubnetGroup = cluster.SubnetGroup,
                ParameterGroup = cluster.ParameterGroup,
                Zone = Zones.Of(cluster.Region)[writer ? 0 : 1],
                HostHash = cluster.HostHash,
                CreatedAt = cluster.CreatedAt.AddMinutes(10),
                IsWriter = writer,
                Port = cluster.Port,
                KmsKeyArn = cluster.KmsKeyArn,
                IsUnderAwsOwnedKey = cluster.IsUnderAwsOwnedKey,
                Status = cluster.Status,
            }
        );
    }

    private static void Automated(World world, Cluster cluster, DateTimeOffset at)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"rds:{cluster.Name}-{at:yyyy-MM-dd-HH-mm}");
        var cameFirst = cluster.CreatedAt < at ? cluster.CreatedAt : at.AddYears(-1);
        world.Snapshots.Put(
            CreateAndDeleteSnapshot.Take(world, cluster, name, "automated", at.AddMinutes(3)) with
            {
                ClusterCreatedAt = cameFirst,
            }
        );
    }

    private static void AwsBackup(World world, Cluster cluster, string job, DateTimeOffset at) =>
        world.Snapshots.Put(CreateAndDeleteSnapshot.Take(world, cluster, "awsbackup:job-" + job, Snapshots.OfAwsBackup, at));

    private static void Manual(World world, Cluster cluster, string name, DateTimeOffset at, string keyArn, string? sharedWith = null) =>
        world.Snapshots.Put(
            CreateAndDeleteSnapshot.Take(world, cluster, name, "manual", at) with
            {
                KmsKeyArn = keyArn,
                Shares = sharedWith is null ? [] : [new Share(sharedWith, at.AddHours(1))],
            }
        );

    private static string Hash(string text) => Sha256(text)[..26].ToUpperInvariant();

    private static string Sha256(string text) => Wire.SigV4.Hash(System.Text.Encoding.UTF8.GetBytes(text));
}
