using System.Text;
using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Commands;
using SnapshotShare.Core.Execution;
using SnapshotShare.Core.Exposing.Strays;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Planning;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Shares.Drift;
using SnapshotShare.Core.Tests.Shares.Drift;

namespace SnapshotShare.Core.Tests.Ledger;

/// <summary>No verb does anything that the ledger does not take.</summary>
public sealed class an_entry_that_cannot_be_written
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task stops_every_verb_with_nothing_changed()
    {
        await using var rig = await new Rig().OpenAsync();
        var waiting = await rig.AskAsync(Rig.Terms with { TargetCluster = "dev-waiting" });
        var shared = await rig.ApproveAsync(await rig.AskAsync(Rig.Terms with { Goal = Goal.Share }));
        await rig.RunUntilAsync(shared.Id, request => request.Step(StepName.Share).Status == StepStatus.Done);
        var ready = await rig.ApproveAsync(await rig.AskAsync());
        await rig.RunUntilAsync(ready.Id, request => request.Status == RequestStatus.Ready);
        await rig.LookForDriftAsync();
        var drift = (await rig.DriftAsync())[0];
        await rig.WriteAsync(SampleRows.Stray("left"));
        var session = await rig.Get<Sessions>().StartAsync("p", "p", [Role.Auditor], Ct);
        var (verbs, until) = (rig.Verbs, rig.Get<TimeProvider>().UtcNowMilliseconds().AddDays(1));

        var every = new Dictionary<string, Func<Task>>(StringComparer.Ordinal)
        {
            ["request"] = () => verbs.RequestAsync(Rig.Developer, Rig.Terms with { TargetCluster = "dev-new" }, Ct),
            ["approve"] = () => verbs.ApproveAsync(Rig.Dba, waiting.Id, waiting.Plan.Digest, "", Ct),
            ["approve shorter"] = () => verbs.ApproveAsync(Rig.Dba, waiting.Id, waiting.Plan.Digest, "", Ct, window: TimeSpan.FromHours(1)),
            ["reject"] = () => verbs.RejectAsync(Rig.Dba, waiting.Id, "no", Ct),
            ["cancel"] = () => verbs.CancelAsync(Rig.Developer, waiting.Id, "", Ct),
            ["give back"] = () => verbs.CancelAsync(Rig.Developer, ready.Id, "", Ct),
            ["retry"] = () => verbs.RetryAsync(Rig.Developer, waiting.Id, Ct),
            ["look now"] = () => verbs.RetryAsync(Rig.Developer, shared.Id, Ct),
            ["unshare"] = () => verbs.UnshareAsync(Rig.Dba, shared.Id, Ct),
            ["extend"] = () => verbs.ExtendAsync(Rig.Developer, ready.Id, TimeSpan.FromDays(1), Ct),
            ["read connection"] = () => verbs.ReadConnectionAsync(Rig.Developer, ready.Id, Ct),
            ["freeze"] = () => rig.Get<FreezeCommands>().FreezeAsync(Rig.Dba, "", Ct),
            ["unshare drift"] = () => rig.Get<DriftCommands>().UnshareAsync(Rig.Dba, drift.Id, Ct),
            ["propose adoption"] = () => rig.Get<DriftCommands>().ProposeAdoptionAsync(Rig.Dba, drift.Id, until, "", Ct),
            ["remove what is left over"] = () => rig.Get<StrayCommands>().RemoveAsync(Rig.Dba, "left", "", Ct),
            ["export"] = () => rig.Get<LedgerCommands>().ExportAsync(Rig.Auditor, new LedgerFilter(), ExportFormat.Csv, Ct),
            ["take evidence"] = () => rig.Get<EvidenceCommands>().TakeAsync(Rig.Auditor, ready.Id, Ct),
            ["check a route"] = () => rig.Get<RouteChecks>().CheckAsync(Rig.Admin, "prod-to-dev", Ct),
            ["sign in"] = () => rig.Get<Sessions>().StartAsync("q", "q", [Role.Admin], Ct),
            ["sign out"] = () => rig.Get<Sessions>().EndAsync(session, Ct),
            ["be refused"] = () => verbs.ApproveAsync(Rig.Developer, waiting.Id, waiting.Plan.Digest, "", Ct),
        };
        // They only take away, refuse, or let somebody in to do so: that is done without an entry, and entered later; no row says that it was.
        var goAhead = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["unshare"] = null,
            ["freeze"] = null,
            ["unshare drift"] = "unshare-unwritten",
            ["be refused"] = "own-request",
            ["sign in"] = null,
            ["sign out"] = null,
        };
        await BreakAsync(rig);
        var before = await EverythingAsync(rig);
        foreach (var (verb, act) in every)
        {
            var answer = act();
            await answer;
            Assert.Equal((verb, goAhead.GetValueOrDefault(verb, "records-unavailable")), (verb, RefusalOf(answer)));
            Assert.True(before == await EverythingAsync(rig), $"{verb} changed something without an entry");
        }
    }

    [Fact]
    public async Task keeps_the_engine_from_changing_anything_in_aws_and_the_watchdog_from_nothing_but_closing()
    {
        await using var rig = await new Rig().OpenAsync();
        var shared = await rig.ApproveAsync(await rig.AskAsync(Rig.Terms with { Goal = Goal.Share }));
        await rig.RunUntilAsync(shared.Id, request => request.Step(StepName.Share).Status == StepStatus.Done);
        var approved = await rig.ApproveAsync(await rig.AskAsync());
        await rig.Verbs.UnshareAsync(Rig.Dba, shared.Id, Ct);
        await BreakAsync(rig);
        var changes = await ChangingCallsAsync(rig);

        for (var i = 0; i < 5; i++)
        {
            await Record.ExceptionAsync(() => rig.Get<Watchdog>().LookAsync(Ct));
            foreach (var id in new[] { shared.Id, approved.Id })
                await Record.ExceptionAsync(() => rig.Get<Engine>().AdvanceAsync(id, Ct));
        }

        Assert.Equal(
            changes.Append("ModifyDBClusterSnapshotAttribute").Order(StringComparer.Ordinal),
            (await ChangingCallsAsync(rig)).Order(StringComparer.Ordinal)
        );

        // And once the ledger takes entries again, both go on by themselves.
        await ExecuteAsync(rig, "DROP TRIGGER broken");
        await rig.RunUntilAsync(shared.Id, request => request.Status.IsFinal());
        await rig.RunUntilAsync(approved.Id, request => request.Status == RequestStatus.Ready);
    }

    private static string? RefusalOf(Task answer) =>
        answer switch
        {
            Task<CommandResult<Request>> { Result: var result } => result.Refusal?.Message.Key,
            Task<CommandResult<DriftFinding>> { Result: var result } => result.Refusal?.Message.Key,
            Task<CommandResult<Stray>> { Result: var result } => result.Refusal?.Message.Key,
            Task<CommandResult<ConnectionData>> { Result: var result } => result.Refusal?.Message.Key,
            Task<CommandResult<Freeze>> { Result: var result } => result.Refusal?.Message.Key,
            Task<(IAsyncEnumerable<string>? Lines, Refusal? Refusal)> { Result: var result } => result.Refusal?.Message.Key,
            Task<(Evidence? Evidence, Refusal? Refusal)> { Result: var result } => result.Refusal?.Message.Key,
            Task<(RouteCheck? Check, Refusal? Refusal)> { Result: var result } => result.Refusal?.Message.Key,
            Task<string> or Task => null,
        };

    private static async Task<List<string>> ChangingCallsAsync(Rig rig) =>
        [
            .. (await rig.Aws.CallsAsync())
                // KMS is only ever asked, with DryRun.
                .Where(call => (string)call!["service"]! == "rds")
                .Select(call => (string)call!["operation"]!)
                .Where(operation =>
                    operation.StartsWith("Copy", StringComparison.Ordinal)
                    || operation.StartsWith("Modify", StringComparison.Ordinal)
                    || operation.StartsWith("Create", StringComparison.Ordinal)
                    || operation.StartsWith("Restore", StringComparison.Ordinal)
                    || operation.StartsWith("Delete", StringComparison.Ordinal)
                ),
        ];

    private static Task BreakAsync(Rig rig) =>
        ExecuteAsync(rig, "CREATE TRIGGER broken BEFORE INSERT ON Ledger BEGIN SELECT RAISE(ABORT, 'disk full'); END");

    private static async Task ExecuteAsync(Rig rig, string sql)
    {
        await using var db = await rig.Get<IDbContextFactory<Db>>().CreateDbContextAsync(Ct);
        await db.Database.ExecuteSqlRawAsync(sql, Ct);
    }

    /// <summary>Every row of every table.</summary>
    private static async Task<string> EverythingAsync(Rig rig)
    {
        await using var db = await rig.Get<IDbContextFactory<Db>>().CreateDbContextAsync(Ct);
        var connection = db.Database.GetDbConnection();
        await connection.OpenAsync(Ct);
        var all = new StringBuilder();
        foreach (var table in new[] { "Requests", "Decisions", "Shares", "Freezes", "Drift", "Strays", "Sessions", "Ledger" })
        {
            await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The names stand two lines above.
            command.CommandText = $"SELECT * FROM \"{table}\" ORDER BY 1";
#pragma warning restore CA2100
            await using var rows = await command.ExecuteReaderAsync(Ct);
            while (await rows.ReadAsync(Ct))
            {
                for (var i = 0; i < rows.FieldCount; i++)
                    all.Append(rows.GetValue(i)).Append('|');
                all.AppendLine();
            }
        }
        return all.ToString();
    }
}
