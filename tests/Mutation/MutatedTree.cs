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
        foreach (var file in Files().Where(file => !file.StartsWith("tests/Mutation/", StringComparison.Ordinal)))
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
            public static readonly System.Collections.Concurrent.ConcurrentDictionary<int, bool> Met = new();
            private static readonly System.Collections.Concurrent.ConcurrentDictionary<int, bool> EverMet = new();
            private static int On = int.Parse(System.Environment.GetEnvironmentVariable("MUTANT") ?? "0");
            private static bool IsListening;

            public static bool Is(int number)
            {
                if (IsListening && !Met.ContainsKey(number))
                    // Met again by another test, it is not made only once.
                    Met[number] = EverMet.TryAdd(number, true) && IsOnce(System.Environment.StackTrace);
                return number == On;
            }

            private static bool IsOnce(string stack) =>
                stack.Contains(".cctor()") || stack.Contains(".OnModelCreating(") || stack.Contains("Lazy`1.") || stack.Contains(".GetOrAdd(");
        }
        """;

    /// <summary>
    /// The test program of the copy. Told to serve, it stays, finds its tests once and does what it is told, a line each: <c>list</c> them; say which
    /// mutants a test <c>meet</c>s; <c>judge</c> a mutant by tests, in their order, which is answered with the first that failed or with nothing.
    /// </summary>
    private static string Entry(string project) =>
        $$"""
            using System.Linq;
            using System.Reflection;
            using Xunit.Runner.Common;
            using Xunit.Sdk;

            internal sealed class Entry : IMessageSink
            {
                private readonly System.Collections.Concurrent.ConcurrentDictionary<string, string> _names = new();
                private string? _failed;

                public static async System.Threading.Tasks.Task<int> Main(string[] args)
                {
                    if (args is not ["serve"])
                        return await Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(args, SnapshotShare.{{project}}.Tests.SelfRegisteredExtensions.AddSelfRegisteredExtensions);
                    // What is loaded only later has no switch yet, and the first mutant that such a process judges would survive without ever being on.
                    foreach (var file in System.IO.Directory.EnumerateFiles(System.AppContext.BaseDirectory, "SnapshotShare.*.dll"))
                        Assembly.Load(System.IO.Path.GetFileNameWithoutExtension(file));
                    var (told, answer) = (System.Console.In, System.Console.Out);
                    System.Console.SetOut(System.IO.TextWriter.Null);
                    // As xunit's own runner does before it looks for tests; the flow of this method keeps it.
                    var begin = typeof(Xunit.TestContext).GetMethod("SetForInitialization", BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)!;
                    begin.Invoke(null, begin.GetParameters().Select(parameter => parameter.ParameterType == typeof(bool) ? (object)false : null).ToArray());
                    var assembly = typeof(Entry).Assembly;
                    var framework = new Xunit.v3.XunitTestFramework();
                    var cases = new System.Collections.Generic.List<ITestCase>();
                    await framework.GetDiscoverer(assembly).Find(
                        found =>
                        {
                            lock (cases)
                                cases.Add(found);
                            return new(true);
                        },
                        TestFrameworkOptions.ForDiscovery(new TestAssemblyConfiguration { PreEnumerateTheories = false })
                    );
                    var methods = cases.ToLookup(one => one.TestClassName + "." + one.TestMethodName);
                    var how = TestFrameworkOptions.ForExecution(new TestAssemblyConfiguration { ParallelizeTestCollections = false, StopOnFail = true });
                    while (await told.ReadLineAsync() is { } line)
                    {
                        var parts = line.Split('\t');
                        switch (parts[0])
                        {
                            case "list":
                                answer.WriteLine(string.Join('\t', methods.Select(method => method.Key)));
                                break;
                            case "meet":
                                foreach (var met in Switches("Met"))
                                    ((System.Collections.Concurrent.ConcurrentDictionary<int, bool>)met.GetValue(null)!).Clear();
                                Set("IsListening", true);
                                var clock = System.Diagnostics.Stopwatch.StartNew();
                                var sound = await PlayAsync(methods[parts[1]]) is null;
                                answer.WriteLine(
                                    (sound ? clock.ElapsedMilliseconds.ToString() : "fails")
                                        + string.Concat(
                                            Switches("Met")
                                                .SelectMany(met => (System.Collections.Concurrent.ConcurrentDictionary<int, bool>)met.GetValue(null)!)
                                                .Select(pair => "\t" + pair.Key + (pair.Value ? "!" : ""))
                                        )
                                );
                                Set("IsListening", false);
                                break;
                            default:
                                Set("On", int.Parse(parts[1]));
                                string? failed = null;
                                foreach (var group in parts[2..])
                                    if ((failed = await PlayAsync(group.Split(',').SelectMany(name => methods[name]))) is not null)
                                        break;
                                Set("On", 0);
                                answer.WriteLine(failed ?? "");
                                break;
                        }
                        answer.Flush();
                    }
                    return 0;

                    async System.Threading.Tasks.Task<string?> PlayAsync(System.Collections.Generic.IEnumerable<ITestCase> some)
                    {
                        var sink = new Entry();
                        await framework.GetExecutor(assembly).RunTestCases(some.ToList(), sink, how);
                        return sink._failed;
                    }

                    static void Set(string name, object value)
                    {
                        foreach (var field in Switches(name))
                            field.SetValue(null, value);
                    }

                    static System.Collections.Generic.IEnumerable<FieldInfo> Switches(string name) =>
                        System.AppDomain.CurrentDomain.GetAssemblies()
                            .Select(assembly => assembly.GetType("SnapshotShare.Mutants")?.GetField(name, BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.Static))
                            .OfType<FieldInfo>();
                }

                public bool OnMessage(IMessageSinkMessage message)
                {
                    if (message is ITestStarting starting)
                        _names[starting.TestUniqueID] = starting.TestDisplayName;
                    if (message is ITestFailed failed)
                        _failed ??= _names.GetValueOrDefault(failed.TestUniqueID) ?? "a test";
                    else if (message is IErrorMetadata)
                        _failed ??= message.GetType().Name;
                    return _failed is null;
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
