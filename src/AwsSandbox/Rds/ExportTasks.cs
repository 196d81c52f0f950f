using System.Text.RegularExpressions;
using SnapshotShare.AwsSandbox.Faults;
using SnapshotShare.AwsSandbox.Iam;
using SnapshotShare.AwsSandbox.Kms;
using SnapshotShare.AwsSandbox.State;
using SnapshotShare.AwsSandbox.Wire;

namespace SnapshotShare.AwsSandbox.Rds;

/// <summary>StartExportTask, DescribeExportTasks and CancelExportTask. There is no S3 here: every bucket of a valid name is taken to be there.</summary>
internal static partial class ExportTasks
{
    private const int LongestName = 60;

    private static readonly string[] Over = ["COMPLETE", "FAILED", "CANCELED", "CANCELING"];

    /// <summary>The data that is exported, as it stood when the task was asked for.</summary>
    private sealed record Source(Snapshot Data, string Arn, string Type, string Status);

    public static Outcome Start(Call call)
    {
        var form = call.Form;
        var (name, bucket, roleArn) = (form.Text("ExportTaskIdentifier")!, form.Text("S3BucketName")!, form.Text("IamRoleArn")!);
        var only = form.List("ExportOnly", "member");
        if ((call.Require("iam:PassRole", roleArn) ?? Identifiers.Check("ExportTaskIdentifier", name, LongestName)) is { } invalid)
            return invalid;
        if (call.World.Exports.Find(call.Place.Key(name)) is not null)
            return RdsFaults.ExportExists(name);
        if (only.FirstOrDefault(one => !PartOfDatabase().IsMatch(one)) is { } wrong)
            return RdsFaults.ExportOnly(wrong);
        var (source, unknown) = Find(call, form.Text("SourceArn")!);
        if (unknown is not null)
            return unknown;
        if (source!.Status != "available")
            return RdsFaults.ExportSourceState(source.Arn, source.Status);
        if (!BucketName().IsMatch(bucket))
            return RdsFaults.Bucket(bucket);
        if (CheckRole(call, roleArn, bucket) is { } notWritable)
            return notWritable;
        var (key, unusable) = Key(call, source);
        return unusable is not null ? unusable : Begin(call, name, source, key!, only);
    }

    public static Outcome Describe(Call call)
    {
        var form = call.Form;
        var (filters, badFilter) = Filters.Read(form, "export-task-identifier", "s3-bucket", "source-arn", "status");
        if ((badFilter ?? Paging.Check(form)) is { } refusal)
            return refusal;
        if (form.Text("SourceType") is not (null or "SNAPSHOT" or "CLUSTER") and var type)
            return RdsFaults.InvalidValue($"Invalid source type: {type}");
        var rows = call.World.Exports.Range(call.Place.Prefix, Paging.After(form));
        if (form.Text("ExportTaskIdentifier") is { } asked)
        {
            if (call.World.Exports.Find(call.Place.Key(asked)) is not { } one)
                return RdsFaults.ExportNotFound(asked);
            rows = [one];
        }
        rows = rows.Where(task =>
            (form.Text("SourceArn") is not { } of || of == task.SourceArn)
            && (form.Text("SourceType") is not { } kind || kind == task.SourceType)
            && filters.Match("export-task-identifier", task.Name)
            && filters.Match("s3-bucket", task.Bucket)
            && filters.Match("source-arn", task.SourceArn)
            && filters.Match("status", task.StatusAt(call.Now))
        );
        return new XmlResult(
            Paging.Page(
                form,
                rows,
                task => task.Place.Key(task.Name),
                "ExportTasks",
                "ExportTask",
                (xml, task) => Write(xml, task, call.Now)
            )
        );
    }

