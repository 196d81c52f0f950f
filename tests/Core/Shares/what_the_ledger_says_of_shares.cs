using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Tests.Planning;

namespace SnapshotShare.Core.Tests.Shares;

/// <summary>Each thing that a row of a share can say otherwise than the entries do is named, and nothing else is.</summary>
public sealed class what_the_ledger_says_of_shares
{
    private static readonly DateTime Deadline = Sample.Now.AddHours(1);
    private static readonly string Arn = Sample.Route.From.ClusterSnapshotArn("shared");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>The entries by first letters: Opened, Closed, Proven, Returned; the row likewise, by the moments that it has, the End of its watch among them.</summary>
    [Theory]
    [InlineData("", "", null)]
    [InlineData("O", "O", null)]
    [InlineData("", "O", "is said to be opened")]
    [InlineData("OC", "OC", null)]
    [InlineData("OC", "O", "is said to be open")]
    [InlineData("O", "OC", "is said to be closed")]
    [InlineData("OCR", "O", null)]
    [InlineData("OCR", "OC", "is said to be closed")]
    [InlineData("OCRC", "OC", null)]
    [InlineData("OCRC", "O", "is said to be open")]
    [InlineData("OCP", "OCP", null)]
    [InlineData("OCP", "OC", null)]
    [InlineData("OC", "OCP", "is said to be proven gone")]
    [InlineData("C", "C", null)]
    [InlineData("OC", "OCE", null)]
    [InlineData("O", "OE", "is said to need no watch any more")]
    [InlineData("OCR", "OE", "is said to need no watch any more")]
    [InlineData("O", null, "is not there any more")]
    [InlineData("", null, null)]
    public async Task is_held_against_their_rows(string entries, string? row, string? says)
    {
        using var records = new Records();
        if (row is not null)
            await records.WriteAsync(Row(row));
        await WriteAsync(records, [.. entries.Select(Event)]);
        Assert.Equal(says is null ? null : $"the share of request {Sample.Id} {says}", await DiffersAsync(records));
    }

    /// <summary>The share that was opened is the one that the row names; it may end earlier, never later.</summary>
    [Theory]
    [InlineData("", null)]
    [InlineData("another snapshot", "is said to be of another snapshot or with another account")]
    [InlineData("another account", "is said to be of another snapshot or with another account")]
    [InlineData("later", "is said to end later")]
    [InlineData("earlier", null)]
    public async Task is_held_against_what_was_opened(string what, string? says)
    {
        using var records = new Records();
        await records.WriteAsync(Row("O"));
        await WriteAsync(
            records,
            new ShareOpened(
                what == "another snapshot" ? Arn + "x" : Arn,
                what == "another account" ? Sample.Stranger : Sample.Dev,
                Deadline.AddMilliseconds(
                    what == "later" ? -1
                    : what == "earlier" ? 1
                    : 0
                )
            )
        );
        Assert.Equal(says is null ? null : $"the share of request {Sample.Id} {says}", await DiffersAsync(records));
    }

    /// <summary>A person's word, and a freeze, end it at once: a row that has it end when it was granted says too much.</summary>
    [Theory]
    [InlineData("unshare", "O", 0, null)]
    [InlineData("unshare", "O", 1, "is said to end later")]
    [InlineData("unshare", "OC", 1, null)]
    [InlineData("freeze", "O", 0, null)]
    [InlineData("freeze", "O", 1, "is said to end later")]
    [InlineData("of another", "O", 1, null)]
    public async Task is_held_against_the_word_that_ended_it(string word, string row, int milliseconds, string? says)
    {
        using var records = new Records();
        await WriteAsync(records, [new ShareOpened(Arn, Sample.Dev, Deadline.AddYears(1000)), .. row[1..].Select(Event)]);
        var at = await records.TellAsync(
            word == "of another" ? "another"
                : word == "freeze" ? ""
                : Sample.Id,
            word == "freeze" ? new Frozen("somebody has our key", []) : new UnshareAsked(Arn, Sample.Dev)
        );
        var share = Row(row);
        share.Deadline = at.AddMilliseconds(milliseconds);
        await records.WriteAsync(share);
        Assert.Equal(says is null ? null : $"the share of request {Sample.Id} {says}", await DiffersAsync(records));
    }

    /// <summary>Opened again under a later deadline, the first one counts: nobody gave it longer.</summary>
    [Fact]
    public async Task is_held_against_what_was_opened_first()
    {
        using var records = new Records();
        await records.WriteAsync(Row("O"));
        await WriteAsync(records, new ShareOpened(Arn, Sample.Dev, Deadline.AddHours(-1)), new ShareOpened(Arn, Sample.Dev, Deadline));
        Assert.EndsWith("is said to end later", await DiffersAsync(records), StringComparison.Ordinal);
    }

