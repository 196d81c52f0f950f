using SnapshotShare.Core.Execution;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Workflows;

namespace SnapshotShare.Core.Tests.Execution;

/// <summary>One entry, and with it one notice, when a step blocks, when its reason changes and when it goes on; tries in between are counted.</summary>
public sealed class what_the_ledger_tells_of_a_block
{
    private static readonly Finding Denied = Finding.Blocking("aws-refused", "prod", "CopyForSharing");
    private static readonly Finding NoKey = Finding.Blocking("key-disabled", "prod", "CopyForSharing");
    private static readonly Finding Elsewhere = Finding.Blocking("aws-refused", "dev", "CopyForSharing");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task is_each_reason_once_however_often_it_is_tried()
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await rig.AskAsync();
        await rig.ApproveAsync(asked);
        await rig.RunUntilAsync(asked.Id, request => request.Step(StepName.CopyForSharing).Attempt is not null);

        await DecideAsync(Blocked(Denied));
        await DecideAsync(Running, Blocked(Denied), Blocked(Denied), Running, Blocked(Denied));
        Assert.Equal(["aws-refused prod"], await ToldAsync());
        await DecideAsync(Blocked(NoKey));
        await DecideAsync(Blocked(Elsewhere), Blocked(Elsewhere));
        Assert.Equal(["aws-refused prod", "key-disabled prod", "aws-refused dev"], await ToldAsync());
        await DecideAsync(step => new StepDecision.Wait(step with { Status = StepStatus.Running, Told = null }));
        Assert.Equal(["aws-refused prod", "key-disabled prod", "aws-refused dev", "goes on after 2"], await ToldAsync());
        await DecideAsync(Blocked(Elsewhere));
        Assert.Equal("aws-refused dev", (await ToldAsync())[^1]);
        await DecideAsync(step => new StepDecision.Finish(step with { Status = StepStatus.Done, Told = null }));
        Assert.Equal("goes on after 1", (await ToldAsync())[^1]);

        async Task DecideAsync(params Func<StepState, StepDecision>[] decisions)
        {
            foreach (var decision in decisions)
                await rig.Get<LedgerTransaction>()
                    .WriteAsync(
                        async scope =>
                        {
                            var row = (await scope.Db.Requests.FindAsync([asked.Id], Ct))!;
                            StepJournal.Write(scope, row, decision(row.Step(StepName.CopyForSharing)));
                        },
                        Ct
                    );
        }

        async Task<IReadOnlyList<string>> ToldAsync() =>
            [
                .. (await rig.LedgerAsync())
                    .Select(entry => entry.ReadEvent())
                    .Select(what =>
                        what switch
                        {
                            StepBlocked blocked => $"{blocked.Finding.Code} {blocked.Finding.Account}",
                            StepUnblocked on => $"goes on after {on.Tries}",
                            _ => null,
                        }
                    )
                    .OfType<string>(),
            ];
    }

    private static StepDecision Running(StepState step) => new StepDecision.Wait(step with { Status = StepStatus.Running });

    private static Func<StepState, StepDecision> Blocked(Finding finding) =>
        step => new StepDecision.Block(step with { Status = StepStatus.Blocked, Finding = finding });
}
