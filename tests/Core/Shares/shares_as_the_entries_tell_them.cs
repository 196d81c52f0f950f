using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Tests.Planning;

namespace SnapshotShare.Core.Tests.Shares;

/// <summary>What is open as the ledger's entries have it, whatever the rows say: until when, since when, and whether it is said to be overdue.</summary>
public sealed class shares_as_the_entries_tell_them
{
    private static readonly string Arn = Sample.Route.From.ClusterSnapshotArn("shared");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>
    /// A letter an entry, and a minute between each and the next: Asked for or Opened until the sixtieth minute (small: until the thirtieth), Closed,
    /// Returned, Proven, said to be Late, Unsharing asked for, Frozen; an intent To close, an intent of Before without a deadline, another step's intent (S).
    /// </summary>
    [Theory]
    [InlineData("")]
    [InlineData("A", 60, 0)]
    [InlineData("O", 60, 0)]
    [InlineData("R", 60, 0)]
    [InlineData("AO", 60, 0)]
    [InlineData("Ao", 30, 0)]
    [InlineData("aO", 30, 0)]
    [InlineData("oR", 30, 0)]
    [InlineData("OP", 60, 0)]
    [InlineData("OT", 60, 0)]
    [InlineData("B")]
    [InlineData("S")]
    [InlineData("T")]
    public Task are_open(string entries, int? until = null, int since = 0) => AreAsync(entries, until, since, isOverdue: false);

    [Theory]
    [InlineData("OC")]
    [InlineData("AC")]
    [InlineData("OCT")]
    [InlineData("OCL")]
    [InlineData("OCU")]
    [InlineData("OCR", 60, 2)]
    [InlineData("oCR", 60, 2)]
    [InlineData("OCRC")]
    public Task are_over_once_they_are_told_to_be_closed_and_not_told_to_have_returned(string entries, int? until = null, int since = 0) =>
        AreAsync(entries, until, since, isOverdue: false);

    /// <summary>Somebody's word ends what is open, and nothing that is opened later.</summary>
    [Theory]
    [InlineData("OU", 1, 0)]
    [InlineData("OUU", 1, 0)]
    [InlineData("UO", 60, 1)]
    [InlineData("OF", 1, 0)]
    [InlineData("OFO", 1, 0)]
    [InlineData("FO", 60, 1)]
    [InlineData("FOU", 2, 1)]
    [InlineData("OFCR", 60, 3)]
    public Task end_when_somebody_wants_it(string entries, int? until = null, int since = 0) =>
        AreAsync(entries, until, since, isOverdue: false);

    [Theory]
    [InlineData("OL", 60, 0, true)]
    [InlineData("L", null, 0, false)]
    [InlineData("LO", 60, 1, false)]
    [InlineData("OLC", null, 0, false)]
    [InlineData("OLCR", 60, 3, false)]
    [InlineData("OLF", 2, 0, true)]
    public Task are_told_to_be_late(string entries, int? until, int since, bool isOverdue) => AreAsync(entries, until, since, isOverdue);

    /// <summary>After its deadline somebody's word changes nothing any more.</summary>
    [Fact]
    public async Task end_no_later_by_somebodys_word()
    {
        using var records = new Records();
        var begun = records.Time.Stop();
        await records.TellAsync(Sample.Id, new ShareOpened(Arn, Sample.Dev, begun.AddMinutes(1)));
        records.Time.Pass(TimeSpan.FromMinutes(2));
        await records.TellAsync(Sample.Id, new UnshareAsked(Arn, Sample.Dev));
        await records.TellAsync("", new Frozen("", []));
        await using var db = records.CreateDbContext();
        Assert.Equal(begun.AddMinutes(1), (await new ToldShares().ReadAsync(db, Ct))[Sample.Id].Deadline);
    }

