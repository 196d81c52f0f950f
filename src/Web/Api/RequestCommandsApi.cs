using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using SnapshotShare.Core.Commands;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Requests;
using SnapshotShare.Web.Api.Contracts;
using SnapshotShare.Web.Evidence;
using SnapshotShare.Web.SignIn;
using VerbResult = Microsoft.AspNetCore.Http.HttpResults.Results<
    Microsoft.AspNetCore.Http.HttpResults.Ok<SnapshotShare.Web.Api.Contracts.RequestContract>,
    Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult
>;

namespace SnapshotShare.Web.Api;

/// <summary>The commands on a request. Each endpoint asks the command and says what it answered; the rules live there.</summary>
public static class RequestCommandsApi
{
    public static void MapRequestCommands(this RouteGroupBuilder changes)
    {
        var one = changes.MapGroup("/requests/{id}");
        one.MapPost("/approve", Approve)
            .WithTags(ApiTags.Approvals)
            .WithSummary("Say yes to exactly the plan of that digest; never one's own")
            .WithDescription(
                "A digest that is not the plan's any more is refused (409). A shorter window or life makes a new version of the plan, which this "
                    + "approval then names."
            );
        one.MapPost("/reject", Reject)
            .WithTags(ApiTags.Approvals)
            .WithSummary("Say no")
            .WithDescription("Ends the request; nothing was changed in AWS.");
        one.MapPost("/cancel", Cancel)
            .WithTags(ApiTags.Requests)
            .WithSummary("Turn round wherever it is; a ready cluster is given back")
            .WithDescription("The share goes first, is proven gone, and then everything that was made for the request is deleted.");
        one.MapPost("/unshare", Unshare)
            .WithTags(ApiTags.Shares)
            .WithSummary("Take the share away at once")
            .WithDescription("Its deadline is now; it is closed within seconds. A request whose target has no copy yet ends as failed.");
        one.MapPost("/extend", Extend)
            .WithTags(ApiTags.Requests)
            .WithSummary("Lengthen the life of a ready cluster or copy")
            .WithDescription("By a duration, up to the route's longest life counted from when it became ready.");
        one.MapPost("/connection", Connection)
            .WithTags(ApiTags.Requests)
            .WithSummary("How one's own dev cluster is reached; each reading stands in the ledger")
            .WithDescription("Endpoint, port, user, and the secret's ARN with the line that reads it. For its requester alone.");
        one.MapPost("/evidence", EvidenceOf)
            .WithTags(ApiTags.Ledger)
            .WithSummary("One zip that proves what became of the request; taking it stands in the ledger")
            .WithDescription(
                "Its entries, the chain they stand in and a signed head; verify/verify_ledger.py checks them with Python alone. For auditors and "
                    + "administrators, and approvers of their own decisions."
            );
        one.MapPost("/retry", Retry)
            .WithTags(ApiTags.Requests)
            .WithSummary("Look again now; a request that waits for approval gets its plan made again")
            .WithDescription("Never needed: it looks again by itself. It only does so sooner.");
    }

    private static Task<VerbResult> Approve(string id, ApprovalContract body, Caller caller, RequestCommands verbs) =>
        caller.SayAsync(actor => verbs.ApproveAsync(actor, id, body.Digest, body.Reason, caller.Ct, body.Window, body.Life));

    private static Task<VerbResult> Reject(string id, ReasonContract body, Caller caller, RequestCommands verbs) =>
        caller.SayAsync(actor => verbs.RejectAsync(actor, id, body.Reason, caller.Ct));

    private static Task<VerbResult> Cancel(string id, ReasonContract? body, Caller caller, RequestCommands verbs) =>
        caller.SayAsync(actor => verbs.CancelAsync(actor, id, body?.Reason ?? "", caller.Ct));

    private static Task<VerbResult> Unshare(string id, Caller caller, RequestCommands verbs) =>
        caller.SayAsync(actor => verbs.UnshareAsync(actor, id, caller.Ct));

    private static Task<VerbResult> Extend(string id, ExtensionContract body, Caller caller, RequestCommands verbs) =>
        caller.SayAsync(actor => verbs.ExtendAsync(actor, id, body.By, caller.Ct));

    private static async Task<Results<Ok<ConnectionData>, ProblemHttpResult>> Connection(
        string id,
        ClaimsPrincipal user,
        RequestCommands verbs,
        CancellationToken ct
    )
    {
        var (connection, refusal) = await verbs.ReadConnectionAsync(user.ToActor(), id, ct);
        return connection is null ? Problems.Of(refusal!) : TypedResults.Ok(connection);
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> EvidenceOf(
        string id,
        ClaimsPrincipal user,
        EvidenceCommands verbs,
        CancellationToken ct
    )
    {
        var (evidence, refusal) = await verbs.TakeAsync(user.ToActor(), id, ct);
        return evidence is null
            ? Problems.Of(refusal!)
            : TypedResults.Bytes(EvidencePack.Of(evidence), "application/zip", $"evidence-{evidence.Request.Id}.zip");
    }

    private static Task<VerbResult> Retry(string id, Caller caller, RequestCommands verbs) =>
        caller.SayAsync(actor => verbs.RetryAsync(actor, id, caller.Ct));

    /// <summary>Who calls, and the way from a verb's answer to the response.</summary>
    private sealed class Caller(ClaimsPrincipal user, Db db, CancellationToken ct)
    {
        public CancellationToken Ct => ct;

        public static ValueTask<Caller> BindAsync(HttpContext http) =>
            ValueTask.FromResult(new Caller(http.User, http.RequestServices.GetRequiredService<Db>(), http.RequestAborted));

        public async Task<VerbResult> SayAsync(Func<Core.Identity.Actor, Task<CommandResult<Request>>> verb)
        {
            var actor = user.ToActor();
            var (request, refusal) = await verb(actor);
            return request is null ? Problems.Of(refusal!) : TypedResults.Ok(await RequestsApi.ShapeAsync(request, db, ct));
        }
    }
}
