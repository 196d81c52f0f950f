using SnapshotShare.Core.Observing;

namespace SnapshotShare.Core.Tests.Observing;

public sealed class an_account_that_does_not_change
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task is_shown_as_read_just_now_and_its_tables_are_not_drawn_again()
    {
        await using var rig = await new Rig().OpenAsync();
        var observer = rig.Get<Observer>();
        await observer.RefreshAsync("prod", Ct);
        var first = observer.View("prod");

        // A refresh right after another one uses what that one has read.
        while (observer.View("prod").LookedAt == first.LookedAt)
            await observer.RefreshAsync("prod", Ct);

        var second = observer.View("prod");
        Assert.True(second.LookedAt > first.LookedAt);
        Assert.Same(first.Snapshots, second.Snapshots);
    }
}
