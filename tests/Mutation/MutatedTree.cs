using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace SnapshotShare.Mutation;

/// <summary>A copy of the tree in which the mutants stand, each behind its switch, built once for all of them.</summary>
internal sealed partial class MutatedTree(string root, string folder)
{
    private const int MostBuilds = 20;

    /// <summary>Names of the mutants that do not compile. Kept beside the tree: each time they are found anew costs a dozen builds.</summary>
    private readonly HashSet<string> _unfit = File.Exists($"{folder}.unfit")
        ? File.ReadLines($"{folder}.unfit").ToHashSet(StringComparer.Ordinal)
        : new HashSet<string>(StringComparer.Ordinal);

    public string Folder => folder;

    public IReadOnlyList<Mutant> Mutants { get; private set; } = [];

    public string TestProgram(string project) =>
        Path.Combine(folder, "tests", project, "bin", "Release", "net10.0", $"SnapshotShare.{project}.Tests.dll");

    /// <param name="isWanted">The mutants to write, so that a shard builds no others.</param>
    public void Build(IReadOnlyCollection<string> files, Func<Mutant, bool> isWanted)
    {
        Copy();
        var projects = files.Select(file => Area.Of(file)!.Tests).Distinct(StringComparer.Ordinal).ToList();
        foreach (var project in files.Select(ProjectOf).Distinct(StringComparer.Ordinal))
            File.WriteAllText(Path.Combine(folder, project, "Mutants.cs"), Switch);
        foreach (var project in projects)
            File.WriteAllText(Path.Combine(folder, "tests", project, "Entry.cs"), Entry(project));
        for (var build = 0; build < MostBuilds; build++)
        {
            Write(files, isWanted);
            if (Mutants.Count == 0)
                return;
            var errors = projects.SelectMany(Errors).ToList();
            if (errors.Count == 0)
                return;
            var unfit = errors.GroupBy(error => error.File, StringComparer.Ordinal).SelectMany(Blamed).ToHashSet(StringComparer.Ordinal);
            Console.WriteLine($"{errors.Count} errors: {unfit.Count} mutants do not compile and are left out");
            if (unfit.Count == 0)
                throw new InvalidOperationException(string.Join('\n', errors.Take(10)));
            _unfit.UnionWith(unfit);
            File.WriteAllLines($"{folder}.unfit", _unfit);
        }
        throw new InvalidOperationException("The mutants do not compile, whatever is left out.");
    }

