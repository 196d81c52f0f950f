using Microsoft.Extensions.Time.Testing;
using SnapshotShare.Core.Observing;

namespace SnapshotShare.Core.Tests.Observing;

/// <summary>Read once for everybody who asks at the same time, and never handed out as younger than it is.</summary>
public sealed class a_listing
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly FakeTimeProvider _time = new();
    private readonly List<TaskCompletionSource<Pages<string>>> _reads = [];
    private readonly Listing<string> _listing;

    public a_listing() => _listing = new Listing<string>(Read, _time);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private DateTime Now => _time.GetUtcNow().UtcDateTime;

    [Fact]
    public async Task is_as_old_as_the_beginning_of_its_read()
    {
        var begun = Now;
        var asked = _listing.GetAsync(begun, Ct);
        _time.Advance(Second);
        Answer(0, "before");

        var seen = await asked;
        Assert.Equal((begun, "before", "request-1"), (seen.At, seen.Items[0], seen.AwsRequestId));
        // What was done while it was read may not be in it.
        var after = _listing.GetAsync(begun.AddMilliseconds(1), Ct);
        Assert.Equal(2, _reads.Count);
        Answer(1, "after");
        Assert.Equal(begun + Second, (await after).At);
    }

    [Fact]
    public async Task is_shared_by_those_for_whom_it_is_young_enough()
    {
        var begun = Now;
        var (one, other) = (_listing.GetAsync(begun, Ct), _listing.GetAsync(begun - Second, Ct));
        Assert.Single(_reads);
        Answer(0, "it");
        Assert.Same(await one, await other);
        Assert.Same(await one, await _listing.GetAsync(begun, Ct));
        Assert.Single(_reads);
    }

    [Fact]
    public async Task is_read_anew_beside_one_that_began_too_early_and_the_younger_one_is_kept()
    {
        var early = _listing.GetAsync(Now, Ct);
        _time.Advance(Second);
        var late = _listing.GetAsync(Now, Ct);
        Assert.Equal(2, _reads.Count);
        Answer(1, "late");
        Answer(0, "early");
        Assert.Equal(("early", "late"), ((await early).Items[0], (await late).Items[0]));
        Assert.Same(await late, await _listing.GetAsync(Now, Ct));
    }

    [Fact]
    public async Task that_fails_fails_everybody_who_waits_and_is_read_again_for_the_next()
    {
        var (one, other) = (_listing.GetAsync(Now, Ct), _listing.GetAsync(Now, Ct));
        _reads[0].SetException(new InvalidOperationException("no"));
        foreach (var asked in new[] { one, other })
            Assert.Equal("no", (await Assert.ThrowsAsync<InvalidOperationException>(() => asked)).Message);
        var again = _listing.GetAsync(Now, Ct);
        Answer(1, "yes");
        Assert.Equal("yes", (await again).Items[0]);
    }

    [Fact]
    public async Task goes_on_for_the_others_when_one_stops_waiting()
    {
        using var gone = new CancellationTokenSource();
        var (one, other) = (_listing.GetAsync(Now, gone.Token), _listing.GetAsync(Now, Ct));
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one);
        Answer(0, "it");
        Assert.Equal("it", (await other).Items[0]);
    }

    private Task<Pages<string>> Read(CancellationToken ct)
    {
        Assert.False(ct.CanBeCanceled);
        _reads.Add(new TaskCompletionSource<Pages<string>>());
        return _reads[^1].Task;
    }

    private void Answer(int read, string item) => _reads[read].SetResult(new Pages<string>([item], $"request-{read + 1}"));
}