    /// <summary>Each by its request, whatever is told of another's.</summary>
    [Fact]
    public async Task are_each_their_own()
    {
        using var records = new Records();
        var begun = records.Time.Stop();
        await records.TellAsync("one", new ShareOpened(Arn, Sample.Dev, begun.AddMinutes(1)));
        await records.TellAsync("two", new ShareOpened(Arn + "x", Sample.Stranger, begun.AddMinutes(2)));
        await records.TellAsync("three", new ShareOpened(Arn, Sample.Dev, begun.AddMinutes(3)));
        await records.TellAsync("three", new ShareClosed(Arn, Sample.Dev, begun.AddMinutes(3)));
        await records.TellAsync("two", new ShareOverdue(Arn + "x", Sample.Stranger, begun, "AccessDenied", "no", "aws"));
        await using var db = records.CreateDbContext();
        var told = await new ToldShares().ReadAsync(db, Ct);
        Assert.Equal(
            [
                new ToldShare("one", Arn, Sample.Dev, begun.AddMinutes(1), begun),
                new ToldShare("two", Arn + "x", Sample.Stranger, begun.AddMinutes(2), begun, IsOverdue: true),
            ],
            told.Values.OrderBy(share => share.Deadline)
        );
        Assert.Equal(new OpenShare("two", Arn + "x", Sample.Stranger, begun.AddMinutes(2), begun), told["two"].AsOpen);
        Assert.Equal("sharedx", told["two"].SnapshotIdentifier);
    }

    /// <summary>From the beginning once, and then only what was added: what was read is not taken back by who deletes it.</summary>
    [Fact]
    public async Task are_read_once()
    {
        using var records = new Records();
        var deadline = records.Time.Stop().AddHours(1);
        var told = new ToldShares();
        await records.TellAsync("one", new ShareOpened(Arn, Sample.Dev, deadline));
        await using var db = records.CreateDbContext();
        Assert.Equal(["one"], (await told.ReadAsync(db, Ct)).Keys);
        Assert.Equal(["one"], (await told.ReadAsync(db, Ct)).Keys);
        await records.ExecuteAsync("DROP TRIGGER Ledger_refuses_update; UPDATE Ledger SET Kind = 'something.else' WHERE Sequence = 1");
        await records.TellAsync("two", new ShareOpened(Arn, Sample.Dev, deadline));
        Assert.Equal(["one", "two"], (await told.ReadAsync(db, Ct)).Keys.Order(StringComparer.Ordinal));
        await records.TellAsync("one", new ShareClosed(Arn, Sample.Dev, deadline));
        Assert.Equal(["two"], (await told.ReadAsync(db, Ct)).Keys);
        Assert.Equal(["two"], (await told.ReadAsync(db, Ct)).Keys);
    }

    /// <summary>What is written in the middle of a look is told by the next one, and counts once.</summary>
    [Fact]
    public async Task are_read_as_far_as_the_ledger_went_when_the_look_began()
    {
        using var records = new Records();
        var begun = records.Time.Stop();
        var told = new ToldShares();
        await records.TellAsync("one", new ShareOpened(Arn, Sample.Dev, begun.AddHours(1)));
        await using (
            var db = records.CreateDbContext(
                new Meanwhile(async () =>
                {
                    await records.TellAsync("", new Frozen("", []));
                    await records.TellAsync("two", new ShareOpened(Arn, Sample.Dev, begun.AddHours(1)));
                })
            )
        )
            Assert.Equal(
                [("one", begun.AddHours(1))],
                (await told.ReadAsync(db, Ct)).Values.Select(share => (share.RequestId, share.Deadline))
            );
        await using var later = records.CreateDbContext();
        Assert.Equal(
            [("one", begun), ("two", begun.AddHours(1))],
            (await told.ReadAsync(later, Ct)).Values.Select(share => (share.RequestId, share.Deadline)).Order()
        );
    }

