namespace SnapshotShare.AwsSandbox.Wire;

/// <summary>A request as it came over the wire, from a socket or from inside the process.</summary>
internal sealed record WireRequest(
    string Method,
    string Path,
    string Query,
    IReadOnlyList<KeyValuePair<string, string>> Headers,
    ReadOnlyMemory<byte> Body,
    bool FromLoopback
)
{
    public const int LargestBody = 1024 * 1024;

    /// <summary>The first value of a header, whatever its case.</summary>
    public string? Header(string name)
    {
        foreach (var header in Headers)
        {
            if (header.Key.Equals(name, StringComparison.OrdinalIgnoreCase))
                return header.Value;
        }
        return null;
    }
}

/// <summary>The answer that goes back. A lost answer stands for work done whose answer never arrived: the connection is reset.</summary>
internal sealed record WireAnswer(int Status, string ContentType, string Body, string RequestId)
{
    public bool Lost { get; init; }
    public DateTimeOffset Date { get; init; }
    public IReadOnlyList<KeyValuePair<string, string>> Extra { get; init; } = [];
}
