namespace SnapshotShare.Core.Plans;

/// <summary>The promise of a request at its end.</summary>
public enum Goal
{
    /// <summary>A running dev cluster with its writer, ①–⑨.</summary>
    Cluster,

    /// <summary>A snapshot owned by the target account, ①–⑤ and ⑦–⑨.</summary>
    Copy,

    /// <summary>A share only, ①–④, then ⑦⑧ at its deadline.</summary>
    Share,
}

/// <summary>Which snapshot: a named one, the newest automated one of a cluster, or one taken of a cluster for this request.</summary>
public sealed record SourceChoice(string? SnapshotIdentifier, string? NewestOfCluster, string? TakenNowOfCluster = null)
{
    public static SourceChoice Newest(string cluster) => new(SnapshotIdentifier: null, cluster);

    public static SourceChoice TakenNow(string cluster) => new(SnapshotIdentifier: null, NewestOfCluster: null, cluster);

    /// <summary>The choice as a plan settled it: the newest one by name, so that a newer one since then is not meant.</summary>
    public SourceChoice Resolved(string identifier) => TakenNowOfCluster is null ? Named(identifier) : this;

    public static SourceChoice Named(string snapshot) => new(snapshot, NewestOfCluster: null);
}

/// <summary>A person's wish, before anything is looked up. Null means the route's default.</summary>
/// <param name="Window">The longest time the share may stand, counted from the share.</param>
/// <param name="Life">The life of the dev cluster or the copy, counted from its being ready.</param>
public sealed record RequestTerms(
    string Route,
    Goal Goal,
    SourceChoice Source,
    string? TargetCluster = null,
    TimeSpan? Window = null,
    TimeSpan? Life = null,
    string? InstanceClass = null,
    string Reason = ""
)
{
    /// <summary>Null means the snapshot's own, or the nearest newer one of its major where AWS offers that no more.</summary>
    public string? EngineVersion { get; init; }
}
