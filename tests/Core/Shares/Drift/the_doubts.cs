using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Observing;
using SnapshotShare.Core.Shares.Drift;
using SnapshotShare.Core.Tests.Planning;

namespace SnapshotShare.Core.Tests.Shares.Drift;

/// <summary>Where what was seen and what is known do not agree, AWS is asked again; nowhere else.</summary>
public sealed class the_doubts
{
    private static readonly Dictionary<string, string> NoTags = new(StringComparer.Ordinal);

    [Fact]
    public void are_none_where_everything_seen_is_known() =>
        Assert.Empty(DriftComparison.Doubtful([Seen("one", Sample.Dev)], [], [SampleRows.Drift("one")]));

    [Fact]
    public void are_none_of_what_is_not_shared_or_was_not_read() =>
        Assert.Empty(DriftComparison.Doubtful([Seen("one"), Seen("two") with { SharedWith = null }], [], []));

    [Fact]
    public void are_of_what_is_seen_and_nobody_accounts_for() =>
        Assert.Equal(["one"], DriftComparison.Doubtful([Seen("one", Sample.Dev), Seen("two")], [], []));

    [Fact]
    public void are_none_of_what_a_request_holds() =>
        Assert.Empty(DriftComparison.Doubtful([Seen("shared", Sample.Dev)], [SampleRows.Share()], []));

    /// <summary>Its account, and not the one that it is with, may have changed.</summary>
    [Fact]
    public void are_of_what_is_known_and_not_seen_with_that_account_any_more() =>
        Assert.Equal(
            ["one", "two"],
            DriftComparison.Doubtful([Seen("one", Sample.Stranger)], [], [SampleRows.Drift("one"), SampleRows.Drift("two")])
        );

    /// <summary>What is known of a snapshot is known of the account that it is with, and of no other that it is shared with since.</summary>
    [Fact]
    public void are_of_a_second_account_on_a_snapshot_that_is_known_with_the_first() =>
        Assert.Equal(["one"], DriftComparison.Doubtful([Seen("one", Sample.Dev, Sample.Stranger)], [], [SampleRows.Drift("one")]));

    /// <summary>What a request has come to hold is not drift any more, though it is seen.</summary>
    [Fact]
    public void are_of_what_is_known_and_a_request_has_come_to_hold() =>
        Assert.Equal(
            ["shared"],
            DriftComparison.Doubtful([Seen("shared", Sample.Dev)], [SampleRows.Share()], [SampleRows.Drift("shared")])
        );

    [Fact]
    public void name_a_snapshot_once_however_many_accounts_it_is_with() =>
        Assert.Equal(["one"], DriftComparison.Doubtful([Seen("one", Sample.Dev, Sample.Stranger)], [], []));

    /// <summary>One snapshot has one ARN in any letters, and one account is no other.</summary>
    [Theory]
    [InlineData("one", Sample.Dev, true)]
    [InlineData("ONE", Sample.Dev, true)]
    [InlineData("two", Sample.Dev, false)]
    [InlineData("one", Sample.Stranger, false)]
    public void take_a_share_for_what_was_found(string snapshot, string sharedWith, bool isIt) =>
        Assert.Equal(isIt, DriftComparison.Is(SampleRows.Drift("one"), Sample.Route.From.ClusterSnapshotArn(snapshot), sharedWith));

    private static SnapshotView Seen(string name, params string[] sharedWith) =>
        SnapshotView.Of(
            SnapshotFacts.Of(
                new Amazon.RDS.Model.DBClusterSnapshot
                {
                    DBClusterSnapshotIdentifier = name,
                    DBClusterSnapshotArn = Sample.Route.From.ClusterSnapshotArn(name),
                    SnapshotType = "manual",
                }
            ),
            new Dictionary<string, KeyLabel>(StringComparer.Ordinal),
            new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { [name] = sharedWith }
        );
}
