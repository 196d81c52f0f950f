using System.Globalization;
using System.Text;
using SnapshotShare.AwsSandbox.Rds;
using SnapshotShare.AwsSandbox.State;
using SnapshotShare.AwsSandbox.Wire;

namespace SnapshotShare.AwsSandbox.Pages;

/// <summary>The mind of "AWS", for a person: both accounts live, and how to cause trouble.</summary>
internal static class StatePage
{
    private const int MostRows = 200;

    public static string Write(Accounts accounts, CallLog log, DateTimeOffset now)
    {
        var html = new StringBuilder();
        html.Append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta http-equiv=\"refresh\" content=\"3\">");
        html.Append("<title>AWS sandbox</title><link rel=\"stylesheet\" href=\"/_sandbox/style.css\"></head><body>");
        html.Append(
            CultureInfo.InvariantCulture,
            $"<h1>AWS sandbox</h1><p>{now.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC, {accounts.Options.Speed} times as fast as AWS. "
        );
        html.Append("RDS, KMS, STS and EC2 answer here, at this address. ");
        html.Append(
            "<a href=\"/_sandbox/state\">State</a>, <a href=\"/_sandbox/calls\">calls</a> and <a href=\"/_sandbox/faults\">faults</a> as JSON.</p>"
        );
        html.Append("<div class=\"accounts\">");
        var owners = accounts.World.Clusters.All.Select(c => c.Place).Concat(accounts.World.Keys.All.Select(k => k.Place)).Distinct();
        foreach (var place in owners.OrderByDescending(p => p.Account, StringComparer.Ordinal))
            Account(html, accounts, place, now);
        html.Append("</div>");
        Calls(html, log);
        html.Append(ControlHelp.Html).Append("</body></html>");
        return html.ToString();
    }

    private static void Account(StringBuilder html, Accounts accounts, Place place, DateTimeOffset now)
    {
        var world = accounts.World;
        var name = place.Account switch
        {
            FirstState.Production => "production",
            FirstState.Development => "development",
            _ => "account",
        };
        html.Append(CultureInfo.InvariantCulture, $"<section><h2>{name} <code>{place.Account}</code> {place.Region}</h2>");
        Table(
            html,
            "Cluster snapshots",
            ["Identifier", "Type", "Status", "Key", "Shared with"],
            world
                .Snapshots.Range(place.Prefix)
                .Take(MostRows)
                .Select(s =>
                    new[]
                    {
                        s.Name,
                        s.Type,
                        Status(s.StatusAt(now), s.Life, now),
                        KeyName(world, s.KmsKeyArn, s.IsUnderAwsOwnedKey),
                        Shares(s, now),
                    }
                )
        );
        Table(
            html,
            "Seen from other accounts",
            ["ARN", "Key"],
            world.Shared.VisibleTo(place, now, everyones: false).Take(MostRows).Select(s => new[] { s.Arn, KeyName(world, s.KmsKeyArn) })
        );
        Table(
            html,
            "Clusters",
            ["Identifier", "Status", "Engine", "Key", "Master password"],
            world
                .Clusters.Range(place.Prefix)
                .Select(c =>
                    new[]
                    {
                        c.Name,
                        Status(c.StatusAt(now), c.Life, now),
                        $"{c.Engine} {c.EngineVersion}",
                        KeyName(world, c.KmsKeyArn, c.IsUnderAwsOwnedKey),
                        c.Secret is { } secret ? $"Secrets Manager, {secret.Status}"
                        : c.MasterPasswordIsFromSnapshot ? "the snapshot's"
                        : "its own",
                    }
                )
        );
        Table(
            html,
            "Instances",
            ["Identifier", "Cluster", "Status", "Class", "Role"],
            world
                .Instances.Range(place.Prefix)
                .Select(i => new[] { i.Name, i.Cluster, Status(i.StatusAt(now), i.Life, now), i.Class, i.IsWriter ? "writer" : "reader" })
        );
        Table(
            html,
            "Exports to S3",
            ["Identifier", "Status", "Of", "Bucket"],
            world
                .Exports.Range(place.Prefix)
                .Take(MostRows)
                .Select(e => new[] { e.Name, Status(e.StatusAt(now), e.Life, now), e.SourceArn, e.Bucket })
        );
        Table(
            html,
            "Keys",
            ["Alias", "Key", "State", "Grants"],
            world
                .Keys.Range(place.Prefix)
                .Select(k =>
                    new[]
                    {
                        KeyName(world, k.Arn),
                        k.Id,
                        k.State,
                        world.Grants.Range(k.Arn + "/").Count().ToString(CultureInfo.InvariantCulture),
                    }
                )
        );
        html.Append("</section>");
    }

    private static void Calls(StringBuilder html, CallLog log) =>
        Table(
            html,
            "Last calls",
            ["At", "Caller", "Operation", "Answer", "Note"],
            log.Newest.Take(30)
                .Select(c =>
                    new[]
                    {
                        c.At.UtcDateTime.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture),
                        c.Caller ?? "",
                        $"{c.Service}:{c.Operation}",
                        $"{c.Status} {c.Code}",
                        c.Note.Length > 300 ? c.Note[..300] : c.Note,
                    }
                )
        );

    private static void Table(StringBuilder html, string caption, string[] heads, IEnumerable<string[]> rows)
    {
        html.Append("<table><caption>").Append(caption).Append("</caption><thead><tr>");
        foreach (var head in heads)
            html.Append("<th scope=\"col\">").Append(head).Append("</th>");
        html.Append("</tr></thead><tbody>");
        foreach (var row in rows)
        {
            html.Append("<tr>");
            foreach (var cell in row)
                html.Append("<td>").Append(Escaped(cell)).Append("</td>");
            html.Append("</tr>");
        }
        html.Append("</tbody></table>");
    }

    private static string Escaped(string text) => new XmlText().Add("x", text).ToString()[3..^4];

    private static string Status(string status, Timeline? life, DateTimeOffset now) =>
        life is null || now < life.StartsAt ? status : string.Create(CultureInfo.InvariantCulture, $"{status} {life.PercentAt(now)} %");

    private static string KeyName(World world, string? arn, bool isUnderAwsOwnedKey = false)
    {
        if (arn is null)
            return isUnderAwsOwnedKey ? "AWS owned key" : "not encrypted";
        var id = arn[(arn.LastIndexOf('/') + 1)..];
        return world.Aliases.All.FirstOrDefault(a => a.KeyId == id) is { } alias && arn.Contains(alias.Account, StringComparison.Ordinal)
            ? $"{alias.Name["alias/".Length..]} of {alias.Account}"
            : arn;
    }

    private static string Shares(Snapshot snapshot, DateTimeOffset now) =>
        string.Join(
            ", ",
            snapshot.Shares.Where(s => s.IsGranted || s.IsVisibleAt(now)).Select(s => s.IsGranted ? s.Account : s.Account + " (ending)")
        );
}
