namespace SnapshotShare.Core.Aws;

/// <summary>A call to AWS that failed, together with the account it was asked of: whoever tells of it must not have to guess whose role it was.</summary>
internal sealed class AwsCallException(string account, Exception failure) : Exception(failure.Message, failure)
{
    /// <summary>Name of the account.</summary>
    public string Account { get; } = account;
}
