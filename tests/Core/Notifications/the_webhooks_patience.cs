using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Notifications;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Tests.Planning;

namespace SnapshotShare.Core.Tests.Notifications;

/// <summary>What is told when: in order, again and again, later and later, for a day; and a head of the ledger each hour.</summary>
public sealed class the_webhooks_patience
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Four seconds after the first failure, twice as long after each one more, ten minutes at most.</summary>
    [Theory]
    [InlineData(0, 4)]
    [InlineData(1, 8)]
    [InlineData(7, 512)]
    [InlineData(8, 600)]
    [InlineData(100_000, 600)]
    public async Task waits_longer_after_each_failure(int triesBefore, int seconds)
    {
        await using var desk = await Desk.OpenAsync();
        desk.Says(HttpStatusCode.InternalServerError);
        await desk.WriteAsync(new Frozen("r", []));
        await desk.ChangeAsync(cursor => cursor.FailedTries = triesBefore);
        await desk.PassAsync();
        var cursor = await desk.CursorAsync();
        Assert.Equal(
            (triesBefore + 1, desk.Now, desk.Now.AddSeconds(seconds)),
            (cursor.FailedTries, cursor.FailingSince, cursor.NextTryAt)
        );

        // Not a moment before its time, and then at once.
        desk.Time.Pass(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
        await desk.PassAsync();
        Assert.Single(desk.Heard);
        desk.Time.Pass(TimeSpan.FromMilliseconds(1));
        await desk.PassAsync();
        Assert.Equal(2, desk.Heard.Count);
        // It has failed since the first time, not since the last.
        Assert.Equal(cursor.FailingSince, (await desk.CursorAsync()).FailingSince);
    }

    [Fact]
    public async Task begins_anew_with_what_is_taken()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.WriteAsync(new Frozen("r", []));
        await desk.ChangeAsync(cursor => (cursor.FailedTries, cursor.FailingSince, cursor.NextTryAt) = (5, Sample.Now, desk.Now));
        await desk.PassAsync();
        var cursor = await desk.CursorAsync();
        Assert.Equal((0, null, null), (cursor.FailedTries, cursor.FailingSince, cursor.NextTryAt));
        Assert.Equal((await desk.Rig.LedgerAsync())[^1].Sequence, cursor.Sequence);
    }

    /// <summary>A day old, and failing for a day: then it is given up, and the next is told.</summary>
    [Theory]
    [InlineData(24 * 3600, 24 * 3600, true)]
    [InlineData(24 * 3600 - 1, 24 * 3600, false)]
    [InlineData(24 * 3600, 24 * 3600 - 1, false)]
    [InlineData(48 * 3600, 0, false)]
    public async Task gives_up_after_a_day(int age, int failing, bool givesUp)
    {
        await using var desk = await Desk.OpenAsync();
        desk.Says(HttpStatusCode.InternalServerError);
        await desk.WriteAsync(new Frozen("r", []), "the subject");
        var entry = (await desk.Rig.LedgerAsync())[^1];
        desk.Time.Pass(TimeSpan.FromSeconds(age));
        await desk.ChangeAsync(cursor => cursor.FailingSince = desk.Now.AddSeconds(-failing));
        await desk.PassAsync();

        var last = (await desk.Rig.LedgerAsync())[^1];
        Assert.Equal(givesUp ? LedgerKind.NoticeGivenUp : LedgerKind.Frozen, last.Kind);
        Assert.Equal(givesUp, (await desk.CursorAsync()).Sequence == entry.Sequence);
        if (givesUp)
            Assert.Equal(
                ("the subject", "webhook", new NoticeGivenUp(entry.Sequence, "HTTP 500")),
                (last.Subject, last.ActorId, last.ReadEvent())
            );
    }

    [Fact]
    public async Task tells_nothing_after_the_first_that_is_not_taken()
    {
        await using var desk = await Desk.OpenAsync();
        desk.Says(HttpStatusCode.InternalServerError);
        await desk.WriteAsync(new Frozen("first", []));
        await desk.WriteAsync(new FreezeLifted("second"));
        await desk.PassAsync();
        Assert.Single(desk.Heard);
        desk.Says(HttpStatusCode.OK);
        desk.Time.Pass(TimeSpan.FromMinutes(1));
        await desk.PassAsync();
        Assert.Equal(["frozen", "frozen", "freeze-lifted"], desk.Kinds);
    }

    /// <summary>Many entries of which nobody need be told stand between: they are passed by once, however many there are.</summary>
    [Theory]
    [InlineData(199)]
    [InlineData(200)]
    [InlineData(401)]
    public async Task passes_by_what_nobody_must_act_on(int many)
    {
        await using var desk = await Desk.OpenAsync();
        await desk
            .Rig.Get<LedgerTransaction>()
            .WriteAsync(
                scope =>
                {
                    for (var i = 0; i < many; i++)
                        scope.Append(Actor.Engine, "it", new StatusChanged("Approved", "Running", Reason: null));
                    return Task.CompletedTask;
                },
                Ct
            );
        var last = (await desk.Rig.LedgerAsync())[^1].Sequence;
        await desk.PassAsync();
        Assert.InRange((await desk.CursorAsync()).Sequence, last - (many % 200), last);
        await desk.WriteAsync(new Frozen("r", []));
        await desk.PassAsync();
        Assert.Equal(["frozen"], desk.Kinds);
    }

    /// <summary>Each hour, where there is something new in it and the ledger holds; one that is not taken is tried again.</summary>
    [Fact]
    public async Task tells_the_head_each_hour_where_there_is_a_new_one()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.PassAsync();
        Assert.Empty(desk.Kinds);
        await desk.Rig.Get<LedgerCheck>().CheckAsync(Ct);

        await desk.PassAsync();
        Assert.Equal(["ledger-head"], desk.Kinds);
        var (cursor, head) = (await desk.CursorAsync(), (await desk.Rig.LedgerAsync())[^1]);
        Assert.Equal((desk.Now, head.Sequence), (cursor.HeadSentAt, cursor.HeadSequence));
        var told = desk.Bodies[0];
        Assert.Equal((head.Sequence, head.Hash), ((long)told["id"]!, (string)told["ledgerHead"]!["hash"]!));

        desk.Time.Pass(TimeSpan.FromHours(2));
        await desk.PassAsync();
        Assert.Single(desk.Kinds);

        await desk.WriteAsync(new SignedOut());
        await desk.ChangeAsync(row => row.HeadSentAt = desk.Now);
        desk.Time.Pass(TimeSpan.FromHours(1) - TimeSpan.FromMilliseconds(1));
        await desk.PassAsync();
        Assert.Single(desk.Kinds);
        desk.Says(HttpStatusCode.InternalServerError);
        desk.Time.Pass(TimeSpan.FromMilliseconds(1));
        await desk.PassAsync();
        await desk.PassAsync();
        Assert.Equal(3, desk.Kinds.Count);
        Assert.Equal(head.Sequence, (await desk.CursorAsync()).HeadSequence);
        desk.Says(HttpStatusCode.OK);
        await desk.PassAsync();
        await desk.PassAsync();
        Assert.Equal(4, desk.Kinds.Count);
    }

    [Fact]
    public async Task tells_slack_no_head_that_nobody_there_could_keep()
    {
        await using var desk = await Desk.OpenAsync(options => (options.Format, options.Secret) = ("Slack", null));
        await desk.Rig.Get<LedgerCheck>().CheckAsync(Ct);
        await desk.WriteAsync(new Frozen("r", []));
        await desk.PassAsync();
        var (message, body) = Assert.Single(desk.Heard);
        Assert.Equal(["text"], JsonNode.Parse(body)!.AsObject().Select(member => member.Key));
        // Its address is its secret; nothing is signed.
        Assert.False(message.Headers.Contains(WebhookMessage.SignatureHeader));
    }

    [Fact]
    public async Task tells_what_somebody_must_act_on_without_a_head_where_the_key_is_gone()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.Rig.Get<LedgerCheck>().CheckAsync(Ct);
        var key = desk.Rig.Get<LedgerKey>();
        desk.Rig.Get<LedgerHeads>().Write(new ChainHead(1, new string('a', 64)), DateTime.UnixEpoch);
        File.Delete(key.KeyFile);
        await desk.WriteAsync(new Frozen("r", []));
        await desk.PassAsync();
        Assert.Equal(["frozen"], desk.Kinds);
        Assert.Null(desk.Bodies[0]["ledgerHead"]);
    }

    /// <summary>The page of the request, or the first page; none where the installation does not know its own address.</summary>
    [Theory]
    [InlineData("https://share.example", true, "https://share.example/requests/k7m2p9qaxyzw3456")]
    [InlineData("https://share.example/", false, "https://share.example/")]
    [InlineData("", true, null)]
    [InlineData(null, true, null)]
    public async Task links_to(string? publicUrl, bool isOfRequest, string? link)
    {
        await using var desk = await Desk.OpenAsync(options => options.PublicUrl = publicUrl);
        await desk.Rig.WriteAsync(SampleRows.Request());
        await desk.WriteAsync(new RequestAboutToExpire(Sample.Now), isOfRequest ? Sample.Id : "another");
        await desk.PassAsync();
        Assert.Equal(link, (string?)desk.Bodies[0]["link"]);
        Assert.Equal(isOfRequest ? Sample.Id : null, (string?)desk.Bodies[0]["request"]?["id"]);
    }

    [Fact]
    public async Task says_which_notice_it_is_so_that_one_that_comes_twice_is_known()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.WriteAsync(new Frozen("r", []));
        await desk.PassAsync();
        var (message, body) = Assert.Single(desk.Heard);
        var sequence = (await desk.Rig.LedgerAsync())[^1].Sequence;
        Assert.Equal([$"{sequence}"], message.Headers.GetValues(WebhookMessage.IdHeader));
        Assert.Equal(
            [WebhookMessage.Signature(Desk.Secret, desk.Time.GetUtcNow(), body)],
            message.Headers.GetValues(WebhookMessage.SignatureHeader)
        );
        Assert.Equal((HttpMethod.Post, "https://hooks.example/"), (message.Method, message.RequestUri!.AbsoluteUri));
        Assert.Equal("application/json", message.Content!.Headers.ContentType!.MediaType);
    }

    /// <summary>The words of a failure never hold the address, which may be a secret.</summary>
    [Theory]
    [InlineData("no answer", "no answer in time")]
    [InlineData("no connection", "ConnectionError")]
    public async Task says_why_it_was_not_taken(string what, string failure)
    {
        await using var desk = await Desk.OpenAsync();
        desk.Answer =
            what == "no answer"
                ? _ => throw new TimeoutException("https://hooks.example/secret")
                : _ => throw new HttpRequestException(HttpRequestError.ConnectionError, "https://hooks.example/secret");
        await desk.WriteAsync(new Frozen("r", []));
        desk.Time.Pass(TimeSpan.FromDays(2));
        await desk.ChangeAsync(cursor => cursor.FailingSince = Sample.Now);
        await desk.PassAsync();
        Assert.Equal(failure, ((NoticeGivenUp)(await desk.Rig.LedgerAsync())[^1].ReadEvent()!).Failure);
    }

    /// <summary>Another address is told what happens from then on; the same one goes on where it was.</summary>
    [Fact]
    public async Task tells_another_address_what_happens_from_then_on()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.WriteAsync(new Frozen("before", []));
        using (var another = desk.Another("https://elsewhere.example/"))
        {
            await another.PassAsync(Ct);
            Assert.Empty(desk.Kinds);
            await desk.WriteAsync(new FreezeLifted("after"));
            await another.PassAsync(Ct);
        }
        Assert.Equal(["freeze-lifted"], desk.Kinds);
        await using var db = await desk.Rig.Get<IDbContextFactory<Db>>().CreateDbContextAsync(Ct);
        Assert.Equal(16, (await db.NoticeCursors.SingleAsync(Ct)).Destination.Length);
    }

    [Fact]
    public async Task looks_each_second_whatever_a_look_came_to()
    {
        await using var desk = await Desk.OpenAsync();
        var time = new FakeTimeProvider();
        using var service = new WebhookService(desk.Webhook, time, NullLogger<WebhookService>.Instance);
        desk.Answer = _ => throw new InvalidOperationException("a mistake");
        await desk.WriteAsync(new Frozen("r", []));
        await service.StartAsync(Ct);
        await UntilAsync(() => desk.Heard.Count == 1);
        desk.Says(HttpStatusCode.OK);
        time.Advance(TimeSpan.FromMilliseconds(999));
        Assert.Single(desk.Heard);
        time.Advance(TimeSpan.FromMilliseconds(1));
        await UntilAsync(() => desk.Heard.Count == 2);
        await service.StopAsync(Ct);
    }

    private static async Task UntilAsync(Func<bool> there)
    {
        for (var i = 0; !there(); i++)
        {
            Assert.True(i < 5000, "It never came.");
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System, Ct);
        }
    }

    /// <summary>A webhook whose receiver is this test, at a time that stands.</summary>
    private sealed class Desk : IAsyncDisposable
    {
        public const string Secret = "a secret that nobody can guess, ever";

        private Desk(Action<WebhookOptions>? change)
        {
            var options = new WebhookOptions { Url = "https://hooks.example/", Secret = Secret };
            change?.Invoke(options);
            Webhook = Make(options);
        }

        public Rig Rig { get; } = new();
        public Webhook Webhook { get; }
        public PassingTime Time => Rig.Time;
        public DateTime Now => Time.UtcNowMilliseconds();
        public Func<HttpRequestMessage, HttpResponseMessage> Answer { get; set; } = _ => new HttpResponseMessage(HttpStatusCode.NoContent);
        public List<(HttpRequestMessage Message, string Body)> Heard { get; } = [];
        public IReadOnlyList<JsonNode> Bodies => [.. Heard.Select(one => JsonNode.Parse(one.Body)!)];
        public IReadOnlyList<string> Kinds => [.. Bodies.Select(body => (string)body["kind"]!)];

        public static async Task<Desk> OpenAsync(Action<WebhookOptions>? change = null)
        {
            var desk = new Desk(change);
            await desk.Rig.OpenAsync();
            desk.Time.Stop();
            // It tells what happens from here on.
            await desk.PassAsync();
            return desk;
        }

        public void Says(HttpStatusCode status) => Answer = _ => new HttpResponseMessage(status);

        public Task PassAsync() => Webhook.PassAsync(Ct);

        public Webhook Another(string url) => Make(new WebhookOptions { Url = url, Secret = Secret });

        public Task WriteAsync(LedgerEvent what, string subject = "") =>
            Rig.Get<LedgerTransaction>()
                .WriteAsync(
                    scope =>
                    {
                        scope.Append(Actor.Engine, subject, what);
                        return Task.CompletedTask;
                    },
                    Ct
                );

        public async Task<NoticeCursor> CursorAsync()
        {
            await using var db = await Rig.Get<IDbContextFactory<Db>>().CreateDbContextAsync(Ct);
            return await db.NoticeCursors.AsNoTracking().SingleAsync(Ct);
        }

        public async Task ChangeAsync(Action<NoticeCursor> change)
        {
            await using var db = await Rig.Get<IDbContextFactory<Db>>().CreateDbContextAsync(Ct);
            change(await db.NoticeCursors.SingleAsync(Ct));
            await db.SaveChangesAsync(Ct);
        }

        public async ValueTask DisposeAsync()
        {
            Webhook.Dispose();
            await Rig.DisposeAsync();
        }

        private Webhook Make(WebhookOptions options) =>
            new(
                options,
                message => message.ToString(),
                Rig.Get<LedgerTransaction>(),
                Rig.Get<IDbContextFactory<Db>>(),
                Rig.Get<LedgerHeads>(),
                Rig.Get<LedgerCheck>(),
                new WebhookTransport(() => new Handler(this)),
                Rig.Time,
                NullLogger<Webhook>.Instance
            );

        private sealed class Handler(Desk desk) : HttpMessageHandler
        {
            protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                desk.Heard.Add((request, await request.Content!.ReadAsStringAsync(cancellationToken)));
                return desk.Answer(request);
            }
        }
    }
}
