using Amazon.SecurityToken;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Planning.Readers;

/// <summary>
/// One account as its acting role sees it. A call that is refused becomes a finding and the plan is made without its answer; a call that
/// gets no answer ends the plan where that cannot be made without it, because asking again may well succeed.
/// </summary>
internal sealed class AccountProbe(AccountClients clients)
{
    private readonly List<Finding> _refused = [];

    public Account Account => clients.Account;
    public AccountClients Clients => clients;
    public IReadOnlyList<Finding> Refused => _refused;

    /// <summary>The role could not be assumed, so there is nothing more to ask here.</summary>
    public bool IsClosed { get; private set; }

    /// <param name="action">As IAM spells it, e.g. <c>rds:DescribeDBClusters</c>.</param>
    /// <param name="without">The gravity of going on without the answer.</param>
    public async Task<T?> AskAsync<T>(string action, string resource, Severity without, Func<Task<T?>> ask)
        where T : class
    {
        var (answer, refusal, isAnswered) = await TryAsync(ask);
        if (refusal is not null && !isAnswered && without == Severity.Blocking)
            throw new NoAnswerException(Account, action, refusal);
        if (refusal is not null && !IsClosed)
            _refused.Add(
                isAnswered
                    ? AwsErrorFindings.Question(Account, action, resource, without, refusal)
                    : AwsErrorFindings.Unanswered(Account, action, resource, without, refusal)
            );
        return answer;
    }

    /// <summary>The same for a question whose refusal is itself a fact, and without whose answer a plan can be made.</summary>
    public async Task<(T? Answer, AwsError? Refusal)> AdviseAsync<T>(Func<Task<T?>> ask)
        where T : class
    {
        var (answer, refusal, _) = await TryAsync(ask);
        return (answer, refusal);
    }

    private async Task<(T? Answer, AwsError? Refusal, bool IsAnswered)> TryAsync<T>(Func<Task<T?>> ask)
        where T : class
    {
        if (IsClosed)
            return (null, null, true);
        try
        {
            return (await clients.AskAsync(ask), null, true);
        }
        catch (AwsCallException e)
        {
            var (fault, refusal) = AwsErrors.Classify(e);
            if (fault is not (ErrorHandling.Person or ErrorHandling.Final))
                return (null, refusal, false);
            if (e.InnerException is AmazonSecurityTokenServiceException)
            {
                IsClosed = true;
                _refused.Add(AwsErrorFindings.RoleNotAssumable(Account, refusal));
            }
            return (null, refusal, true);
        }
    }

    public void Add(Finding finding) => _refused.Add(finding);
}

/// <summary>AWS could not be asked; the plan has to wait.</summary>
internal sealed class NoAnswerException(Account account, string action, AwsError refusal) : Exception(refusal.Message)
{
    public Account Account { get; } = account;
    public string Action { get; } = action;
    public AwsError Refusal { get; } = refusal;
}
