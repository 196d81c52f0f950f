using Bunit;
using Microsoft.Extensions.DependencyInjection;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Text;
using SnapshotShare.Web.Shared.Controls;
using SnapshotShare.Web.Text;

namespace SnapshotShare.Web.Tests.Shared.Controls;

public sealed class a_finding_card : BunitContext
{
    private readonly Localizer _words = new();

    public a_finding_card() => Services.AddSingleton(_words);

    [Theory]
    [InlineData("alias/dev-altplus-key", "prod alias/dev-altplus-key")]
    [InlineData("CopyInTarget", "prod ⑤ ターゲット側のキーでコピーする")]
    public void says_where_it_was_found_and_a_step_by_its_name(string resource, string where)
    {
        _words.Use("ja");
        var finding = new Finding(
            "vanished",
            Severity.Blocking,
            "prod",
            resource,
            Message.Of("finding.vanished"),
            Message.Of("remedy.ask-again")
        );

        var card = Render<FindingCard>(parameters => parameters.Add(card => card.Finding, finding));

        Assert.Equal(where, card.Find(".finding-where").TextContent);
    }
}
