using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Shares.Drift;

namespace SnapshotShare.Core.Tests.Shares.Drift;

public sealed class the_judgement
{
    private const string Arn = "arn:aws:rds:ap-northeast-1:987654321000:cluster-snapshot:from-prod-altplus-cluster-to-dev";
    private const string Dev = "123456789000";
    private static readonly DateTime Noon = new(2026, 1, 15, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void a_share_without_a_request_was_made_elsewhere() =>
        Assert.Equal(DriftKind.MadeElsewhere, DriftComparison.Judge(Arn, Dev, [Share(target: "444455556666")]));

    [Fact]
    public void an_open_share_of_ours_is_accounted_for() => Assert.Null(DriftComparison.Judge(Arn, Dev, [Share()]));

    [Fact]
    public void a_closed_share_under_watch_is_the_watchdogs() => Assert.Null(DriftComparison.Judge(Arn, Dev, [Share(closed: true)]));

    [Fact]
    public void a_closed_share_whose_watch_has_ended_came_back() =>
        Assert.Equal(DriftKind.CameBack, DriftComparison.Judge(Arn, Dev, [Share(closed: true, watchEnded: true)]));

    [Fact]
    public void a_new_share_of_ours_accounts_for_what_an_old_one_of_ours_does_not() =>
        Assert.Null(DriftComparison.Judge(Arn, Dev, [Share(closed: true, watchEnded: true), Share()]));

    [Fact]
    public void a_public_snapshot_is_drift_whatever_we_share() =>
        Assert.Equal(DriftKind.Public, DriftComparison.Judge(Arn, DriftFinding.Everybody, [Share()]));

    private static Share Share(string target = Dev, bool closed = false, bool watchEnded = false) =>
        new()
        {
            RequestId = "abcdefgh12345678",
            SourceAccount = "prod",
            SnapshotIdentifier = "from-prod-altplus-cluster-to-dev",
            SnapshotArn = Arn,
            TargetAccountId = target,
            SnapshotIsOurs = true,
            IntendedAt = Noon,
            Deadline = Noon.AddHours(1),
            ClosedAt = closed ? Noon : null,
            WatchEndedAt = watchEnded ? Noon : null,
        };
}
