using SnapshotShare.Core.Findings;

namespace SnapshotShare.Core.Exposing.Strays;

public enum StrayKind
{
    /// <summary>Somebody made it of what a request made: a snapshot, a copy or a clone with production's data.</summary>
    Derived,

    /// <summary>A request made it, and is over.</summary>
    LeftOver,

    /// <summary>It has this installation's tags and the ID of a request that the database does not know, as after an older backup was put back.</summary>
    UnknownRequest,

    /// <summary>It has another installation's tags.</summary>
    AnothersInstallation,

    /// <summary>It has a request's tag and no installation's.</summary>
    WithoutInstallation,
}

public enum StrayThing
{
    Snapshot,
    Cluster,
    Instance,

    /// <summary>The data of a snapshot or of a cluster, written to a bucket of S3.</summary>
    Export,
}

/// <summary>Something in an account, with production's data or our tags, that no request which is under way answers for.</summary>
public sealed class Stray
{
    public required string Id { get; init; }
    public required StrayKind Kind { get; init; }
    public required StrayThing Thing { get; init; }

    /// <summary>Name of the account it is in.</summary>
    public required string Account { get; init; }

    /// <summary>AWS's own ID of it: a resource ID, a snapshot's ARN with its time, or an export's name with the ARN of what was exported.</summary>
    public required string Identity { get; init; }

    /// <summary>As last seen; a cluster and an instance can be renamed. Of an export the place of its files, which has no ARN here.</summary>
    public required string Arn { get; set; }
    public required string Name { get; set; }

    /// <summary>The request whose data it is, or whose ID stands on it; null where nobody knows.</summary>
    public string? RequestId { get; init; }

    /// <summary>AWS's ID or the ARN of what it was made of; null where it is not derived.</summary>
    public string? MadeOf { get; init; }

    /// <summary>When it was made, as AWS tells; null where AWS does not, or not yet.</summary>
    public DateTime? MadeAt { get; set; }
    public required DateTime FirstSeenAt { get; init; }
    public required DateTime LastSeenAt { get; set; }
    public DateTime? GoneAt { get; set; }

    /// <summary>When somebody decided that it goes; null while nobody has.</summary>
    public DateTime? DecidedAt { get; set; }
    public string? DecidedById { get; set; }
    public string? DecidedByName { get; set; }
    public string? DecisionReason { get; set; }

    /// <summary>AWS's name of the deletion that was asked for and whose outcome nobody knows yet, and AWS's ID of what it was asked for.</summary>
    public string? AskedFor { get; set; }
    public string? AskedOf { get; set; }

    /// <summary>The number of tries in a row that AWS refused, and when it is tried next; null for the next pass.</summary>
    public int FailedTries { get; set; }
    public DateTime? NextTryAt { get; set; }

    /// <summary>The obstacle to its removal, with its cure; null where there is none.</summary>
    public Finding? Trouble { get; set; }

    /// <summary>Concurrency token, counted up by every change.</summary>
    public int Version { get; set; }
}
