using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Shares.Drift;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Tests.Shares;

/// <summary>The timers that nothing else keeps going: how often they look, and that a pass that fails is not the last.</summary>
public sealed class the_services_that_look
{
    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task at_overdue_shares_does_so_each_second_whatever_became_of_the_pass_before()
    {
        await using var rig = await new Rig().OpenAsync();
        var time = new FakeTimeProvider();
        using var databases = new Databases();
        var watchdog = ActivatorUtilities.CreateInstance<Watchdog>(rig.Get<IServiceProvider>(), databases);
        using var service = new WatchdogService(watchdog, time, NullLogger<WatchdogService>.Instance);
        await service.StartAsync(Ct);
        await LooksAtAsync(time, databases, TimeSpan.FromSeconds(1));
        await service.StopAsync(Ct);
    }

    /// <summary>What is due is taken away each second, on a clock of its own.</summary>
    [Fact]
    public async Task at_drift_that_is_due_does_so_each_second_whatever_became_of_the_pass_before()
    {
        await using var rig = await new Rig().OpenAsync();
        var time = new FakeTimeProvider();
        using var databases = new Databases();
        using var silent = new Databases { NeverAnswers = true };
        using var service = Drift(rig, time, Real, scanned: silent, due: databases);
        await service.StartAsync(Ct);
        await LooksAtAsync(time, databases, TimeSpan.FromSeconds(1));
        await service.StopAsync(Ct);
    }

    /// <summary>Ten minutes of AWS's time, and never less than two seconds.</summary>
    [Theory]
    [InlineData(1, 600)]
    [InlineData(100, 6)]
    [InlineData(300, 2)]
    [InlineData(3000, 2)]
    public async Task for_drift_does_so_every_ten_minutes_of_aws_s_time(double speed, double seconds)
    {
        await using var rig = await new Rig().OpenAsync();
        var time = new FakeTimeProvider();
        using var databases = new Databases();
        var timings = Timings.From(new TimingOptions(), speed);
        using var silent = new Databases { NeverAnswers = true };
        using var service = Drift(rig, time, timings, scanned: databases, due: silent);
        await service.StartAsync(Ct);
        await LooksAtAsync(time, databases, TimeSpan.FromSeconds(seconds));
        await service.StopAsync(Ct);
    }

    private static Timings Real => Timings.From(new TimingOptions(), speed: 1);

    private static DriftService Drift(Rig rig, TimeProvider time, Timings timings, Databases scanned, Databases due) =>
        new(
            ActivatorUtilities.CreateInstance<DriftScan>(rig.Get<IServiceProvider>(), scanned),
            ActivatorUtilities.CreateInstance<DriftCloser>(rig.Get<IServiceProvider>(), due),
            timings,
            time,
            NullLogger<DriftService>.Instance
        );

    /// <summary>Once at the start, and again after the interval and not a moment before.</summary>
    private static async Task LooksAtAsync(FakeTimeProvider time, Databases databases, TimeSpan interval)
    {
        await databases.AskedAsync(1);
        time.Advance(interval - Millisecond);
        await databases.StillAsync(1);
        time.Advance(Millisecond);
        await databases.AskedAsync(2);
        time.Advance(interval);
        await databases.AskedAsync(3);
    }

    /// <summary>Each pass asks for the database first, and here gets none: a mistake of the product that no pass expects.</summary>
    private sealed class Databases : IDbContextFactory<Db>, IDisposable
    {
        private readonly SemaphoreSlim _asked = new(0);
        private int _times;

        public bool NeverAnswers { get; init; }

        public async Task AskedAsync(int times)
        {
            Assert.True(await _asked.WaitAsync(TimeSpan.FromSeconds(30), Ct), $"not asked for the {times}th time");
            Assert.Equal(times, Volatile.Read(ref _times));
        }

        public async Task StillAsync(int times)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Ct);
            Assert.Equal(times, Volatile.Read(ref _times));
        }

        public void Dispose() => _asked.Dispose();

        public Db CreateDbContext() => throw new NotSupportedException();

        public async Task<Db> CreateDbContextAsync(CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref _times);
            _asked.Release();
            if (NeverAnswers)
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            throw new OperationCanceledException("of something else");
        }
    }
}
