using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using SnapshotShare.Mutation;

// tests/mutation.sh [folder…] [--shard 1/3] [--changed] [--minutes 100] [--keep] [--again] [--cold]
var root = Shell.Git(".", "rev-parse", "--show-toplevel").Trim();
var changed = args.Contains("--changed");
var (shard, shards) = Option("--shard") is { } cut ? (Number(cut.Split('/')[0]), Number(cut.Split('/')[1])) : (1, 1);
var end = TimeSpan.FromMinutes(Option("--minutes") is { } minutes ? Number(minutes) : 110);
var folders = args.Where((argument, i) => !argument.StartsWith('-') && (i == 0 || args[i - 1] is not ("--shard" or "--minutes"))).ToList();
var clock = Stopwatch.StartNew();

var artifacts = Path.Combine(root, "artifacts", "mutation");
var verdicts = new Verdicts(Path.Combine(artifacts, "verdicts.tsv"), root);
var known = new Known(Path.Combine(root, "tests", "Mutation"));
var rules = Shell
    .Git(root, "ls-files", "src")
    .Split('\n', StringSplitOptions.RemoveEmptyEntries)
    .Where(file => Area.Of(file) is not null)
    .ToHashSet(StringComparer.Ordinal);
var chosen = Shell
    .Git(root, changed ? ["diff", "--name-only", "--diff-filter=d", "HEAD~1", "--", "src"] : ["ls-files", "src"])
    .Split('\n', StringSplitOptions.RemoveEmptyEntries)
    .Where(file =>
        rules.Contains(file) && (folders.Count == 0 || folders.Exists(folder => file.StartsWith(folder, StringComparison.Ordinal)))
    )
    .Where((_, i) => i % shards == shard - 1)
    .ToList();
var before =
    changed || args.Contains("--again")
        ? new Dictionary<string, JudgedFile>(StringComparer.Ordinal)
        : chosen
            .Select(file => known.Judged(file, verdicts.HashOf(file)))
            .OfType<JudgedFile>()
            .ToDictionary(one => one.File, StringComparer.Ordinal);
var files = chosen.Where(file => !before.ContainsKey(file)).ToList();
if (chosen.Count == 0)
{
    Console.WriteLine("No file of rules.");
    return 0;
}
if (files.Count == 0)
    return Report([], new Dictionary<string, int>(StringComparer.Ordinal));

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

using var judge = new Judge(tree, tests, args.Contains("--cold"));

// File by file, so that what is judged when time is over may be kept; in no order, so that it tells of all of them.
var order = files.Index().ToDictionary(one => one.Item, one => one.Index * 7919L % files.Count, StringComparer.Ordinal);
var left = tree.Mutants.Where(mutant => verdicts.Of(mutant) is null).OrderBy(mutant => order[mutant.File]).ThenBy(mutant => mutant.Number);
Parallel.ForEach(
    Partitioner.Create(left.ToList(), loadBalance: true),
    new ParallelOptions { MaxDegreeOfParallelism = (2 * Environment.ProcessorCount) + 1 },
    mutant =>
    {
        if (clock.Elapsed > end)
            return;
        var (verdict, by) = judge.Of(mutant);
        verdicts.Add(mutant, verdict, by);
    }
);
return Report(tree.Mutants, tree.Mutants.CountBy(mutant => mutant.File).ToDictionary(StringComparer.Ordinal));

int Report(IReadOnlyCollection<Mutant> mutants, IReadOnlyDictionary<string, int> perFile)
{
    var reached = true;
    var judged = mutants.Where(mutant => verdicts.Of(mutant) is not null).ToList();
    var survivors = judged.Where(mutant => verdicts.Of(mutant) is { Verdict: not Verdict.Killed } && !known.IsEquivalent(mutant)).ToList();
    Console.WriteLine($"{"folder", -32} {"mutants", 8} {"killed", 8} {"equivalent", 10} {"survived", 8} {"score", 7} {"least", 6}");
    var now = judged
        .GroupBy(mutant => mutant.File)
        .Select(file => new JudgedFile(
            file.Key,
            verdicts.HashOf(file.Key),
            file.Count(),
            file.Count(mutant => verdicts.Of(mutant) is { Verdict: Verdict.Killed })
        ))
        .ToList();
    foreach (
        var area in now.Concat(before.Values).GroupBy(file => Area.Of(file.File)!).OrderBy(area => area.Key.Folder, StringComparer.Ordinal)
    )
    {
        var (all, killed, survived) = (
            area.Sum(file => file.Mutants),
            area.Sum(file => file.Killed),
            area.Sum(file => Survived(file.File))
        );
        var score = killed + survived == 0 ? 100 : 100.0 * killed / (killed + survived);
        reached &= score >= area.Key.Least;
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{area.Key.Folder, -32} {all, 8} {killed, 8} {all - killed - survived, 10} {survived, 8} {score, 6:F1}% {area.Key.Least, 5}%"
            )
        );
    }
    foreach (var mutant in survivors)
        Console.WriteLine(
            $"{verdicts.Of(mutant)!.Value.Verdict.ToString().ToLowerInvariant()}{(known.IsSurvivor(mutant) ? "" : ", new")}: {mutant.Name} (line {mutant.Line})"
        );
    foreach (var name in before.Keys.SelectMany(known.SurvivorsOf))
        Console.WriteLine($"survived before: {name}");
    if (args.Contains("--keep"))
    {
        var whole = now.Where(file => file.Mutants == perFile[file.File]).ToList();
        var ofWhole = survivors.Where(mutant => whole.Exists(file => file.File == mutant.File));
        // A file in which nothing can be mistaken is judged too.
        known.Keep([.. whole, .. files.Where(file => !perFile.ContainsKey(file)).Select(Empty)], ofWhole, rules);
    }
    var unjudged = mutants.Count - judged.Count;
    Told(unjudged == 0 ? "every mutant is judged" : $"{unjudged} mutants are left: the same command goes on with them");
    // The gate wants no new survivor in the lines that changed, in the time it has; the whole wants all judged and each folder's share reached.
    return (changed ? survivors.TrueForAll(known.IsSurvivor) : reached && unjudged == 0) ? 0 : 1;

    int Survived(string file) =>
        before.ContainsKey(file) ? known.SurvivorsOf(file).Count() : survivors.Count(mutant => mutant.File == file);
}

JudgedFile Empty(string file) => new(file, verdicts.HashOf(file), Mutants: 0, Killed: 0);

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
