using System.Text.Json;
using Microsoft.Playwright;

namespace SnapshotShare.Browser.Tests;

/// <summary>What a person of every role and taste sees; the pictures are kept for whoever wants to look.</summary>
public sealed class every_page(Chromium chromium, every_page.Installation installation, every_page.UnderWay underWay)
    : IClassFixture<every_page.Installation>,
        IClassFixture<every_page.UnderWay>
{
    /// <summary>
    /// What is wrong with a look hangs on two of language, theme and width at most: four of the eight looks hold every pair of them, and are
    /// seen two by two.
    /// </summary>
    public static TheoryData<string, ColorScheme, ColorScheme> Looks =>
        new() { { "en-GB", ColorScheme.Light, ColorScheme.Dark }, { "ja-JP", ColorScheme.Dark, ColorScheme.Light } };

    /// <summary>
    /// Each language, theme and width once, for states of pages that are seen in every look themselves: words decide what fits and colours
    /// what can be read, and neither knows of the other.
    /// </summary>
    public static TheoryData<string, ColorScheme, int> Pairs =>
        new() { { "en-GB", ColorScheme.Light, 1440 }, { "ja-JP", ColorScheme.Dark, 390 } };

    [Theory]
    [MemberData(nameof(Looks))]
    public Task is_whole_accessible_and_silent(string locale, ColorScheme wide, ColorScheme narrow)
    {
        return Task.WhenAll(SeeAsync(new Look(locale, wide, 1440)), SeeAsync(new Look(locale, narrow, 390)));

        async Task SeeAsync(Look look)
        {
            await using var admin = await look.VisitorAsync(chromium, installation.App);
            await admin.Page.GotoAsync("/sign-in");
            await look.AtAsync(admin.Page, "sign-in");
            await admin.SignInAsync("admin");
            foreach (
                var (name, path) in new[]
                {
                    ("overview", "/"),
                    ("snapshots", "/snapshots"),
                    ("snapshot", "/snapshots/prod/rds:prod-altplus-cluster-2023-12-21-00-00"),
                    ("requests", "/requests"),
                    ("ask", "/requests/new"),
                    ("request", $"/requests/{installation.Request}"),
                    ("finished", $"/requests/{installation.Finished}"),
                    ("approvals", "/approvals"),
                    ("approval", $"/approvals/{installation.Request}"),
                    ("exposure", "/exposure"),
                    ("routes", "/routes"),
                    ("history", "/history"),
                    ("how-it-works", "/how-it-works"),
                }
            )
            {
                await look.OpenAsync(admin, path, name, isNamed: name is "snapshot" or "request" or "finished");
            }
            admin.ComplainsOfNothing();
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task is_so_behind_its_other_tabs_empty_and_after_every_end_of_a_trip(string locale, ColorScheme scheme, int width)
    {
        var look = new Look(locale, scheme, width);
        await using var admin = await look.VisitorAsync(chromium, installation.App);
        await admin.SignInAsync("admin");
        foreach (
            var (name, path) in new[]
            {
                ("snapshots-manual-shared", "/snapshots?prod=manual&dev=shared"),
                ("snapshots-shared-system", "/snapshots?prod=shared&dev=system"),
                ("snapshots-none", "/snapshots?filter.prod=nothing-is-called-so&filter.dev=nothing-is-called-so"),
                ("requests-over", "/requests?state=over"),
                ("history-none", "/history?person=nobody-is-called-so"),
                ("exposure-then", "/exposure?at=2023-12-21T09:00"),
                ("failed", $"/requests/{installation.Failed}"),
                ("rejected", $"/requests/{installation.Rejected}"),
                ("shared", $"/requests/{installation.Shared}"),
            }
        )
        {
            await look.OpenAsync(admin, path, name, isNamed: name is "failed" or "rejected" or "shared");
        }
        admin.ComplainsOfNothing();
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task is_so_with_whatever_can_be_opened_in_it(string locale, ColorScheme scheme, int width)
    {
        var look = new Look(locale, scheme, width);
        await using var admin = await look.VisitorAsync(chromium, installation.App);
        await admin.SignInAsync("admin");
        await admin.OpenAsync("/");
        Assert.True(await LookIntoDialogsAsync(look, admin.Page, "overview") >= 4, "Freezing, and all that can be done about drift");
        await admin.OpenAsync($"/requests/{installation.Finished}");
        Assert.True(await LookIntoDialogsAsync(look, admin.Page, "finished") >= 2, "Extending and giving back");
        await admin.OpenAsync($"/requests/{installation.Shared}");
        Assert.True(await LookIntoDialogsAsync(look, admin.Page, "shared") >= 2, "Unsharing and cancelling");

        await admin.OpenAsync($"/requests/{installation.Finished}");
        foreach (var part in new[] { "node", "number" })
        {
            await Visible(admin.Page.Locator($"svg .{part}[role=button]")).First.ClickAsync();
            await admin.Page.Locator(".diagram-details").WaitForAsync();
            await Look.ForgiveAsync(admin.Page);
            await look.AtAsync(admin.Page, $"diagram-{part}", isNamed: true);
        }

        await admin.OpenAsync("/requests/new");
        await admin.Page.Locator(".ask [type=submit]").ClickAsync();
        await admin.Page.Locator(".plan-sheet").WaitForAsync();
        await Look.ForgiveAsync(admin.Page);
        await look.AtAsync(admin.Page, "plan");
        // What is there already can be no target.
        await admin.Page.Locator(".ask input:not([list], [type])").First.FillAsync("dev-altplus-cluster");
        await admin.Page.Locator(".ask [type=submit]").ClickAsync();
        await admin.Page.Locator(".plan-sheet .finding.blocking").WaitForAsync();
        await Look.ForgiveAsync(admin.Page);
        await look.AtAsync(admin.Page, "plan-blocked");

        await admin.OpenAsync("/routes");
        const string Checked = "[...document.querySelectorAll('main time')].map((time) => time.dateTime).join()";
        var before = await admin.Page.EvaluateAsync<string>(Checked);
        await admin.Page.Locator("section button.primary").First.ClickAsync();
        await admin.Page.WaitForFunctionAsync($"(before) => {Checked} !== before", before);
        await admin.Page.Locator(".route-parts").WaitForAsync();
        await Look.ForgiveAsync(admin.Page);
        await look.AtAsync(admin.Page, "routes-checked");
        admin.ComplainsOfNothing();
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task is_so_while_trips_are_under_way(string locale, ColorScheme scheme, int width)
    {
        var look = new Look(locale, scheme, width);
        await using var admin = await look.VisitorAsync(chromium, underWay.App);
        await admin.SignInAsync("admin");
        foreach (
            var (name, path) in new[]
            {
                ("overview-under-way", "/"),
                ("requests-under-way", "/requests"),
                ("requests-none-over", "/requests?state=over"),
                ("approvals-none", "/approvals"),
                ("running", $"/requests/{underWay.Running}"),
                ("blocked", $"/requests/{underWay.Blocked}"),
            }
        )
        {
            await look.OpenAsync(admin, path, name, isNamed: name is "running" or "blocked");
        }
        Assert.True(await LookIntoDialogsAsync(look, admin.Page, "blocked") >= 1, "Cancelling");
        admin.ComplainsOfNothing();
        foreach (var (request, status) in new[] { (underWay.Running, "Running"), (underWay.Blocked, "Blocked") })
            Assert.Equal(status, await underWay.StatusAsync(request));
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task is_so_under_a_freeze(string locale, ColorScheme scheme, int width)
    {
        using var dba = new Api(underWay.App, "approver");
        using var lifter = new Api(underWay.App, "admin");
        await dba.FreezeAsync("a laptop was stolen");
        try
        {
            var look = new Look(locale, scheme, width);
            await using var admin = await look.VisitorAsync(chromium, underWay.App);
            await admin.SignInAsync("admin");
            await admin.OpenAsync("/approvals");
            await admin.Page.Locator(".banner.alarm").WaitForAsync();
            await look.AtAsync(admin.Page, "frozen");
            Assert.Equal(1, await LookIntoDialogsAsync(look, admin.Page, "frozen"));
            admin.ComplainsOfNothing();
        }
        finally
        {
            await lifter.LiftAsync();
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task is_so_where_there_is_nothing_to_see(string locale, ColorScheme scheme, int width)
    {
        var look = new Look(locale, scheme, width);
        await using var developer = await look.VisitorAsync(chromium, installation.App);
        await developer.SignInAsync("developer");
        foreach (
            var (name, path, isNamed) in new[]
            {
                ("not-found", "/nowhere", false),
                ("request-unknown", "/requests/unknown", false),
                ("snapshot-unknown", "/snapshots/prod/unknown", true),
                ("error", "/error", false),
                ("not-for-you", "/jobs", false),
                ("own-approval", $"/approvals/{installation.Request}", false),
            }
        )
        {
            await look.OpenAsync(developer, path, name, isNamed);
        }
        // The browser itself says of an answer that it was a refusal; nothing else is said.
        Assert.All(developer.Complaints, complaint => Assert.Contains("the server responded with a status of 40", complaint));
    }

    /// <summary>
    /// Hangfire's own pages are not ours to draw: axe finds contrast, names and landmarks missing in them, so they are only asked whether
    /// they work under our policy.
    /// </summary>
    [Fact]
    public async Task also_hangfires_obeys_its_policy()
    {
        await using var admin = await chromium.VisitorAsync(installation.App.Address);
        await admin.SignInAsync("admin");
        foreach (var path in new[] { "/jobs", "/jobs/jobs/succeeded", "/jobs/servers" })
        {
            await admin.Page.GotoAsync(path);
            await Assertions.Expect(admin.Page.Locator(".navbar-brand")).ToHaveTextAsync("SnapshotShare");
        }
        admin.ComplainsOfNothing();
    }

    [Fact]
    public async Task is_there_again_after_reload_and_back()
    {
        await using var auditor = await chromium.VisitorAsync(installation.App.Address);
        await auditor.SignInAsync("auditor");
        await auditor.OpenAsync("/snapshots");
        await auditor.Page.Locator("#prod-snapshots-tab-manual").ClickAsync();
        var (filter, byCluster) = (
            auditor.Page.Locator(".source input[type=search]"),
            auditor.Page.Locator(".source [data-order$=cluster]")
        );
        await byCluster.ClickAsync();
        await filter.PressSequentiallyAsync("to vendor");
        await auditor.Page.GetByText("prod-batch-to-vendor").ClickAsync();
        await auditor.SeesAsync("Where it came from and where it went");
        await auditor.Page.ReloadAsync();
        await auditor.SeesAsync("Where it came from and where it went");
        await auditor.Page.Locator("main[data-live]").WaitForAsync();
        await auditor.Page.GoBackAsync();
        foreach (var again in new[] { false, true })
        {
            if (again)
                await auditor.Page.ReloadAsync();
            await Assertions.Expect(auditor.Page.Locator("#prod-snapshots-tab-manual")).ToHaveAttributeAsync("aria-selected", "true");
            await Assertions.Expect(filter).ToHaveValueAsync("to vendor");
            await Assertions.Expect(auditor.Page.Locator(".source th[aria-sort=ascending]")).ToContainTextAsync("Cluster");
            await Assertions.Expect(auditor.Page.Locator(".source tbody .name")).ToHaveTextAsync(["prod-batch-to-vendor"]);
        }
        auditor.ComplainsOfNothing();
    }

    [Fact]
    public async Task says_so_when_its_session_was_ended_elsewhere_and_leads_back_to_where_one_was()
    {
        await using var auditor = await chromium.VisitorAsync(installation.App.Address);
        await auditor.SignInAsync("auditor");
        await auditor.OpenAsync("/snapshots?prod=manual");
        var elsewhere = await auditor.Page.Context.NewPageAsync();
        await elsewhere.GotoAsync("/");
        await elsewhere.Locator("form[action='/sign-out'] button").ClickAsync();

        await Assertions.Expect(auditor.Page.Locator("h1")).ToHaveTextAsync("Your session has ended");
        Assert.Equal(
            "/sign-in?returnUrl=%2Fsnapshots%3Fprod%3Dmanual",
            await auditor.Page.Locator("main a.button").GetAttributeAsync("href")
        );
    }

    /// <summary>Each once, whatever they are called.</summary>
    /// <returns>How many there are.</returns>
    private static async Task<int> LookIntoDialogsAsync(Look look, IPage page, string name)
    {
        var openers = await Visible(page.Locator("[data-open]")).AllAsync();
        foreach (var opener in openers)
        {
            var dialog = page.Locator($"dialog[id='{await opener.GetAttributeAsync("data-open")}']");
            await opener.ClickAsync();
            await Assertions.Expect(dialog).ToBeVisibleAsync();
            await Look.ForgiveAsync(page);
            await look.AtAsync(page, $"{name}-{(await dialog.GetAttributeAsync("id"))!.Split('-')[1]}", isNamed: true, whole: false);
            await page.Keyboard.PressAsync("Escape");
            await Assertions.Expect(dialog).ToBeHiddenAsync();
        }
        return openers.Count;
    }

    private static ILocator Visible(ILocator locator) => locator.Filter(new() { Visible = true });

    /// <summary>One application with a request that waits for an answer, and one of each that has come to an end of its trip.</summary>
    public sealed class Installation : IAsyncLifetime
    {
        public Application App { get; } = new(speed: 1500);
        public string Request { get; private set; } = "";
        public string Finished { get; private set; } = "";
        public string Failed { get; private set; } = "";
        public string Rejected { get; private set; } = "";

        /// <summary>Only a share, and it stands.</summary>
        public string Shared { get; private set; } = "";

        public async ValueTask InitializeAsync()
        {
            using var developer = new Api(App, "requester");
            using var dba = new Api(App, "approver");
            Rejected = await developer.AskAsync("for a demo");
            await dba.RejectAsync(Rejected, "not with real data");
            await Aws.ChangeAsync(App, "faults", new { kind = "CopyFails", percent = 40 });
            Failed = await developer.AskAsync("to try the new release");
            await dba.ApproveAsync(Failed);
            await developer.UntilAsync(Failed, "Failed");
            Finished = await developer.AskAsync();
            await dba.ApproveAsync(Finished);
            Shared = await developer.AskAsync("for the partner", "prod-batch-cluster", goal: "Share");
            await dba.ApproveAsync(Shared);
            await developer.UntilAsync(Finished, "Ready");
            await developer.UntilAsync(
                Shared,
                row =>
                    row.GetProperty("share") is { ValueKind: JsonValueKind.Object } share
                    && share.GetProperty("openedAt").ValueKind is not JsonValueKind.Null
            );
            await dba.ProposeAdoptionAsync(await dba.FirstDriftAsync(), TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(3));
            Request = await developer.AskAsync("another look", "prod-orders-cluster");
        }

        public ValueTask DisposeAsync() => App.DisposeAsync();
    }

    /// <summary>One application at a pace at which nothing ends while it is looked at: a trip that runs, and one that needs a person's help.</summary>
    public sealed class UnderWay : IAsyncLifetime
    {
        private const string Production = "987654321000";

        public Application App { get; } =
            // What it cannot do it says again and again.
            new(speed: 10, host => host.UseSetting("Logging:LogLevel:SnapshotShare.Core.Execution.Engine", "Error"));
        public string Running { get; private set; } = "";
        public string Blocked { get; private set; } = "";

        public async ValueTask InitializeAsync()
        {
            await Aws.ChangeAsync(App, "durations", new { copySnapshot = 900 });
            using var developer = new Api(App, "requester");
            using var dba = new Api(App, "approver");
            Running = await developer.AskAsync();
            await dba.ApproveAsync(Running);
            await developer.UntilAsync(
                Running,
                row =>
                    row.GetProperty("steps")
                        .EnumerateArray()
                        .Any(step =>
                            step.GetProperty("name").GetString() == "CopyForSharing"
                            && step.GetProperty("awsStatus").ValueKind is JsonValueKind.String
                        )
            );
            Blocked = await developer.AskAsync("another look", "prod-orders-cluster");
            await Aws.ChangeAsync(
                App,
                "roles",
                new
                {
                    account = Production,
                    name = "SnapshotShare",
                    actions = new[] { "rds:Describe*", "rds:ListTagsForResource", "rds:Modify*", "kms:*", "ec2:Describe*" },
                }
            );
            await dba.ApproveAsync(Blocked);
            await developer.UntilAsync(Blocked, "Blocked");
        }

        public async Task<string> StatusAsync(string request)
        {
            using var auditor = new Api(App, "auditor");
            return await auditor.StatusAsync(request);
        }

        public ValueTask DisposeAsync() => App.DisposeAsync();
    }
}
