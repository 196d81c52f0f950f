using Microsoft.Extensions.Time.Testing;
using SnapshotShare.Core.Aws;

namespace SnapshotShare.Core.Tests.Aws;

public sealed class an_answer_that_does_not_end
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task is_no_answer_once_its_time_is_over_though_nobody_hears_the_cancellation()
    {
        var time = new FakeTimeProvider();
        CancellationToken heard = default;
        var asked = CallTimeout.WithinAsync(
            TimeSpan.FromMinutes(1),
            time,
            within =>
            {
                heard = within;
                return new TaskCompletionSource<string>().Task;
            },
            Ct
        );

        time.Advance(TimeSpan.FromSeconds(61));

        var late = await Assert.ThrowsAsync<TimeoutException>(() => asked);
        Assert.Equal(ErrorHandling.Unknown, AwsErrors.Classify(late).Fault);
        Assert.True(AwsErrors.IsFromAws(late));
        Assert.True(heard.IsCancellationRequested);
    }

    [Fact]
    public async Task is_given_up_as_a_cancellation_when_the_caller_stops()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var asked = CallTimeout.WithinAsync(
            TimeSpan.FromMinutes(1),
            new FakeTimeProvider(),
            _ => new TaskCompletionSource<string>().Task,
            stop.Token
        );
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
    }

    /// <summary>Neither its time is over nor does the caller stop: then it was called off by itself.</summary>
    [Fact]
    public Task is_no_late_one_where_the_call_itself_was_called_off() =>
        Assert.ThrowsAsync<OperationCanceledException>(() =>
            CallTimeout.WithinAsync<string>(
                TimeSpan.FromMinutes(1),
                new FakeTimeProvider(),
                _ => Task.FromException<string>(new OperationCanceledException("of something else")),
                Ct
            )
        );

    [Fact]
    public async Task is_waited_for_as_long_as_it_may_take()
    {
        var (time, answer) = (new FakeTimeProvider(), new TaskCompletionSource<string>());
        var asked = CallTimeout.WithinAsync(TimeSpan.FromMinutes(1), time, _ => answer.Task, Ct);
        time.Advance(TimeSpan.FromSeconds(59));
        answer.SetResult("it");
        Assert.Equal("it", await asked);
    }
}
