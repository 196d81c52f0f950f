using Microsoft.Playwright;

namespace SnapshotShare.Browser.Tests;

public sealed class two_people_on_the_same_request(Chromium chromium)
{
    [Fact]
    public async Task see_each_others_deeds_within_two_seconds_and_neither_decides_twice()
    {
        await using var app = new Application(speed: 20);
        using var developer = new Api(app, "requester");
        var request = await developer.AskAsync();
        var other = await developer.AskAsync("another one", "prod-orders-cluster");
        await using var dba = await chromium.VisitorAsync(app.Address);
        await using var admin = await chromium.VisitorAsync(app.Address);
        await using var reader = await chromium.VisitorAsync(app.Address);
        await dba.SignInAsync("DBA");
        await admin.SignInAsync("admin");
        await reader.SignInAsync("developer");
        await dba.Page.GotoAsync("/approvals");
        await admin.Page.GotoAsync("/approvals");
        await reader.Page.GotoAsync($"/requests/{request}");
        await reader.SeesAsync("Waiting for approval");
        foreach (var approver in new[] { dba, admin })
        {
            await Assertions.Expect(approver.Page.Locator(".decide textarea")).ToBeEnabledAsync();
            await approver.Page.Locator(".decide textarea").FillAsync("agreed");
        }

        // A third request arrives while both read and type: nothing jumps and nothing is lost.
        var third = await developer.AskAsync("one more", "prod-batch-cluster");
        var told = admin.Page.Locator($".approval-list a[href$='{third}']");
        await Visitor.SoonAsync("the third request is listed", () => told.IsVisibleAsync());
        await Assertions.Expect(admin.Page.Locator(".decide textarea")).ToHaveValueAsync("agreed");
        await Assertions.Expect(admin.Page.Locator(".decide textarea")).ToBeFocusedAsync();

        // Pressed twice as fast as a hand can.
        await dba.Page.GetByRole(AriaRole.Button, new() { Name = "Approve", Exact = true }).DblClickAsync();
        var seen = await Visitor.SoonAsync(
            "the others see that it is decided",
            async () =>
                await reader.Page.Locator(".lead .status").InnerTextAsync() != "Waiting for approval"
                && await admin.Page.Locator(".sheet").CountAsync() == 0
        );
        TestContext.Current.SendDiagnosticMessage($"The others saw it within {seen.TotalMilliseconds:F0} ms of the press.");

        // What the admin was reading says that it is decided; the next is not under the hand, and the focus is still on the page.
        await admin.SeesAsync("no longer waits for a decision");
        await admin.Page.WaitForFunctionAsync("document.activeElement !== document.body");
        var decided = await developer.GetAsync($"/requests/{request}");
        Assert.Equal(1, decided.GetProperty("decisions").GetArrayLength());
        Assert.Equal("WaitingForApproval", (await developer.GetAsync($"/requests/{other}")).GetProperty("status").GetString());

        // Two cancel at once: one way out, one word about it in the ledger.
        await admin.Page.GotoAsync($"/requests/{request}");
        foreach (var person in new[] { reader, admin })
        {
            await person.Page.GetByRole(AriaRole.Button, new() { Name = "Cancel", Exact = true }).First.ClickAsync();
            await Assertions.Expect(person.Page.Locator("dialog[open]")).ToBeVisibleAsync();
        }
        await Task.WhenAll(new[] { reader, admin }.Select(person => person.Page.Locator("dialog[open] button[type=submit]").ClickAsync()));
        foreach (var person in new[] { reader, admin })
            await Assertions
                .Expect(person.Page.Locator(".lead .status"))
                .ToHaveTextAsync(new System.Text.RegularExpressions.Regex("Closing|Cancelled"));
        var ledger = await developer.GetAsync($"/ledger?subject={request}");
        Assert.Single(
            ledger.GetProperty("entries").EnumerateArray(),
            entry => entry.GetProperty("kind").GetString() == "request.cancelled"
        );
        foreach (var person in new[] { dba, admin, reader })
            person.ComplainsOfNothing();
    }
}
