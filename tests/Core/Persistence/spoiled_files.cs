using System.Security.Cryptography;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Persistence;

namespace SnapshotShare.Core.Tests.Persistence;

/// <summary>A file of the data folder that is not what it must be: the start is refused, and says which and what to do.</summary>
public sealed class spoiled_files
{
    private static readonly Dictionary<string, Action<string>> Ways = new(StringComparer.Ordinal)
    {
        ["a folder"] = file =>
        {
            File.Delete(file);
            Directory.CreateDirectory(file);
        },
        ["empty"] = file => File.WriteAllText(file, ""),
        ["cut off"] = file => File.WriteAllText(file, File.ReadAllText(file)[..60]),
        ["another kind of key"] = file => File.WriteAllText(file, RSA.Create(1024).ExportPkcs8PrivateKeyPem()),
        ["a longer key"] = file => File.WriteAllText(file, ECDsa.Create(ECCurve.NamedCurves.nistP384).ExportPkcs8PrivateKeyPem()),
        ["not readable"] = file =>
        {
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(file, UnixFileMode.None);
        },
    };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string, bool> EachKey =>
        [.. from how in Ways.Keys from hasHeads in new[] { false, true } select (how, hasHeads)];

    [Theory]
    [MemberData(nameof(EachKey))]
    public async Task refuse_the_start_where_it_is_the_ledgers_key(string how, bool hasHeads)
    {
        if (how == "not readable" && (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess))
            return;
        await using var rig = await new Rig().OpenAsync();
        var key = rig.Get<LedgerKey>();
        key.PublicKey();
        if (hasHeads)
            rig.Get<LedgerHeads>().Write(new ChainHead(1, (await rig.LedgerAsync())[0].Hash), DateTime.UnixEpoch);
        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => rig.RestartAsync(() => Ways[how](key.KeyFile)));
        Assert.Contains(key.KeyFile, refused.Message, StringComparison.Ordinal);
        Assert.Contains(" away", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ledger-heads.jsonl")]
    [InlineData("ledger-heads.pub")]
    [InlineData("ledger-heads.key")]
    [InlineData("emergency.journal")]
    [InlineData("open-shares.journal")]
    public async Task refuse_the_start_where_it_is_a_folder(string name)
    {
        await using var rig = await new Rig().OpenAsync();
        var file = Path.Combine(rig.Folder, name);
        var refused = await Assert.ThrowsAsync<StartRefusedException>(() =>
            rig.RestartAsync(() =>
            {
                rig.LetGoOfFile();
                File.Delete(file);
                Directory.CreateDirectory(file);
            })
        );
        Assert.Contains(file, refused.Message, StringComparison.Ordinal);
    }

    /// <summary>What was allocated for a full disk is there again.</summary>
    [Theory]
    [InlineData("emergency.journal", 0)]
    [InlineData("emergency.journal", 1000)]
    [InlineData("open-shares.journal", 0)]
    public async Task are_allocated_again_where_they_were_cut_off(string name, int length)
    {
        await using var rig = await new Rig().OpenAsync();
        var file = Path.Combine(rig.Folder, name);
        var before = new FileInfo(file).Length;
        await rig.RestartAsync(() =>
        {
            using var cut = File.OpenWrite(file);
            cut.SetLength(length);
        });
        Assert.Equal(before, new FileInfo(file).Length);
    }

    /// <summary>It is a copy, and whoever signs needs none.</summary>
    [Fact]
    public async Task keep_nobody_from_signing_where_it_is_the_public_key()
    {
        await using var rig = await new Rig().OpenAsync();
        Directory.CreateDirectory(rig.Get<LedgerKey>().PublicKeyFile);
        Assert.NotEmpty(rig.Get<LedgerKey>().Sign([1]));
        await Task.CompletedTask.WaitAsync(Ct);
    }
}
