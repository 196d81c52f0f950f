using System.Security.Claims;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using SnapshotShare.Core.Commands;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Web.Api.Contracts;
using SnapshotShare.Web.Hosting;
using SnapshotShare.Web.SignIn;

namespace SnapshotShare.Web.Api;

/// <summary>The ledger: read a page at a time, check it, take it along.</summary>
public static class LedgerApi
{
    private const int LongestPage = 1000;
    private static readonly string[] FilterFields = ["subject", "account", "cluster", "snapshot", "person", "kind", "from", "until"];

    public static void MapLedger(this RouteGroupBuilder api, RouteGroupBuilder changes)
    {
        api.MapGet("/ledger", PageAsync)
            .WithTags(ApiTags.Ledger)
            .WithSummary("Ledger entries after a sequence number, oldest first")
            .WithDescription(
                "subject, account, cluster, snapshot, person, kind, from and until narrow it; at most 1000 at a time. Give next as after to read on."
            );
        api.MapGet("/ledger/verdict", Verdict)
            .WithTags(ApiTags.Ledger)
            .WithSummary("What the last check of the whole ledger found; 204 before the first")
            .WithDescription("It is checked every hour. fault is null while it holds; coveredUpTo is what a head outside vouches for.");
        changes
            .MapPost("/ledger/verify", VerifyAsync)
            .WithTags(ApiTags.Ledger)
            .WithSummary("Check the whole ledger now, also against the heads held outside the database")
            .WithDescription("Walks every entry, which takes ten seconds for a million. For auditors and administrators.");
        changes
            .MapPost("/ledger/give-up-heads", GiveUpHeadsAsync)
            .WithTags(ApiTags.Ledger)
            .WithSummary("Begin anew where heads outside the database are lost for good; stands in the ledger")
            .WithDescription(
                "Only while the verdict's fault is HeadsLost. Put the file back first, if anybody has a copy. For administrators."
            );
        changes
            .MapPost("/ledger/export", ExportAsync)
            .WithTags(ApiTags.Ledger)
            .WithSummary("The entries as JSON Lines or CSV, streamed; each export stands in the ledger")
            .WithDescription(
                "JsonLines is the very form that is hashed; verify/verify_ledger.py checks it with Python alone. Narrowed as GET /ledger is. For "
                    + "auditors and administrators."
            );
    }

    /// <summary>The pages' own buttons, for people with a cookie: guarded by the antiforgery token of its form.</summary>
    public static void MapLedgerForms(this IEndpointRouteBuilder app)
    {
        app.MapPost(Urls.HistoryExport, ExportFromPageAsync).RequireAuthorization().ExcludeFromDescription().DisableAntiforgery();
        app.MapPost(Urls.Evidence, EvidenceFromPageAsync).RequireAuthorization().ExcludeFromDescription().DisableAntiforgery();
    }

    private static async Task<IResult> EvidenceFromPageAsync(
        HttpContext http,
        IAntiforgery antiforgery,
        EvidenceCommands verbs,
        CarriedRefusals refusals
    )
    {
        if (!await antiforgery.IsRequestValidAsync(http))
            return TypedResults.LocalRedirect(Urls.History);
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var request = form["request"].ToString();
        var (evidence, refusal) = await verbs.TakeAsync(http.User.ToActor(), request, http.RequestAborted);
        return evidence is null
            ? refusals.Back(request.Length == 0 ? Urls.History : Urls.RequestOf(request), refusal!)
            : TypedResults.Bytes(Evidence.EvidencePack.Of(evidence), "application/zip", $"evidence-{evidence.Request.Id}.zip");
    }

    private static async Task<Results<Ok<LedgerPageContract>, ProblemHttpResult>> PageAsync(
        [AsParameters] LedgerQuery query,
        ClaimsPrincipal user,
        LedgerCommands verbs,
        CancellationToken ct,
        long after = 0,
        int limit = 200
    )
    {
        if (limit is < 1 or > LongestPage)
            return Problems.Invalid("limit", $"limit must be between 1 and {LongestPage}.");
        var (entries, refusal) = await verbs.ReadAsync(
            user.ToActor(),
            query.Filter,
            all => all.Where(entry => entry.Sequence > after).OrderBy(entry => entry.Sequence).Take(limit),
            ct
        );
        if (entries is null)
            return Problems.Of(refusal!);
        var next = entries.Count == limit ? entries[^1].Sequence : (long?)null;
        return TypedResults.Ok(new LedgerPageContract([.. entries.Select(LedgerEntryContract.Of)], next));
    }

    private static Results<Ok<LedgerVerdict>, NoContent> Verdict(LedgerCheck check) =>
        check.Last is { } verdict ? TypedResults.Ok(verdict) : TypedResults.NoContent();

