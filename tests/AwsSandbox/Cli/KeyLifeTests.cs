using System.Text.Json.Nodes;

namespace SnapshotShare.AwsSandbox.Tests.Cli;

/// <summary>A key from its making to its end, and what becomes impossible on the way.</summary>
public sealed class KeyLifeTests(FastAws aws) : IClassFixture<FastAws>
{
    private const string NotAccessible = "does not exist, is not enabled or you do not have permissions to access it.";
    private int copies;
    private const string DevRole = $"arn:aws:iam::{Cast.Development}:role/SnapshotShare";

    [Fact]
    public async Task a_key_is_made_named_granted_disabled_and_scheduled_for_deletion()
    {
        AwsProgram.Require();
        var made = (await Admin("kms create-key --description 'Made by hand' --tags TagKey=purpose,TagValue=judge")).Json["KeyMetadata"]!;
        var (id, arn) = ((string)made["KeyId"]!, (string)made["Arn"]!);
        Assert.Matches("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", id);
        Assert.Equal($"{Cast.Kms}{Cast.Production}:key/{id}", arn);
        Assert.Equal(
            ("Enabled", "CUSTOMER", "Made by hand"),
            (Text(made, "KeyState"), Text(made, "KeyManager"), Text(made, "Description"))
        );
        Assert.Equal(("ENCRYPT_DECRYPT", "SYMMETRIC_DEFAULT"), (Text(made, "KeyUsage"), Text(made, "KeySpec")));
        (await Admin($"kms create-alias --alias-name alias/judge --target-key-id {id}")).Succeeded();
        Assert.Equal(arn, (string?)(await Described("alias/judge"))["Arn"]);

        await IsGrantedAndRevoked(id, arn);
        await IsDisabledAndEnabled(id, arn);
        await IsScheduledForDeletion(id, arn);
    }

    [Fact]
    public async Task RDS_takes_symmetric_keys_only()
    {
        AwsProgram.Require();
        var key = (await Admin("kms create-key --key-spec RSA_2048 --key-usage SIGN_VERIFY")).Json["KeyMetadata"]!;
        (await CopyUnder((string)key["Arn"]!)).Refused(400, "KMSKeyNotAccessibleFault", $"…[{(string)key["Arn"]!}] {NotAccessible}");
    }

    private async Task IsGrantedAndRevoked(string id, string arn)
    {
        var grant = (
            await Admin($"kms create-grant --key-id {id} --grantee-principal {DevRole} --operations Decrypt DescribeKey --name judge")
        ).Json;
        Assert.NotEmpty((string)grant["GrantToken"]!);
        var listed = Assert.Single((await Admin($"kms list-grants --key-id {arn}")).Json["Grants"]!.AsArray())!;
        Assert.Equal((string?)grant["GrantId"], (string?)listed["GrantId"]);
        Assert.Equal((DevRole, "judge", arn), (Text(listed, "GranteePrincipal"), Text(listed, "Name"), Text(listed, "KeyId")));
        Assert.Equal(["Decrypt", "DescribeKey"], listed["Operations"]!.AsArray().Select(o => (string)o!));
        (await Admin($"kms revoke-grant --key-id {id} --grant-id {Text(listed, "GrantId")}")).Succeeded();
        Assert.Empty((await Admin($"kms list-grants --key-id {id}")).Json["Grants"]!.AsArray());
    }

    private async Task IsDisabledAndEnabled(string id, string arn)
    {
        (await Admin($"kms disable-key --key-id {id}")).Succeeded();
        Assert.Equal("Disabled", Text(await Described(id), "KeyState"));
        (await Grant(id)).Refused(400, "DisabledException", $"{arn} is disabled.");
        (await CopyUnder(arn)).Refused(400, "KMSKeyNotAccessibleFault", $"…[{arn}] {NotAccessible}");
        (await Admin($"kms enable-key --key-id {id}")).Succeeded();
        Assert.Equal("Enabled", Text(await Described(id), "KeyState"));
        Assert.Equal("copying", (string?)(await CopyUnder("alias/judge")).Json["DBClusterSnapshot"]!["Status"]);
    }

    private async Task IsScheduledForDeletion(string id, string arn)
    {
        var scheduled = (await Admin($"kms schedule-key-deletion --key-id {id} --pending-window-in-days 7")).Json;
        Assert.Equal(
            (arn, "PendingDeletion", 7),
            (Text(scheduled, "KeyId"), Text(scheduled, "KeyState"), (int)scheduled["PendingWindowInDays"]!)
        );
        var key = await Described(id);
        Assert.Equal(("PendingDeletion", false), (Text(key, "KeyState"), (bool)key["Enabled"]!));
        Assert.NotNull(key["DeletionDate"]);

        (await Grant(id)).Refused(400, "KMSInvalidStateException", $"{arn} is pending deletion.");
        (await Admin($"kms create-alias --alias-name alias/late --target-key-id {id}")).Refused(400, "KMSInvalidStateException");
        (await Admin($"kms enable-key --key-id {id}")).Refused(400, "KMSInvalidStateException");
        (await CopyUnder(arn)).Refused(400, "KMSKeyNotAccessibleFault", $"…[{arn}] {NotAccessible}");
        (await Admin($"kms get-key-policy --policy-name default --key-id {id}")).Succeeded();
    }

    private Task<CliAnswer> Grant(string id) => Admin($"kms create-grant --key-id {id} --grantee-principal {DevRole} --operations Decrypt");

    private Task<CliAnswer> CopyUnder(string key) =>
        aws.RunAsync(
            As.Prod,
            $"rds copy-db-cluster-snapshot --source-db-cluster-snapshot-identifier {Cast.UnderSharingKey} --target-db-cluster-snapshot-identifier under-key-{++copies} --kms-key-id {key}"
        );

    private async Task<JsonNode> Described(string key) => (await Admin($"kms describe-key --key-id {key}")).Json["KeyMetadata"]!;

    private Task<CliAnswer> Admin(string command) => aws.RunAsync(As.ProdAdmin, command);

    private static string? Text(JsonNode node, string member) => (string?)node[member];
}
