namespace SnapshotShare.Jobs.Tests;

public sealed class many_requests
{
    [Fact]
    public async Task two_hundred_at_once_are_each_advanced_once()
    {
        await using var rig = await new JobsRig().OpenWithoutJobsAsync();
        var ids = await rig.AskAsync(200);
        await rig.StartServicesAsync();

        await rig.EachEndsOnceAsync(ids);

        await rig.UntilAsync(() => rig.Dashboard.SucceededListCount() >= 200, "every job has been acknowledged");
        Assert.DoesNotContain(rig.Said, line => line.Contains("Hangfire", StringComparison.Ordinal));
    }

    [Fact]
    public async Task two_hundred_while_the_file_is_deleted_are_each_advanced_once()
    {
        await using var rig = await new JobsRig().OpenWithoutJobsAsync();
        var ids = await rig.AskAsync(200);
        await rig.StartServicesAsync();
        await rig.UntilAsync(() => rig.Dashboard.SucceededListCount() > 0, "the first has been run");

        File.Delete(rig.File);

        await rig.EachEndsOnceAsync(ids);
    }
}
