using SnapshotShare.Core.Requests;

namespace SnapshotShare.Core.Execution;

/// <summary>The right to advance one request for a while. The request is as it was last written under this lease.</summary>
internal sealed class RequestLease(string owner, DateTime until, Request request)
{
    public string Owner { get; } = owner;
    public DateTime Until { get; } = until;
    public Request Request { get; set; } = request;
}

/// <summary>Another engine holds the row now; whatever this one knew is out of date.</summary>
internal sealed class LeaseLostException : Exception;