    private static async Task<Results<Ok<LedgerVerdict>, ProblemHttpResult>> VerifyAsync(
        ClaimsPrincipal user,
        LedgerCommands verbs,
        CancellationToken ct
    )
    {
        var (verdict, refusal) = await verbs.VerifyAsync(user.ToActor(), ct);
        return verdict is null ? Problems.Of(refusal!) : TypedResults.Ok(verdict);
    }

    private static async Task<Results<Ok<LedgerVerdict>, ProblemHttpResult>> GiveUpHeadsAsync(
        ClaimsPrincipal user,
        LedgerCommands verbs,
        CancellationToken ct
    )
    {
        var (verdict, refusal) = await verbs.GiveUpHeadsAsync(user.ToActor(), ct);
        return verdict is null ? Problems.Of(refusal!) : TypedResults.Ok(verdict);
    }

    private static async Task<IResult> ExportAsync(
        [AsParameters] LedgerQuery query,
        ClaimsPrincipal user,
        LedgerCommands verbs,
        CancellationToken ct,
        ExportFormat format = ExportFormat.JsonLines
    )
    {
        var (lines, refusal) = await verbs.ExportAsync(user.ToActor(), query.Filter, format, ct);
        return lines is null ? Problems.Of(refusal!) : Stream(lines, format, ct);
    }

    private static async Task<IResult> ExportFromPageAsync(
        HttpContext http,
        IAntiforgery antiforgery,
        LedgerCommands verbs,
        CarriedRefusals refusals
    )
    {
        if (!await antiforgery.IsRequestValidAsync(http))
            return TypedResults.LocalRedirect(Urls.History);
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var filter = new LedgerQuery
        {
            Subject = form["subject"],
            Account = form["account"],
            Cluster = form["cluster"],
            Snapshot = form["snapshot"],
            Person = form["person"],
            Kind = form["kind"],
            From = LedgerQuery.Moment(form["from"]),
            Until = LedgerQuery.Moment(form["until"]),
        }.Filter;
        var format = form["format"] == nameof(ExportFormat.Csv) ? ExportFormat.Csv : ExportFormat.JsonLines;
        var (lines, refusal) = await verbs.ExportAsync(http.User.ToActor(), filter, format, http.RequestAborted);
        return lines is null ? refusals.Back(PageOf(form), refusal!) : Stream(lines, format, http.RequestAborted);
    }

    /// <summary>The page that the form stands on, with the filter that it was sent with.</summary>
    private static string PageOf(IFormCollection form) =>
        Urls.HistoryOf([.. FilterFields.Select(name => (name, (string?)form[name].ToString()))]);

    private static PushStreamHttpResult Stream(IAsyncEnumerable<string> lines, ExportFormat format, CancellationToken ct) =>
        TypedResults.Stream(
            async body =>
            {
                // Not disposed: the body is the response's, and closing it would write where nobody may.
                var writer = new StreamWriter(body, leaveOpen: true);
                await foreach (var line in lines.WithCancellation(ct))
                    await writer.WriteAsync(line.AsMemory(), ct);
                await writer.FlushAsync(ct);
            },
            format == ExportFormat.Csv ? "text/csv" : "application/jsonl",
            format == ExportFormat.Csv ? "ledger.csv" : "ledger.jsonl"
        );
}

/// <summary>A filter as it stands in an address; empty means not said.</summary>
public sealed class LedgerQuery
{
    [FromQuery(Name = "subject")]
    public string? Subject { get; set; }

    [FromQuery(Name = "account")]
    public string? Account { get; set; }

    [FromQuery(Name = "cluster")]
    public string? Cluster { get; set; }

    [FromQuery(Name = "snapshot")]
    public string? Snapshot { get; set; }

    [FromQuery(Name = "person")]
    public string? Person { get; set; }

    [FromQuery(Name = "kind")]
    public string? Kind { get; set; }

    /// <summary>A time without a zone is UTC.</summary>
    [FromQuery(Name = "from")]
    public DateTime? From { get; set; }

    [FromQuery(Name = "until")]
    public DateTime? Until { get; set; }

    public LedgerFilter Filter =>
        new(Said(Subject), Said(Account), Said(Cluster), Said(Snapshot), Said(Person), Said(Kind), Utc(From), Utc(Until));

    public static DateTime? Moment(string? text) =>
        DateTime.TryParse(
            text,
            System.Globalization.CultureInfo.InvariantCulture,
            System.Globalization.DateTimeStyles.AssumeUniversal | System.Globalization.DateTimeStyles.AdjustToUniversal,
            out var at
        )
            ? at
            : null;

    private static string? Said(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static DateTime? Utc(DateTime? at) =>
        at is not { } value ? null
        : value.Kind == DateTimeKind.Unspecified ? DateTime.SpecifyKind(value, DateTimeKind.Utc)
        : value.ToUniversalTime();
}
