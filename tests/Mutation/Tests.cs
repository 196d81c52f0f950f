using System.Globalization;

namespace SnapshotShare.Mutation;

/// <summary>A test, how long it takes in a program that is warm, and the mutants whose code it passes.</summary>
/// <param name="Name">Class and method, with all the rows of a theory.</param>
/// <param name="Once">Those among them that it was the first to meet, where something is made that a process makes once and keeps.</param>
internal sealed record TestMethod(string Project, string Name, TimeSpan Takes, IReadOnlySet<int> Meets, IReadOnlySet<int> Once)
{
    public string Class => Name[..Name.LastIndexOf('.')];
}

/// <summary>Plays each test once, to see what it meets.</summary>
internal static class Tests
{
    /// <param name="memory">File in which it is remembered: the same program with the same tests meets the same mutants.</param>
    public static IReadOnlyList<TestMethod> Play(
        MutatedTree tree,
        IReadOnlyCollection<string> projects,
        int atOnce,
        Func<bool> isOver,
        string memory
    )
    {
        var key = tree.Fingerprint(projects);
        if (Remembered(memory, key) is { } known)
            return known;
        var played = new List<TestMethod>();
        foreach (var project in projects)
        {
            var all = new Queue<string>();
            using (var one = new WarmTests(tree, project))
                foreach (var name in one.List())
                    all.Enqueue(name);
            Parallel.For(
                0,
                atOnce,
                _ =>
                {
                    using var program = new WarmTests(tree, project);
                    while (!isOver() && Next(all) is { } name)
                    {
                        var met = program.Meet(name);
                        // Such as one that reads the assembly's own structure, in which the switches stand.
                        if (met is null)
                            Console.WriteLine($"{name} fails without a mutant and is no judge.");
                        else
                            lock (played)
                                played.Add(met);
                    }
                }
            );
        }
        played.Sort((one, other) => one.Takes.CompareTo(other.Takes));
        if (!isOver())
            Remember(memory, key, played);
        return played;
    }

    private static string? Next(Queue<string> all)
    {
        lock (all)
            return all.TryDequeue(out var name) ? name : null;
    }

    private static List<TestMethod>? Remembered(string memory, string key)
    {
        if (!File.Exists(memory) || File.ReadLines(memory).First() != key)
            return null;
        return
        [
            .. File.ReadLines(memory)
                .Skip(1)
                .Select(line => line.Split('\t'))
                .Select(cells => new TestMethod(
                    cells[0],
                    cells[1],
                    TimeSpan.FromMilliseconds(double.Parse(cells[2], CultureInfo.InvariantCulture)),
                    Set(cells[3]),
                    Set(cells[4])
                )),
        ];

        static HashSet<int> Set(string cell) =>
            [.. cell.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(number => int.Parse(number, CultureInfo.InvariantCulture))];
    }

    private static void Remember(string memory, string key, IEnumerable<TestMethod> played) =>
        File.WriteAllLines(
            memory,
            played
                .Select(test =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{test.Project}\t{test.Name}\t{test.Takes.TotalMilliseconds}\t{string.Join(' ', test.Meets)}\t{string.Join(' ', test.Once)}"
                    )
                )
                .Prepend(key)
        );
}
