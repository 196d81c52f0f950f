using System.Text.Json.Nodes;

namespace SnapshotShare.AwsSandbox.Tests.Cli;

public sealed class StsRefusalTests(SlowAws aws)
{
    private const string Assume = "sts assume-role --role-session-name judge --role-arn";
    private const string MayNot = "User: arn:aws:iam::111122223333:user/operator is not authorized to perform: sts:AssumeRole on resource:";
    private const string DevRole = $"arn:aws:iam::{Cast.Development}:role/SnapshotShare";

    public static TheoryData<string, As, string, string> Refusals =>
        Transcript.Of(
            $"""
            a role that is not there
            Operator$ {Assume} arn:aws:iam::{Cast.Development}:role/Nope
            403 AccessDenied: {MayNot} arn:aws:iam::{Cast.Development}:role/Nope

            a role in an account that nobody knows
            Operator$ {Assume} arn:aws:iam::000000000001:role/SnapshotShare
            403 AccessDenied: {MayNot} arn:aws:iam::000000000001:role/SnapshotShare

            a role that does not trust the caller
            Dev$ {Assume} arn:aws:iam::{Cast.Production}:role/SnapshotShare
            403 AccessDenied: User: arn:aws:sts::{Cast.Development}:assumed-role/SnapshotShare/judge is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::{Cast.Production}:role/SnapshotShare

            a session longer than any role gives
            Operator$ {Assume} {DevRole} --duration-seconds 43201
            400 ValidationError

            a session longer than this role gives
            Operator$ {Assume} {DevRole} --duration-seconds 7200
            400 ValidationError

            a session name with a blank
            Operator$ sts assume-role --role-session-name 'two words' --role-arn {DevRole}
            400 ValidationError

            something that is no role
            Operator$ {Assume} just-some-words-in-a-row
            400 ValidationError

            a session policy that is no JSON
            Operator$ {Assume} {DevRole} --policy Allow
            400 MalformedPolicyDocument

            a request that nobody signed
            Operator$ sts get-caller-identity --no-sign-request
            403 MissingAuthenticationToken

            security groups for an identity without rights
            Operator$ ec2 describe-security-groups
            403 UnauthorizedOperation: You are not authorized to perform this operation.…

            a VPC that is not there
            Dev$ ec2 describe-vpcs --vpc-ids vpc-00000000000000000
            400 InvalidVpcID.NotFound: The vpc ID 'vpc-00000000000000000' does not exist

            a security group that is not there
            Dev$ ec2 describe-security-groups --group-ids sg-00000000000000000
            400 InvalidGroup.NotFound: The security group 'sg-00000000000000000' does not exist

            a filter that EC2 does not know
            Dev$ ec2 describe-vpcs --filters Name=colour,Values=blue
            400 InvalidParameterValue: The filter 'colour' is invalid

            a dry run that would have worked
            Dev$ ec2 describe-vpcs --dry-run
            412 DryRunOperation: Request would have succeeded, but DryRun flag is set.
            """
        );

    public static TheoryData<string, string, int, string> Strangers =>
        new()
        {
            {
                "AKIANOBODYKNOWSTHIS1",
                "sts get-caller-identity",
                403,
                "InvalidClientTokenId: The security token included in the request is invalid."
            },
            {
                "AKIANOBODYKNOWSTHIS1",
                "rds describe-db-clusters",
                403,
                "InvalidClientTokenId: The security token included in the request is invalid."
            },
            {
                "AKIANOBODYKNOWSTHIS1",
                "kms list-keys",
                400,
                "UnrecognizedClientException: The security token included in the request is invalid."
            },
            {
                "AKIANOBODYKNOWSTHIS1",
                "ec2 describe-vpcs",
                401,
                "AuthFailure: AWS was not able to validate the provided access credentials"
            },
            { "AKIASANDBOXOPERATOR1", "rds describe-db-clusters", 403, "SignatureDoesNotMatch" },
            { "AKIASANDBOXOPERATOR1", "kms list-keys", 400, "InvalidSignatureException" },
        };

