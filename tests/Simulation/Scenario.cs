namespace SnapshotShare.Simulation.Tests;

/// <summary>A seed brings a world with it: how rough it is and what people do in it.</summary>
/// <param name="AsItIs">All requests are for one snapshot that is shared as it is, and somebody with a console shares it too.</param>
/// <param name="HasWatches">Drift is looked for, the ledger checked, its heads kept and notices sent, as in every server; left out where one trip's fault points are counted.</param>
/// <param name="Refusals">Of steps after which the database takes no write for a while. One server alone keeps a journal meanwhile.</param>
/// <param name="Forgeries">Of steps after which somebody with the server's disk changes rows, heads or their key.</param>
/// <param name="Jumps">Of steps after which the machine's clock is set wrong. What is told by rows' own times is looked at elsewhere.</param>
/// <param name="KillAt">Kill at the n-th fault point, counted from the first; -1 for none.</param>
/// <param name="DiesAt">Fault points, separated by <c>|</c>: kill where each is first met, however calm the world is.</param>
internal sealed record Scenario(
    int Seed,
    int Requests,
    bool TwoServers,
    double Trouble,
    double Kills,
    double Clicks,
    double Strangers,
    bool Seeks = false,
    bool AsItIs = false,
    bool HasWatches = false,
    int CopiesAtOnce = 5,
    double Refusals = 0,
    double Forgeries = 0,
    double Jumps = 0,
    int KillAt = -1,
    string? DiesAt = null
)
{
    /// <summary>Fault points of one calm trip from request to given-back cluster, a few more than there are.</summary>
    private const int CalmFaultPoints = 90;

    /// <summary>To tell whether the machine's clock has a part in what a seed breaks.</summary>
    private static readonly bool ClocksJump = Environment.GetEnvironmentVariable("SIMULATION_JUMPS") is not "0";

    /// <summary>One seed in fifty, so that every choice of seeds that must meet all fault points has one.</summary>
    public bool MigratesItself => Seed % 50 == 0;

    /// <summary>Every fifth seed walks one calm trip and dies at one of its fault points, the next each time; the others are rough in every way.</summary>
    public static Scenario Of(int seed)
    {
        if (seed % 5 == 0 && seed / 5 < CalmFaultPoints)
            return new Scenario(seed, Requests: 1, TwoServers: false, Trouble: 0, Kills: 0, Clicks: 0, Strangers: 0, KillAt: seed / 5);
        var random = new Random(seed);
        var scenario = new Scenario(
            seed,
            Requests: 1 + random.Next(3),
            TwoServers: random.Next(3) == 0,
            Trouble: random.Next(2) == 0 ? 0 : random.NextDouble() * 0.25,
            Kills: random.Next(2) == 0 ? 0 : random.NextDouble() * 0.02,
            Clicks: random.Next(2) == 0 ? 0 : random.NextDouble() * 0.02,
            Strangers: random.Next(3) == 0 ? random.NextDouble() * 0.01 : 0,
            Seeks: seed % 2 == 0,
            AsItIs: seed % 5 == 4,
            HasWatches: seed % 3 == 1,
            CopiesAtOnce: 1 + random.Next(3)
        );
        scenario = scenario with
        {
            Refusals = !scenario.TwoServers && random.Next(3) == 0 ? random.NextDouble() * 0.02 : 0,
            Forgeries = random.Next(3) == 0 ? random.NextDouble() * 0.01 : 0,
        };
        var mayJump = scenario is { TwoServers: false, HasWatches: false, Forgeries: 0, Refusals: 0 };
        return scenario with { Jumps = ClocksJump && mayJump && random.Next(2) == 0 ? random.NextDouble() * 0.02 : 0 };
    }
}
