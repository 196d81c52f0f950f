namespace SnapshotShare.Browser.Tests;

/// <summary>Pictures for people: kept beside the tests' other output, and copied into the README's folder by whoever wants them there.</summary>
internal static class Screenshots
{
    private static readonly string Folder = Directory
        .CreateDirectory(System.IO.Path.Combine(Application.Root, "artifacts", "screenshots"))
        .FullName;

    public static string Path(string name) => System.IO.Path.Combine(Folder, name);
}
