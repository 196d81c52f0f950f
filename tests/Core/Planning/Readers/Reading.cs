using Amazon.Runtime;
using SnapshotShare.Core.Planning.Readers;
using SnapshotShare.Core.Tests.Aws;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Tests.Planning.Readers;

/// <summary>An account whose answers stand in a table, by operation; what is not in it is refused.</summary>
internal sealed class Reading
{
    private readonly Dictionary<string, Func<object, object>> _answers = new(StringComparer.Ordinal);

    public Reading(Account? account = null) =>
        Probe = new AccountProbe(
            FakeAws.Account(
                account ?? Sample.Route.From,
                (operation, request) =>
                {
                    Asked.Add((operation, request));
                    return _answers.TryGetValue(operation, out var answer) ? answer(request) : throw FakeAws.Refusal("AccessDenied");
                }
            )
        );

    public AccountProbe Probe { get; }
    public List<(string Operation, object Request)> Asked { get; } = [];

    public IEnumerable<string> Operations => Asked.Select(call => call.Operation);

    /// <summary>The only request of its kind.</summary>
    public T Only<T>()
        where T : AmazonWebServiceRequest => Assert.Single(Asked.Select(call => call.Request).OfType<T>());

    public Reading On<TRequest>(Func<TRequest, object> answer)
        where TRequest : AmazonWebServiceRequest
    {
        _answers[typeof(TRequest).Name[..^"Request".Length]] = request => answer((TRequest)request);
        return this;
    }
}
