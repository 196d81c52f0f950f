using System.Security.Cryptography;
using System.Text;
using SnapshotShare.Core.Ledger;

namespace SnapshotShare.Core.Tests.Ledger;

/// <summary>The heads' file, line by line: what stands in it, what is missed of it, and what is written behind what a crash left.</summary>
public sealed class heads_beside_the_database : IDisposable
{
    private static readonly DateTime At = new(2023, 12, 21, 9, 0, 0, 7, DateTimeKind.Utc);
    private readonly string _folder = Directory.CreateTempSubdirectory("snapshotshare-").FullName;

    private LedgerKey Key => new(_folder);

    [Fact]
    public void are_none_where_nothing_was_written()
    {
        var heads = new LedgerHeads(Key);
        Assert.Null(heads.Last());
        Assert.Null(heads.Lost);
        Same(new HeldHeads([]), heads.Read());
        File.WriteAllText(heads.HeadsFile, "");
        Assert.Null(heads.Last());
        Same(new HeldHeads([]), heads.Read());
        Assert.False(File.Exists(Key.KeyFile));
    }

    [Fact]
    public void stand_one_a_line_each_signed()
    {
        var heads = new LedgerHeads(Key);
        foreach (var sequence in new[] { 1, 2, 7 })
            heads.Write(Head(sequence), At);
        var read = new LedgerHeads(Key).Read();
        Assert.Equal([1, 2, 7], read.Signed.Select(head => head.Sequence));
        Assert.Equal((null, false), (read.FirstVoid, read.IsKeyMissing));
        Assert.Equal((Head(7).Hash, "2023-12-21T09:00:00.007Z"), (read.Signed[2].Hash, read.Signed[2].At));
        Assert.Equal(read.Signed[2], heads.Last());
        Assert.Equal(3, File.ReadAllLines(heads.HeadsFile).Length);
        using var outside = ECDsa.Create();
        outside.ImportFromPem(File.ReadAllText(Key.PublicKeyFile));
        Assert.All(
            read.Signed,
            head =>
                Assert.True(
                    outside.VerifyData(
                        Encoding.UTF8.GetBytes($"snapshotshare-ledger-head-v1\n{head.Sequence}\n{head.Hash}\n{head.At}\n"),
                        Convert.FromBase64String(head.Signature),
                        HashAlgorithmName.SHA256,
                        DSASignatureFormat.Rfc3279DerSequence
                    )
                )
        );
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(heads.HeadsFile));
    }

    [Fact]
    public void are_not_written_twice_in_a_row()
    {
        var heads = new LedgerHeads(Key);
        heads.Write(Head(1), At);
        heads.Write(Head(1), At.AddMinutes(1));
        new LedgerHeads(Key).Write(Head(1), At.AddMinutes(2));
        Assert.Single(heads.Read().Signed);
        heads.Write(Head(2), At);
        heads.Write(Head(1), At);
        Assert.Equal([1, 2, 1], heads.Read().Signed.Select(head => head.Sequence));
    }

    /// <summary>A crash tears the last line; the next one begins where the last whole one ends.</summary>
    [Theory]
    [InlineData(0, "")]
    [InlineData(0, "{\"sequence\":2,\"ha")]
    [InlineData(1, "x")]
    [InlineData(2, "{\"sequence\":2,\"ha")]
    public void are_written_behind_the_last_whole_line(int whole, string torn)
    {
        var heads = new LedgerHeads(Key);
        for (var sequence = 1; sequence <= whole; sequence++)
            heads.Write(Head(sequence), At);
        if (whole == 0)
            Key.PublicKey();
        File.AppendAllText(heads.HeadsFile, torn);
        Assert.Equal((whole, null), (heads.Read().Signed.Count, heads.Read().FirstVoid));
        new LedgerHeads(Key).Write(Head(9), At);
        Assert.Equal(
            [.. Enumerable.Range(1, whole).Select(sequence => (long)sequence), 9],
            heads.Read().Signed.Select(head => head.Sequence)
        );
        Assert.Null(heads.Read().FirstVoid);
        Assert.Equal(whole + 1, File.ReadAllLines(heads.HeadsFile).Length);
    }

    /// <summary>The first line that is none of ours is named, and those behind it still count.</summary>
    [Theory]
    [InlineData(0, "none of ours: 木")]
    [InlineData(1, "null")]
    [InlineData(2, "{\"sequence\":2}")]
    [InlineData(2, "{\"sequence\":2,\"hash\":\"a\",\"at\":\"b\",\"signature\":null}")]
    [InlineData(2, "{\"sequence\":2,\"hash\":\"a\",\"at\":\"b\",\"signature\":\"AAAA\"}")]
    [InlineData(3, "")]
    public void name_the_first_line_that_is_none(int at, string line)
    {
        var heads = new LedgerHeads(Key);
        for (var sequence = 1; sequence <= 3; sequence++)
            heads.Write(Head(sequence), At);
        var lines = File.ReadAllLines(heads.HeadsFile);
        File.WriteAllLines(heads.HeadsFile, [.. lines[..at], line, .. lines[at..], line]);
        var read = heads.Read();
        Assert.Equal((at + 1, 3, false), (read.FirstVoid, read.Signed.Count, read.IsKeyMissing));
        Assert.Equal(3, heads.Last()!.Sequence);
    }

    /// <summary>Without the key nobody knows whose they are, until it is back.</summary>
    [Fact]
    public void are_nobodys_while_the_key_is_away()
    {
        new LedgerHeads(Key).Write(Head(1), At);
        File.Move(Key.KeyFile, Key.KeyFile + ".away");
        var heads = new LedgerHeads(Key);
        Same(new HeldHeads([], IsKeyMissing: true), heads.Read());
        Assert.Null(heads.Last());
        Assert.Null(heads.Lost);
        File.Move(Key.KeyFile + ".away", Key.KeyFile);
        Assert.Equal(1, heads.Last()?.Sequence);
        Assert.Single(heads.Read().Signed);
    }

    /// <summary>Those that this process wrote or has read are missed when nothing is left of them, until somebody gives them up.</summary>
    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void are_missed(bool isWriter, bool isEmptied)
    {
        var writer = new LedgerHeads(Key);
        writer.Write(Head(3), At);
        writer.Write(Head(5), At);
        var heads = isWriter ? writer : new LedgerHeads(Key);
        Assert.Equal(5, heads.Last()!.Sequence);
        Assert.Null(heads.Lost);
        // Cut to the older one it is not gone altogether; what it vouched for is still known.
        File.WriteAllLines(heads.HeadsFile, File.ReadAllLines(heads.HeadsFile)[..1]);
        Assert.Equal(3, heads.Last()!.Sequence);
        Assert.Null(heads.Lost);
        File.Delete(heads.HeadsFile);
        if (isEmptied)
            File.WriteAllText(heads.HeadsFile, "");
        Assert.Equal(5, heads.Lost);
        Assert.Null(heads.Last());
        heads.GiveUp();
        Assert.Null(heads.Lost);
        heads.Write(Head(6), At);
        Assert.Null(heads.Lost);
        Assert.Equal([6], heads.Read().Signed.Select(head => head.Sequence));
        Assert.Null(new LedgerHeads(Key).Lost);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static ChainHead Head(int sequence) => new(sequence, new string((char)('a' + sequence), 64));

    private static void Same(HeldHeads expected, HeldHeads read)
    {
        Assert.Equal(expected.Signed, read.Signed);
        Assert.Equal((expected.FirstVoid, expected.IsKeyMissing), (read.FirstVoid, read.IsKeyMissing));
    }
}
