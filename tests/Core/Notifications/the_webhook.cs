using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Notifications;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Shares;

namespace SnapshotShare.Core.Tests.Notifications;

public sealed class the_webhook : IDisposable
{
    private const string Secret = "a secret that nobody can guess, ever";
    private readonly Receiver _receiver = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task tells_of_a_trip_what_somebody_waits_for_in_order_and_signed()
    {
        await using var rig = await OpenAsync();
        await rig.Get<Webhook>().PassAsync(Ct);
        var asked = await rig.AskAsync(Rig.Terms with { Goal = Goal.Copy });
        await rig.ApproveAsync(asked);
        await rig.RunUntilAsync(asked.Id, request => request.Status == RequestStatus.Ready);
        await rig.Get<Webhook>().PassAsync(Ct);

        Assert.Equal(["waits-for-approval", "decided", "ready"], _receiver.Kinds.Where(kind => kind != "ledger-head"));
        Assert.All(_receiver.Taken, one => Assert.Equal(SignatureOf(one.Signature!, one.Body), one.Signature));
        var first = _receiver.Bodies.First(body => (string)body["kind"]! == "waits-for-approval");
        Assert.Equal(asked.Id, (string)first["request"]!["id"]!);
        Assert.Equal($"https://share.example/requests/{asked.Id}", (string)first["link"]!);
        Assert.StartsWith(
            "developer wants the data of prod-altplus-cluster copied to account dev",
            (string)first["text"]!,
            StringComparison.Ordinal
        );
        var count = _receiver.Taken.Count;
        await rig.Get<Webhook>().PassAsync(Ct);
        Assert.Equal(count, _receiver.Taken.Count);
    }

    [Fact]
    public void says_which_way_was_decided_what_is_asked_for_and_what_is_shared_with_whom()
    {
        Notice Of(LedgerEvent what) => new(1, Notice.KindOf(what)!, Planning.Sample.Now, Request: null, what);

        Assert.EndsWith("was approved.", Of(new RequestApproved(1, "", "")).Sentence.ToString(), StringComparison.Ordinal);
        Assert.EndsWith(
            "was rejected. Rejected: too much",
            Of(new RequestRejected(1, "", "too much")).Sentence.ToString(),
            StringComparison.Ordinal
        );
        // The first of two has not decided anything yet.
        Assert.EndsWith(
            "has a yes; 1 more must say yes to the same plan.",
            Of(new RequestApproved(1, "", "", Left: 1)).Sentence.ToString(),
            StringComparison.Ordinal
        );
        var finding = Finding.Blocking("source-gone", "prod", "it", ("snapshot", "rds:it"));
        Assert.EndsWith(
            $"is blocked and waits for help. {finding.Message}",
            Of(new StepBlocked("Share", 3, finding)).Sentence.ToString(),
            StringComparison.Ordinal
        );
        Assert.EndsWith(
            "nobody's help is needed any more.",
            Of(new StepUnblocked("Share", 3, 2)).Sentence.ToString(),
            StringComparison.Ordinal
        );
        Assert.EndsWith(
            $"is not as it was approved any more (request ). {finding.Message}",
            Of(new ResultDiffers("VerifyCluster", 6, finding)).Sentence.ToString(),
            StringComparison.Ordinal
        );
        Assert.Equal(
            "Snapshot rds:nightly in account 987654321000 is shared with every AWS account, and no request accounts for it; decide about it on the overview.",
            Of(new DriftFound("arn:aws:rds:ap-northeast-1:987654321000:cluster-snapshot:rds:nightly", "all", "Public")).Sentence.ToString()
        );
    }

    [Fact]
    public async Task tells_nothing_twice_and_leaves_nothing_out_when_the_receiver_or_the_process_dies_meanwhile()
    {
        await using var rig = await OpenAsync();
        await rig.Get<Webhook>().PassAsync(Ct);
        _receiver.Answers = 500;
        var asked = await rig.AskAsync();
        await rig.Get<Webhook>().PassAsync(Ct);
        await rig.Verbs.RejectAsync(Rig.Dba, asked.Id, "not now", Ct);
        await rig.RestartAsync();
        _receiver.Answers = 204;
        // Not before its time: a broken receiver is not hammered.
        await rig.Get<Webhook>().PassAsync(Ct);
        Assert.Empty(_receiver.Kinds.Except(["ledger-head"]));

        await PretendTheyWaitedAsync(rig);
        await rig.Get<Webhook>().PassAsync(Ct);
        Assert.Equal(["waits-for-approval", "decided"], _receiver.Kinds.Where(kind => kind != "ledger-head"));
    }

