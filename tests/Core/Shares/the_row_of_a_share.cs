using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Tests.Planning;
using SnapshotShare.Core.Text;

namespace SnapshotShare.Core.Tests.Shares;

/// <summary>What the pipeline draws from its steps for the share, and what somebody's word draws from the share for the pipeline.</summary>
public sealed class the_row_of_a_share
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task stands_with_its_deadline_before_aws_is_asked()
    {
        using var records = new Records();
        var row = SampleRows.Request();
        var (now, may, share, _) = await WriteAsync(records, row, scope => ShareLife.Open(scope, row));
        Assert.True(may);
        var plan = row.Plan;
        Assert.Equal(
            (row.Id, "prod", plan.SharingSnapshot, plan.SharingSnapshotArn, Sample.Dev, true),
            (
                share!.RequestId,
                share.SourceAccount,
                share.SnapshotIdentifier,
                share.SnapshotArn,
                share.TargetAccountId,
                share.SnapshotIsOurs
            )
        );
        Assert.Equal((now, now + plan.Window, now + plan.Window), (share.IntendedAt, share.Deadline, share.NextLookAt));
        Assert.Equal((null, null, null), (share.OpenedAt, share.ClosedAt, share.WatchEndedAt));
    }

    /// <summary>Closed once, or past its deadline, it is not opened again without a new approval.</summary>
    [Theory]
    [InlineData(true, 1, true)]
    [InlineData(true, 0, false)]
    [InlineData(true, -1, false)]
    [InlineData(false, 1, false)]
    public async Task is_asked_for_again_only_while_it_is_open_and_in_time(bool isOpen, int milliseconds, bool may)
    {
        using var records = new Records();
        var row = SampleRows.Request();
        var known = SampleRows.Share(deadline: records.Time.Stop().AddMilliseconds(milliseconds));
        known.ClosedAt = isOpen ? null : Sample.Now;
        var (_, opened, share, _) = await WriteAsync(records, row, scope => ShareLife.Open(scope, row), known);
        Assert.Equal(may, opened);
        Assert.Equal((known.IntendedAt, known.Deadline, known.ClosedAt), (share!.IntendedAt, share.Deadline, share.ClosedAt));
    }

    /// <summary>It ends when the intent said, though somebody wrote another deadline into the row since; then it is looked at then, too.</summary>
    [Theory]
    [InlineData(60, 60, 90, 60, 90)]
    [InlineData(30, 60, 90, 30, 30)]
    [InlineData(30, 60, 20, 30, 20)]
    [InlineData(90, 60, 60, 60, 60)]
    public async Task ends_no_later_than_was_told(int told, int deadline, int nextLook, int ends, int looks)
    {
        using var records = new Records();
        var row = SampleRows.Request();
        var known = OfPlan(row, row.Id);
        var now = records.Time.Stop();
        (known.Deadline, known.NextLookAt) = (now.AddMinutes(deadline), now.AddMinutes(nextLook));
        await records.TellAsync(
            row.Id,
            new ChangeIntended(
                "prod",
                "Modify",
                [],
                "aws",
                nameof(StepName.Share),
                SnapshotArn: known.SnapshotArn,
                TargetAccountId: Sample.Dev,
                Deadline: now.AddMinutes(told)
            )
        );
        var (_, may, share, _) = await WriteAsync(records, row, scope => ShareLife.Open(scope, row), known);
        Assert.True(may);
        Assert.Equal((now.AddMinutes(ends), now.AddMinutes(looks)), (share!.Deadline, share.NextLookAt));
    }

    /// <summary>Two who change it at once cannot both be right: the later one is refused, and reads again.</summary>
    [Fact]
    public async Task is_written_by_one_at_a_time()
    {
        using var records = new Records();
        await records.WriteAsync(SampleRows.Share());
        await using var one = records.CreateDbContext();
        await using var other = records.CreateDbContext();
        foreach (var db in new[] { one, other })
            (await db.Shares.SingleAsync(Ct)).Version++;
        await one.SaveChangesAsync(Ct);
        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => other.SaveChangesAsync(Ct));
    }

    /// <summary>One that is asked for already is not held any more, for it may be there; a freeze holds every one.</summary>
    [Theory]
    [InlineData(false, false, false, null)]
    [InlineData(true, false, false, "frozen")]
    [InlineData(true, true, true, "frozen")]
    [InlineData(false, true, false, "share-held")]
    [InlineData(false, true, true, null)]
    [InlineData(false, false, true, null)]
    public async Task is_held_by(bool isFrozen, bool isAnothers, bool isAskedFor, string? holds)
    {
        using var records = new Records();
        var row = SampleRows.Request();
        if (isFrozen)
            await records.WriteAsync(Freeze());
        if (isAnothers)
            await records.WriteAsync(OfPlan(row, "another"));
        Message? held = null;
        await WriteAsync(records, row, scope => (held = ShareLife.Hold(scope, row)) is null, isAskedFor ? OfPlan(row, row.Id) : null);
        Assert.Equal(holds, held?.Key);
        if (holds == "share-held")
            Assert.Equal("another", held!.Values["request"]);
    }

    /// <summary>One snapshot, one account, one request at a time: neither what differs in one of them nor what is watched to its end holds anything.</summary>
    [Theory]
    [InlineData("that very share", "another")]
    [InlineData("its own", null)]
    [InlineData("another snapshot", null)]
    [InlineData("another account", null)]
    [InlineData("closed", "another")]
    [InlineData("watched to its end", null)]
    public async Task is_held_only_by_another_request_s(string what, string? holder)
    {
        using var records = new Records();
        var row = SampleRows.Request();
        var share = new Share
        {
            RequestId = what == "its own" ? row.Id : "another",
            SourceAccount = "prod",
            SnapshotIdentifier = row.Plan.SharingSnapshot,
            SnapshotArn = row.Plan.SharingSnapshotArn + (what == "another snapshot" ? "x" : ""),
            TargetAccountId = what == "another account" ? Sample.Stranger : Sample.Dev,
            SnapshotIsOurs = true,
            IntendedAt = Sample.Now,
            Deadline = Sample.Now.AddHours(1),
            ClosedAt = what is "closed" or "watched to its end" ? Sample.Now : null,
            WatchEndedAt = what == "watched to its end" ? Sample.Now : null,
        };
        string? held = null;
        await WriteAsync(records, row, scope => (held = ShareLife.HolderOf(scope.Db, row)) is null, share);
        Assert.Equal(holder, held);
    }

    /// <summary>The watchdog asks for no closing that is another request's, as entries tell; what came back is overdue from its first moment.</summary>
    [Theory]
    [InlineData("that very share, open", "closed", false)]
    [InlineData("that very share, untold", "closed", true)]
    [InlineData("that very share, closed", "closed", true)]
    [InlineData("another snapshot, open", "closed", true)]
    [InlineData("another account, open", "closed", true)]
    [InlineData("that very share, open", "open", true)]
    [InlineData("that very share, closed", "watched to its end", false)]
    public async Task is_asked_to_be_closed_unless_it_is_shared_anew(string other, string own, bool isAsked)
    {
        using var records = new Records();
        var row = SampleRows.Request();
        var share = OfPlan(row, row.Id);
        share.ClosedAt = own == "open" ? null : Sample.Now;
        share.WatchEndedAt = own == "watched to its end" ? Sample.Now : null;
        await records.WriteAsync(
            new Share
            {
                RequestId = "another",
                SourceAccount = "prod",
                SnapshotIdentifier = share.SnapshotIdentifier,
                SnapshotArn = share.SnapshotArn + (other.StartsWith("another snapshot", StringComparison.Ordinal) ? "x" : ""),
                TargetAccountId = other.StartsWith("another account", StringComparison.Ordinal) ? Sample.Stranger : Sample.Dev,
                SnapshotIsOurs = true,
                IntendedAt = Sample.Now,
                Deadline = Sample.Now,
                ClosedAt = other.EndsWith("closed", StringComparison.Ordinal) ? Sample.Now : null,
            }
        );
        if (other.EndsWith("open", StringComparison.Ordinal))
            await records.TellAsync("another", new ShareOpened(share.SnapshotArn, Sample.Dev, Sample.Now));
        var change = RestoreAttribute.Remove("prod", share.SnapshotIdentifier, share.TargetAccountId);
        var (now, asked, after, events) = await WriteAsync(
            records,
            row,
            scope => ShareLife.IntendToClose(scope, scope.Db.Shares.Find(row.Id)!, change),
            share
        );
        Assert.Equal(isAsked, asked);
        var cameBack = isAsked && own == "closed";
        Assert.Equal(
            cameBack ? [LedgerKind.ShareReturned, LedgerKind.Intent]
                : isAsked ? [LedgerKind.Intent]
                : [],
            events.Select(what => what.Kind).ToArray()
        );
        Assert.Equal(isAsked ? null : share.WatchEndedAt ?? now, after!.WatchEndedAt);
        Assert.Equal(cameBack ? now : share.Deadline, after.Deadline);
    }

    /// <summary>Each effect of a finished step, on a share of each kind: what becomes of it, and what is told.</summary>
    [Theory]
    [InlineData(ShareEffect.None, "intended", "intended", "")]
    [InlineData(ShareEffect.Opens, "intended", "opened", "ShareOpened")]
    [InlineData(ShareEffect.Opens, "opened", "opened", "")]
    [InlineData(ShareEffect.Closes, "opened", "closed", "ShareClosed")]
    [InlineData(ShareEffect.Closes, "closed", "closed", "")]
    [InlineData(ShareEffect.Proves, "closed", "proven", "ShareProven")]
    [InlineData(ShareEffect.Proves, "opened", "opened", "")]
    [InlineData(ShareEffect.Proves, "proven", "proven", "")]
    [InlineData(ShareEffect.EndsWatch, "opened", "closed", "ShareClosed")]
    [InlineData(ShareEffect.EndsWatch, "closed", "closed", "")]
    [InlineData(ShareEffect.EndsWatch, "proven", "ended", "")]
    [InlineData(ShareEffect.EndsWatch, "ended", "ended", "")]
    public async Task follows_from_a_step_that_is_done(ShareEffect effect, string before, string after, string told)
    {
        using var records = new Records();
        var row = SampleRows.Request();
        var known = OfPlan(row, row.Id);
        var at = records.Time.Stop().AddHours(-1);
        known.OpenedAt = before == "intended" ? null : at;
        known.ClosedAt = before is "closed" or "proven" or "ended" ? at : null;
        known.ProvenAt = before is "proven" or "ended" ? at : null;
        known.WatchEndedAt = before == "ended" ? at : null;
        var step = new StepState(StepName.Share, StepStatus.Done)
        {
            LookedAt = at,
            Evidence = new Dictionary<string, string>(StringComparer.Ordinal) { ["SharedWith"] = Sample.Dev },
        };
        var (now, _, share, events) = await WriteAsync(
            records,
            row,
            scope =>
            {
                ShareLife.Apply(scope, row, effect, step);
                return true;
            },
            known
        );
        Assert.Equal(told.Length == 0 ? [] : [told], events.Select(what => what.GetType().Name));
        Assert.Equal(
            after,
            share!.WatchEndedAt is not null ? "ended"
                : share.ProvenAt is not null ? "proven"
                : share.ClosedAt is not null ? "closed"
                : share.OpenedAt is not null ? "opened"
                : "intended"
        );
        // What happened before stays at its moment, and what happens now has this one.
        foreach (
            var (was, became) in new[]
            {
                (known.OpenedAt, share.OpenedAt),
                (known.ClosedAt, share.ClosedAt),
                (known.ProvenAt, share.ProvenAt),
                (known.WatchEndedAt, share.WatchEndedAt),
            }
        )
            Assert.True(became is null || became == (was is null ? now : at));
        Assert.Equal(effect == ShareEffect.None ? 0 : 1, share.Version);
        if (events is [ShareOpened opened])
            Assert.Equal(
                (known.SnapshotArn, Sample.Dev, known.Deadline, Sample.Dev),
                (opened.SnapshotArn, opened.TargetAccountId, opened.Deadline, opened.SharedWith)
            );
    }

    [Fact]
    public void has_a_row_for_every_effect() => Assert.Equal(5, Enum.GetValues<ShareEffect>().Length);

    [Fact]
    public async Task follows_from_nothing_where_there_is_none()
    {
        using var records = new Records();
        var row = SampleRows.Request();
        var (_, _, share, events) = await WriteAsync(
            records,
            row,
            scope =>
            {
                ShareLife.Apply(scope, row, ShareEffect.Closes, new StepState(StepName.StopSharing, StepStatus.Done));
                return true;
            }
        );
        Assert.Null(share);
        Assert.Empty(events);
    }

    /// <summary>A step that does not say when it looked looks now; one that looked before the closing proves nothing.</summary>
    [Theory]
    [InlineData(null, true)]
    [InlineData(0, true)]
    [InlineData(-1, false)]
    public async Task is_proven_by_a_step_that_looked_after_the_closing(int? milliseconds, bool proves)
    {
        using var records = new Records();
        var row = SampleRows.Request();
        var known = OfPlan(row, row.Id);
        var closed = (known.ClosedAt = records.Time.Stop()).Value;
        var step = new StepState(StepName.ProveNotShared, StepStatus.Done)
        {
            LookedAt = milliseconds is { } later ? closed.AddMilliseconds(later) : null,
        };
        var (_, _, share, _) = await WriteAsync(
            records,
            row,
            scope =>
            {
                ShareLife.Apply(scope, row, ShareEffect.Proves, step);
                return true;
            },
            known
        );
        Assert.Equal(proves, share!.ProvenAt is not null);
    }

    /// <summary>Every member of the entry that tells of a closing or its proof comes from the evidence of its own name.</summary>
    [Theory]
    [InlineData(typeof(ShareClosed))]
    [InlineData(typeof(ShareProven))]
    public async Task is_told_with_all_that_was_seen(Type told)
    {
        using var records = new Records();
        var row = SampleRows.Request();
        var known = OfPlan(row, row.Id);
        known.ClosedAt = told == typeof(ShareProven) ? Sample.Now : null;
        var seen = told.GetProperties()
            .Where(member => member.PropertyType == typeof(string) && member.Name is not ("SnapshotArn" or "TargetAccountId" or "Kind"))
            .ToDictionary(member => member.Name, member => $"the {member.Name}", StringComparer.Ordinal);
        Assert.NotEmpty(seen);
        var (_, _, _, events) = await WriteAsync(
            records,
            row,
            scope =>
            {
                var share = scope.Db.Shares.Find(row.Id)!;
                if (told == typeof(ShareProven))
                    ShareLife.Prove(scope, Actor.Engine, share, scope.Now, seen);
                else
                    ShareLife.Close(scope, Actor.Engine, share, seen);
                return true;
            },
            known
        );
        var entry = Assert.Single(events);
        Assert.All(seen, member => Assert.Equal(member.Value, told.GetProperty(member.Key)!.GetValue(entry)));
        Assert.Equal(
            (known.SnapshotArn, Sample.Dev, known.Deadline),
            ((string)Of("SnapshotArn")!, (string)Of("TargetAccountId")!, (DateTime)Of("Deadline")!)
        );

        object? Of(string member) => told.GetProperty(member)!.GetValue(entry);
    }

    /// <summary>The request that stands until the old deadline looks at once, where there is still something for it to stop.</summary>
    [Theory]
    [InlineData(RequestStatus.Running, StepStatus.Running, true)]
    [InlineData(RequestStatus.Closing, StepStatus.NotYet, true)]
    [InlineData(RequestStatus.Running, StepStatus.Done, false)]
    [InlineData(RequestStatus.Running, StepStatus.Skipped, false)]
    [InlineData(RequestStatus.Ready, StepStatus.Running, false)]
    [InlineData(RequestStatus.Running, null, false)]
    public async Task wakes_its_request_when_it_ends_by_somebody_s_word(RequestStatus status, StepStatus? stop, bool wakes)
    {
        using var records = new Records();
        var later = records.Time.Stop().AddHours(1);
        var row = SampleRows.Request(
            status: status,
            steps: stop is { } there ? [new StepState(StepName.StopSharing, there) { NextLookAt = later }] : []
        );
        row.NextLookAt = later;
        var (now, _, share, _) = await WriteAsync(
            records,
            row,
            scope =>
            {
                ShareLife.Expire(scope, scope.Db.Shares.Find(row.Id)!, row);
                return true;
            },
            OfPlan(row, row.Id)
        );
        Assert.Equal(1, share!.Version);
        Assert.Equal(wakes ? now : later, row.NextLookAt);
        if (stop is not null)
            Assert.Equal(wakes ? null : later, row.Step(StepName.StopSharing).NextLookAt);
    }

    [Fact]
    public async Task is_changed_as_it_is_now_and_whoever_looks_is_told()
    {
        using var records = new Records();
        await records.WriteAsync(SampleRows.Share("it"), SampleRows.Share("another"));
        var told = new List<Change>();
        using var listening = records.Feed.Subscribe(told.Add);
        await ShareLife.WriteAsync(records.Ledger, "it", (_, share) => ShareLife.LookAgain(share, Sample.Now), Ct);
        Assert.Equal((Sample.Now, 1), (await records.ShareAsync("it"))! is var it ? (it.NextLookAt, it.Version) : default);
        Assert.Equal(0, (await records.ShareAsync("another"))!.Version);
        Assert.Equal([new Change("it", Account: null)], told);
    }

    /// <summary>AWS's answer to a closing, in its own words, with the share that it is about.</summary>
    [Theory]
    [InlineData("accepted", "accepted")]
    [InlineData("refused", "refused")]
    [InlineData("unanswered", "unknown")]
    [InlineData("unheard", "unknown")]
    public async Task is_told_with_the_outcome_of_its_closing(string what, string outcome)
    {
        using var records = new Records();
        var row = SampleRows.Request();
        var known = OfPlan(row, row.Id);
        var change = RestoreAttribute.Remove("prod", known.SnapshotIdentifier, known.TargetAccountId);
        var refusal = new Amazon.RDS.AmazonRDSException("no")
        {
            ErrorCode = "AccessDenied",
            RequestId = "r",
            StatusCode = (System.Net.HttpStatusCode)403,
        };
        var became = what switch
        {
            "accepted" => CloseOutcome.Accepted("r"),
            "refused" => CloseOutcome.Of(refusal),
            "unanswered" => CloseOutcome.Of(new TimeoutException("late")),
            _ => CloseOutcome.Unheard,
        };
        var (_, _, _, events) = await WriteAsync(
            records,
            row,
            scope =>
            {
                ShareLife.RecordOutcome(scope, scope.Db.Shares.Find(row.Id)!, change, became);
                return true;
            },
            known
        );
        var told = Assert.IsType<ChangeResult>(Assert.Single(events));
        Assert.Equal(
            ("ModifyDBClusterSnapshotAttribute", outcome, known.SnapshotArn, Sample.Dev, (DateTime?)known.Deadline),
            (told.Operation, told.Outcome, told.SnapshotArn, told.TargetAccountId, told.Deadline)
        );
        Assert.Equal(
            what switch
            {
                "accepted" => ("r", null, null),
                "refused" => ("r", "AccessDenied", "no"),
                "unanswered" => (null, "NoAnswer", "late"),
                _ => ((string?)null, (string?)"NoAnswer", (string?)"The server stopped before AWS answered."),
            },
            (told.AwsRequestId, told.Code, told.Message)
        );
    }

    private static Freeze Freeze() =>
        new()
        {
            SetById = "p",
            SetByName = "p",
            SetAt = Sample.Now,
            Reason = "",
        };

    /// <summary>The share that the plan of a request asks for.</summary>
    private static Share OfPlan(Request row, string requestId) =>
        new()
        {
            RequestId = requestId,
            SourceAccount = "prod",
            SnapshotIdentifier = row.Plan.SharingSnapshot,
            SnapshotArn = row.Plan.SharingSnapshotArn,
            TargetAccountId = Sample.Dev,
            SnapshotIsOurs = true,
            IntendedAt = Sample.Now,
            Deadline = new DateTime(2100, 1, 1, 0, 0, 0, DateTimeKind.Utc),
        };

    private static async Task<(DateTime Now, bool Answer, Share? Share, IReadOnlyList<LedgerEvent> Events)> WriteAsync(
        Records records,
        Request row,
        Func<LedgerScope, bool> write,
        Share? known = null
    )
    {
        if (known is not null)
            await records.WriteAsync(known);
        var before = (await records.LedgerAsync()).Count;
        DateTime now = default;
        var answer = await records.Ledger.WriteAsync(
            scope =>
            {
                now = scope.Now;
                return Task.FromResult(write(scope));
            },
            Ct
        );
        return (
            now,
            answer,
            await records.ShareAsync(row.Id),
            [.. (await records.LedgerAsync()).Skip(before).Select(entry => entry.ReadEvent()!)]
        );
    }
}
