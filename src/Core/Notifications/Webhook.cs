using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Text;

namespace SnapshotShare.Core.Notifications;

/// <summary>
/// Reads the ledger on from where it was and posts what somebody must act on. It never stands in the pipeline's way: a receiver that does
/// not answer only delays what comes after it here. What it does not take within a day is given up, and that stands in the ledger.
/// </summary>
public sealed partial class Webhook(
    WebhookOptions options,
    Func<Message, string> say,
    LedgerTransaction ledger,
    IDbContextFactory<Db> databases,
    LedgerHeads heads,
    LedgerCheck check,
    WebhookTransport transport,
    TimeProvider time,
    ILogger<Webhook> logger
) : IDisposable
{
    private const int Batch = 200;
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromDays(1);
    private static readonly TimeSpan HeadEvery = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(10);

    private readonly HttpClient _http = new(transport.Open()) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Tells everything there is to tell, up to the first that is not taken.</summary>
    public async Task PassAsync(CancellationToken ct)
    {
        var cursor = await CursorAsync(ct);
        if (cursor.NextTryAt > time.UtcNowMilliseconds())
            return;
        while (true)
        {
            var entries = await EntriesAsync(cursor.Sequence, ct);
            foreach (var entry in entries)
            {
                var what = entry.ReadEvent();
                if (Notice.KindOf(what) is not { } kind)
                    continue;
                if (await TellAsync(entry, kind, what, ct) is { } failure)
                {
                    await FailedAsync(entry, failure, ct);
                    return;
                }
                await MoveAsync(row => row.Sequence = entry.Sequence, ct);
            }
            if (entries.Count < Batch)
                break;
            cursor = await MoveAsync(row => row.Sequence = entries[^1].Sequence, ct);
        }
        await TellHeadAsync(ct);
    }

    public void Dispose() => _http.Dispose();

    private async Task<List<LedgerEntry>> EntriesAsync(long after, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db
            .Ledger.AsNoTracking()
            .Where(entry => entry.Sequence > after && Notice.LedgerKinds.Contains(entry.Kind))
            .OrderBy(entry => entry.Sequence)
            .Take(Batch)
            .ToListAsync(ct);
    }

    private async Task<string?> TellAsync(LedgerEntry entry, string kind, LedgerEvent? what, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var request = await db.Requests.AsNoTracking().FirstOrDefaultAsync(row => row.Id == entry.Subject, ct);
        return await PostAsync(new Notice(entry.Sequence, kind, entry.At, request, what), await HeadAsync(ct), ct);
    }

    /// <summary>Null when the receiver took it, otherwise why not.</summary>
    private async Task<string?> PostAsync(Notice notice, SignedHead? head, CancellationToken ct)
    {
        var text = say(notice.Sentence);
        var link = options.PublicUrl is { Length: > 0 } own
            ? new Uri(new Uri(own), notice.Request is { } request ? $"/requests/{request.Id}" : "/").AbsoluteUri
            : null;
        var body =
            options.Format == WebhookOptions.Slack ? WebhookMessage.Slack(text, link) : WebhookMessage.Json(notice, text, link, head);
        using var message = new HttpRequestMessage(HttpMethod.Post, options.Url);
        message.Content = new StringContent(body, Encoding.UTF8, MediaTypeHeaderValue.Parse("application/json"));
        message.Headers.Add(WebhookMessage.IdHeader, notice.Id.ToString(CultureInfo.InvariantCulture));
        if (options.Secret is { Length: > 0 } secret)
            message.Headers.Add(WebhookMessage.SignatureHeader, WebhookMessage.Signature(secret, time.GetUtcNow(), body));
        try
        {
            using var answer = await CallTimeout.WithinAsync(
                AnswerWithin,
                time,
                within => _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, within),
                ct
            );
            return answer.IsSuccessStatusCode ? null : $"HTTP {(int)answer.StatusCode}";
        }
        catch (Exception e) when (e is HttpRequestException or TimeoutException)
        {
            // The exception's text may hold the address, which may be a secret.
            return e is HttpRequestException http ? $"{http.HttpRequestError}" : "no answer in time";
        }
    }

    private async Task FailedAsync(LedgerEntry entry, string failure, CancellationToken ct)
    {
        Log.NotTaken(logger, entry.Sequence, failure);
        await ledger.WriteAsync(
            async scope =>
            {
                var row = await scope.Db.NoticeCursors.SingleAsync(ct);
                row.FailingSince ??= scope.Now;
                row.FailedTries++;
                var pause = TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, 2 * Math.Pow(2, Math.Min(row.FailedTries, 20))));
                row.NextTryAt = scope.Now + pause;
                if (scope.Now - entry.At < GiveUpAfter || scope.Now - row.FailingSince < GiveUpAfter)
                    return;
                row.Sequence = entry.Sequence;
                scope.Append(Actor.Webhook, entry.Subject, new NoticeGivenUp(entry.Sequence, failure));
            },
            ct
        );
    }

    /// <summary>Once an hour, so that a head is held elsewhere even where nobody has had to act.</summary>
    private async Task TellHeadAsync(CancellationToken ct)
    {
        var cursor = await CursorAsync(ct);
        var now = time.UtcNowMilliseconds();
        if (options.Format == WebhookOptions.Slack || now - cursor.HeadSentAt < HeadEvery)
            return;
        if (await HeadAsync(ct) is not { } head || head.Sequence == cursor.HeadSequence)
            return;
        if (await PostAsync(new Notice(head.Sequence, "ledger-head", now, Request: null, What: null), head, ct) is { } failure)
            Log.NotTaken(logger, head.Sequence, failure);
        else
            await MoveAsync(row => (row.HeadSentAt, row.HeadSequence) = (now, head.Sequence), ct);
    }

    /// <summary>Only while the ledger holds: a forged end must not be vouched for.</summary>
    private async Task<SignedHead?> HeadAsync(CancellationToken ct)
    {
        if (check.Last is not { Holds: true })
            return null;
        await using var db = await databases.CreateDbContextAsync(ct);
        var head = await db
            .Ledger.OrderByDescending(entry => entry.Sequence)
            .Select(entry => new ChainHead(entry.Sequence, entry.Hash))
            .FirstAsync(ct);
        try
        {
            return heads.Sign(head, time.UtcNowMilliseconds());
        }
        catch (LedgerKeyException)
        {
            // The next check says so; what somebody must act on is told without a head.
            return null;
        }
    }

    private async Task<NoticeCursor> CursorAsync(CancellationToken ct)
    {
        var destination = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(options.Url!)))[..16];
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await db.NoticeCursors.AsNoTracking().FirstOrDefaultAsync(ct) is { } known && known.Destination == destination)
            return known;
        return await ledger.WriteAsync(
            async scope =>
            {
                var sequence = await scope.Db.Ledger.MaxAsync(entry => (long?)entry.Sequence, ct) ?? 0;
                if (await scope.Db.NoticeCursors.FirstOrDefaultAsync(ct) is { } cursor)
                {
                    cursor.BeginAnew(destination, sequence);
                    return cursor;
                }
                cursor = new NoticeCursor { Destination = destination, Sequence = sequence };
                scope.Db.NoticeCursors.Add(cursor);
                return cursor;
            },
            ct
        );
    }

    private Task<NoticeCursor> MoveAsync(Action<NoticeCursor> change, CancellationToken ct) =>
        ledger.WriteAsync(
            async scope =>
            {
                var row = await scope.Db.NoticeCursors.SingleAsync(ct);
                (row.FailedTries, row.FailingSince, row.NextTryAt) = (0, null, null);
                change(row);
                return row;
            },
            ct
        );

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The webhook did not take notice {Notice} ({Failure}); it is tried again.")]
        public static partial void NotTaken(ILogger logger, long notice, string failure);
    }
}