    /// <summary>Of two that were told to be opened the first is the one that was approved.</summary>
    [Fact]
    public async Task is_held_against_the_snapshot_that_was_opened_first()
    {
        using var records = new Records();
        await records.WriteAsync(Row("O"));
        await WriteAsync(records, new ShareOpened(Arn + "x", Sample.Dev, Deadline), new ShareOpened(Arn, Sample.Dev, Deadline));
        Assert.EndsWith("is said to be of another snapshot or with another account", await DiffersAsync(records), StringComparison.Ordinal);
    }

    /// <summary>The name is what AWS is asked by, and the ARN what was approved.</summary>
    [Theory]
    [InlineData("shared", null)]
    [InlineData("hared", "is said to be of a snapshot of another name")]
    [InlineData("another", "is said to be of a snapshot of another name")]
    public async Task is_held_against_the_name_of_the_snapshot(string name, string? says)
    {
        using var records = new Records();
        await records.WriteAsync(
            new Share
            {
                RequestId = Sample.Id,
                SourceAccount = "prod",
                SnapshotIdentifier = name,
                SnapshotArn = Arn,
                TargetAccountId = Sample.Dev,
                SnapshotIsOurs = true,
                IntendedAt = Sample.Now,
                Deadline = Deadline,
            }
        );
        Assert.Equal(says is null ? null : $"the share of request {Sample.Id} {says}", await DiffersAsync(records));
    }

    /// <summary>Asked for is as good as opened: AWS may have obeyed without our hearing of it. An intent of before says no deadline and counts nothing.</summary>
    [Theory]
    [InlineData(0, true, null)]
    [InlineData(1, true, null)]
    [InlineData(-1, true, "is said to end later")]
    [InlineData(0, false, "is not there any more")]
    [InlineData(null, true, null)]
    [InlineData(null, false, null)]
    public async Task is_held_against_what_was_asked_for(int? milliseconds, bool isThere, string? says)
    {
        using var records = new Records();
        if (isThere)
            await records.WriteAsync(Row(""));
        await WriteAsync(records, Intent("Share", milliseconds is { } later ? Deadline.AddMilliseconds(later) : null));
        Assert.Equal(says is null ? null : $"the share of request {Sample.Id} {says}", await DiffersAsync(records));
    }

    /// <summary>Neither the watchdog's own intent to close it nor anything else that is told of a request says that there is a share.</summary>
    [Fact]
    public async Task is_nothing_where_others_things_are_told()
    {
        using var records = new Records();
        await WriteAsync(
            records,
            new FreezeLifted("somebody"),
            new RequestRetried(),
            Intent(step: null, Deadline.AddHours(-1)),
            Intent("StopSharing", Deadline.AddHours(-1)),
            new ShareOverdue(Arn, Sample.Dev, Deadline, "AccessDenied", "no", "aws")
        );
        Assert.Null(await DiffersAsync(records));
        await records.WriteAsync(Row(""));
        Assert.Null(await DiffersAsync(records));
    }

    [Fact]
    public async Task names_the_first_of_those_that_are_lost()
    {
        using var records = new Records();
        foreach (var id in new[] { "first", "known", "last" })
            await records.TellAsync(id, new ShareOpened(Arn, Sample.Dev, Deadline));
        var known = SampleRows.Share("known", deadline: Deadline);
        known.OpenedAt = Sample.Now;
        await records.WriteAsync(known);
        Assert.Equal("the share of request first is not there any more", await DiffersAsync(records));
    }

    private static ChangeIntended Intent(string? step, DateTime? deadline) =>
        new("prod", "Modify", [], "aws", step, SnapshotArn: Arn, TargetAccountId: Sample.Dev, Deadline: deadline);

    private static LedgerEvent Event(char what) =>
        what switch
        {
            'O' => new ShareOpened(Arn, Sample.Dev, Deadline),
            'C' => new ShareClosed(Arn, Sample.Dev, Deadline),
            'P' => new ShareProven(Arn, Sample.Dev, Deadline),
            _ => new ShareReturned(Arn, Sample.Dev, Deadline),
        };

    private static Share Row(string moments)
    {
        var share = SampleRows.Share(deadline: Deadline);
        share.OpenedAt = moments.Contains('O', StringComparison.Ordinal) ? Sample.Now : null;
        share.ClosedAt = moments.Contains('C', StringComparison.Ordinal) ? Sample.Now : null;
        share.ProvenAt = moments.Contains('P', StringComparison.Ordinal) ? Sample.Now : null;
        share.WatchEndedAt = moments.Contains('E', StringComparison.Ordinal) ? Sample.Now : null;
        return share;
    }

    private static Task WriteAsync(Records records, params LedgerEvent[] events) => records.TellAsync(Sample.Id, events);

    private static async Task<string?> DiffersAsync(Records records)
    {
        await using var db = records.CreateDbContext();
        return await new ShareWitness().DiffersAsync(db, Ct);
    }
}
