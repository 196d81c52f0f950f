using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Web.Shared.Ledger;

namespace SnapshotShare.Web.Tests.Shared.Ledger;

public sealed class the_lines_of_the_ledger
{
    [Fact]
    public void the_newest_comes_first_and_a_call_is_one_line_with_its_answer()
    {
        var items = LedgerLines.Of([
            Entry(1, new RequestRetried()),
            Entry(2, Asked(attempt: 1)),
            Entry(3, new StepDone("FindSource", 1, new Dictionary<string, string>())),
            Entry(4, Answered(attempt: 1)),
        ]);

        Assert.Equal([3, 2, 1], items.Select(item => item.Entry.Sequence));
        var called = LedgerLineFacts.Of(items[1]);
        Assert.Equal(("4f0c", "accepted", "aws rds copy-db-cluster-snapshot"), (called.AwsRequestId, called.Outcome, called.Cli));
    }

    [Fact]
    public void the_answer_to_a_second_attempt_does_not_answer_the_first()
    {
        var items = LedgerLines.Of([Entry(1, Asked(attempt: 1)), Entry(2, Asked(attempt: 2)), Entry(3, Answered(attempt: 2))]);

        Assert.Equal([3L, null], items.Select(item => item.Result?.Sequence));
    }

    [Fact]
    public void an_answer_without_its_question_still_shows() =>
        Assert.True(Assert.Single(LedgerLines.Of([Entry(1, Answered(attempt: 1))])).IsCall);

    [Fact]
    public void an_entry_of_another_shape_shows_without_facts()
    {
        var line = Assert.Single(LedgerLines.Of([Entry(1, LedgerKind.Intent, "{}")]));
        Assert.Equal(new LedgerLineFacts(), LedgerLineFacts.Of(line));
        Assert.Equal("{}", LedgerLines.Whole(line.Entry));
    }

    private static ChangeIntended Asked(int attempt) =>
        new("prod", "CopyDBClusterSnapshot", [], "aws rds copy-db-cluster-snapshot", Attempt: attempt);

    private static ChangeResult Answered(int attempt) => new("CopyDBClusterSnapshot", ChangeOutcome.Accepted, "4f0c", Attempt: attempt);

    private static LedgerEntry Entry(long sequence, LedgerEvent what) => Entry(sequence, what.Kind, CanonicalJson.Write(what.Details()));

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
