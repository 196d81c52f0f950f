using System.Globalization;
using Amazon.RDS.Model;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Observing;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Text;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Workflows.Steps;

/// <summary>⑥ The finished cluster and its writer are held against the approved plan, before anybody is told how to connect.</summary>
public sealed class VerifyCluster : LookingStep
{
    public override StepName Name => StepName.VerifyCluster;

    public override int Number => 6;

    public override StepSide Side => StepSide.Target;

    public override Reads Reads => Reads.TargetClusters | Reads.TargetInstances;

    public override int SightingsNeeded => 1;

    public override TimeSpan? UsualTime => null;

    public override TimeSpan Deadline => TimeSpan.FromHours(1);

    public override Undoing? Undoing => null;

    public override ShareEffect OnShare(Plan plan) => ShareEffect.None;

    public override Observation Observe(StepContext context)
    {
        // Both had been seen whole: what is not there any more, somebody removed.
        if (ClusterRules.Cluster(context) is not { } cluster)
            return Vanished(context, StepName.RestoreCluster, context.Plan.TargetCluster!);
        if (ClusterRules.Writer(context) is not { } writer)
            return Vanished(context, StepName.CreateWriter, context.Plan.WriterInstance!);
        if (cluster.Status != "available")
            return ClusterRules.StatusOf(cluster.Status, cluster.DBClusterArn, cluster.PercentProgress, context);
        if (writer.DBInstanceStatus != "available")
            return ClusterRules.StatusOf(writer.DBInstanceStatus, writer.DBInstanceArn, writer.PercentProgress, context);
        var differences = Compared(context, cluster, writer).Where(fact => !fact.IsSame).ToList();
        return differences.Count == 0
            ? Seen([.. Compared(context, cluster, writer).Select(Evidence)])
            : Differs(context, cluster, writer, differences);
    }

    public override IReadOnlyList<string> Commands(StepContext context) =>
        [
            $"aws rds describe-db-clusters --db-cluster-identifier {AwsCli.Quote(context.Plan.TargetCluster!)}",
            $"aws rds describe-db-instances --db-instance-identifier {AwsCli.Quote(context.Plan.WriterInstance!)}",
        ];

    /// <summary>Everything that an approver was shown of the cluster and AWS tells afterwards.</summary>
    private static IEnumerable<Fact> Compared(StepContext context, DBCluster cluster, DBInstance writer)
    {
        var (plan, restore) = (context.Plan, context.Plan.Restore!);
        yield return new("encrypted", "true", Said(cluster.StorageEncrypted == true && writer.StorageEncrypted == true));
        yield return new("key", plan.TargetKey.Arn, cluster.KmsKeyId ?? "-")
        {
            IsSame = IsTargetsKey(plan, plan.TargetKey, cluster.KmsKeyId),
        };
        yield return new("publiclyAccessible", "false", Said(writer.PubliclyAccessible == true || cluster.PubliclyAccessible == true));
        yield return Named("subnetGroup", restore.SubnetGroup, cluster.DBSubnetGroup);
        yield return restore.ClusterParameterGroup is { } group
            ? Named("parameterGroup", group, cluster.DBClusterParameterGroup)
            : new("parameterGroup", $"{DefaultGroups}*", cluster.DBClusterParameterGroup ?? "-")
            {
                IsSame = cluster.DBClusterParameterGroup?.StartsWith(DefaultGroups, StringComparison.Ordinal) == true,
            };
        yield return new("securityGroups", Listed(restore.SecurityGroups), Listed(Active(cluster.VpcSecurityGroups)));
        yield return new("writerSecurityGroups", Listed(restore.SecurityGroups), Listed(Active(writer.VpcSecurityGroups)));
        yield return new("instanceClass", restore.InstanceClass, writer.DBInstanceClass ?? "-");
        yield return new("engineVersion", plan.EngineVersion, cluster.EngineVersion ?? "-");
        if (restore.MinCapacity is not null)
            yield return new("capacity", Range(restore.MinCapacity, restore.MaxCapacity), Range(cluster.ServerlessV2ScalingConfiguration));
        foreach (var fact in restore.Settings is { } settings ? Compared(settings, cluster, writer) : [])
            yield return fact;
        yield return new("deletionProtection", "false", Said(cluster.DeletionProtection == true));
        var members = (cluster.DBClusterMembers ?? [])
            .Select(member => member.DBInstanceIdentifier)
            .Where(name => name != writer.DBInstanceIdentifier);
        yield return new("otherInstances", "-", Listed(members) is { Length: > 0 } others ? others : "-");
        yield return new("masterSecret", "active", cluster.MasterUserSecret?.SecretStatus ?? "none");
        if (restore.SecretKey is { } secretKey && cluster.MasterUserSecret is { } secret)
            yield return new("secretKey", secretKey.Arn, secret.KmsKeyId ?? "-")
            {
                IsSame = IsTargetsKey(plan, secretKey, secret.KmsKeyId),
            };
        yield return Tagged("clusterTag", cluster.TagList);
        yield return Tagged("writerTag", writer.TagList);
        // Last, for the other cures go by the names of now. What is handed out goes by the approved ones.
        yield return new("clusterName", plan.TargetCluster!, cluster.DBClusterIdentifier)
        {
            IsSame = StepContext.Same(plan.TargetCluster, cluster.DBClusterIdentifier),
        };
        yield return new("writerName", plan.WriterInstance!, writer.DBInstanceIdentifier)
        {
            IsSame = StepContext.Same(plan.WriterInstance, writer.DBInstanceIdentifier),
        };

        // AWS keeps the names of groups in lower case.
        static Fact Named(string name, string approved, string? found) =>
            new(name, approved, found ?? "-") { IsSame = StepContext.Same(approved, found) };

        Fact Tagged(string name, List<Tag>? tags) =>
            new(name, OwnTags.Told(context.Request.Id, context.Request.Installation), OwnTags.Told(tags)) { IsSame = context.IsOurs(tags) };
    }

