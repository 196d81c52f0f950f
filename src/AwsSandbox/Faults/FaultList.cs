using SnapshotShare.AwsSandbox.Policies;
using SnapshotShare.AwsSandbox.Wire;

namespace SnapshotShare.AwsSandbox.Faults;

/// <summary>The faults that are waiting for their calls. They live until they are used up or the process ends.</summary>
internal sealed class FaultList
{
    private readonly List<Fault> waiting = [];
    private readonly Dictionary<FaultKind, int> hits = [];

    public IReadOnlyList<Fault> Waiting => waiting;

    /// <summary>The number of calls that each kind has hit since the process began.</summary>
    public IReadOnlyDictionary<FaultKind, int> Hits => hits;

    public void Add(Fault fault) => waiting.Add(fault);

    public void Clear() => waiting.Clear();

    public Fault? Take(Call call, params ReadOnlySpan<FaultKind> kinds) => Take(call.Caller.Account, call.Operation, kinds);

    /// <summary>The first fault of these kinds that is meant for this call, one use of it spent.</summary>
    public Fault? Take(string account, string operation, params ReadOnlySpan<FaultKind> kinds)
    {
        for (var i = 0; i < waiting.Count; i++)
        {
            var fault = waiting[i];
            if (!kinds.Contains(fault.Kind) || !IsFor(fault, account, operation))
                continue;
            if (fault.Skip > 0)
            {
                waiting[i] = fault with { Skip = fault.Skip - 1 };
                continue;
            }
            if (fault.Count <= 1)
                waiting.RemoveAt(i);
            else
                waiting[i] = fault with { Count = fault.Count - 1 };
            hits[fault.Kind] = hits.GetValueOrDefault(fault.Kind) + 1;
            return fault;
        }
        return null;
    }

    private static bool IsFor(Fault fault, string account, string operation) =>
        (fault.Account is null || fault.Account == account)
        && (fault.Operation is null || Wildcard.Matches(fault.Operation, operation, ignoreCase: true));
}
