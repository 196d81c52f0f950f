namespace SnapshotShare.AwsSandbox.Tests.Cli;

public sealed class KmsRefusalTests(SlowAws aws)
{
    private const string NoKey = Cast.Kms + Cast.Production + ":key/" + Cast.NoKeyId;
    private const string NotAuthorized =
        $"User: arn:aws:sts::{Cast.Development}:assumed-role/SnapshotShare/judge is not authorized to perform:";
    private const string Grant = "kms create-grant --operations Decrypt --grantee-principal";
    private const string DevPrincipal = $"arn:aws:iam::{Cast.Development}:role/SnapshotShare";
    private const string Put = $"kms put-key-policy --policy-name default --key-id {Cast.SharingKeyId} --policy";

    private static readonly string NoPrincipal = Policy("""{"Effect":"Allow","Action":"kms:*","Resource":"*"}""");
    private static readonly string Stranger = Policy(
        $$"""{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::{{Cast.Production}}:role/NobodyAtAll"},"Action":"kms:*","Resource":"*"}"""
    );
    private static readonly string LocksOut = Policy(
        $$"""{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::{{Cast.Development}}:root"},"Action":"kms:Decrypt","Resource":"*"}"""
    );

    public static TheoryData<string, As, string, string> Refusals =>
        Transcript.Of(
            $"""
            a key that is not there
            Prod$ kms describe-key --key-id {Cast.NoKeyId}
            400 NotFoundException: Key '{NoKey}' does not exist

            an alias that is not there
            Prod$ kms describe-key --key-id alias/nope
            400 NotFoundException: Alias {Cast.Kms}{Cast.Production}:alias/nope is not found.

            something that is no key ID
            Prod$ kms describe-key --key-id nope
            400 NotFoundException: Invalid keyId nope

            an ARN of another service
            Prod$ kms describe-key --key-id {Cast.Rds}{Cast.Production}:cluster:{Cast.ProdCluster}
            400 InvalidArnException|NotFoundException

            another account's key whose policy does not name the caller
            Dev$ kms describe-key --key-id {Cast.ProdDefaultKey}
            400 AccessDeniedException: {NotAuthorized} kms:DescribeKey on resource: {Cast.ProdDefaultKey} because no resource-based policy allows the kms:DescribeKey action

            another account's key that is not there: the same words, so that nothing leaks
            Dev$ kms describe-key --key-id {NoKey}
            400 AccessDeniedException: {NotAuthorized} kms:DescribeKey on resource: {NoKey} because no resource-based policy allows the kms:DescribeKey action

            another account's key by its bare ID
            Dev$ kms describe-key --key-id {Cast.SharingKeyId}
            400 NotFoundException: Key '{Cast.Kms}{Cast.Development}:key/{Cast.SharingKeyId}' does not exist

            the policy of another account's key
            DevAdmin$ kms get-key-policy --policy-name default --key-id {Cast.SharingKey}
            400 AccessDeniedException|NotFoundException

            a key policy asked for by an alias
            Prod$ kms get-key-policy --policy-name default --key-id {Cast.SharingAlias}
            400 NotFoundException|InvalidArnException

            aliases of a key that is not there
            Prod$ kms list-aliases --key-id {Cast.NoKeyId}
            400 NotFoundException

            grants of a key that is not there
            Prod$ kms list-grants --key-id {Cast.NoKeyId}
            400 NotFoundException

            a policy that is no JSON
            ProdAdmin$ {Put} Allow
            400 MalformedPolicyDocumentException

            a policy that shuts its own author out
            ProdAdmin$ {Put} '{LocksOut}'
            400 MalformedPolicyDocumentException: The new key policy will not allow you to update the key policy in the future.

            a policy without a principal
            ProdAdmin$ {Put} '{NoPrincipal}'
            400 MalformedPolicyDocumentException: Policy contains a statement with no principal.

            a policy for a role that does not exist
            ProdAdmin$ {Put} '{Stranger}'
            400 MalformedPolicyDocumentException: Policy contains a statement with one or more invalid principals.

            the policy of a key that AWS manages
            ProdAdmin$ kms put-key-policy --policy-name default --key-id {Cast.ProdDefaultKey} --policy '{Stranger}'
            400 AccessDeniedException|UnsupportedOperationException

            a policy changed by a role that may not
            Prod$ {Put} '{LocksOut}'
            400 AccessDeniedException: …kms:PutKeyPolicy on resource: {Cast.SharingKey}…

            an alias in AWS's own name space
            ProdAdmin$ kms create-alias --alias-name alias/aws/mine --target-key-id {Cast.SharingKeyId}
            400 InvalidAliasNameException|NotAuthorizedException: …

            an alias without its prefix
            ProdAdmin$ kms create-alias --alias-name mine --target-key-id {Cast.SharingKeyId}
            400 InvalidAliasNameException|ValidationException

            an alias that exists
            ProdAdmin$ kms create-alias --alias-name {Cast.SharingAlias} --target-key-id {Cast.SharingKeyId}
            400 AlreadyExistsException

            an alias of a key that is not there
            ProdAdmin$ kms create-alias --alias-name alias/mine --target-key-id {Cast.NoKeyId}
            400 NotFoundException

            a waiting period of more than thirty days
            ProdAdmin$ kms schedule-key-deletion --pending-window-in-days 31 --key-id {Cast.SharingKeyId}
            400 ValidationException

            deleting a key that AWS manages
            ProdAdmin$ kms schedule-key-deletion --key-id {Cast.ProdDefaultKey}
            400 AccessDeniedException|UnsupportedOperationException

            a grant on a key that is not there
            Prod$ {Grant} {DevPrincipal} --key-id {Cast.NoKeyId}
            400 NotFoundException

            a grant by an alias
            ProdAdmin$ {Grant} {DevPrincipal} --key-id {Cast.SharingAlias}
            400 NotFoundException|InvalidArnException

            a page of more keys than KMS gives
            Prod$ kms list-keys --limit 1001
            400 ValidationException

            a page mark that KMS never gave
            Prod$ kms list-keys --marker made-up
            400 InvalidMarkerException
            """
        );

    [Theory]
    [MemberData(nameof(Refusals))]
    public Task keys_are_refused_as_KMS_refuses_them(string what, As who, string command, string refusal) =>
        Transcript.JudgeAsync(aws, what, who, command, refusal);

    private static string Policy(string statement) => $$"""{"Version":"2012-10-17","Statement":[{{statement}}]}""";
}
