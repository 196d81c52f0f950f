using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Shares;

namespace SnapshotShare.Simulation.Tests;

/// <summary>
/// Somebody who can write the server's disk, and changes rows, heads or their key behind the product's back. Each time the ledger's check must say so,
/// and again that it holds once everything is as it was.
/// </summary>
internal sealed class Forgers(SimulatedRun run)
{
    private Action? _undo;
    private DateTime _honestSince;

    /// <summary>When what was changed last is put back.</summary>
    public DateTime? UndoneAt { get; private set; }

    /// <summary>Since when everything is as the product wrote it.</summary>
    public DateTime HonestSince => UndoneAt is null ? _honestSince : run.Time.Now;

    public int Times { get; private set; }

    private LedgerKey Key => new(run.HeadsFolder);

    /// <summary>Changes one thing, unless something is changed already, or nothing of the kind is there.</summary>
    public void Forge()
    {
        if (UndoneAt is not null || run.Records.AreRefused || run.Servers.First is null)
            return;
        var what = run.Random.Next(7);
        var undo = what switch
        {
            0 => Approve(withDecision: false),
            1 => Approve(withDecision: true),
            2 => ForgetDecision(),
            3 => ChangeDigest(),
            4 => ShareLonger(),
            5 => SpoilHeads(),
            _ => HideKey(),
        };
        if (undo is null)
            return;
        run.Rows.Changed();
        run.Trace.Note($"somebody forges ({what})");
        Times++;
        if (Check().Any(verdict => verdict.Holds))
            throw new InvariantBrokenException($"I10: something was forged ({what}) and the ledger is said to hold");
        _undo = undo;
        UndoneAt = run.Time.Now.AddMinutes(what == 5 ? 0 : run.Random.Next(1, 90));
        UndoWhenDue();
    }

    public void UndoWhenDue()
    {
        if (UndoneAt > run.Time.Now || _undo is not { } undo)
            return;
        (_undo, UndoneAt, _honestSince) = (null, null, run.Time.Now);
        undo();
        run.Rows.Changed();
        run.Trace.Note("what was forged is put back");
        if (!run.Records.AreUnreadable && Check().FirstOrDefault(verdict => !verdict.Holds) is { } broken)
            throw new InvariantBrokenException($"I5: what was forged is put back, and the ledger does not hold: {broken}");
    }

    private List<LedgerVerdict> Check() =>
        [.. run.Servers.Living.Select(server => server.Get<LedgerCheck>().CheckAsync(CancellationToken.None).GetAwaiter().GetResult())];

    /// <summary>Says that a request was approved that nobody approved; with a decision, which is what the pages show.</summary>
    private Action? Approve(bool withDecision)
    {
        if (Any(run.Rows.Requests().Where(row => row.Status == RequestStatus.WaitingForApproval)) is not { } request)
            return null;
        Decision? decision = null;
        run.Rows.Edit(db =>
        {
            Set(db, request.Id, RequestStatus.Approved, request.Plan.Digest, run.Time.Now);
            if (withDecision)
                db.Add(
                    decision = new Decision
                    {
                        RequestId = request.Id,
                        PlanVersion = request.PlanVersion,
                        Digest = request.Plan.Digest,
                        Verdict = Verdict.Approved,
                        ActorId = "dba",
                        ActorName = "DBA",
                        Reason = "yes",
                        At = run.Time.Now,
                    }
                );
        });
        return () =>
            run.Rows.Edit(db =>
            {
                if (decision is not null)
                    db.Remove(decision);
                var row = run.Rows.Request(request.Id);
                // Somebody may have said yes to it meanwhile. What they said is in the records then: a server may have died under it.
                if (
                    row.ApprovedDigest != request.Plan.Digest
                    || run.Rows.Decisions().Any(given => given.Id != decision?.Id && IsYesTo(row, given))
                )
                    return;
                if (row.Status == RequestStatus.Approved)
                    Set(db, row.Id, RequestStatus.WaitingForApproval, digest: null, row.DecideBy);
                else
                    Set(db, row.Id, row.Status, digest: null, row.NextLookAt);
            });
    }

    private static bool IsYesTo(Request row, Decision given) =>
        given.RequestId == row.Id
        && given.PlanVersion == row.PlanVersion
        && given.Digest == row.Plan.Digest
        && given.Verdict == Verdict.Approved;

