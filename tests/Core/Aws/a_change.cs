using System.Text;
using System.Text.Json.Nodes;
using Amazon.RDS.Model;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Observing;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Tests.Planning;
using SnapshotShare.Core.Workflows;
using SnapshotShare.Core.Workflows.Steps;

namespace SnapshotShare.Core.Tests.Aws;

/// <summary>A change as it is sent, as the ledger has it, and as one would type it.</summary>
public sealed class a_change
{
    private static readonly Plan Plan = Sample.Plan(Sample.Facts);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Every step that changes something; one without an operation of its own fails.</summary>
    public static TheoryData<StepName> Changing => [.. Workflow.Steps.OfType<ChangingStep>().Select(step => step.Name)];

    [Theory]
    [MemberData(nameof(Changing))]
    public async Task is_sent_once_to_the_operation_of_its_name(StepName name)
    {
        var change = ChangeOf(name);
        var asked = new List<(string, object)>();
        var answer = await change.SendAsync(
            FakeAws.Rds(
                (operation, request) =>
                {
                    asked.Add((operation, request));
                    return Activator.CreateInstance(
                        typeof(CopyDBClusterSnapshotResponse).Assembly.GetType($"Amazon.RDS.Model.{operation}Response")!
                    )!;
                }
            ),
            TimeSpan.FromMinutes(1),
            TimeProvider.System,
            Ct
        );
        Assert.Equal((change.Operation, change.Request), Assert.Single(asked));
        Assert.Equal($"{change.Operation}Response", answer.GetType().Name);
        Assert.StartsWith($"aws rds {AwsCli.Kebab(change.Operation)} --", change.Cli, StringComparison.Ordinal);
    }

    [Fact]
    public async Task that_no_step_makes_is_never_sent()
    {
        var change = new AwsChange("prod", new DescribeDBClustersRequest());
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            change.SendAsync(FakeAws.Rds((_, _) => new DescribeDBClustersResponse()), TimeSpan.FromMinutes(1), TimeProvider.System, Ct)
        );
    }

    [Fact]
    public void is_written_down_with_every_member_that_is_sent_and_no_other()
    {
        var change = new AwsChange(
            "dev",
            new RestoreDBClusterFromSnapshotRequest
            {
                DBClusterIdentifier = "dev-orders",
                ServerlessV2ScalingConfiguration = new ServerlessV2ScalingConfiguration { MinCapacity = 0.5, MaxCapacity = 4 },
                VpcSecurityGroupIds = ["sg-1", "sg-2"],
                DeletionProtection = false,
                CopyTagsToSnapshot = true,
                Port = 3306,
                Tags = [new Tag { Key = "k", Value = "it's" }],
            }
        );
        Assert.Equal("RestoreDBClusterFromSnapshot", change.Operation);
        var expected = """
            {"CopyTagsToSnapshot":true,"DBClusterIdentifier":"dev-orders","DeletionProtection":false,"Port":3306,
             "ServerlessV2ScalingConfiguration":{"MaxCapacity":"4","MinCapacity":"0.5"},"Tags":[{"Key":"k","Value":"it's"}],
             "VpcSecurityGroupIds":["sg-1","sg-2"]}
            """;
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), change.Parameters), change.Parameters.ToJsonString());
        Assert.Equal(
            [
                "aws rds restore-db-cluster-from-snapshot",
                "copy-tags-to-snapshot",
                "db-cluster-identifier dev-orders",
                "no-deletion-protection",
                "port 3306",
                "serverless-v2-scaling-configuration MinCapacity=0.5,MaxCapacity=4",
                "tags 'Key=k,Value=it'\\''s'",
                "vpc-security-group-ids sg-1 sg-2",
            ],
            change.Cli.Split(" --").Order(StringComparer.Ordinal)
        );
    }

    /// <summary>The ledger is exported: a password that AWS does not manage is a mistake of the product.</summary>
    [Fact]
    public void with_a_password_in_it_is_refused_and_one_that_lets_aws_manage_it_is_not()
    {
        var managed = new AwsChange("dev", new ModifyDBClusterRequest { DBClusterIdentifier = "a", ManageMasterUserPassword = true });
        Assert.True((bool)managed.Parameters["ManageMasterUserPassword"]!);
        var set = new AwsChange("dev", new ModifyDBClusterRequest { DBClusterIdentifier = "a", MasterUserPassword = "hunter2" });
        Assert.Throws<InvalidOperationException>(() => set.Parameters);
        Assert.Throws<InvalidOperationException>(() => set.Cli);
    }

    [Theory]
    [InlineData("SourceDBClusterSnapshotIdentifier", "source-db-cluster-snapshot-identifier")]
    [InlineData("KmsKeyId", "kms-key-id")]
    [InlineData("EnableIAMDatabaseAuthentication", "enable-iam-database-authentication")]
    [InlineData("Tags", "tags")]
    [InlineData("ServerlessV2ScalingConfiguration", "serverless-v2-scaling-configuration")]
    public void is_spelled_as_the_cli_spells_it(string member, string option) => Assert.Equal(option, AwsCli.Kebab(member));

    [Theory]
    [InlineData("arn:aws:kms:ap-northeast-1:123456789000:key/1a2b", "arn:aws:kms:ap-northeast-1:123456789000:key/1a2b")]
    [InlineData("a=b,c@d+e-f_g.h", "a=b,c@d+e-f_g.h")]
    [InlineData("two words", "'two words'")]
    [InlineData("", "''")]
    [InlineData("it's", "'it'\\''s'")]
    [InlineData("$HOME", "'$HOME'")]
    [InlineData("a\n", "'a\n'")]
    public void is_quoted_for_a_shell_where_it_must_be(string word, string quoted) => Assert.Equal(quoted, AwsCli.Quote(word));

    [Theory]
    [InlineData("true", " --apply-now")]
    [InlineData("false", " --no-apply-now")]
    [InlineData("7", " --apply-now 7")]
    [InlineData("\"a b\"", " --apply-now 'a b'")]
    [InlineData("[\"a\",\"b c\"]", " --apply-now a 'b c'")]
    [InlineData("[{\"Key\":\"k\",\"Value\":\"a b\"}]", " --apply-now 'Key=k,Value=a b'")]
    [InlineData("{\"Min\":\"1\",\"Max\":\"2\"}", " --apply-now Min=1,Max=2")]
    public void has_an_option_for_each_kind_of_value(string json, string option)
    {
        var line = new StringBuilder();
        AwsCli.Append(line, "ApplyNow", JsonNode.Parse(json));
        Assert.Equal(option, line.ToString());
    }

    private static AwsChange ChangeOf(StepName name)
    {
        var row = SampleRows.Request(plan: Plan);
        return Workflow
            .Step(name)
            .Change(new StepContext(row, new StepState(name, StepStatus.Running), Share: null, new ObservedState(), Sample.Now))!;
    }
}
