namespace SnapshotShare.Core.Persistence;

/// <summary>The application must not start; the message tells the operator why, in a sentence.</summary>
public class StartRefusedException : Exception
{
    public StartRefusedException() { }

    public StartRefusedException(string message)
        : base(message) { }

    public StartRefusedException(string message, Exception innerException)
        : base(message, innerException) { }
}

/// <summary>Another process has this database open and does all that is to be done.</summary>
public sealed class ServedElsewhereException(string message, Exception innerException) : StartRefusedException(message, innerException);
