using SnapshotShare.Core.Ledger;
using SnapshotShare.Web.Shared.Ledger;

namespace SnapshotShare.Web.Tests.Shared.Ledger;

public sealed class TimelineTests
{
    [Fact]
    public void the_newest_comes_first_and_a_call_is_one_line_with_its_answer()
    {
        var items = LedgerLines.Of([
            Entry(1, LedgerKind.Requested, "{}"),
            Entry(2, LedgerKind.Intent, """{"operation":"CopyDBClusterSnapshot","attempt":1,"cli":"aws rds copy-db-cluster-snapshot"}"""),
            Entry(3, LedgerKind.StepDone, "{}"),
            Entry(4, LedgerKind.Result, """{"operation":"CopyDBClusterSnapshot","attempt":1,"outcome":"accepted","awsRequestId":"4f0c"}"""),
        ]);

        Assert.Equal([3, 2, 1], items.Select(item => item.Entry.Sequence));
        var called = LedgerLineFacts.Of(items[1]);
        Assert.Equal(("4f0c", "accepted", "aws rds copy-db-cluster-snapshot"), (called["awsRequestId"], called["outcome"], called["cli"]));
    }

    [Fact]
    public void the_answer_to_a_second_attempt_does_not_answer_the_first()
    {
        var items = LedgerLines.Of([
            Entry(1, LedgerKind.Intent, """{"operation":"Copy","attempt":1}"""),
            Entry(2, LedgerKind.Intent, """{"operation":"Copy","attempt":2}"""),
            Entry(3, LedgerKind.Result, """{"operation":"Copy","attempt":2,"outcome":"accepted"}"""),
        ]);

        Assert.Equal([3L, null], items.Select(item => item.Result?.Sequence));
    }

    [Fact]
    public void an_answer_without_its_question_still_shows() =>
        Assert.True(Assert.Single(LedgerLines.Of([Entry(1, LedgerKind.Result, """{"operation":"Copy","attempt":1}""")])).IsCall);

    private static LedgerEntry Entry(long sequence, string kind, string details) =>
        new()
        {
            Sequence = sequence,
            At = Samples.Noon.AddSeconds(sequence),
            Kind = kind,
            ActorId = "engine",
            ActorName = "engine",
            ActorRole = "system",
            Subject = "abcdefgh12345678",
            Details = details,
            PreviousHash = new string('0', 64),
            Hash = new string('1', 64),
        };
}