    /// <summary>The files that are in the bucket already stay there.</summary>
    public static Outcome Cancel(Call call)
    {
        var asked = call.Form.Text("ExportTaskIdentifier")!;
        if (call.World.Exports.Find(call.Place.Key(asked)) is not { } task)
            return RdsFaults.ExportNotFound(asked);
        if (Over.Contains(task.StatusAt(call.Now)))
            return RdsFaults.ExportState(task.Name, task.StatusAt(call.Now));
        var canceling = task with
        {
            StartedAt = task.StartedAsOf(call.Now),
            StoppedAtPercent = task.PercentAt(call.Now),
            Life = Timeline.Of(call.Now, call.Takes(call.Durations.CancelExport), "CANCELING", "CANCELED"),
        };
        call.World.Exports.Put(canceling);
        return Answer(call, canceling);
    }

    /// <summary>A task as somebody with every right would start it; null where there is nothing of that ARN.</summary>
    public static ExportTask? By(Accounts accounts, string name, string arn, string bucket, DateTimeOffset now)
    {
        var (ofSnapshot, ofCluster) = (Identifiers.FromArn(arn, "cluster-snapshot"), Identifiers.FromArn(arn, "cluster"));
        var snapshot = ofSnapshot is { } s ? accounts.World.Snapshots.Find(s.Place.Key(s.Name)) : null;
        var cluster = ofCluster is { } c ? accounts.World.Clusters.Find(c.Place.Key(c.Name)) : null;
        if ((ofSnapshot ?? ofCluster)?.Place is not { } place || (snapshot?.SizeGiB ?? cluster?.SizeGiB) is not { } size)
            return null;
        return new(place.Account, place.Region, name)
        {
            SourceArn = arn,
            SourceType = snapshot is null ? "CLUSTER" : "SNAPSHOT",
            SnapshotTime = snapshot?.CreatedAt,
            SizeGiB = size,
            Bucket = bucket,
            RoleArn = $"arn:aws:iam::{place.Account}:role/ExportToS3",
            KmsKeyArn = snapshot?.KmsKeyArn ?? cluster?.KmsKeyArn ?? "",
            Life = Life(accounts.Options, size, now, fails: null),
        };
    }

    /// <summary>Ends what was under way with a task. It stays on the list for good.</summary>
    public static void Settle(Accounts accounts, ExportTask task)
    {
        var life = task.Life!;
        accounts.World.Exports.Put(
            task with
            {
                Life = null,
                Status = life.Then,
                StartedAt = task.StartedAsOf(life.EndsAt),
                EndedAt = life.EndsAt,
            }
        );
    }

    private static (Source? Source, Refusal? Refusal) Find(Call call, string arn)
    {
        if (Identifiers.FromArn(arn, "snapshot") is not null)
            return (null, new(404, "DBSnapshotNotFound", $"DBSnapshot not found: {arn}"));
        if (Identifiers.FromArn(arn, "cluster") is not null)
        {
            return Clusters.Find(call, arn) is { } cluster
                ? (
                    new(
                        CreateAndDeleteSnapshot.Take(call.World, cluster, cluster.Name, "manual", call.Now),
                        cluster.Arn,
                        "CLUSTER",
                        cluster.StatusAt(call.Now)
                    ),
                    null
                )
                : (null, RdsFaults.ClusterNotFound(arn));
        }
        if (Identifiers.FromArn(arn, "cluster-snapshot") is null)
            return (null, RdsFaults.InvalidValue($"Invalid source ARN: {arn}"));
        return Snapshots.FindUsable(call, arn) is { } snapshot && snapshot.Region == call.Region
            ? (new(snapshot, snapshot.Arn, "SNAPSHOT", snapshot.StatusAt(call.Now)), null)
            : (null, RdsFaults.SnapshotNotFound(arn));
    }

    private static Refusal? CheckRole(Call call, string arn, string bucket)
    {
        if (call.World.Roles.Find(arn) is not { } role || role.Account != call.Caller.Account)
            return RdsFaults.RoleNotFound(arn);
        var writer = new Caller(new(role.Account, role.Arn, role.Arn), role.Policies);
        return writer.WhyNot("s3:PutObject", $"arn:aws:s3:::{bucket}/*", call.Region, call.Now) is null
            ? null
            : RdsFaults.RoleMissesRights(arn, bucket);
    }