    [Fact]
    public async Task gives_a_notice_up_after_a_day_and_says_so_in_the_ledger()
    {
        await using var rig = await OpenAsync();
        await rig.Get<Webhook>().PassAsync(Ct);
        _receiver.Answers = 410;
        var asked = await rig.AskAsync();
        await rig.Get<Webhook>().PassAsync(Ct);
        await ChangeAsync(rig, "UPDATE NoticeCursors SET NextTryAt = NULL");
        await rig.Get<Webhook>().PassAsync(Ct);
        Assert.DoesNotContain(await rig.LedgerAsync(), entry => entry.Kind == LedgerKind.NoticeGivenUp);

        // A day and an hour go by; the ledger's clock is turned back behind its triggers.
        await ChangeAsync(rig, "DROP TRIGGER \"Ledger_refuses_update\"");
        await ChangeAsync(rig, "UPDATE Ledger SET At = At - 90000000");
        await ChangeAsync(rig, "UPDATE NoticeCursors SET FailingSince = FailingSince - 90000000, NextTryAt = NULL");
        await rig.Get<Webhook>().PassAsync(Ct);
        var entry = Assert.Single(await rig.LedgerAsync(), entry => entry.Kind == LedgerKind.NoticeGivenUp);
        Assert.Equal((asked.Id, "webhook"), (entry.Subject, entry.ActorId));
        Assert.Equal("HTTP 410", Assert.IsType<NoticeGivenUp>(entry.ReadEvent()).Failure);
    }

    /// <summary>An installation that stood still for days has old notices to tell: each gets its own day.</summary>
    [Fact]
    public async Task gives_an_old_notice_a_day_from_its_first_failure()
    {
        await using var rig = await OpenAsync();
        await rig.Get<Webhook>().PassAsync(Ct);
        await rig.AskAsync();
        await ChangeAsync(rig, "DROP TRIGGER \"Ledger_refuses_update\"");
        await ChangeAsync(rig, "UPDATE Ledger SET At = At - 900000000");
        _receiver.Answers = 500;
        await rig.Get<Webhook>().PassAsync(Ct);
        Assert.DoesNotContain(await rig.LedgerAsync(), entry => entry.Kind == LedgerKind.NoticeGivenUp);

        _receiver.Answers = 204;
        await PretendTheyWaitedAsync(rig);
        await rig.Get<Webhook>().PassAsync(Ct);
        Assert.Equal(["waits-for-approval"], _receiver.Kinds);
    }

    /// <summary>A receiver refuses what is older than a few minutes, so a notice that is told again is signed anew.</summary>
    [Fact]
    public async Task signs_each_try_with_the_time_of_that_try()
    {
        await using var rig = await OpenAsync();
        await rig.Get<Webhook>().PassAsync(Ct);
        _receiver.Answers = 500;
        await rig.AskAsync();
        await rig.Get<Webhook>().PassAsync(Ct);
        rig.Time.Pass(TimeSpan.FromHours(3));
        _receiver.Answers = 204;
        await rig.Get<Webhook>().PassAsync(Ct);

        var told = Assert.Single(_receiver.Taken);
        var signed = long.Parse(told.Signature!.Split(',')[0][2..], CultureInfo.InvariantCulture);
        Assert.InRange(rig.Time.GetUtcNow().ToUnixTimeSeconds() - signed, 0, 60);
        Assert.Equal(SignatureOf(told.Signature, told.Body), told.Signature);
    }

    [Fact]
    public async Task vouches_for_no_ledger_that_does_not_hold()
    {
        await using var rig = await OpenAsync();
        await rig.Get<LedgerCheck>().CheckAsync(Ct);
        await rig.Get<Webhook>().PassAsync(Ct);
        Assert.Equal(["ledger-head"], _receiver.Kinds);
        await ChangeAsync(rig, "DROP TRIGGER \"Ledger_refuses_update\"");
        await ChangeAsync(rig, "UPDATE Ledger SET ActorName = 'x' WHERE Sequence = 1");
        await rig.AskAsync();
        Assert.False((await rig.Get<LedgerCheck>().CheckAsync(Ct)).Holds);
        rig.Time.Pass(TimeSpan.FromHours(2));

        await rig.Get<Webhook>().PassAsync(Ct);

        var told = Assert.Single(_receiver.Bodies, body => (string)body["kind"]! != "ledger-head");
        Assert.Null(told["ledgerHead"]);
        Assert.Single(_receiver.Kinds, kind => kind == "ledger-head");
    }

    [Fact]
    public async Task never_follows_a_redirect()
    {
        await using var rig = await OpenAsync();
        await rig.Get<Webhook>().PassAsync(Ct);
        _receiver.Heard.Clear();
        _receiver.Answers = 302;
        await rig.AskAsync();
        await rig.Get<Webhook>().PassAsync(Ct);
        Assert.Equal(["POST /hook/"], _receiver.Heard);

        // A redirect is a refusal: the notice is told again, to the address that was configured.
        _receiver.Answers = 204;
        await PretendTheyWaitedAsync(rig);
        await rig.Get<Webhook>().PassAsync(Ct);
        Assert.Equal(["waits-for-approval"], _receiver.Kinds);
        Assert.Equal(["POST /hook/", "POST /hook/"], _receiver.Heard);
    }