    /// <summary>A key that could not be described when it was planned is known by its alias: then its account and Region must do.</summary>
    private static bool IsTargetsKey(Plan plan, PlanKey key, string? found) =>
        key.Arn.Contains(":alias/", StringComparison.Ordinal)
            ? found?.Contains($":{plan.To.Region}:{plan.To.AccountId}:key/", StringComparison.Ordinal) == true
            : found == key.Arn;

    /// <summary>The settings that AWS would otherwise choose.</summary>
    private static IEnumerable<Fact> Compared(RestoreSettings settings, DBCluster cluster, DBInstance writer)
    {
        yield return new("backupRetention", Text(settings.BackupRetention), Text(cluster.BackupRetentionPeriod));
        // AWS leaves it out where it is the standard one.
        yield return new("storageType", settings.StorageType, cluster.StorageType ?? RestoreSettings.Standard);
        if (cluster.EngineLifecycleSupport is { } support)
            yield return new("extendedSupport", ClusterRules.LifecycleSupport(settings), support);
        yield return new("iamAuthentication", Said(settings.IamAuthentication), Said(cluster.IAMDatabaseAuthenticationEnabled == true));
        if (settings.Port is { } port)
            yield return new("port", Text(port), Text(cluster.Port));
        if (settings.Zone is { } zone)
            yield return new("zone", zone, writer.AvailabilityZone ?? "-");

        static string Text(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "-";
    }

    private static Observation.Wrong Vanished(StepContext context, StepName maker, string what) =>
        new(
            new Finding(
                "vanished",
                Severity.Blocking,
                context.Plan.To.Account,
                what,
                Message.Of("finding.vanished", ("step", maker.ToString())),
                Message.Of("remedy.ask-again")
            ),
            Final: true
        );

    private static Observation.Wrong Differs(StepContext context, DBCluster cluster, DBInstance writer, List<Fact> differences)
    {
        var told = differences.Select(fact => Message.Of($"differs.{fact.Name}", ("wanted", fact.Approved), ("is", fact.Found))).ToList();
        return new(
            new Finding(
                "cluster-differs",
                Severity.Blocking,
                context.Plan.To.Account,
                cluster.DBClusterArn,
                Message.Of("finding.cluster-differs", ("cluster", cluster.DBClusterIdentifier)).With("what", told),
                Message.Of("remedy.cluster-differs", ("cluster", cluster.DBClusterIdentifier)),
                Cure(context, cluster, writer, differences)
            ),
            Final: false
        );
    }

    /// <summary>The commands that put right what can be changed in place; null where only another cluster would do.</summary>
    private static string? Cure(StepContext context, DBCluster foundCluster, DBInstance foundWriter, List<Fact> differences)
    {
        var (plan, restore) = (context.Plan, context.Plan.Restore!);
        var cluster = $"aws rds modify-db-cluster --db-cluster-identifier {foundCluster.DBClusterIdentifier} --apply-immediately";
        var writer = $"aws rds modify-db-instance --db-instance-identifier {foundWriter.DBInstanceIdentifier} --apply-immediately";
        var tags = string.Join(' ', context.Tags.Select(tag => $"Key={tag.Key},Value={tag.Value}"));
        var lines = differences.Select(fact =>
            fact.Name switch
            {
                "publiclyAccessible" => $"{writer} --no-publicly-accessible",
                "securityGroups" or "writerSecurityGroups" =>
                    $"{cluster} --vpc-security-group-ids {string.Join(' ', restore.SecurityGroups)}",
                // It applies once the writer was started anew.
                "parameterGroup" when restore.ClusterParameterGroup is { } group =>
                    $"{cluster} --db-cluster-parameter-group-name {group}\naws rds reboot-db-instance --db-instance-identifier {plan.WriterInstance}",
                "instanceClass" => $"{writer} --db-instance-class {restore.InstanceClass}",
                "deletionProtection" => $"{cluster} --no-deletion-protection",
                "backupRetention" => $"{cluster} --backup-retention-period {fact.Approved}",
                "storageType" => $"{cluster} --storage-type {fact.Approved}",
                "iamAuthentication" => fact.Approved == "true"
                    ? $"{cluster} --enable-iam-database-authentication"
                    : $"{cluster} --no-enable-iam-database-authentication",
                "port" => $"{cluster} --port {fact.Approved}",
                // A secret keeps its key; another one is made under the right key.
                "secretKey" => $"{cluster} --no-manage-master-user-password --master-user-password \"$(openssl rand -hex 20)\"\n"
                    + $"{cluster} --manage-master-user-password --master-user-secret-kms-key-id {fact.Approved}",
                "masterSecret" => restore.SecretKey is { } key
                    ? $"{cluster} --manage-master-user-password --master-user-secret-kms-key-id {key.Arn}"
                    : $"{cluster} --manage-master-user-password",
                "clusterName" => $"{cluster} --new-db-cluster-identifier {plan.TargetCluster}",
                "writerName" => $"{writer} --new-db-instance-identifier {plan.WriterInstance}",
                "clusterTag" => $"aws rds add-tags-to-resource --resource-name {foundCluster.DBClusterArn} --tags {tags}",
                "writerTag" => $"aws rds add-tags-to-resource --resource-name {foundWriter.DBInstanceArn} --tags {tags}",
                _ => null,
            }
        );
        var cure = string.Join('\n', lines.OfType<string>().Distinct(StringComparer.Ordinal));
        return cure.Length > 0 ? cure : null;
    }

    /// <summary>AWS's own groups, one for each family of engines: what a cluster has for which none was chosen.</summary>
    private const string DefaultGroups = "default.";

    private static (string Name, string? Value) Evidence(Fact fact) => (char.ToUpperInvariant(fact.Name[0]) + fact.Name[1..], fact.Found);

    private static IEnumerable<string> Active(List<VpcSecurityGroupMembership>? groups) =>
        (groups ?? []).Where(group => group.Status is "active" or "adding").Select(group => group.VpcSecurityGroupId);

    private static string Listed(IEnumerable<string> names) => string.Join(", ", names.Order(StringComparer.Ordinal));

    private static string Said(bool value) => value ? "true" : "false";

    private static string Range(ServerlessV2ScalingConfigurationInfo? scaling) => Range(scaling?.MinCapacity, scaling?.MaxCapacity);

    private static string Range(double? least, double? most) => string.Create(CultureInfo.InvariantCulture, $"{least}–{most} ACU");

    private sealed record Fact(string Name, string Approved, string Found)
    {
        public bool IsSame { get; init; } = string.Equals(Approved, Found, StringComparison.Ordinal);
    }
}
