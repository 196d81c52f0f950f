using System.Text.Json.Nodes;
using Amazon.RDS.Model;
using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Commands;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Notifications;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Shares.Drift;
using SnapshotShare.Core.Tests.Ledger;
using SnapshotShare.Core.Text;

namespace SnapshotShare.Core.Tests.Persistence;

/// <summary>Written by the version before, with a share open and a request in every status; see <c>PreviousVersion/README.md</c>.</summary>
public sealed class a_database_of_the_previous_version
{
    private const int EntriesLeft = 371;

    private static readonly Actor SecondDba = new("persona-approver-2", "second DBA", [Role.Approver], SessionId: null);

    private static readonly Dictionary<string, RequestStatus> Left = new(StringComparer.Ordinal)
    {
        ["waiting"] = RequestStatus.WaitingForApproval,
        ["waiting-half"] = RequestStatus.WaitingForApproval,
        ["approved"] = RequestStatus.Approved,
        ["running-share"] = RequestStatus.Running,
        ["running-copy"] = RequestStatus.Running,
        ["running-restore"] = RequestStatus.Running,
        ["running-instance"] = RequestStatus.Running,
        ["running-request-lost"] = RequestStatus.Running,
        ["running-answer-lost"] = RequestStatus.Running,
        ["blocked"] = RequestStatus.Blocked,
        ["ready-cluster"] = RequestStatus.Ready,
        ["ready-copy"] = RequestStatus.Ready,
        ["closing"] = RequestStatus.Closing,
        ["rejected"] = RequestStatus.Rejected,
        ["unanswered"] = RequestStatus.Unanswered,
        ["cancelled"] = RequestStatus.Cancelled,
        ["failed"] = RequestStatus.Failed,
        ["ended"] = RequestStatus.Ended,
        ["ended-by-freeze"] = RequestStatus.Ended,
    };

    /// <summary>What is still to be made for each; everything else was there, or on its way, when the previous version was stopped.</summary>
    private static readonly Dictionary<string, string[]> StillToMake = new(StringComparer.Ordinal)
    {
        ["running-copy"] = [],
        ["running-restore"] = ["dev CreateDBInstance"],
        ["running-instance"] = [],
        ["running-request-lost"] = ["prod CopyDBClusterSnapshot", "dev CopyDBClusterSnapshot"],
        ["running-answer-lost"] = ["dev CopyDBClusterSnapshot"],
        ["blocked"] = ["dev RestoreDBClusterFromSnapshot", "dev CreateDBInstance"],
    };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task starts_and_its_ledger_holds_from_the_first_entry_to_the_heads_outside()
    {
        await using var previous = await new PreviousVersion().OpenAsync();
        var rig = previous.Rig;

        var verdict = await rig.Get<LedgerCheck>().CheckAsync(Ct);
        Assert.Equal((true, 3, EntriesLeft - 1L), (verdict.Holds, verdict.Heads, verdict.CoveredUpTo));
        var ledger = await rig.LedgerAsync();
        Assert.Equal(EntriesLeft, ledger.Count);
        Assert.All(ledger, entry => Assert.Equal(entry.Hash, HashChain.Hash(entry)));
        // The next entry follows from the last one of the previous version.
        await rig.Get<Sessions>().StartAsync("persona-admin", "admin", [Role.Admin], Ct);
        var now = await rig.Get<LedgerCheck>().CheckAsync(Ct);
        Assert.Equal((true, EntriesLeft + 1L), (now.Holds, now.Entries));
    }

