using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Tests.Planning;

namespace SnapshotShare.Core.Tests.Shares;

/// <summary>Each write on a share's row with its entry, at its edges.</summary>
public sealed class the_life_of_a_share
{
    private static readonly Dictionary<string, string> Evidence = new(StringComparer.Ordinal) { ["SourceRestoreAttribute"] = "[]" };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task is_closed_once_with_its_failure_forgotten()
    {
        await using var rig = await new Rig().OpenAsync();
        var (now, share, events) = await WriteAsync(rig, Open(share => share.CloseFailure = "no"), (scope, row) => Close(scope, row));
        Assert.Equal((now, null, now), (share.ClosedAt, share.CloseFailure, share.NextLookAt));
        var told = Assert.IsType<ShareClosed>(Assert.Single(events));
        Assert.Equal(
            (share.SnapshotArn, share.TargetAccountId, share.Deadline, "[]"),
            (told.SnapshotArn, told.TargetAccountId, told.Deadline, told.SourceRestoreAttribute)
        );

        var closed = Open(share => share.ClosedAt = Sample.Now);
        (_, share, events) = await WriteAsync(rig, closed, (scope, row) => Close(scope, row));
        Assert.Equal(Sample.Now, share.ClosedAt);
        Assert.Empty(events);

        static void Close(LedgerScope scope, Share row) => ShareLife.Close(scope, Actor.Watchdog, row, Evidence);
    }

    /// <summary>An answer from before the closing proves nothing, nor does anything prove what is open.</summary>
    [Theory]
    [InlineData(false, false, 1, false)]
    [InlineData(true, false, -1, false)]
    [InlineData(true, false, 0, true)]
    [InlineData(true, false, 1, true)]
    [InlineData(true, true, 1, false)]
    public async Task is_proven_once_by_a_look_that_is_no_older_than_its_closing(bool isClosed, bool isProven, int later, bool proves)
    {
        await using var rig = await new Rig().OpenAsync();
        var before = Open(share =>
        {
            share.ClosedAt = isClosed ? Sample.Now : null;
            share.ProvenAt = isProven ? Sample.Now : null;
        });
        var (now, share, events) = await WriteAsync(
            rig,
            before,
            (scope, row) => ShareLife.Prove(scope, Actor.Watchdog, row, Sample.Now.AddMilliseconds(later), Evidence)
        );
        Assert.Equal(proves ? now : before.ProvenAt, share.ProvenAt);
        Assert.Equal(proves ? 1 : 0, events.Count(what => what is ShareProven));
        Assert.Equal(proves ? 1 : 0, events.Count);
    }

    [Fact]
    public async Task that_cannot_be_closed_is_told_once_until_it_was_closed_in_between()
    {
        await using var rig = await new Rig().OpenAsync();
        var error = new AwsError("AccessDenied", "no", "r", 403);
        var (_, share, events) = await WriteAsync(rig, Open(), (scope, row) => ShareLife.MarkOverdue(scope, row, error));
        Assert.Equal("AccessDenied: no", share.CloseFailure);
        var told = Assert.IsType<ShareOverdue>(Assert.Single(events));
        Assert.Equal(("AccessDenied", "no", share.CloseCommand), (told.Code, told.Message, told.CloseByHand));

        (_, share, events) = await WriteAsync(
            rig,
            Open(share => share.CloseFailure = "before"),
            (scope, row) => ShareLife.MarkOverdue(scope, row, error)
        );
        Assert.Equal("AccessDenied: no", share.CloseFailure);
        Assert.Empty(events);

        (_, share, events) = await WriteAsync(
            rig,
            Open(share => share.ClosedAt = Sample.Now),
            (scope, row) => ShareLife.MarkOverdue(scope, row, error)
        );
        Assert.Null(share.CloseFailure);
        Assert.Empty(events);
    }

