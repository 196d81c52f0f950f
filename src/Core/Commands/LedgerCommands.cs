using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Text;

namespace SnapshotShare.Core.Commands;

public enum ExportFormat
{
    /// <summary>One entry a line, in the very form that is hashed, with its hash: what a verifier reads.</summary>
    JsonLines,

    /// <summary>For a spreadsheet.</summary>
    Csv,
}

/// <summary>The commands on the ledger as a whole.</summary>
public sealed class LedgerCommands(
    CommandLedger ledger,
    IDbContextFactory<Db> databases,
    Authorizer authorizer,
    Limits limits,
    LedgerCheck check,
    LedgerHeads heads
)
{
    /// <summary>A page of the entries that somebody wants to see. A filter may make the database look at all of them.</summary>
    /// <param name="page">Puts them in order and takes some.</param>
    public async Task<(IReadOnlyList<LedgerEntry>? Entries, Refusal? Refusal)> ReadAsync(
        Actor actor,
        LedgerFilter filter,
        Func<IQueryable<LedgerEntry>, IQueryable<LedgerEntry>> page,
        CancellationToken ct
    )
    {
        if (await authorizer.RefusesAsync(actor, Permission.Read, subject: "", ct) is { } refusal)
            return (null, refusal);
        using var turn = await limits.TakeAsync(actor, Cost.Read, ct);
        if (turn.Refusal is { } tooMany)
            return (null, tooMany);
        await using var db = await databases.CreateDbContextAsync(ct);
        return (await page(await filter.OfAsync(db, ct)).ToListAsync(ct), null);
    }

    /// <summary>The scheduled check, now.</summary>
    public async Task<(LedgerVerdict? Verdict, Refusal? Refusal)> VerifyAsync(Actor actor, CancellationToken ct)
    {
        if (await authorizer.RefusesAsync(actor, Permission.VerifyLedger, subject: "", ct) is { } refusal)
            return (null, refusal);
        using var turn = await limits.TakeAsync(actor, Cost.LedgerWalk, ct);
        return turn.Refusal is { } tooMany ? (null, tooMany) : (await check.CheckAsync(ct), null);
    }

    /// <summary>
    /// Begins anew where heads are lost for good: what they vouched for is written down, and from now on it is not missed any more. The verdict
    /// is the one afterwards.
    /// </summary>
    public async Task<(LedgerVerdict? Verdict, Refusal? Refusal)> GiveUpHeadsAsync(Actor actor, CancellationToken ct)
    {
        if (await authorizer.RefusesAsync(actor, Permission.GiveUpHeads, subject: "", ct) is { } refusal)
            return (null, refusal);
        using var turn = await limits.TakeAsync(actor, Cost.LedgerWalk, ct);
        if (turn.Refusal is { } tooMany)
            return (null, tooMany);
        var verdict = await check.CheckAsync(ct);
        if (verdict.Fault != nameof(ProofFault.HeadsLost))
            return (null, new Refusal(RefusalKind.Conflict, Message.Of("heads-not-lost")));
        var given = await ledger.WriteAsync<LedgerVerdict>(
            async scope =>
            {
                var stamp = await scope.Db.Environments.SingleAsync(ct);
                scope.Append(actor, subject: "", new HeadsGivenUp(Math.Max(stamp.CoveredUpTo, heads.Lost ?? 0), verdict.CoveredUpTo));
                stamp.CoveredUpTo = verdict.CoveredUpTo;
                return verdict;
            },
            ct
        );
        if (given.Refusal is { } unwritten)
            return (null, unwritten);
        heads.GiveUp();
        return (await check.CheckAsync(ct), null);
    }

    /// <summary>Writes the export down, then answers its lines, oldest entry first, as they come out of the database.</summary>
    public async Task<(IAsyncEnumerable<string>? Lines, Refusal? Refusal)> ExportAsync(
        Actor actor,
        LedgerFilter filter,
        ExportFormat format,
        CancellationToken ct
    )
    {
        if (await authorizer.RefusesAsync(actor, Permission.Export, subject: "", ct) is { } refusal)
            return (null, refusal);
        // Held until the last line has gone, because who reads slowly keeps the database from tidying up.
        var turn = await limits.TakeAsync(actor, Cost.LedgerWalk, ct);
        if (turn.Refusal is { } tooMany)
            return (null, tooMany);
        try
        {
            var asked = JsonSerializer.SerializeToNode(filter, StoredJson.Options)!.AsObject();
            if (await ledger.AppendAsync(actor, subject: "", new LedgerExported(format.ToString(), asked), ct) is not { } unwritten)
                return (LinesAsync(filter, format, turn, ct), null);
            turn.Dispose();
            return (null, unwritten);
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }

    /// <summary>As hashed, with the hash. An entry that somebody made unreadable comes with its details as a text, which no verifier takes for the entry.</summary>
    public static string Line(LedgerEntry entry)
    {
        try
        {
            return Line(entry, HashChain.Content(entry));
        }
        catch (Exception e) when (LedgerEvent.IsUnreadable(e))
        {
            var told = new LedgerEntry
            {
                Sequence = entry.Sequence,
                At = entry.At,
                Kind = entry.Kind,
                ActorId = entry.ActorId,
                ActorName = entry.ActorName,
                ActorRole = entry.ActorRole,
                Subject = entry.Subject,
                Details = JsonSerializer.Serialize(entry.Details),
                PreviousHash = entry.PreviousHash,
                Hash = entry.Hash,
            };
            return Line(told, HashChain.Content(told));
        }
    }

    private static string Line(LedgerEntry entry, System.Text.Json.Nodes.JsonObject content)
    {
        content["hash"] = entry.Hash;
        return CanonicalJson.Write(content);
    }

    private async IAsyncEnumerable<string> LinesAsync(
        LedgerFilter filter,
        ExportFormat format,
        Turn turn,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct
    )
    {
        using var held = turn;
        await using var db = await databases.CreateDbContextAsync(ct);
        var entries = (await filter.OfAsync(db, ct)).OrderBy(entry => entry.Sequence).AsAsyncEnumerable();
        if (format == ExportFormat.Csv)
            yield return "sequence,at,kind,actorId,actorName,actorRole,subject,details,previous,hash\r\n";
        await foreach (var entry in entries.WithCancellation(ct))
            yield return format == ExportFormat.Csv ? Csv(entry) : Line(entry) + "\n";
    }

    private static string Csv(LedgerEntry entry)
    {
        var row = new StringBuilder();
        row.Append(System.Globalization.CultureInfo.InvariantCulture, $"{entry.Sequence},{HashChain.Timestamp(entry.At)}");
        foreach (
            var text in new[]
            {
                entry.Kind,
                entry.ActorId,
                entry.ActorName,
                entry.ActorRole,
                entry.Subject,
                entry.Details,
                entry.PreviousHash,
                entry.Hash,
            }
        )
            row.Append(',').Append(Field(text));
        return row.Append("\r\n").ToString();
    }

    /// <summary>Quoted as RFC 4180 says; what a spreadsheet would take for a formula gets an apostrophe before it (OWASP, CSV Injection).</summary>
    private static string Field(string text)
    {
        var safe = text.Length > 0 && "=+-@\t\r\n".Contains(text[0], StringComparison.Ordinal) ? "'" + text : text;
        return $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
