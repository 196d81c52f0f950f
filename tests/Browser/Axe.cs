using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace SnapshotShare.Browser.Tests;

/// <summary>axe with all it knows of WCAG 2.2 A and AA and of good practice.</summary>
internal static class Axe
{
    private static readonly AxeRunOptions Options = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
        // The one rule of WCAG 2.2 that axe has, and leaves off unless it is asked for.
        Rules = new Dictionary<string, RuleOptions>(StringComparer.Ordinal) { ["target-size"] = new() { Enabled = true } },
    };

    public static async Task FindsNothingAsync(IPage page, string where)
    {
        var found = (await page.RunAxe(Options)).Violations;
        Assert.True(
            found.Length == 0,
            $"{where}: {string.Join("; ", found.Select(rule => $"{rule.Id} ({rule.Nodes.Length}): {string.Join(" | ", rule.Nodes.Take(5).Select(node => node.Html))}"))}"
        );
    }
}
