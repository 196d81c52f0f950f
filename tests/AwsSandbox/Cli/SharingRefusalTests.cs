namespace SnapshotShare.AwsSandbox.Tests.Cli;

public sealed class SharingRefusalTests(SlowAws aws)
{
    private const string Share = "rds modify-db-cluster-snapshot-attribute --attribute-name restore --db-cluster-snapshot-identifier";
    private const string BadIdentifier =
        "is not a valid identifier. Identifiers must begin with a letter; must contain only ASCII letters, digits, and hyphens; and must not end with a hyphen or contain two consecutive hyphens.";

    public static TheoryData<string, As, string, string> Refusals =>
        Transcript.Of(
            $"""
        sharing an automated snapshot
        Prod$ {Share} {Cast.Automated} --values-to-add {Cast.Development}
        400 InvalidParameterValue: The parameter DBClusterSnapshotIdentifier {BadIdentifier}

        sharing what is under the account's default key
        Prod$ {Share} {Cast.UnderDefaultKey} --values-to-add {Cast.Development}
        400 InvalidParameterValue: Sharing snapshots encrypted with the default service key for RDS is currently not supported.

        making an encrypted snapshot public
        Prod$ {Share} {Cast.UnderSharingKey} --values-to-add all
        400 InvalidParameterValue

        sharing with something that is no account
        Prod$ {Share} {Cast.UnderSharingKey} --values-to-add 12345
        400 InvalidParameterValue

        sharing with twenty-one accounts
        Prod$ {Share} {Cast.UnderSharingKey} --values-to-add {string.Join(' ', Enumerable.Range(0, 21).Select(i => $"2000000000{i:00}"))}
        400 SharedSnapshotQuotaExceeded

        an attribute other than restore
        Prod$ rds modify-db-cluster-snapshot-attribute --attribute-name copy
          --db-cluster-snapshot-identifier {Cast.UnderSharingKey} --values-to-add {Cast.Development}
        400 InvalidParameterValue: Invalid snapshot attribute copy

        one account added and removed at once
        Prod$ {Share} {Cast.UnderSharingKey} --values-to-add {Cast.Development} --values-to-remove {Cast.Development}
        400 InvalidParameterCombination

        sharing what is not there
        Prod$ {Share} nope --values-to-add {Cast.Development}
        404 DBClusterSnapshotNotFoundFault: DBClusterSnapshot not found: nope

        sharing in an account whose role may not
        Dev$ {Share} {Cast.DevSnapshot} --values-to-add {Cast.Production}
        403 AccessDenied: …rds:ModifyDBClusterSnapshotAttribute…

        deleting an automated snapshot
        Prod$ rds delete-db-cluster-snapshot --db-cluster-snapshot-identifier {Cast.Automated}
        400 InvalidDBClusterSnapshotStateFault: Only manual snapshots may be deleted.

        deleting a snapshot that is not there
        Prod$ rds delete-db-cluster-snapshot --db-cluster-snapshot-identifier nope
        404 DBClusterSnapshotNotFoundFault: DBClusterSnapshot not found: nope

        deleting the owner's snapshot by its short name
        Dev$ rds delete-db-cluster-snapshot --db-cluster-snapshot-identifier {Cast.SharedWithDev}
        404 DBClusterSnapshotNotFoundFault: DBClusterSnapshot not found: {Cast.SharedWithDev}

        a snapshot whose name begins with a digit
        Prod$ rds create-db-cluster-snapshot --db-cluster-identifier {Cast.ProdCluster} --db-cluster-snapshot-identifier 1st
        400 InvalidParameterValue: Invalid snapshot identifier:  1st

        a snapshot whose name ends with a hyphen
        Prod$ rds create-db-cluster-snapshot --db-cluster-identifier {Cast.ProdCluster} --db-cluster-snapshot-identifier last-
        400 InvalidParameterValue: The parameter DBClusterSnapshotIdentifier {BadIdentifier}

        a snapshot with two hyphens in a row
        Prod$ rds create-db-cluster-snapshot --db-cluster-identifier {Cast.ProdCluster} --db-cluster-snapshot-identifier be--fore
        400 InvalidParameterValue: The parameter DBClusterSnapshotIdentifier {BadIdentifier}

        a snapshot whose name pretends to be automated
        Prod$ rds create-db-cluster-snapshot --db-cluster-identifier {Cast.ProdCluster} --db-cluster-snapshot-identifier rds:mine
        400 InvalidParameterValue: The parameter DBClusterSnapshotIdentifier {BadIdentifier}

        a snapshot with a name of sixty-four letters
        Prod$ rds create-db-cluster-snapshot --db-cluster-identifier {Cast.ProdCluster} --db-cluster-snapshot-identifier {new string(
            'a',
            64
        )}
        400 InvalidParameterValue

        a snapshot that exists already, in other letters
        Prod$ rds create-db-cluster-snapshot --db-cluster-identifier {Cast.ProdCluster}
          --db-cluster-snapshot-identifier {Cast.UnderDefaultKey.ToUpperInvariant()}
        400 DBClusterSnapshotAlreadyExistsFault: Cannot create the snapshot because a snapshot with the identifier … already exists.

        a snapshot of a cluster that is not there
        Prod$ rds create-db-cluster-snapshot --db-cluster-identifier nope --db-cluster-snapshot-identifier first
        404 DBClusterNotFoundFault: DBCluster nope not found.

        a tag with a reserved prefix
        Dev$ rds add-tags-to-resource --resource-name {Cast.Rds}{Cast.Development}:cluster-snapshot:{Cast.DevSnapshot} --tags Key=aws:owner,Value=me
        400 InvalidParameterValue
        """
        );

    [Theory]
    [MemberData(nameof(Refusals))]
    public Task sharing_is_refused_as_AWS_refuses_it(string what, As who, string command, string refusal) =>
        Transcript.JudgeAsync(aws, what, who, command, refusal);

    [Fact]
    public async Task a_copy_under_way_is_neither_shared_nor_copied_until_it_is_available()
    {
        AwsProgram.Require();
        const string copying = "still-copying";
        var copy = await aws.RunAsync(
            As.Prod,
            $"rds copy-db-cluster-snapshot --source-db-cluster-snapshot-identifier {Cast.Automated} --target-db-cluster-snapshot-identifier {copying} --kms-key-id {Cast.SharingKeyId}"
        );
        copy.Succeeded();
        var share = aws.RunAsync(As.Prod, $"{Share} {copying} --values-to-add {Cast.Development}");
        var again = aws.RunAsync(
            As.Prod,
            $"rds copy-db-cluster-snapshot --source-db-cluster-snapshot-identifier {copying} --target-db-cluster-snapshot-identifier next"
        );
        (await share).Refused(400, "InvalidDBClusterSnapshotStateFault");
        (await again).Refused(400, "InvalidDBClusterSnapshotStateFault");
    }

    [Fact]
    public async Task a_receiver_cannot_delete_what_was_shared_with_it()
    {
        AwsProgram.Require();
        var delete = await aws.RunAsync(
            As.DevAdmin,
            $"rds delete-db-cluster-snapshot --db-cluster-snapshot-identifier {Cast.SharedWithDevArn}"
        );
        Assert.NotEmpty(delete.Code);
        var snapshot = await aws.RunAsync(
            As.Prod,
            $"rds describe-db-cluster-snapshots --db-cluster-snapshot-identifier {Cast.SharedWithDev}"
        );
        Assert.Equal("available", (string?)snapshot.Json["DBClusterSnapshots"]![0]!["Status"]);
    }
}
