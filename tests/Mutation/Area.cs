namespace SnapshotShare.Mutation;

/// <summary>A folder of rules, the least share of its mutants that must be killed, and the tests that judge them.</summary>
/// <param name="Folder">Path from the root of the tree.</param>
/// <param name="Least">Percent of the mutants that are not equivalent: 90 where the rules are pure, 80 where they speak with a database or AWS.</param>
/// <param name="Tests">Project under <c>tests</c>.</param>
internal sealed record Area(string Folder, int Least, string Tests)
{
    private const int Pure = 90;
    private const int Speaking = 80;

    /// <summary>The folders that the product's promises hang on. Longer folders stand before those that hold them.</summary>
    public static IReadOnlyList<Area> All { get; } =
    [
        new("src/Core/Planning/Readers", Speaking, "Core"),
        new("src/Core/Planning", Pure, "Core"),
        new("src/Core/Plans", Pure, "Core"),
        new("src/Core/Approvals", Pure, "Core"),
        new("src/Core/Workflows", Pure, "Core"),
        new("src/Core/Requests", Pure, "Core"),
        new("src/Core/Identity", Pure, "Core"),
        new("src/Core/Exposing", Pure, "Core"),
        new("src/Core/Findings", Pure, "Core"),
        new("src/Core/Shares", Speaking, "Core"),
        new("src/Core/Ledger", Speaking, "Core"),
        new("src/Core/Notifications", Speaking, "Core"),
        new("src/Core/Commands", Speaking, "Core"),
        new("src/Core/Execution", Speaking, "Core"),
        new("src/Core/Aws", Speaking, "Core"),
        new("src/AmazonRds", Speaking, "AmazonRds"),
        new("src/AwsSandbox/Policies", Pure, "AwsSandbox"),
        new("src/AwsSandbox/Iam", Pure, "AwsSandbox"),
        new("src/AwsSandbox/Kms", Speaking, "AwsSandbox"),
    ];

    public static Area? Of(string file) =>
        All.FirstOrDefault(area =>
            file.StartsWith(area.Folder + "/", StringComparison.Ordinal) && file.EndsWith(".cs", StringComparison.Ordinal)
        );
}
