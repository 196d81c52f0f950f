namespace SnapshotShare.Core.Findings;

/// <summary>AWS's answer to a failed call, unchanged.</summary>
public sealed record AwsError(string Code, string Message, string? RequestId, int? HttpStatus);
