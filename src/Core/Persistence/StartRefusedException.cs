namespace SnapshotShare.Core.Persistence;

/// <summary>The application must not start; the message tells the operator why, in a sentence.</summary>
public sealed class StartRefusedException : Exception
{
    public StartRefusedException() { }

    public StartRefusedException(string message)
        : base(message) { }

    public StartRefusedException(string message, Exception innerException)
        : base(message, innerException) { }
}