    private static void Set(Db db, string requestId, RequestStatus status, string? digest, DateTime? nextLookAt) =>
        db.Set<Request>()
            .Where(row => row.Id == requestId)
            .ExecuteUpdate(row =>
                row.SetProperty(r => r.Status, status)
                    .SetProperty(r => r.ApprovedDigest, digest)
                    .SetProperty(r => r.NextLookAt, nextLookAt)
                    .SetProperty(r => r.Version, r => r.Version + 1)
            );

    /// <summary>Takes the yes away that somebody said.</summary>
    private Action? ForgetDecision()
    {
        if (Any(run.Rows.Decisions()) is not { } decision)
            return null;
        run.Rows.Edit(db => db.Remove(decision));
        return () => run.Rows.Edit(db => db.Add(decision));
    }

    /// <summary>Says that another plan was approved.</summary>
    private Action? ChangeDigest()
    {
        if (Any(run.Rows.Requests().Where(row => row.ApprovedDigest is not null && row.Status.IsMoving())) is not { } request)
            return null;
        var (other, approved) = (new string('0', 64), request.ApprovedDigest);
        run.Rows.Edit(db => Replace(db, approved, other));
        return () => run.Rows.Edit(db => Replace(db, other, approved));

        void Replace(Db db, string? from, string? to) =>
            db.Set<Request>()
                .Where(row => row.Id == request.Id && row.ApprovedDigest == from)
                .ExecuteUpdate(row => row.SetProperty(r => r.ApprovedDigest, to).SetProperty(r => r.Version, r => r.Version + 1));
    }

    /// <summary>Has a share end some hours later.</summary>
    private Action? ShareLonger()
    {
        if (Any(run.Rows.Shares().Where(row => row is { OpenedAt: not null, ClosedAt: null })) is not { } share)
            return null;
        var (deadline, later) = (share.Deadline, share.Deadline.AddHours(run.Random.Next(1, 24)));
        run.Rows.Edit(db => Replace(db, deadline, later));
        // Somebody may have had it taken away meanwhile: then the row ends at that moment, which is later than the ledger says too.
        return () => run.Rows.Edit(db => Replace(db, deadline, deadline));

        void Replace(Db db, DateTime from, DateTime to) =>
            db.Set<Share>()
                .Where(row => row.RequestId == share.RequestId && row.Deadline >= from)
                .ExecuteUpdate(row =>
                    row.SetProperty(r => r.Deadline, to).SetProperty(r => r.NextLookAt, to).SetProperty(r => r.Version, r => r.Version + 1)
                );
    }

    /// <summary>Changes a line of the heads, puts another's in its place, or cuts off all but the first.</summary>
    private Action? SpoilHeads()
    {
        var file = Key.HeadsFile;
        if (!File.Exists(file) || File.ReadAllLines(file) is not { Length: > 3 } lines)
            return null;
        var before = File.ReadAllBytes(file);
        var line = run.Random.Next(lines.Length);
        switch (run.Random.Next(3))
        {
            case 0:
                lines[line] = lines[line].Replace("\"sequence\":", "\"sequence\":1", StringComparison.Ordinal);
                break;
            case 1:
                lines[line] = SignedByAnother(lines[line]);
                break;
            default:
                lines = lines[..1];
                break;
        }
        File.WriteAllLines(file, lines);
        return () => File.WriteAllBytes(file, before);
    }

    private static string SignedByAnother(string line)
    {
        var head = JsonSerializer.Deserialize<SignedHead>(line, JsonSerializerOptions.Web)!;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var signature = key.SignData(
            LedgerHeads.Signed(head.Sequence, head.Hash, head.At),
            HashAlgorithmName.SHA256,
            DSASignatureFormat.Rfc3279DerSequence
        );
        return JsonSerializer.Serialize(head with { Signature = Convert.ToBase64String(signature) }, JsonSerializerOptions.Web);
    }

    private Action? HideKey()
    {
        var (key, away) = (Key.KeyFile, Key.KeyFile + ".away");
        if (!File.Exists(Key.HeadsFile) || new FileInfo(Key.HeadsFile).Length == 0)
            return null;
        File.Move(key, away);
        return () => File.Move(away, key, overwrite: true);
    }

    private T? Any<T>(IEnumerable<T> all)
        where T : class => all.ToList() is { Count: > 0 } some ? some[run.Random.Next(some.Count)] : null;
}
