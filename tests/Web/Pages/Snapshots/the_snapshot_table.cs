using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using SnapshotShare.Core.Observing;
using SnapshotShare.Core.Text;
using SnapshotShare.Web.Pages.Snapshots;
using SnapshotShare.Web.Text;

namespace SnapshotShare.Web.Tests.Pages.Snapshots;

public sealed class the_snapshot_table : BunitContext
{
    private const string SharedArn = "arn:aws:rds:ap-northeast-1:987654321000:cluster-snapshot:from-prod-altplus-cluster-to-dev";

    public the_snapshot_table()
    {
        Services.AddSingleton<Localizer>();
        Services.AddSingleton<TimeProvider>(new FakeTimeProvider(new DateTimeOffset(Samples.Noon)));
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    [Fact]
    public void each_tab_shows_its_kind_with_the_newest_first()
    {
        var table = Show("system");

        Assert.Equal(["rds:new", "rds:old"], Names(table));
        Assert.Equal(["2", "2", "1", "1"], table.FindAll("[role='tab'] .count").Select(count => count.TextContent));
        Assert.Equal(["before-release", "copying-now"], Names(Show("manual")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void a_shared_one_is_known_by_its_name_and_owner()
    {
        var table = Show("shared");

        Assert.Equal(["from-prod-altplus-cluster-to-dev"], Names(table));
        Assert.Equal(SharedArn, table.Find("tbody .name").GetAttribute("title"));
        Assert.Contains("by 987654321000", table.Find("tbody").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void names_keys_clusters_and_tags_that_hold_markup_are_text()
    {
        const string markup = "<img src=x onerror=alert(1)>";
        var hostile = Samples.Snapshot("rds:x", cluster: markup) with
        {
            Identifier = markup,
            KeyAlias = markup,
            Tags = new Dictionary<string, string>(StringComparer.Ordinal) { ["Name"] = markup, [markup] = markup },
        };

        var table = Show("system", View() with { Snapshots = [hostile] });

        Assert.Empty(table.FindAll("img"));
        Assert.Contains(markup, table.Find("tbody").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("OLD", "rds:old")]
    [InlineData("altplus new", "rds:new")]
    public void the_filter_takes_every_word_wherever_it_stands(string words, string expected)
    {
        Assert.Equal([expected], Names(Show("system", filter: words)));
    }

    [Fact]
    public void a_filter_that_finds_nothing_says_so()
    {
        var table = Show("system", filter: "no such thing");

        Assert.Contains("No snapshot matches", table.Find(".empty-box").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void a_percentage_shows_while_aws_is_at_work()
    {
        var row = Show("manual").FindAll("tbody tr").Single(row => row.TextContent.Contains("copying-now", StringComparison.Ordinal));

        Assert.Contains("copying 40 %", row.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void asking_is_offered_where_the_page_says_so()
    {
        var table = Show("system");

        Assert.Equal(["/ask/rds:new", "/ask/rds:old"], table.FindAll("a.ask-link").Select(link => link.GetAttribute("href")));
        Assert.Empty(Show("shared").FindAll("a.ask-link"));
    }

    [Fact]
    public void trouble_with_the_account_is_said_above_what_was_seen_before()
    {
        var trouble = Message.Of("account-not-readable", ("account", "prod"), ("code", "AccessDenied"), ("message", "no"));

        var table = Show("system", View() with { Trouble = trouble });

        Assert.Contains("AccessDenied", table.Find(".finding").TextContent, StringComparison.Ordinal);
        Assert.Equal(2, Names(table).Count());
    }

    [Fact]
    public void what_AWS_Backup_took_has_a_tab_of_its_own_that_shows_no_shares()
    {
        var table = Show("awsbackup");

        Assert.Equal(["awsbackup:job-1"], Names(table));
        Assert.Equal("AWS Backup 1", table.Find("[role='tab'][aria-selected='true']").TextContent.Trim());
        Assert.Equal(["/ask/awsbackup:job-1"], table.FindAll("a.ask-link").Select(link => link.GetAttribute("href")));
        Assert.DoesNotContain(Columns(table), column => column.Contains("Shared", StringComparison.Ordinal));
        Assert.Contains(Columns(Show("manual")), column => column.Contains("Shared", StringComparison.Ordinal));

        static IEnumerable<string> Columns(IRenderedComponent<SnapshotTable> table) =>
            table.FindAll("thead th").Select(column => column.TextContent);
    }

    [Theory]
    [InlineData("awsbackup", true)]
    [InlineData("manual", false)]
    public void trouble_with_AWS_Backups_listing_is_said_where_they_would_stand(string tab, bool isSaid)
    {
        var trouble = Message.Of("aws-backup-not-readable", ("account", "prod"), ("code", "AccessDenied"), ("message", "no"));

        var table = Show(tab, View() with { AwsBackupTrouble = trouble });

        Assert.Equal(
            isSaid,
            table.FindAll(".finding").Any(finding => finding.TextContent.Contains("AccessDenied", StringComparison.Ordinal))
        );
        Assert.NotEmpty(Names(table));
    }

    private IRenderedComponent<SnapshotTable> Show(string tab, AccountView? view = null, string filter = "") =>
        Render<SnapshotTable>(parameters =>
            parameters
                .Add(p => p.Account, Samples.Topology().Account("prod"))
                .Add(p => p.View, view ?? View())
                .Add(p => p.Tab, tab)
                .Add(p => p.Filter, filter)
                .Add(p => p.IsSource, true)
                .Add(p => p.AskFor, snapshot => snapshot.Type == "shared" ? null : $"/ask/{snapshot.Identifier}")
        );

    private static AccountView View() =>
        new(
            "prod",
            Samples.Noon,
            [
                Samples.Snapshot("rds:old", hoursOld: 48),
                Samples.Snapshot("rds:new", hoursOld: 2),
                Samples.Snapshot("before-release", "manual"),
                Samples.Snapshot("copying-now", "manual", status: "copying"),
                Samples.Snapshot("awsbackup:job-1", "awsbackup"),
                Samples.Snapshot(SharedArn, "shared"),
            ],
            [],
            Trouble: null
        );

    private static IEnumerable<string> Names(IRenderedComponent<SnapshotTable> table) =>
        table.FindAll("tbody .name").Select(name => name.TextContent);
}
