using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace SnapshotShare.Browser.Tests;

/// <summary>axe with all it knows of WCAG 2.2 A and AA and of good practice.</summary>
internal static class Axe
{
    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    /// <summary>
    /// Run in the page itself: there are no frames to gather from, and what passed need not be told. target-size is the one rule of WCAG 2.2
    /// that axe has and leaves off unless it is asked for.
    /// </summary>
    private const string Run = """
        async () => {
          const found = await axe.run({
            runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
            rules: { "target-size": { enabled: true } },
            resultTypes: ["violations"],
            selectors: false,
          });
          return found.violations.map(
            (rule) => `${rule.id} (${rule.nodes.length}): ${rule.nodes.slice(0, 5).map((node) => node.html).join(" | ")}`,
          );
        }
        """;

    public static async Task FindsNothingAsync(IPage page, string where)
    {
        if (!await page.EvaluateAsync<bool>("'axe' in window"))
            await page.EvaluateAsync(Script);
        var found = await page.EvaluateAsync<string[]>(Run);
        Assert.True(found.Length == 0, $"{where}: {string.Join("; ", found)}");
    }
}
