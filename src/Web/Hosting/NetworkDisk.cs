namespace SnapshotShare.Web.Hosting;

/// <summary>
/// Tells file systems that another machine can write too. SQLite's locks and its shared memory mean nothing there (sqlite.org, How To Corrupt
/// An SQLite Database File): two servers would write one ledger, or one lose what it was told is committed.
/// </summary>
public static class NetworkDisk
{
    /// <summary>The mounts of this process, on Linux.</summary>
    public const string Mounts = "/proc/self/mountinfo";

    private static readonly HashSet<string> Kinds = new(StringComparer.Ordinal)
    {
        "9p",
        "afs",
        "beegfs",
        "ceph",
        "cifs",
        "davfs",
        "gfs2",
        "glusterfs",
        "gpfs",
        "lustre",
        "ncpfs",
        "nfs",
        "nfs3",
        "nfs4",
        "ocfs2",
        "orangefs",
        "smb2",
        "smb3",
        "smbfs",
    };

    /// <summary>FUSE's file systems that lie elsewhere; others, such as an encrypted folder, lie here.</summary>
    private static readonly HashSet<string> Fuse = new(StringComparer.Ordinal)
    {
        "afs",
        "blobfuse",
        "blobfuse2",
        "ceph",
        "davfs",
        "davfs2",
        "gcsfuse",
        "glusterfs",
        "goofys",
        "grpcfuse",
        "juicefs",
        "mount-s3",
        "mountpoint-s3",
        "rclone",
        "s3fs",
        "seaweedfs",
        "smbnetfs",
        "sshfs",
    };

    /// <summary>The kind of the file system a path lies on where that is one of the network's; null otherwise.</summary>
    /// <param name="mounts">As <c>/proc/self/mountinfo</c> has them (man 5 proc); the last one over a folder is the one in force.</param>
    public static string? KindOf(string path, string mounts)
    {
        var (kind, longest) = ((string?)null, -1);
        foreach (var line in mounts.Split('\n'))
        {
            var parts = line.Split(' ');
            var dash = Array.IndexOf(parts, "-");
            if (dash < 6 || parts.Length <= dash + 1)
                continue;
            var point = Unescaped(parts[4]);
            if (point.Length >= longest && IsBelow(path, point))
                (kind, longest) = (parts[dash + 1], point.Length);
        }
        return kind is not null && (Kinds.Contains(kind) || (kind.Split('.') is ["fuse", var behind] && Fuse.Contains(behind)))
            ? kind
            : null;
    }

    private static bool IsBelow(string path, string point) =>
        point == "/" || path == point || path.StartsWith(point + "/", StringComparison.Ordinal);

    /// <summary>Spaces, tabs and the like stand as octal numbers.</summary>
    private static string Unescaped(string text) =>
        text.Replace("\\040", " ", StringComparison.Ordinal)
            .Replace("\\011", "\t", StringComparison.Ordinal)
            .Replace("\\012", "\n", StringComparison.Ordinal)
            .Replace("\\134", "\\", StringComparison.Ordinal);
}