    [Fact]
    public async Task is_asked_to_be_closed_under_an_intent_that_names_it()
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = false;
        var before = Open();
        var change = RestoreAttribute.Remove("prod", before.SnapshotIdentifier, before.TargetAccountId);
        var (_, share, events) = await WriteAsync(rig, before, (scope, row) => asked = ShareLife.IntendToClose(scope, row, change));
        Assert.True(asked);
        var intent = Assert.IsType<ChangeIntended>(Assert.Single(events));
        Assert.Equal(
            (share.SnapshotArn, share.TargetAccountId, share.Deadline, change.Cli),
            (intent.SnapshotArn, intent.TargetAccountId, intent.Deadline, intent.Cli)
        );
    }

    /// <summary>It was closed and is there again: it is overdue from its first moment, and nothing proves it any more.</summary>
    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public async Task that_came_back_is_open_again_until_now_and_no_longer(int deadlineInHours)
    {
        await using var rig = await new Rig().OpenAsync();
        var now = rig.Time.GetUtcNow().UtcDateTime;
        var before = Open(share =>
        {
            (share.ClosedAt, share.ProvenAt) = (Sample.Now, Sample.Now);
            share.Deadline = now.AddHours(deadlineInHours);
        });
        var asked = false;
        var change = RestoreAttribute.Remove("prod", before.SnapshotIdentifier, before.TargetAccountId);
        var (at, share, events) = await WriteAsync(rig, before, (scope, row) => asked = ShareLife.IntendToClose(scope, row, change));
        Assert.True(asked);
        Assert.Equal((null, null), (share.ClosedAt, share.ProvenAt));
        Assert.True(share.Deadline == (deadlineInHours < 0 ? Milliseconds(now.AddHours(deadlineInHours)) : at), $"{share.Deadline:O}");
        Assert.Equal(["ShareReturned", "ChangeIntended"], events.Select(what => what.GetType().Name));
    }

    /// <summary>A later share of the same snapshot has a deadline and a watch of its own, and one whose watch has ended is nobody's business.</summary>
    [Theory]
    [InlineData("its watch has ended")]
    [InlineData("another shares the same")]
    public async Task is_left_alone_where(string what)
    {
        await using var rig = await new Rig().OpenAsync();
        var before = Open(share =>
        {
            share.ClosedAt = Sample.Now;
            share.WatchEndedAt = what == "its watch has ended" ? Sample.Now : null;
        });
        if (what == "another shares the same")
        {
            await rig.WriteAsync(SampleRows.Share("another"));
            await rig.Get<LedgerTransaction>()
                .WriteAsync(
                    scope =>
                    {
                        scope.Append(
                            Actor.Engine,
                            "another",
                            new ShareOpened(before.SnapshotArn, before.TargetAccountId, Sample.Now.AddHours(1))
                        );
                        return Task.CompletedTask;
                    },
                    Ct
                );
        }
        var asked = true;
        var change = RestoreAttribute.Remove("prod", before.SnapshotIdentifier, before.TargetAccountId);
        var (now, share, events) = await WriteAsync(rig, before, (scope, row) => asked = ShareLife.IntendToClose(scope, row, change));
        Assert.False(asked);
        Assert.Equal(what == "its watch has ended" ? Sample.Now : now, share.WatchEndedAt);
        Assert.Equal(Sample.Now, share.ClosedAt);
        Assert.Empty(events);
    }

    /// <summary>One snapshot is shared with one account by one request at a time, until the watch of the one before is over.</summary>
    [Theory]
    [InlineData("nothing else", "another")]
    [InlineData("its watch has ended", null)]
    [InlineData("it is of another snapshot", null)]
    [InlineData("it is with another account", null)]
    [InlineData("it is the request's own", null)]
    [InlineData("it is closed and watched", "another")]
    public async Task holds_the_next_one_back_where_of_the_one_before(string what, string? holder)
    {
        await using var rig = await new Rig().OpenAsync();
        var plan = Sample.Plan(Sample.Facts);
        var share = new Share
        {
            RequestId = what == "it is the request's own" ? "asks" : "another",
            SourceAccount = "prod",
            SnapshotIdentifier = plan.SharingSnapshot,
            SnapshotArn = what == "it is of another snapshot" ? plan.SharingSnapshotArn + "x" : plan.SharingSnapshotArn,
            TargetAccountId = what == "it is with another account" ? "999999999999" : plan.To.AccountId,
            SnapshotIsOurs = true,
            IntendedAt = Sample.Now,
            Deadline = Sample.Now,
            ClosedAt = what == "it is closed and watched" ? Sample.Now : null,
            WatchEndedAt = what == "its watch has ended" ? Sample.Now : null,
        };
        await rig.WriteAsync(share);
        await using var db = await rig.Get<IDbContextFactory<Core.Persistence.Db>>().CreateDbContextAsync(Ct);
        Assert.Equal(holder, ShareLife.HolderOf(db, SampleRows.Request("asks", plan: plan)));
    }

    [Fact]
    public async Task ends_now_by_somebody_s_word_and_never_later_than_it_would_have()
    {
        await using var rig = await new Rig().OpenAsync();
        var soon = rig.Time.GetUtcNow().UtcDateTime.AddHours(1);
        var (now, share, _) = await WriteAsync(rig, Open(share => share.Deadline = soon), Expire);
        Assert.Equal((now, now), (share.Deadline, share.NextLookAt));
        (now, share, _) = await WriteAsync(rig, Open(share => share.Deadline = Sample.Now), Expire);
        Assert.Equal((Sample.Now, now), (share.Deadline, share.NextLookAt));

        static void Expire(LedgerScope scope, Share row) => ShareLife.Expire(scope, row, SampleRows.Request(status: RequestStatus.Ready));
    }

    private static Share Open(Action<Share>? change = null)
    {
        var share = SampleRows.Share(Guid.NewGuid().ToString("N")[..16]);
        change?.Invoke(share);
        return share;
    }

    private static DateTime Milliseconds(DateTime at) => new(at.Ticks - (at.Ticks % TimeSpan.TicksPerMillisecond), DateTimeKind.Utc);

    private static async Task<(DateTime Now, Share Share, IReadOnlyList<LedgerEvent> Events)> WriteAsync(
        Rig rig,
        Share share,
        Action<LedgerScope, Share> write
    )
    {
        await rig.WriteAsync(share);
        var before = (await rig.LedgerAsync()).Count;
        DateTime now = default;
        await ShareLife.WriteAsync(
            rig.Get<LedgerTransaction>(),
            share.RequestId,
            (scope, row) =>
            {
                now = scope.Now;
                write(scope, row);
            },
            Ct
        );
        return (
            now,
            (await rig.ShareAsync(share.RequestId))!,
            [.. (await rig.LedgerAsync()).Skip(before).Select(entry => entry.ReadEvent()!)]
        );
    }
}
