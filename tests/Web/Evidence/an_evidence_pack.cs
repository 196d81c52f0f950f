using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Web.Evidence;
using SnapshotShare.Web.Tests.Api;
using SnapshotShare.Web.Tests.Hosting;
using SnapshotShare.Web.Text;

namespace SnapshotShare.Web.Tests.Evidence;

public sealed class an_evidence_pack(Application application) : IClassFixture<Application>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task proves_without_the_application_what_became_of_a_request()
    {
        using var developer = application.As("requester");
        using var dba = application.As("approver");
        using var asked = await developer.PostAsync("/requests", Json.Terms("dev-evidence"));
        var id = (await asked.BodyAsync()).Text("id");
        using (var notDecided = await dba.PostAsync($"/requests/{id}/evidence", new { }))
            Assert.Equal(
                (HttpStatusCode.Forbidden, "not-your-decision"),
                (notDecided.StatusCode, (await notDecided.BodyAsync()).Text("code"))
            );
        using (await dba.PostAsync($"/requests/{id}/reject", new { reason = "<script>alert(1)</script>" })) { }

        using var answer = await dba.PostAsync($"/requests/{id}/evidence", new { });

        Assert.Equal("application/zip", answer.Content.Headers.ContentType!.MediaType);
        var folder = Directory.CreateTempSubdirectory("evidence-").FullName;
        await ZipFile.ExtractToDirectoryAsync(await answer.Content.ReadAsStreamAsync(Ct), folder, Ct);
        var (code, said) = await VerifiedAsync(folder);
        Assert.True(code == 0, said);
        foreach (var (language, word) in new[] { ("en", "Rejected"), ("ja", "却下") })
        {
            var summary = await File.ReadAllTextAsync(Path.Combine(folder, $"summary.{language}.html"), Ct);
            Assert.Contains(word, summary, StringComparison.Ordinal);
            Assert.Contains("&lt;script&gt;", summary, StringComparison.Ordinal);
            Assert.DoesNotContain("<script>", summary, StringComparison.Ordinal);
        }

        var ledger = Path.Combine(folder, "ledger.jsonl");
        await File.WriteAllTextAsync(
            ledger,
            (await File.ReadAllTextAsync(ledger, Ct)).Replace("request.rejected", "request.approved", StringComparison.Ordinal),
            Ct
        );
        Assert.NotEqual(0, (await VerifiedAsync(folder)).Code);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task tells_what_was_asked_of_AWS_in_the_reader_s_language()
    {
        var entry = new LedgerEntry
        {
            Sequence = 1,
            At = Samples.Noon,
            Kind = LedgerKind.Intent,
            ActorId = Actor.Engine.Id,
            ActorName = Actor.Engine.Name,
            ActorRole = "",
            Subject = "abcdefgh12345678",
            Details = "{}",
            PreviousHash = new string('0', 64),
            Hash = new string('1', 64),
        };
        var head = new SignedHead(1, entry.Hash, "2026-01-15T12:00:00.000Z", "");

        var pack = EvidencePack.Of(new SnapshotShare.Core.Commands.Evidence(Samples.Request(), Share: null, [], [entry], [], head, ""));

        await using var zip = new ZipArchive(new MemoryStream(pack));
        foreach (var dictionary in Dictionary.All)
        {
            using var summary = new StreamReader(await zip.GetEntry($"summary.{dictionary.Language}.html")!.OpenAsync(Ct));
            var told = await summary.ReadToEndAsync(Ct);
            Assert.Contains(dictionary.Texts[$"ledger.{LedgerKind.Intent}"], told, StringComparison.Ordinal);
        }
    }

    /// <summary>The page of exposures and the pack must not tell two beginnings of one share.</summary>
    [Fact]
    public async Task tells_the_snapshot_that_was_shared_and_the_moments_that_the_page_tells()
    {
        var share = Samples.Share(Samples.Noon.AddHours(24));
        share.OpenedAt = share.IntendedAt.AddSeconds(7);
        share.ClosedAt = share.IntendedAt.AddMinutes(90);
        var head = new SignedHead(1, new string('1', 64), "2026-01-15T12:00:00.000Z", "");

        var pack = EvidencePack.Of(new SnapshotShare.Core.Commands.Evidence(Samples.Request(), share, [], [], [], head, ""));

        await using var zip = new ZipArchive(new MemoryStream(pack));
        foreach (var (language, length) in new[] { ("en", "1 h 30 min"), ("ja", "1時間 30分") })
        {
            using var summary = new StreamReader(await zip.GetEntry($"summary.{language}.html")!.OpenAsync(Ct));
            var told = await summary.ReadToEndAsync(Ct);
            Assert.Contains(
                $"{Samples.Dev}: {share.SnapshotArn} · 2026-01-15T12:00:00.000Z – 2026-01-15T13:30:00.000Z · {length}",
                WebUtility.HtmlDecode(told),
                StringComparison.Ordinal
            );
            Assert.DoesNotContain("12:00:07", told, StringComparison.Ordinal);
            Assert.Contains("rds:prod-altplus-cluster-2026-01-15-00-00", told, StringComparison.Ordinal);
        }
    }

    private static async Task<(int Code, string Said)> VerifiedAsync(string folder)
    {
        var start = new ProcessStartInfo("python3")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = folder,
        };
        string[] arguments =
        [
            Path.Combine(Application.Root, "verify", "verify_ledger.py"),
            "ledger.jsonl",
            "--chain",
            "chain.jsonl",
            "--heads",
            "head.jsonl",
            "--key",
            "ledger-heads.pub",
        ];
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var said = await process.StandardOutput.ReadToEndAsync(Ct) + await process.StandardError.ReadToEndAsync(Ct);
        await process.WaitForExitAsync(Ct);
        return (process.ExitCode, said);
    }
}
