using SnapshotShare.Core.Commands;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Shares;

namespace SnapshotShare.Simulation.Tests;

/// <summary>Those who use the product: they ask at the beginning, and press any button at any moment where the scenario has them do so.</summary>
internal sealed class People(SimulatedRun run)
{
    private static readonly Actor Developer = new("developer", "developer", [Role.Requester], SessionId: null);
    private static readonly Actor Admin = new("admin", "admin", [Role.Admin], SessionId: null);
    private static readonly Actor Dba = new("dba", "DBA", [Role.Approver], SessionId: null);

    /// <summary>There from the start, and AWS Backup's own.</summary>
    private const string OfAwsBackup = "awsbackup:job-3f0c6a51-7d2e-4b98-a1c4-5e8f9b0d2a36";

    private static readonly SourceChoice Newest = SourceChoice.Newest("prod-altplus-cluster");

    private readonly List<string> _requests = [];
    private readonly List<Task> _clicks = [];
    private readonly HashSet<string> _wantAway = new(StringComparer.Ordinal);
    private readonly HashSet<(string Request, int Version, string Digest)> _said = [];
    private readonly HashSet<string> _givenBack = new(StringComparer.Ordinal);
    private string? _inVain;

    /// <summary>In the order of asking.</summary>
    public IReadOnlyList<string> Requests => _requests;

    /// <summary>When somebody last pressed a button, or a freeze was lifted; null when nobody ever did.</summary>
    public DateTime? LastClick { get; private set; }

    /// <summary>When the freeze is lifted that somebody put on.</summary>
    public DateTime? LiftAt { get; private set; }

    /// <summary>True from the moment somebody pressed for a freeze, written or not, until it is lifted.</summary>
    public bool WantFreeze => LiftAt is not null;

    /// <summary>True when somebody said yes to exactly this plan, or was about to when a server died under it.</summary>
    public bool SaidYes(Request row) => _said.Contains((row.Id, row.PlanVersion, row.Plan.Digest));

    /// <summary>True when somebody wanted an end of it.</summary>
    public bool GaveBack(string requestId) => _givenBack.Contains(requestId);

    /// <summary>True for what nobody was ever going to approve.</summary>
    public bool IsInVain(Request row) => row.Id == _inVain && !SaidYes(row);

    public string AnyRequest() => _requests[run.Random.Next(_requests.Count)];

    /// <summary>A developer asks and the DBA says yes, both once more where a server dies under them.</summary>
    public void Ask()
    {
        var id = AskFor(Terms());
        Insist(
            server => ApproveAsync(server, id),
            () => run.Rows.Request(id) is { Status: not RequestStatus.WaitingForApproval } ? id : null
        );
    }

    /// <summary>A developer asks, and nobody answers.</summary>
    public void AskInVain() => _inVain = AskFor(Terms());

    private string AskFor(RequestTerms terms)
    {
        var id = Insist(
            server => server.Get<RequestCommands>().RequestAsync(Developer, terms, CancellationToken.None, another: true),
            () => run.Rows.Requests().Select(row => row.Id).FirstOrDefault(made => !_requests.Contains(made))
        );
        _requests.Add(id);
        return id;
    }

    private Task<CommandResult<Request>> ApproveAsync(ServerProcess server, string id)
    {
        var row = run.Rows.Request(id);
        var yes = server.Get<RequestCommands>().ApproveAsync(Dba, id, row.Plan.Digest, "yes", CancellationToken.None);
        // A server that dies under it never answers, and may have written it down.
        if (!yes.IsCompleted || yes is { IsCompletedSuccessfully: true, Result.Value: not null })
            _said.Add((id, row.PlanVersion, row.Plan.Digest));
        return yes;
    }

    /// <summary>Somebody presses a button, whether it makes sense now or not.</summary>
    public void Click()
    {
        if (run.Servers.Last is not { } server)
            return;
        var id = AnyRequest();
        var verbs = server.Get<RequestCommands>();
        var what = run.Random.Next(10);
        if (what >= 7)
        {
            ClickOnDrift(server, what);
            return;
        }
        var (name, click) = what switch
        {
            6 => ("freeze", (Task)FreezeAsync(server)),
            0 => ("cancel", verbs.CancelAsync(Developer, id, "no longer needed", CancellationToken.None)),
            1 => ("unshare", verbs.UnshareAsync(Dba, id, CancellationToken.None)),
            2 => ("retry", verbs.RetryAsync(Developer, id, CancellationToken.None)),
            3 => ("extend", verbs.ExtendAsync(Developer, id, TimeSpan.FromHours(1), CancellationToken.None)),
            _ => ("approve", ApproveAsync(server, id)),
        };
        run.Trace.Note($"click {name} {id}");
        LastClick = run.Time.Now;
        _clicks.Add(click);
        if (name == "cancel")
            _givenBack.Add(id);
        // What is promised counts from now, written or not.
        if (click is Task<CommandResult<Request>> { IsCompletedSuccessfully: true, Result.Value: not null } && name == "unshare")
            run.Model.Unwanted(id);
        if (click is Task<CommandResult<Freeze>> { IsCompletedSuccessfully: true, Result.Value: not null })
            run.Model.Unwanted(requestId: null);
    }

