using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Tests.Planning;

namespace SnapshotShare.Core.Tests.Ledger;

/// <summary>A member that is null is left out of an entry, unless its event says that it is written: entries are never written again.</summary>
public sealed class an_event_as_it_is_written
{
    [Fact]
    public void has_a_null_where_its_event_says_so() =>
        Assert.Equal("""{"cluster":null}""", new ConnectionRead(Cluster: null).Details().ToJsonString());

    [Fact]
    public void leaves_any_other_null_out() =>
        Assert.Equal("""{"from":"a","reason":null,"to":"b"}""", Sorted(new StatusChanged("a", "b", Reason: null)));

    /// <summary>An answer without AWS's ID says that it had none; what was seen without an answer says nothing of it.</summary>
    [Theory]
    [InlineData(ChangeOutcome.Accepted, true)]
    [InlineData(ChangeOutcome.Refused, true)]
    [InlineData(ChangeOutcome.Unknown, true)]
    [InlineData(ChangeOutcome.Seen, false)]
    [InlineData(ChangeOutcome.NotSeen, false)]
    public void tells_of_an_answer_that_it_had_no_id(string outcome, bool isTold) =>
        Assert.Equal(isTold, new ChangeResult("Modify", outcome).Details().ContainsKey("awsRequestId"));

    [Fact]
    public void is_read_as_it_was_written()
    {
        var opened = new ShareOpened("arn", Sample.Dev, Sample.Now, "[]");
        Assert.Equal(opened, LedgerEvent.Read(opened.Kind, opened.Details().ToJsonString()));
        Assert.Equal(new ConnectionRead(Cluster: null), LedgerEvent.Read(LedgerKind.ConnectionRead, """{"cluster":null}"""));
        Assert.Equal(new ConnectionRead(Cluster: null), LedgerEvent.Read(LedgerKind.ConnectionRead, "{}"));
    }

    /// <summary>What every writer sets is asked for; whatever is none of the kind's is read as nothing, and never fails.</summary>
    [Theory]
    [InlineData("no such kind", "{}")]
    [InlineData(LedgerKind.ShareOpened, "{}")]
    [InlineData(LedgerKind.ShareOpened, """{"snapshotArn":"a","targetAccountId":"b"}""")]
    [InlineData(LedgerKind.ShareOpened, """{"snapshotArn":"a","targetAccountId":null,"deadline":"2023-12-21T09:00:00.000Z"}""")]
    [InlineData(LedgerKind.ShareOpened, """{"snapshotArn":"a","targetAccountId":"b","deadline":"yesterday"}""")]
    [InlineData(
        LedgerKind.ShareOpened,
        """{"snapshotArn":"a","snapshotArn":"b","targetAccountId":"b","deadline":"2023-12-21T09:00:00.000Z"}"""
    )]
    [InlineData(LedgerKind.ShareOpened, "[]")]
    [InlineData(LedgerKind.ShareOpened, "null")]
    [InlineData(LedgerKind.ShareOpened, "not json")]
    [InlineData(LedgerKind.ShareOpened, "")]
    public void is_nothing_where_it_cannot_be_read(string kind, string details) => Assert.Null(LedgerEvent.Read(kind, details));

    private static string Sorted(LedgerEvent what) => Core.Ledger.CanonicalJson.Write(what.Details());
}
