namespace SnapshotShare.AwsSandbox.Tests;

internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("sandbox-test-").FullName;

    public string Journal => System.IO.Path.Combine(Path, "sandbox.journal");

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
