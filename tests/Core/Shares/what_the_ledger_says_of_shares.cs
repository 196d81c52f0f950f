using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Tests.Planning;

namespace SnapshotShare.Core.Tests.Shares;

/// <summary>Each thing that a row of a share can say otherwise than the entries do is named, and nothing else is.</summary>
public sealed class what_the_ledger_says_of_shares
{
    private static readonly DateTime Deadline = Sample.Now.AddHours(1);
    private static readonly string Arn = Sample.Route.From.ClusterSnapshotArn("shared");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>The entries by first letters: Opened, Closed, Proven, Returned; the row likewise, by the moments that it has.</summary>
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
    [InlineData("O", null, "is not there any more")]
    [InlineData("", null, null)]
    public async Task is_held_against_their_rows(string entries, string? row, string? says)
    {
        await using var rig = await new Rig().OpenAsync();
        if (row is not null)
            await rig.WriteAsync(Row(row));
        await WriteAsync(rig, [.. entries.Select(Event)]);
        Assert.Equal(says is null ? null : $"the share of request {Sample.Id} {says}", await DiffersAsync(rig));
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
        await using var rig = await new Rig().OpenAsync();
        await rig.WriteAsync(Row("O"));
        await WriteAsync(
            rig,
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
        Assert.Equal(says is null ? null : $"the share of request {Sample.Id} {says}", await DiffersAsync(rig));
    }

    /// <summary>Opened again under a later deadline, the first one counts: nobody gave it longer.</summary>
    [Fact]
    public async Task is_held_against_what_was_opened_first()
    {
        await using var rig = await new Rig().OpenAsync();
        await rig.WriteAsync(Row("O"));
        await WriteAsync(rig, new ShareOpened(Arn, Sample.Dev, Deadline.AddHours(-1)), new ShareOpened(Arn, Sample.Dev, Deadline));
        Assert.EndsWith("is said to end later", await DiffersAsync(rig), StringComparison.Ordinal);
    }

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
        return share;
    }

    private static async Task WriteAsync(Rig rig, params LedgerEvent[] events)
    {
        foreach (var what in events)
            await rig.Get<LedgerTransaction>()
                .WriteAsync(
                    scope =>
                    {
                        scope.Append(Actor.Engine, Sample.Id, what);
                        return Task.CompletedTask;
                    },
                    Ct
                );
    }

    private static async Task<string?> DiffersAsync(Rig rig)
    {
        await using var db = await rig.Get<IDbContextFactory<Db>>().CreateDbContextAsync(Ct);
        return await new ShareWitness().DiffersAsync(db, Ct);
    }
}
