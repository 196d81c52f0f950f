using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Shares;

namespace SnapshotShare.Core.Tests.Shares;

/// <summary>A failure is the database's own, or a mistake of ours, or nobody's because somebody wants us to stop.</summary>
public sealed class whose_failure_it_is
{
    private static readonly Dictionary<string, Exception?> Failures = new(StringComparer.Ordinal)
    {
        ["nothing"] = null,
        ["no answer in time"] = new RecordsUnavailableException("late"),
        ["a full disk"] = new SqliteException("full", 13),
        ["a full disk, as EF says it"] = new DbUpdateException("no", new SqliteException("full", 13)),
        ["a locked file"] = new SqliteException("busy", 5),
        ["a trigger that refuses"] = new SqliteException("append-only", 19, 1811),
        ["a row that is there already"] = new SqliteException("unique", 19, 1555),
        ["a wrong statement"] = new SqliteException("no such column", 1),
        ["a wrong type"] = new SqliteException("mismatch", 20),
        ["a wrong use"] = new SqliteException("misuse", 21),
        ["a mistake"] = new InvalidOperationException("no"),
        ["a mistake that the database made"] = new InvalidOperationException("no", new SqliteException("full", 13)),
        ["a file that is closed"] = new IOException("closed"),
        ["a word to stop"] = new OperationCanceledException("stop"),
        ["a host that is gone"] = new ObjectDisposedException(nameof(IServiceProvider)),
        ["something else that is gone"] = new ObjectDisposedException("something"),
    };

    [Theory]
    [InlineData("nothing", false)]
    [InlineData("no answer in time", true)]
    [InlineData("a full disk", true)]
    [InlineData("a full disk, as EF says it", true)]
    [InlineData("a locked file", true)]
    [InlineData("a trigger that refuses", true)]
    [InlineData("a row that is there already", false)]
    [InlineData("a wrong statement", false)]
    [InlineData("a wrong type", false)]
    [InlineData("a wrong use", false)]
    [InlineData("a mistake", false)]
    [InlineData("a mistake that the database made", true)]
    public void is_of_the_database(string failure, bool isIt) => Assert.Equal(isIt, EmergencyJournal.IsOfDatabase(Failures[failure]));

    [Theory]
    [InlineData("a full disk", true)]
    [InlineData("a mistake", true)]
    [InlineData("a file that is closed", true)]
    [InlineData("something else that is gone", true)]
    [InlineData("a word to stop", false)]
    [InlineData("a host that is gone", false)]
    public void is_of_the_records(string failure, bool isIt) => Assert.Equal(isIt, EmergencyJournal.IsOfRecords(Failures[failure]!));
}
