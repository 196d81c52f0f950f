using SnapshotShare.Core.Requests;
using SnapshotShare.Simulation.Tests;

namespace SnapshotShare.Benchmarks;

/// <summary>Plays the trips and prints what their waiting cost.</summary>
internal static class Waiting
{
    private static readonly DateTimeOffset Start = new(2040, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Window = TimeSpan.FromHours(2);

    public static void Measure(int many)
    {
        Console.WriteLine("One trip                      until Ready   added  added %  describes");
        var cli = One("usual durations", factor: 1);
        One("a source 2.4 times as slow", factor: 2.4);
        Console.WriteLine();
        var (describes, preflights, ready) = Many(many);
        Console.WriteLine(
            $"{many} requests of one source, asked for over half an hour, the first {Window.TotalHours:F0} h ({ready} of them Ready by then)"
        );
        Console.WriteLine(
            $"  describes per hour: {describes.Values.Sum() / Window.TotalHours:F0} together; one CLI user: {cli:F0}, as many CLI users: {cli * many:F0}"
        );
        Console.WriteLine($"  of these for making the plans again, before anything is waited for: {preflights / Window.TotalHours:F0}");
        foreach (var (operation, n) in describes.OrderByDescending(pair => pair.Value))
            Console.WriteLine($"    {operation, -38} {n / Window.TotalHours, 7:F0} per hour");
    }

    /// <summary>Describes per hour of the CLI user.</summary>
    private static double One(string title, double factor)
    {
        var time = new VirtualTime(Start);
        using var aws = new CountedAws(time, copiesAtOnce: 5, factor);
        using var server = new Server(time, aws, copiesAtOnce: 5);
        var first = Trip(server, "first");
        for (var i = 2; i <= 5; i++)
            Trip(server, $"trip-{i}");
        var sixth = Trip(server, "sixth");
        var own = new CliTrip(server, sixth.Row.Plan, TimeSpan.FromSeconds(0.5)).Play("by-itself");
        aws.Describes.Clear();
        var took = new CliTrip(server, sixth.Row.Plan, TimeSpan.FromSeconds(30)).Play("by-hand");
        Console.WriteLine($" {title}: AWS's own time {own:h\\:mm\\:ss}");
        Line("AWS CLI with its waits", took, aws.Total);
        Line("pipeline, no history", first.Took, first.Calls);
        Line("pipeline, after five trips", sixth.Took, sixth.Calls);
        return aws.Total / took.TotalHours;

        void Line(string who, TimeSpan time, int n) =>
            Console.WriteLine(
                $"  {who, -28} {time, 9:h\\:mm\\:ss}  {(time - own).TotalSeconds, 5:F0} s  {(time - own) / own * 100, 5:F2} %  {n, 9}"
            );
    }

    private static (TimeSpan Took, int Calls, Request Row) Trip(Server server, string name)
    {
        var id = server.Ask(name);
        var asked = server.Time.Now;
        // Its first advance makes the plan again, as for a preview; waiting begins after it.
        while (server.Row(id).Status == RequestStatus.Approved)
            server.Step();
        server.Aws.Describes.Clear();
        Request row;
        while ((row = server.Row(id)).Status != RequestStatus.Ready)
        {
            if (row.Status is not RequestStatus.Running)
                throw new InvalidOperationException($"{name} is {row.Status}: {row.StatusReason}");
            server.Step();
        }
        var calls = server.Aws.Total;
        server.GiveBack(id);
        while (!server.Row(id).Status.IsFinal())
            server.Step();
        return (row.ReadyAt!.Value - asked, calls, row);
    }

    /// <summary>Describes of one request from its approval until it runs.</summary>
    private static int PreflightOfOne(Server server)
    {
        var id = server.Ask("alone");
        server.Aws.Describes.Clear();
        while (server.Row(id).Status == RequestStatus.Approved)
            server.Step();
        return server.Aws.Total;
    }

    private static (Dictionary<string, int> Describes, int Preflights, int Ready) Many(int many)
    {
        var time = new VirtualTime(Start);
        using var aws = new CountedAws(time, copiesAtOnce: many, factor: 1);
        using var server = new Server(time, aws, copiesAtOnce: many);
        var (ids, describes) = (new List<string>(), new Dictionary<string, int>(StringComparer.Ordinal));
        var preflight = PreflightOfOne(server);
        var began = time.Now;
        var apart = TimeSpan.FromMinutes(30) / many;
        while (time.Now < began + Window)
        {
            // Asking and its preflight are the person's reads, not waiting.
            while (ids.Count < many && time.Now >= began + (apart * ids.Count))
                ids.Add(server.Ask($"many-{ids.Count}"));
            aws.Describes.Clear();
            server.Step(ids.Count < many ? began + (apart * ids.Count) : began + Window);
            foreach (var (operation, n) in aws.Describes)
                describes[operation] = describes.GetValueOrDefault(operation) + n;
        }
        return (
            describes,
            preflight * ids.Count(id => server.Row(id).Status != RequestStatus.Approved),
            ids.Count(id => server.Row(id).ReadyAt is not null)
        );
    }
}
