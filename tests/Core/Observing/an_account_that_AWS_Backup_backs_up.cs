using System.Collections.Concurrent;
using System.Net;
using SnapshotShare.AwsSandbox;
using SnapshotShare.Core.Observing;

namespace SnapshotShare.Core.Tests.Observing;

/// <summary>AWS's documentation of cluster snapshots names no type for what AWS Backup takes, so that every answer to the question has to do.</summary>
public sealed class an_account_that_AWS_Backup_backs_up
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task shows_its_snapshots_as_AWS_Backups_whatever_AWS_calls_them(bool hasItsOwnType)
    {
        var askedFor = new ConcurrentBag<string>();
        var listening = new OtherAnswers(
            (asked, _) =>
            {
                askedFor.Add(asked);
                return null;
            }
        );
        var rules = new SandboxRules { AwsBackupHasItsOwnType = hasItsOwnType };
        await using var rig = await new Rig(rules: rules) { Between = listening.Over }.OpenAsync();

        var view = await LookAsync(rig);

        var ours = view.Snapshots.Where(snapshot => snapshot.Identifier.StartsWith("awsbackup:", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, ours.Count);
        Assert.All(ours, snapshot => Assert.Equal(("awsbackup", null), (snapshot.Type, snapshot.SharedWith)));
        Assert.Equal(2, view.Snapshots.Count(snapshot => snapshot.Type == "awsbackup"));
        Assert.Null(view.Trouble);
        // Who may restore them is never asked: only AWS Backup shares them, for copies of its own.
        var attributes = askedFor.Where(asked => asked.Contains("Action=DescribeDBClusterSnapshotAttributes", StringComparison.Ordinal));
        Assert.NotEmpty(attributes);
        Assert.DoesNotContain(attributes, asked => asked.Contains("awsbackup", StringComparison.Ordinal));
    }

    [Fact]
    public async Task shows_all_the_rest_where_AWS_knows_no_such_type_and_says_so()
    {
        await using var rig = await new Rig(rules: new SandboxRules { AwsBackupHasItsOwnType = false }).OpenAsync();

        var view = await LookAsync(rig);

        Assert.Equal(("aws-backup-not-readable", "InvalidParameterValue"), Told(view));
        Assert.NotNull(view.LookedAt);
        Assert.Contains(view.Snapshots, snapshot => snapshot.Type == "automated");
    }

    [Fact]
    public async Task keeps_what_was_listed_before_while_the_listing_is_refused()
    {
        var isRefused = false;
        var refusing = new OtherAnswers(
            (asked, _) =>
                isRefused && asked.Contains("SnapshotType=awsbackup", StringComparison.Ordinal)
                    ? OtherAnswers.Refused(HttpStatusCode.Forbidden, "AccessDenied")
                    : null
        );
        await using var rig = await new Rig { Between = refusing.Over }.OpenAsync();
        await LookAsync(rig);
        isRefused = true;

        var refused = await LookAsync(rig);
        Assert.Equal(("aws-backup-not-readable", "AccessDenied"), Told(refused));
        Assert.Null(refused.Trouble);
        Assert.Equal(2, refused.Snapshots.Count(snapshot => snapshot.Type == "awsbackup"));
        // What else was read just now is as young as that.
        Assert.True(refused.LookedAt > rig.Get<TimeProvider>().GetUtcNow().UtcDateTime - TimeSpan.FromMinutes(5));

        isRefused = false;
        Assert.Null((await LookAsync(rig)).AwsBackupTrouble);
    }

    /// <summary>AWS may list them both as AWS Backup's and as manual ones.</summary>
    [Fact]
    public async Task shows_each_of_them_once()
    {
        string? manual = null;
        var twice = new OtherAnswers(
            (asked, answered) =>
            {
                if (asked.Contains("SnapshotType=manual", StringComparison.Ordinal))
                    manual = answered;
                return asked.Contains("SnapshotType=awsbackup", StringComparison.Ordinal) ? (HttpStatusCode.OK, manual!) : null;
            }
        );
        var rules = new SandboxRules { AwsBackupHasItsOwnType = false };
        await using var rig = await new Rig(rules: rules) { Between = twice.Over }.OpenAsync();

        var view = await LookAsync(rig);

        Assert.NotNull(manual);
        Assert.Equal(2, view.Snapshots.Count(snapshot => snapshot.Type == "awsbackup"));
        Assert.Equal(view.Snapshots.Count, view.Snapshots.Select(snapshot => snapshot.Arn).Distinct().Count());
    }

    private static (string, string?) Told(AccountView view) => (view.AwsBackupTrouble!.Key, view.AwsBackupTrouble.Values["code"]);

    private static async Task<AccountView> LookAsync(Rig rig)
    {
        // What was listed a moment ago is listed again.
        rig.Time.Pass(TimeSpan.FromMinutes(1));
        await rig.Get<Observer>().RefreshAsync("prod", Ct);
        return rig.Get<Observer>().View("prod");
    }
}
