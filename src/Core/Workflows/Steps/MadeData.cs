namespace SnapshotShare.Core.Workflows.Steps;

/// <summary>The kinds of places where a request's data can be, in the order in which it travels.</summary>
public enum DataLocationKind
{
    /// <summary>The snapshot that could be shared, in the source account.</summary>
    SharingSnapshot,

    /// <summary>The target account may read it.</summary>
    Share,

    /// <summary>The target account's own copy.</summary>
    TargetCopy,

    Cluster,
}

/// <summary>Production's data as a step makes it, in the account of the step's side.</summary>
public sealed record MadeData(DataLocationKind Kind, string Identifier);
