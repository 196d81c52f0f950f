namespace SnapshotShare.AwsSandbox.Tests.Cli;

public sealed class CopyRefusalTests(SlowAws aws)
{
    private const string Copy = "rds copy-db-cluster-snapshot --source-db-cluster-snapshot-identifier";
    private const string Target = "--target-db-cluster-snapshot-identifier";
    private const string NotAccessible = "does not exist, is not enabled or you do not have permissions to access it.";

    public static TheoryData<string, As, string, string> Refusals =>
        Transcript.Of(
            $"""
        copying what is not there
        Prod$ {Copy} nope {Target} mine
        404 DBClusterSnapshotNotFoundFault: DBClusterSnapshot not found: nope

        copying a shared snapshot by its short name
        Dev$ {Copy} {Cast.SharedWithDev} {Target} mine --kms-key-id alias/aws/rds
        404 DBClusterSnapshotNotFoundFault: DBClusterSnapshot not found: {Cast.SharedWithDev}

        copying another account's snapshot that is not shared
        Dev$ {Copy} {Cast.Rds}{Cast.Production}:cluster-snapshot:{Cast.UnderSharingKey} {Target} mine --kms-key-id alias/aws/rds
        404 DBClusterSnapshotNotFoundFault: DBClusterSnapshot not found: {Cast.Rds}{Cast.Production}:cluster-snapshot:{Cast.UnderSharingKey}

        a target that exists
        Dev$ {Copy} {Cast.SharedWithDevArn} {Target} {Cast.DevSnapshot} --kms-key-id alias/aws/rds
        400 DBClusterSnapshotAlreadyExistsFault: Cannot create the snapshot because a snapshot with the identifier {Cast.DevSnapshot} already exists.

        a target whose name pretends to be automated
        Dev$ {Copy} {Cast.SharedWithDevArn} {Target} rds:mine --kms-key-id alias/aws/rds
        400 InvalidParameterValue

        a shared encrypted snapshot without a key of one's own
        Dev$ {Copy} {Cast.SharedWithDevArn} {Target} mine
        400 KMSKeyNotAccessibleFault

        production's key by its bare ID, which is looked for in development
        Dev$ {Copy} {Cast.SharedWithDevArn} {Target} mine --kms-key-id {Cast.SharingKeyId}
        400 KMSKeyNotAccessibleFault: Specified KMS key [{Cast.SharingKeyId}] {NotAccessible}

        production's key by its alias, which is looked for in development
        Dev$ {Copy} {Cast.SharedWithDevArn} {Target} mine --kms-key-id {Cast.SharingAlias}
        400 KMSKeyNotAccessibleFault: Specified KMS key [{Cast.SharingAlias}] {NotAccessible}

        a key that a tool passed as the word None
        Dev$ {Copy} {Cast.SharedWithDevArn} {Target} mine --kms-key-id None
        400 KMSKeyNotAccessibleFault: …[None] {NotAccessible}

        the other account's default key
        Dev$ {Copy} {Cast.SharedWithDevArn} {Target} mine --kms-key-id {Cast.ProdDefaultKey}
        400 KMSKeyNotAccessibleFault: …[{Cast.ProdDefaultKey}] {NotAccessible}

        a key of another Region
        Dev$ {Copy} {Cast.SharedWithDevArn} {Target} mine --kms-key-id {Cast.DevDefaultKey.Replace(
            Cast.Region,
            "us-west-2",
            StringComparison.Ordinal
        )}
        400 KMSKeyNotAccessibleFault|InvalidParameterValue

        an encrypted snapshot into another Region without a key there
        Prod$ {Copy} {Cast.Rds}{Cast.Production}:cluster-snapshot:{Cast.UnderSharingKey} {Target} mine --region us-west-2
        400 InvalidParameterValue: Must specify new KMS key for cross region encrypted snapshot copy.

        a tag with a reserved prefix
        Dev$ {Copy} {Cast.SharedWithDevArn} {Target} mine --kms-key-id alias/aws/rds --tags Key=aws:owner,Value=me
        400 InvalidParameterValue: Tag keys cannot start with the reserved prefix…

        a role that may only read
        DevReader$ {Copy} {Cast.SharedWithDevArn} {Target} mine --kms-key-id alias/aws/rds
        403 AccessDenied: User: arn:aws:sts::{Cast.Development}:assumed-role/ReadOnly/judge is not authorized to perform: rds:CopyDBClusterSnapshot…
        """
        );

    [Theory]
    [MemberData(nameof(Refusals))]
    public Task copying_is_refused_as_AWS_refuses_it(string what, As who, string command, string refusal) =>
        Transcript.JudgeAsync(aws, what, who, command, refusal);
}
