namespace SnapshotShare.Process.Tests;

public sealed class killed_after_a_change(Published published)
{
    [Fact]
    public async Task killed_after_each_change_before_its_answer_is_heard_the_trip_still_ends_the_same() =>
        await KilledAtEveryChange.RunAsync(published, Moment.AfterAwsActed, "dev-killed-after");
}
