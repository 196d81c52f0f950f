using System.Security.Cryptography;
using System.Text;
using SnapshotShare.Core.Persistence;

namespace SnapshotShare.Core.Ledger;

/// <summary>The key is gone or cannot be read. It is never made anew beside heads that it signed: they would be void.</summary>
public sealed class LedgerKeyException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>
/// The key that signs the ledger's heads and each decision in it: ECDSA P-256 in <c>ledger-heads.key</c> beside the database and not in it, so that whoever
/// can write the database alone can make neither. <c>ledger-heads.pub</c> is for whoever checks.
/// </summary>
public sealed class LedgerKey(string folder)
{
    private readonly Lock _gate = new();

    public string HeadsFile => Path.Combine(folder, "ledger-heads.jsonl");
    public string PublicKeyFile => Path.Combine(folder, "ledger-heads.pub");
    public string KeyFile => Path.Combine(folder, "ledger-heads.key");

    /// <summary>As PEM, for whoever checks without us. From the key itself: the file beside it is only its copy.</summary>
    /// <exception cref="LedgerKeyException"/>
    public string PublicKey()
    {
        using var key = Open();
        return key.PublicKey;
    }

    /// <summary>Base64 of the signature (DER, SHA-256) over the content.</summary>
    /// <exception cref="LedgerKeyException"/>
    public string Sign(byte[] content)
    {
        using var key = Open();
        return key.Sign(content);
    }

    /// <summary>The key, to be used several times and let go.</summary>
    /// <exception cref="LedgerKeyException"/>
    public Opened Open()
    {
        lock (_gate)
        {
            if (Directory.Exists(KeyFile))
                throw new LedgerKeyException($"{KeyFile} is a folder, where the key must be. Move it away.");
            if (!File.Exists(KeyFile))
            {
                if (File.Exists(HeadsFile) && new FileInfo(HeadsFile).Length > 0)
                    throw new LedgerKeyException(
                        $"{KeyFile} is gone, and {HeadsFile} was signed with it. Put it back from where you keep its copy."
                    );
                try
                {
                    Make();
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException)
                {
                    throw new LedgerKeyException($"{KeyFile} cannot be made: {e.Message}", e);
                }
            }
            var key = ECDsa.Create();
            try
            {
                key.ImportFromPem(File.ReadAllText(KeyFile));
                if (key.KeySize != 256)
                    throw new CryptographicException($"it has {key.KeySize} bits instead of 256.");
            }
            catch (Exception e) when (e is ArgumentException or CryptographicException or IOException or UnauthorizedAccessException)
            {
                key.Dispose();
                throw new LedgerKeyException($"{KeyFile} cannot be read as a key: {e.Message}", e);
            }
            try
            {
                if (!File.Exists(PublicKeyFile))
                    File.WriteAllText(PublicKeyFile, key.ExportSubjectPublicKeyInfoPem());
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // It is only a copy: whoever wants it without the file finds it in an evidence pack.
            }
            return new Opened(key);
        }
    }

    /// <summary>Whole or not at all: a key that a crash cut in half could sign nothing and would not be made again.</summary>
    private void Make()
    {
        OwnFolder.Create(folder);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(KeyFile + ".new", options))
        {
            file.Write(Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem()));
            file.Flush(flushToDisk: true);
        }
        File.Move(KeyFile + ".new", KeyFile);
    }

    /// <summary>The key in memory.</summary>
    public sealed class Opened(ECDsa key) : IDisposable
    {
        public string PublicKey => key.ExportSubjectPublicKeyInfoPem();

        public string Sign(byte[] content) =>
            Convert.ToBase64String(key.SignData(content, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));

        /// <summary>True when this key has signed the content; false for whatever is no signature at all.</summary>
        public bool Signed(byte[] content, string signature)
        {
            var bytes = new byte[(signature.Length * 3 / 4) + 3];
            return Convert.TryFromBase64String(signature, bytes, out var length)
                && key.VerifyData(content, bytes.AsSpan(0, length), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        }

        public void Dispose() => key.Dispose();
    }
}
