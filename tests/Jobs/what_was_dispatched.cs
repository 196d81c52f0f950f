using Microsoft.Extensions.Time.Testing;

namespace SnapshotShare.Jobs.Tests;

public sealed class what_was_dispatched
{
    private readonly FakeTimeProvider _time = new();
    private readonly DispatchedRequests _dispatched;

    public what_was_dispatched() => _dispatched = new DispatchedRequests(_time);

    [Fact]
    public void is_not_dispatched_again_while_it_waits()
    {
        Assert.True(_dispatched.TryAdd("first", out _));
        Assert.False(_dispatched.TryAdd("first", out _));
    }

    [Fact]
    public void is_dispatched_again_once_it_has_begun()
    {
        _dispatched.TryAdd("first", out _);
        _dispatched.Begin("first").Dispose();

        Assert.True(_dispatched.TryAdd("first", out var earlierWasLost));
        Assert.False(earlierWasLost);
    }

    [Fact]
    public void is_not_queued_a_second_time_in_a_long_queue_that_is_served()
    {
        _dispatched.TryAdd("served", out _);
        _dispatched.TryAdd("waits", out _);
        _time.Advance(DispatchedRequests.Patience);
        _dispatched.Begin("served").Dispose();

        Assert.False(_dispatched.TryAdd("waits", out _));
        Assert.False(_dispatched.IsStalled);
    }

    [Fact]
    public void is_lost_when_a_much_later_one_was_served()
    {
        _dispatched.TryAdd("lost", out _);
        _time.Advance(DispatchedRequests.Patience / 2);
        _dispatched.TryAdd("later", out _);
        _time.Advance(DispatchedRequests.Patience / 2);
        _dispatched.TryAdd("much later", out _);
        _dispatched.Begin("later").Dispose();

        Assert.False(_dispatched.TryAdd("lost", out _));
        _dispatched.Begin("much later").Dispose();

        Assert.True(_dispatched.TryAdd("lost", out var earlierWasLost));
        Assert.True(earlierWasLost);
    }

    [Fact]
    public void has_stalled_when_nothing_is_served_although_workers_are_free()
    {
        _dispatched.TryAdd("first", out _);
        Assert.False(_dispatched.IsStalled);
        _time.Advance(DispatchedRequests.Patience);
        Assert.True(_dispatched.IsStalled);

        _dispatched.ForgetQueued();

        Assert.False(_dispatched.IsStalled);
        Assert.True(_dispatched.TryAdd("first", out _));
    }

    [Fact]
    public void has_not_stalled_while_every_worker_is_busy()
    {
        var runs = Enumerable.Range(0, HangfireServer.WorkerCount).Select(i => _dispatched.Begin($"runs-{i}")).ToList();
        _dispatched.TryAdd("waits", out _);
        _time.Advance(DispatchedRequests.Patience * 3);

        Assert.False(_dispatched.IsStalled);
        Assert.False(_dispatched.TryAdd("waits", out _));

        runs[0].Dispose();
        Assert.True(_dispatched.IsStalled);
    }

    [Fact]
    public void is_held_back_for_a_while_after_a_fault()
    {
        _dispatched.TryAdd("faulty", out _);
        _dispatched.Begin("faulty").Dispose();
        _dispatched.Hold("faulty");

        Assert.False(_dispatched.TryAdd("faulty", out _));
        _dispatched.ForgetQueued();
        Assert.False(_dispatched.TryAdd("faulty", out _));
        _time.Advance(DispatchedRequests.Patience);

        Assert.True(_dispatched.TryAdd("faulty", out var earlierWasLost));
        Assert.False(earlierWasLost);
    }
}
