using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Topology;
using SnapshotShare.Core.Workflows;

namespace SnapshotShare.Simulation.Tests;

/// <summary>
/// One seed: servers, AWS, people and trouble in one thread on virtual time. Everything that could happen next is chosen by the seed,
/// so a seed is a test, and the same seed is the same trace.
/// </summary>
internal sealed class SimulatedRun : IDisposable
{
    private const int MostSteps = 20_000;

    // Later than any real day on which this runs: sessions given out then are not over by the clock that signatures are checked with.
    private static readonly DateTimeOffset Start = new(2040, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly DatabaseFile _database;

    public SimulatedRun(Scenario scenario)
    {
        Scenario = scenario;
        Random = new Random(scenario.Seed * 7919 + 17);
        Time = new VirtualTime(Start);
        Wall = new WallClock(this);
        Trace = new Trace(Time);
        AwsTopology = SimulatedEstate.Of(scenario);
        Aws = new SimulatedAws(scenario, AwsTopology, Time);
        _database = new DatabaseFile(scenario);
        Rows = new Rows(_database.ConnectionString);
        Model = new AwsModel(this);
        Deaths = new Deaths(this);
        Network = new Network(this);
        Records = new Records(this);
        Forgers = new Forgers(this);
        Servers = new Servers(this);
        Receiver = new Receiver(this);
        Drift = new DriftModel(this);
        Descendants = new Descendants(this);
        People = new People(this);
        Strangers = new Strangers(this);
    }

    public Scenario Scenario { get; }

    /// <summary>The seed's own sequence: each draw is part of the trace, so none may be added or left out for convenience.</summary>
    public Random Random { get; }
    public VirtualTime Time { get; }
    public WallClock Wall { get; }
    public Trace Trace { get; }
    public AwsTopology AwsTopology { get; }
    public Timings Timings { get; } = SimulatedEstate.Timings;
    public string ConnectionString => _database.ConnectionString;
    public string HeadsFolder => _database.Folder;
    public SimulatedAws Aws { get; }
    public Rows Rows { get; }
    public AwsModel Model { get; }
    public Deaths Deaths { get; }
    public Network Network { get; }
    public Records Records { get; }
    public Forgers Forgers { get; }
    public Servers Servers { get; }
    public Receiver Receiver { get; }
    public DriftModel Drift { get; }
    public Descendants Descendants { get; }
    public People People { get; }
    public Strangers Strangers { get; }

    /// <summary>Nobody dies, meddles or clicks, and every call arrives: at the start, and for the rest of a run that has gone on long enough.</summary>
    public bool IsCalm { get; private set; }

    /// <summary>Since when every server ran and AWS answered everything.</summary>
    public DateTime CalmSince { get; private set; } = Start.UtcDateTime;

    /// <summary>Since when, besides, everything can be written, and all is as the product wrote it. Taking a share away waits for none of this.</summary>
    public DateTime QuietSince => new[] { CalmSince, Records.WritableSince, Forgers.HonestSince, Wall.RightSince }.Max();

    /// <summary>Not told by the time: much happens in the first moment.</summary>
    public bool WasAlwaysCalm { get; private set; } = true;

    /// <summary>Nobody died, meddled or pressed a button, and AWS answered everything.</summary>
    public bool WasUndisturbed => WasAlwaysCalm && People.LastClick is null && Records.Times + Forgers.Times + Wall.Times == 0;

    /// <summary>Deadlines count anew from here: whoever was in trouble may be late by it.</summary>
    public void Disturb() => (CalmSince, WasAlwaysCalm) = (Time.Now, false);

    public byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        Random.NextBytes(bytes);
        return bytes;
    }

    public void Committed(ServerProcess process, string label)
    {
        Rows.Changed();
        Trace.Note($"{process.Name} commits {label}");
        // The first server's first commit makes the tables.
        if (Scenario.Jumps > 0 && Servers.First is not null)
            Model.NoteTimes();
        // What was just written says that something is gone: then it is.
        if (
            Scenario.Strangers > 0
            && (label.Contains("step.done", StringComparison.Ordinal) || label.Contains("stray.gone", StringComparison.Ordinal))
        )
            Invariants.CheckIdentities(this);
    }

