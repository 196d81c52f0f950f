namespace SnapshotShare.AwsSandbox.Pages;

/// <summary>One call as the sandbox saw it, with what it would not say on the wire.</summary>
internal sealed record LoggedCall(
    DateTimeOffset At,
    string? Caller,
    string Service,
    string Operation,
    int Status,
    string? Code,
    string Note
);

/// <summary>The last calls, newest first, and the number of all.</summary>
internal sealed class CallLog
{
    private const int Longest = 1000;
    private readonly LinkedList<LoggedCall> calls = [];

    public IEnumerable<LoggedCall> Newest => calls;
    public long Total { get; private set; }

    public void Add(LoggedCall call)
    {
        Total++;
        calls.AddFirst(call);
        if (calls.Count > Longest)
            calls.RemoveLast();
    }
}
