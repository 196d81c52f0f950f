using System.Security.Cryptography;

namespace SnapshotShare.Core.Plans;

/// <summary>Makes the IDs of requests; a simulation gives its own source of bytes.</summary>
public sealed class RequestIds(Func<int, byte[]>? bytes = null)
{
    // No 0/o, 1/l: an ID is read aloud at two in the morning.
    private const string Letters = "abcdefghijkmnpqrstuvwxyz23456789";
    private readonly Func<int, byte[]> _bytes = bytes ?? RandomNumberGenerator.GetBytes;

    /// <summary>The eight characters of an ID that stand in the names of what a request makes.</summary>
    public static string Short(string id) => id[..8];

    public string Next() => string.Concat(_bytes(16).Select(value => Letters[value % Letters.Length]));
}
