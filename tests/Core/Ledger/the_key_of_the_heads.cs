using System.Security.Cryptography;
using SnapshotShare.Core.Ledger;

namespace SnapshotShare.Core.Tests.Ledger;

/// <summary>The key is made once, whole, and for its owner alone; and never anew beside heads that it signed.</summary>
public sealed class the_key_of_the_heads : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("snapshotshare-").FullName;

    private LedgerKey Key => new(Path.Combine(_root, "data"));

    [Fact]
    public void is_made_with_its_folder_and_kept()
    {
        var pem = Key.PublicKey();
        Assert.Equal(pem, Key.PublicKey());
        Assert.Equal(pem, File.ReadAllText(Key.PublicKeyFile));
        Assert.Equal(
            ["ledger-heads.key", "ledger-heads.pub"],
            Directory.EnumerateFiles(Path.Combine(_root, "data")).Select(Path.GetFileName).Order(StringComparer.Ordinal)
        );
        if (OperatingSystem.IsWindows())
            return;
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Key.KeyFile));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            File.GetUnixFileMode(Path.Combine(_root, "data"))
        );
    }

    /// <summary>A crash in the middle of making it leaves a half that is written over.</summary>
    [Fact]
    public void is_made_over_the_half_of_one_that_a_crash_left()
    {
        Directory.CreateDirectory(Path.Combine(_root, "data"));
        File.WriteAllText(Key.KeyFile + ".new", new string('x', 5000));
        var signature = Key.Sign([1]);
        using var opened = Key.Open();
        Assert.True(opened.Signed([1], signature));
        Assert.False(File.Exists(Key.KeyFile + ".new"));
    }

    /// <summary>Heads are there as soon as there is anything in their file.</summary>
    [Theory]
    [InlineData(null, true)]
    [InlineData("", true)]
    [InlineData("x", false)]
    [InlineData("xy", false)]
    public void is_made_only_where_no_head_is(string? heads, bool isMade)
    {
        Directory.CreateDirectory(Path.Combine(_root, "data"));
        if (heads is not null)
            File.WriteAllText(Key.HeadsFile, heads);
        if (isMade)
            Key.Sign([1]);
        else
            Assert.Contains("is gone, and", Assert.Throws<LedgerKeyException>(() => Key.Sign([1])).Message, StringComparison.Ordinal);
        Assert.Equal(isMade, File.Exists(Key.KeyFile));
    }

    [Fact]
    public void is_no_folder()
    {
        Directory.CreateDirectory(Key.KeyFile);
        Assert.Contains("is a folder", Assert.Throws<LedgerKeyException>(() => Key.Sign([1])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void cannot_be_made_where_nothing_can_be_written()
    {
        File.WriteAllText(Path.Combine(_root, "data"), "a file where the folder should be");
        var failure = Assert.Throws<LedgerKeyException>(() => Key.Sign([1]));
        Assert.Contains("cannot be made", failure.Message, StringComparison.Ordinal);
        Assert.IsType<IOException>(failure.InnerException, exactMatch: false);
    }

    /// <summary>Whatever else lies there is told as that, and left as it is.</summary>
    [Theory]
    [InlineData("nothing")]
    [InlineData("no key")]
    [InlineData("a public key")]
    [InlineData("a longer key")]
    public void cannot_be_read_where_there_is(string what)
    {
        var text = what switch
        {
            "nothing" => "",
            "no key" => "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
            "a public key" => Longer().ExportSubjectPublicKeyInfoPem(),
            _ => Longer().ExportPkcs8PrivateKeyPem(),
        };
        Directory.CreateDirectory(Path.Combine(_root, "data"));
        File.WriteAllText(Key.KeyFile, text);
        Assert.Contains("cannot be read as a key", Assert.Throws<LedgerKeyException>(() => Key.Open()).Message, StringComparison.Ordinal);
        Assert.Equal(text, File.ReadAllText(Key.KeyFile));
    }

    /// <summary>Its public half is a copy, for whoever checks: it is written once, and can be done without.</summary>
    [Fact]
    public void has_a_public_copy_that_can_be_done_without()
    {
        var pem = Key.PublicKey();
        File.WriteAllText(Key.PublicKeyFile, "somebody's own");
        Assert.Equal(pem, Key.PublicKey());
        Assert.Equal("somebody's own", File.ReadAllText(Key.PublicKeyFile));
        File.Delete(Key.PublicKeyFile);
        Directory.CreateDirectory(Key.PublicKeyFile);
        Assert.Equal(pem, Key.PublicKey());
    }

    /// <summary>Of any length and of any bytes: whatever is no signature of this key is none.</summary>
    [Fact]
    public void has_signed_what_it_signed_and_nothing_else()
    {
        using var key = Key.Open();
        for (var length = 0; length < 5; length++)
        {
            var content = new byte[length];
            var signature = key.Sign(content);
            Assert.True(key.Signed(content, signature));
            Assert.False(key.Signed([.. content, 1], signature));
            foreach (var other in new[] { "", "A", "AAAA", "***", signature[..^4], signature + "AAAA" })
                Assert.False(key.Signed(content, other), other);
        }
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static ECDsa Longer() => ECDsa.Create(ECCurve.NamedCurves.nistP384);
}