    [Fact]
    public async Task begins_with_what_happens_after_it_was_configured()
    {
        await using var rig = await OpenAsync();
        await rig.AskAsync();
        await rig.Get<Webhook>().PassAsync(Ct);
        Assert.Empty(_receiver.Kinds.Except(["ledger-head"]));
    }

    [Fact]
    public async Task brings_the_ledgers_head_along_and_once_an_hour_by_itself()
    {
        await using var rig = await OpenAsync();
        await rig.Get<LedgerCheck>().CheckAsync(Ct);
        await rig.Get<Webhook>().PassAsync(Ct);
        await rig.AskAsync();
        await rig.Get<Webhook>().PassAsync(Ct);

        Assert.Equal(["ledger-head", "waits-for-approval"], _receiver.Kinds);
        var head = _receiver.Bodies[^1]["ledgerHead"]!;
        Assert.Equal((await rig.LedgerAsync())[^1].Hash, (string)head["hash"]!);
    }

    [Fact]
    public async Task says_at_once_when_a_share_cannot_be_taken_away_with_the_line_that_does_it_by_hand()
    {
        await using var rig = await OpenAsync();
        await rig.Get<Webhook>().PassAsync(Ct);
        var asked = await rig.AskAsync(Rig.Terms with { Goal = Goal.Share });
        await rig.ApproveAsync(asked);
        await rig.RunUntilAsync(asked.Id, request => request.Step(StepName.Share).Status == StepStatus.Done);
        await rig.Aws.AllowAsync(
            SandboxControl.ProdRole,
            actions => actions.Where(action => !action.Contains("Modify", StringComparison.Ordinal))
        );
        await rig.Verbs.UnshareAsync(Rig.Dba, asked.Id, Ct);
        var looks = 0;
        while ((await rig.ShareAsync(asked.Id))!.CloseFailure is null)
        {
            Assert.True(looks++ < Rig.MostLooks, "That the share cannot be taken away was not noticed.");
            await rig.Get<Watchdog>().LookAsync(Ct);
            rig.Time.Pass(TimeSpan.FromMilliseconds(20));
        }
        await rig.Get<Webhook>().PassAsync(Ct);

        var told = Assert.Single(_receiver.Bodies, body => (string)body["kind"]! == "unshare-failed");
        Assert.Contains("aws rds modify-db-cluster-snapshot-attribute", (string)told["text"]!, StringComparison.Ordinal);
    }

    [Fact]
    public void writes_for_slack_what_slack_does_not_take_for_markup() =>
        Assert.Equal(
            """{"text":"&lt;!channel&gt; R&amp;D asks <https://share.example/requests/x>"}""",
            JsonNode
                .Parse(WebhookMessage.Slack("<!channel> R&D asks", "https://share.example/requests/x"))!
                .ToJsonString(
                    new System.Text.Json.JsonSerializerOptions
                    {
                        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
                    }
                )
        );

    [Theory]
    [InlineData("http://hooks.example/", Secret, "Json", "Webhook:Url")]
    [InlineData("https://hooks.example/", "short", "Json", "Webhook:Secret")]
    [InlineData("https://hooks.example/", null, "Json", "Webhook:Secret")]
    [InlineData("https://hooks.example/", null, "Teams", "Webhook:Format")]
    [InlineData("", Secret, "Json", "Webhook:Url")]
    public void is_checked_at_start(string url, string? secret, string format, string key)
    {
        var options = new WebhookOptions
        {
            Url = url,
            Secret = secret,
            Format = format,
        };
        Assert.Contains(options.Mistakes(), mistake => mistake.StartsWith(key, StringComparison.Ordinal));
        Assert.Empty(new WebhookOptions { Url = "https://hooks.example/", Format = "Slack" }.Mistakes());
    }

    public void Dispose() => _receiver.Dispose();

    private Task<Rig> OpenAsync() =>
        new Rig
        {
            Webhook = new WebhookOptions
            {
                Url = _receiver.Url,
                Secret = Secret,
                PublicUrl = "https://share.example/",
            },
        }.OpenAsync();

    /// <summary>As a receiver in another language would compute it.</summary>
    private static string SignatureOf(string header, string body)
    {
        var seconds = long.Parse(header.Split(',')[0][2..], CultureInfo.InvariantCulture);
        var mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes($"{seconds}.{body}"));
        return $"t={seconds},v1={Convert.ToHexStringLower(mac)}";
    }

    private static Task PretendTheyWaitedAsync(Rig rig) => ChangeAsync(rig, "UPDATE NoticeCursors SET NextTryAt = NULL");

    private static async Task ChangeAsync(Rig rig, string sql)
    {
        await using var db = await rig.Get<IDbContextFactory<Db>>().CreateDbContextAsync(Ct);
        await db.Database.ExecuteSqlRawAsync(sql, Ct);
    }
}
