namespace SnapshotShare.Process.Tests;

public sealed class killed_before_a_change(Published published)
{
    [Fact]
    public async Task killed_before_each_change_reaches_aws_the_trip_still_ends_the_same() =>
        await KilledAtEveryChange.RunAsync(published, Moment.BeforeAwsActs, "dev-killed-before");
}
