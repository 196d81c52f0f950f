using System.Globalization;

namespace SnapshotShare.AmazonRds.Tests.Errors;

/// <summary>What DeclaredErrors.txt says.</summary>
internal static class DeclaredErrors
{
    private static readonly string[] Lines =
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Errors", "DeclaredErrors.txt"))
            .Where(line => line.Length > 0 && !line.StartsWith('#')),
    ];

    public static IReadOnlyList<DeclaredError> All { get; } =
    [
        .. Lines
            .Where(line => !line.Contains(':', StringComparison.Ordinal))
            .Select(line => line.Split(' '))
            .Select(parts => new DeclaredError(parts[0], int.Parse(parts[1], CultureInfo.InvariantCulture), parts[2])),
    ];

    public static IReadOnlyDictionary<string, string[]> ByOperation { get; } =
        Lines
            .Where(line => line.Contains(':', StringComparison.Ordinal))
            .Select(line => line.Split(':'))
            .ToDictionary(parts => parts[0], parts => parts[1].Split(' ', StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal);
}

internal sealed record DeclaredError(string Code, int Status, string Exception);
