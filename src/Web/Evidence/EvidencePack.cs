using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using SnapshotShare.Core.Commands;
using SnapshotShare.Core.Exposing;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Web.Api;
using SnapshotShare.Web.Api.Contracts;
using SnapshotShare.Web.Shared.Controls;
using SnapshotShare.Web.Text;

namespace SnapshotShare.Web.Evidence;

/// <summary>The evidence of one request as one zip that needs no application to be read or checked; see docs/ledger.md.</summary>
public static class EvidencePack
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter(), new IsoDuration() },
    };

    private static readonly JsonSerializerOptions Lines = new(JsonSerializerDefaults.Web);

    public static byte[] Of(Core.Commands.Evidence evidence)
    {
        var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(
                "request.json",
                JsonSerializer.Serialize(RequestContract.Of(evidence.Request, evidence.Share, evidence.Decisions), Indented)
            );
            Add("ledger.jsonl", Joined(evidence.Entries.Select(LedgerCommands.Line)));
            Add("chain.jsonl", Joined(evidence.Chain.Select(link => JsonSerializer.Serialize(link, Lines))));
            Add("head.jsonl", JsonSerializer.Serialize(evidence.Head, Lines) + "\n");
            Add("ledger-heads.pub", evidence.PublicKey);
            foreach (var dictionary in Dictionary.All)
                Add($"summary.{dictionary.Language}.html", Summary(evidence, In(dictionary.Language)));

            void Add(string name, string text)
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }
        return zip.ToArray();
    }

    private static Localizer In(string language)
    {
        var words = new Localizer();
        words.Use(language);
        return words;
    }

    private static string Joined(IEnumerable<string> lines) => string.Concat(lines.Select(line => line + "\n"));

    /// <summary>One page to read: who asked, who said yes, who could read it from when to when, and where it went.</summary>
    private static string Summary(Core.Commands.Evidence evidence, Localizer w)
    {
        var (request, share) = (evidence.Request, evidence.Share);
        var html = new StringBuilder();
        html.Append(
            CultureInfo.InvariantCulture,
            $"<!doctype html><html lang=\"{w.Language}\"><meta charset=\"utf-8\"><title>{Text(request.Id)}</title>"
        );
        html.Append(
            "<style>body{font:16px/1.6 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}td,th{text-align:start;vertical-align:top;padding:.3rem 1rem .3rem 0}code{overflow-wrap:anywhere}</style>"
        );
        html.Append(CultureInfo.InvariantCulture, $"<h1>{Text(request.Title)} <code>{Text(request.Id)}</code></h1><table>");
        Row(w["evidence.status"], w.Of(request.Status) + (request.StatusReason is { } reason ? $" · {w.Say(reason)}" : ""));
        Row(w["column.requester"], $"{request.RequesterName} · {HashChain.Timestamp(request.CreatedAt)}");
        Row(w["column.source"], request.Plan.Source.Arn);
        foreach (var decision in evidence.Decisions)
            Row(
                w.Of(decision.Verdict),
                $"{w.Decider(decision.ActorName)} · {HashChain.Timestamp(decision.At)} · {decision.Digest} · {w.Reason(decision.ActorId, decision.Reason)}"
            );
        if (share is not null)
        {
            // The snapshot that was shared, and from and until as the page of exposures says them.
            Row(
                w["evidence.readable"],
                $"{share.TargetAccountId}: {share.SnapshotArn} · {When(share.ReadableFrom)} – {When(share.ReadableUntil)}"
                    + (share.ReadableUntil - share.ReadableFrom is { } length ? $" · {Spans.Text(length, w)}" : "")
            );
            if (share.SnapshotArn != request.Plan.Source.Arn)
                Row(w["exposure.copy-of"], request.Plan.Source.Arn);
            Row(w["evidence.proven"], When(share.ProvenAt));
        }
        foreach (var place in DataLocations.Of(request, share))
            Row(w.Of(place.Kind), $"{place.Account} · {place.Identifier} · {When(place.From)} – {When(place.Until)}");
        Row(w["evidence.head"], $"{evidence.Head.Sequence} · {evidence.Head.Hash} · {evidence.Head.At}");
        html.Append("</table><table>");
        foreach (var entry in evidence.Entries)
            Row(
                $"{entry.Sequence} · {HashChain.Timestamp(entry.At)}",
                $"{w[$"ledger.{entry.Kind}"]} · {entry.ActorName} · {entry.Details}"
            );
        return html.Append("</table></html>").ToString();

        void Row(string name, string value) =>
            html.Append(CultureInfo.InvariantCulture, $"<tr><th scope=\"row\">{Text(name)}</th><td><code>{Text(value)}</code></td></tr>");
        static string When(DateTime? at) => at is { } moment ? HashChain.Timestamp(moment) : "…";
        static string Text(string text) => WebUtility.HtmlEncode(text);
    }
}
