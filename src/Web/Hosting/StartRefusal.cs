namespace SnapshotShare.Web.Hosting;

/// <summary>Tells the operator why the application does not start: sentences on standard error and an exit code, no stack trace.</summary>
public static class StartRefusal
{
    public const int ExitCode = 78;

    public static int Print(params IReadOnlyCollection<string> reasons)
    {
        Console.Error.WriteLine(
            reasons.Count == 1 ? "SnapshotShare does not start:" : $"SnapshotShare does not start, for {reasons.Count} reasons:"
        );
        foreach (var reason in reasons)
            Console.Error.WriteLine($"  - {reason}");
        return ExitCode;
    }
}