    /// <summary>Somebody has what a stranger shared taken away, or asks to keep it for a while, or agrees to that.</summary>
    private void ClickOnDrift(ServerProcess server, int what)
    {
        if (run.Rows.Drift() is not { Count: > 0 } all)
            return;
        var finding = all[run.Random.Next(all.Count)];
        var verbs = server.Get<DriftCommands>();
        var until = run.Time.Now.AddMinutes(run.Random.Next(5, 180));
        var (name, click) = what switch
        {
            7 => ("take away", (Task)verbs.UnshareAsync(Dba, finding.Id, CancellationToken.None)),
            8 => ("keep", verbs.ProposeAdoptionAsync(Dba, finding.Id, until, "needed", CancellationToken.None)),
            _ => ("let keep", verbs.ApproveAdoptionAsync(Admin, finding.Id, finding.AdoptedUntil ?? until, CancellationToken.None)),
        };
        // The word counts from when it is said, though nothing of it can be written yet.
        if (name == "take away")
            _wantAway.Add(finding.Id);
        run.Trace.Note($"click {name} {finding.Id}");
        LastClick = run.Time.Now;
        _clicks.Add(click);
    }

    /// <summary>Somebody wants a share that drifted taken away.</summary>
    public bool WantAway(string findingId) => _wantAway.Contains(findingId);

    /// <summary>Lifts the freeze when its time has come, again every minute until it was done: a server may die under it.</summary>
    public void LiftWhenDue()
    {
        if (!(LiftAt <= run.Time.Now) || run.Servers.First is not { } server)
            return;
        LiftAt = run.Time.Now.AddMinutes(1);
        _clicks.Add(LiftAsync(server));
    }

    private async Task LiftAsync(ServerProcess server)
    {
        // What waits for the records to be written is no freeze yet that could be lifted.
        if (server.Get<EmergencyJournal>().IsFrozen)
            return;
        run.Trace.Note("the freeze is lifted");
        LastClick = run.Time.Now;
        var (lifted, refusal) = await server.Get<FreezeCommands>().LiftAsync(Admin, CancellationToken.None);
        // Nothing else can be refused for good: what cannot be written is tried again.
        if (lifted is not null || refusal!.Message.Key == "not-frozen")
            LiftAt = null;
    }

    private Task FreezeAsync(ServerProcess server)
    {
        LiftAt = run.Time.Now.AddMinutes(run.Random.Next(1, 60));
        return server.Get<FreezeCommands>().FreezeAsync(Dba, "to be sure", CancellationToken.None);
    }

    private RequestTerms Terms()
    {
        var isCalmTrip = run.Scenario.KillAt >= 0;
        var goal = isCalmTrip ? Goal.Cluster : AnyGoal();
        TimeSpan? window = isCalmTrip ? null : AnyWindow();
        return new RequestTerms(
            "prod-to-dev",
            goal,
            run.Scenario.AsItIs ? SourceChoice.Named(Strangers.Shareable)
                : isCalmTrip ? Newest
                : AnySource(),
            Window: window,
            Life: goal == Goal.Share ? null : TimeSpan.FromHours(2)
        );
    }

    private SourceChoice AnySource() =>
        run.Random.Next(4) switch
        {
            0 => SourceChoice.TakenNow("prod-altplus-cluster"),
            1 when run.Scenario.Seed % 3 == 0 => SourceChoice.Named(OfAwsBackup),
            _ => Newest,
        };

    private Goal AnyGoal() =>
        (Goal)(
            run.Random.Next(5) switch
            {
                3 => 1,
                4 => 2,
                _ => 0,
            }
        );

    private TimeSpan AnyWindow() =>
        TimeSpan.FromMinutes(
            run.Random.Next(4) switch
            {
                0 => 3,
                1 => 15,
                2 => 90,
                _ => 1440,
            }
        );

    /// <summary>A verb whose calls are all delivered at once. If the server dies under it, one looks for what it was to do and asks again.</summary>
    private string Insist(Func<ServerProcess, Task<CommandResult<Request>>> verb, Func<string?> done)
    {
        for (; ; )
        {
            var server = run.Servers.Some();
            var answer = verb(server);
            while (!answer.IsCompleted && !server.IsDead)
                run.Network.DeliverOldest();
            if (answer.IsCompleted && !server.IsDead)
                return answer.GetAwaiter().GetResult().Value?.Id
                    ?? throw new InvariantBrokenException($"asking is refused: {answer.Result.Refusal!.Message}");
            if (done() is { } id)
                return id;
        }
    }
}
