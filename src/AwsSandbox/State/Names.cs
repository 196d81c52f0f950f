using System.Security.Cryptography;
using System.Text;

namespace SnapshotShare.AwsSandbox.State;

/// <summary>Makes identifiers and secrets: unguessable, or a function of a seed where a run must replay.</summary>
internal sealed class Names(int? seed)
{
    private const string Upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const string Lower = "abcdefghijklmnopqrstuvwxyz234567";
    private long count;

    public Guid Guid()
    {
        var bytes = Bytes(16);
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new(bytes, bigEndian: true);
    }

    public string Uuid() => Guid().ToString("D");

    public string Capitals(int length) => Of(Upper, length);

    public string Letters(int length) => Of(Lower, length);

    public string Secret() => Convert.ToBase64String(Bytes(30));

    public string Token() => "IQoJb3JpZ2luX2VjE" + Convert.ToBase64String(Bytes(192));

    private string Of(string alphabet, int length) => string.Concat(Bytes(length).Select(b => alphabet[b % alphabet.Length]));

    private byte[] Bytes(int length)
    {
        if (seed is null)
            return RandomNumberGenerator.GetBytes(length);
        var bytes = new List<byte>(length);
        while (bytes.Count < length)
            bytes.AddRange(SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}/{count++}")));
        return [.. bytes.Take(length)];
    }
}
