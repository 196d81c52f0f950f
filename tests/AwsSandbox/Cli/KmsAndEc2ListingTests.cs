using System.Text.Json.Nodes;

namespace SnapshotShare.AwsSandbox.Tests.Cli;

public sealed class KmsAndEc2ListingTests(SlowAws aws) : IClassFixture<SlowAws>
{
    [Fact]
    public async Task a_key_is_the_same_by_ID_ARN_alias_and_alias_ARN()
    {
        AwsProgram.Require();
        var names = new[] { Cast.SharingKeyId, Cast.SharingKey, Cast.SharingAlias, $"{Cast.Kms}{Cast.Production}:{Cast.SharingAlias}" };
        var keys = await Task.WhenAll(names.Select(name => aws.RunAsync(As.Prod, $"kms describe-key --key-id {name}")));
        Assert.Single(keys.Select(k => k.Json.ToJsonString()).Distinct());
        var key = keys[0].Json["KeyMetadata"]!;
        Assert.Equal(
            (Cast.Production, Cast.SharingKeyId, Cast.SharingKey),
            (Text(key, "AWSAccountId"), Text(key, "KeyId"), Text(key, "Arn"))
        );
        Assert.Equal(("CUSTOMER", "Enabled", "AWS_KMS"), (Text(key, "KeyManager"), Text(key, "KeyState"), Text(key, "Origin")));
        Assert.Equal(("SYMMETRIC_DEFAULT", "SYMMETRIC_DEFAULT"), (Text(key, "KeySpec"), Text(key, "CustomerMasterKeySpec")));

        var fromDev = await aws.RunAsync(As.Dev, $"kms describe-key --key-id {Cast.SharingKey}");
        Assert.Equal(Cast.SharingKey, Text(fromDev.Json["KeyMetadata"]!, "Arn"));
        var managed = (await aws.RunAsync(As.Dev, "kms describe-key --key-id alias/aws/rds")).Json["KeyMetadata"]!;
        Assert.Equal(("AWS", Cast.DevDefaultKey), (Text(managed, "KeyManager"), Text(managed, "Arn")));
        Assert.Equal(
            "Default (master) key that protects my RDS database volumes when no other key is defined",
            Text(managed, "Description")
        );
    }

    [Fact]
    public async Task keys_aliases_and_policies_are_listed_in_their_own_account()
    {
        AwsProgram.Require();
        var keys = (await aws.RunAsync(As.Prod, "kms list-keys")).Json["Keys"]!.AsArray();
        Assert.Contains(keys, k => (Text(k!, "KeyId"), Text(k!, "KeyArn")) == (Cast.SharingKeyId, Cast.SharingKey));
        Assert.All(keys, k => Assert.StartsWith($"{Cast.Kms}{Cast.Production}:key/", Text(k!, "KeyArn"), StringComparison.Ordinal));

        var aliases = (await aws.RunAsync(As.Prod, "kms list-aliases")).Json["Aliases"]!.AsArray();
        var alias = Assert.Single(aliases, a => Text(a!, "AliasName") == Cast.SharingAlias)!;
        Assert.Equal(
            ($"{Cast.Kms}{Cast.Production}:{Cast.SharingAlias}", Cast.SharingKeyId),
            (Text(alias, "AliasArn"), Text(alias, "TargetKeyId"))
        );
        // An alias of AWS's whose key was never used points nowhere.
        var unused = Assert.Single(aliases, a => Text(a!, "AliasName") == "alias/aws/ebs")!;
        Assert.Null(unused["TargetKeyId"]);
        Assert.Null(unused["CreationDate"]);
        var ofTheKey = (await aws.RunAsync(As.Prod, $"kms list-aliases --key-id {Cast.SharingKey}")).Json["Aliases"]!.AsArray();
        Assert.Equal(Cast.SharingAlias, Text(Assert.Single(ofTheKey)!, "AliasName"));

        var policy = JsonNode.Parse(
            (string)(await aws.RunAsync(As.Prod, $"kms get-key-policy --policy-name default --key-id {Cast.SharingKey}")).Json["Policy"]!
        )!;
        Assert.Equal("2012-10-17", Text(policy, "Version"));
        Assert.Contains(policy["Statement"]!.AsArray(), s => s!.ToJsonString().Contains(Cast.Development, StringComparison.Ordinal));
    }

    [Fact]
    public async Task vpcs_and_security_groups_are_found_by_ID_and_filter()
    {
        AwsProgram.Require();
        var vpcs = (await aws.RunAsync(As.Dev, "ec2 describe-vpcs")).Json["Vpcs"]!.AsArray();
        Assert.All(vpcs, v => Assert.Equal((Cast.Development, "available"), (Text(v!, "OwnerId"), Text(v!, "State"))));
        var usual = (await aws.RunAsync(As.Dev, "ec2 describe-vpcs --filters Name=is-default,Values=true")).Json["Vpcs"]!.AsArray();
        Assert.True((bool)Assert.Single(usual)!["IsDefault"]!);
        Assert.Empty((await aws.RunAsync(As.Prod, "ec2 describe-vpcs --filters Name=isDefault,Values=true")).Json["Vpcs"]!.AsArray());

        var vpc = Text(Assert.Single(vpcs, v => !(bool)v!["IsDefault"]!)!, "VpcId")!;
        var groups = await GroupsAsync($"--filters Name=vpc-id,Values={vpc}");
        Assert.NotEmpty(groups);
        Assert.All(groups, g => Assert.Equal((Cast.Development, vpc), (Text(g!, "OwnerId"), Text(g!, "VpcId"))));
        Assert.Contains(groups, g => Text(g!, "GroupName") == "default");
        var one = Assert.Single(await GroupsAsync($"--group-ids {Text(groups[0]!, "GroupId")}"))!;
        Assert.Equal(groups[0]!.ToJsonString(), one.ToJsonString());
        var database = Assert.Single(groups, g => Text(g!, "GroupName") == "dev-db")!;
        Assert.Equal(3306, (int)Assert.Single(database["IpPermissions"]!.AsArray())!["FromPort"]!);
        Assert.Empty(await GroupsAsync("--filters Name=vpc-id,Values=vpc-00000000000000000"));
    }

    private async Task<JsonArray> GroupsAsync(string options) =>
        (await aws.RunAsync(As.Dev, $"ec2 describe-security-groups {options}")).Json["SecurityGroups"]!.AsArray();

    private static string? Text(JsonNode node, string member) => (string?)node[member];
}
