using Bunit;
using Microsoft.Extensions.DependencyInjection;
using SnapshotShare.Core;
using SnapshotShare.Core.Planning;
using SnapshotShare.Web.Components.Controls;
using SnapshotShare.Web.Components.Wording;

namespace SnapshotShare.Web.Tests.Components.Controls;

public sealed class FindingCardTests : BunitContext
{
    private readonly Words _words = new();

    public FindingCardTests() => Services.AddSingleton(_words);

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
            Phrase.Of("finding.vanished"),
            Phrase.Of("remedy.ask-again")
        );

        var card = Render<FindingCard>(parameters => parameters.Add(card => card.Finding, finding));

        Assert.Equal(where, card.Find(".finding-where").TextContent);
    }
}
