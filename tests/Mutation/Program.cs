using System.Diagnostics;
using System.Globalization;
using SnapshotShare.Mutation;

// tests/mutation.sh [folder…] [--shard 1/3] [--changed] [--minutes 100]
var root = Shell.Git(".", "rev-parse", "--show-toplevel").Trim();
var changed = args.Contains("--changed");
var (shard, shards) = Option("--shard") is { } cut ? (Number(cut.Split('/')[0]), Number(cut.Split('/')[1])) : (1, 1);
var end = TimeSpan.FromMinutes(Option("--minutes") is { } minutes ? Number(minutes) : 110);
var folders = args.Where((argument, i) => !argument.StartsWith('-') && (i == 0 || args[i - 1] is not ("--shard" or "--minutes"))).ToList();
var clock = Stopwatch.StartNew();

var files = Shell
    .Git(root, changed ? ["diff", "--name-only", "--diff-filter=d", "HEAD~1", "--", "src"] : ["ls-files", "src"])
    .Split('\n', StringSplitOptions.RemoveEmptyEntries)
    .Where(file =>
        Area.Of(file) is not null && (folders.Count == 0 || folders.Exists(folder => file.StartsWith(folder, StringComparison.Ordinal)))
    )
    .Where((_, i) => i % shards == shard - 1)
    .ToList();
if (files.Count == 0)
{
    Console.WriteLine("No file of rules.");
    return 0;
}

var artifacts = Path.Combine(root, "artifacts", "mutation");
var tree = new MutatedTree(root, Path.Combine(artifacts, "tree"));
tree.Build(files, _ => true);
Told($"{tree.Mutants.Count} mutants in {files.Count} files are built");

// A changed file is judged by the tests of its own room, to be quick; all of them by every test that passes their code.
var classes = files.SelectMany(file => Tests.In(root, changed ? TestsOf(file) : $"tests/{Area.Of(file)!.Tests}")).Distinct().ToList();
var tests = Tests.Play(tree, classes, Environment.ProcessorCount);
Told($"{tests.Count} test classes are played");

var revision = Shell.Git(root, "rev-parse", "--short", "HEAD").Trim();
var verdicts = new Verdicts(Path.Combine(artifacts, $"{revision}.tsv"));
var equivalents = new Equivalents(Path.Combine(root, "tests", "Mutation", "equivalents.tsv"));
var judge = new Judge(tree, tests);
Parallel.ForEach(
    tree.Mutants.Where(mutant => verdicts.Of(mutant) is null),
    new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
    mutant =>
    {
        if (clock.Elapsed > end)
            return;
        var (verdict, by) = judge.Of(mutant);
        verdicts.Add(mutant, verdict, by);
    }
);
return Report();

int Report()
{
    var met = true;
    var left = tree.Mutants.Count(mutant => verdicts.Of(mutant) is null);
    Console.WriteLine($"{"folder", -32} {"mutants", 8} {"killed", 8} {"equivalent", 10} {"survived", 8} {"score", 7} {"least", 6}");
    foreach (var area in tree.Mutants.Where(mutant => verdicts.Of(mutant) is not null).GroupBy(mutant => Area.Of(mutant.File)!))
    {
        var killed = area.Count(mutant => verdicts.Of(mutant)!.Value.Verdict == SnapshotShare.Mutation.Verdict.Killed);
        var equivalent = area.Count(mutant =>
            verdicts.Of(mutant)!.Value.Verdict != SnapshotShare.Mutation.Verdict.Killed && equivalents.Has(mutant)
        );
        var judged = area.Count() - equivalent;
        var score = judged == 0 ? 100 : 100.0 * killed / judged;
        met &= score >= area.Key.Least;
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{area.Key.Folder, -32} {area.Count(), 8} {killed, 8} {equivalent, 10} {judged - killed, 8} {score, 6:F1}% {area.Key.Least, 5}%"
            )
        );
    }
    foreach (
        var mutant in tree.Mutants.Where(mutant =>
            verdicts.Of(mutant) is { Verdict: not SnapshotShare.Mutation.Verdict.Killed } && !equivalents.Has(mutant)
        )
    )
        Console.WriteLine($"{verdicts.Of(mutant)!.Value.Verdict.ToString().ToLowerInvariant()} {mutant.Name} (line {mutant.Line})");
    Told(left == 0 ? "every mutant is judged" : $"{left} mutants are left: the same command goes on with them");
    return met && (left == 0 || changed) ? 0 : 1;
}

void Told(string what) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{clock.Elapsed:mm\\:ss} {what}."));

string? Option(string name) => Array.IndexOf(args, name) is var at and >= 0 && at + 1 < args.Length ? args[at + 1] : null;

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

static string TestsOf(string file)
{
    var room = file.Split('/');
    return Area.Of(file)!.Tests is "Core" ? $"tests/Core/{room[2]}" : $"tests/{Area.Of(file)!.Tests}";
}
