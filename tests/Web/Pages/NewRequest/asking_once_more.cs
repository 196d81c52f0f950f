using Bunit;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Text;
using SnapshotShare.Web.Pages.NewRequest;

namespace SnapshotShare.Web.Tests.Pages.NewRequest;

public sealed class asking_once_more : PageContext
{
    private static readonly Refusal Refusal = new(RefusalKind.Conflict, Message.Of("asked-already")) { RequestId = "abcdefgh12345678" };

    [Fact]
    public void leads_to_the_first_request_and_to_a_second_on_purpose()
    {
        var pressed = 0;
        var notice = Render<AskedAlready>(it => it.Add(one => one.Why, Refusal).Add(one => one.Another, () => pressed++));

        Assert.EndsWith("/requests/abcdefgh12345678", notice.Find("a").GetAttribute("href"), StringComparison.Ordinal);
        notice.Find("button").Click();
        Assert.Equal(1, pressed);
    }

    [Fact]
    public void offers_no_second_of_what_the_form_does_not_say_any_more_and_nothing_for_another_refusal()
    {
        var stale = Render<AskedAlready>(it =>
            it.Add(one => one.Why, Refusal).Add(one => one.Stale, true).Add(one => one.Another, () => { })
        );
        Assert.True(stale.Find("button").HasAttribute("disabled"));

        var other = Render<AskedAlready>(it =>
            it.Add(one => one.Why, Refusal with { RequestId = null }).Add(one => one.Another, () => { })
        );
        Assert.Empty(other.Markup.Trim());
    }
}