    /// <summary>One snapshot with one account, by two requests.</summary>
    [Theory]
    [InlineData("another", "shared", Sample.Dev, true)]
    [InlineData(Sample.Id, "shared", Sample.Dev, false)]
    [InlineData("another", "other", Sample.Dev, false)]
    [InlineData("another", "shared", Sample.Stranger, false)]
    public void are_of_the_same_snapshot(string request, string snapshot, string target, bool areThey)
    {
        var one = new ToldShare(Sample.Id, Arn, Sample.Dev, Sample.Now, Sample.Now);
        var other = new ToldShare(request, Sample.Route.From.ClusterSnapshotArn(snapshot), target, Sample.Now.AddHours(1), Sample.Now);
        Assert.Equal(areThey, one.IsOfSameSnapshot(other));
        Assert.Equal(areThey, other.IsOfSameSnapshot(one));
    }

    /// <summary>All at once, one after the other, and that request's alone: each reader is told the same.</summary>
    private static async Task AreAsync(string entries, int? until, int since, bool isOverdue)
    {
        using var records = new Records();
        var begun = records.Time.Stop();
        var bit = new ToldShares();
        foreach (var letter in entries)
        {
            await records.TellAsync(letter == 'F' ? "" : Sample.Id, Event(letter, begun));
            await using var between = records.CreateDbContext();
            await bit.ReadAsync(between, Ct);
            records.Time.Pass(TimeSpan.FromMinutes(1));
        }
        var expected = until is { } end
            ? new ToldShare(Sample.Id, Arn, Sample.Dev, begun.AddMinutes(end), begun.AddMinutes(since), isOverdue)
            : null;
        await using var db = records.CreateDbContext();
        Assert.Equal(expected, (await new ToldShares().ReadAsync(db, Ct)).GetValueOrDefault(Sample.Id));
        Assert.Equal(expected, (await bit.ReadAsync(db, Ct)).GetValueOrDefault(Sample.Id));
        Assert.Equal(expected, await ToldShares.OfAsync(db, Sample.Id, Ct));
        Assert.Equal(expected, await records.Ledger.WriteAsync(scope => Task.FromResult(ToldShares.Of(scope, Sample.Id)), Ct));
        Assert.Null(await ToldShares.OfAsync(db, "another", Ct));
    }

    private static LedgerEvent Event(char letter, DateTime begun)
    {
        var deadline = begun.AddMinutes(char.IsLower(letter) ? 30 : 60);
        return char.ToUpperInvariant(letter) switch
        {
            'A' => Intent("Share", deadline),
            'O' => new ShareOpened(Arn, Sample.Dev, deadline),
            'C' => new ShareClosed(Arn, Sample.Dev, deadline),
            'R' => new ShareReturned(Arn, Sample.Dev, deadline),
            'P' => new ShareProven(Arn, Sample.Dev, deadline),
            'L' => new ShareOverdue(Arn, Sample.Dev, deadline, "AccessDenied", "no", "aws"),
            'U' => new UnshareAsked(Arn, Sample.Dev),
            'F' => new Frozen("", []),
            'T' => Intent(step: null, begun),
            'B' => Intent("Share", deadline: null),
            _ => Intent("StopSharing", begun),
        };
    }

    private static ChangeIntended Intent(string? step, DateTime? deadline) =>
        new("prod", "Modify", [], "aws", step, SnapshotArn: Arn, TargetAccountId: Sample.Dev, Deadline: deadline);

    /// <summary>Something happens once the first answer is there.</summary>
    private sealed class Meanwhile(Func<Task> what) : DbCommandInterceptor
    {
        private bool _hasHappened;

        public override async ValueTask<DbDataReader> ReaderExecutedAsync(
            DbCommand command,
            CommandExecutedEventData eventData,
            DbDataReader result,
            CancellationToken cancellationToken = default
        )
        {
            if (!_hasHappened)
            {
                _hasHappened = true;
                await what();
            }
            return result;
        }
    }
}
