using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace SnapshotShare.Core.Ledger;

/// <summary>The chain's end at a moment, signed.</summary>
/// <param name="At">UTC, as <c>yyyy-MM-ddTHH:mm:ss.fffZ</c>.</param>
/// <param name="Signature">Base64 of the ECDSA P-256 signature (DER, SHA-256) over <see cref="LedgerHeads.Signed"/>.</param>
public sealed record SignedHead(long Sequence, string Hash, string At, string Signature);

/// <summary>
/// Heads of the chain, kept beside the database and not in it: <c>ledger-heads.jsonl</c>, one line each, only ever appended, signed with
/// <c>ledger-heads.key</c>; <c>ledger-heads.pub</c> is for whoever checks. Copy the lines elsewhere: against somebody who owns this machine
/// only a head held elsewhere is proof.
/// </summary>
public sealed class LedgerHeads(string folder)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private readonly Lock _gate = new();
    private SignedHead? _last;
    private long _length = -1;

    public string HeadsFile => Path.Combine(folder, "ledger-heads.jsonl");
    public string PublicKeyFile => Path.Combine(folder, "ledger-heads.pub");
    private string KeyFile => Path.Combine(folder, "ledger-heads.key");

    /// <summary>The bytes that are signed, UTF-8: the first line keeps it apart from anything else this key could ever sign.</summary>
    public static byte[] Signed(long sequence, string hash, string at) =>
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"snapshotshare-ledger-head-v1\n{sequence}\n{hash}\n{at}\n"));

    public SignedHead Sign(ChainHead head, DateTime at)
    {
        using var key = Key();
        var time = HashChain.Timestamp(at);
        var signature = key.SignData(
            Signed(head.Sequence, head.Hash, time),
            HashAlgorithmName.SHA256,
            DSASignatureFormat.Rfc3279DerSequence
        );
        return new SignedHead(head.Sequence, head.Hash, time, Convert.ToBase64String(signature));
    }

    /// <summary>Appends the head unless it stands there already as the last one.</summary>
    public void Write(ChainHead head, DateTime at)
    {
        lock (_gate)
        {
            // A year has half a million lines, and each signature takes its time to check: only a file that changed is read again.
            if (Length() != _length)
                _last = Read() is [.., var newest] ? newest : null;
            if (_last is { } last && last.Sequence == head.Sequence && last.Hash == head.Hash)
                return;
            var signed = Sign(head, at);
            using var file = new FileStream(HeadsFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
            // What a crash tore off must not take the next line with it.
            var isTorn = file.Length > 0 && file.Seek(-1, SeekOrigin.End) >= 0 && file.ReadByte() != '\n';
            file.Seek(0, SeekOrigin.End);
            file.Write(Encoding.UTF8.GetBytes($"{(isTorn ? "\n" : "")}{JsonSerializer.Serialize(signed, Json)}\n"));
            file.Flush(flushToDisk: true);
            (_last, _length) = (signed, file.Length);
        }
    }

    /// <summary>Every head written so far, oldest first. A line torn by a crash or not signed with our key is nobody's word and left out.</summary>
    public IReadOnlyList<SignedHead> Read()
    {
        if (!File.Exists(HeadsFile))
            return [];
        using var key = Key();
        return [.. File.ReadLines(HeadsFile).Select(Parse).OfType<SignedHead>().Where(head => IsOurs(head, key))];
    }

    private long Length() => File.Exists(HeadsFile) ? new FileInfo(HeadsFile).Length : 0;

    private static SignedHead? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<SignedHead>(line, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsOurs(SignedHead head, ECDsa key)
    {
        var signature = new byte[(head.Signature.Length * 3 / 4) + 3];
        return Convert.TryFromBase64String(head.Signature, signature, out var length)
            && key.VerifyData(
                Signed(head.Sequence, head.Hash, head.At),
                signature.AsSpan(0, length),
                HashAlgorithmName.SHA256,
                DSASignatureFormat.Rfc3279DerSequence
            );
    }

    private ECDsa Key()
    {
        lock (_gate)
        {
            if (File.Exists(KeyFile))
            {
                var known = ECDsa.Create();
                known.ImportFromPem(File.ReadAllText(KeyFile));
                return known;
            }
            Directory.CreateDirectory(folder);
            var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using (var file = new FileStream(KeyFile, options))
                file.Write(Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem()));
            File.WriteAllText(PublicKeyFile, key.ExportSubjectPublicKeyInfoPem());
            return key;
        }
    }
}
