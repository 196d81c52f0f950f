using System.Globalization;
using System.Text;
using System.Text.Json;
using SnapshotShare.Core.Persistence;

namespace SnapshotShare.Core.Ledger;

/// <summary>The chain's end at a moment, signed.</summary>
/// <param name="At">UTC, as <c>yyyy-MM-ddTHH:mm:ss.fffZ</c>.</param>
/// <param name="Signature">Base64 of the ECDSA P-256 signature (DER, SHA-256) over <see cref="LedgerHeads.Signed"/>.</param>
public sealed record SignedHead(long Sequence, string Hash, string At, string Signature);

/// <summary>The heads as they lie beside the database.</summary>
/// <param name="Signed">Every head that this ledger's key signed, oldest first.</param>
/// <param name="FirstVoid">Number of the first line that is unreadable or that another key signed, counted from 1; null where there is none.</param>
/// <param name="IsKeyMissing">There are heads, and no key that could tell whether they are ours.</param>
public sealed record HeldHeads(IReadOnlyList<SignedHead> Signed, int? FirstVoid = null, bool IsKeyMissing = false);

/// <summary>
/// Heads of the chain, kept beside the database and not in it: <c>ledger-heads.jsonl</c>, one line each, only ever appended, signed with
/// <c>ledger-heads.key</c>; <c>ledger-heads.pub</c> is for whoever checks. Copy the lines elsewhere: against somebody who owns this machine
/// only a head held elsewhere is proof.
/// </summary>
public sealed class LedgerHeads(LedgerKey key)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private readonly Lock _gate = new();
    private SignedHead? _last;
    private long _length = -1;
    private long _known;

    public string HeadsFile => key.HeadsFile;

    /// <summary>The bytes that are signed, UTF-8: the first line keeps it apart from anything else this key could ever sign.</summary>
    public static byte[] Signed(long sequence, string hash, string at) =>
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"snapshotshare-ledger-head-v1\n{sequence}\n{hash}\n{at}\n"));

    /// <exception cref="LedgerKeyException"/>
    public SignedHead Sign(ChainHead head, DateTime at)
    {
        var time = HashChain.Timestamp(at);
        return new SignedHead(head.Sequence, head.Hash, time, key.Sign(Signed(head.Sequence, head.Hash, time)));
    }

    /// <summary>The last entry that a head vouched for which was there in this process's time, and of which nothing is left; null where that is not so.</summary>
    public long? Lost
    {
        get
        {
            lock (_gate)
                return _known > 0 && Length() == 0 ? _known : null;
        }
    }

    /// <summary>The newest head; null where there is none.</summary>
    public SignedHead? Last()
    {
        lock (_gate)
            return Newest();
    }

    /// <summary>Those that are lost are not missed any more.</summary>
    public void GiveUp()
    {
        lock (_gate)
            _known = 0;
    }

    /// <summary>Appends the head unless it stands there already as the last one.</summary>
    /// <exception cref="LedgerKeyException"/>
    public void Write(ChainHead head, DateTime at)
    {
        lock (_gate)
        {
            // A hash is over its sequence too.
            if (Newest()?.Hash == head.Hash)
                return;
            var signed = Sign(head, at);
            OwnFolder.CreateFile(HeadsFile);
            using var file = new FileStream(HeadsFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
            file.SetLength(EndOfLastLine(file));
            file.Seek(0, SeekOrigin.End);
            file.Write(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(signed, Json) + "\n"));
            file.Flush(flushToDisk: true);
            (_last, _length, _known) = (signed, file.Length, signed.Sequence);
        }
    }

    /// <summary>A year has half a million lines, and each signature takes its time to check: only a file that changed is read again.</summary>
    private SignedHead? Newest()
    {
        if (Length() is var length && length != _length)
        {
            var held = Read();
            _last = held.Signed is [.., var newest] ? newest : null;
            // A key that comes back changes no length.
            _length = held.IsKeyMissing ? -1 : length;
            _known = Math.Max(_known, _last?.Sequence ?? 0);
        }
        return _last;
    }

    /// <summary>
    /// Every head written so far, and the first line that is none. Only what stands behind the last end of a line may be less: a crash tore
    /// it before anybody relied on it.
    /// </summary>
    public HeldHeads Read()
    {
        if (Length() == 0)
            return new HeldHeads([]);
        LedgerKey.Opened opened;
        try
        {
            opened = key.Open();
        }
        catch (LedgerKeyException)
        {
            return new HeldHeads([], IsKeyMissing: true);
        }
        using (opened)
        {
            var heads = new List<SignedHead>();
            int? firstVoid = null;
            var number = 0;
            using var file = new FileStream(HeadsFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var end = EndOfLastLine(file);
            file.Seek(0, SeekOrigin.Begin);
            using var reader = new StreamReader(file);
            for (var read = 0L; read < end && reader.ReadLine() is { } line; read += Encoding.UTF8.GetByteCount(line) + 1)
            {
                number++;
                if (Parse(line) is { } head && opened.Signed(Signed(head.Sequence, head.Hash, head.At), head.Signature))
                    heads.Add(head);
                else
                    firstVoid ??= number;
            }
            return new HeldHeads(heads, firstVoid);
        }
    }

    private long Length() => File.Exists(HeadsFile) ? new FileInfo(HeadsFile).Length : 0;

    private static long EndOfLastLine(FileStream file)
    {
        var end = file.Length;
        for (; end > 0; end--)
        {
            file.Seek(end - 1, SeekOrigin.Begin);
            if (file.ReadByte() == '\n')
                break;
        }
        return end;
    }

    /// <summary>Null for anything that does not name all four: what has no signature was signed by nobody.</summary>
    private static SignedHead? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<SignedHead>(line, Json) is { Hash: not null, At: not null, Signature: not null } head
                ? head
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