    private static (Key? Key, Refusal? Refusal) Key(Call call, Source source)
    {
        if (source.Data.KmsKeyArn is { } own)
        {
            var (_, unreadable) = KeyUse.Check(call, source.Data, own, source.Data.Region, KeyUse.SourceWording, KeyUse.Reading);
            if (unreadable is not null)
                return (null, unreadable);
        }
        return KeyUse.Check(call, source.Data, call.Form.Text("KmsKeyId")!, call.Region, KeyUse.SpecifiedWording, KeyUse.Writing);
    }

    private static XmlResult Begin(Call call, string name, Source source, Key key, IReadOnlyList<string> only)
    {
        var fails = call.Accounts.Faults.Take(call, FaultKind.ExportFails);
        var task = new ExportTask(call.Caller.Account, call.Region, name)
        {
            SourceArn = source.Arn,
            SourceType = source.Type,
            SnapshotTime = source.Type == "SNAPSHOT" ? source.Data.CreatedAt : null,
            SizeGiB = source.Data.SizeGiB,
            Only = only,
            Bucket = call.Form.Text("S3BucketName")!,
            Prefix = call.Form.Text("S3Prefix") ?? "",
            RoleArn = call.Form.Text("IamRoleArn")!,
            KmsKeyArn = key.Arn,
            StoppedAtPercent = fails?.Percent,
            Life = Life(call.Accounts.Options, source.Data.SizeGiB, call.Now, fails),
        };
        call.World.Exports.Put(task);
        return Answer(call, task);
    }

    private static Timeline Life(SandboxOptions options, int sizeGiB, DateTimeOffset now, Fault? fails)
    {
        var minutes = options.Durations.ExportTask + (options.Durations.ExportTaskPerGiB * sizeGiB);
        var whole = TimeSpan.FromMinutes(minutes / options.Speed);
        return Timeline.Of(
            now,
            fails is null ? whole : whole * (fails.Percent / 100.0),
            fails is null ? "COMPLETE" : "FAILED",
            ("STARTING", 0.1),
            ("IN_PROGRESS", 1)
        );
    }

    private static XmlResult Answer(Call call, ExportTask task)
    {
        var xml = new XmlText();
        Write(xml, task, call.Now);
        return new(xml.ToString());
    }

    private static void Write(XmlText xml, ExportTask task, DateTimeOffset now)
    {
        var (status, percent) = (task.StatusAt(now), task.PercentAt(now));
        xml.Add("ExportTaskIdentifier", task.Name)
            .Add("SourceArn", task.SourceArn)
            .List("ExportOnly", "member", task.Only)
            .Add("SnapshotTime", task.SnapshotTime)
            .Add("TaskStartTime", task.StartedAsOf(now))
            .Add("TaskEndTime", task.EndedAt)
            .Add("S3Bucket", task.Bucket)
            .Add("S3Prefix", task.Prefix)
            .Add("IamRoleArn", task.RoleArn)
            .Add("KmsKeyId", task.KmsKeyArn)
            .Add("Status", status)
            .Add("PercentProgress", percent)
            .Add("TotalExtractedDataInGB", task.SizeGiB * percent / 100)
            .Add("FailureCause", status == "FAILED" ? "The export task failed because of an internal error." : null)
            .Add("SourceType", task.SourceType);
    }

    /// <summary>A database, or a schema or a table of it.</summary>
    [GeneratedRegex(@"^[^.]+(?:\.[^.]+){0,2}\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex PartOfDatabase();

    [GeneratedRegex(@"^[a-z0-9][a-z0-9.\-]{1,61}[a-z0-9]\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex BucketName();
}
