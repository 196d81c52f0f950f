using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SnapshotShare.Core.Exposing.Strays;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Shares;
using SnapshotShare.Web.Pages.DataExposure;
using SnapshotShare.Web.Text;
using TestContext = Xunit.TestContext;

namespace SnapshotShare.Web.Tests.Pages.DataExposure;

public sealed class the_exposure_page : PageContext
{
    private static readonly DateTime Deadline = Samples.Noon.AddHours(24);

    [Fact]
    public async Task names_the_snapshot_that_is_shared_and_its_source_behind_it_to_the_second_and_in_a_zone()
    {
        var told = Words(await ReadAsync(Samples.Plan(), _ => { }, at: null));

        Assert.Contains($"from-prod-altplus-cluster-to-dev-abcdefgh → dev {Samples.Dev}", told, StringComparison.Ordinal);
        Assert.Contains("Copy of rds:prod-altplus-cluster-2026-01-15-00-00", told, StringComparison.Ordinal);
        Assert.Contains("Since 2026-01-15 12:00:00 UTC", told, StringComparison.Ordinal);
        Assert.Contains("until, at the latest, 2026-01-16 12:00:00 UTC", told, StringComparison.Ordinal);
        Assert.Contains("so far for 2 h 5 min", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task tells_a_share_that_is_closed_since_with_its_end_and_its_length()
    {
        var told = Words(
            await ReadAsync(Samples.Plan(), share => share.ClosedAt = Samples.Noon.AddSeconds(61), at: "2026-01-15T12:00:30Z")
        );

        Assert.Contains("Since 2026-01-15 12:00:00 UTC · until 2026-01-15 12:01:01 UTC · for 1 min 1 s", told, StringComparison.Ordinal);
        Assert.DoesNotContain("at the latest", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task names_no_source_behind_one_that_is_shared_as_it_is()
    {
        var told = Words(await ReadAsync(Samples.Plan(sharedAsItIs: true), _ => { }, at: null));

        Assert.Contains("prod-altplus-before-release →", told, StringComparison.Ordinal);
        Assert.DoesNotContain("Copy of", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task has_whoever_may_decide_that_a_leftover_goes_once_its_name_is_typed()
    {
        await StoreAsync(Samples.Stray("left", StrayKind.LeftOver));
        var page = Show(Samples.Dba);
        var dialog = page.Find("dialog#stray-left");
        Assert.Contains("identity-left", dialog.TextContent, StringComparison.Ordinal);
        Assert.True(dialog.QuerySelector("button[type=submit]")!.HasAttribute("disabled"));

        page.Find("dialog#stray-left input[data-guard]").Input("left");
        page.Find("dialog#stray-left form").Submit();

        page.WaitForAssertion(() =>
            Assert.Contains(
                "DBA has decided that it goes",
                page.Find("section[aria-labelledby=strays]").TextContent,
                StringComparison.Ordinal
            )
        );
        Assert.Empty(page.FindAll("dialog#stray-left"));
        await using var db = await OpenAsync();
        Assert.Equal(Samples.Dba.Id, (await db.Strays.SingleAsync(TestContext.Current.CancellationToken)).DecidedById);
    }

    [Theory]
    [InlineData(StrayKind.LeftOver, "To be decided by: Approver, Admin", null)]
    [InlineData(StrayKind.AnothersInstallation, "Another installation of SnapshotShare made it", null)]
    [InlineData(StrayKind.Derived, "so it is that person's to remove", "aws rds delete-db-cluster-snapshot")]
    public async Task says_of_whatever_one_may_not_remove_why_not(StrayKind kind, string why, string? paste)
    {
        await StoreAsync(Samples.Stray("it", kind));
        var page = Show(kind == StrayKind.LeftOver ? Samples.Auditor : Samples.Dba);
        var told = page.Find("section[aria-labelledby=strays]").TextContent;
        Assert.Contains(why, told, StringComparison.Ordinal);
        if (paste is not null)
            Assert.Contains(paste, told, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("dialog"));
    }

    [Theory]
    [InlineData("en", "Export to S3 mine · dev", "Nothing here deletes files in S3")]
    [InlineData("ja", "S3 へのエクスポート mine · dev", "SnapshotShare は S3 のファイルを削除しません")]
    public async Task shows_the_place_of_an_export_and_the_command_that_empties_it(string language, string what, string why)
    {
        await StoreAsync(Samples.Stray("mine", StrayKind.Derived, thing: StrayThing.Export));
        Services.GetRequiredService<Localizer>().Use(language);
        var section = Show(Samples.Dba).Find("section[aria-labelledby=strays]");
        var told = Words(section.TextContent);
        Assert.Contains(what, told, StringComparison.Ordinal);
        Assert.Contains(why, told, StringComparison.Ordinal);
        Assert.Equal(
            ["mine", "s3://dev-exports/altplus/mine"],
            section.QuerySelectorAll("td.identifier code").Select(code => code.TextContent)
        );
        Assert.Equal("aws s3 rm --recursive s3://dev-exports/altplus/mine", section.QuerySelector("pre")!.TextContent);
        Assert.Null(section.QuerySelector("dialog"));
    }

    [Fact]
    public async Task has_nobody_decide_about_the_past()
    {
        await StoreAsync(Samples.Stray("left", StrayKind.LeftOver));
        Time.Advance(TimeSpan.FromMinutes(5));
        SignIn(Samples.Dba);
        Services.GetRequiredService<NavigationManager>().NavigateTo("/exposure?at=2026-01-15T12:00:30Z");
        var page = Render<ExposurePage>();
        Assert.Contains("left", page.Find("section[aria-labelledby=strays]").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("dialog"));
    }

    private IRenderedComponent<ExposurePage> Show(Actor actor)
    {
        SignIn(actor);
        Services.GetRequiredService<NavigationManager>().NavigateTo("/exposure");
        return Render<ExposurePage>();
    }

    private async Task<string> ReadAsync(Plan plan, Action<Share> change, string? at)
    {
        SignIn(Samples.Auditor);
        var share = Samples.Share(Deadline);
        share.OpenedAt = share.IntendedAt.AddSeconds(7);
        change(share);
        await StoreAsync(Samples.Request(RequestStatus.Running, plan: plan), share);
        Time.Advance(TimeSpan.FromMinutes(125));
        Services.GetRequiredService<NavigationManager>().NavigateTo(at is null ? "/exposure" : $"/exposure?at={at}");
        return Render<ExposurePage>().Find("ul.share-list").TextContent;
    }

    private static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
