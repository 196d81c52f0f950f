using Microsoft.Playwright;

namespace SnapshotShare.Browser.Tests;

/// <summary>The whole trip with keys only: what cannot be reached with Tab is not there.</summary>
public sealed class the_keyboard_alone(Chromium chromium)
{
    [Fact]
    public async Task makes_the_whole_trip_and_the_focus_is_never_lost()
    {
        await using var app = new Application();
        await using var developer = await chromium.VisitorAsync(app.Address);
        await using var dba = await chromium.VisitorAsync(app.Address);

        await SignInAsync(developer, "developer");
        await PressAsync(developer, "Ask for a cluster");
        await developer.SeesAsync("Show the plan");
        await Assertions.Expect(developer.Page.Locator(".form textarea")).ToBeEnabledAsync();
        await ToAsync(developer, "Identifier of the dev cluster", "dev-keys");
        await ToAsync(developer, "What for", "only with keys");
        await PressAsync(developer, "Show the plan");
        await developer.SeesAsync("A copy is needed");
        await FocusIsSomewhereAsync(developer);
        await PressAsync(developer, "Ask for approval");
        await developer.IsAtAsync("/requests/[a-z0-9]{16}");
        await developer.SeesAsync("Waiting for approval");

        await SignInAsync(dba, "DBA");
        await PressAsync(dba, "Approvals", startsWith: true);
        await dba.SeesAsync("Unmasked production data");
        await Assertions.Expect(dba.Page.Locator(".decide textarea")).ToBeEnabledAsync();
        await ToAsync(dba, "Reason", "agreed");
        await PressAsync(dba, "Approve");
        await dba.SeesAsync("no longer waits for a decision");
        await FocusIsSomewhereAsync(dba);

        // The picture: a step's number tells about it, and Tab goes on from there.
        await Assertions.Expect(developer.Page.Locator(".lead .status")).ToHaveTextAsync("Running");
        const string Second = "② Copy it under the customer managed key";
        await PressAsync(developer, Second, startsWith: true);
        await Assertions.Expect(developer.Page.Locator(".diagram-details")).ToBeVisibleAsync();
        await PressAsync(developer, "Close");
        await Assertions.Expect(developer.Page.Locator(".diagram-details")).ToHaveCountAsync(0);
        Assert.StartsWith(Second, await FocusedAsync(developer), StringComparison.Ordinal);
        await PressAsync(developer, Second, startsWith: true);
        await Assertions.Expect(developer.Page.Locator(".diagram-details")).ToBeVisibleAsync();
        await FocusIsSomewhereAsync(developer);
        await Assertions.Expect(developer.Page.Locator(".lead .status")).ToHaveTextAsync("Ready");
        await FocusIsSomewhereAsync(developer);

        // Giving back asks for the name, and Escape takes one out of it.
        await PressAsync(developer, "Give back");
        await Assertions.Expect(developer.Page.Locator("dialog[open]")).ToBeVisibleAsync();
        await developer.Page.Keyboard.PressAsync("Escape");
        Assert.Equal("Give back", await FocusedAsync(developer));
        await developer.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(developer.Page.Locator("dialog[open] button[type=submit]")).ToBeDisabledAsync();
        await ToAsync(developer, "Type dev-keys to confirm", "dev-keys");
        await Assertions.Expect(developer.Page.Locator("dialog[open] button[type=submit]")).ToBeEnabledAsync();
        await developer.Page.Keyboard.PressAsync("Enter");
        await Assertions
            .Expect(developer.Page.Locator(".lead .status"))
            .ToHaveTextAsync(new System.Text.RegularExpressions.Regex("Ended|Cancelled"));
        await FocusIsSomewhereAsync(developer);
        developer.ComplainsOfNothing();
        dba.ComplainsOfNothing();
    }

    [Fact]
    public async Task moves_among_tabs_with_arrows_and_opens_a_snapshot()
    {
        await using var app = new Application();
        await using var auditor = await chromium.VisitorAsync(app.Address);
        await SignInAsync(auditor, "auditor");
        await PressAsync(auditor, "Snapshots");
        await auditor.SeesAsync("rds:prod-altplus-cluster-2023-12-21-00-00");
        await Assertions.Expect(auditor.Page.Locator("tr[aria-rowindex]").First).ToBeVisibleAsync();

        await TabToAsync(auditor, "System", startsWith: true);
        await auditor.Page.Keyboard.PressAsync("ArrowLeft");
        await Assertions.Expect(auditor.Page.Locator("#prod-snapshots-tab-manual")).ToHaveAttributeAsync("aria-selected", "true");
        await Assertions.Expect(auditor.Page.Locator("#prod-snapshots-tab-manual")).ToBeFocusedAsync();
        await PressAsync(auditor, "prod-batch-to-vendor");
        await auditor.SeesAsync("Where it came from and where it went");
        await FocusIsSomewhereAsync(auditor);
        auditor.ComplainsOfNothing();
    }

    private static async Task SignInAsync(Visitor visitor, string persona)
    {
        await visitor.Page.GotoAsync("/sign-in");
        await PressAsync(visitor, persona, startsWith: true);
        await visitor.Page.Locator(".person-name").WaitForAsync();
        // Alive, so that a press is answered.
        await visitor.Page.Locator("main[data-live]").WaitForAsync();
    }

    private static async Task PressAsync(Visitor visitor, string name, bool startsWith = false)
    {
        await TabToAsync(visitor, name, startsWith);
        await visitor.Page.Keyboard.PressAsync("Enter");
    }

    private static async Task ToAsync(Visitor visitor, string label, string text)
    {
        await TabToAsync(visitor, label, startsWith: true, among: "input, textarea");
        await visitor.Page.Keyboard.PressAsync("Control+A");
        await visitor.Page.Keyboard.TypeAsync(text);
    }

    /// <summary>Tab by Tab, once around the page at most.</summary>
    private static async Task TabToAsync(Visitor visitor, string name, bool startsWith = false, string among = "*")
    {
        var passed = new List<string>();
        for (var press = 0; press < 150; press++)
        {
            var focused = await FocusedAsync(visitor, among);
            if (startsWith ? focused.StartsWith(name, StringComparison.Ordinal) : focused == name)
                return;
            passed.Add(focused);
            await visitor.Page.Keyboard.PressAsync("Tab");
        }
        Assert.Fail($"Tab does not reach '{name}'; it passed {string.Join(" | ", passed.Distinct())}");
    }

    /// <summary>What a screen reader would call it, near enough.</summary>
    private static Task<string> FocusedAsync(Visitor visitor, string among = "*") =>
        visitor.Page.EvaluateAsync<string>(
            """
            (among) => {
              const focused = document.activeElement;
              if (!focused || focused === document.body || !focused.matches(among)) return "";
              const text = focused.getAttribute("aria-label") ?? focused.labels?.[0]?.innerText ?? focused.querySelector("title")?.textContent
                ?? focused.innerText ?? "";
              return text.replace(/\s+/g, " ").trim();
            }
            """,
            among
        );

    /// <summary>Where what had it is taken away, the next frame gives it to another.</summary>
    private static Task FocusIsSomewhereAsync(Visitor visitor) =>
        visitor.Page.WaitForFunctionAsync("document.activeElement !== document.body");
}
