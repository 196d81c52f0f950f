using System.Text.Json.Nodes;

namespace SnapshotShare.AwsSandbox.Tests.Cli;

/// <summary>The command line's own paginators against the sandbox's marks.</summary>
public sealed class PagingTests(FastAws aws) : IClassFixture<FastAws>
{
    private const string Manual = "rds describe-db-cluster-snapshots --snapshot-type manual";

    [Fact]
    public async Task snapshots_come_page_by_page_each_once()
    {
        AwsProgram.Require();
        await AddAsync(Cast.Production, 130);
        var whole = await aws.RunAsync(As.Prod, Manual);
        var names = Names(whole);
        Assert.True(names.Count >= 130);
        Assert.Equal(names.Distinct().Count(), names.Count);
        // A hundred to a page where nobody says otherwise.
        Assert.Equal((names.Count + 99) / 100, whole.Statuses.Count);

        var small = await aws.RunAsync(As.Prod, Manual + " --page-size 20");
        Assert.Equal(names, Names(small));
        Assert.Equal((names.Count + 19) / 20, small.Statuses.Count);

        var first = await aws.RunAsync(As.Prod, Manual + " --max-items 30 --page-size 20");
        var rest = await aws.RunAsync(As.Prod, $"{Manual} --starting-token {(string)first.Json["NextToken"]!}");
        Assert.Equal(30, Names(first).Count);
        Assert.Equal(names, Names(first).Concat(Names(rest)));

        var page = await aws.RunAsync(As.Prod, Manual + " --max-records 20");
        Assert.Equal(20, Names(page).Count);
        var next = await aws.RunAsync(As.Prod, $"{Manual} --max-records 20 --marker {(string)page.Json["Marker"]!}");
        Assert.Equal(names.Skip(20).Take(20), Names(next));
    }

    [Fact]
    public async Task shared_snapshots_are_paged_too()
    {
        AwsProgram.Require();
        await AddAsync(Cast.Production, 45, Cast.Development, "apart");
        const string shared = "rds describe-db-cluster-snapshots --snapshot-type shared --page-size 20";
        // A new share takes some seconds to be seen.
        var seen = await aws.UntilAsync(As.Dev, shared, answer => Names(answer).Count >= 45);
        Assert.All(Names(seen), name => Assert.StartsWith($"{Cast.Rds}{Cast.Production}:", name, StringComparison.Ordinal));
        Assert.Equal(Names(seen).Distinct().Count(), Names(seen).Count);
        Assert.Equal(3, seen.Statuses.Count);
    }

    [Fact]
    public async Task keys_aliases_and_security_groups_are_paged()
    {
        AwsProgram.Require();
        await SameInPages("kms list-keys", "Keys", 1);
        await SameInPages("kms list-aliases", "Aliases", 2);
        await SameInPages("ec2 describe-security-groups", "SecurityGroups", 5);
    }

    private async Task SameInPages(string command, string list, int size)
    {
        var whole = await aws.RunAsync(As.Prod, command);
        var pages = await aws.RunAsync(As.Prod, $"{command} --page-size {size}");
        var count = whole.Json[list]!.AsArray().Count;
        Assert.True(count > 1);
        Assert.Equal(whole.Json[list]!.ToJsonString(), pages.Json[list]!.ToJsonString());
        Assert.Equal((count + size - 1) / size, pages.Statuses.Count);
    }

    private Task AddAsync(string account, int count, string? sharedWith = null, string prefix = "bulk") =>
        aws.ControlAsync(
            "snapshots",
            new JsonObject
            {
                ["account"] = account,
                ["count"] = count,
                ["prefix"] = prefix,
                ["sharedWith"] = sharedWith,
            }
        );

    private static List<string> Names(CliAnswer answer) =>
        [.. answer.Json["DBClusterSnapshots"]!.AsArray().Select(s => (string)s!["DBClusterSnapshotIdentifier"]!)];
}
