using Amazon.RDS.Model;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;

namespace SnapshotShare.Core.Tests.Execution;

public sealed class a_trip_to_a_dev_cluster
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ends_with_a_cluster_its_writer_and_nothing_shared()
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await rig.AskAsync();
        Assert.Equal(RequestStatus.WaitingForApproval, asked.Status);
        await rig.ApproveAsync(asked);

        var ready = await rig.RunUntilAsync(asked.Id, request => request.Status == RequestStatus.Ready);

        Assert.All(ready.Steps, step => Assert.Equal(StepStatus.Done, step.Status));
        var cluster = Assert.Single(
            (
                await rig.Rds("dev")
                    .DescribeDBClustersAsync(new DescribeDBClustersRequest { DBClusterIdentifier = ready.Plan.TargetCluster }, Ct)
            ).DBClusters
        );
        Assert.Equal("available", cluster.Status);
        Assert.Equal("active", cluster.MasterUserSecret.SecretStatus);
        Assert.True(Assert.Single(cluster.DBClusterMembers).IsClusterWriter);
        Assert.DoesNotContain(
            (
                await rig.Rds("prod").DescribeDBClusterSnapshotsAsync(new DescribeDBClusterSnapshotsRequest { SnapshotType = "manual" }, Ct)
            ).DBClusterSnapshots,
            snapshot => snapshot.DBClusterSnapshotIdentifier == ready.Plan.SharingSnapshot
        );
        var share = await rig.ShareAsync(asked.Id);
        Assert.NotNull(share!.OpenedAt);
        Assert.NotNull(share.ClosedAt);
        Assert.NotNull(share.ProvenAt);
        Assert.NotNull(share.WatchEndedAt);
        var ledger = await rig.LedgerAsync();
        Assert.True(HashChain.Verify(ledger).Holds);
        Assert.All(
            ledger.Where(entry => entry.Kind == LedgerKind.Intent),
            intent => Assert.Equal(1, Assert.IsType<ChangeIntended>(intent.ReadEvent()).Attempt)
        );
        Assert.Equal(ledger.Count(entry => entry.Kind == LedgerKind.Intent), ledger.Count(entry => entry.Kind == LedgerKind.Result));
    }

    /// <summary>A version that AWS has withdrawn is no dead end: the nearest newer one of its major reads the same data, and the approver is told.</summary>
    [Fact]
    public async Task from_a_version_that_aws_offers_no_more_ends_with_the_nearest_newer_one()
    {
        await using var rig = await new Rig().OpenAsync();
        var before = (await rig.Verbs.PreviewAsync(Rig.Developer, Rig.Terms, Ct)).Value!;
        Assert.Equal(before.Source.EngineVersion, before.EngineVersion);
        await rig.Aws.DoAsync("versions", new { version = before.Source.EngineVersion, status = "deprecated" });

        var asked = await rig.AskAsync();
        Assert.Equal(
            [("engine-version-newer", Severity.Warning)],
            asked
                .Plan.Findings.Where(finding => finding.Code.StartsWith("engine-version", StringComparison.Ordinal))
                .Select(finding => (finding.Code, finding.Severity))
        );
        await rig.ApproveAsync(asked);
        var ready = await rig.RunUntilAsync(asked.Id, request => request.Status == RequestStatus.Ready);
        var made = await rig.Rds("dev")
            .DescribeDBClustersAsync(new DescribeDBClustersRequest { DBClusterIdentifier = ready.Plan.TargetCluster }, Ct);
        var cluster = Assert.Single(made.DBClusters);
        Assert.Equal(asked.Plan.EngineVersion, cluster.EngineVersion);
        Assert.True(EngineVersions.Compare(cluster.EngineVersion, before.Source.EngineVersion) > 0);
        Assert.Equal((1, "aurora", false), (cluster.BackupRetentionPeriod, cluster.StorageType, cluster.IAMDatabaseAuthenticationEnabled));
    }

    [Fact]
    public async Task is_taken_back_whole_when_the_cluster_is_given_back()
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await rig.AskAsync();
        await rig.ApproveAsync(asked);
        await rig.RunUntilAsync(asked.Id, request => request.Status == RequestStatus.Ready);

        Assert.Null((await rig.Verbs.CancelAsync(Rig.Developer, asked.Id, "done with it", Ct)).Refusal);
        var ended = await rig.RunUntilAsync(asked.Id, request => request.Status == RequestStatus.Ended);

        await Assert.ThrowsAsync<DBClusterNotFoundException>(() =>
            rig.Rds("dev").DescribeDBClustersAsync(new DescribeDBClustersRequest { DBClusterIdentifier = ended.Plan.TargetCluster }, Ct)
        );
        Assert.DoesNotContain(
            (
                await rig.Rds("dev").DescribeDBClusterSnapshotsAsync(new DescribeDBClusterSnapshotsRequest { SnapshotType = "manual" }, Ct)
            ).DBClusterSnapshots,
            snapshot => snapshot.DBClusterSnapshotIdentifier == ended.Plan.TargetSnapshot
        );
    }

    [Fact]
    public async Task warns_once_before_the_cluster_s_life_ends_and_again_after_an_extension()
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await rig.AskAsync(Rig.Terms with { Life = TimeSpan.FromSeconds(4) });
        await rig.ApproveAsync(asked);

        var warned = await rig.RunUntilAsync(asked.Id, request => request.WarnedAt is not null);
        Assert.Equal(RequestStatus.Ready, warned.Status);
        Assert.InRange(warned.ExpiresAt!.Value - warned.WarnedAt!.Value, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        var extended = (await rig.Verbs.ExtendAsync(Rig.Developer, asked.Id, TimeSpan.FromSeconds(3), Ct)).Value!;
        Assert.Null(extended.WarnedAt);
        await rig.RunUntilAsync(asked.Id, request => request.WarnedAt is not null);

        await rig.RunUntilAsync(asked.Id, request => request.Status == RequestStatus.Ended);
        Assert.Equal(2, (await rig.LedgerAsync()).Count(entry => entry.Kind == LedgerKind.AboutToExpire));
    }

    [Fact]
    public async Task tells_how_to_reach_the_cluster_to_its_requester_alone_and_writes_each_reading_down()
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await rig.AskAsync();
        Assert.Equal("not-now-connect", (await rig.Verbs.ReadConnectionAsync(Rig.Developer, asked.Id, Ct)).Refusal!.Message.Key);
        await rig.ApproveAsync(asked);
        await rig.RunUntilAsync(asked.Id, request => request.Status == RequestStatus.Ready);

        var (connection, _) = await rig.Verbs.ReadConnectionAsync(Rig.Developer, asked.Id, Ct);
        Assert.Contains(asked.Plan.TargetCluster!, connection!.Endpoint, StringComparison.Ordinal);
        Assert.Contains(connection.SecretArn, connection.SecretCommand, StringComparison.Ordinal);
        Assert.Contains("secretsmanager:GetSecretValue", connection.SecretRight, StringComparison.Ordinal);
        foreach (var other in new[] { Rig.Dba, Rig.Admin })
            Assert.Equal("connection-not-yours", (await rig.Verbs.ReadConnectionAsync(other, asked.Id, Ct)).Refusal!.Message.Key);
        Assert.Equal("not-your-role", (await rig.Verbs.ReadConnectionAsync(Rig.Auditor, asked.Id, Ct)).Refusal!.Message.Key);

        var ledger = await rig.LedgerAsync();
        Assert.Equal(Rig.Developer.Id, Assert.Single(ledger, entry => entry.Kind == LedgerKind.ConnectionRead).ActorId);
        Assert.DoesNotContain(ledger, entry => entry.Details.Contains(connection.Endpoint, StringComparison.Ordinal));
        Assert.DoesNotContain(ledger, entry => entry.Details.Contains(connection.SecretArn, StringComparison.Ordinal));
    }

    [Fact]
    public async Task lapses_when_nobody_answers_in_time()
    {
        await using var rig = await new Rig { AnswerWithin = TimeSpan.FromSeconds(1) }.OpenAsync();
        var asked = await rig.AskAsync();

        var lapsed = await rig.RunUntilAsync(asked.Id, request => request.Status == RequestStatus.Unanswered);

        Assert.Equal("nobody-answered", lapsed.StatusReason!.Key);
        Assert.NotNull(lapsed.EndedAt);
        Assert.Equal("not-now-approve", (await rig.Verbs.ApproveAsync(Rig.Dba, asked.Id, asked.Plan.Digest, "", Ct)).Refusal!.Message.Key);
    }

    [Fact]
    public async Task hands_out_no_connection_while_the_cluster_is_not_what_was_approved_and_goes_on_once_it_is()
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await rig.AskAsync();
        await rig.ApproveAsync(asked);
        await rig.RunUntilAsync(asked.Id, request => request.Step(StepName.CreateWriter).Attempt is not null);
        var (cluster, approved) = (asked.Plan.TargetCluster!, asked.Plan.Restore!.SecurityGroups);
        var other = await OtherGroupAsync(rig, approved);
        await rig.Rds("dev")
            .ModifyDBClusterAsync(new ModifyDBClusterRequest { DBClusterIdentifier = cluster, VpcSecurityGroupIds = [other] }, Ct);

        var blocked = await rig.RunUntilAsync(asked.Id, request => request.Step(StepName.VerifyCluster).Status == StepStatus.Blocked);

        var finding = blocked.Step(StepName.VerifyCluster).Finding!;
        Assert.Equal("cluster-differs", finding.Code);
        Assert.Contains(other, finding.Message.ToString(), StringComparison.Ordinal);
        Assert.Contains(approved[0], finding.Message.ToString(), StringComparison.Ordinal);
        Assert.Equal("not-now-connect", (await rig.Verbs.ReadConnectionAsync(Rig.Developer, asked.Id, Ct)).Refusal!.Message.Key);

        await rig.Rds("dev")
            .ModifyDBClusterAsync(new ModifyDBClusterRequest { DBClusterIdentifier = cluster, VpcSecurityGroupIds = [.. approved] }, Ct);
        await rig.RunUntilAsync(asked.Id, request => request.Status == RequestStatus.Ready);
        Assert.Null((await rig.Verbs.ReadConnectionAsync(Rig.Developer, asked.Id, Ct)).Refusal);
        Assert.Contains(
            await rig.LedgerAsync(),
            entry =>
                entry.Kind == LedgerKind.StepDone
                && entry.Details.Contains("\"step\":\"VerifyCluster\"", StringComparison.Ordinal)
                && entry.Details.Contains($"\"SecurityGroups\":\"{approved[0]}\"", StringComparison.Ordinal)
        );
    }

    private static async Task<string> OtherGroupAsync(Rig rig, IReadOnlyList<string> approved)
    {
        var groups = (
            await rig.Ec2("dev").DescribeSecurityGroupsAsync(new Amazon.EC2.Model.DescribeSecurityGroupsRequest(), Ct)
        ).SecurityGroups;
        var vpc = groups.Single(group => group.GroupId == approved[0]).VpcId;
        return groups.First(group => group.VpcId == vpc && !approved.Contains(group.GroupId)).GroupId;
    }
}
