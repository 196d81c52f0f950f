using SnapshotShare.Core.Text;

namespace SnapshotShare.Core.Findings;

/// <summary>What AWS answered, unchanged.</summary>
public sealed record AwsError(string Code, string Message, string? RequestId, int? HttpStatus);