    [Theory]
    [MemberData(nameof(Refusals))]
    public Task identities_and_networks_are_refused_as_AWS_refuses_them(string what, As who, string command, string refusal) =>
        Transcript.JudgeAsync(aws, what, who, command, refusal);

    [Theory]
    [MemberData(nameof(Strangers))]
    public async Task a_wrong_key_or_secret_is_refused_in_the_words_of_the_service(string key, string command, int status, string refusal)
    {
        var answer = await aws.With(key, "not-the-secret").RunAsync(command, TestContext.Current.CancellationToken);
        var halves = refusal.Split(": ", 2);
        answer.Refused(status, halves[0], halves.Length > 1 ? halves[1] : null);
    }

    [Fact]
    public async Task a_session_without_its_token_is_nobody()
    {
        AwsProgram.Require();
        var session = (await aws.RunAsync(As.Operator, $"{Assume} {DevRole}")).Json["Credentials"]!;
        var half = aws.With((string)session["AccessKeyId"]!, (string)session["SecretAccessKey"]!);
        var answer = await half.RunAsync("rds describe-db-clusters", TestContext.Current.CancellationToken);
        answer.Refused(403, "InvalidClientTokenId", "The security token included in the request is invalid.");
    }

    [Fact]
    public async Task a_session_policy_narrows_what_the_role_may_do()
    {
        AwsProgram.Require();
        const string policy =
            """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"rds:DescribeDBClusters","Resource":"*"}}""";
        var session = (await aws.RunAsync(As.Operator, $"{Assume} {DevRole} --policy '{policy}'")).Json["Credentials"]!;
        var narrow = aws.With((string)session["AccessKeyId"]!, (string)session["SecretAccessKey"]!, (string)session["SessionToken"]!);
        (await narrow.RunAsync("rds describe-db-clusters", TestContext.Current.CancellationToken)).Succeeded();
        var instances = await narrow.RunAsync("rds describe-db-instances", TestContext.Current.CancellationToken);
        instances.Refused(403, "AccessDenied", "…rds:DescribeDBInstances…");
    }

    [Fact]
    public async Task a_role_with_an_external_ID_wants_the_right_one()
    {
        AwsProgram.Require();
        await aws.ControlAsync(
            "roles",
            new JsonObject
            {
                ["account"] = Cast.Development,
                ["name"] = "Guarded",
                ["externalId"] = "the-word",
            }
        );
        var guarded = Cast.RoleArn(Cast.Development, "Guarded");
        (await aws.RunAsync(As.Operator, $"{Assume} {guarded}")).Refused(403, "AccessDenied", $"{MayNot} {guarded}");
        (await aws.RunAsync(As.Operator, $"{Assume} {guarded} --external-id wrong")).Refused(403, "AccessDenied", $"{MayNot} {guarded}");
        (await aws.RunAsync(As.Operator, $"{Assume} {guarded} --external-id the-word")).Succeeded();
    }

    [Fact]
    public async Task a_role_assumed_from_a_role_lasts_an_hour_at_most()
    {
        AwsProgram.Require();
        await aws.ControlAsync(
            "roles",
            new JsonObject
            {
                ["account"] = Cast.Production,
                ["name"] = "Administrator",
                ["trusted"] = new JsonArray("111122223333", Cast.Development),
            }
        );
        var administrator = Cast.RoleArn(Cast.Production, "Administrator");
        (await aws.RunAsync(As.Operator, $"{Assume} {administrator} --duration-seconds 7200")).Succeeded();
        (await aws.RunAsync(As.DevAdmin, $"{Assume} {administrator} --duration-seconds 3600")).Succeeded();
        (await aws.RunAsync(As.DevAdmin, $"{Assume} {administrator} --duration-seconds 3601")).Refused(400, "ValidationError");
    }
}
