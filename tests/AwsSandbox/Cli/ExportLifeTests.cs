using System.Text.Json.Nodes;

namespace SnapshotShare.AwsSandbox.Tests.Cli;

public sealed class ExportLifeTests(FastAws aws) : IClassFixture<FastAws>
{
    private const string List = "rds describe-export-tasks";

    [Fact]
    public async Task an_export_is_started_listed_filtered_paged_and_canceled()
    {
        AwsProgram.Require();
        var source = $"{Cast.Rds}{Cast.Development}:cluster-snapshot:{Cast.DevSnapshot}";
        var start =
            $"rds start-export-task --source-arn {source} --s3-bucket-name dev-exports --s3-prefix altplus --iam-role-arn {Cast.RoleArn(Cast.Development, "ExportToS3")} --kms-key-id alias/aws/rds --export-task-identifier";

        var started = (await aws.RunAsync(As.DevAdmin, start + " mine --export-only altplus.users altplus.orders")).Json;
        Assert.Equal(
            ("mine", "SNAPSHOT", source),
            (Text(started, "ExportTaskIdentifier"), Text(started, "SourceType"), Text(started, "SourceArn"))
        );
        Assert.Equal(["altplus.users", "altplus.orders"], started["ExportOnly"]!.AsArray().Select(one => (string)one!));
        Assert.Contains(Text(started, "Status"), new[] { "STARTING", "IN_PROGRESS" });

        var done = await aws.UntilAsync(
            As.Dev,
            List + " --export-task-identifier mine",
            answer => Text(Only(answer), "Status") == "COMPLETE"
        );
        var task = Only(done);
        Assert.Equal(("dev-exports", "altplus", 100), (Text(task, "S3Bucket"), Text(task, "S3Prefix"), (int)task["PercentProgress"]!));
        Assert.Equal(Cast.DevDefaultKey, Text(task, "KmsKeyId"));
        Assert.True(DateTimeOffset.Parse(Text(task, "TaskStartTime")!, null) < DateTimeOffset.Parse(Text(task, "TaskEndTime")!, null));
        Assert.NotNull(Text(task, "SnapshotTime"));
        (await aws.RunAsync(As.DevAdmin, "rds cancel-export-task --export-task-identifier mine")).Refused(
            400,
            "InvalidExportTaskStateFault"
        );

        // A cluster's export, canceled while it is under way.
        await aws.ControlAsync("durations", new JsonObject { ["exportTask"] = 100_000 });
        var cluster = $"{Cast.Rds}{Cast.Development}:cluster:{Cast.DevCluster}";
        var live = start.Replace(source, cluster, StringComparison.Ordinal);
        Assert.Equal("CLUSTER", Text((await aws.RunAsync(As.DevAdmin, live + " live")).Json, "SourceType"));
        Assert.Equal(
            "CANCELING",
            Text((await aws.RunAsync(As.DevAdmin, "rds cancel-export-task --export-task-identifier live")).Json, "Status")
        );
        await aws.UntilAsync(As.Dev, List + " --source-type CLUSTER", answer => Text(Only(answer), "Status") == "CANCELED");

        Assert.Equal(["live", "mine"], Names(await aws.RunAsync(As.Dev, List)));
        Assert.Equal(["mine"], Names(await aws.RunAsync(As.Dev, $"{List} --source-arn {source}")));
        Assert.Equal(
            ["mine"],
            Names(await aws.RunAsync(As.Dev, List + " --filters Name=status,Values=complete Name=s3-bucket,Values=dev-exports"))
        );
        Assert.Empty(Names(await aws.RunAsync(As.Prod, List)));

        await aws.ControlAsync("durations", new JsonObject { ["exportTask"] = 1 });
        for (var i = 0; i < 19; i++)
            (await aws.RunAsync(As.DevAdmin, $"{start} bulk-{i}")).Succeeded();
        var pages = await aws.RunAsync(As.Dev, List + " --page-size 20");
        Assert.Equal((21, 2), (Names(pages).Count, pages.Statuses.Count));
    }

    private static string? Text(JsonNode task, string name) => (string?)task[name];

    private static JsonNode Only(CliAnswer answer) => Assert.Single(answer.Json["ExportTasks"]!.AsArray())!;

    private static List<string> Names(CliAnswer answer) =>
        [.. answer.Json["ExportTasks"]!.AsArray().Select(task => (string)task!["ExportTaskIdentifier"]!)];
}

public sealed class ExportRefusalTests(SlowAws aws)
{
    private const string Source = $"{Cast.Rds}{Cast.Development}:cluster-snapshot:{Cast.DevSnapshot}";
    private const string Role = $"arn:aws:iam::{Cast.Development}:role/";
    private const string Start =
        "rds start-export-task --export-task-identifier mine --s3-bucket-name dev-exports --kms-key-id alias/aws/rds --iam-role-arn";

    public static TheoryData<string, As, string, string> Refusals =>
        Transcript.Of(
            $"""
            a snapshot that is not there
            DevAdmin$ {Start} {Role}ExportToS3 --source-arn {Cast.Rds}{Cast.Development}:cluster-snapshot:nope
            404 DBClusterSnapshotNotFoundFault

            a cluster that is not there
            DevAdmin$ {Start} {Role}ExportToS3 --source-arn {Cast.Rds}{Cast.Development}:cluster:nope
            404 DBClusterNotFoundFault

            a role that is not there
            DevAdmin$ {Start} {Role}Nobody --source-arn {Source}
            404 IamRoleNotFound

            a role that may not write to the bucket
            DevAdmin$ {Start} {Role}ReadOnly --source-arn {Source}
            400 IamRoleMissingPermissions

            a part of the database that cannot be
            DevAdmin$ {Start} {Role}ExportToS3 --source-arn {Source} --export-only a.b.c.d
            400 InvalidExportOnly

            a key that is not there
            DevAdmin$ rds start-export-task --export-task-identifier mine --s3-bucket-name dev-exports --kms-key-id {Cast.NoKeyId}
            --iam-role-arn {Role}ExportToS3 --source-arn {Source}
            400 KMSKeyNotAccessibleFault: …[{Cast.NoKeyId}] does not exist, is not enabled or you do not have permissions to access it.

            an export by the product's role
            Dev$ {Start} {Role}ExportToS3 --source-arn {Source}
            403 AccessDenied: …rds:StartExportTask…

            an export that is not there
            Dev$ rds describe-export-tasks --export-task-identifier nope
            404 ExportTaskNotFound

            canceling an export that is not there
            DevAdmin$ rds cancel-export-task --export-task-identifier nope
            404 ExportTaskNotFound
            """
        );

    [Theory]
    [MemberData(nameof(Refusals))]
    public Task exporting_is_refused_as_AWS_refuses_it(string what, As who, string command, string refusal) =>
        Transcript.JudgeAsync(aws, what, who, command, refusal);
}
