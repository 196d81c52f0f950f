using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Persistence;

namespace SnapshotShare.Core.Ledger;

/// <summary>One transaction of the lane: the database, the time it happens at, and the ledger entries that go with it.</summary>
public sealed class LedgerScope(Db db, DateTime now)
{
    private readonly List<(string Kind, Actor Actor, string Subject, JsonObject Details)> _entries = [];

    public Db Db { get; } = db;

    /// <summary>UTC, whole milliseconds.</summary>
    public DateTime Now { get; } = now;

    public HashSet<Change> Changes { get; } = [];

    /// <summary>Stands in the ledger once this commits.</summary>
    /// <param name="subject">The request or drift finding it is about; empty for the installation as a whole.</param>
    public void Append(Actor actor, string subject, LedgerEvent what)
    {
        _entries.Add((what.Kind, actor, subject, what.Details()));
        Changes.Add(subject.Length > 0 ? new Change(subject, Account: null) : Change.OfLedger);
    }

    internal async Task AppendEntriesAsync(CancellationToken ct)
    {
        if (_entries.Count == 0)
            return;
        var head = await Db
            .Ledger.OrderByDescending(entry => entry.Sequence)
            .Select(entry => new ChainHead(entry.Sequence, entry.Hash))
            .FirstOrDefaultAsync(ct);
        head ??= new ChainHead(0, HashChain.Genesis);
        foreach (var (kind, actor, subject, details) in _entries)
        {
            var entry = Entry(head.Sequence + 1, kind, actor, subject, details, head.Hash, hash: "");
            entry = Entry(entry.Sequence, kind, actor, subject, details, head.Hash, HashChain.Hash(entry));
            Db.Ledger.Add(entry);
            head = new ChainHead(entry.Sequence, entry.Hash);
        }
    }

    private LedgerEntry Entry(long sequence, string kind, Actor actor, string subject, JsonObject details, string previous, string hash) =>
        new()
        {
            Sequence = sequence,
            At = Now,
            Kind = kind,
            ActorId = actor.Id,
            ActorName = actor.Name,
            ActorRole = actor.RoleText,
            Subject = subject,
            Details = CanonicalJson.Write(details),
            PreviousHash = previous,
            Hash = hash,
        };
}
