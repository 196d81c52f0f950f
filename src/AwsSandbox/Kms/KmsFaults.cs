using SnapshotShare.AwsSandbox.Wire;

namespace SnapshotShare.AwsSandbox.Kms;

/// <summary>KMS's refusals (KMS API Reference).</summary>
internal static class KmsFaults
{
    public static Refusal NotFound(string message) => new(400, "NotFoundException", message);

    public static Refusal InvalidArn(string arn) => new(400, "InvalidArnException", $"Invalid arn {arn}");

    public static Refusal Validation(string message) => new(400, "ValidationException", message);

    public static Refusal Missing(string member) =>
        Validation(
            $"1 validation error detected: Value null at '{char.ToLowerInvariant(member[0])}{member[1..]}' failed to satisfy constraint: Member must not be null"
        );

    public static Refusal InvalidMarker() => new(400, "InvalidMarkerException", "The marker is not valid.");

    public static Refusal Disabled(string arn) => new(400, "DisabledException", $"{arn} is disabled.");

    public static Refusal InvalidState(string message) => new(400, "KMSInvalidStateException", message);

    public static Refusal PendingDeletion(string arn) => InvalidState($"{arn} is pending deletion.");

    public static Refusal Malformed(string message) => new(400, "MalformedPolicyDocumentException", message);

    public static Refusal DryRun() =>
        new(400, "DryRunOperationException", "The request would have succeeded, but the DryRun option is set.");
}
