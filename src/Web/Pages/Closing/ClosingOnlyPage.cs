using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Shares;
using SnapshotShare.Web.Hosting;
using SnapshotShare.Web.Text;

namespace SnapshotShare.Web.Pages.Closing;

/// <summary>
/// The one page of a product that only closes. Nobody can sign in, so everybody is told how many shares are open, and whoever has the code that the
/// start wrote to its log is told which and why, and may take them away at once.
/// </summary>
public sealed class ClosingOnlyPage(ClosingOnly closing, IReadOnlyList<string> reasons, string code)
{
    private const string Everything = "*";

    /// <summary>Whoever can read the server's log may act for the server.</summary>
    private static readonly Actor Operator = new("operator", "operator", [Role.Admin], SessionId: null);

    public string Code => code;

    public async Task AnswerAsync(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.ContentSecurityPolicy = SecurityHeaders.ContentSecurityPolicy;
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers["Referrer-Policy"] = "same-origin";
        if (http.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
        {
            await Results
                .Problem(title: "SnapshotShare closes shares only.", statusCode: StatusCodes.Status503ServiceUnavailable)
                .ExecuteAsync(http);
            return;
        }
        var w = new Localizer();
        w.Use(
            http.Request.GetTypedHeaders().AcceptLanguage.Any(language => language.Value.StartsWith("ja", StringComparison.Ordinal))
                ? "ja"
                : "en"
        );
        var knows = false;
        if (http.Request.HasFormContentType)
        {
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            knows = CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(form["code"].ToString()), Encoding.UTF8.GetBytes(code));
            if (knows && form["close"].ToString() is { Length: > 0 } which)
                Close(which);
        }
        http.Response.ContentType = "text/html; charset=utf-8";
        await http.Response.WriteAsync(Html(w, http.Request.PathBase, knows), http.RequestAborted);
    }

    private void Close(string which)
    {
        if (which == Everything)
            closing.Freeze(Operator, "at a start that closes only");
        else
            closing.Unshare(Operator, which);
    }

    private string Html(Localizer w, string pathBase, bool knows)
    {
        var page = new StringBuilder();
        var (open, closed) = (closing.Open, closing.Closed);
        page.Append(CultureInfo.InvariantCulture, $"<!DOCTYPE html><html lang=\"{w.Language}\"><head><meta charset=\"utf-8\">");
        page.Append("<meta name=\"viewport\" content=\"width=device-width\">");
        page.Append(CultureInfo.InvariantCulture, $"<title>{Text(w["closing-only.title"])} · SnapshotShare</title>");
        page.Append(
            CultureInfo.InvariantCulture,
            $"<link rel=\"stylesheet\" href=\"{Text(pathBase)}/app.css\"></head><body><main class=\"page\">"
        );
        page.Append(
            CultureInfo.InvariantCulture,
            $"<div class=\"banner alarm\"><strong role=\"alert\">{Text(w["closing-only.what"])}</strong></div>"
        );
        page.Append(CultureInfo.InvariantCulture, $"<h1>{Text(w["closing-only.title"])}</h1>");
        var count = w["closing-only.count", ("open", Number(open.Count)), ("closed", Number(closed.Count))];
        page.Append(CultureInfo.InvariantCulture, $"<p>{Text(count)}</p>");
        if (knows)
        {
            page.Append(CultureInfo.InvariantCulture, $"<h2>{Text(w["closing-only.why"])}</h2><ul>");
            foreach (var reason in reasons)
                page.Append(CultureInfo.InvariantCulture, $"<li>{Text(reason)}</li>");
            page.Append(CultureInfo.InvariantCulture, $"</ul><p>{Text(w["closing-only.cure"])}</p>");
            if (open.Count > 0)
                List(page, w, pathBase, open);
        }
        else
        {
            page.Append(CultureInfo.InvariantCulture, $"<p>{Text(w["closing-only.log"])}</p>");
            page.Append(
                CultureInfo.InvariantCulture,
                $"<form method=\"post\" action=\"{Text(pathBase)}/\"><label>{Text(w["closing-only.code"])} "
            );
            page.Append("<input name=\"code\" type=\"password\" autocomplete=\"off\" required></label> ");
            page.Append(CultureInfo.InvariantCulture, $"<button class=\"button\">{Text(w["closing-only.show"])}</button></form>");
        }
        return page.Append("</main></body></html>").ToString();
    }

    private void List(StringBuilder page, Localizer w, string pathBase, IReadOnlyList<OpenShare> open)
    {
        page.Append(CultureInfo.InvariantCulture, $"<h2>{Text(w["closing-only.open"])}</h2>");
        foreach (var share in open)
        {
            page.Append(CultureInfo.InvariantCulture, $"<section class=\"card\"><h3><code>{Text(Named(share))}</code></h3>");
            page.Append(CultureInfo.InvariantCulture, $"<p>{Text(w["closing-only.with"])}: {Text(share.SharedWith)}</p>");
            page.Append(CultureInfo.InvariantCulture, $"<p>{Text(w["closing-only.until"])}: {Clock.Timestamp(share.Deadline)}</p>");
            Button(page, pathBase, share.Subject, w["closing-only.close"]);
            page.Append("</section>");
        }
        Button(page, pathBase, Everything, w["closing-only.close-all"]);
    }

    private void Button(StringBuilder page, string pathBase, string which, string says)
    {
        page.Append(CultureInfo.InvariantCulture, $"<form method=\"post\" action=\"{Text(pathBase)}/\">");
        page.Append(CultureInfo.InvariantCulture, $"<input type=\"hidden\" name=\"code\" value=\"{code}\">");
        page.Append(
            CultureInfo.InvariantCulture,
            $"<button name=\"close\" value=\"{Text(which)}\" class=\"button danger\">{Text(says)}</button></form>"
        );
    }

    /// <summary>The account's ID and the snapshot's name, which is all of its ARN that differs.</summary>
    private static string Named(OpenShare share) =>
        share.SnapshotArn.Split(':', 7) is [.., var account, _, var name] ? $"{account} {name}" : share.SnapshotArn;

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(string text) => HtmlEncoder.Default.Encode(text);
}
