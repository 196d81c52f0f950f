using System.Diagnostics;
using System.Globalization;
using SnapshotShare.Mutation;

// tests/mutation.sh [folder…] [--shard 1/3] [--changed] [--minutes 100] [--keep] [--cold]
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
var lines = changed ? files.ToDictionary(file => file, ChangedLines, StringComparer.Ordinal) : null;
tree.Build(files, mutant => lines is null || lines[mutant.File].Contains(mutant.Line));
if (tree.Mutants.Count == 0)
{
    Console.WriteLine("No mutant: nothing that can be mistaken.");
    return 0;
}
Told($"{tree.Mutants.Count} mutants in {files.Count} files are built");

var projects = files.Select(file => Area.Of(file)!.Tests).Distinct(StringComparer.Ordinal).ToList();
var tests = Tests.Play(tree, projects, Environment.ProcessorCount, () => clock.Elapsed > end, Path.Combine(artifacts, "met.tsv"));
Told($"{tests.Count} tests are played");

var revision = Shell.Git(root, "rev-parse", "--short", "HEAD").Trim();
var verdicts = new Verdicts(Path.Combine(artifacts, $"{revision}.tsv"));
var known = new Known(Path.Combine(root, "tests", "Mutation"));
using var judge = new Judge(tree, tests, args.Contains("--cold"));

// In no order, so that what is judged when time is over tells of all of it.
var left = tree.Mutants.Where(mutant => verdicts.Of(mutant) is null).OrderBy(mutant => (mutant.Number * 7919L) % tree.Mutants.Count);
Parallel.ForEach(
    left,
    new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount + 1 },
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
    var reached = true;
    var judged = tree.Mutants.Where(mutant => verdicts.Of(mutant) is not null).ToList();
    var survivors = judged.Where(mutant => verdicts.Of(mutant) is { Verdict: not Verdict.Killed } && !known.IsEquivalent(mutant)).ToList();
    Console.WriteLine($"{"folder", -32} {"mutants", 8} {"killed", 8} {"equivalent", 10} {"survived", 8} {"score", 7} {"least", 6}");
    foreach (var area in judged.GroupBy(mutant => Area.Of(mutant.File)!))
    {
        var killed = area.Count(mutant => verdicts.Of(mutant) is { Verdict: Verdict.Killed });
        var survived = survivors.Count(mutant => Area.Of(mutant.File) == area.Key);
        var score = killed + survived == 0 ? 100 : 100.0 * killed / (killed + survived);
        reached &= score >= area.Key.Least;
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{area.Key.Folder, -32} {area.Count(), 8} {killed, 8} {area.Count() - killed - survived, 10} {survived, 8} {score, 6:F1}% {area.Key.Least, 5}%"
            )
        );
    }
    foreach (var mutant in survivors)
        Console.WriteLine(
            $"{verdicts.Of(mutant)!.Value.Verdict.ToString().ToLowerInvariant()}{(known.IsSurvivor(mutant) ? "" : ", new")}: {mutant.Name} (line {mutant.Line})"
        );
    if (args.Contains("--keep"))
        known.Keep(judged.Select(mutant => mutant.File), survivors);
    var unjudged = tree.Mutants.Count - judged.Count;
    Told(unjudged == 0 ? "every mutant is judged" : $"{unjudged} mutants are left: the same command goes on with them");
    // The gate wants no new survivor in the lines that changed, in the time it has; the whole wants all judged and each folder's share reached.
    return (changed ? survivors.TrueForAll(known.IsSurvivor) : reached && unjudged == 0) ? 0 : 1;
}

// The lines that are not as the last commit's parent had them, counted from 1.
HashSet<int> ChangedLines(string file) =>
    [
        .. Shell
            .Git(root, "diff", "-U0", "HEAD~1", "--", file)
            .Split('\n')
            .Where(line => line.StartsWith("@@ ", StringComparison.Ordinal))
            .Select(line => line.Split(' ')[2][1..].Split(','))
            .SelectMany(hunk => Enumerable.Range(Number(hunk[0]), hunk.Length > 1 ? Number(hunk[1]) : 1)),
    ];

void Told(string what) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{clock.Elapsed:mm\\:ss} {what}."));

string? Option(string name) => Array.IndexOf(args, name) is var at and >= 0 && at + 1 < args.Length ? args[at + 1] : null;

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
