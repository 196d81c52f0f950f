using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using SnapshotShare.Core.Execution;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Tests.Planning;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Tests.Execution;

/// <summary>How long a step takes, from the last five trips of the same cluster that got there, read now and then.</summary>
public sealed class what_earlier_trips_teach
{
    private static readonly DateTime Now = Sample.Now;
    private static readonly Timings Timings = Timings.From(new TimingOptions(), speed: 1);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(Now));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task is_the_middle_of_the_last_five_of_the_same_cluster()
    {
        await using var rig = await new Rig().OpenAsync();
        var forecasts = Forecasts(rig);
        Assert.False((await forecasts.ExpectAsync("orders", Ct)).Learned);

        // The sixth is too long ago, another cluster is another matter, and who is not there yet teaches nothing.
        foreach (var (ago, minutes) in new[] { (1, 10), (2, 20), (3, 30), (4, 40), (5, 50), (6, 1), (7, 1) })
            await rig.WriteAsync(Trip($"{ago}", minutes, Now.AddDays(-ago)));
        await rig.WriteAsync(Trip("another", 1, Now, "customers"));
        await rig.WriteAsync(Trip("unready", 1, readyAt: null));

        var usual = await Forecasts(rig).ExpectAsync("orders", Ct);
        Assert.True(usual.Learned);
        Assert.Equal(TimeSpan.FromMinutes(30), usual.Of(StepName.CopyForSharing));
    }

    [Fact]
    public async Task is_read_again_after_a_long_wait_and_by_each_cluster_for_itself()
    {
        await using var rig = await new Rig().OpenAsync();
        var forecasts = Forecasts(rig);
        await forecasts.ExpectAsync("orders", Ct);
        await rig.WriteAsync(Trip("1", 10, Now));

        Assert.True((await Forecasts(rig).ExpectAsync("orders", Ct)).Learned);
        _time.Advance(Timings.Far - TimeSpan.FromMilliseconds(1));
        Assert.False((await forecasts.ExpectAsync("orders", Ct)).Learned);
        Assert.False((await forecasts.ExpectAsync("customers", Ct)).Learned);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True((await forecasts.ExpectAsync("orders", Ct)).Learned);
    }

    [Fact]
    public async Task decides_how_often_to_look_together_with_how_many_are_on_their_way()
    {
        await using var rig = await new Rig().OpenAsync();
        foreach (var status in Enum.GetValues<RequestStatus>())
            await rig.WriteAsync(SampleRows.Request($"{status}", status));
        await rig.WriteAsync(SampleRows.Request("another"), Trip("1", 10, Now));
        var forecasts = Forecasts(rig);

        var hints = await forecasts.HintsAsync("orders", StepName.CopyForSharing, Ct);
        Assert.Equal((TimeSpan.FromMinutes(10), 2), (hints.Usual, hints.InFlight));
        Assert.Null((await forecasts.HintsAsync("orders", StepName.Share, Ct)).Usual);

        await rig.WriteAsync(SampleRows.Request("third"));
        _time.Advance(Timings.Look - TimeSpan.FromMilliseconds(1));
        Assert.Equal(2, (await forecasts.HintsAsync("orders", StepName.Share, Ct)).InFlight);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(3, (await forecasts.HintsAsync("orders", StepName.Share, Ct)).InFlight);
        await rig.WriteAsync(SampleRows.Request("fourth"));
        Assert.Equal(3, (await forecasts.HintsAsync("orders", StepName.Share, Ct)).InFlight);
    }

    [Fact]
    public async Task is_when_a_request_is_likely_to_be_there()
    {
        await using var rig = await new Rig().OpenAsync();
        await rig.WriteAsync(Trip("1", 10, Now));
        var running = Trip("2", 0, readyAt: null, steps: new StepState(StepName.CopyForSharing, StepStatus.Running) { StartedAt = Now });
        var forecast = await Forecasts(rig).OfAsync(running, Ct);
        Assert.Equal((Now.AddMinutes(10), true), (forecast.OverAt, forecast.Learned));
    }

    private Forecasts Forecasts(Rig rig) => new(rig.Get<IDbContextFactory<Db>>(), Timings, _time);

    private static Request Trip(string id, int minutes, DateTime? readyAt, string cluster = "orders", StepState? steps = null)
    {
        var plan = Sample.Plan(Sample.Facts);
        var row = SampleRows.Request(
            id,
            readyAt is null ? RequestStatus.Closing : RequestStatus.Ready,
            plan with
            {
                Source = plan.Source with { Cluster = cluster },
            },
            steps: steps ?? new StepState(StepName.CopyForSharing, StepStatus.Done) { StartedAt = Now, EndedAt = Now.AddMinutes(minutes) }
        );
        row.ReadyAt = readyAt;
        return row;
    }
}
