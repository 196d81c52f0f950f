using Bunit;
using Microsoft.Extensions.DependencyInjection;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Text;
using SnapshotShare.Web.Pages.RoutesAndKeys;
using TestContext = Xunit.TestContext;

namespace SnapshotShare.Web.Tests.Pages.RoutesAndKeys;

public sealed class the_routes_page : PageContext
{
    private static readonly Finding Finding = new("x", Severity.Warning, "dev", "", Message.Of("finding.route-unanswered"));

    [Theory]
    [InlineData(Severity.Warning, true, "Nothing was found that stands in its way.")]
    [InlineData(Severity.Blocking, true, "It would not work.")]
    [InlineData(Severity.Warning, false, "It could not be checked.")]
    public async Task the_last_check_stands_in_one_line(Severity gravest, bool isKnown, string line)
    {
        await KeepAsync(Check with { Findings = [Finding with { Severity = gravest }], IsKnown = isKnown });
        SignIn(Samples.Auditor);

        Assert.StartsWith(line, Render<RoutesPage>().Find("h3 + p").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task a_check_whose_policies_to_paste_were_not_kept_says_so(bool lacksPaste)
    {
        await KeepAsync(Check with { LacksPaste = lacksPaste });
        SignIn(Samples.Auditor);

        Assert.Equal(
            lacksPaste,
            Render<RoutesPage>().Markup.Contains("What to paste is not kept over a restart of the server", StringComparison.Ordinal)
        );
    }

    private static RouteChecked Check { get; } = new("prod-to-dev", Samples.Noon, "DBA", "prod-batch", [Finding]);

    private Task KeepAsync(RouteChecked check) =>
        Services
            .GetRequiredService<LedgerTransaction>()
            .WriteAsync(
                scope =>
                {
                    scope.Append(Samples.Dba, subject: "", check);
                    return Task.CompletedTask;
                },
                TestContext.Current.CancellationToken
            );
}
