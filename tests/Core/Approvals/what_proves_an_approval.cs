using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Approvals;
using SnapshotShare.Core.Commands;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Tests.Approvals;

/// <summary>Nothing runs on the word of a row: whoever can write the database and nothing else makes nothing run.</summary>
public sealed class what_proves_an_approval
{
    private static readonly Actor SecondDba = Rig.Dba with { Id = "second-dba", Name = "second DBA" };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task is_a_signed_decision_for_this_plan()
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await rig.AskAsync();
        Assert.Equal(("0", "1"), await LacksAsync(rig, asked.Id));
        await rig.ApproveAsync(asked);
        Assert.Null(await LacksAsync(rig, asked.Id));
    }

    /// <summary>The row says approved; no decision was made anywhere.</summary>
    [Theory]
    [InlineData("Status = 'Approved', ApprovedDigest = json_extract(Plan, '$.digest'), NextLookAt = 0", RequestStatus.WaitingForApproval)]
    [InlineData("Status = 'Running', ApprovedDigest = json_extract(Plan, '$.digest'), NextLookAt = 0", RequestStatus.Blocked)]
    public async Task is_not_a_row_that_says_so(string change, RequestStatus becomes)
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await rig.AskAsync();
        await ChangeAsync(rig, $"UPDATE Requests SET {change}");
        await SeeChangedAsync(rig, asked.Id);

        await rig.RunUntilAsync(asked.Id, request => request.Status == becomes);

        Assert.DoesNotContain(await rig.LedgerAsync(), entry => entry.Kind == LedgerKind.Intent);
    }

    /// <summary>Rows and an entry as the product writes them, chained as it chains them; only the signature cannot be made.</summary>
    [Theory]
    [InlineData("none", false)]
    [InlineData("of another key", false)]
    [InlineData("of another request", false)]
    [InlineData("of another digest", false)]
    [InlineData("of another version", false)]
    [InlineData("of another person", false)]
    [InlineData("of another role", false)]
    [InlineData("of another requester", false)]
    [InlineData("of a no", false)]
    [InlineData("of another time", false)]
    [InlineData("no base64", false)]
    [InlineData("right", true)]
    public async Task is_not_an_entry_whose_signature_is(string signature, bool proves)
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await rig.AskAsync();
        await rig.Get<LedgerTransaction>()
            .WriteAsync(
                async scope =>
                {
                    var row = (await scope.Db.Requests.FindAsync([asked.Id], Ct))!;
                    row.ApprovedDigest = row.Plan.Digest;
                    var right = DecisionSeal.Of(row, Verdict.Approved, Rig.Dba, scope.Now);
                    var key = rig.Get<LedgerKey>();
                    var sealedAs = signature switch
                    {
                        "none" => null,
                        "of another key" => new LedgerKey(Directory.CreateTempSubdirectory("snapshotshare-").FullName).Sign(
                            right.Content()
                        ),
                        "of another request" => key.Sign((right with { RequestId = "another" }).Content()),
                        "of another digest" => key.Sign((right with { Digest = "0" }).Content()),
                        "of another version" => key.Sign((right with { PlanVersion = 2 }).Content()),
                        "of another person" => key.Sign((right with { ActorId = "another" }).Content()),
                        "of another role" => key.Sign((right with { ActorRole = "Admin" }).Content()),
                        "of another requester" => key.Sign((right with { RequesterId = "another" }).Content()),
                        "of a no" => key.Sign((right with { Verdict = Verdict.Rejected }).Content()),
                        "of another time" => key.Sign((right with { At = right.At.AddMilliseconds(1) }).Content()),
                        "no base64" => "***",
                        _ => key.Sign(right.Content()),
                    };
                    scope.Append(Rig.Dba, asked.Id, new RequestApproved(row.PlanVersion, row.Plan.Digest, "forged", Left: null, sealedAs));
                },
                Ct
            );

        Assert.Equal(proves, await LacksAsync(rig, asked.Id) is null);
    }

    /// <summary>What the digest covers was changed behind it, or the one who asked became another.</summary>
    [Theory]
    [InlineData("Plan = json_set(Plan, '$.to.accountId', '999999999999')")]
    [InlineData("Plan = json_set(Plan, '$.digest', '0'), ApprovedDigest = '0'")]
    [InlineData("RequesterId = 'persona-approver'")]
    [InlineData("RequesterId = 'somebody-else'")]
    [InlineData("PlanVersion = 2")]
    [InlineData("ApprovedDigest = NULL")]
    public async Task is_lost_when_somebody_changes_the_row(string change)
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await rig.AskAsync();
        await rig.ApproveAsync(asked);
        await ChangeAsync(rig, $"UPDATE Requests SET {change}");
        Assert.NotNull(await LacksAsync(rig, asked.Id));
    }

    [Fact]
    public async Task is_as_many_people_as_the_route_wants()
    {
        await using var rig = await new Rig { Approval = new ApprovalOptions { Approvers = 2 } }.OpenAsync();
        var asked = await rig.AskAsync();
        await rig.ApproveAsync(asked);
        await ChangeAsync(rig, "UPDATE Requests SET ApprovedDigest = json_extract(Plan, '$.digest')");
        Assert.Equal(("1", "2"), await LacksAsync(rig, asked.Id));
        await rig.Verbs.ApproveAsync(SecondDba, asked.Id, asked.Plan.Digest, "me too", Ct);
        Assert.Null(await LacksAsync(rig, asked.Id));
    }

    /// <summary>By the directory's last word about the one who said yes; a session that has ended takes nothing away.</summary>
    [Fact]
    public async Task is_lost_with_the_role_of_its_giver_and_not_with_their_session()
    {
        await using var rig = await new Rig().OpenAsync();
        var session = await rig.Get<Sessions>().StartAsync(Rig.Dba.Id, Rig.Dba.Name, [Role.Approver], Ct);
        var asked = await rig.AskAsync();
        await rig.ApproveAsync(asked);
        await rig.Get<Sessions>().EndAsync(session, Ct);
        Assert.Null(await LacksAsync(rig, asked.Id));

        rig.Time.Pass(TimeSpan.FromSeconds(1));
        await rig.Get<Sessions>().StartAsync(Rig.Dba.Id, Rig.Dba.Name, [Role.Requester], Ct);
        Assert.Equal(("0", "1"), await LacksAsync(rig, asked.Id));

        rig.Time.Pass(TimeSpan.FromSeconds(1));
        await rig.Get<Sessions>().StartAsync(Rig.Dba.Id, Rig.Dba.Name, [Role.Admin], Ct);
        Assert.Null(await LacksAsync(rig, asked.Id));
    }

    [Fact]
    public async Task is_lost_with_the_group_of_its_giver()
    {
        await using var rig = await new Rig { Approval = new ApprovalOptions { Groups = ["dba-group"] } }.OpenAsync();
        var dba = Rig.Dba with { Groups = ["dba-group"] };
        await rig.Get<Sessions>().StartAsync(dba.Id, dba.Name, [Role.Approver], Ct, groups: ["dba-group"]);
        var asked = await rig.AskAsync();
        Assert.Null((await rig.Verbs.ApproveAsync(dba, asked.Id, asked.Plan.Digest, "", Ct)).Refusal);
        Assert.Null(await LacksAsync(rig, asked.Id));

        rig.Time.Pass(TimeSpan.FromSeconds(1));
        await rig.Get<Sessions>().StartAsync(dba.Id, dba.Name, [Role.Approver], Ct, groups: ["others"]);
        Assert.Equal(("0", "1"), await LacksAsync(rig, asked.Id));
    }

    [Fact]
    public async Task is_lost_with_the_key_and_comes_back_with_it()
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await rig.AskAsync();
        await rig.ApproveAsync(asked);
        var key = rig.Get<LedgerKey>();
        File.Move(key.KeyFile, key.KeyFile + ".away");
        Assert.NotNull(await LacksAsync(rig, asked.Id));
        File.Move(key.KeyFile + ".away", key.KeyFile, overwrite: true);
        Assert.Null(await LacksAsync(rig, asked.Id));
    }

    /// <summary>Nothing is decided that nobody can sign, and it is said in words; the way out needs no signature.</summary>
    [Fact]
    public async Task is_made_by_nobody_while_the_key_is_gone_and_a_request_can_still_be_cancelled()
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await rig.AskAsync();
        var key = rig.Get<LedgerKey>();
        rig.Get<LedgerHeads>().Write(new ChainHead(1, new string('a', 64)), DateTime.UnixEpoch);
        File.Delete(key.KeyFile);

        Assert.Equal(
            "ledger-key-missing",
            (await rig.Verbs.ApproveAsync(Rig.Dba, asked.Id, asked.Plan.Digest, "", Ct)).Refusal!.Message.Key
        );
        Assert.Equal("ledger-key-missing", (await rig.Verbs.RejectAsync(Rig.Dba, asked.Id, "", Ct)).Refusal!.Message.Key);
        Assert.Equal(RequestStatus.WaitingForApproval, (await rig.ReadAsync(asked.Id)).Status);
        Assert.Null((await rig.Verbs.CancelAsync(Rig.Developer, asked.Id, "", Ct)).Refusal);
    }

    /// <summary>What is under way is stopped before it adds anything, says why, and goes on once somebody who may has said yes again.</summary>
    [Fact]
    public async Task is_asked_for_once_more_where_a_request_runs_without_one()
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await rig.AskAsync();
        await rig.ApproveAsync(asked);
        await rig.RunUntilAsync(asked.Id, request => request.Step(StepName.CopyForSharing).Attempt is not null);
        await rig.Get<Sessions>().StartAsync(Rig.Dba.Id, Rig.Dba.Name, [Role.Requester], Ct);

        var blocked = await rig.RunUntilAsync(asked.Id, request => request.Status == RequestStatus.Blocked);
        Assert.Equal("approval-not-proven", blocked.Step(StepName.Share).Finding?.Code);
        Assert.Null(await rig.ShareAsync(asked.Id));
        Assert.Equal("only-shorter", (await ApproveAsync(window: TimeSpan.FromSeconds(5))).Refusal!.Message.Key);
        Assert.Equal("own-request", (await ApproveAsync(Rig.Developer)).Refusal!.Message.Key);

        Assert.Null((await ApproveAsync()).Refusal);
        await rig.RunUntilAsync(asked.Id, request => request.Status == RequestStatus.Ready);
        Assert.True((await rig.Get<LedgerCheck>().CheckAsync(Ct)).Holds);

        Task<CommandResult<Request>> ApproveAsync(Actor? actor = null, TimeSpan? window = null) =>
            rig.Verbs.ApproveAsync(actor ?? SecondDba, asked.Id, asked.Plan.Digest, "once more", Ct, window);
    }

    /// <summary>Taking away waits for nobody's word, whatever became of the approval.</summary>
    [Fact]
    public async Task is_not_asked_for_to_take_a_share_away()
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await rig.AskAsync(Rig.Terms with { Goal = Goal.Copy });
        await rig.ApproveAsync(asked);
        await rig.RunUntilAsync(asked.Id, request => request.Step(StepName.CopyInTarget).Attempt is not null);
        await rig.Get<Sessions>().StartAsync(Rig.Dba.Id, Rig.Dba.Name, [Role.Requester], Ct);

        await rig.RunUntilAsync(asked.Id, request => request.Status == RequestStatus.Ready);
        Assert.NotNull((await rig.ShareAsync(asked.Id))!.ProvenAt);
    }

    /// <summary>Rows beside the chain: each change that an attacker or a mistake could make is named.</summary>
    [Theory]
    [InlineData("UPDATE Requests SET RequesterId = 'x'", "is said to be asked for by x")]
    [InlineData("DELETE FROM Requests", "is not there any more")]
    [InlineData("UPDATE Requests SET ApprovedDigest = 'x'", "is said to be approved")]
    [InlineData("UPDATE Requests SET PlanVersion = 2", "is said to be approved")]
    [InlineData("UPDATE Decisions SET ActorId = 'x'", "has a decision of x that nobody made")]
    [InlineData("UPDATE Decisions SET Verdict = 'Rejected'", "that nobody made")]
    [InlineData("DELETE FROM Decisions", "lacks the decision of persona-approver")]
    [InlineData("UPDATE Shares SET Deadline = Deadline + 1", "is said to end later")]
    [InlineData("UPDATE Shares SET ClosedAt = OpenedAt", "is said to be closed")]
    [InlineData("UPDATE Shares SET TargetAccountId = '999999999999'", "of another snapshot or with another account")]
    [InlineData("UPDATE Shares SET ProvenAt = OpenedAt", "is said to be proven gone")]
    [InlineData("UPDATE Shares SET WatchEndedAt = OpenedAt", "is said to need no watch any more")]
    [InlineData("UPDATE Shares SET SnapshotIdentifier = 'x'", "is said to be of a snapshot of another name")]
    [InlineData("DELETE FROM Shares", "is not there any more")]
    [InlineData("UPDATE Shares SET Deadline = Deadline - 1", null)]
    [InlineData("UPDATE Requests SET Version = Version + 1", null)]
    public async Task is_compared_with_the_rows_by_the_ledgers_check(string change, string? says)
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await rig.AskAsync(Rig.Terms with { Goal = Goal.Share });
        await rig.ApproveAsync(asked);
        await rig.RunUntilAsync(asked.Id, request => request.Step(StepName.Share).Status == StepStatus.Done);
        Assert.True((await rig.Get<LedgerCheck>().CheckAsync(Ct)).Holds);

        await ChangeAsync(rig, change);

        var verdict = await rig.Get<LedgerCheck>().CheckAsync(Ct);
        Assert.Equal((says is null, says is null ? null : "RowDiffers"), (verdict.Holds, verdict.Fault));
        if (says is not null)
            Assert.EndsWith(says, verdict.What, StringComparison.Ordinal);
    }

    /// <returns>Yeses there are and yeses there must be; null when nothing lacks.</returns>
    private static async Task<(string Have, string Needed)?> LacksAsync(Rig rig, string id)
    {
        await using var db = await rig.Get<IDbContextFactory<Db>>().CreateDbContextAsync(Ct);
        var request = await db.Requests.AsNoTracking().FirstAsync(row => row.Id == id, Ct);
        return rig.Get<StandingApprovals>().Lacks(db, request)?.Message.Values is { } values ? (values["have"]!, values["needed"]!) : null;
    }

    private static async Task SeeChangedAsync(Rig rig, string id) => Assert.NotNull((await rig.ReadAsync(id)).ApprovedDigest);

    private static async Task ChangeAsync(Rig rig, string sql)
    {
        await using var db = await rig.Get<IDbContextFactory<Db>>().CreateDbContextAsync(Ct);
#pragma warning disable EF1002 // The test's own text.
        await db.Database.ExecuteSqlRawAsync(sql, Ct);
#pragma warning restore EF1002
    }
}
