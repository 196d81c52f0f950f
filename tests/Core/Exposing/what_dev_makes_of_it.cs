using System.Collections.Concurrent;
using System.Net;
using Amazon.RDS.Model;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Commands;
using SnapshotShare.Core.Exposing;
using SnapshotShare.Core.Exposing.Strays;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;

namespace SnapshotShare.Core.Tests.Exposing;

public sealed class what_dev_makes_of_it
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>A snapshot of the dev cluster outlives it, and stands under Exposure until it is gone.</summary>
    [Fact]
    public async Task stands_under_exposure_until_it_is_gone()
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await rig.AskAsync();
        await rig.ApproveAsync(asked);
        var ready = await rig.RunUntilAsync(asked.Id, request => request.Status == RequestStatus.Ready);
        await SweepAsync(rig);
        Assert.Empty(await StraysAsync(rig));

        await rig.Rds("dev")
            .CreateDBClusterSnapshotAsync(
                new CreateDBClusterSnapshotRequest { DBClusterIdentifier = ready.Plan.TargetCluster, DBClusterSnapshotIdentifier = "mine" },
                Ct
            );
        await SweepAsync(rig);
        await SweepAsync(rig);
        Assert.Null((await rig.Verbs.CancelAsync(Rig.Developer, ready.Id, "done with it", Ct)).Refusal);
        await rig.RunUntilAsync(ready.Id, request => request.Status == RequestStatus.Ended);
        await SweepAsync(rig);

        var stray = Assert.Single(await StraysAsync(rig));
        Assert.Equal(
            (StrayKind.Derived, StrayThing.Snapshot, "dev", "mine", ready.Id),
            (stray.Kind, stray.Thing, stray.Account, stray.Name, stray.RequestId)
        );
        await rig.Rds("dev").DeleteDBClusterSnapshotAsync(new DeleteDBClusterSnapshotRequest { DBClusterSnapshotIdentifier = "mine" }, Ct);
        await SweepAsync(rig);
        Assert.Empty(await StraysAsync(rig));
        var told = (await rig.LedgerAsync())
            .Where(entry => entry.Subject == stray.Id)
            .Select(entry => entry.ReadEvent())
            .Where(what => what is StrayFound or StrayGone)
            .ToList();
        Assert.Equal([new StrayFound(stray.Arn, "Derived", ready.Id, stray.MadeOf, stray.MadeAt), new StrayGone(stray.Arn)], told);
        Assert.True(HashChain.Verify(await rig.LedgerAsync()).Holds);
    }

    /// <summary>An account that cannot be read shows nothing, and nothing shown is not nothing there.</summary>
    [Fact]
    public async Task is_not_told_as_gone_while_nobody_can_look()
    {
        await using var rig = await new Rig().OpenAsync();
        await rig.Rds("dev")
            .CreateDBClusterSnapshotAsync(
                new CreateDBClusterSnapshotRequest
                {
                    DBClusterIdentifier = "dev-altplus-cluster",
                    DBClusterSnapshotIdentifier = "theirs",
                    Tags = OwnTags.Of("lost234567abcdef", "another"),
                },
                Ct
            );
        await SweepAsync(rig);
        Assert.Equal(StrayKind.AnothersInstallation, Assert.Single(await StraysAsync(rig)).Kind);
        await rig.Aws.AllowAsync(SandboxControl.DevRole, _ => []);
        await SweepAsync(rig);
        Assert.Single(await StraysAsync(rig));
    }

    /// <summary>Two installations may work in one account: each sees the other's things, and offers none of them.</summary>
    [Fact]
    public async Task is_none_of_ours_where_another_installation_made_it()
    {
        await using var rig = await new Rig().OpenAsync();
        await SweepAsync(rig);

        var stray = Assert.Single(await AllStraysAsync(rig));
        Assert.Equal(
            (StrayKind.AnothersInstallation, StrayThing.Snapshot, "dev", SandboxControl.AnothersSnapshot, "r4t8w2ze6k3mhq9b"),
            (stray.Kind, stray.Thing, stray.Account, stray.Name, stray.RequestId)
        );
        Assert.False((await rig.Get<StrayOffers>().OfAsync([stray], Ct))[stray.Id].IsOpen);
        Assert.NotNull((await rig.Get<StrayCommands>().RemoveAsync(Rig.Admin, stray.Id, "in the way", Ct)).Refusal);
        await rig.Get<StrayRemover>().PassAsync(Ct);
        await SweepAsync(rig);
        Assert.Equal(stray.Id, Assert.Single(await AllStraysAsync(rig)).Id);
        Assert.DoesNotContain(await rig.LedgerAsync(), entry => entry.Kind == LedgerKind.Intent);
    }

    /// <summary>Its files outlive the copy they were made of, and nothing here deletes them.</summary>
    [Fact]
    public async Task stands_under_exposure_where_it_was_exported_to_S3()
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await rig.AskAsync(Rig.Terms with { Goal = Goal.Copy });
        await rig.ApproveAsync(asked);
        var ready = await rig.RunUntilAsync(asked.Id, request => request.Status == RequestStatus.Ready);
        var source = $"arn:aws:rds:ap-northeast-1:123456789000:cluster-snapshot:{ready.Plan.TargetSnapshot}";
        await rig.Aws.DoAsync("speed", new { speed = 1 });
        await rig.Aws.DoAsync(
            "exports",
            new
            {
                source,
                name = "mine",
                bucket = "dev-exports",
            }
        );
        await SweepAsync(rig);
        var starting = Assert.Single(await StraysAsync(rig));
        Assert.Equal((StrayThing.Export, null), (starting.Thing, starting.MadeAt));
        await rig.Aws.DoAsync("speed", new { speed = 3000 });
        await SweepAsync(rig);
        Assert.Null((await rig.Verbs.CancelAsync(Rig.Developer, ready.Id, "done with it", Ct)).Refusal);
        await rig.RunUntilAsync(ready.Id, request => request.Status == RequestStatus.Ended);
        await SweepAsync(rig);

        var stray = Assert.Single(await StraysAsync(rig));
        Assert.Equal(
            (StrayKind.Derived, StrayThing.Export, "dev", "mine", ready.Id),
            (stray.Kind, stray.Thing, stray.Account, stray.Name, stray.RequestId)
        );
        Assert.Equal(("s3://dev-exports/mine", source), (stray.Arn, stray.MadeOf));
        Assert.Equal((starting.Id, starting.FirstSeenAt), (stray.Id, stray.FirstSeenAt));
        Assert.NotNull(stray.MadeAt);
        var offer = (await rig.Get<StrayOffers>().OfAsync([stray], Ct))[stray.Id];
        Assert.Equal(("stray-export", "aws s3 rm --recursive s3://dev-exports/mine"), (offer.WhyNot!.Key, offer.Paste));
        Assert.Equal(
            [new StrayFound("s3://dev-exports/mine", "Derived", ready.Id, source)],
            (await rig.LedgerAsync())
                .Select(entry => entry.ReadEvent())
                .Where(what => what is StrayGone || (what as StrayFound)?.Request == ready.Id)
        );
        Assert.True(HashChain.Verify(await rig.LedgerAsync()).Holds);
    }

    /// <summary>AWS Backup's own snapshots of the dev cluster outlive it too; where nobody can list them, they are not gone.</summary>
    [Fact]
    public async Task is_what_AWS_Backup_takes_of_it_too_and_not_told_as_gone_while_that_is_not_listed()
    {
        var (manual, refusal) = ("", (string?)null);
        var answers = new OtherAnswers(
            (asked, answered) =>
            {
                if (asked.Contains("SnapshotType=manual", StringComparison.Ordinal))
                    manual = answered;
                if (!asked.Contains("SnapshotType=awsbackup", StringComparison.Ordinal))
                    return null;
                return refusal is null
                    ? (HttpStatusCode.OK, manual.Replace("by-a-plan", "awsbackup:job-1", StringComparison.Ordinal))
                    : OtherAnswers.Refused(HttpStatusCode.BadRequest, refusal);
            }
        );
        await using var rig = await new Rig { Between = answers.Over }.OpenAsync();
        var asked = await rig.AskAsync();
        await rig.ApproveAsync(asked);
        var ready = await rig.RunUntilAsync(asked.Id, request => request.Status == RequestStatus.Ready);
        await rig.Rds("dev")
            .CreateDBClusterSnapshotAsync(
                new CreateDBClusterSnapshotRequest
                {
                    DBClusterIdentifier = ready.Plan.TargetCluster,
                    DBClusterSnapshotIdentifier = "by-a-plan",
                },
                Ct
            );
        await SweepAsync(rig);
        Assert.Equal(["awsbackup:job-1", "by-a-plan"], (await StraysAsync(rig)).Select(stray => stray.Name).Order());
        await rig.Rds("dev")
            .DeleteDBClusterSnapshotAsync(new DeleteDBClusterSnapshotRequest { DBClusterSnapshotIdentifier = "by-a-plan" }, Ct);

        refusal = "AccessDenied";
        await SweepAsync(rig);
        await SweepAsync(rig);
        var stray = Assert.Single(await StraysAsync(rig));
        Assert.Equal((StrayKind.Derived, "awsbackup:job-1", ready.Id), (stray.Kind, stray.Name, stray.RequestId));
        Assert.Null((await rig.Get<StrayOffers>().OfAsync([stray], Ct))[stray.Id].Paste);

        // Where AWS knows no such type, all there are stand among the manual ones.
        refusal = "InvalidParameterValue";
        await SweepAsync(rig);
        Assert.Empty(await StraysAsync(rig));
    }

    /// <summary>Roles from before exports were looked for may not list them.</summary>
    [Fact]
    public async Task is_found_but_for_exports_where_the_role_may_not_list_them()
    {
        var log = new Words();
        await using var rig = await new Rig { AddMore = services => services.AddSingleton<ILoggerProvider>(log) }.OpenAsync();
        var asked = await rig.AskAsync();
        await rig.ApproveAsync(asked);
        var ready = await rig.RunUntilAsync(asked.Id, request => request.Status == RequestStatus.Ready);
        var source = $"arn:aws:rds:ap-northeast-1:123456789000:cluster:{ready.Plan.TargetCluster}";
        await rig.Aws.DoAsync("exports", new { source, name = "seen" });
        await SweepAsync(rig);
        var before = Assert.Single(await StraysAsync(rig));
        await rig.Aws.AllowAsync(SandboxControl.DevRole, Narrow);
        await rig.Aws.DoAsync("exports", new { source, name = "unseen" });
        await rig.Rds("dev")
            .CreateDBClusterSnapshotAsync(
                new CreateDBClusterSnapshotRequest { DBClusterIdentifier = ready.Plan.TargetCluster, DBClusterSnapshotIdentifier = "mine" },
                Ct
            );

        await SweepAsync(rig);
        await SweepAsync(rig);

        Assert.Equal(["mine", "seen"], (await StraysAsync(rig)).Select(stray => stray.Name).Order());
        Assert.Equal(before.LastSeenAt, (await StraysAsync(rig)).Single(stray => stray.Name == "seen").LastSeenAt);
        Assert.Single(log.Said, line => line.Contains("rds:DescribeExportTasks", StringComparison.Ordinal));
        Assert.Contains("The exports to S3 of account dev could not be listed", log.Said.Single(IsOfExports), StringComparison.Ordinal);
        // A request goes on all the same, and so does the one after it.
        Assert.Null((await rig.Verbs.CancelAsync(Rig.Developer, ready.Id, "done with it", Ct)).Refusal);
        await rig.RunUntilAsync(ready.Id, request => request.Status == RequestStatus.Ended);
        Assert.All((await rig.AskAsync()).Plan.Findings, finding => Assert.Null(finding.Fault));

        await rig.Aws.AllowAsync(SandboxControl.DevRole, actions => [.. actions, "rds:DescribeExportTasks"]);
        await SweepAsync(rig);
        Assert.Equal(["mine", "seen"], (await StraysAsync(rig)).Select(stray => stray.Name).Order());
        await rig.Aws.AllowAsync(SandboxControl.DevRole, Narrow);
        await SweepAsync(rig);
        Assert.Equal(2, log.Said.Count(IsOfExports));

        static bool IsOfExports(string line) => line.Contains("exports to S3", StringComparison.Ordinal);

        static IEnumerable<string> Narrow(IReadOnlyList<string> actions) =>
            [
                .. actions.Where(action => action is not ("rds:Describe*" or "rds:DescribeExportTasks")),
                "rds:DescribeDB*",
                "rds:DescribeAccountAttributes",
                "rds:DescribeOrderableDBInstanceOptions",
            ];
    }

    /// <summary>The lines of the log.</summary>
    private sealed class Words : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> _said = new();

        public IReadOnlyCollection<string> Said => _said;

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => _said.Enqueue(formatter(state, exception));

        public void Dispose() { }
    }

    private static async Task SweepAsync(Rig rig)
    {
        // What was listed a moment ago is listed again.
        rig.Time.Pass(TimeSpan.FromMinutes(1));
        await rig.Get<StraySweep>().LookAsync(Ct);
    }

    /// <summary>Those that stand, without what another installation has there from the start.</summary>
    private static async Task<IReadOnlyList<Stray>> StraysAsync(Rig rig) =>
        [.. (await AllStraysAsync(rig)).Where(stray => stray.Name != SandboxControl.AnothersSnapshot)];

    private static async Task<IReadOnlyList<Stray>> AllStraysAsync(Rig rig) =>
        (await rig.Get<Exposures>().AtAsync(rig.Get<TimeProvider>().GetUtcNow().UtcDateTime, Ct)).Strays;
}
