using Microsoft.AspNetCore.Http.HttpResults;
using SnapshotShare.Core.Observing;
using SnapshotShare.Core.Topology;
using SnapshotShare.Web.Api.Contracts;

namespace SnapshotShare.Web.Api;

/// <summary>The accounts and what was last seen in them. AWS itself is never asked here.</summary>
public static class AccountsApi
{
    public static void MapAccounts(this RouteGroupBuilder api)
    {
        api.MapGet("/accounts", List)
            .WithTags(ApiTags.Accounts)
            .WithSummary("The accounts, with their clusters as last seen")
            .WithDescription("What the observer last read, with the moment of it; AWS itself is not asked, so this costs no call.");
        api.MapGet("/accounts/{name}/snapshots", Snapshots)
            .WithTags(ApiTags.Accounts)
            .WithSummary("The DB cluster snapshots of an account as last seen, newest first")
            .WithDescription(
                "Manual, automated, AWS Backup's (`awsbackup`) and shared ones; with whom one is shared is null until it has been read."
            );
    }

    private static Ok<IReadOnlyList<AccountContract>> List(AwsTopology topology, Observer observer) =>
        TypedResults.Ok<IReadOnlyList<AccountContract>>([
            .. topology.Accounts.Values.Select(account => AccountContract.Of(account, observer.View(account.Name))),
        ]);

    private static Results<Ok<IReadOnlyList<SnapshotContract>>, ProblemHttpResult> Snapshots(
        string name,
        AwsTopology topology,
        Observer observer
    )
    {
        if (!topology.Accounts.TryGetValue(name, out var account))
            return Problems.NotFound("no-such-account", $"There is no account '{name}'.");
        var snapshots = observer.View(account.Name).Snapshots.OrderByDescending(snapshot => snapshot.TakenAt);
        return TypedResults.Ok<IReadOnlyList<SnapshotContract>>([.. snapshots.Select(SnapshotContract.Of)]);
    }
}
