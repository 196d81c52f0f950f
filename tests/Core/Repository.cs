namespace SnapshotShare.Core.Tests;

/// <summary>Files of the repository that the tests were built from.</summary>
internal static class Repository
{
    public static string Path(params ReadOnlySpan<string> parts)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(root.FullName, "SnapshotShare.sln")))
            root = root.Parent!;
        return System.IO.Path.Combine([root.FullName, .. parts]);
    }
}
