using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SnapshotShare.Mutation;

/// <summary>A class of tests, how long it runs alone, and the mutants whose code it passes.</summary>
/// <param name="Once">Those among them that it meets where something is made that a process makes once and keeps.</param>
internal sealed record TestClass(string Project, string Name, TimeSpan Takes, IReadOnlySet<int> Meets, IReadOnlySet<int> Once);

/// <summary>Finds the test classes of the projects and plays each once, to see what it meets.</summary>
internal static class Tests
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    public static IReadOnlyList<TestClass> Play(
        MutatedTree tree,
        IEnumerable<(string Project, string Class)> classes,
        int atOnce,
        Func<bool> isOver,
        string memory
    )
    {
        var all = classes.ToList();
        // The same program with the same tests meets the same mutants, so a run that goes on need not look again.
        var key = tree.Fingerprint(all.Select(test => test.Project).Distinct(StringComparer.Ordinal));
        if (Remembered(memory, key) is { } known)
            return known;
        var played = new List<TestClass>();
        Parallel.ForEach(
            all,
            new ParallelOptions { MaxDegreeOfParallelism = atOnce },
            test =>
            {
                if (isOver())
                    return;
                var met = Path.GetTempFileName();
                var outcome = Run(tree, test.Project, [test.Class], Longest, ("MUTANTS_MET", met));
                // Such as one that reads the assembly's own structure, in which the switches stand.
                if (outcome.ExitCode != 0)
                {
                    Console.WriteLine($"{test.Class} fails without a mutant and is no judge.");
                    return;
                }
                var lines = File.ReadLines(met).Select(line => line.Split(' ')).ToList();
                File.Delete(met);
                lock (played)
                    played.Add(
                        new TestClass(
                            test.Project,
                            test.Class,
                            outcome.Took,
                            Numbers(lines),
                            Numbers(lines.Where(line => line is [_, "once"]))
                        )
                    );
            }
        );
        played.Sort((one, other) => one.Takes.CompareTo(other.Takes));
        if (!isOver())
            Remember(memory, key, played);
        return played;
    }

    private static List<TestClass>? Remembered(string memory, string key)
    {
        if (!File.Exists(memory) || File.ReadLines(memory).First() != key)
            return null;
        return
        [
            .. File.ReadLines(memory)
                .Skip(1)
                .Select(line => line.Split('\t'))
                .Select(cells => new TestClass(
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

    private static void Remember(string memory, string key, IEnumerable<TestClass> played) =>
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

    private static HashSet<int> Numbers(IEnumerable<string[]> lines) =>
        [.. lines.Select(line => int.Parse(line[0], CultureInfo.InvariantCulture))];

    public static Outcome Run(
        MutatedTree tree,
        string project,
        IEnumerable<string> classes,
        TimeSpan limit,
        (string Name, string Value) variable
    ) =>
        Shell.Run(
            tree.Folder,
            limit,
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                [variable.Name] = variable.Value,
                ["TESTINGPLATFORM_TELEMETRY_OPTOUT"] = "1",
                ["DOTNET_TieredPGO"] = "0",
            },
            ["dotnet", tree.TestProgram(project), "--filter-class", .. classes, "--stop-on-fail", "on", "--no-progress", "--no-ansi"]
        );

    /// <param name="folder">Folder of tests, from the root of the tree.</param>
    public static IEnumerable<(string Project, string Class)> In(string root, string folder)
    {
        var project = folder.Split('/')[1];
        var path = Path.Combine(root, folder);
        if (!Directory.Exists(path))
            return [];
        return Directory
            .EnumerateFiles(path, "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal))
            .SelectMany(file =>
                CSharpSyntaxTree.ParseText(File.ReadAllText(file)).GetRoot().DescendantNodes().OfType<ClassDeclarationSyntax>()
            )
            .Where(HoldsTests)
            .Select(type => (project, $"{type.FirstAncestorOrSelf<BaseNamespaceDeclarationSyntax>()!.Name}.{type.Identifier.Text}"))
            .Distinct()
            .OrderBy(test => test.Item2, StringComparer.Ordinal);
    }

    private static bool HoldsTests(ClassDeclarationSyntax type) =>
        type
            .Members.OfType<MethodDeclarationSyntax>()
            .SelectMany(method => method.AttributeLists)
            .SelectMany(list => list.Attributes)
            .Any(attribute =>
                attribute.Name.ToString().EndsWith("Fact", StringComparison.Ordinal)
                || attribute.Name.ToString().EndsWith("Theory", StringComparison.Ordinal)
            );
}