    /// <summary>Plays until every request has come to its end and the world is quiet.</summary>
    public void Play()
    {
        IsCalm = true;
        Servers.Start(ownsDatabase: true);
        if (Scenario.TwoServers)
            Servers.Start(ownsDatabase: false);
        for (var i = 0; i < Scenario.Requests; i++)
            People.Ask();
        if (Scenario.Forgeries > 0)
            People.AskInVain();
        IsCalm = false;
        for (var step = 0; ; step++)
        {
            if (step > MostSteps)
                throw new InvariantBrokenException($"I7: it never ends: {Standing()}");
            if (step > MostSteps / 2 || Time.Now > Start.UtcDateTime.AddHours(30))
                IsCalm = true;
            Step();
            Invariants.Check(this);
            if (!IsOver())
                continue;
            // Drift is looked for on a clock of its own, and what is left of trouble must not hide it.
            IsCalm = true;
            if (Drift.IsSettled && Descendants.AreFound)
                break;
        }
        Invariants.CheckEnd(this);
    }

    public void Dispose()
    {
        Aws.Dispose();
        Rows.Dispose();
        Servers.KillAll();
        _database.Dispose();
    }

    private void Step()
    {
        Servers.Reap();
        Network.ForgetTheDead();
        if (!IsCalm && Random.NextDouble() < Scenario.Clicks)
            People.Click();
        else if (!IsCalm && Random.NextDouble() < Scenario.Strangers)
            Strangers.Meddle();
        else if (!IsCalm && Strangers.MayShare && Random.NextDouble() < 0.01)
            Strangers.ShareByHand();
        else if (
            !IsCalm
            && Scenario.Refusals > 0
            && !Records.AreRefused
            && Servers.HaveReadShares
            && Random.NextDouble() < Scenario.Refusals
        )
            Records.Refuse();
        else if (!IsCalm && Scenario.Forgeries > 0 && Random.NextDouble() < Scenario.Forgeries)
            Forgers.Forge();
        else if (!IsCalm && Scenario.Jumps > 0 && Random.NextDouble() < Scenario.Jumps)
            Wall.Jump();
        else if (Network.Pending > 0 && (Random.Next(3) > 0 || !Servers.Tick()))
            Network.Deliver();
        else if (Network.Pending == 0 && !Servers.Tick())
            Wait();
    }

    /// <summary>Nothing can happen now: time goes on to when something can.</summary>
    private void Wait()
    {
        var next = new[]
        {
            Rows.NextDue() - Servers.Ahead,
            Network.NextLate,
            Strangers.KeyBackAt,
            People.LiftAt,
            Strangers.HandsOffAt,
            Servers.NextScan,
            Servers.NextPass,
            Records.BackAt,
            Forgers.UndoneAt,
            Wall.RightAt,
            // Where rows do not say when a share ends, or say it by another clock.
            Forgers.UndoneAt
                is null
            && Wall.Times == 0
                ? null
                : Model.NextDeadline,
        }.Where(at => at is not null).Min();
        var least = Time.Now.AddMilliseconds(Random.Next(1, Records.AreRefused ? 10_000 : 2000));
        Time.AdvanceTo(next > least ? next.Value : least);
        Network.DeliverLate();
        People.LiftWhenDue();
        Strangers.UndoWhenDue();
        Records.RestoreWhenDue();
        Forgers.UndoWhenDue();
        Wall.SetRightWhenDue();
        if (Scenario.Jumps > 0)
            Servers.LookAtClocks();
    }

    private bool IsOver() =>
        Network.IsQuiet
        && Strangers is { KeyBackAt: null, HandsOffAt: null }
        && People.LiftAt is null
        && Records.BackAt is null
        && Forgers.UndoneAt is null
        && Wall.RightAt is null
        && Servers.NextPass is null
        && Servers.AreIdle
        && Rows.NextDue() is null;

    private string Standing() =>
        $"{Network.Pending} calls under way, {Network.Late} late, {Servers}, next look {Rows.NextDue()}, now {Time.Now}; "
        + string.Join(
            ", ",
            Rows.Requests()
                .Where(row => row.Status.IsMoving())
                .Select(row => $"{row.Id} {row.Status} at {string.Join(" and ", Workflow.Active(row).Select(step => step.Name))}")
        );
}
