using Amazon.RDS.Model;
using SnapshotShare.Core.Exposing;
using SnapshotShare.Core.Observing;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Workflows.Steps;

namespace SnapshotShare.Core.Tests.Exposing;

public sealed class the_exposure
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task tells_who_could_read_it_and_where_it_was_at_every_moment_of_a_trip()
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await rig.AskAsync();
        await rig.ApproveAsync(asked);
        var shared = await rig.RunUntilAsync(asked.Id, request => request.Step(StepName.Share).Status == StepStatus.Done);
        var whileShared = shared.Step(StepName.Share).EndedAt!.Value;
        var ready = await rig.RunUntilAsync(asked.Id, request => request.Status == RequestStatus.Ready);
        var whileReady = ready.ReadyAt!.Value;
        await rig.Verbs.CancelAsync(Rig.Developer, asked.Id, "done", Ct);
        var ended = await rig.RunUntilAsync(asked.Id, request => request.Status == RequestStatus.Ended);

        Assert.Equal([DataLocationKind.SharingSnapshot, DataLocationKind.Share], await KindsAsync(rig, whileShared));
        Assert.Equal([DataLocationKind.TargetCopy, DataLocationKind.Cluster], await KindsAsync(rig, whileReady));
        Assert.Empty(await KindsAsync(rig, asked.CreatedAt));
        Assert.Empty(await KindsAsync(rig, ended.EndedAt!.Value));
        var then = Assert.Single((await rig.Get<Exposures>().AtAsync(whileShared, Ct)).Requests);
        Assert.Equal(["DBA"], then.Approvers);
    }

    [Fact]
    public async Task names_only_those_who_said_yes_to_the_plan_that_ran()
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await rig.AskAsync();
        await rig.ApproveAsync(asked);
        await rig.Aws.DoAsync("keys", new { key = SandboxControl.SharingKey, state = "Disabled" });
        await rig.RunUntilAsync(asked.Id, request => request.Status == RequestStatus.WaitingForApproval);
        await rig.Aws.DoAsync("keys", new { key = SandboxControl.SharingKey, state = "Enabled" });
        await rig.Verbs.RetryAsync(Rig.Developer, asked.Id, Ct);
        var shorter = await rig.ReadAsync(asked.Id);
        await rig.Verbs.ApproveAsync(Rig.Admin, asked.Id, shorter.Plan.Digest, "for an hour", Ct, window: TimeSpan.FromHours(1));

        var shared = await rig.RunUntilAsync(asked.Id, request => request.Step(StepName.Share).Status == StepStatus.Done);

        var then = (await rig.Get<Exposures>().AtAsync(shared.Step(StepName.Share).EndedAt!.Value, Ct)).Requests;
        Assert.Equal([Rig.Admin.Name], Assert.Single(then).Approvers);
    }

    /// <summary>Somebody looks for it in AWS, and there it has the name that somebody gave it.</summary>
    [Fact]
    public async Task names_a_cluster_as_it_is_called_by_now()
    {
        await using var rig = await new Rig().OpenAsync();
        var asked = await rig.AskAsync();
        await rig.ApproveAsync(asked);
        var ready = await rig.RunUntilAsync(asked.Id, request => request.Status == RequestStatus.Ready);
        await rig.Rds("dev")
            .ModifyDBClusterAsync(
                new ModifyDBClusterRequest
                {
                    DBClusterIdentifier = ready.Plan.TargetCluster,
                    NewDBClusterIdentifier = "dev-somebodys-own",
                    ApplyImmediately = true,
                },
                Ct
            );
        rig.Time.Pass(TimeSpan.FromMinutes(1));
        await rig.Get<Observer>().RefreshAsync("dev", Ct);

        var locations = Assert.Single((await rig.Get<Exposures>().AtAsync(ready.ReadyAt!.Value, Ct)).Requests).Locations;

        Assert.Equal("dev-somebodys-own", Assert.Single(locations, location => location.Kind == DataLocationKind.Cluster).Identifier);
    }

    private static async Task<IEnumerable<DataLocationKind>> KindsAsync(Rig rig, DateTime moment) =>
        (await rig.Get<Exposures>().AtAsync(moment, Ct)).Requests.SelectMany(one => one.Locations).Select(place => place.Kind);
}