    /// <summary>The same for the same text of every file, the same mutants and the same projects of tests.</summary>
    public string Fingerprint(IEnumerable<string> projects)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Files())
            hash.AppendData(File.ReadAllBytes(Path.Combine(folder, file)));
        foreach (var name in Mutants.Select(mutant => $"{mutant.Number} {mutant.Name}").Concat(projects))
            hash.AppendData(Encoding.UTF8.GetBytes(name + "\n"));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Every file of the tree as it lies there, so that what is not committed is judged too. What was built before stays, to be quick.</summary>
    private void Copy()
    {
        Directory.CreateDirectory(folder);
        foreach (var file in Files())
        {
            var (from, to) = (Path.Combine(root, file), Path.Combine(folder, file));
            if (File.Exists(to) && File.ReadAllBytes(from).AsSpan().SequenceEqual(File.ReadAllBytes(to)))
                continue;
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(from, to, overwrite: true);
        }
    }

    private IEnumerable<string> Files() =>
        Shell
            .Git(root, "ls-files", "-co", "--exclude-standard")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(file => File.Exists(Path.Combine(root, file)));

    private void Write(IReadOnlyCollection<string> files, Func<Mutant, bool> isWanted)
    {
        var number = 0;
        var all = new List<Mutant>();
        foreach (var file in files)
        {
            var (text, mutants) = MutatedFile.Of(
                file,
                File.ReadAllText(Path.Combine(root, file)),
                () => ++number,
                mutant => !_unfit.Contains(mutant.Name) && isWanted(mutant)
            );
            all.AddRange(mutants);
            File.WriteAllText(Path.Combine(folder, file), text);
        }
        Mutants = all;
    }

    private List<Error> Errors(string project)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["DOTNET_CLI_UI_LANGUAGE"] = "en" };
        var built = Shell.Run(
            folder,
            TimeSpan.FromMinutes(15),
            environment,
            [
                "dotnet",
                "build",
                "-c",
                "Release",
                $"tests/{project}",
                "-v",
                "q",
                "-nologo",
                "-p:RunAnalyzers=false",
                "-p:XunitAutoGeneratedEntryPoint=false",
                "-p:TreatWarningsAsErrors=false",
            ]
        );
        if (built.ExitCode == 0)
            return [];
        var errors = ErrorLine()
            .Matches(built.Output)
            .Select(match => new Error(
                Path.GetRelativePath(folder, match.Groups["file"].Value),
                int.Parse(match.Groups["line"].Value, CultureInfo.InvariantCulture) - 1,
                int.Parse(match.Groups["column"].Value, CultureInfo.InvariantCulture) - 1,
                match.Groups["text"].Value
            ))
            .Distinct()
            .ToList();
        return errors.Count > 0 ? errors : throw new InvalidOperationException(built.Output);
    }

    /// <summary>The mutants in the smallest piece of code around each error; for a name that may be without a value, around where it gets one.</summary>
    private IEnumerable<string> Blamed(IGrouping<string, Error> errors)
    {
        var text = File.ReadAllText(Path.Combine(folder, errors.Key));
        var tree = CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Preview));
        var byNumber = Mutants.ToDictionary(mutant => mutant.Number, mutant => mutant.Name);
        foreach (var error in errors)
        {
            var at = tree.GetText().Lines.GetPosition(new LinePosition(error.Line, error.Column));
            var node = tree.GetRoot().FindToken(at).Parent!;
            var places = Unassigned().Match(error.Text) is { Success: true } name ? Assignments(node, name.Groups["name"].Value) : [node];
            foreach (var place in places.DefaultIfEmpty(node))
            foreach (var number in Switches(place))
                yield return byNumber[number];
        }
    }

    private static IEnumerable<SyntaxNode> Assignments(SyntaxNode node, string name) =>
        node.FirstAncestorOrSelf<MemberDeclarationSyntax>()!
            .DescendantNodes()
            .Where(inner =>
                inner is SingleVariableDesignationSyntax designation && designation.Identifier.Text == name
                || inner is AssignmentExpressionSyntax { Left: var left } && left.ToString().Contains(name, StringComparison.Ordinal)
            );

    private static IEnumerable<int> Switches(SyntaxNode place) =>
        place
            .AncestorsAndSelf()
            .Select(node =>
                SwitchCall()
                    .Matches(node.ToString())
                    .Select(match => int.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture))
                    .ToList()
            )
            .FirstOrDefault(numbers => numbers.Count > 0)
        ?? [];

    private static string ProjectOf(string file) => string.Join('/', file.Split('/').Take(2));

    private sealed record Error(string File, int Line, int Column, string Text);

    private const string Switch = """
        namespace SnapshotShare;

        internal static class Mutants
        {
            private static int On = int.Parse(System.Environment.GetEnvironmentVariable("MUTANT") ?? "0");
            private static readonly string? File = System.Environment.GetEnvironmentVariable("MUTANTS_MET");
            private static readonly System.Collections.Concurrent.ConcurrentDictionary<int, bool> Met = new();

            static Mutants()
            {
                if (File is not null)
                    System.AppDomain.CurrentDomain.ProcessExit += (_, _) =>
                        System.IO.File.AppendAllLines(File, System.Linq.Enumerable.Select(Met, pair => pair.Key + (pair.Value ? " once" : "")));
            }

            public static bool Is(int number)
            {
                if (File is not null && !Met.ContainsKey(number))
                    Met.TryAdd(number, IsOnce(System.Environment.StackTrace));
                return number == On;
            }

            private static bool IsOnce(string stack) =>
                stack.Contains(".cctor()") || stack.Contains(".OnModelCreating(") || stack.Contains("Lazy`1.") || stack.Contains(".GetOrAdd(");
        }
        """;

    /// <summary>
    /// The test program of the copy. Told to serve, it stays and plays what it is told, a line each: the mutant's number and the classes. It
    /// answers with the first test that failed, or with nothing.
    /// </summary>
    private static string Entry(string project) =>
        $$"""
            internal static class Entry
            {
                public static async System.Threading.Tasks.Task<int> Main(string[] args)
                {
                    if (args is not ["serve"])
                        return await Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(args, SnapshotShare.{{project}}.Tests.SelfRegisteredExtensions.AddSelfRegisteredExtensions);
                    var (told, answer) = (System.Console.In, System.Console.Out);
                    System.Console.SetOut(System.IO.TextWriter.Null);
                    while (await told.ReadLineAsync() is { } line)
                    {
                        var parts = line.Split('\t');
                        foreach (var assembly in System.AppDomain.CurrentDomain.GetAssemblies())
                            assembly.GetType("SnapshotShare.Mutants")?.GetField("On", System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!.SetValue(null, int.Parse(parts[0]));
                        var said = new System.IO.StringWriter();
                        string[] how = ["-noLogo", "-noColor", "-stopOnFail", "-parallel", "none"];
                        var classes = System.Linq.Enumerable.SelectMany(parts[1].Split(','), name => new[] { "-class", name });
                        var code = await new Xunit.Runner.InProc.SystemConsole.ConsoleRunner([.. how, .. classes], typeof(Entry).Assembly).EntryPoint(System.IO.TextReader.Null, said);
                        var failed = System.Linq.Enumerable.FirstOrDefault(said.ToString().Split('\n'), each => each.Contains("[FAIL]"))?.Trim();
                        answer.WriteLine(code == 0 ? "" : (failed ?? "a crash").Replace(" [FAIL]", ""));
                        answer.Flush();
                    }
                    return 0;
                }
            }
            """;

    [GeneratedRegex(
        @"^\s*(?<file>[^\s(]+\.cs)\((?<line>\d+),(?<column>\d+)\): error (?<text>CS\d+: .*?)( \[[^\]]*\])?$",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        10_000
    )]
    private static partial Regex ErrorLine();

    [GeneratedRegex(@"^CS0(165|177|170): .*'(?<name>[^']+)'", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Unassigned();

    [GeneratedRegex(@"Mutants\.Is\((?<number>\d+)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SwitchCall();
}