    [Fact]
    public async Task is_exported_for_a_verifier_that_does_not_know_the_product()
    {
        await using var previous = await new PreviousVersion().OpenAsync();
        var (lines, refusal) = await previous
            .Rig.Get<LedgerCommands>()
            .ExportAsync(Rig.Auditor, new LedgerFilter(), ExportFormat.JsonLines, Ct);
        Assert.Null(refusal);
        var export = Path.GetTempFileName();
        await File.WriteAllLinesAsync(export, (await lines!.ToListAsync(Ct)).Select(line => line.TrimEnd()), Ct);

        var (code, said) = await the_ledgers_proof.VerifiedAsync(export, previous.Rig.Get<LedgerHeads>());
        File.Delete(export);
        Assert.True(code == 0, said);
        Assert.Contains($"vouch for entries up to {EntriesLeft - 1}", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task has_a_request_in_every_status_and_each_reads_as_it_was_written()
    {
        await using var previous = await new PreviousVersion().OpenAsync();
        Assert.Equal(Enum.GetValues<RequestStatus>().Order(), Left.Values.Distinct().Order());
        Assert.Equal(Left.Keys.Order(StringComparer.Ordinal), PreviousVersion.Requests.Keys.Order(StringComparer.Ordinal));
        foreach (var (name, status) in Left)
        {
            var request = await previous.ReadAsync(name);
            Assert.Equal((name, status), (name, request.Status));
            Assert.Equal(request.Plan.Digest, PlanDigest.Of(request.Plan));
            Assert.True(request.ApprovedDigest is null || request.ApprovedDigest == request.Plan.Digest);
            Assert.Null(request.LeaseOwner);
            Assert.All(SentencesOf(request), sentence => Assert.DoesNotContain('{', sentence.ToString()));
        }
        foreach (var name in new[] { "running-request-lost", "running-answer-lost" })
            Assert.Null((await previous.ReadAsync(name)).Step(StepName.CopyForSharing).Attempt!.Response);
        var open = await previous.ShareAsync("running-share");
        Assert.Equal((true, TimeSpan.FromHours(6)), (open!.IsOpen, open.Deadline - open.IntendedAt));
    }

    [Theory]
    [InlineData("Terms")]
    [InlineData("Plan")]
    [InlineData("Steps")]
    [InlineData("StatusReason")]
    public async Task loses_nothing_that_was_stored_when_it_is_written_again(string column)
    {
        await using var previous = await new PreviousVersion().OpenAsync();
        await using var db = await previous.Rig.Get<IDbContextFactory<Db>>().CreateDbContextAsync(Ct);
        foreach (var request in await db.Requests.AsNoTracking().ToListAsync(Ct))
        {
#pragma warning disable EF1002 // The test's own column names.
            var stored = await db
                .Database.SqlQueryRaw<string?>($"SELECT {column} AS Value FROM Requests WHERE Id = '{request.Id}'")
                .SingleAsync(Ct);
#pragma warning restore EF1002
            var again = column switch
            {
                "Terms" => StoredJson.Write(request.Terms),
                "Plan" => StoredJson.Write(request.Plan),
                "Steps" => StoredJson.Write(request.Steps),
                _ => StoredJson.Write(request.StatusReason),
            };
            AssertKept(stored is null ? null : JsonNode.Parse(stored), JsonNode.Parse(again), request.Id);
        }
    }

    [Fact]
    public async Task has_its_people_decisions_freeze_drift_and_notices()
    {
        await using var previous = await new PreviousVersion().OpenAsync();
        await using var db = await previous.Rig.Get<IDbContextFactory<Db>>().CreateDbContextAsync(Ct);

        var sessions = await db.Sessions.AsNoTracking().OrderBy(session => session.StartedAt).ToListAsync(Ct);
        Assert.Equal(
            ["admin", "auditor", "developer", "Yamada 山田 \"Y\""],
            sessions.Select(session => session.PersonName).Order(StringComparer.OrdinalIgnoreCase)
        );
        Assert.Equal("dba-group\nops", Assert.Single(sessions, session => session.Ticket is not null).Groups);
        Assert.Single(sessions, session => session.EndedAt is not null);
        var developer = sessions.Single(session => session.PersonName == "developer");
        Assert.True(await previous.Rig.Get<Sessions>().StandsAsync(developer.Id, Ct));

        var half = PreviousVersion.Requests["waiting-half"];
        Assert.Equal("one of two", Assert.Single(await db.Decisions.Where(decision => decision.RequestId == half).ToListAsync(Ct)).Reason);
        Assert.Equal("somebody has our key", Assert.Single(await db.Freezes.ToListAsync(Ct)).Reason);
        Assert.False(await db.IsFrozenAsync(Ct));
        Assert.Equal(
            [DriftState.Open, DriftState.Adopted, DriftState.Gone],
            (await db.Drift.AsNoTracking().ToListAsync(Ct)).Select(finding => finding.State).Order()
        );
        Assert.InRange(Assert.Single(await db.NoticeCursors.ToListAsync(Ct)).Sequence, 1, EntriesLeft);
    }

    [Fact]
    public async Task goes_on_with_what_was_under_way_as_it_was_planned_and_makes_nothing_twice()
    {
        await using var previous = await new PreviousVersion().OpenAsync();
        var before = new Dictionary<string, Request>(StringComparer.Ordinal);
        foreach (var name in StillToMake.Keys.Append("closing"))
            before[name] = await previous.ReadAsync(name);

        // What it was blocked by is cured.
        await previous.Rig.Aws.AllowAsync(SandboxControl.DevRole, actions => actions.Append("rds:RestoreDBClusterFromSnapshot"));
        await previous.UntilAsync(
            [.. StillToMake.Keys],
            request => request.Status == RequestStatus.Ready || request.Steps.Any(IsUnproven),
            TimeSpan.FromHours(4)
        );
        // The previous version signed no decision. What it has begun is taken back without anybody's word, and adds nothing before it has one.
        string[] unproven = ["blocked", "running-answer-lost", "running-request-lost", "running-restore"];
        foreach (var name in StillToMake.Keys.Order(StringComparer.Ordinal))
        {
            var now = await previous.ReadAsync(name);
            Assert.Equal((name, unproven.Contains(name)), (name, now.Steps.Any(IsUnproven)));
            if (!unproven.Contains(name))
                continue;
            foreach (var approver in new[] { Rig.Dba, SecondDba })
                Assert.Null(
                    (await previous.Rig.Verbs.ApproveAsync(approver, now.Id, now.Plan.Digest, "once more", Ct)).Refusal?.Message.ToString()
                );
        }
        await previous.UntilAsync([.. StillToMake.Keys], request => request.Status == RequestStatus.Ready, TimeSpan.FromHours(4));
        await previous.UntilAsync(["closing"], request => request.Status == RequestStatus.Ended, TimeSpan.FromHours(1));

        var made = (await previous.Rig.LedgerAsync())
            .Skip(EntriesLeft)
            .Where(entry => entry.Kind == LedgerKind.Intent)
            .Select(entry => (entry.Subject, Details: JsonNode.Parse(entry.Details)!))
            .Select(intent => (intent.Subject, Call: $"{(string)intent.Details["account"]!} {(string)intent.Details["operation"]!}"))
            .Where(intent =>
                new[] { "Copy", "Create", "Restore" }.Any(make => intent.Call.Split(' ')[1].StartsWith(make, StringComparison.Ordinal))
            )
            .ToLookup(intent => intent.Subject, intent => intent.Call, StringComparer.Ordinal);
        foreach (var (name, calls) in StillToMake)
        {
            var ready = await previous.ReadAsync(name);
            Assert.Equal((name, before[name].Plan.Digest, before[name].PlanVersion), (name, ready.Plan.Digest, ready.PlanVersion));
            Assert.Equal(ready.Plan.Digest, PlanDigest.Of(ready.Plan));
            Assert.Equal(before[name].Steps.Select(step => step.Name), ready.Steps.Select(step => step.Name));
            Assert.All(ready.Steps, step => Assert.Equal(StepStatus.Done, step.Status));
            Assert.Equal(calls, made[ready.Id]);
            Assert.NotNull((await previous.ShareAsync(name))!.ProvenAt);
        }
        Assert.DoesNotContain(before["closing"].Id, made.Select(group => group.Key));
        // What was made then has the request's tag alone and was taken for its own; what is made now has both.
        var installation = before["closing"].Installation;
        Assert.Equal((16, true), (installation.Length, before["closing"].MayLackInstallation));
        var instances = (await previous.Rig.Rds("dev").DescribeDBInstancesAsync(new DescribeDBInstancesRequest(), Ct)).DBInstances;
        foreach (var (name, tags) in new[] { ("running-restore", 2), ("running-instance", 1) })
            Assert.Equal(
                OwnTags.Of(before[name].Id, installation).Take(tags).Select(tag => (tag.Key, tag.Value)),
                instances.Single(i => i.DBClusterIdentifier == before[name].Plan.TargetCluster).TagList.Select(tag => (tag.Key, tag.Value))
            );
        // What was approved goes its own way meanwhile.
        string[] elsewhere = [PreviousVersion.Requests["approved"]];
        Assert.Equal(
            Ids(["blocked", "ready-cluster", "running-instance", "running-restore"]),
            (await ClustersOfOursAsync(previous)).Where(id => !elsewhere.Contains(id))
        );
        Assert.Equal(
            Ids([.. StillToMake.Keys, "ready-cluster", "ready-copy"]),
            (await SnapshotsOfOursAsync(previous, "dev")).Where(id => !elsewhere.Contains(id))
        );
        Assert.Empty((await SnapshotsOfOursAsync(previous, "prod")).Except(elsewhere));
        Assert.True((await previous.Rig.Get<LedgerCheck>().CheckAsync(Ct)).Holds);
    }

    private static bool IsUnproven(StepState step) => step is { Status: StepStatus.Blocked, Finding.Code: "approval-not-proven" };

    [Fact]
    public async Task closes_the_open_share_at_the_deadline_it_had_and_proves_it()
    {
        await using var previous = await new PreviousVersion().OpenAsync();
        var open = await previous.ShareAsync("running-share");
        var left = open!.Deadline - previous.Rig.Get<TimeProvider>().UtcNowMilliseconds();
        Assert.InRange(left, TimeSpan.FromHours(1), TimeSpan.FromHours(6));
        Assert.Contains(ByHand.Dev, await previous.Rig.SharedWithAsync(ByHand.Shareable));

        await previous.UntilAsync(["running-share"], request => request.Status == RequestStatus.Ended, left + TimeSpan.FromMinutes(5));

        var closed = await previous.ShareAsync("running-share");
        Assert.Equal(open.Deadline, closed!.Deadline);
        Assert.InRange(closed.ClosedAt!.Value, open.Deadline, open.Deadline.AddMinutes(2));
        Assert.NotNull(closed.ProvenAt);
        Assert.Empty(await previous.Rig.SharedWithAsync(ByHand.Shareable));
    }

    [Fact]
    public async Task begins_what_was_approved_or_asks_again_and_says_why()
    {
        await using var previous = await new PreviousVersion().OpenAsync();
        await previous.Rig.Aws.AllowAsync(SandboxControl.DevRole, actions => actions.Append("rds:RestoreDBClusterFromSnapshot"));
        var approved = await previous.ReadAsync("approved");
        await previous.UntilAsync(["approved"], request => request.Status != RequestStatus.Approved, TimeSpan.FromMinutes(10));

        var now = await previous.ReadAsync("approved");
        if (now.Status == RequestStatus.WaitingForApproval)
        {
            Assert.Contains(now.StatusReason!.Key, new[] { "plan-changed", "finding.approval-not-proven" });
            Assert.Equal(approved.PlanVersion + 1, now.PlanVersion);
            Assert.DoesNotContain(now.Id, await SnapshotsOfOursAsync(previous, "prod"));
            foreach (var approver in new[] { Rig.Dba, SecondDba })
                Assert.Null((await previous.Rig.Verbs.ApproveAsync(approver, now.Id, now.Plan.Digest, "go ahead", Ct)).Refusal);
        }
        else
        {
            Assert.Equal((RequestStatus.Running, approved.Plan.Digest), (now.Status, now.Plan.Digest));
        }
        await previous.UntilAsync(["approved"], request => request.Status == RequestStatus.Ready, TimeSpan.FromHours(3));
    }

    [Fact]
    public async Task takes_the_answers_that_were_still_awaited()
    {
        await using var previous = await new PreviousVersion().OpenAsync();
        var rig = previous.Rig;

        // The first of two said yes to the previous version.
        var half = await previous.ReadAsync("waiting-half");
        var approved = await rig.Verbs.ApproveAsync(SecondDba, half.Id, half.Plan.Digest, "two of two", Ct);
        Assert.Equal(RequestStatus.Approved, approved.Value!.Status);
        var waiting = await previous.ReadAsync("waiting");
        Assert.Equal(RequestStatus.Rejected, (await rig.Verbs.RejectAsync(Rig.Dba, waiting.Id, "not today", Ct)).Value!.Status);

        var ready = await previous.ReadAsync("ready-cluster");
        var (connection, refusal) = await rig.Verbs.ReadConnectionAsync(Rig.Developer, ready.Id, Ct);
        Assert.Null(refusal);
        Assert.Contains("dev-ready", connection!.Endpoint, StringComparison.Ordinal);
        var extended = await rig.Verbs.ExtendAsync(Rig.Developer, ready.Id, TimeSpan.FromHours(1), Ct);
        Assert.Equal(ready.ExpiresAt!.Value.AddHours(1), extended.Value!.ExpiresAt);
        foreach (var name in new[] { "ready-cluster", "ready-copy" })
            Assert.Null((await rig.Verbs.CancelAsync(Rig.Developer, PreviousVersion.Requests[name], "done", Ct)).Refusal);
        await previous.UntilAsync(["ready-cluster", "ready-copy"], request => request.Status == RequestStatus.Ended, TimeSpan.FromHours(1));
    }

    private static IEnumerable<string> Ids(IEnumerable<string> names) =>
        names.Select(name => PreviousVersion.Requests[name]).Order(StringComparer.Ordinal);

    private static IEnumerable<Message> SentencesOf(Request request) =>
        new[] { request.StatusReason }
            .Concat(request.Plan.Steps.Select(step => step.Reason))
            .Concat(request.Plan.Omitted.Select(step => step.Reason))
            .Concat(request.Plan.Findings.Select(finding => finding.Message))
            .Concat(request.Steps.SelectMany(step => new[] { step.Note, step.Finding?.Message, step.Finding?.Remedy }))
            .OfType<Message>();

    /// <summary>Every value that was stored stands where it stood; what a later version adds may stand beside it.</summary>
    private static void AssertKept(JsonNode? stored, JsonNode? now, string where)
    {
        switch (stored)
        {
            case JsonObject members:
                foreach (var (name, value) in members)
                    AssertKept(value, now?[name], $"{where}.{name}");
                break;
            case JsonArray items:
                Assert.Equal((where, items.Count), (where, now!.AsArray().Count));
                for (var i = 0; i < items.Count; i++)
                    AssertKept(items[i], now[i], $"{where}[{i}]");
                break;
            default:
                Assert.Equal((where, stored?.ToJsonString()), (where, now?.ToJsonString()));
                break;
        }
    }

    /// <summary>The requests that AWS's manual snapshots of an account are tagged with, one for each snapshot.</summary>
    private static async Task<IReadOnlyList<string>> SnapshotsOfOursAsync(PreviousVersion previous, string account) =>
        Ours(
            (
                await previous
                    .Rig.Rds(account)
                    .DescribeDBClusterSnapshotsAsync(new DescribeDBClusterSnapshotsRequest { SnapshotType = "manual" }, Ct)
            ).DBClusterSnapshots.Select(snapshot => snapshot.TagList)
        );

    private static async Task<IReadOnlyList<string>> ClustersOfOursAsync(PreviousVersion previous) =>
        Ours(
            (await previous.Rig.Rds("dev").DescribeDBClustersAsync(new DescribeDBClustersRequest(), Ct)).DBClusters.Select(cluster =>
                cluster.TagList
            )
        );

    private static IReadOnlyList<string> Ours(IEnumerable<List<Tag>?> tags) =>
        [
            .. tags.SelectMany(list => list ?? [])
                .Select(tag => tag.Value)
                .Where(PreviousVersion.Requests.Values.Contains)
                .Order(StringComparer.Ordinal),
        ];
}
