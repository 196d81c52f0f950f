using Microsoft.Extensions.Time.Testing;
using SnapshotShare.Core.Commands;
using SnapshotShare.Core.Findings;

namespace SnapshotShare.Core.Tests.Commands;

/// <summary>The bounds by themselves, without a command behind them.</summary>
public sealed class what_the_limits_are
{
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>They stand in the operations guide, which people configure by.</summary>
    [Fact]
    public void where_nobody_sets_them_is_written_in_the_guide()
    {
        var options = new LimitOptions();
        var told = File.ReadLines(Repository.Path("docs", "operations.md"))
            .Where(line => line.StartsWith("| `Limits:", StringComparison.Ordinal))
            .Select(line => line.Split('|'))
            .Select(cells => $"{cells[1].Trim()} {cells[3].Trim()}");
        Assert.Equal(
            typeof(LimitOptions)
                .GetProperties()
                .Select(option => $"`Limits:{option.Name}` `{option.GetValue(options)}`")
                .Order(StringComparer.Ordinal),
            told.Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void of_an_address_is_its_own_and_nobody_is_named_for_it()
    {
        var limits = Of(new() { AddressPerMinute = 1 });
        Assert.Null(limits.Refuses("192.0.2.1"));
        Assert.Equal(RefusalKind.TooMany, limits.Refuses("192.0.2.1")!.Kind);
        Assert.Null(limits.Refuses("192.0.2.2"));
    }

    [Fact]
    public async Task of_what_runs_at_once_is_asked_again_in_a_second()
    {
        var limits = Of(new() { AtOnce = 1, Waiting = 0 });
        using var first = await limits.TakeAsync(Rig.Developer, Cost.Aws, Ct);
        using var second = await limits.TakeAsync(Rig.Developer, Cost.Aws, Ct);
        Assert.Null(first.Refusal);
        Assert.Equal(("too-many-at-once", TimeSpan.FromSeconds(1)), (second.Refusal!.Message.Key, second.Refusal.RetryAfter));
    }

    private Limits Of(LimitOptions options) => new(options, new RefusedAttempts(null!, null!, _time), _time);
}
